// SPDX-License-Identifier: MIT
// Reports of the pipeline: each is kept as it was made; of one person's the last fifty stay.

import { api, bodyOf, type Schemas } from "./client";

export type ReportHead = Schemas["ReportHead"];
export type Report = Schemas["Report"];
export const REPORTS_KEPT = 50;

export interface ReportWish {
    team: string;
    from: string;
    to: string;
}

/** One's own, newest first. */
export async function readReports(signal?: AbortSignal): Promise<ReportHead[]> {
    return (await bodyOf(() => api.GET("/api/reports", { params: { query: { limit: REPORTS_KEPT } }, signal }))).items;
}

export async function readReport(id: string, signal?: AbortSignal): Promise<Report> {
    return bodyOf(() => api.GET("/api/reports/{id}", { params: { path: { id } }, signal }));
}

export async function makeReport({ team, from, to }: ReportWish): Promise<Report> {
    const query = { team_id: team || undefined, start_date: from || undefined, end_date: to || undefined };
    return bodyOf(() => api.GET("/api/reports/opportunity-pipeline", { params: { query } }));
}

/** Its address as a file. */
export const reportFile = (id: string, format: "excel" | "csv" | "pdf"): string => `/api/reports/${id}/download?format=${format}`;
