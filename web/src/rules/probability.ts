// SPDX-License-Identifier: MIT
// What a deal's probability, weight and months will be, as the server makes them (contract, section 6): the product of the five
// coefficients to three decimals, rounded to the tenant's step, never below one step unless it is nothing; a chosen probability
// replaces it; won is all, lost and cancelled nothing. Whole numbers only: shares in ten-thousandths, money in cents. What is shown
// of it before saving is a preview; the server's answer replaces it.

import { muldiv } from "./lines";

export const ONE = 10000n;

/** 0.001 as a product of five coefficients. */
const THOUSANDTH = ONE ** 4n * 10n;

export interface Deal {
    /** Of the five factors, in their order. */
    coefficients: readonly bigint[];
    /** What a probability is rounded to; 0: nothing. */
    step: bigint;
    /** Undefined: the product counts. */
    chosen?: bigint;
    status: string;
    amount: bigint;
    margin: bigint;
}

export interface Weight {
    /** The product. */
    model: bigint;
    /** The product, rounded to the step. */
    rounded: bigint;
    /** What counts. */
    score: bigint;
    weighted: bigint;
    margin: bigint;
}

/** A share such as 0.105 of the API, in ten-thousandths. */
export const shareOf = (share: number): bigint => BigInt(Math.round(share * 10000));

function stepped(share: bigint, step: bigint): bigint {
    if (step <= 0n || share <= 0n) {
        return share;
    }
    const nearest = ((2n * share + step) / (2n * step)) * step;
    return nearest < step ? step : nearest;
}

const atMostOne = (share: bigint): bigint => (share > ONE ? ONE : share);

function scoreOf({ status, chosen }: Deal, rounded: bigint): bigint {
    if (status === "Won") {
        return ONE;
    }
    return status === "Lost" || status === "Cancelled" ? 0n : atMostOne(chosen ?? rounded);
}

export function weigh(deal: Deal): Weight {
    const product = deal.coefficients.reduce((all, one) => all * one, 1n);
    const model = ((product + THOUSANDTH / 2n) / THOUSANDTH) * 10n;
    const rounded = atMostOne(stepped(model, deal.step));
    const score = scoreOf(deal, rounded);
    const weighted = muldiv(deal.amount, score, ONE);
    return { model, rounded, score, weighted, margin: muldiv(weighted, deal.margin, ONE) };
}

// ---- months ----

interface Day {
    year: number;
    month: number;
    day: number;
}

/** `iso`: YYYY-MM-DD; `later`: days after it. */
function dayOf(iso: string, later = 0): Day {
    const [year, month, day] = iso.split("-").map(Number) as [number, number, number];
    const at = new Date(Date.UTC(year, month - 1, day + later));
    return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** Whole months up to the day after the last, one at least. */
export function monthsOf(starting: string, closing: string): number {
    const from = dayOf(starting);
    const to = dayOf(closing, 1);
    const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
    return Math.max(1, months);
}

export interface YearShare {
    year: number;
    months: number;
    sales: bigint;
    margin: bigint;
}

/** Equal shares; the first months have the odd cents. */
function share(amount: bigint, count: number, index: number): bigint {
    return amount / BigInt(count) + (BigInt(index) < amount % BigInt(count) ? 1n : 0n);
}

/** The months' shares, summed by year. */
export function spread(weight: Pick<Weight, "weighted" | "margin">, starting: string, closing: string): YearShare[] {
    const count = monthsOf(starting, closing);
    const { year, month } = dayOf(starting);
    const years: YearShare[] = [];
    for (let index = 0; index < count; index++) {
        const at = year + Math.floor((month - 1 + index) / 12);
        let last = years.at(-1);
        if (last?.year !== at) {
            last = { year: at, months: 0, sales: 0n, margin: 0n };
            years.push(last);
        }
        last.months++;
        last.sales += share(weight.weighted, count, index);
        last.margin += share(weight.margin, count, index);
    }
    return years;
}
