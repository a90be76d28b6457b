// SPDX-License-Identifier: MIT
// When a task is due: a day, and in words that it is late or today.

import type { TaskRow } from "../api/tasks";
import { Chip } from "../ui/chip";
import { dateAt, today } from "./session";
import { day, t } from "./words";

export function TaskDue({ task }: { task: Pick<TaskRow, "due_date" | "status"> }) {
    if (!task.due_date) {
        return null;
    }
    const due = dateAt(new Date(task.due_date));
    if (task.status !== "DONE" && due < today()) {
        return <Chip tone="bad">{t("task.late", { day: day(due) })}</Chip>;
    }
    return task.status !== "DONE" && due === today() ? <Chip tone="warn">{t("task.today")}</Chip> : <span class="quiet">{day(due)}</span>;
}
