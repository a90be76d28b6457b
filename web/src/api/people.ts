// SPDX-License-Identifier: MIT
// The people of the tenant: their list, one of them, and their names to choose from.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import { plain, type Resource } from "./resource";

export type Person = Schemas["User"];
export type PersonRow = Schemas["UserRow"];
export type PersonName = Schemas["UserName"];

export const ROLES = ["admin", "manager", "sales"] as const;
export const PERSON_SORTS = ["last_name", "email", "role", "team_name", "last_login", "is_active"] as const;

const one = (id: string) => ({ path: { id } });

export const people: Resource<Person> = {
    noun: "people",
    entity: "USER",
    read: async (id, signal) => plain(await answerOf(() => api.GET("/api/users/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        plain(await answerOf(() => api.POST("/api/users", { body: body as Schemas["NewUser"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        plain(await answerOf(() => api.PUT("/api/users/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: () => Promise.reject(new Error("people are deactivated")),
    restore: () => Promise.reject(new Error("people are deactivated")),
};

function queryOf(ask: Ask, page: number) {
    return {
        page,
        limit: PAGE_ROWS,
        search: ask.search || undefined,
        role: listed(ask.filters.role, ROLES),
        is_active: ask.filters.active ? true : undefined,
        sort_by: PERSON_SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

export const personList: Source<PersonRow> = {
    noun: "people",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/users", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.items, total: body.total };
    },
};

/** Those who are active, by name. */
export async function readNames(signal?: AbortSignal): Promise<PersonName[]> {
    return (await bodyOf(() => api.GET("/api/users/names", { signal }))).items;
}
