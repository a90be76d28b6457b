// SPDX-License-Identifier: MIT
// Lines of a paper as they are typed, and their sums as the server will make them (contract, section 4): each line's net is
// rounded first, VAT is reckoned for each rate on the sum of its lines, everything half away from zero. Whole numbers only. What
// is shown of it while typing is a preview; the server's answer replaces it.

import { type Digits, readNumber } from "./number";

export interface LineText {
    description: string;
    quantity: string;
    unit_price: string;
    /** Blank: the paper's. */
    vat_rate: string;
}

export const LINE_DECIMALS = { quantity: 3, unit_price: 4, vat_rate: 2 } as const;

export const blankLine = (): LineText => ({ description: "", quantity: "1", unit_price: "", vat_rate: "" });

/** Nothing of its own was typed: it is not sent. */
export function isBlank(line: LineText): boolean {
    return line.description.trim() === "" && line.unit_price.trim() === "";
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

export interface RateSum {
    /** Hundredths of a percent. */
    rate: bigint;
    /** Cents. */
    net: bigint;
    vat: bigint;
}

export interface Sums {
    /** Cents of each line; undefined: it is not understood yet. */
    lines: (bigint | undefined)[];
    /** Highest first. */
    rates: RateSum[];
    subtotal: bigint;
    vat: bigint;
    total: bigint;
}

function netOf(line: LineText): bigint | undefined {
    const quantity = toScale(line.quantity, LINE_DECIMALS.quantity);
    const price = toScale(line.unit_price, LINE_DECIMALS.unit_price);
    return quantity === undefined || price === undefined ? undefined : muldiv(quantity, price, 100_000n);
}

/** `documentRate` as typed, such as "20" or "5,5". */
export function sumLines(lines: LineText[], documentRate: string): Sums {
    const usual = toScale(documentRate, 2) ?? 0n;
    const nets = lines.map((line) => (isBlank(line) ? undefined : netOf(line)));
    const byRate = new Map<bigint, bigint>();
    nets.forEach((net, index) => {
        if (net !== undefined) {
            const rate = toScale(lines[index]?.vat_rate ?? "", 2) ?? usual;
            byRate.set(rate, (byRate.get(rate) ?? 0n) + net);
        }
    });
    const rates = [...byRate]
        .map(([rate, net]) => ({ rate, net, vat: muldiv(net, rate, 10_000n) }))
        .sort((a, b) => (a.rate > b.rate ? -1 : 1));
    const subtotal = rates.reduce((sum, row) => sum + row.net, 0n);
    const vat = rates.reduce((sum, row) => sum + row.vat, 0n);
    return { lines: nets, rates, subtotal, vat, total: subtotal + vat };
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
            ? { description, quantity: "1", unit_price: second, vat_rate: "" }
            : { description, quantity: second || "1", unit_price: third, vat_rate: plainRate(fourth) };
    });
    const head = lines[0];
    return head && lines.length > 1 && toScale(head.unit_price, LINE_DECIMALS.unit_price) === undefined ? lines.slice(1) : lines;
}
