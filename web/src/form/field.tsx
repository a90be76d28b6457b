// SPDX-License-Identifier: MIT
// Fields: a label, a control, a hint, what is wrong with it. Whatever the control is, these four belong together, for eyes and
// for readers.

import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

/** What useForm().field(name) gives: spread it into a field. */
export interface Bound {
    name: string;
    value: string;
    onValue: (value: string) => void;
    error?: string;
}

interface Ids {
    id: string;
    describedBy: string | undefined;
}

interface FieldProps {
    label: string;
    hint?: string;
    error?: string;
    required?: boolean;
    /** Told the ids that tie the control to its label and its texts. */
    children: (ids: Ids) => ComponentChildren;
}

export function Field({ label, hint, error, required, children }: FieldProps) {
    const id = useId();
    const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
    return (
        <div class="field">
            <label for={id}>
                {label}
                {required && <span aria-hidden="true"> *</span>}
            </label>
            {children({ id, describedBy: described || undefined })}
            {hint && (
                <span class="hint" id={`${id}-hint`}>
                    {hint}
                </span>
            )}
            {error && (
                <span class="error" id={`${id}-error`}>
                    {error}
                </span>
            )}
        </div>
    );
}

/** What every control takes of its field. */
export function control({ name, value, error }: Bound, { id, describedBy }: Ids) {
    return {
        id,
        name,
        value,
        class: "input",
        "aria-invalid": error ? ("true" as const) : undefined,
        "aria-describedby": describedBy,
    };
}

type Own = "name" | "value" | "label";
type TextProps = Bound & { label: string; hint?: string } & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, Own>;

export function TextField({ label, hint, error, name, value, onValue, ...rest }: TextProps) {
    const bound = { name, value, error, onValue };
    return (
        <Field label={label} hint={hint} error={error} required={rest.required === true}>
            {(ids) => <input {...rest} {...control(bound, ids)} onInput={(event) => onValue(event.currentTarget.value)} />}
        </Field>
    );
}

type AreaProps = Bound & { label: string; hint?: string } & Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, Own>;

export function AreaField({ label, hint, error, name, value, onValue, rows = 4, ...rest }: AreaProps) {
    const bound = { name, value, error, onValue };
    return (
        <Field label={label} hint={hint} error={error} required={rest.required === true}>
            {(ids) => <textarea {...rest} rows={rows} {...control(bound, ids)} onInput={(event) => onValue(event.currentTarget.value)} />}
        </Field>
    );
}

interface CheckProps {
    label: string;
    name: string;
    checked: boolean;
    onChecked: (checked: boolean) => void;
}

export function CheckField({ label, name, checked, onChecked }: CheckProps) {
    return (
        <label class="check">
            <input type="checkbox" name={name} checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
            <span>{label}</span>
        </label>
    );
}
