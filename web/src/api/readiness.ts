// SPDX-License-Identifier: MIT
// What a platform would refuse of an electronic invoice: of the seller, of a customer, of a paper.

import { api, bodyOf, type Schemas } from "./client";

export type Readiness = Schemas["Readiness"];
export type ReadinessRow = Readiness["rows"][number];

export async function readSettingsReadiness(signal?: AbortSignal): Promise<Readiness> {
    return (await bodyOf(() => api.GET("/api/settings/readiness", { signal }))).data;
}

export async function readContactReadiness(id: string, signal?: AbortSignal): Promise<Readiness> {
    return (await bodyOf(() => api.GET("/api/contacts/{id}/readiness", { params: { path: { id } }, signal }))).data;
}

export async function readInvoiceReadiness(id: string, signal?: AbortSignal): Promise<Readiness> {
    return (await bodyOf(() => api.GET("/api/invoices/{id}/readiness", { params: { path: { id } }, signal }))).data;
}

export async function readQuoteReadiness(id: string, signal?: AbortSignal): Promise<Readiness> {
    return (await bodyOf(() => api.GET("/api/quotes/{id}/readiness", { params: { path: { id } }, signal }))).data;
}
