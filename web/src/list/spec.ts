// SPDX-License-Identifier: MIT
// What a page says of its list: the rest is the same for all.

import type { ComponentChildren, ComponentType } from "preact";
import type { Ask, Source } from "../api/lists";
import type { Summarize } from "../api/summaries";
import type { Key } from "../app/words";
import type { AskRules } from "./ask";
import type { Bulk } from "./bulk";
import type { Column } from "./columns";

interface FilterBase<Row> {
    /** In the address, and in the question to the API. */
    key: string;
    label: Key;
    /** Values that the rows at hand suggest. */
    suggest?: (row: Row) => readonly (string | null)[];
}

export type Filter<Row> = FilterBase<Row> &
    (
        | { kind: "toggle" }
        | {
              kind: "text";
              valid: RegExp;
              inputMode?: "numeric";
              type?: "date";
              /** What is typed, as the address has it; `valid` decides of it. */
              read?: (typed: string) => string;
              /** What the address has, as people write it. */
              show?: (value: string) => string;
          }
        /** One of those that are read with the page: people, teams. */
        | { kind: "select"; valid: RegExp; options: readonly { value: string; label: string }[] }
        /** One or several of few: each a chip. */
        | { kind: "choice"; choices: readonly { value: string; label: Key }[] }
        /** Set by a link to the list only; `label` says it whole, unless `show` says the value beside it. */
        | { kind: "given"; valid: RegExp; show?: (value: string) => string }
    );

export interface TabsSpec<Row extends { id: string }> {
    /** The element of status-tabs.tsx, which only lists that have tabs load. */
    show: ComponentType<{ spec: ListSpec<Row>; tabs: TabsSpec<Row>; ask: Ask }>;
    /** What they tell apart; nothing said: the status of papers. */
    label?: Key;
    summarize: Summarize;
    sums: readonly { of: "total" | "due" | "weighted"; label: Key }[];
}

export interface ListSpec<Row extends { id: string }> {
    source: Source<Row>;
    /** A record's is `path/id`, */
    path: string;
    /** or what this says. */
    record?: (row: Row) => string;
    title: Key;
    /** "{count} …" */
    count: Key;
    /** What its address says whatever is asked for: "view=list". */
    always?: string;
    /** Other ways to look at it, beside the heading. */
    views?: () => ComponentChildren;
    columns: readonly Column<Row>[];
    filters: readonly Filter<Row>[];
    /** The filter `status` as tabs with counts, and what those shown are worth. */
    tabs?: TabsSpec<Row>;
    order: { sort: string; descending: boolean };
    /** What the search understands, said in its field. */
    search: Key;
    /** Least right and address of a new record; nothing said: they come to be elsewhere. */
    create?: { route: string; path: string; label: Key };
    /** What can be done with several rows at once; rows can be chosen where there is something. */
    bulks?: readonly Bulk<Row>[];
    /** There is nothing at all. */
    empty: Key;
    /** Where all of them can be brought in from elsewhere. */
    bring?: { route: string; path: string; label: Key };
    /** Nothing was found: what else could be done with the text. */
    offer?: (search: string) => ComponentChildren;
}

function validOf<Row>(filter: Filter<Row>): RegExp {
    if (filter.kind === "choice") {
        const one = `(${filter.choices.map((choice) => choice.value).join("|")})`;
        return new RegExp(`^${one}(,${one})*$`);
    }
    return filter.kind === "toggle" ? /^1$/ : filter.valid;
}

/** What is typed in a filter, as the address has it; undefined: it is not understood. */
export function typedFilter<Row>(filter: Filter<Row> & { kind: "text" }, typed: string): string | undefined {
    const value = filter.read ? filter.read(typed) : typed;
    return value === "" || filter.valid.test(value) ? value : undefined;
}

export function rulesOf<Row extends { id: string }>(spec: ListSpec<Row>): AskRules {
    return {
        filters: spec.filters.map((filter) => ({ key: filter.key, valid: validOf(filter) })),
        sorts: spec.columns.flatMap((column) => (column.sort ? [column.sort] : [])),
        sort: spec.order.sort,
        descending: spec.order.descending,
    };
}
