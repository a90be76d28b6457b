// SPDX-License-Identifier: MIT
// A form: values as typed, errors of the server beside their fields, one submission in flight. Pages give `submit`; what it
// throws is shown, and the text stays.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { ApiError, type FieldError } from "../api/error";
import { serverWords, t } from "../app/words";
import type { Bound } from "./field";

export type Values = Record<string, string>;

export interface FormOf<V extends Values> {
    values: V;
    set: (name: keyof V & string, value: string) => void;
    field: (name: keyof V & string) => Bound;
    errors: Record<string, string>;
    /** What belongs to no field. */
    problem: string;
    busy: boolean;
    send: () => Promise<void>;
}

/** In the reader's words; where there are none, the server's. */
export function fieldText(error: FieldError): string {
    return serverWords(error.code, error.params as Record<string, string | number>) ?? error.message;
}

export function problemText(error: unknown): string {
    if (error instanceof ApiError) {
        const known = serverWords(error.code);
        return known ?? (error.status >= 500 ? t("problem.server", { id: error.requestId }) : error.message);
    }
    return t("problem.unknown");
}

export function useForm<V extends Values>(initial: V, submit: (values: V) => Promise<void>): FormOf<V> {
    const [values, setValues] = useState(initial);
    const [errors, setErrors] = useState<Record<string, string>>({});
    const [problem, setProblem] = useState("");
    const [busy, setBusy] = useState(false);
    const inFlight = useRef(false);

    const set = (name: keyof V & string, value: string) => {
        setValues((before) => ({ ...before, [name]: value }));
        setErrors(({ [name]: _mended, ...others }) => others);
    };

    const show = (error: unknown) => {
        const found = error instanceof ApiError ? error.fields : [];
        const mine = found.filter((row) => row.field in values);
        const others = found.filter((row) => !(row.field in values)).map(fieldText);
        setErrors(Object.fromEntries(mine.map((row) => [row.field, fieldText(row)])));
        setProblem(mine.length ? [t("form.to_mend", { count: mine.length }), ...others].join(" ") : others.join(" ") || problemText(error));
    };

    const send = async () => {
        if (inFlight.current) {
            return;
        }
        inFlight.current = true;
        setBusy(true);
        setProblem("");
        setErrors({});
        try {
            await submit(values);
        } catch (error) {
            show(error);
        } finally {
            inFlight.current = false;
            setBusy(false);
        }
    };

    return {
        values,
        set,
        field: (name) => ({ name, value: values[name] ?? "", onValue: (value) => set(name, value), error: errors[name] }),
        errors,
        problem,
        busy,
        send,
    };
}

/** Moves to the first field that is wrong, once it is drawn. */
function focusWrong(form: HTMLFormElement | null): void {
    requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}

export function Form<V extends Values>({ form, children }: { form: FormOf<V>; children: ComponentChildren }) {
    const element = useRef<HTMLFormElement>(null);
    return (
        <form
            ref={element}
            class="form"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                form.send().then(() => focusWrong(element.current));
            }}
            onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                    event.preventDefault();
                    element.current?.requestSubmit();
                }
            }}
        >
            {form.problem && (
                <p class="note bad" role="alert">
                    {form.problem}
                </p>
            )}
            {children}
        </form>
    );
}
