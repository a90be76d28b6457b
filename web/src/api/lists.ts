// SPDX-License-Identifier: MIT
// Lists in pages of a hundred rows. Each page is an entry of the query cache of its own, so that a list of thousands reads what
// is looked at, and nothing between.

import type { FileWish, KeptFile } from "./files";
import { keys, type Noun } from "./keys";

export const PAGE_ROWS = 100;

/** What is asked of a list: the state that its address holds. */
export interface Ask {
    search: string;
    filters: Readonly<Record<string, string>>;
    sort: string;
    descending: boolean;
}

/** Those of `known` that a comma-separated filter names; undefined: it names none. */
export function listed<T extends string>(value: string | undefined, known: readonly T[]): T[] | undefined {
    const found = known.filter((one) => value?.split(",").includes(one));
    return found.length ? found : undefined;
}

export interface ListPage<Row> {
    rows: Row[];
    total: number;
}

export interface Source<Row> {
    noun: Noun;
    /** `page` from 1. */
    read: (ask: Ask, page: number, signal: AbortSignal) => Promise<ListPage<Row>>;
    /** All rows, as they are filtered and sorted. */
    file?: (ask: Ask, wish: FileWish) => Promise<KeptFile>;
}

export function pageOptions<Row>(source: Source<Row>, ask: Ask, page: number) {
    return {
        queryKey: keys.page(source.noun, ask, page),
        queryFn: ({ signal }: { signal: AbortSignal }) => source.read(ask, page, signal),
    };
}

/** The page that holds the row `index`, from 0. */
export function pageOf(index: number): number {
    return Math.floor(index / PAGE_ROWS) + 1;
}
