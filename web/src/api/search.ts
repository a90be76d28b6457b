// SPDX-License-Identifier: MIT
// Search across records.

import { api, bodyOf, type Schemas } from "./client";

export type SearchGroup = Schemas["FoundGroup"];

export async function search(q: string, signal: AbortSignal): Promise<SearchGroup[]> {
    return (await bodyOf(() => api.GET("/api/search", { params: { query: { q, limit: 5 } }, signal }))).data.groups;
}
