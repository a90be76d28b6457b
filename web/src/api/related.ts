// SPDX-License-Identifier: MIT
// What belongs to a customer or a vehicle, newest first: the short lists of a record's page.

import { api, bodyOf, only, type Schemas } from "./client";

const SHOWN = 20;

export interface Related<R> {
    rows: R[];
    total: number;
}

/** Of whom: one of the two. */
export interface Of {
    contact_id?: string;
    vehicle_id?: string;
}

const query = ({ contact_id, vehicle_id }: Of) => ({
    query: { contact_id: only(contact_id), vehicle_id: only(vehicle_id), page: 1, limit: SHOWN },
});

export async function readVehiclesOf(owner: string, signal?: AbortSignal): Promise<Related<Schemas["Vehicle"]>> {
    const params = { query: { owner_id: only(owner), page: 1, limit: SHOWN } };
    const answer = await bodyOf(() => api.GET("/api/vehicles", { params, signal }));
    return { rows: answer.data, total: answer.pagination.total };
}

export async function readQuotesOf(of: Of, signal?: AbortSignal): Promise<Related<Schemas["QuoteRow"]>> {
    const answer = await bodyOf(() => api.GET("/api/quotes", { params: query(of), signal }));
    return { rows: answer.data, total: answer.pagination.total };
}

export async function readInvoicesOf(of: Of, signal?: AbortSignal): Promise<Related<Schemas["InvoiceRow"]>> {
    const answer = await bodyOf(() => api.GET("/api/invoices", { params: query(of), signal }));
    return { rows: answer.data, total: answer.pagination.total };
}

export async function readTasksOf(contact_id: string, signal?: AbortSignal): Promise<Related<Schemas["TaskRow"]>> {
    const answer = await bodyOf(() => api.GET("/api/tasks", { params: query({ contact_id }), signal }));
    return { rows: answer.data, total: answer.pagination.total };
}

export async function readActivitiesOf(contact_id: string, signal?: AbortSignal): Promise<Related<Schemas["ActivityRow"]>> {
    const answer = await bodyOf(() => api.GET("/api/activities", { params: query({ contact_id }), signal }));
    return { rows: answer.data, total: answer.pagination.total };
}
