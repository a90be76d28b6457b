// SPDX-License-Identifier: MIT
// What pages of one record share: reading it, its head with the one thing to do next, its keys, what is worth a warning.

import { signal } from "@preact/signals";
import { type UseQueryResult, useQuery } from "@tanstack/preact-query";
import type { Attributes, ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { ApiError } from "../api/error";
import { keys } from "../api/keys";
import type { Resource, Warning } from "../api/resource";
import { problemText } from "../form/form";
import { Button } from "../ui/button";
import { reloading } from "./chunk";
import { Gone } from "./not-found";
import { useShortcuts } from "./shortcuts";
import { serverWords, t } from "./words";

type RecordQuery<R> = UseQueryResult<Answer<R>>;

export const recordQuery = <R,>(resource: Resource<R>, id = "") => ({
    queryKey: keys.one(resource.noun, id),
    queryFn: ({ signal }: { signal: AbortSignal }) => resource.read(id, signal),
});

export function useRecord<R>(resource: Resource<R>, id: string): RecordQuery<R> {
    return useQuery(recordQuery(resource, id));
}

const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

interface StateProps<R> {
    query: RecordQuery<R>;
    children: (record: Answer<R>) => ComponentChildren;
}

/** What went wrong with reading, with a way to try again; nothing where nothing did. */
export function ReadProblem({ query: { error, refetch } }: { query: Pick<UseQueryResult, "error" | "refetch"> }) {
    return error ? (
        <p class="note bad actions" role="alert">
            {problemText(error)}
            <Button icon="refresh-cw" onClick={() => refetch()}>
                {t("retry")}
            </Button>
        </p>
    ) : null;
}

/** The record; before it came, its place; that it is gone; what went wrong, with a way to try again. */
export function RecordState<R>({ query, children }: StateProps<R>) {
    const { data, error } = query;
    if (isGone(error)) {
        return <Gone />;
    }
    return (
        <>
            <ReadProblem query={query} />
            {data ? children(data) : <Waiting />}
        </>
    );
}

/** The place of a record or form that is on its way; `title` where it is known. */
export function Waiting({ title }: { title?: string }) {
    return (
        <>
            <header class="page-head">{title ? <h1>{title}</h1> : <h1 class="waits">{t("record.loading")}</h1>}</header>
            <div class="record" aria-busy="true">
                <div class="sheet waits" />
                <div class="sheet waits" />
            </div>
        </>
    );
}

/** Back to where one came from within the product; else to the list. */
export function useBack(list: string): () => void {
    const { route } = useLocation();
    return () => {
        const { navigation } = window as { navigation?: { canGoBack: boolean } };
        if (navigation?.canGoBack) {
            history.back();
        } else {
            route(list);
        }
    };
}

/** Whether something floats that Esc belongs to. */
export const floats = (): boolean => document.querySelector("dialog[open], :popover-open") !== null;

export interface Editing {
    editing: boolean;
    edit: () => void;
    /** To the record as it is. */
    show: () => void;
}

/** `?edit=1` is the form of a record. */
export function useEditing(): Editing {
    const { query, path, route } = useLocation();
    return { editing: query.edit === "1", edit: () => route(`${path}?edit=1`, true), show: () => route(path, true) };
}

/** What one came to do: `?ask=…` opens its dialog once, if it can be done. */
export function useDoing<D>(asked: (wanted: string) => D | null): [D | null, (doing: D | null) => void] {
    const { query, path, route } = useLocation();
    const [doing, ask] = useState<D | null>(() => (query.ask ? asked(query.ask) : null));
    useEffect(() => {
        if (query.ask) {
            route(path, true);
        }
    }, []);
    return [doing, ask];
}

/** `e` edits, `n` makes a new one, Esc goes back. */
export function useRecordKeys({ editing, edit, show }: Editing, list: string): void {
    const { route } = useLocation();
    const back = useBack(list);
    useShortcuts([
        { keys: "e", label: "record.edit", run: () => (editing ? false : edit()) },
        { keys: "n", label: "record.new", run: () => route(`${list}/new`) },
        { keys: "Escape", label: "record.back", run: () => (floats() ? false : editing ? show() : back()) },
    ]);
}

/** What shows nothing and may come later, or not at all. */
export function Behind<P>({ load, props }: { load: () => Promise<ComponentType<P>>; props: P & Attributes }) {
    const [View, show] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
        load()
            .then((view) => show(() => view))
            .catch(() => {});
    }, [load]);
    return View && <View {...props} />;
}

/** The form of a record, which is loaded when it is first wanted. */
export function Late<P>({ load, props }: { load: () => Promise<ComponentType<P>>; props: P & Attributes }) {
    const [View, show] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
        reloading(load)().then((view) => show(() => view));
    }, [load]);
    return View ? <View {...props} /> : <div class="record waits" aria-busy="true" />;
}

// ---- warnings ----

/** Of the record that was written last. */
const warned = signal<{ id: string; warnings: Warning[] }>({ id: "", warnings: [] });

export function warnOf(id: string, warnings: Warning[]): void {
    warned.value = { id, warnings };
}

/** Warnings name the other record where they can. */
function otherOf(warning: Warning): string | undefined {
    const { contact_id, vehicle_id } = warning as Warning & { contact_id?: string; vehicle_id?: string };
    return contact_id ? `/contacts/${contact_id}` : vehicle_id ? `/vehicles/${vehicle_id}` : undefined;
}

export function Warnings({ id }: { id: string }) {
    const { warnings } = warned.value;
    if (warned.value.id !== id || warnings.length === 0) {
        return null;
    }
    return (
        <div class="note warn warnings" role="status">
            <ul>
                {warnings.map((warning) => (
                    <li key={warning.code + warning.field}>
                        {serverWords(warning.code, { line: warning.params?.line ?? 0 }) ?? warning.message}{" "}
                        {otherOf(warning) && <a href={otherOf(warning)}>{t("warning.see")}</a>}
                    </li>
                ))}
            </ul>
            <Button kind="quiet" onClick={() => warnOf("", [])}>
                {t("close")}
            </Button>
        </div>
    );
}
