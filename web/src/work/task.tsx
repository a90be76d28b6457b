// SPDX-License-Identifier: MIT
// A task: what, about what and for whom; when, how urgent and whose are changed where they stand.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Answer } from "../api/client";
import { type Task, tasks } from "../api/tasks";
import { useDelete } from "../app/delete";
import { useTitle } from "../app/page";
import { remember } from "../app/recent";
import { type Editing, Late, RecordState, recordQuery, useEditing, useRecord, useRecordKeys } from "../app/record";
import { can, timezone } from "../app/session";
import { StatusChip } from "../app/status";
import { TaskDue } from "../app/task-due";
import { moment, t } from "../app/words";
import type { Bound } from "../form/field";
import { InPlace } from "../form/in-place";
import { called, text } from "../form/kinds";
import { DateField } from "../form/read-field";
import { useSave } from "../form/save";
import { SelectField } from "../form/select";
import { useNeighbours } from "../list/neighbours";
import type { PageProps } from "../routes";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";
import { SubjectLink } from "./subject";
import { assigneeOptions, PRIORITY_OPTIONS } from "./task-form";
import { nameOf, priorityText, TASK, useNames } from "./task-words";

const STATUS = { status: called("task.status", text) };

function Head({ record: { body: task, etag }, at }: { record: Answer<Task>; at: Editing }) {
    const save = useSave(tasks);
    const remove = useDelete({ resource: tasks, id: task.id, etag, said: t("task.deleted") });
    const isDone = task.status === "DONE";
    const next = isDone ? "TODO" : "DONE";
    return (
        <header class="page-head">
            <h1>{task.title}</h1>
            <StatusChip of="task" status={task.status ?? "TODO"} />
            {!at.editing && (
                <div class="actions">
                    <Button icon="pencil" onClick={at.edit} data-compact>
                        {t("record.edit")}
                    </Button>
                    {task.status === "TODO" && (
                        <Button icon="arrow-right" onClick={() => save.fact(task.id, STATUS, "status", "IN_PROGRESS")}>
                            {t("task.begin")}
                        </Button>
                    )}
                    <Button
                        icon={isDone ? "rotate-ccw" : "check"}
                        kind={isDone ? "plain" : "primary"}
                        onClick={() => save.fact(task.id, STATUS, "status", next)}
                    >
                        {t(isDone ? "task.reopen" : "task.finish")}
                    </Button>
                    {can("DELETE /api/tasks/{id}") && (
                        <Menu
                            label={t("record.menu")}
                            items={[{ icon: "trash-2", label: t("record.delete"), danger: true, onSelect: remove }]}
                        />
                    )}
                </div>
            )}
        </header>
    );
}

interface FactProps {
    task: Task;
    name: "due_date" | "priority" | "assignee_id";
    shown: ComponentChildren;
    field: (bound: Bound & { label: string }) => ComponentChildren;
}

function EditedFact({ task, name, shown, field }: FactProps) {
    const save = useSave(tasks);
    const label = t(TASK[name].label);
    const value = TASK[name].show(task[name]);
    const write = (typed: string) => {
        save.fact(task.id, TASK, name, typed);
        return true;
    };
    return (
        <div>
            <dt>{label}</dt>
            <dd>
                <InPlace
                    key={value}
                    name={name}
                    label={t("task.change", { what: label })}
                    value={value}
                    onSave={write}
                    shown={<span>{shown}</span>}
                    field={(bound) => field({ ...bound, label })}
                />
            </dd>
        </div>
    );
}

function Facts({ task }: { task: Task }) {
    const people = useNames();
    const assignee = task.assignee_id ? nameOf(task.assignee_id) || task.assignee?.name || "…" : t("task.nobody");
    return (
        <section class="sheet" aria-labelledby="facts">
            <h2 id="facts">{t("task.when_who")}</h2>
            <dl class="facts">
                <EditedFact
                    task={task}
                    name="due_date"
                    shown={task.due_date ? <TaskDue task={{ due_date: task.due_date, status: task.status ?? "TODO" }} /> : "–"}
                    field={(bound) => <DateField {...bound} />}
                />
                <EditedFact
                    task={task}
                    name="priority"
                    shown={priorityText(task.priority ?? "MEDIUM")}
                    field={(bound) => <SelectField {...bound} options={PRIORITY_OPTIONS()} />}
                />
                <EditedFact
                    task={task}
                    name="assignee_id"
                    shown={assignee}
                    field={(bound) => <SelectField {...bound} options={assigneeOptions(people, bound.value)} />}
                />
            </dl>
        </section>
    );
}

function Line({ label, children }: { label: string; children: ComponentChildren }) {
    return children ? (
        <div>
            <dt>{label}</dt>
            <dd>{children}</dd>
        </div>
    ) : null;
}

function About({ task }: { task: Task }) {
    const { contact, subject } = task;
    const isOther = subject && subject.id !== contact?.id;
    return (
        <section class="sheet" aria-labelledby="about">
            <h2 id="about">{t("task.one")}</h2>
            <dl class="facts">
                <Line label={t("task.description")}>{task.description && <span class="text">{task.description}</span>}</Line>
                <Line label={t("task.subject")}>{isOther && <SubjectLink subject={subject} />}</Line>
                <Line label={t("task.contact")}>{contact && <a href={`/contacts/${contact.id}`}>{contact.name}</a>}</Line>
                <Line label={t("task.made_at")}>{moment(task.created_at ?? "", timezone())}</Line>
                <Line label={t("task.done_at")}>{task.completed_at && moment(task.completed_at, timezone())}</Line>
            </dl>
        </section>
    );
}

const loadEdit = () => import("./task-edit").then((chunk) => chunk.TaskEdit);

function Shown({ record, at }: { record: Answer<Task>; at: Editing }) {
    const { id, title, contact } = record.body;
    useTitle(title ?? undefined);
    useEffect(() => remember({ type: "task", id, title: title ?? "", subtitle: contact?.name ?? "" }), [id, title, contact?.name]);
    return (
        <>
            <Head record={record} at={at} />
            {at.editing ? (
                <Late load={loadEdit} props={{ record, at }} />
            ) : (
                <div class="record">
                    <Facts task={record.body} />
                    <About task={record.body} />
                </div>
            )}
        </>
    );
}

export const ahead = ({ id }: PageProps["params"]) => recordQuery(tasks, id);

export default function TaskPage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(tasks, id);
    useRecordKeys(at, "/tasks");
    useNeighbours("tasks", at.editing ? "" : id);
    return <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>;
}
