// SPDX-License-Identifier: MIT
// Where the focus is among the rows. It moves with j and k, stays with its row however far the list is scrolled, and is found
// again when rows go from under it.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Cursor {
    /** The row that has the focus, or had it last. */
    index: number | null;
    /** Moves the focus by `step` rows; the first time, to the first row in view. */
    move: (step: number) => void;
    go: (index: number) => void;
}

function linkAt(table: HTMLElement | null, index: number): HTMLElement | null {
    return table?.querySelector<HTMLElement>(`a[data-index="${index}"]`) ?? null;
}

function inView(element: HTMLElement | null): boolean {
    const box = element?.getBoundingClientRect();
    return box !== undefined && box.bottom > 0 && box.top < innerHeight;
}

/** Follows the focus into and out of the rows. True: it is there, and if the document has none, its row went. */
function useInside(table: RefObject<HTMLElement>, onIndex: (index: number) => void): RefObject<boolean> {
    const inside = useRef(false);
    const tell = useRef(onIndex);
    tell.current = onIndex;
    useEffect(() => {
        const enter = (event: FocusEvent) => {
            const target = event.target as HTMLElement;
            const row = target.closest<HTMLElement>("[data-row]");
            inside.current = row !== null;
            if (row) {
                tell.current(Number(row.dataset.row));
            }
        };
        const leave = (event: FocusEvent) => {
            if ((event.target as HTMLElement).isConnected) {
                inside.current = false;
            }
        };
        document.addEventListener("focusin", enter);
        document.addEventListener("focusout", leave);
        return () => {
            document.removeEventListener("focusin", enter);
            document.removeEventListener("focusout", leave);
        };
    }, [table]);
    return inside;
}

/** `first` tells the first row in view; `start`: the row to give the focus to, once it is there, unless something else took it. `list` as in useDwelling. */
export function useCursor(table: RefObject<HTMLElement>, total: number, first: () => number, start: number | null, list: unknown): Cursor {
    const [at, setAt] = useState({ list, index: start });
    const index = at.list === list ? at.index : start;
    const wanted = useRef<{ list: unknown; index: number | null; back: boolean }>({ list, index: start, back: true });
    if (wanted.current.list !== list) {
        wanted.current = { list, index: start, back: true };
    }
    const inside = useInside(table, (found) =>
        setAt((before) => (before.list === list && before.index === found ? before : { list, index: found })),
    );

    useLayoutEffect(() => {
        const { index: row, back } = wanted.current;
        if (row !== null) {
            const link = linkAt(table.current, row);
            if (back && document.activeElement !== document.body) {
                wanted.current = { list, index: null, back };
            } else if (link) {
                wanted.current = { list, index: null, back };
                link.focus({ preventScroll: back && inView(link) });
            }
        } else if (inside.current && document.activeElement === document.body) {
            (linkAt(table.current, index ?? first()) ?? linkAt(table.current, first()))?.focus({ preventScroll: true });
        }
    });

    const go = (next: number) => {
        if (total > 0) {
            wanted.current = { list, index: Math.max(0, Math.min(total - 1, next)), back: false };
            setAt({ list, index: wanted.current.index });
        }
    };
    const move = (step: number) => {
        // Who scrolled away goes on where he looks, unless the focus is still on its row.
        const known = index !== null && (inside.current || inView(linkAt(table.current, index)));
        go(known ? index + step : first() + (step > 0 ? 0 : -1));
    };
    return { index, move, go };
}
