// SPDX-License-Identifier: MIT
// Columns are a table: one line each. Which of them remain on a telephone says their priority; there a row has two lines, and
// what stands in the second belongs to the first column.

import type { ComponentChildren } from "preact";
import type { Key } from "../app/words";

export interface Column<Row> {
    key: string;
    label: Key;
    /** Share of the width; on a telephone another one, where its second line needs room. */
    width: number;
    narrow?: number;
    align?: "end";
    /** What the API sorts by. */
    sort?: string;
    /** The first press sorts from large to small, from new to old. */
    descends?: boolean;
    /** 1: always a column; 2: the second line on a telephone; 3: from a tablet on; 4: on wide screens. */
    priority: 1 | 2 | 3 | 4;
    cell: (row: Row) => ComponentChildren;
}

export type Width = "narrow" | "middle" | "wide";

export interface Shown<Row> {
    columns: Column<Row>[];
    /** Joined in a second line. */
    under: Column<Row>[];
}

export function shownColumns<Row>(columns: readonly Column<Row>[], width: Width): Shown<Row> {
    if (width === "narrow") {
        const main = columns.filter((column) => column.priority === 1);
        return {
            columns: main.map((column) => ({ ...column, width: column.narrow ?? column.width })),
            under: columns.filter((column) => column.priority === 2),
        };
    }
    return { columns: columns.filter((column) => width === "wide" || column.priority < 4), under: [] };
}

/** Percent of the table's width. */
export function percent<Row>(column: Column<Row>, columns: readonly Column<Row>[]): string {
    const all = columns.reduce((sum, one) => sum + one.width, 0);
    return `${((100 * column.width) / all).toFixed(2)}%`;
}
