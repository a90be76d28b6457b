// SPDX-License-Identifier: MIT
// The state of a list and its address: ?search=…&vip=1&sort=-created_at. What an address says that the list does not know is
// left out, so that no address can be wrong.

import type { Ask } from "../api/lists";

export interface AskRules {
    /** Keys of the filters, and what a value of each must look like. */
    filters: readonly { key: string; valid: RegExp }[];
    sorts: readonly string[];
    /** The order when the address names none. */
    sort: string;
    descending: boolean;
}

export function askOf(query: Record<string, string>, rules: AskRules): Ask {
    const filters: Record<string, string> = {};
    for (const { key, valid } of rules.filters) {
        const value = query[key]?.trim();
        if (value && valid.test(value)) {
            filters[key] = value;
        }
    }
    const named = query.sort ?? "";
    const sort = named.replace(/^-/, "");
    const known = rules.sorts.includes(sort);
    return {
        search: (query.search ?? "").trim(),
        filters,
        sort: known ? sort : rules.sort,
        descending: known ? named.startsWith("-") : rules.descending,
    };
}

/** "?…", or nothing where all is as it is without. */
export function queryOf(ask: Ask, rules: AskRules): string {
    const query = new URLSearchParams();
    if (ask.search) {
        query.set("search", ask.search);
    }
    for (const { key } of rules.filters) {
        const value = ask.filters[key];
        if (value) {
            query.set(key, value);
        }
    }
    if (ask.sort !== rules.sort || ask.descending !== rules.descending) {
        query.set("sort", (ask.descending ? "-" : "") + ask.sort);
    }
    const text = query.toString();
    return text && `?${text}`;
}

/** A query with what the address says whatever is asked for. */
export function withAlways(query: string, always: string | undefined): string {
    return always ? `${query ? `${query}&` : "?"}${always}` : query;
}

export function withFilter(ask: Ask, key: string, value: string): Ask {
    const { [key]: _former, ...others } = ask.filters;
    return { ...ask, filters: value ? { ...others, [key]: value } : others };
}

/** After a press on the head of a column: the other way round, or first the way that is of use there. */
export function sortedBy(ask: Ask, sort: string, descendsFirst: boolean): Ask {
    return { ...ask, sort, descending: ask.sort === sort ? !ask.descending : descendsFirst };
}

export function isNarrowed(ask: Ask): boolean {
    return ask.search !== "" || Object.keys(ask.filters).length > 0;
}
