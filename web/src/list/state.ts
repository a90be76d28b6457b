// SPDX-License-Identifier: MIT
// A list as a page shows it: what its address asks for, the rows there are, which of them are drawn, where the focus is. Back
// finds it as it was left.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Ask } from "../api/lists";
import { useAnchor } from "./anchor";
import { askOf, queryOf, withAlways } from "./ask";
import { type Cursor, useCursor } from "./cursor";
import { type Media, useMedia } from "./media";
import { keepPlace, keepTrail, type Place, placeAt } from "./places";
import { type Rows, useRows } from "./rows";
import { type ListSpec, rulesOf } from "./spec";
import { type Range, useAsked, useWindow, viewAt } from "./window";

export interface ListState<Row> {
    ask: Ask;
    change: (how: (ask: Ask) => Ask, typed?: boolean) => void;
    rows: Rows<Row>;
    /** Rows, or places for them while nothing was read. */
    total: number;
    /** As of the last drawing. */
    view: Range;
    cursor: Cursor;
    /** Gives the focus to the first row in view. */
    enter: () => void;
    media: Media;
    table: RefObject<HTMLTableElement>;
}

interface Located {
    ask: Ask;
    /** The address without what the list does not know. */
    url: string;
    /** Where to begin: the top, or after Back where one was. */
    start: Place;
    change: ListState<unknown>["change"];
}

const TOP: Place = { scroll: 0, index: null, total: undefined };

function useLocated<Row extends { id: string }>(spec: ListSpec<Row>): Located {
    const location = useLocation() as ReturnType<typeof useLocation> & { wasPush: boolean };
    const rules = useMemo(() => rulesOf(spec), [spec]);
    const own = useRef("");
    const urlOf = (asked: Ask) => spec.path + withAlways(queryOf(asked, rules), spec.always);
    const url = urlOf(askOf(location.query, rules));
    const ask = useMemo(() => askOf(location.query, rules), [url]);
    const start = useMemo(() => (location.wasPush || own.current === url ? TOP : (placeAt(url) ?? TOP)), [url]);
    const newest = useRef(ask);
    newest.current = ask;
    const change: Located["change"] = (how, typed = false) => {
        newest.current = how(newest.current);
        own.current = urlOf(newest.current);
        location.route(own.current, typed);
    };
    useEffect(() => {
        own.current = "";
    }, [url]);
    return { ask, url, start, change };
}

/** Where the rows begin in the document; what stands above may change its height. */
function useTop(table: RefObject<HTMLTableElement>): number {
    const [top, setTop] = useState(0);
    useLayoutEffect(() => {
        const body = table.current?.tBodies[0];
        const found = body ? Math.round(body.getBoundingClientRect().top + scrollY) : top;
        if (Math.abs(found - top) > 1) {
            setTop(found);
        }
    });
    return top;
}

/** Keeps where one is, for coming back, when the list or the document is left. */
function usePlace(url: string, keep: () => void): void {
    const newest = useRef(keep);
    useLayoutEffect(() => {
        newest.current = keep;
    });
    useLayoutEffect(() => {
        const leave = () => newest.current();
        history.scrollRestoration = "manual";
        addEventListener("pagehide", leave);
        return () => {
            removeEventListener("pagehide", leave);
            leave();
        };
    }, [url]);
}

/** Another list than before is shown from its top, or from where one was in it. */
function useArrival(rows: Rows<unknown>, { ask, start }: Located, headBottom: number): void {
    const arrived = useRef<Ask | null>(null);
    useLayoutEffect(() => {
        if (rows.ask === ask && arrived.current !== ask) {
            if (arrived.current !== null) {
                scrollTo(0, start === TOP ? Math.min(scrollY, headBottom) : start.scroll);
            }
            arrived.current = ask;
        }
    });
}

export function useListState<Row extends { id: string }>(spec: ListSpec<Row>): ListState<Row> {
    const located = useLocated(spec);
    const { ask, url, start } = located;
    const media = useMedia();
    const { rowHeight } = media;
    const table = useRef<HTMLTableElement>(null);
    const top = useTop(table);
    const { pages, follow } = useAsked(ask, viewAt(start.scroll, top, rowHeight, innerHeight));
    const rows = useRows(spec.source, ask, pages, start.total);
    const total = rows.total ?? Math.ceil(innerHeight / rowHeight);
    const { view, first, scrolled } = useWindow({ total, rowHeight, top, offset: start.scroll });
    const shown = rows.ask === ask;
    follow(view, !shown);
    const cursor = useCursor(table, total, first, start.index, ask);

    useAnchor(rows, { cursor, first, top, rowHeight });
    useArrival(rows, located, Math.max(0, top - 2 * rowHeight));
    usePlace(url, () => {
        const place = { scroll: scrolled(), index: cursor.index, total: rows.total };
        if (shown) {
            keepPlace(url, place);
        }
        if (shown && place.index !== null) {
            keepTrail(spec.source.noun, { ask, url, index: place.index });
        }
    });
    return { ask, change: located.change, rows, total, view, cursor, enter: () => cursor.go(first()), media, table };
}
