// SPDX-License-Identifier: MIT
// Where one was in a list, by its address: Back shows it as it was left. And which list of a noun one came from, for going on
// through it from a record. Both last as long as the tab.

import type { Noun } from "../api/keys";
import type { Ask } from "../api/lists";

export interface Place {
    scroll: number;
    /** The row that had the focus. */
    index: number | null;
    /** How many rows there were: the height, until they are read. */
    total: number | undefined;
}

export interface Trail {
    ask: Ask;
    /** The address of the list. */
    url: string;
    /** The row that one went into. */
    index: number;
}

function read<T>(name: string): T | undefined {
    try {
        const text = sessionStorage.getItem(name);
        return text === null ? undefined : (JSON.parse(text) as T);
    } catch {
        return undefined; // storage is switched off
    }
}

function write(name: string, value: unknown): void {
    try {
        sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
        // the list begins at its top then
    }
}

export const placeAt = (url: string): Place | undefined => read<Place>(`place:${url}`);
export const keepPlace = (url: string, place: Place): void => write(`place:${url}`, place);
export const trailOf = (noun: Noun): Trail | undefined => read<Trail>(`trail:${noun}`);
export const keepTrail = (noun: Noun, trail: Trail): void => write(`trail:${noun}`, trail);
