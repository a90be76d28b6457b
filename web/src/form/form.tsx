// SPDX-License-Identifier: MIT
// A form: values as typed, errors of the server beside their fields, one submission in flight. Pages give `submit`; what it
// throws is shown, and the text stays.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { ApiError, type FieldError } from "../api/error";
import { serverWords, t } from "../app/words";
import { ownerOf, place } from "../rules/fields";
import type { Bound } from "./field";

export type Values = Record<string, string>;

export interface FormOf<V extends Values> {
    values: V;
    set: (name: keyof V & string, value: string) => void;
    /** As it stands by now: for what comes late. */
    update: (name: keyof V & string, change: (value: string) => string) => void;
    /** All of them anew, as when a draft is taken up. */
    replace: (values: V) => void;
    field: (name: keyof V & string) => Bound;
    errors: Record<string, string>;
    /** What belongs to no field. */
    problem: string;
    busy: boolean;
    /** Something is otherwise than at first. */
    isTyped: boolean;
    send: () => Promise<void>;
}

/** Lists are told with commas; what is neither text nor number is not told. */
function paramsOf(params: Record<string, unknown>): Record<string, string | number> {
    return Object.fromEntries(
        Object.entries(params).map(([name, value]) => [
            name,
            typeof value === "number" ? value : Array.isArray(value) ? value.join(", ") : String(value),
        ]),
    );
}

/** In the reader's words; where there are none, the server's. */
export function fieldText(error: FieldError): string {
    return serverWords(error.code, paramsOf(error.params)) ?? error.message;
}

export function problemText(error: unknown): string {
    if (!(error instanceof ApiError)) {
        return t("problem.unknown");
    }
    if (error.unanswered) {
        return t("problem.unanswered");
    }
    const first = error.fields[0];
    if (first && error.code === "VALIDATION_ERROR") {
        return fieldText(first);
    }
    return serverWords(error.code) ?? (error.status >= 500 ? t("problem.server", { id: error.requestId }) : error.message);
}

/** `onTyped` hears of each keystroke. */
export function useForm<V extends Values>(initial: V, submit: (values: V) => Promise<void>, onTyped?: (values: V) => void): FormOf<V> {
    const [first] = useState(initial);
    const [values, setValues] = useState(initial);
    const [errors, setErrors] = useState<Record<string, string>>({});
    const [problem, setProblem] = useState("");
    const [busy, setBusy] = useState(false);
    const inFlight = useRef(false);
    const newest = useRef(values);

    const replace = (next: V) => {
        newest.current = next;
        setValues(next);
        setErrors({});
        setProblem("");
    };

    const set = (name: keyof V & string, value: string) => {
        newest.current = { ...newest.current, [name]: value };
        setValues(newest.current);
        setErrors((before) => Object.fromEntries(Object.entries(before).filter(([field]) => ownerOf([name], field) === undefined)));
        onTyped?.(newest.current);
    };

    const show = (error: unknown) => {
        const { beside, rest } = place(Object.keys(newest.current), error instanceof ApiError ? error.fields : []);
        const names = Object.keys(beside);
        const all = error instanceof ApiError ? error.fields : [];
        // Beside the field; and under its whole name, for the cells of a list.
        setErrors({
            ...Object.fromEntries(all.map((row) => [row.field, fieldText(row)])),
            ...Object.fromEntries(names.map((name) => [name, fieldText(beside[name] as FieldError)])),
        });
        const others = rest.map((row) => [row.field, fieldText(row)].filter(Boolean).join(" : "));
        const parts = names.length ? [t("form.to_mend", { count: names.length }), ...others] : others;
        setProblem(parts.join(" ") || problemText(error));
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
            await submit(newest.current);
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
        update: (name, change) => set(name, change(newest.current[name] ?? "")),
        replace,
        field: (name) => ({ name, value: values[name] ?? "", onValue: (value) => set(name, value), error: errors[name] }),
        errors,
        problem,
        busy,
        isTyped: Object.keys(values).some((name) => values[name] !== first[name]),
        send,
    };
}

/** Moves to the first field that is wrong, once it is drawn; to what is said, where that is of no field. */
function showWrong(form: HTMLFormElement | null): void {
    requestAnimationFrame(() => {
        const field = form?.querySelector<HTMLElement>("[aria-invalid=true]");
        const said = form?.querySelector(".error[role=alert]") ?? form?.querySelector(".note.bad");
        field ? field.focus() : said?.scrollIntoView({ block: "nearest" });
    });
}

interface FormProps<V extends Values> {
    form: FormOf<V>;
    /** It is sent, by whatever key or button. */
    onSend?: () => void;
    children: ComponentChildren;
}

export function Form<V extends Values>({ form, onSend, children }: FormProps<V>) {
    const element = useRef<HTMLFormElement>(null);
    return (
        <form
            ref={element}
            class="form"
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                onSend?.();
                form.send().then(() => showWrong(element.current));
            }}
            onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                    event.preventDefault();
                    element.current?.requestSubmit();
                }
            }}
        >
            {form.problem && (
                <p key="problem" class="note bad" role="alert">
                    {form.problem}
                </p>
            )}
            {children}
        </form>
    );
}
