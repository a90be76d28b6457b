// SPDX-License-Identifier: MIT
// The keys of the query cache: a noun, then "list" with its filters or "one" with its id. A write of a noun makes all lists of
// it, and of the nouns that show it, old.

import type { Query, QueryClient } from "@tanstack/preact-query";

export type Noun =
    | "bootstrap"
    | "contacts"
    | "vehicles"
    | "quotes"
    | "invoices"
    | "payments"
    | "reception"
    | "opportunities"
    | "clients"
    | "coefficients"
    | "pipeline_reports"
    | "catalogue"
    | "imports"
    | "closings"
    | "supplier_invoices"
    | "tasks"
    | "activities"
    | "people"
    | "settings"
    | "teams"
    | "views"
    | "search"
    | "assistant"
    | "letters"
    | "today";

/** Nouns whose rows name those of another, by that other. */
const SHOWN_IN: Partial<Record<Noun, Noun[]>> = {
    contacts: ["vehicles", "quotes", "invoices", "payments", "tasks", "search"],
    vehicles: ["contacts", "quotes", "invoices", "search"],
    quotes: ["contacts", "search", "today", "catalogue"],
    reception: ["contacts", "vehicles", "quotes", "search", "today"],
    invoices: ["payments", "contacts", "search", "today", "catalogue", "closings"],
    tasks: ["contacts", "search", "today", "opportunities"],
    opportunities: ["clients", "tasks", "search"],
    coefficients: ["opportunities"],
    clients: ["opportunities", "tasks", "search"],
    settings: ["bootstrap", "invoices"],
    people: ["teams"],
    teams: ["people"],
};

export const keys = {
    list: (noun: Noun, filters: object) => [noun, "list", filters] as const,
    page: (noun: Noun, filters: object, page: number) => [noun, "list", filters, page] as const,
    summary: (noun: Noun, filters: object) => [noun, "summary", filters] as const,
    one: (noun: Noun, id: string) => [noun, "one", id] as const,
    bootstrap: ["bootstrap"] as const,
    today: ["today"] as const,
    assistant: ["assistant"] as const,
};

export function shownIn(noun: Noun): readonly Noun[] {
    return SHOWN_IN[noun] ?? [];
}

/** After a write of `noun`. */
export function outdate(client: QueryClient, noun: Noun): void {
    for (const touched of [noun, ...shownIn(noun)]) {
        client.invalidateQueries({ queryKey: [touched] });
    }
}

/** Takes what was read of a record out of the cache, but not from under a page that still shows it: that page would ask for it again. */
function dropUnseen(client: QueryClient, query: Query): void {
    const cache = client.getQueryCache();
    if (!query.isActive()) {
        cache.remove(query);
        return;
    }
    const stop = cache.subscribe((event) => {
        if (event.query === query && !query.isActive()) {
            stop();
            cache.remove(query);
        }
    });
}

/** After a record of `noun` was deleted: whoever asked for it, or for what was its own, would be told that there is none. */
export function outdateWithout(client: QueryClient, noun: Noun, id: string): void {
    const isAbout = ({ queryKey }: Query) => JSON.stringify(queryKey).includes(id);
    for (const query of client.getQueryCache().findAll({ predicate: isAbout })) {
        dropUnseen(client, query);
    }
    for (const touched of [noun, ...shownIn(noun)]) {
        client.invalidateQueries({ queryKey: [touched], predicate: (query) => !isAbout(query) });
    }
}
