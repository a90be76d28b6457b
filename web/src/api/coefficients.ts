// SPDX-License-Identifier: MIT
// The factors of probabilities, and changing them.

import { type Answer, answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";

export type Coefficient = Schemas["Coefficient"];
export type CoefficientInput = Schemas["NewCoefficient"];
export type CoefficientChange = Schemas["CoefficientChange"];

export async function readCoefficients(signal?: AbortSignal): Promise<Coefficient[]> {
    return (await bodyOf(() => api.GET("/api/coefficients", { signal }))).items;
}

export async function addCoefficient(body: CoefficientInput, key: string): Promise<void> {
    await bodyOf(() => api.POST("/api/coefficients", { body, headers: writeHeaders({ key }) }));
}

export async function readCoefficient(id: string, signal?: AbortSignal): Promise<Answer<Coefficient>> {
    return answerOf(() => api.GET("/api/coefficients/{id}", { params: { path: { id } }, signal }));
}

/** Answers when the open deals have followed, or after a minute of that. */
export async function changeCoefficient(id: string, body: CoefficientChange, etag: string | null): Promise<void> {
    await bodyOf(() => api.PUT("/api/coefficients/{id}", { params: { path: { id } }, body, headers: writeHeaders({ etag }) }));
}
