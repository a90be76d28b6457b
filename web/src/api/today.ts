// SPDX-License-Identifier: MIT
// What waits for somebody today, and what has happened last.

import { api, bodyOf, type Schemas } from "./client";

export type Today = Schemas["Today"];
export type Queue = Schemas["TodayQueue"];

export async function readToday(signal: AbortSignal): Promise<Today> {
    return (await bodyOf(() => api.GET("/api/today", { signal }))).data;
}
