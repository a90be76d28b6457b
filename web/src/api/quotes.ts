// SPDX-License-Identifier: MIT
// Quotes and what is done with them.

import { answerOf, api, type Schemas, writeHeaders } from "./client";
import { opened, type Resource, type Written } from "./resource";

export type Quote = Schemas["QuoteDetail"];
export type QuoteMove = Schemas["QuoteStatus"];

const one = (id: string) => ({ path: { id } });

export const quotes: Resource<Quote> = {
    noun: "quotes",
    entity: "QUOTE",
    read: async (id, signal) => opened(await answerOf(() => api.GET("/api/quotes/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        opened(await answerOf(() => api.POST("/api/quotes", { body: body as Schemas["NewQuote"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        opened(await answerOf(() => api.PATCH("/api/quotes/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/quotes/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: () => Promise.reject(new Error("a deleted draft is gone")),
};

export async function moveQuote(id: string, body: QuoteMove, etag: string | null): Promise<Written<Quote>> {
    return opened(await answerOf(() => api.PATCH("/api/quotes/{id}/status", { params: one(id), body, headers: writeHeaders({ etag }) })));
}

/** The invoice that it became. */
export async function convertQuote(id: string, key: string): Promise<Schemas["InvoiceDetail"]> {
    const answer = await answerOf(() =>
        api.POST("/api/quotes/{id}/convert", { params: one(id), body: {}, headers: writeHeaders({ key }) }),
    );
    return answer.body.data.invoice;
}

/** The invoice that asks for it. */
export async function askDeposit(id: string, body: Schemas["DepositRequest"], key: string): Promise<Schemas["InvoiceDetail"]> {
    return (await answerOf(() => api.POST("/api/quotes/{id}/deposit", { params: one(id), body, headers: writeHeaders({ key }) }))).body
        .data;
}

/** The new draft. */
export async function duplicateQuote(id: string, key: string): Promise<Quote> {
    return (await answerOf(() => api.POST("/api/quotes/{id}/duplicate", { params: one(id), headers: writeHeaders({ key }) }))).body.data;
}

export async function mailQuote(id: string, body: Schemas["QuoteSending"], key: string): Promise<void> {
    await answerOf(() => api.POST("/api/quotes/{id}/send", { params: one(id), body, headers: writeHeaders({ key }) }));
}
