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

/** Cells of a spreadsheet: rows of description, quantity, price, VAT; fewer columns are the first of these, or description and
 * price. Undefined: it is ordinary text. */
export function pastedLines(text: string): LineText[] | undefined {
    const rows = text
        .replace(/\r/g, "")
        .split("\n")
        .filter((row) => row.trim() !== "");
    if (!text.includes("\t")) {
        return undefined;
    }
    return rows.map((row) => {
        const cells = row.split("\t").map((cell) => cell.trim());
        const [description = "", second = "", third = "", fourth = ""] = cells;
        return cells.length === 2
            ? { description, quantity: "1", unit_price: second, vat_rate: "" }
            : { description, quantity: second || "1", unit_price: third, vat_rate: fourth.replace(/\s*%$/, "") };
    });
}
