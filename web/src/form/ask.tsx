// SPDX-License-Identifier: MIT
// A question before something is done, with at most one thing to say: a date, a reason.

import { ApiError } from "../api/error";
import type { Action } from "./action";
import { AreaField } from "./field";
import { useForm } from "./form";
import { FormDialog } from "./form-dialog";
import { bodyOfTexts, called, day, text } from "./kinds";
import { DateField } from "./read-field";

interface AskProps {
    title: string;
    text: string;
    field?: { label: string; kind: "date" | "text"; optional?: boolean };
    confirm: string;
    action: Action;
    onConfirm: (answer: string) => void;
    onClose: () => void;
}

const SHAPES = { date: { answer: called("answer", day) }, text: { answer: called("answer", text) } };

export function Ask({ title, text: question, field, confirm, action, onConfirm, onClose }: AskProps) {
    const form = useForm({ answer: "" }, async (values) => {
        const body = field ? bodyOfTexts(SHAPES[field.kind], values) : {};
        if (field && !field.optional && !body.answer) {
            throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "answer", code: "REQUIRED", message: "", params: {} }]);
        }
        onConfirm(String(body.answer ?? ""));
    });
    return (
        <FormDialog title={title} form={form} action={action} confirm={confirm} isQuestion={!field} onClose={onClose}>
            <p>{question}</p>
            {field?.kind === "date" && <DateField {...form.field("answer")} label={field.label} required autofocus />}
            {field?.kind === "text" && (
                <AreaField {...form.field("answer")} label={field.label} rows={2} required={!field.optional} autofocus />
            )}
        </FormDialog>
    );
}
