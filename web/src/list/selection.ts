// SPDX-License-Identifier: MIT
// The rows that were chosen, by `x`, by their boxes, a range with Shift, or all that the list's filters leave. They stay chosen
// while one scrolls; another question to the list begins anew.

import { useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef, useState } from "preact/hooks";
import { pageOf, pageOptions } from "../api/lists";
import type { ListSpec } from "./spec";
import type { ListState } from "./state";

/** As many may be chosen: what is done with all of them stays within sight. */
export const CHOSEN_MAX = 1000;

export interface Selection<Row> {
    /** By id, in the order they were chosen. */
    rows: ReadonlyMap<string, Row>;
    /** The row, or with `range` all from the one before to it. */
    toggle: (index: number, range?: boolean) => void;
    /** All of them, or none if they are all chosen already. */
    toggleAll: () => Promise<void>;
    isAll: boolean;
    clear: () => void;
}

/** The first rows of a list, those read already and those that were not. */
export function useReadRows<Row extends { id: string }>(spec: ListSpec<Row>, list: ListState<Row>): (most: number) => Promise<Row[]> {
    const client = useQueryClient();
    return async (most) => {
        const last = pageOf(Math.min(list.total, most) - 1);
        const pages = Array.from({ length: last }, (_, index) => pageOptions(spec.source, list.ask, index + 1));
        const read = await Promise.all(pages.map((page) => client.ensureQueryData(page)));
        return read.flatMap((page) => page.rows).slice(0, most);
    };
}

export function useSelection<Row extends { id: string }>(spec: ListSpec<Row>, list: ListState<Row>): Selection<Row> {
    const [rows, choose] = useState<ReadonlyMap<string, Row>>(new Map());
    const anchor = useRef<number | null>(null);
    const readRows = useReadRows(spec, list);
    const clear = () => {
        anchor.current = null;
        choose(new Map());
    };
    useEffect(clear, [list.ask]);

    const toggle = (index: number, range = false) => {
        const from = range ? (anchor.current ?? index) : index;
        const next = new Map(rows);
        const isChosen = rows.has(list.rows.at(index)?.id ?? "");
        for (let at = Math.min(from, index); at <= Math.max(from, index); at++) {
            const row = list.rows.at(at);
            if (row && isChosen && !range) {
                next.delete(row.id);
            } else if (row && next.size < CHOSEN_MAX) {
                next.set(row.id, row);
            }
        }
        anchor.current = index;
        choose(next);
    };
    const isAll = rows.size > 0 && rows.size >= Math.min(list.total, CHOSEN_MAX);
    const toggleAll = async () => {
        if (isAll) {
            clear();
            return;
        }
        const all = await readRows(CHOSEN_MAX);
        choose(new Map(all.map((row) => [row.id, row])));
    };
    return { rows, toggle, toggleAll, isAll, clear };
}
