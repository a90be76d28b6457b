// SPDX-License-Identifier: MIT
// What board and list of tasks have in common: what is asked of them, and how a new one begins.

import { PRIORITIES, type TaskRow, taskList } from "../api/tasks";
import type { Filter, ListSpec } from "../list/spec";
import { PRIORITY_WORDS } from "./task-words";

const ID = /^[0-9a-f-]{36}$/;

export const FILTERS: Filter<TaskRow>[] = [
    { kind: "toggle", key: "all", label: "tasks.all" },
    { kind: "toggle", key: "unassigned", label: "tasks.unassigned" },
    { kind: "toggle", key: "overdue", label: "tasks.overdue" },
    {
        kind: "choice",
        key: "priority",
        label: "task.priority",
        choices: [...PRIORITIES]
            .reverse()
            .slice(0, 2)
            .map((value) => ({ value, label: PRIORITY_WORDS[value] })),
    },
    { kind: "given", key: "day", label: "tasks.of_day", valid: /^\d{4}-\d\d-\d\d$/ },
    { kind: "given", key: "subject", label: "tasks.of_subject", valid: ID },
    { kind: "given", key: "contact", label: "tasks.of_contact", valid: ID },
];

export const COMMON = {
    source: taskList,
    path: "/tasks",
    title: "tasks.title",
    count: "tasks.count",
    search: "tasks.search",
    empty: "tasks.empty",
    create: { route: "POST /api/tasks", path: "/tasks/new", label: "task.new" },
    order: { sort: "created_at", descending: true },
} as const;

export const BOARD: ListSpec<TaskRow> = { ...COMMON, filters: FILTERS, columns: [] };
