// SPDX-License-Identifier: MIT
// The last ten records that this person opened in this browser, for the palette. Gone with the session.

import { me } from "./session";

export interface Recent {
    type: string;
    id: string;
    title: string;
    subtitle: string;
}

const KEPT = 10;
const NAME = "recent";

interface Stored {
    user: string;
    records: Recent[];
}

export function recentRecords(): Recent[] {
    try {
        const stored = JSON.parse(localStorage.getItem(NAME) ?? "null") as Stored | null;
        return stored && stored.user === me.value?.user.id ? stored.records : [];
    } catch {
        return []; // switched off, or not ours
    }
}

function store(records: Recent[]): void {
    const user = me.value?.user.id;
    if (user) {
        const stored: Stored = { user, records: records.slice(0, KEPT) };
        try {
            localStorage.setItem(NAME, JSON.stringify(stored));
        } catch {
            // the palette begins empty
        }
    }
}

const others = (id: string): Recent[] => recentRecords().filter((known) => known.id !== id);

/** Called by the page of a record once it knows its name. */
export function remember(record: Recent): void {
    store([record, ...others(record.id)]);
}

/** What is no more. */
export function forget(id: string): void {
    store(others(id));
}

export function forgetRecent(): void {
    try {
        localStorage.removeItem(NAME);
    } catch {
        // there was nothing
    }
}
