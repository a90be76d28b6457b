// SPDX-License-Identifier: MIT
// What people note in the timeline by hand.

import { api, bodyOf, writeHeaders } from "./client";

/** A call with a customer. */
export async function logCall(contact_id: string, description: string, key: string): Promise<void> {
    const body = { type: "CALL_MADE" as const, contact_id, description };
    await bodyOf(() => api.POST("/api/activities", { body, headers: writeHeaders({ key }) }));
}
