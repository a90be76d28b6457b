// SPDX-License-Identifier: MIT
// Invoices, what is paid of them, and credit notes.

import { answerOf, api, type Schemas, writeHeaders } from "./client";
import { opened, type Resource, type Written } from "./resource";

export type Invoice = Schemas["InvoiceDetail"];
export type InvoiceStatus = Invoice["status"];
export type Payment = Schemas["Payment"];

const one = (id: string) => ({ path: { id } });

export const invoices: Resource<Invoice> = {
    noun: "invoices",
    entity: "INVOICE",
    read: async (id, signal) => opened(await answerOf(() => api.GET("/api/invoices/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        opened(await answerOf(() => api.POST("/api/invoices", { body: body as Schemas["NewInvoice"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        opened(await answerOf(() => api.PATCH("/api/invoices/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/invoices/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: () => Promise.reject(new Error("a deleted draft is gone")),
};

/** A draft gets its number and is fixed. */
export async function issueInvoice(id: string, etag: string | null): Promise<Written<Invoice>> {
    const body = { status: "SENT" as const };
    return opened(await answerOf(() => api.PATCH("/api/invoices/{id}/status", { params: one(id), body, headers: writeHeaders({ etag }) })));
}

export async function takePayment(id: string, body: Schemas["PaymentInput"], key: string): Promise<Written<Invoice>> {
    return opened(await answerOf(() => api.POST("/api/invoices/{id}/payments", { params: one(id), body, headers: writeHeaders({ key }) })));
}

export async function reversePayment(id: string, payment_id: string, reason: string, key: string): Promise<void> {
    const params = { path: { id, payment_id } };
    await answerOf(() =>
        api.POST("/api/invoices/{id}/payments/{payment_id}/reversal", { params, body: { reason }, headers: writeHeaders({ key }) }),
    );
}

export async function creditInvoice(id: string, body: Schemas["CreditNoteInput"], key: string): Promise<void> {
    await answerOf(() => api.POST("/api/invoices/{id}/credit-note", { params: one(id), body, headers: writeHeaders({ key }) }));
}

export async function refundCreditNote(id: string, body: Schemas["RefundInput"], key: string): Promise<void> {
    await answerOf(() => api.POST("/api/credit-notes/{id}/refund", { params: one(id), body, headers: writeHeaders({ key }) }));
}

export async function mailInvoice(id: string, body: Schemas["InvoiceSending"], key: string): Promise<void> {
    await answerOf(() => api.POST("/api/invoices/{id}/send", { params: one(id), body, headers: writeHeaders({ key }) }));
}
