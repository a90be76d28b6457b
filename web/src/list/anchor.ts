// SPDX-License-Identifier: MIT
// Rows that come or go above leave what one looks at where it is: the row that has the focus, else the first in view of a list that
// is scrolled.

import { useLayoutEffect, useRef } from "preact/hooks";
import { type Ask, PAGE_ROWS } from "../api/lists";
import type { Cursor } from "./cursor";
import type { Rows } from "./rows";

interface Anchor {
    ask: Ask | null;
    id: string | undefined;
    index: number;
}

/** Where `id` is now, nearest to where it was; undefined: it went, or too far. */
export function movedTo(id: string, from: number, idAt: (index: number) => string | undefined): number | undefined {
    for (let step = 0; step <= PAGE_ROWS; step++) {
        const found = [from - step, from + step].find((index) => index >= 0 && idAt(index) === id);
        if (found !== undefined) {
            return found;
        }
    }
    return undefined;
}

function focusedRow(): number | null {
    const row = document.activeElement?.closest<HTMLElement>("[data-row]");
    return row ? Number(row.dataset.row) : null;
}

interface Place {
    cursor: Cursor;
    first: () => number;
    /** Where the rows begin, and how high each is. */
    top: number;
    rowHeight: number;
}

export function useAnchor(rows: Rows<{ id: string }>, { cursor, first, top, rowHeight }: Place): void {
    const anchor = useRef<Anchor | null>(null);
    const idAt = (index: number) => rows.at(index)?.id;
    useLayoutEffect(() => {
        const before = anchor.current;
        const focused = focusedRow();
        if (before?.id && before.ask === rows.ask && idAt(before.index) !== before.id && (focused !== null || scrollY > top)) {
            const index = movedTo(before.id, before.index, idAt);
            if (index !== undefined) {
                scrollBy(0, (index - before.index) * rowHeight);
                if (focused !== null) {
                    cursor.go(index);
                }
                anchor.current = { ...before, index };
                return;
            }
        }
        const index = focused ?? first();
        anchor.current = { ask: rows.ask, id: idAt(index), index };
    });
}
