// SPDX-License-Identifier: MIT
// The rows that were chosen, by `x`, by their boxes, a range with Shift, or all that the list's filters leave. They stay chosen
// while one scrolls; another question to the list begins anew.

import { useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef, useState } from "preact/hooks";
import { PAGE_ROWS, pageOf, pageOptions } from "../api/lists";
import { toast } from "../app/toasts";
import { problemText } from "../form/form";
import type { ListSpec } from "./spec";
import type { ListState } from "./state";

/** As many may be chosen: what is done with all of them stays within sight. */
export const CHOSEN_MAX = 1000;

export interface Selection<Row> {
    /** By id, in the order they were chosen. */
    rows: ReadonlyMap<string, Row>;
    /** The row, or with `range` all from the one before to it. */
    toggle: (index: number, range?: boolean) => Promise<void>;
    /** All of them, or none if they are all chosen already. */
    toggleAll: () => Promise<void>;
    isAll: boolean;
    clear: () => void;
    /** These are not chosen any more. */
    drop: (ids: ReadonlySet<string>) => void;
}

/** Rows of a list from one to another, those read already and those that were not. */
export function useReadRows<Row extends { id: string }>(
    spec: ListSpec<Row>,
    list: ListState<Row>,
): (from: number, to: number) => Promise<Row[]> {
    const client = useQueryClient();
    return async (from, to) => {
        const first = pageOf(from);
        const count = pageOf(Math.max(from, Math.min(list.total, to) - 1)) - first + 1;
        const pages = Array.from({ length: count }, (_, index) => pageOptions(spec.source, list.ask, first + index));
        const read = await Promise.all(pages.map((page) => client.ensureQueryData(page)));
        const before = (first - 1) * PAGE_ROWS;
        return read.flatMap((page) => page.rows).slice(from - before, to - before);
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

    const add = (more: Row[]) =>
        choose((before) => new Map([...before, ...more.map((row): [string, Row] => [row.id, row])].slice(0, CHOSEN_MAX)));
    const drop = (ids: ReadonlySet<string>) => choose((before) => new Map([...before].filter(([id]) => !ids.has(id))));
    const told = (work: Promise<void>) => work.catch((error: unknown) => toast(problemText(error)));

    const toggle = async (index: number, range = false) => {
        const from = range ? (anchor.current ?? index) : index;
        const row = list.rows.at(index);
        anchor.current = index;
        if (range) {
            await told(readRows(Math.min(from, index), Math.max(from, index) + 1).then(add));
        } else if (row) {
            rows.has(row.id) ? drop(new Set([row.id])) : add([row]);
        }
    };
    const isAll = rows.size > 0 && rows.size >= Math.min(list.total, CHOSEN_MAX);
    const toggleAll = async () => {
        if (isAll) {
            clear();
        } else {
            await told(readRows(0, CHOSEN_MAX).then(add));
        }
    };
    return { rows, toggle, toggleAll, isAll, clear, drop };
}
