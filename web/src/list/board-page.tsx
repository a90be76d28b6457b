// SPDX-License-Identifier: MIT
// The page around a board: its heading, filters and state in the address; and how a card is moved: shown at once, one write, and
// back at its place where that was not done.

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/preact-query";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { keys, type Noun, outdate } from "../api/keys";
import type { Ask } from "../api/lists";
import { can } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { problemText } from "../form/form";
import { Button, LinkButton } from "../ui/button";
import { askOf, queryOf } from "./ask";
import { FilterBar, focusSearch } from "./filters";
import { type ListSpec, rulesOf } from "./spec";

interface Move<Column> {
    /** The columns with the card at its new place, and with it where it was. */
    there: (columns: Column[]) => Column[];
    back: (columns: Column[]) => Column[];
    write: () => Promise<unknown>;
    undo: () => Promise<unknown>;
    /** Where it went. */
    said: string;
}

export class Mover<Column> {
    constructor(
        private readonly client: QueryClient,
        private readonly noun: Noun,
        private readonly ask: Ask,
    ) {}

    private get key() {
        return keys.list(this.noun, { board: this.ask });
    }

    /** As they are shown. */
    async columns(): Promise<Column[]> {
        await this.client.cancelQueries({ queryKey: this.key });
        return this.client.getQueryData<Column[]>(this.key) ?? [];
    }

    private show(how: (columns: Column[]) => Column[]): void {
        this.client.setQueryData<Column[]>(this.key, (now) => now && how(now));
    }

    private async done(write: () => Promise<unknown>, back?: Move<Column>["back"]): Promise<boolean> {
        try {
            await write();
            return true;
        } catch (error) {
            if (back) {
                this.show(back); // without a network nothing else would put it right
            }
            toast(problemText(error));
            return false;
        } finally {
            outdate(this.client, this.noun);
        }
    }

    async move({ there, back, write, undo, said }: Move<Column>): Promise<void> {
        this.show(there);
        if (await this.done(write, back)) {
            toast(said, () => this.done(undo));
        }
    }
}

export function useMover<Column>(noun: Noun, ask: Ask): Mover<Column> {
    const client = useQueryClient();
    return useMemo(() => new Mover<Column>(client, noun, ask), [client, noun, ask]);
}

/** The list of what a column shows the first of: all that is asked of the board, and what its column is. */
export function restOf(path: string, ask: Ask, column: Record<string, string>): string {
    const search: Record<string, string> = ask.search ? { search: ask.search } : {};
    return `${path}?${new URLSearchParams({ ...search, ...ask.filters, ...column, view: "list" })}`;
}

/** State of the address; `change` as of a list. */
function useAsk<Row extends { id: string }>(spec: ListSpec<Row>) {
    const { query, route } = useLocation();
    const rules = useMemo(() => rulesOf(spec), [spec]);
    const text = queryOf(askOf(query, rules), rules);
    const ask = useMemo(() => askOf(query, rules), [text]);
    const change = (how: (ask: Ask) => Ask, typed = false) => route(spec.path + queryOf(how(ask), rules), typed);
    return { ask, change };
}

function Problem({ error, again }: { error: unknown; again: () => void }) {
    return (
        <div class="note bad problem" role="alert">
            <span>{problemText(error)}</span>
            <Button icon="refresh-cw" onClick={again}>
                {t("list.again")}
            </Button>
        </div>
    );
}

interface BoardPageProps<Row extends { id: string }, Column> {
    spec: ListSpec<Row>;
    read: (ask: Ask, signal: AbortSignal) => Promise<Column[]>;
    /** Beside the title. */
    sums: (columns: readonly Column[] | undefined) => string;
    views: ComponentChildren;
    board: (ask: Ask, columns: readonly Column[]) => ComponentChildren;
}

export function BoardPage<Row extends { id: string }, Column extends { items: readonly Row[] }>(props: BoardPageProps<Row, Column>) {
    const { spec, read, sums, views, board } = props;
    const { ask, change } = useAsk(spec);
    const { route } = useLocation();
    const { data, error, refetch } = useQuery({
        queryKey: keys.list(spec.source.noun, { board: ask }),
        queryFn: ({ signal }) => read(ask, signal),
        placeholderData: (before) => before,
    });
    const create = spec.create && can(spec.create.route) ? spec.create : undefined;
    useShortcuts([
        ...(create ? [{ keys: "n", label: create.label, run: () => route(create.path) }] : []),
        { keys: "f", label: "list.find", run: focusSearch },
    ]);
    const rows = data?.flatMap((column) => column.items) ?? [];
    return (
        <>
            <header class="page-head">
                <div class="list-title">
                    <h1>{t(spec.title)}</h1>
                    <span class="count" role="status">
                        {sums(data)}
                    </span>
                </div>
                <div class="actions">
                    {views}
                    {create && (
                        <LinkButton kind="primary" icon="plus" href={create.path}>
                            {t(create.label)}
                        </LinkButton>
                    )}
                </div>
            </header>
            <FilterBar
                spec={spec}
                ask={ask}
                onAsk={change}
                suggestions={(filter) => [...new Set(rows.flatMap((row) => filter.suggest?.(row) ?? []))].filter((one) => one !== null)}
                onLeave={() => document.querySelector<HTMLElement>(".card-link")?.focus()}
            />
            {error && <Problem error={error} again={refetch} />}
            {data ? board(ask, data) : !error && <div class="board waits" aria-busy="true" />}
        </>
    );
}
