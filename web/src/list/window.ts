// SPDX-License-Identifier: MIT
// Which rows of a long list are in the document: those in view, some around them, and the one that has the focus, wherever it
// is. Rows have one height, so the rest is arithmetic. And which pages are to be read: those that one stays at.

import type { Virtualizer } from "@tanstack/virtual-core";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { pageOf } from "../api/lists";
import { reloading } from "../app/chunk";

type Core = typeof import("@tanstack/virtual-core");
let core: Core | undefined;
/** It comes while the first rows are read; until it is there, these are drawn. */
const loadCore = reloading(() => import("@tanstack/virtual-core"));

/** Shorter lists are drawn whole. */
export const WINDOWED_ABOVE = 200;
/** Rows come and go by so many: while a block stays in view, nothing is drawn anew. One block more is drawn on both sides. */
const BLOCK = 8;
const DWELL_MS = 80;

export interface Range {
    first: number;
    /** Included; before `first` where there is nothing. */
    last: number;
}

const blockOf = (index: number): number => Math.floor(index / BLOCK);

/** The indexes to draw, rising. `keep` is drawn too, with its neighbours, so that the focus finds a next one. */
export function drawnIndexes(view: Range, total: number, keep: number | null): number[] {
    if (total <= WINDOWED_ABOVE) {
        return Array.from({ length: total }, (_, index) => index);
    }
    const first = Math.max(0, blockOf(view.first) - 1) * BLOCK;
    const last = Math.min(total, (blockOf(view.last) + 2) * BLOCK) - 1;
    const drawn = new Set<number>();
    for (let index = first; index <= last; index++) {
        drawn.add(index);
    }
    if (keep !== null) {
        for (const index of [keep - 1, keep, keep + 1]) {
            if (index >= 0 && index < total) {
                drawn.add(index);
            }
        }
    }
    return [...drawn].sort((a, b) => a - b);
}

/** A row, or `gap` rows that are not drawn. */
export type Segment = { index: number; gap?: undefined } | { index?: undefined; gap: number };

export function segmentsOf(indexes: readonly number[], total: number): Segment[] {
    const segments: Segment[] = [];
    let next = 0;
    for (const index of indexes) {
        if (index > next) {
            segments.push({ gap: index - next });
        }
        segments.push({ index });
        next = index + 1;
    }
    if (next < total) {
        segments.push({ gap: total - next });
    }
    return segments;
}

export function pagesOf(view: Range): number[] {
    const pages: number[] = [];
    for (let page = pageOf(Math.max(0, view.first)); page <= pageOf(Math.max(0, view.last)); page++) {
        pages.push(page);
    }
    return pages;
}

interface WindowOptions {
    total: number;
    rowHeight: number;
    /** Where the rows begin in the document, in pixels. */
    top: number;
    /** Where the document is scrolled to at first. */
    offset: number;
}

interface View {
    view: Range;
    /** The first row in view by now: `view` is as old as what is drawn. */
    first: () => number;
    /** How far the document is scrolled, as last seen. */
    scrolled: () => number;
}

/** What would be in view if the document were scrolled to `scroll`. */
export function viewAt(scroll: number, top: number, rowHeight: number, height: number): Range {
    const first = Math.max(0, Math.floor((scroll - top) / rowHeight));
    return { first, last: first + Math.ceil(height / rowHeight) };
}

/** The rest of a window's options is the same for all. */
function optionsOf({ observeWindowOffset, observeWindowRect, windowScroll }: Core, { total, rowHeight, top, offset }: WindowOptions) {
    return {
        count: total,
        getScrollElement: () => window,
        estimateSize: () => rowHeight,
        scrollMargin: top,
        overscan: 0,
        initialRect: { width: innerWidth, height: innerHeight },
        initialOffset: offset,
        observeElementRect: observeWindowRect,
        observeElementOffset: observeWindowOffset,
        scrollToFn: windowScroll,
    };
}

const textOf = (range: { startIndex: number; endIndex: number } | null): string =>
    range ? `${blockOf(range.startIndex)} ${blockOf(range.endIndex)}` : "";

/** What is in view, followed while it is scrolled. */
export function useWindow(wanted: WindowOptions): View {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    const drawn = useRef("");
    const height = useRef(wanted.rowHeight);
    const made = useRef<Virtualizer<Window, Element>>();
    const late = useRef(!core);
    useEffect(() => {
        if (!core) {
            loadCore().then((loaded) => {
                core = loaded;
                redraw(0);
            });
        }
    }, []);
    if (core) {
        const onChange = ({ range }: Virtualizer<Window, Element>) => textOf(range) !== drawn.current && redraw(0);
        const options = { ...optionsOf(core, wanted), onChange };
        made.current ??= new core.Virtualizer<Window, Element>({ ...options, initialOffset: (late.current && scrollY) || wanted.offset });
        made.current.setOptions(options);
        if (height.current !== wanted.rowHeight) {
            height.current = wanted.rowHeight;
            made.current.measure();
        }
        made.current.getVirtualIndexes();
    }
    const virtualizer = made.current;
    useLayoutEffect(() => virtualizer?._didMount(), [virtualizer]);
    useLayoutEffect(() => virtualizer?._willUpdate());
    const range = virtualizer?.range;
    drawn.current = textOf(range ?? null);
    return {
        view: range ? { first: range.startIndex, last: range.endIndex } : viewAt(wanted.offset, wanted.top, wanted.rowHeight, innerHeight),
        first: () => virtualizer?.range?.startIndex ?? 0,
        scrolled: () => virtualizer?.scrollOffset ?? scrollY,
    };
}

export interface Asked {
    pages: number[];
    /** To be called with what is in view, each time. `held`: it is not of this list yet. */
    follow: (view: Range, held: boolean) => void;
}

/** The pages to read: those in view once they have stayed for a moment. Whoever races past asks nothing. `list` changes when
 *  the list becomes another one, which begins with `start`. */
export function useAsked(list: unknown, start: Range): Asked {
    const first = pagesOf(start).join();
    const [asked, ask] = useState({ list, pages: first });
    const newest = useRef("");
    const follow = (view: Range, held: boolean) => {
        const inView = pagesOf(view).join();
        newest.current = inView;
        useEffect(() => {
            if (held) {
                return undefined;
            }
            const take = (before: typeof asked) => (before.list === list && before.pages === inView ? before : { list, pages: inView });
            // Where a frame takes longer than that, the next one tells whether it is still in view.
            const look = () => newest.current === inView && ask(take);
            const timer = setTimeout(() => requestAnimationFrame(look), DWELL_MS);
            return () => clearTimeout(timer);
        }, [inView, list, held]);
    };
    return { pages: (asked.list === list ? asked.pages : first).split(",").map(Number), follow };
}
