// SPDX-License-Identifier: MIT
// Lines of a paper as they are typed, and their sums as the server will make them (contract, sections 4 and 8): each line is
// rounded first, VAT is reckoned for each rate on the sum of its lines, everything half away from zero. Where prices include VAT
// (GROSS), it is what that sum contains. Whole numbers only. What is shown of it while typing is a preview; the server's answer
// replaces it.

import { type Digits, readNumber } from "./number";

export interface LineText {
    description: string;
    quantity: string;
    unit_price: string;
    /** Blank: the paper's. */
    vat_rate: string;
    kind: string;
    unit: string;
    reference: string;
    discount_percent: string;
    /** Not typed: kept as the line has it. */
    vat_exemption: string;
}

export const PRICE_MODES = ["NET", "GROSS"] as const;
export type PriceMode = (typeof PRICE_MODES)[number];

/** What a paper says of all its lines: its usual rate as typed, such as "20" or "5,5". */
export interface Pricing {
    vat_rate: string;
    price_mode: PriceMode;
}

const HUNDRED_PERCENT = 10_000n;

export const LINE_DECIMALS = { quantity: 3, unit_price: 4, vat_rate: 2, discount_percent: 2 } as const;

export const isDecimal = (name: string): name is keyof typeof LINE_DECIMALS => name in LINE_DECIMALS;

export const blankLine = (): LineText => ({
    description: "",
    quantity: "1",
    unit_price: "",
    vat_rate: "",
    kind: "",
    unit: "",
    reference: "",
    discount_percent: "",
    vat_exemption: "",
});

/** Nothing of its own was typed: it is not sent. */
export function isBlank(line: LineText): boolean {
    return [line.description, line.unit_price, line.reference].every((text) => text.trim() === "");
}

/** It says more than what it costs. */
export function hasMore(line: LineText): boolean {
    return [line.kind, line.unit, line.reference, line.discount_percent].some((text) => text.trim() !== "");
}

function scaled(digits: Digits, decimals: number): bigint {
    const whole = BigInt(digits.whole + digits.decimals.padEnd(decimals, "0"));
    return digits.negative ? -whole : whole;
}

/** `text` times 10^decimals; undefined where it is no number, or has more decimals. */
export function toScale(text: string, decimals: number): bigint | undefined {
    const read = readNumber(text, decimals);
    return "digits" in read ? scaled(read.digits, decimals) : undefined;
}

/** a * b / c, rounded half away from zero. */
export function muldiv(a: bigint, b: bigint, c: bigint): bigint {
    const product = a * b;
    const size = product < 0n ? -product : product;
    const rounded = (2n * size + c) / (2n * c);
    return product < 0n ? -rounded : rounded;
}

/** A price as it is known: of the catalogue, or of a line that was written before. */
export interface KnownPrice {
    unit_price: number | null;
    price_mode: PriceMode;
    /** Null: the paper's. */
    vat_rate: number | null;
}

/** It as a paper of that pricing says it: with VAT, or without; ten-thousandths, rounded. */
export function priceIn(of: KnownPrice, { vat_rate, price_mode }: Pricing): number {
    const price = of.unit_price ?? 0;
    if (of.price_mode === price_mode) {
        return price;
    }
    const rate = of.vat_rate === null ? (toScale(vat_rate, LINE_DECIMALS.vat_rate) ?? 0n) : BigInt(Math.round(of.vat_rate * 100));
    const scaled = BigInt(Math.round(price * 1e4));
    const changed =
        price_mode === "GROSS"
            ? muldiv(scaled, HUNDRED_PERCENT + rate, HUNDRED_PERCENT)
            : muldiv(scaled, HUNDRED_PERCENT, HUNDRED_PERCENT + rate);
    return Number(changed) / 1e4;
}

export interface RateSum {
    /** Hundredths of a percent. */
    rate: bigint;
    /** Cents: without VAT. */
    net: bigint;
    vat: bigint;
}

export interface Sums {
    /** Cents of each line, as its price is; undefined: it is not understood yet. */
    lines: (bigint | undefined)[];
    /** Highest first. */
    rates: RateSum[];
    subtotal: bigint;
    vat: bigint;
    total: bigint;
}

function totalOf(line: LineText): bigint | undefined {
    const quantity = toScale(line.quantity, LINE_DECIMALS.quantity);
    const price = toScale(line.unit_price, LINE_DECIMALS.unit_price);
    if (quantity === undefined || price === undefined) {
        return undefined;
    }
    const whole = muldiv(quantity, price, 100_000n);
    return whole - muldiv(whole, toScale(line.discount_percent, LINE_DECIMALS.discount_percent) ?? 0n, HUNDRED_PERCENT);
}

/** VAT by rate, the highest first, of what is sold at each: cents with a rate in hundredths of a percent. */
export function ratesOf(sold: { rate: bigint; cents: bigint }[], mode: PriceMode): RateSum[] {
    const byRate = new Map<bigint, bigint>();
    for (const { rate, cents } of sold) {
        byRate.set(rate, (byRate.get(rate) ?? 0n) + cents);
    }
    return [...byRate]
        .map(([rate, base]) => {
            const vat = muldiv(base, rate, mode === "GROSS" ? HUNDRED_PERCENT + rate : HUNDRED_PERCENT);
            return { rate, net: mode === "GROSS" ? base - vat : base, vat };
        })
        .sort((a, b) => (a.rate > b.rate ? -1 : 1));
}

/** The same of lines as they were answered. */
export function answeredRates(lines: { vat_rate: number | null; total: number | null }[], mode: PriceMode): RateSum[] {
    const whole = (value: number | null) => BigInt(Math.round((value ?? 0) * 100));
    return ratesOf(
        lines.map((line) => ({ rate: whole(line.vat_rate), cents: whole(line.total) })),
        mode,
    );
}

export function sumLines(lines: LineText[], { vat_rate, price_mode }: Pricing): Sums {
    const usual = toScale(vat_rate, LINE_DECIMALS.vat_rate) ?? 0n;
    const totals = lines.map((line) => (isBlank(line) ? undefined : totalOf(line)));
    const sold = totals.flatMap((cents, index) =>
        cents === undefined ? [] : [{ rate: toScale(lines[index]?.vat_rate ?? "", LINE_DECIMALS.vat_rate) ?? usual, cents }],
    );
    const rates = ratesOf(sold, price_mode);
    const subtotal = rates.reduce((sum, row) => sum + row.net, 0n);
    const vat = rates.reduce((sum, row) => sum + row.vat, 0n);
    return { lines: totals, rates, subtotal, vat, total: subtotal + vat };
}

/** A spreadsheet quotes cells that have lines or quotes of their own. */
function cellsOf(text: string): string[][] {
    const rows: string[][] = [[]];
    for (const [, quoted, plain, end] of text.replace(/\r/g, "").matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
        rows.at(-1)?.push((quoted?.replace(/""/g, '"').replace(/\n/g, " ") ?? plain ?? "").trim());
        if (end === "\n") {
            rows.push([]);
        }
    }
    return rows.filter((row) => row.some((cell) => cell !== ""));
}

/** As one types it: "20,00 %" is "20". */
function plainRate(text: string): string {
    const bare = text.replace(/\s*%$/, "");
    const read = readNumber(bare, LINE_DECIMALS.vat_rate);
    return "digits" in read ? [read.digits.whole, read.digits.decimals].filter(Boolean).join(",") : bare;
}

/** Cells of a spreadsheet: rows of description, quantity, price, VAT; two columns are description and price. A first row whose
 * price is none is the table's head. Undefined: it is ordinary text. */
export function pastedLines(text: string): LineText[] | undefined {
    if (!text.includes("\t")) {
        return undefined;
    }
    const lines = cellsOf(text).map((cells) => {
        const [description = "", second = "", third = "", fourth = ""] = cells.filter((_cell, index) => index < 4);
        return cells.filter((cell, index) => cell !== "" || index === 0).length === 2 && third === ""
            ? { ...blankLine(), description, unit_price: second }
            : { ...blankLine(), description, quantity: second || "1", unit_price: third, vat_rate: plainRate(fourth) };
    });
    const head = lines[0];
    return head && lines.length > 1 && toScale(head.unit_price, LINE_DECIMALS.unit_price) === undefined ? lines.slice(1) : lines;
}
