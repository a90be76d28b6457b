// SPDX-License-Identifier: MIT
// A dialog that is a form. Esc and the cross close it, but where something was typed they ask first.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../app/words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { Action } from "./action";
import { Form, type FormOf, type Values } from "./form";

interface FormDialogProps<V extends Values> {
    title: string;
    form: FormOf<V>;
    /** Where what is done is no saving: whether it is under way, and what was wrong with it. */
    action?: Action;
    confirm?: string;
    /** The button is where one begins: there is nothing to type. */
    isQuestion?: boolean;
    /** Beside the buttons. */
    more?: ComponentChildren;
    onClose: () => void;
    children: ComponentChildren;
}

export function FormDialog<V extends Values>({ title, form, action, confirm, isQuestion, more, onClose, children }: FormDialogProps<V>) {
    const [asked, ask] = useState(false);
    const isAsked = asked && form.isTyped;
    return (
        <Dialog title={title} closeLabel={t("close")} onClose={() => (form.isTyped && !asked ? ask(true) : onClose())}>
            <Form form={form}>
                {isAsked && (
                    <p class="note warn" role="alert">
                        {t("dialog.unsaved")} <Button onClick={onClose}>{t("dialog.drop")}</Button>
                    </p>
                )}
                {action?.problem && (
                    <p class="note bad" role="alert">
                        {action.problem}
                    </p>
                )}
                {children}
                <p class="actions">
                    <Button type="submit" kind="primary" busy={form.busy || action?.busy} autofocus={isQuestion}>
                        {confirm ?? t("save")}
                    </Button>
                    {more}
                    <Button onClick={onClose}>{t("cancel")}</Button>
                </p>
            </Form>
        </Dialog>
    );
}
