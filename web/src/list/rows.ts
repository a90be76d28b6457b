// SPDX-License-Identifier: MIT
// The rows of a list, sparse: those of the pages that were asked for. While another order or filter is on its way, the rows
// before it stay.

import { useQueries, useQueryClient } from "@tanstack/preact-query";
import { useRef } from "preact/hooks";
import { keys } from "../api/keys";
import { type Ask, type ListPage, PAGE_ROWS, pageOf, pageOptions, type Source } from "../api/lists";

export interface Rows<Row> {
    /** Undefined: not read yet. */
    at: (index: number) => Row | undefined;
    /** Undefined: nothing was ever read. */
    total: number | undefined;
    /** Whose rows these are; null: nobody's yet. */
    ask: Ask | null;
    /** What was asked for last is not there yet. */
    stale: boolean;
    error: unknown;
    again: () => void;
}

/** `pages` of `ask` are read; `total` is what is thought until the first answer. */
export function useRows<Row>(source: Source<Row>, ask: Ask, pages: number[], total: number | undefined): Rows<Row> {
    const client = useQueryClient();
    const results = useQueries({ queries: pages.map((page) => pageOptions(source, ask, page)) });
    const shown = useRef<{ ask: Ask | null; total: number | undefined }>({ ask: null, total });
    const newest = results.filter((result) => result.data).sort((a, b) => b.dataUpdatedAt - a.dataUpdatedAt)[0];
    if (newest?.data) {
        shown.current = { ask, total: newest.data.total };
    }
    const current = shown.current;
    const read = new Map<number, ListPage<Row> | undefined>();
    const pageAt = (page: number) => {
        if (!read.has(page)) {
            read.set(page, client.getQueryData<ListPage<Row>>(keys.page(source.noun, current.ask ?? ask, page)));
        }
        return read.get(page);
    };
    const failed = results.find((result) => result.isError);
    return {
        at: (index) => pageAt(pageOf(index))?.rows[index % PAGE_ROWS],
        total: current.total,
        ask: current.ask,
        stale: current.ask !== ask && !failed,
        error: failed?.error,
        again: () => {
            for (const result of results) {
                if (result.isError) {
                    result.refetch();
                }
            }
        },
    };
}
