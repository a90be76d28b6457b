// SPDX-License-Identifier: MIT
// From a record to the next of the list that one came from, with j and k. Back still leads to the list, to the record that was
// looked at last.

import { useQueries } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { contactList } from "../api/contact-list";
import type { Noun } from "../api/keys";
import { type ListPage, PAGE_ROWS, pageOf, pageOptions, type Source } from "../api/lists";
import { taskList } from "../api/tasks";
import { vehicleList } from "../api/vehicle-list";
import { useShortcuts } from "../app/shortcuts";
import { keepPlace, keepTrail, placeAt, type Trail, trailOf } from "./places";

type Identified = { id: string };

const SOURCES = { contacts: contactList, tasks: taskList, vehicles: vehicleList } satisfies Partial<Record<Noun, Source<Identified>>>;
type Known = keyof typeof SOURCES;

export interface Neighbours {
    /** Addresses; undefined: there is none, or one came from no list. */
    previous?: string;
    next?: string;
    /** From 1, of `total`. */
    position?: number;
    total?: number;
}

/** The pages that hold a row and those beside it. */
export function pagesAround(index: number): number[] {
    return [...new Set([pageOf(Math.max(0, index - 1)), pageOf(index), pageOf(index + 1)])];
}

/** Where `id` stands in what was read; the row it was opened from, unless rows came or went since. */
export function indexOf(id: string, expected: number, pages: ReadonlyMap<number, ListPage<Identified>>): number | undefined {
    if (pages.get(pageOf(expected))?.rows[expected % PAGE_ROWS]?.id === id) {
        return expected;
    }
    for (const [page, { rows }] of pages) {
        const found = rows.findIndex((row) => row.id === id);
        if (found >= 0) {
            return (page - 1) * PAGE_ROWS + found;
        }
    }
    return undefined;
}

function remember(noun: Noun, trail: Trail, index: number): void {
    keepTrail(noun, { ...trail, index });
    const place = placeAt(trail.url);
    if (place) {
        keepPlace(trail.url, { ...place, index });
    }
}

/** For the page of the record `id`; binds j and k. `own`: the list of a noun that the table does not have. */
export function useNeighbours(noun: Known, id: string): Neighbours;
export function useNeighbours(noun: Exclude<Noun, Known>, id: string, own: Source<Identified>): Neighbours;
export function useNeighbours(noun: Noun, id: string, own?: Source<Identified>): Neighbours {
    const { route } = useLocation();
    const source: Source<Identified> | undefined = own ?? SOURCES[noun as Known];
    const trail = source && trailOf(noun);
    const around = trail ? pagesAround(trail.index) : [];
    const results = useQueries({
        queries: around.map((page) => ({
            ...pageOptions(source as Source<Identified>, (trail as Trail).ask, page),
            staleTime: Number.POSITIVE_INFINITY,
        })),
    });
    const pages = new Map<number, ListPage<Identified>>();
    results.forEach(({ data }, place) => {
        if (data) {
            pages.set(around[place] as number, data);
        }
    });
    const index = trail && indexOf(id, trail.index, pages);
    const at = (wanted: number) => (wanted < 0 ? undefined : pages.get(pageOf(wanted))?.rows[wanted % PAGE_ROWS]);
    const address = (row: Identified | undefined) => row && `/${noun}/${row.id}`;
    const previous = index === undefined ? undefined : address(at(index - 1));
    const next = index === undefined ? undefined : address(at(index + 1));

    const go = (to: string | undefined, step: number) => {
        if (!trail || index === undefined || !to) {
            return false;
        }
        remember(noun, trail, index + step);
        route(to, true);
        return true;
    };
    useShortcuts([
        { keys: "j", label: "list.next_record", run: () => go(next, 1) },
        { keys: "k", label: "list.previous_record", run: () => go(previous, -1) },
    ]);
    return index === undefined ? {} : { previous, next, position: index + 1, total: [...pages.values()][0]?.total };
}
