// SPDX-License-Identifier: MIT
// Closings of days, months and fiscal years, and the till sheet of a day.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { fileOf, type KeptFile } from "./files";

export type Closing = Schemas["Closing"];
export type TillSheet = Schemas["TillSheet"];
export const CLOSING_KINDS = ["DAY", "MONTH", "YEAR"] as const;
export type ClosingKind = (typeof CLOSING_KINDS)[number];
export const CLOSING_ROWS = 31;

export async function readClosings(kind: ClosingKind, page: number, signal?: AbortSignal) {
    const query = { kind: [kind], page, limit: CLOSING_ROWS };
    const body = await bodyOf(() => api.GET("/api/closings", { params: { query }, signal }));
    return { rows: body.data, pages: body.pagination.pages };
}

export async function closeDay(key: string): Promise<Closing> {
    return (await answerOf(() => api.POST("/api/closings", { headers: writeHeaders({ key }) }))).body.data;
}

/** `date` "": today. */
export async function readTill(date: string, signal?: AbortSignal): Promise<TillSheet> {
    return (await bodyOf(() => api.GET("/api/closings/till", { params: { query: { date: date || undefined } }, signal }))).data;
}

export const tillPaper = (date: string): string => `/api/closings/till/pdf?${date && `date=${date}&`}disposition=inline`;

export const EVENT_ROWS = 20;

/** All that was recorded, as a file that can be checked without this program. */
export function makeArchive(key: string): Promise<KeptFile> {
    return fileOf(() => api.POST("/api/archive", { headers: writeHeaders({ key }), parseAs: "blob" }));
}

export async function readEvents(page: number, signal?: AbortSignal) {
    const body = await bodyOf(() => api.GET("/api/events", { params: { query: { page, limit: EVENT_ROWS } }, signal }));
    return { rows: body.data, pages: body.pagination.pages };
}
