// SPDX-License-Identifier: MIT
// What the values of a task are called, who may have one, and how its fields are read and written.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { readNames } from "../api/people";
import type { Priority } from "../api/tasks";
import { dateAt, timezone } from "../app/session";
import { type Key, t } from "../app/words";
import { called, day, type Kind, text } from "../form/kinds";
import { eveningOf } from "../rules/date";

export const PRIORITY_WORDS: Record<Priority, Key> = {
    LOW: "priority.low",
    MEDIUM: "priority.medium",
    HIGH: "priority.high",
    URGENT: "priority.urgent",
};

export const priorityText = (priority: string): string => t(PRIORITY_WORDS[priority as Priority] ?? "priority.medium");

const names = new Map<string, string>();

/** People to choose from; who was read once has a name. */
export function useNames(): { id: string; name: string }[] {
    const { data } = useQuery({ queryKey: keys.list("people", { names: true }), queryFn: ({ signal }) => readNames(signal) });
    for (const person of data ?? []) {
        names.set(person.id, person.name);
    }
    return data ?? [];
}

export const nameOf = (id: string): string => names.get(id) ?? "";

/** An instant of the API is a day here: the evening of it, in the tenant's zone. */
const due: Kind = {
    ...day,
    show: (value) => (typeof value === "string" ? dateAt(new Date(value)) : ""),
    read: (value) => eveningOf(day.read(value) as string, timezone()),
};

export const TASK = {
    title: called("task.title_field", text),
    description: called("task.description", text),
    due_date: called("task.due", due),
    priority: called("task.priority", { ...text, say: priorityText }),
    assignee_id: called("task.assignee", { ...text, say: (id) => nameOf(id) || t("task.nobody") }),
    contact_id: called("task.contact", text),
    "subject.type": called("task.subject", text),
    "subject.id": called("task.subject", text),
};
