// SPDX-License-Identifier: MIT
// What suppliers send: received as a file, read as it says it, answered by its statuses.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import { opened, type Resource, type Written } from "./resource";
import type { Summarize } from "./summaries";

export type SupplierInvoice = Schemas["SupplierInvoiceDetail"] & { id: string };
export type SupplierInvoiceRow = Schemas["SupplierInvoiceRow"] & { id: string };
export type SupplierContent = NonNullable<SupplierInvoice["content"]>;
export type StatusChange = Schemas["SupplierInvoiceStatus"];
export type SupplierStatus = StatusChange["status"];
export type ReasonCode = NonNullable<StatusChange["reason_code"]>;

export const SUPPLIER_STATUSES = ["RECEIVED", "APPROVED", "PARTLY_APPROVED", "DISPUTED", "SUSPENDED", "REFUSED", "PAID"] as const;
const SORTS = ["supplier_name", "invoice_number", "issue_date", "due_date", "total", "created_at"] as const;

/** What leads on from a status; the server says the same (`x-transitions`). */
export const NEXT: Record<SupplierStatus, readonly Exclude<SupplierStatus, "RECEIVED">[]> = {
    RECEIVED: ["APPROVED", "PAID", "PARTLY_APPROVED", "DISPUTED", "SUSPENDED", "REFUSED"],
    APPROVED: ["PAID", "DISPUTED"],
    PARTLY_APPROVED: ["PAID", "APPROVED", "DISPUTED"],
    DISPUTED: ["APPROVED", "PARTLY_APPROVED", "REFUSED"],
    SUSPENDED: ["APPROVED", "PARTLY_APPROVED", "DISPUTED", "REFUSED"],
    REFUSED: [],
    PAID: ["APPROVED"],
};

/** Why, in the words of the French life cycle, where a status asks for one of these. */
export const REASONS: Partial<Record<SupplierStatus, readonly ReasonCode[]>> = {
    PARTLY_APPROVED: [
        "QTE_ERR",
        "PU_ERR",
        "REM_ERR",
        "ART_ERR",
        "QUALITE_ERR",
        "LIVR_INCOMP",
        "CMD_ERR",
        "MODPAI_ERR",
        "SIRET_ERR",
        "CODE_ROUTAGE_ERR",
        "REF_CT_ABSENT",
        "REF_ERR",
        "AUTRE",
    ],
    SUSPENDED: ["JUSTIF_ABS", "COORD_BANC_ERR", "CMD_ERR", "SIRET_ERR", "CODE_ROUTAGE_ERR", "REF_CT_ABSENT", "REF_ERR"],
    REFUSED: [
        "DOUBLON",
        "DOUBLE_FACT",
        "DEST_ERR",
        "TRANSAC_INC",
        "EMMET_INC",
        "MONTANTTOTAL_ERR",
        "CALCUL_ERR",
        "TX_TVA_ERR",
        "NON_CONFORME",
        "CONTRAT_TERM",
        "CMD_ERR",
        "ADR_ERR",
        "REF_CT_ABSENT",
    ],
};

/** As large as a file may be. */
export const SUPPLIER_FILE_BYTES = 10 * 1024 * 1024;

const one = (id: string) => ({ path: { id } });
type Detail = { data: SupplierInvoice };

export const supplierInvoices: Resource<SupplierInvoice> = {
    noun: "supplier_invoices",
    entity: "SUPPLIER_INVOICE",
    read: async (id, signal) =>
        opened(
            (await answerOf(() => api.GET("/api/supplier-invoices/{id}", { params: one(id), signal }))) as { body: Detail; etag: string },
        ),
    create: () => Promise.reject(new Error("one begins with a file")),
    change: async (id, body, etag) =>
        opened(
            (await answerOf(() =>
                api.PATCH("/api/supplier-invoices/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }),
            )) as { body: Detail; etag: string },
        ),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/supplier-invoices/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: () => Promise.reject(new Error("one that is deleted is gone")),
};

export async function moveSupplierInvoice(id: string, body: StatusChange, etag: string | null): Promise<Written<SupplierInvoice>> {
    const answer = await answerOf(() =>
        api.PATCH("/api/supplier-invoices/{id}/status", { params: one(id), body, headers: writeHeaders({ etag }) }),
    );
    return opened(answer as { body: Detail; etag: string });
}

/** The id of what came of it. */
export async function receiveSupplierInvoice(file: File, key: string): Promise<string> {
    const form = new FormData();
    form.append("file", file);
    const { body } = await answerOf(() =>
        api.POST("/api/supplier-invoices", {
            params: { query: { name: file.name.slice(-200) } },
            body: { file: "" },
            bodySerializer: () => form,
            headers: writeHeaders({ key }),
        }),
    );
    return body.data.id ?? "";
}

/** That came as the same bytes; undefined: none has. */
export async function findSameFile(file: File): Promise<string | undefined> {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const body = await bodyOf(() => api.GET("/api/supplier-invoices", { params: { query: { sha256, limit: 1 } } }));
    return body.data[0]?.id ?? undefined;
}

function queryOf(ask: Ask, page: number) {
    return {
        page,
        limit: PAGE_ROWS,
        search: ask.search || undefined,
        due_to: ask.filters.due_to,
        status: listed(ask.filters.status, SUPPLIER_STATUSES),
        sort_by: SORTS.find((sort) => sort === ask.sort),
        sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
    };
}

export const supplierInvoiceList: Source<SupplierInvoiceRow> = {
    noun: "supplier_invoices",
    read: async (ask, page, signal) => {
        const body = await bodyOf(() => api.GET("/api/supplier-invoices", { params: { query: queryOf(ask, page) }, signal }));
        return { rows: body.data as SupplierInvoiceRow[], total: body.pagination.total };
    },
};

export const sumSupplierInvoices: Summarize = async (ask, signal) => {
    const query = { ...queryOf(ask, 1), limit: 1, summary: true };
    return (await bodyOf(() => api.GET("/api/supplier-invoices", { params: { query }, signal }))).summary;
};
