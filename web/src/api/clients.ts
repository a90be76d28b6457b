// SPDX-License-Identifier: MIT
// Companies of the sales pipeline, apart from the garage's customers.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { type Ask, PAGE_ROWS, type Source } from "./lists";
import { forGood } from "./opportunities";
import { plain, type Resource } from "./resource";

export type Client = Schemas["Client"];
export type ClientRow = Schemas["ClientRow"];

const one = (id: string) => ({ path: { id } });

export const clients: Resource<Client> = {
    noun: "clients",
    entity: "CLIENT",
    read: async (id, signal) => plain(await answerOf(() => api.GET("/api/clients/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        plain(await answerOf(() => api.POST("/api/clients", { body: body as Schemas["NewClient"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        plain(await answerOf(() => api.PUT("/api/clients/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/clients/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: forGood,
};

export const CLIENT_SORTS = ["name", "industry", "relationship_tier", "contact_person", "created_at"] as const;

export const clientList: Source<ClientRow> = {
    noun: "clients",
    read: async (ask: Ask, page, signal) => {
        const query = {
            page,
            limit: PAGE_ROWS,
            search: ask.search || undefined,
            industry: ask.filters.industry,
            relationship_tier: ask.filters.tier,
            sort_by: CLIENT_SORTS.find((sort) => sort === ask.sort),
            sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
        };
        const body = await bodyOf(() => api.GET("/api/clients", { params: { query }, signal }));
        return { rows: body.items, total: body.total };
    },
};

/** For a field that finds a client: the first few. */
export async function findClients(search: string, signal?: AbortSignal): Promise<ClientRow[]> {
    return (await bodyOf(() => api.GET("/api/clients", { params: { query: { search, limit: 25 } }, signal }))).items;
}
