// SPDX-License-Identifier: MIT
// The list of quotes.

import { api, bodyOf, type Schemas } from "./client";
import { fileOf } from "./files";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import type { Summarize } from "./summaries";

export type QuoteRow = Schemas["QuoteRow"];
export const QUOTE_STATUSES = ["DRAFT", "SENT", "ACCEPTED", "REJECTED", "EXPIRED"] as const;
const SORTS = ["quote_number", "contact_name", "issue_date", "valid_until", "total"] as const;

function wishOf(ask: Ask) {
    return {
        search: ask.search || undefined,
        sent_before: ask.filters.sent_before,
        converted: ask.filters.open ? false : undefined,
        status: listed(ask.filters.status, QUOTE_STATUSES),
        sort_by: SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

const queryOf = (ask: Ask, page: number) => ({ ...wishOf(ask), page, limit: PAGE_ROWS });

export const quoteList: Source<QuoteRow> = {
    noun: "quotes",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/quotes", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.data, total: body.pagination.total };
    },
    file: (ask, wish) => fileOf(() => api.GET("/api/quotes/export", { params: { query: { ...wishOf(ask), ...wish } }, parseAs: "blob" })),
};

export const sumQuotes: Summarize = async (ask, signal) => {
    const query = { ...queryOf(ask, 1), limit: 1, summary: true };
    return (await bodyOf(() => api.GET("/api/quotes", { params: { query }, signal }))).summary;
};
