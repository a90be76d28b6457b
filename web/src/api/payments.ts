// SPDX-License-Identifier: MIT
// Money that came in and was given back, of all invoices.

import { api, bodyOf, type Schemas } from "./client";
import { fileOf } from "./files";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import type { Summarize } from "./summaries";

export type PaymentRow = Schemas["PaymentRow"] & { id: string };
export const KINDS = ["PAYMENT", "REVERSAL", "REFUND"] as const;
export const METHODS = ["BANK_TRANSFER", "CARD", "CASH", "CHECK", "DIRECT_DEBIT", "OTHER"] as const;
const SORTS = ["paid_at", "amount", "created_at"] as const;

function wishOf(ask: Ask) {
    return {
        search: ask.search || undefined,
        from: ask.filters.from,
        to: ask.filters.to,
        method: listed(ask.filters.method, METHODS),
        kind: listed(ask.filters.status, KINDS),
        sort_by: SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

const queryOf = (ask: Ask, page: number) => ({ ...wishOf(ask), page, limit: PAGE_ROWS });

export const paymentList: Source<PaymentRow> = {
    noun: "payments",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/payments", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.data as PaymentRow[], total: body.pagination.total };
    },
    file: (ask, wish) => fileOf(() => api.GET("/api/payments/export", { params: { query: { ...wishOf(ask), ...wish } }, parseAs: "blob" })),
};

export const sumPayments: Summarize = async (ask, signal) => {
    const query = { ...queryOf(ask, 1), limit: 1, summary: true };
    return (await bodyOf(() => api.GET("/api/payments", { params: { query }, signal }))).summary;
};
