// SPDX-License-Identifier: MIT
// What the garage sells: items and packages of them.

import { LINE_KINDS } from "../rules/line-kinds";
import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import { opened, type Resource } from "./resource";

export type CatalogueItem = Schemas["CatalogueItem"];
export type CatalogueRow = Schemas["CatalogueRow"];
export type CatalogueLine = Schemas["CatalogueLine"];

export const PACKAGE = "PACKAGE";
export const CATALOGUE_KINDS = [PACKAGE, ...LINE_KINDS] as const;
const SORTS = ["label", "code", "unit_price"] as const;

const one = (id: string) => ({ path: { id } });

export const catalogue: Resource<CatalogueItem> = {
    noun: "catalogue",
    entity: "CATALOGUE_ITEM",
    read: async (id, signal) => opened(await answerOf(() => api.GET("/api/catalogue/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        opened(
            await answerOf(() => api.POST("/api/catalogue", { body: body as Schemas["NewCatalogueItem"], headers: writeHeaders({ key }) })),
        ),
    change: async (id, body, etag) =>
        opened(await answerOf(() => api.PATCH("/api/catalogue/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/catalogue/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: () => Promise.reject(new Error("an item that is deleted is gone")),
};

function queryOf(ask: Ask, page: number) {
    return {
        page,
        limit: PAGE_ROWS,
        search: ask.search || undefined,
        kind: listed(ask.filters.kind, CATALOGUE_KINDS),
        is_active: ask.filters.inactive ? false : undefined,
        sort_by: SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

export const catalogueList: Source<CatalogueRow> = {
    noun: "catalogue",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/catalogue", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.data, total: body.pagination.total };
    },
};
