// SPDX-License-Identifier: MIT
// Two people changed one record. Field by field: what only one of them touched is his; what both changed otherwise is asked.

export type Texts = Record<string, string>;

export interface Conflict {
    field: string;
    mine: string;
    theirs: string;
}

export interface Merged {
    /** What the record is to be: theirs, with mine where only I changed it. Conflicting fields are mine. */
    values: Texts;
    conflicts: Conflict[];
}

/** `base` is what I began with. */
export function merge(base: Texts, mine: Texts, theirs: Texts): Merged {
    const values: Texts = {};
    const conflicts: Conflict[] = [];
    for (const field of Object.keys(mine)) {
        const [was, wanted, now] = [base[field] ?? "", mine[field] ?? "", theirs[field] ?? base[field] ?? ""];
        values[field] = wanted === was ? now : wanted;
        if (wanted !== was && now !== was && wanted !== now) {
            conflicts.push({ field, mine: wanted, theirs: now });
        }
    }
    return { values, conflicts };
}

/** After the question: fields for which theirs was chosen. */
export function settle(merged: Merged, theirs: ReadonlySet<string>): Texts {
    const taken = merged.conflicts.filter((conflict) => theirs.has(conflict.field)).map((conflict) => [conflict.field, conflict.theirs]);
    return { ...merged.values, ...Object.fromEntries(taken) };
}

/** Names of the fields of which `now` differs. */
export function changed(before: Texts, now: Texts): string[] {
    return Object.keys(now).filter((field) => (now[field] ?? "") !== (before[field] ?? ""));
}
