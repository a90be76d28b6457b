// SPDX-License-Identifier: MIT
// A new task. `?what=` is what is to be done, `?type=&subject=&title=` what it is about, `?contact=&name=` whose it is.

import { useLocation } from "preact-iso/router";
import { SUBJECTS, tasks } from "../api/tasks";
import { me } from "../app/session";
import { t } from "../app/words";
import { NewRecord } from "../form/record-page";
import { checkTask, shownTexts, TaskFields, taskDraftTitle } from "./task-form";
import { TASK } from "./task-words";

export default function NewTask() {
    const { query } = useLocation();
    const type = SUBJECTS.find((one) => one === query.type) ?? "";
    const initial = {
        title: query.what ?? "",
        priority: "MEDIUM",
        assignee_id: me.value?.user.id ?? "",
        contact_id: query.contact ?? "",
        "subject.type": type,
        "subject.id": type ? (query.subject ?? "") : "",
        ...shownTexts(query.name ?? "", query.title ?? ""),
    };
    const options = { resource: tasks, shape: TASK, initial, title: taskDraftTitle, check: checkTask };
    return (
        <NewRecord options={options} path="/tasks" title={t("task.new")} made={t("task.made")}>
            {(of) => <TaskFields form={of.form} />}
        </NewRecord>
    );
}
