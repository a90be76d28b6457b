// SPDX-License-Identifier: MIT
// Prints random quotes and deals, as bodies of the API, with the figures that a page would show of them. The same each time.

import { type LineText, PRICE_MODES, type PriceMode, sumLines } from "../../web/src/rules/lines";
import { shareOf, spread, weigh } from "../../web/src/rules/probability";

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
        vat_exemption: "",
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

const FACTORS = {
    project_type: { "Integrated services to Business": 0.9, "One-time service": 1 },
    project_maturity: { Prospection: 0.15, RFI: 0.25, RFQ: 0.45, Negotiation: 0.75, "Contract Signed": 1 },
    client_type: { New: 0.9, Existing: 1.05 },
    client_relationship: { "1 - Low": 0.85, "2 - Medium": 0.9, "3 - Good": 1, "4 - High": 1.05, "5 - Excellent": 1.1 },
};
const STATUSES = ["Active", "Active", "Active", "On Hold", "Won", "Lost", "Cancelled"];

const day = (from: number, days: number): string => new Date(Date.UTC(from, 0, 1 + below(days))).toISOString().slice(0, 10);

/** A deal as a body of the API, and what a page would show of it. */
function randomDeal() {
    const chosen = Object.entries(FACTORS).map(([factor, values]) => {
        const [value, coefficient] = Object.entries(values)[below(Object.keys(values).length)] as [string, number];
        return { factor, value, coefficient };
    });
    const conservative = below(2) === 1;
    const body = {
        ...Object.fromEntries(chosen.map(({ factor, value }) => [factor, value])),
        conservative_approach: conservative,
        original_amount: plain(decimal(90000000, 2)),
        gross_margin_percentage: below(10001) / 10000,
        win_probability_override: below(4) ? null : below(10001) / 10000,
        status: STATUSES[below(STATUSES.length)] as string,
        starting_date: day(2020, 2000),
        closing_date: day(2026, 3000),
    };
    const weight = weigh({
        coefficients: [...chosen.map(({ coefficient }) => coefficient), conservative ? 0.9 : 1].map(shareOf),
        step: 500n,
        chosen: body.win_probability_override === null ? undefined : shareOf(body.win_probability_override),
        status: body.status,
        amount: BigInt(Math.round(body.original_amount * 100)),
        margin: shareOf(body.gross_margin_percentage),
    });
    const years = spread(weight, body.starting_date, body.closing_date).map(({ year, months, sales, margin }) =>
        [year, months, sales, margin].map(Number),
    );
    return { body, weight: [weight.model, weight.score, weight.weighted, weight.margin].map(Number), years };
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
process.stdout.write(JSON.stringify({ papers, deals: Array.from({ length: COUNT }, randomDeal) }));
