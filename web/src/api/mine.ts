// SPDX-License-Identifier: MIT
// What is one's own: where one is signed in, and what one wants of the pages on whichever device.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { ApiError } from "./error";

export type OpenSession = Schemas["OpenSession"];

export async function readSessions(signal?: AbortSignal): Promise<OpenSession[]> {
    return (await bodyOf(() => api.GET("/api/auth/sessions", { signal }))).data.sessions;
}

export async function endSession(id: string): Promise<void> {
    await answerOf(() => api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } }));
}

const ROUNDS = 5;

/** Keeps these beside what other pages and devices have kept, also meanwhile. */
export async function keepPreferences(change: Record<string, unknown>): Promise<void> {
    for (let round = 1; ; round++) {
        const kept = await answerOf(() => api.GET("/api/users/me/preferences"));
        const body = { ...kept.body, ...change };
        try {
            await answerOf(() => api.PUT("/api/users/me/preferences", { body, headers: writeHeaders({ etag: kept.etag }) }));
            return;
        } catch (error) {
            if (!(error instanceof ApiError) || error.status !== 412 || round === ROUNDS) {
                throw error;
            }
        }
    }
}
