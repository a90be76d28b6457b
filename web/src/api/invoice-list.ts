// SPDX-License-Identifier: MIT
// The list of invoices.

import { api, bodyOf, type Schemas } from "./client";
import { fileOf } from "./files";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import type { Summarize } from "./summaries";

export type InvoiceRow = Schemas["InvoiceRow"];
export const INVOICE_STATUSES = ["DRAFT", "SENT", "OVERDUE", "PAID", "CREDITED"] as const;
const SORTS = ["invoice_number", "contact_name", "issue_date", "due_date", "total", "amount_due"] as const;

function wishOf(ask: Ask) {
    return {
        search: ask.search || undefined,
        due_to: ask.filters.due_to,
        due_from: ask.filters.due_from,
        status: listed(ask.filters.status, INVOICE_STATUSES),
        sort_by: SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

const queryOf = (ask: Ask, page: number) => ({ ...wishOf(ask), page, limit: PAGE_ROWS });

export const invoiceList: Source<InvoiceRow> = {
    noun: "invoices",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/invoices", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.data, total: body.pagination.total };
    },
    file: (ask, wish) => fileOf(() => api.GET("/api/invoices/export", { params: { query: { ...wishOf(ask), ...wish } }, parseAs: "blob" })),
};

export const sumInvoices: Summarize = async (ask, signal) => {
    const query = { ...queryOf(ask, 1), limit: 1, summary: true };
    return (await bodyOf(() => api.GET("/api/invoices", { params: { query }, signal }))).summary;
};
