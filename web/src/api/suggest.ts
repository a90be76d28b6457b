// SPDX-License-Identifier: MIT
// What may be meant while a line is typed.

import { api, bodyOf, type Schemas } from "./client";

export type SuggestedItem = Schemas["SuggestedItem"];
export type PastLine = Schemas["PastLine"];
export type Suggestions = Schemas["Suggestions"];

/** The car whose lines come first. */
export interface Car {
    make: string;
    model: string;
}

export async function readSuggestions(q: string, car: Car | undefined, signal?: AbortSignal): Promise<Suggestions> {
    return (await bodyOf(() => api.GET("/api/catalogue/suggest", { params: { query: { q, limit: 6, ...car } }, signal }))).data;
}
