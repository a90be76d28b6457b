// SPDX-License-Identifier: MIT
// Places of cards in a column: whole numbers, ascending. Between two neighbours goes the number in the middle, rounded up: where
// there is none between them that is the lower one's, who then moves on.

const ROOM = 67_108_864;
const LAST = 4_000_000_000_000_000;

/** `above` and `below`: the places of the neighbours; undefined: there is none. */
export function between(above: number | undefined, below: number | undefined): number {
    if (above === undefined) {
        return below === undefined ? 0 : Math.max(-LAST, below - ROOM);
    }
    return below === undefined ? Math.min(LAST, above + ROOM) : above + Math.ceil((below - above) / 2);
}
