// SPDX-License-Identifier: MIT
// A deal as a form: its fields, what a new one begins with, what it is called.

import type { FieldError } from "../api/error";
import { today } from "../app/session";
import { t } from "../app/words";
import { called, day, decimal, flag, type Kind, money, text, typed, unchosen } from "../form/kinds";
import { readDay } from "../rules/date";
import type { Texts } from "../rules/merge";
import { readNumber, toJson } from "../rules/number";

const two = decimal(2);
const bare = (value: string): string => value.replace(/%/g, "");

/** A share of one, such as 0.13, typed as a percentage. */
export const percent: Kind = {
    show: (value) => (typeof value === "number" ? typed(String(Number((value * 100).toFixed(2)))) : ""),
    read: (value) => {
        two.read(bare(value));
        const read = readNumber(bare(value), 2);
        const digits = "digits" in read ? read.digits : { negative: false, whole: "0", decimals: "" };
        const shifted = `${digits.whole}${digits.decimals.padEnd(2, "0")}`.padStart(5, "0");
        return toJson({ negative: digits.negative, whole: shifted.slice(0, -4), decimals: shifted.slice(-4).replace(/0+$/, "") });
    },
};

export const FACTORS = {
    project_type: called("deal.project_type", text),
    project_maturity: called("deal.maturity", text),
    client_type: called("deal.client_type", text),
    client_relationship: called("deal.relationship", text),
    conservative_approach: called("deal.conservative", flag),
};
export type Factor = keyof typeof FACTORS;
export const FACTOR_NAMES = Object.keys(FACTORS) as Factor[];

export const DEAL = {
    project_name: called("deal.name", text),
    client_id: called("deal.client", text),
    owner_id: called("deal.owner", text),
    original_amount: called("deal.amount", money),
    gross_margin_percentage: called("deal.margin_rate", percent),
    ...FACTORS,
    starting_date: called("deal.starting", day),
    closing_date: called("deal.closing", day),
    sector_type: called("deal.sector", text),
    service_type: called("deal.service", text),
    update_notes: called("deal.notes", text),
};

/** What is changed where it stands. */
export const FACTS = {
    stage: called("deal.stage", text),
    win_probability_override: called("deal.chosen", percent),
};

export const dealTitle = (values: Texts): string => values.project_name?.trim() || t("deal.new");

export function checkDeal(values: Texts): FieldError[] {
    const [from, to] = [readDay(values.starting_date ?? "", today()), readDay(values.closing_date ?? "", today())];
    const early = from && to && to < from;
    return [
        ...unchosen(values, "client_id"),
        ...(early ? [{ field: "closing_date", code: "", message: t("deal.closing_early"), params: {} }] : []),
    ];
}
