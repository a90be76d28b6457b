// SPDX-License-Identifier: MIT
// What a list adds up, beside its rows: how many there are of each status, and what they are worth. The status that is looked at
// is no part of the question, so that changing it asks nothing.

import { queryOptions } from "@tanstack/preact-query";
import { keys, type Noun } from "./keys";
import type { Ask } from "./lists";

export interface Summary {
    count_by_status?: Readonly<Record<string, number>>;
    sum_total?: number;
    total_by_status?: Readonly<Record<string, number>>;
    sum_due?: number;
    due_by_status?: Readonly<Record<string, number>>;
    sum_weighted?: number;
    weighted_by_status?: Readonly<Record<string, number>>;
}

export type Summarize = (ask: Ask, signal: AbortSignal) => Promise<Summary | undefined>;

/** Whatever page, order and status are looked at, they ask the same. */
export function withoutStatus(ask: Ask): Ask {
    const { status: _status, ...filters } = ask.filters;
    return { search: ask.search, filters, sort: "", descending: false };
}

export function summaryOptions(noun: Noun, summarize: Summarize, ask: Ask) {
    const asked = withoutStatus(ask);
    return queryOptions({
        queryKey: keys.summary(noun, asked),
        queryFn: async ({ signal }) => (await summarize(asked, signal)) ?? {},
    });
}
