// SPDX-License-Identifier: MIT
// Prints random quotes, as bodies of the API, with the sums that a page would show of them. The same each time.

import { type LineText, PRICE_MODES, type PriceMode, sumLines } from "../../web/src/rules/lines";

const COUNT = Number(process.argv[2]);
const RATES = ["20", "10", "5,5", "2,1", "0", ""];

/** Numbers of Lehmer's generator: the same on every machine. */
let state = 20261127;
function below(limit: number): number {
    state = (state * 48271) % 2147483647;
    return state % limit;
}

const decimal = (whole: number, digits: number): string =>
    `${below(whole)}${digits ? `,${String(below(10 ** digits)).padStart(digits, "0")}` : ""}`;

function randomLine(): LineText {
    return {
        description: "x",
        quantity: decimal(40, below(4)) || "1",
        unit_price: decimal(below(2) ? 2000 : 40, below(5)),
        vat_rate: RATES[below(RATES.length)] as string,
        kind: "",
        unit: "",
        reference: "",
        discount_percent: below(3) ? "" : decimal(100, below(3)),
    };
}

const plain = (text: string): number => Number(text.replace(",", "."));

function bodyOf(lines: LineText[], rate: string, price_mode: PriceMode) {
    return {
        vat_rate: plain(rate),
        price_mode,
        items: lines.map((line) => ({
            description: line.description,
            quantity: plain(line.quantity),
            unit_price: plain(line.unit_price),
            vat_rate: line.vat_rate === "" ? null : plain(line.vat_rate),
            discount_percent: line.discount_percent === "" ? null : plain(line.discount_percent),
        })),
    };
}

const papers = Array.from({ length: COUNT }, () => {
    const lines = Array.from({ length: 1 + below(9) }, randomLine);
    const rate = RATES[below(5)] as string;
    const mode = PRICE_MODES[below(2)] as PriceMode;
    const sums = sumLines(lines, { vat_rate: rate, price_mode: mode });
    return {
        body: bodyOf(lines, rate, mode),
        lines: sums.lines.map(Number),
        sums: [Number(sums.subtotal), Number(sums.vat), Number(sums.total)],
    };
});
process.stdout.write(JSON.stringify(papers));
