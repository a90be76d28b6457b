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

type Kind = "quote" | "invoice" | "task";

export function statusKey(of: Kind, status: string): Key {
    return STATES[of]?.[status]?.[0] ?? "quote.draft";
}

/** `word`: said instead of the status, such as how late it is. */
export function StatusChip({ of, status, word }: { of: Kind; status: string; word?: string }) {
    const [key, tone] = STATES[of]?.[status] ?? [];
    return key ? <Chip tone={tone}>{word ?? t(key)}</Chip> : null;
}
