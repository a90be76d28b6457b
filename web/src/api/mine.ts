// SPDX-License-Identifier: MIT
// What is one's own: where one is signed in, and what one wants of the pages on whichever device.

import { answerOf, api, bodyOf, type Schemas } from "./client";

export type OpenSession = Schemas["OpenSession"];

export async function readSessions(signal?: AbortSignal): Promise<OpenSession[]> {
    return (await bodyOf(() => api.GET("/api/auth/sessions", { signal }))).data.sessions;
}

export async function endSession(id: string): Promise<void> {
    await answerOf(() => api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } }));
}

/** Keeps these beside what other pages and devices have kept. */
export async function keepPreferences(change: Record<string, unknown>): Promise<void> {
    const kept = await bodyOf(() => api.GET("/api/users/me/preferences"));
    await answerOf(() => api.PUT("/api/users/me/preferences", { body: { ...kept, ...change } }));
}
