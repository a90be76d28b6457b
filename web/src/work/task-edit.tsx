// SPDX-License-Identifier: MIT
// A task's form.

import type { Answer } from "../api/client";
import { type Task, tasks } from "../api/tasks";
import type { Editing } from "../app/record";
import { EditRecord } from "../form/record-page";
import { checkTask, shownTexts, TaskFields, taskDraftTitle } from "./task-form";
import { TASK } from "./task-words";

export function TaskEdit({ record, at }: { record: Answer<Task>; at: Editing }) {
    const { contact, subject } = record.body;
    const initial = shownTexts(contact?.name ?? "", subject?.title ?? "");
    return (
        <EditRecord options={{ resource: tasks, shape: TASK, record, initial, title: taskDraftTitle, check: checkTask }} at={at}>
            {(of) => <TaskFields form={of.form} />}
        </EditRecord>
    );
}
