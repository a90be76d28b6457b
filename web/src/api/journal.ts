// SPDX-License-Identifier: MIT
// Who changed a record last. For those who may read the journal.

import { api, bodyOf, only } from "./client";

export interface LastChange {
    who: string;
    at: string;
}

export async function lastChange(entity: string, id: string): Promise<LastChange | undefined> {
    const row = (await bodyOf(() => api.GET("/api/audit", { params: { query: { entity, id: only(id), limit: 1 } } }))).data[0];
    return row?.at ? { who: row.user_name ?? "", at: row.at } : undefined;
}
