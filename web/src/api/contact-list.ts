// SPDX-License-Identifier: MIT
// The list of customers.

import { api, bodyOf, type Schemas } from "./client";
import { fileOf } from "./files";
import { type Ask, PAGE_ROWS, type Source } from "./lists";

export type ContactRow = Schemas["Contact"];
export const CONTACT_SORTS = ["name", "created_at", "updated_at"] as const;

function wishOf(ask: Ask) {
    return {
        search: ask.search || undefined,
        is_vip: ask.filters.vip ? true : undefined,
        has_overdue: ask.filters.overdue ? true : undefined,
        city: ask.filters.city,
        tags: ask.filters.tags?.split(","),
        sort_by: CONTACT_SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

const queryOf = (ask: Ask, page: number) => ({ ...wishOf(ask), page, limit: PAGE_ROWS });

export const contactList: Source<ContactRow> = {
    noun: "contacts",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/contacts", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.data, total: body.pagination.total };
    },
    file: (ask, wish) => fileOf(() => api.GET("/api/contacts/export", { params: { query: { ...wishOf(ask), ...wish } }, parseAs: "blob" })),
};
