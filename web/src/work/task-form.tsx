// SPDX-License-Identifier: MIT
// The fields of a task, for a new one and for one that is changed.

import type { FieldError } from "../api/error";
import { PRIORITIES } from "../api/tasks";
import { has } from "../app/session";
import { t } from "../app/words";
import { ContactField } from "../form/contact-field";
import { AreaField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { textName, unchosen } from "../form/kinds";
import { DateField } from "../form/read-field";
import { SelectField } from "../form/select";
import type { Texts } from "../rules/merge";
import { Button } from "../ui/button";
import { subjectText } from "./subject";
import { nameOf, priorityText, TASK, useNames } from "./task-words";

const SUBJECT_TITLE = "subject:text";

/** What the fields show that is not sent. */
export const shownTexts = (contact: string, subject: string): Texts => ({ [textName("contact_id")]: contact, [SUBJECT_TITLE]: subject });

export function checkTask(values: Texts): FieldError[] {
    const untitled = values.title?.trim() ? [] : [{ field: "title", code: "REQUIRED", message: "", params: {} }];
    return [...untitled, ...unchosen(values, "contact_id")];
}

export const taskDraftTitle = (values: Texts): string => values.title || t("task.new");

export const PRIORITY_OPTIONS = () => PRIORITIES.map((value) => ({ value, label: priorityText(value) }));

export function assigneeOptions(people: { id: string; name: string }[], chosen: string) {
    const known =
        people.some((person) => person.id === chosen) || !chosen ? people : [...people, { id: chosen, name: nameOf(chosen) || "…" }];
    return [{ value: "", label: t("task.nobody") }, ...known.map(({ id, name }) => ({ value: id, label: name }))];
}

function About({ form }: { form: FormOf<Texts> }) {
    const type = form.values["subject.type"];
    if (!type) {
        return null;
    }
    const drop = () => {
        for (const name of ["subject.type", "subject.id", SUBJECT_TITLE]) {
            form.set(name, "");
        }
    };
    return (
        <div class="field">
            <span class="label">{t("task.subject")}</span>
            <span class="actions">
                {subjectText({ type, title: form.values[SUBJECT_TITLE] ?? "" })}
                <Button kind="quiet" icon="x" onClick={drop}>
                    {t("task.subject_drop")}
                </Button>
            </span>
        </div>
    );
}

export function TaskFields({ form }: { form: FormOf<Texts> }) {
    const people = useNames();
    const field = (name: keyof typeof TASK) => ({ ...form.field(name), label: t(TASK[name].label) });
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("task.one")}</legend>
                <TextField {...field("title")} required autofocus autocomplete="off" maxLength={200} />
                <AreaField {...field("description")} rows={4} />
                <About form={form} />
                {has("garage") && <ContactField form={form} name="contact_id" label={t("task.contact")} />}
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("task.when_who")}</legend>
                <DateField {...field("due_date")} hint={t("task.due_hint")} />
                <SelectField {...field("priority")} options={PRIORITY_OPTIONS()} />
                <SelectField {...field("assignee_id")} options={assigneeOptions(people, form.values.assignee_id ?? "")} />
            </fieldset>
        </div>
    );
}
