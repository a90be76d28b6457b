// SPDX-License-Identifier: MIT
// A dialog that is a form. Esc and the cross close it, but where something was typed they ask first; what is typed waits as a draft.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Behind } from "../app/record";
import { me } from "../app/session";
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
    /** Fields that no draft keeps: a signature is given in one go. */
    fleeting?: readonly string[];
    /** There is no way back. */
    isDangerous?: boolean;
    /** Beside the buttons. */
    more?: ComponentChildren;
    onClose: () => void;
    children: ComponentChildren;
}

/** Wherever one is in a long dialog: what was refused comes into sight. */
function Refused({ text }: { text: string }) {
    const element = useRef<HTMLParagraphElement>(null);
    useEffect(() => element.current?.scrollIntoView({ block: "nearest" }), [text]);
    return (
        <p ref={element} class="note bad" role="alert">
            {text}
        </p>
    );
}

const loadKept = () => import("./kept").then((chunk) => chunk.Kept);
const NONE: readonly string[] = [];

export function FormDialog<V extends Values>(props: FormDialogProps<V>) {
    const { title, form, action, confirm, isQuestion, isDangerous, fleeting = NONE, more, onClose, children } = props;
    const [asked, ask] = useState(false);
    const isAsked = asked && form.isTyped;
    const fate = useRef<"open" | "sent" | "closed">("open");
    const isWrong = Boolean(form.problem || action?.problem);
    const isOver = () => fate.current === "closed" || (fate.current === "sent" && !isWrong);
    const close = () => {
        fate.current = "closed";
        onClose();
    };
    const onSend = () => {
        fate.current = "sent";
    };
    return (
        <Dialog title={title} closeLabel={t("close")} onClose={() => (form.isTyped && !asked ? ask(true) : close())}>
            {me.value && <Behind load={loadKept} props={{ title, form: form as unknown as FormOf<Values>, fleeting, isOver }} />}
            <Form form={form} onSend={onSend}>
                {isAsked && (
                    <p key="unsaved" class="note warn" role="alert">
                        {t("dialog.unsaved")} <Button onClick={close}>{t("dialog.drop")}</Button>
                    </p>
                )}
                {action?.problem && <Refused key="refused" text={action.problem} />}
                {children}
                <p key="actions" class="actions">
                    <Button type="submit" kind={isDangerous ? "danger" : "primary"} busy={form.busy || action?.busy} autofocus={isQuestion}>
                        {confirm ?? t("save")}
                    </Button>
                    {more}
                    <Button onClick={close}>{t("cancel")}</Button>
                </p>
            </Form>
        </Dialog>
    );
}
