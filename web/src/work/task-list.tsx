// SPDX-License-Identifier: MIT
// Tasks as a list: sorted, printed, gone through.

import { TASK_STATUSES, type TaskRow } from "../api/tasks";
import { StatusChip, statusKey } from "../app/status";
import { TaskCheck } from "../app/task-check";
import { TaskDue } from "../app/task-due";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { SubjectLink } from "./subject";
import { COMMON, FILTERS } from "./task-filters";
import { TaskViews } from "./task-views";
import { priorityText } from "./task-words";

const LIST: ListSpec<TaskRow> = {
    ...COMMON,
    always: "view=list",
    views: () => <TaskViews chosen="list" />,
    filters: [
        {
            kind: "choice",
            key: "status",
            label: "task.status",
            choices: TASK_STATUSES.map((value) => ({ value, label: statusKey("task", value) })),
        },
        ...FILTERS,
    ],
    columns: [
        { key: "title", label: "task.title_field", width: 30, narrow: 70, priority: 1, cell: (row) => row.title },
        {
            key: "done",
            label: "task.finish",
            width: 8,
            narrow: 12,
            priority: 1,
            cell: (row) => (
                <span class="over">
                    <TaskCheck key={row.status} task={row} />
                </span>
            ),
        },
        { key: "status", label: "task.status", width: 13, priority: 3, cell: (row) => <StatusChip of="task" status={row.status ?? ""} /> },
        { key: "due", label: "task.due", width: 19, sort: "due_date", priority: 2, cell: (row) => <TaskDue task={row} /> },
        {
            key: "priority",
            label: "task.priority",
            width: 10,
            sort: "priority",
            descends: true,
            priority: 3,
            cell: (row) => priorityText(row.priority ?? ""),
        },
        { key: "assignee", label: "task.assignee", width: 14, priority: 4, cell: (row) => row.assignee?.name },
        {
            key: "about",
            label: "task.subject",
            width: 20,
            priority: 3,
            cell: (row) => (
                <span class="over">
                    {row.subject ? (
                        <SubjectLink subject={row.subject} />
                    ) : (
                        row.contact && <a href={`/contacts/${row.contact.id}`}>{row.contact.name}</a>
                    )}
                </span>
            ),
        },
    ],
};

export function TaskList() {
    return <List spec={LIST} />;
}
