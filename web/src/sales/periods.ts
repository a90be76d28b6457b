// SPDX-License-Identifier: MIT
// Months and quarters: what they are called, and the deals that run in them.

import { currentLanguage, t } from "../app/words";

export function monthName(year: number, month: number): string {
    const format = new Intl.DateTimeFormat(currentLanguage() === "fr" ? "fr-FR" : "en-IE", {
        month: "short",
        year: "numeric",
        timeZone: "UTC",
    });
    return format.format(Date.UTC(year, month - 1, 1));
}

/** "2026-03" or "2026-Q1". */
export function periodName(period: string): string {
    const [year = "", rest = ""] = period.split("-");
    return rest.startsWith("Q") ? t("forecast.quarter_is", { quarter: rest.slice(1), year }) : monthName(Number(year), Number(rest));
}

/** First and last day of a month, YYYY-MM-DD. */
export function daysOf(year: number, month: number): { from: string; to: string } {
    const two = String(month).padStart(2, "0");
    const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return { from: `${year}-${two}-01`, to: `${year}-${two}-${last}` };
}

/** Deals that bring something between two days. */
export const runningIn = (from: string, to: string) => ({ status: "Active,Won", start_to: to, close_from: from });
