// SPDX-License-Identifier: MIT
// What state a document or a task is in: word, shape and colour.

import { Chip, type Tone } from "../ui/chip";
import { type Key, t } from "./words";

const STATES: Record<string, Record<string, [Key, Tone]>> = {
    quote: {
        DRAFT: ["quote.draft", "neutral"],
        SENT: ["quote.sent", "info"],
        ACCEPTED: ["quote.accepted", "good"],
        REJECTED: ["quote.rejected", "bad"],
        EXPIRED: ["quote.expired", "warn"],
    },
    invoice: {
        DRAFT: ["invoice.draft", "neutral"],
        SENT: ["invoice.sent", "info"],
        PAID: ["invoice.paid", "good"],
        OVERDUE: ["invoice.overdue", "bad"],
        CREDITED: ["invoice.credited", "neutral"],
    },
    task: {
        TODO: ["task.todo", "neutral"],
        IN_PROGRESS: ["task.in_progress", "info"],
        DONE: ["task.done", "good"],
    },
};

export function StatusChip({ of, status }: { of: "quote" | "invoice" | "task"; status: string }) {
    const [word, tone] = STATES[of]?.[status] ?? [];
    return word ? <Chip tone={tone}>{t(word)}</Chip> : null;
}
