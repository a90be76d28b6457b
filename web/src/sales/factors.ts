// SPDX-License-Identifier: MIT
// The factors of a deal's probability with their coefficients, and what follows from those that stand in a form.

import { useQuery } from "@tanstack/preact-query";
import { type Coefficient, readCoefficients } from "../api/coefficients";
import { keys } from "../api/keys";
import type { Opportunity } from "../api/opportunities";
import { me, today } from "../app/session";
import { t } from "../app/words";
import { readDay } from "../rules/date";
import type { Texts } from "../rules/merge";
import { readCents } from "../rules/money";
import { type Deal, shareOf, spread, type Weight, weigh, type YearShare } from "../rules/probability";
import { FACTOR_NAMES, type Factor, percent } from "./deal-shape";
import { factorWord } from "./deal-words";

export interface Choice {
    value: string;
    label: string;
    /** Ten-thousandths. */
    coefficient: bigint;
}
export type Choices = Record<Factor, Choice[]>;

/** A form has "true" and "" where the table has Yes and No. */
const textOf = (factor: Factor, value: string): string =>
    factor === "conservative_approach" ? (value.toLowerCase() === "yes" ? "true" : "") : value;

export function labelOf(factor: Factor, value: string): string {
    if (factor === "conservative_approach") {
        return t(textOf(factor, value) ? "factor.conservative" : "factor.confident");
    }
    return factorWord(value);
}

const KEPT: Record<Factor, keyof Opportunity["probability_breakdown"]> = {
    project_type: "project_type_coef",
    project_maturity: "maturity_coef",
    client_type: "client_type_coef",
    client_relationship: "relationship_coef",
    conservative_approach: "conservative_coef",
};

/** The value that a deal has, though nobody may choose it any more. */
function kept(factor: Factor, deal: Opportunity): Choice {
    const value = deal[factor] === true ? "yes" : deal[factor] === false ? "no" : String(deal[factor]);
    const coefficient = shareOf(deal.probability_breakdown[KEPT[factor]]);
    return { value: textOf(factor, value), label: labelOf(factor, value), coefficient };
}

export function choicesOf(table: readonly Coefficient[], deal?: Opportunity): Choices {
    const entries = FACTOR_NAMES.map((factor) => {
        const active = table
            .filter((row) => row.factor_type === factor && row.is_active)
            .map((row) => ({
                value: textOf(factor, row.factor_value),
                label: labelOf(factor, row.factor_value),
                coefficient: shareOf(row.coefficient),
            }));
        const own = deal && kept(factor, deal);
        return [factor, own && !active.some((choice) => choice.value === own.value) ? [...active, own] : active];
    });
    return Object.fromEntries(entries) as Choices;
}

/** Undefined while they are read. */
export function useChoices(deal?: Opportunity): Choices | undefined {
    const { data } = useQuery({
        queryKey: keys.list("coefficients", {}),
        queryFn: ({ signal }) => readCoefficients(signal),
        staleTime: 5 * 60_000,
    });
    return data && choicesOf(data, deal);
}

/** What a new deal begins with: the first of each factor, and in the middle of the relationships. */
export function firstChoices(choices: Choices): Texts {
    const first = (factor: Factor, preferred?: string) =>
        (choices[factor].find((choice) => choice.value === preferred) ?? choices[factor][0])?.value ?? "";
    return {
        project_type: first("project_type"),
        project_maturity: first("project_maturity"),
        client_type: first("client_type"),
        client_relationship: first("client_relationship", "2 - Medium"),
        conservative_approach: first("conservative_approach", ""),
    };
}

export function chosenOf(choices: Choices, values: Texts, factor: Factor): Choice | undefined {
    return choices[factor].find((choice) => choice.value.toLowerCase() === (values[factor] ?? "").toLowerCase());
}

function centsOf(text: string | undefined): bigint {
    const read = readCents(text?.trim() || "0");
    return "cents" in read ? BigInt(read.cents) : 0n;
}

function percentOf(text: string | undefined): bigint | undefined {
    try {
        return text?.trim() ? shareOf(percent.read(text) as number) : undefined;
    } catch {
        return undefined; // said beside the field
    }
}

export interface Preview extends Weight {
    coefficients: readonly bigint[];
    years: YearShare[];
}

/** Of what stands in a form; undefined while a factor is missing. */
export function previewOf(choices: Choices, values: Texts, status: string): Preview | undefined {
    const coefficients = FACTOR_NAMES.map((factor) => chosenOf(choices, values, factor)?.coefficient);
    if (coefficients.includes(undefined)) {
        return undefined;
    }
    const deal: Deal = {
        coefficients: coefficients as bigint[],
        step: shareOf(me.value?.tenant.probability_step ?? 0.05),
        chosen: percentOf(values.win_probability_override),
        status,
        amount: centsOf(values.original_amount),
        margin: percentOf(values.gross_margin_percentage) ?? 0n,
    };
    const weight = weigh(deal);
    const [from, to] = [readDay(values.starting_date ?? "", today()), readDay(values.closing_date ?? "", today())];
    return { ...weight, coefficients: deal.coefficients, years: from && to && from <= to ? spread(weight, from, to) : [] };
}
