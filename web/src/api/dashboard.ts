// SPDX-License-Identifier: MIT
// One's own figures of the pipeline.

import { api, bodyOf, type Schemas } from "./client";

export type MyDashboard = Schemas["MyDashboard"];
export type DashboardDeal = Schemas["DashboardDeal"];

export async function readMyDashboard(signal?: AbortSignal): Promise<MyDashboard> {
    return bodyOf(() => api.GET("/api/dashboard/my-dashboard", { signal }));
}
