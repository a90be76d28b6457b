// SPDX-License-Identifier: MIT
// The assistant: questions about the tenant's data, texts to its clients, and how many of both the month still has.

import { api, bodyOf, type Schemas, writeHeaders } from "./client";
import type { Paper } from "./letters";

export type AssistantStart = Schemas["AssistantStart"];
export type Reply = Schemas["Reply"];
export type Suggested = Schemas["Action"];

export async function readAssistant(signal?: AbortSignal): Promise<AssistantStart> {
    return (await bodyOf(() => api.GET("/api/ai/assistant", { signal }))).data;
}

/** `conversation_id` null: begins one. */
export async function askAssistant(message: string, conversation_id: string | null, key: string): Promise<Reply> {
    const body = { message, ...(conversation_id ? { conversation_id } : {}) };
    return (await bodyOf(() => api.POST("/api/ai/assistant", { body, headers: writeHeaders({ key }) }))).data;
}

/** What may be written to whom a paper went to: about a quote that waits, an invoice that is overdue. */
export async function proposeLetter(paper: Paper, id: string): Promise<{ subject: string; body: string }> {
    const about =
        paper === "quote"
            ? { template: "quote_followup" as const, context: { quote_id: id } }
            : { template: "overdue_reminder" as const, context: { invoice_id: id } };
    const { data } = await bodyOf(() => api.POST("/api/ai/generate", { body: { type: "email", ...about } }));
    return { subject: data.subject ?? "", body: data.body ?? "" };
}
