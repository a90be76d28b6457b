// SPDX-License-Identifier: MIT
// Letters to whom a quote or an invoice went to, the paper with them: made by being sent. As forms need it.

import type { Schemas } from "./client";
import { mailInvoice } from "./invoices";
import { mailQuote } from "./quotes";
import type { Resource } from "./resource";

export type Paper = "quote" | "invoice";

interface Sent {
    /** Of the paper. */
    id: string;
}

const never = () => Promise.reject(new Error("what was sent is sent"));

export function lettersAbout(paper: Paper, id: string): Resource<Sent> {
    const sent = { body: { id }, etag: null, warnings: [] };
    return {
        noun: "letters",
        entity: "COMMUNICATION",
        read: never,
        create: async (body, key) => {
            await (paper === "quote"
                ? mailQuote(id, body as Schemas["QuoteSending"], key)
                : mailInvoice(id, body as Schemas["InvoiceSending"], key));
            return sent;
        },
        change: async () => sent, // what is typed after the press is no part of the letter
        remove: never,
        restore: never,
    };
}
