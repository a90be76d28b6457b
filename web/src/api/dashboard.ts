// SPDX-License-Identifier: MIT
// Figures of the pipeline: one's own, a team's, the company's, and what is expected of the months to come.

import { api, bodyOf, type Schemas } from "./client";

export type MyDashboard = Schemas["MyDashboard"];
export type DashboardDeal = Schemas["DashboardDeal"];
export type TeamDashboard = Schemas["TeamDashboard"];
export type CompanyDashboard = Schemas["GlobalDashboard"];
export type Forecast = Schemas["Forecast"];

export async function readMyDashboard(signal?: AbortSignal): Promise<MyDashboard> {
    return bodyOf(() => api.GET("/api/dashboard/my-dashboard", { signal }));
}

export async function readTeamDashboard(id: string, signal?: AbortSignal): Promise<TeamDashboard> {
    return bodyOf(() => api.GET("/api/dashboard/team/{id}", { params: { path: { id } }, signal }));
}

export async function readCompanyDashboard(signal?: AbortSignal): Promise<CompanyDashboard> {
    return bodyOf(() => api.GET("/api/dashboard/global", { signal }));
}

export interface ForecastAsk {
    by: "month" | "quarter";
    owner: string;
    team: string;
}

export async function readForecast({ by, owner, team }: ForecastAsk, signal?: AbortSignal): Promise<Forecast> {
    const query = { by, owner_id: owner || undefined, team_id: team || undefined };
    return bodyOf(() => api.GET("/api/forecast", { params: { query }, signal }));
}
