// SPDX-License-Identifier: MIT
// Saved views: what a list's address says behind its question mark, under a name.

import { queryOptions } from "@tanstack/preact-query";
import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { keys, type Noun } from "./keys";
import { opened, type Resource } from "./resource";

export type SavedView = Schemas["SavedView"];

/** As many are offered of a list. */
const OFFERED = 100;

const one = (id: string) => ({ path: { id } });

export const views: Resource<SavedView> = {
    noun: "views",
    entity: "SAVED_VIEW",
    read: async (id, signal) => opened(await answerOf(() => api.GET("/api/views/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        opened(await answerOf(() => api.POST("/api/views", { body: body as Schemas["NewSavedView"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        opened(await answerOf(() => api.PATCH("/api/views/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await bodyOf(() => api.DELETE("/api/views/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: () => Promise.reject(new Error("a view that is deleted is gone")),
};

/** Those of a list, by name. */
export function viewsOptions(noun: Noun) {
    const query = { noun, sort_by: "name" as const, sort_order: "asc" as const, limit: OFFERED };
    return queryOptions({
        queryKey: keys.list("views", { noun }),
        queryFn: async ({ signal }) => (await bodyOf(() => api.GET("/api/views", { params: { query }, signal }))).data,
    });
}
