// SPDX-License-Identifier: MIT
// Tasks: one, their list, the board, and what a move or a check writes.

import { answerOf, api, bodyOf, type Schemas, writeHeaders } from "./client";
import { type Ask, listed, PAGE_ROWS, type Source } from "./lists";
import { opened, type Resource } from "./resource";

export type Task = Schemas["Task"];
export type TaskRow = Schemas["TaskRow"];
export type TaskColumn = Schemas["TaskColumn"];
export type TaskStatus = TaskColumn["status"];
export type Priority = NonNullable<Task["priority"]>;
export type SubjectType = NonNullable<NonNullable<Task["subject"]>["type"]>;

export const TASK_STATUSES = ["TODO", "IN_PROGRESS", "DONE"] as const;
export const PRIORITIES = ["LOW", "MEDIUM", "HIGH", "URGENT"] as const;
export const SUBJECTS = ["contact", "vehicle", "quote", "invoice", "opportunity", "client"] as const;
export const TASK_SORTS = ["due_date", "priority", "created_at", "completed_at"] as const;
/** As many of each column as are read at once. */
export const COLUMN_ROWS = 50;

const one = (id: string) => ({ path: { id } });

export const tasks: Resource<Task> = {
    noun: "tasks",
    entity: "TASK",
    read: async (id, signal) => opened(await answerOf(() => api.GET("/api/tasks/{id}", { params: one(id), signal }))),
    create: async (body, key) =>
        opened(await answerOf(() => api.POST("/api/tasks", { body: body as Schemas["NewTask"], headers: writeHeaders({ key }) }))),
    change: async (id, body, etag) =>
        opened(await answerOf(() => api.PATCH("/api/tasks/{id}", { params: one(id), body, headers: writeHeaders({ etag }) }))),
    remove: async (id, etag) => {
        await answerOf(() => api.DELETE("/api/tasks/{id}", { params: one(id), headers: writeHeaders({ etag }) }));
    },
    restore: async (id, key) =>
        opened(await answerOf(() => api.POST("/api/tasks/{id}/restore", { params: one(id), headers: writeHeaders({ key }) }))),
};

/** Mine, unless it says whose; of one record or contact everybody's. */
function whose({ all, unassigned, subject, contact }: Ask["filters"]): string[] | undefined {
    return unassigned ? ["none"] : all || subject || contact ? undefined : ["me"];
}

/** What list and board are asked alike. */
function filtersOf({ search, filters }: Ask) {
    return {
        search: search || undefined,
        assignee_id: whose(filters),
        priority: listed(filters.priority, PRIORITIES),
        overdue: filters.overdue ? true : undefined,
        due_from: filters.day,
        due_to: filters.day,
        subject: filters.subject ? [filters.subject] : undefined,
        contact_id: filters.contact ? [filters.contact] : undefined,
    };
}

export const taskList: Source<TaskRow> = {
    noun: "tasks",
    read: async (ask, page, signal) => {
        const query = {
            ...filtersOf(ask),
            page,
            limit: PAGE_ROWS,
            status: listed(ask.filters.status, TASK_STATUSES),
            sort_by: TASK_SORTS.find((sort) => sort === ask.sort),
            sort_order: ask.descending ? ("desc" as const) : ("asc" as const),
        };
        const body = await bodyOf(() => api.GET("/api/tasks", { params: { query }, signal }));
        return { rows: body.data, total: body.pagination.total };
    },
};

export async function readBoard(ask: Ask, signal?: AbortSignal): Promise<TaskColumn[]> {
    const query = { ...filtersOf(ask), per_status: COLUMN_ROWS };
    return (await bodyOf(() => api.GET("/api/tasks/board", { params: { query }, signal }))).data.columns;
}

/** Mine that wait, the most urgent first: what is late, and what the days up to `due_to` bring. */
export async function readMine(due_to: string, limit: number, signal?: AbortSignal): Promise<{ rows: TaskRow[]; total: number }> {
    const query = {
        assignee_id: ["me"],
        status: ["TODO" as const, "IN_PROGRESS" as const],
        due_to,
        sort_by: "due_date" as const,
        sort_order: "asc" as const,
        page: 1,
        limit,
    };
    const body = await bodyOf(() => api.GET("/api/tasks", { params: { query }, signal }));
    return { rows: body.data, total: body.pagination.total };
}

/** A move on the board, or a check: one write. No version goes with it, whoever is last decides where a card lies. */
export async function placeTask(id: string, place: { status: TaskStatus; position?: number }): Promise<Task> {
    return (await bodyOf(() => api.PATCH("/api/tasks/{id}", { params: one(id), body: place }))).data;
}
