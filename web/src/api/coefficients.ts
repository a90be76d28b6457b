// SPDX-License-Identifier: MIT
// The factors of probabilities, and who may own a deal.

import { api, bodyOf, type Schemas } from "./client";

export type Coefficient = Schemas["Coefficient"];

export async function readCoefficients(signal?: AbortSignal): Promise<Coefficient[]> {
    return (await bodyOf(() => api.GET("/api/coefficients", { signal }))).items;
}
