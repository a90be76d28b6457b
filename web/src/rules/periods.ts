// SPDX-License-Identifier: MIT
// Spans of days that a report is asked for, both ends included: months and years as people name them, the span before and the one
// after, and how finely one is divided. A day is text YYYY-MM-DD; `today` is the tenant's.

import { addDays } from "./date";

export interface Span {
    from: string;
    to: string;
}

export const GROUPS = ["day", "week", "month"] as const;
export type Group = (typeof GROUPS)[number];
export const PRESETS = ["this_month", "last_month", "this_year"] as const;
export type Preset = (typeof PRESETS)[number];

/** What the server makes a report of, at most: ten years. */
const MOST_DAYS = 3660;
const DAYS_ALONE = 62;
const DAYS_IN_WEEKS = 366;
const DAY_MS = 86_400_000;

const DAY = /^\d{4}-\d\d-\d\d$/;

function isDay(text: string): boolean {
    return DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text;
}

/** From 1, first and last day included. */
export function daysOf({ from, to }: Span): number {
    return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
}

/** `months` of the calendar from the one of `day`, `ahead` months later. */
function calendar(day: string, ahead: number, months: number): Span {
    const [year = 0, month = 1] = day.split("-").map(Number);
    const first = (offset: number) => new Date(Date.UTC(year, month - 1 + offset, 1)).toISOString().slice(0, 10);
    return { from: first(ahead), to: addDays(first(ahead + months), -1) };
}

export function presetSpan(preset: Preset, today: string): Span {
    switch (preset) {
        case "this_month":
            return calendar(today, 0, 1);
        case "last_month":
            return calendar(today, -1, 1);
        case "this_year":
            return calendar(`${today.slice(0, 4)}-01-01`, 0, 12);
    }
}

/** What an address asks for; what it does not say, or says wrong, is this month. */
export function spanOf(query: Record<string, string>, today: string): Span {
    const { from = "", to = "" } = query;
    const span = { from, to };
    return isDay(from) && isDay(to) && from <= to && daysOf(span) <= MOST_DAYS ? span : presetSpan("this_month", today);
}

/** Days up to two months, weeks up to a year, else months. */
export function groupFor(span: Span): Group {
    const days = daysOf(span);
    return days <= DAYS_ALONE ? "day" : days <= DAYS_IN_WEEKS ? "week" : "month";
}

export function groupOf(query: Record<string, string>, span: Span): Group {
    return GROUPS.find((group) => group === query.by) ?? groupFor(span);
}

/** The days of a report's row ("2026-11-27", "2026-W48", "2026-11"), as far as they are asked for. */
export function periodSpan(period: string, within: Span): Span {
    const [year = "", part = ""] = period.split("-");
    let [from, to] = [period, period];
    if (part.startsWith("W")) {
        const fourth = `${year}-01-04`; // is in the first week
        const monday = addDays(fourth, -((new Date(`${fourth}T00:00:00Z`).getUTCDay() + 6) % 7) + (Number(part.slice(1)) - 1) * 7);
        [from, to] = [monday, addDays(monday, 6)];
    } else if (period.length === 7) {
        ({ from, to } = calendar(`${period}-01`, 0, 1));
    }
    if (from < within.from) {
        from = within.from;
    }
    if (to > within.to) {
        to = within.to;
    }
    return { from, to };
}

/** The span before (-1) or after (1): whole months move by months, any other by its days. */
export function moved(span: Span, by: 1 | -1): Span {
    const months =
        (Number(span.to.slice(0, 4)) - Number(span.from.slice(0, 4))) * 12 +
        Number(span.to.slice(5, 7)) -
        Number(span.from.slice(5, 7)) +
        1;
    const whole = calendar(span.from, 0, months);
    if (whole.from === span.from && whole.to === span.to) {
        return calendar(span.from, by * months, months);
    }
    const days = daysOf(span) * by;
    return { from: addDays(span.from, days), to: addDays(span.to, days) };
}
