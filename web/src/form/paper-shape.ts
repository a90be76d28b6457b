// SPDX-License-Identifier: MIT
// What the forms of quotes and invoices hold: their fields, and the lines, which are one of them.

import { me } from "../app/session";
import { type Key, money, t } from "../app/words";
import { isBlank, LINE_DECIMALS, type LineText, sumLines } from "../rules/lines";
import type { Texts } from "../rules/merge";
import { readNumber, toJson } from "../rules/number";
import { called, day, decimal, type Kind, type Shape, text, textName, typed, Wrong } from "./kinds";

/** What is wrong with a cell as it stands. */
export function faultOf(name: keyof LineText, text: string): string | undefined {
    if (name === "description" || text.trim() === "") {
        return undefined;
    }
    const decimals = LINE_DECIMALS[name];
    const read = readNumber(text, decimals);
    if ("digits" in read) {
        return undefined;
    }
    return read.fault === "too_many_decimals"
        ? t("number.decimals", { understood: read.understood, count: decimals })
        : t(read.fault === "too_large" ? "number.too_large" : "number.unclear", { understood: read.understood });
}

/** For a body; throws what cannot be sent, beside its cell. */
function bodyOfLine(line: LineText): Record<string, unknown> {
    const read = (name: keyof typeof LINE_DECIMALS): number | null => {
        const text = line[name].trim();
        if (text === "") {
            return null;
        }
        const found = readNumber(text, LINE_DECIMALS[name]);
        if (!("digits" in found)) {
            throw new Wrong(faultOf(name, text) ?? "");
        }
        return toJson(found.digits);
    };
    return { description: line.description.trim(), quantity: read("quantity"), unit_price: read("unit_price"), vat_rate: read("vat_rate") };
}

interface Line {
    description: string;
    quantity: number;
    unit_price: number;
    vat_rate: number | null;
}

/** A price has two decimals, or the four of which it is made. */
const typedPrice = (value: number): string => typed(Number.isInteger(value * 100) ? value.toFixed(2) : value);

export const readLines = (value: string): LineText[] => (value ? (JSON.parse(value) as LineText[]) : []);
export const writeLines = (lines: LineText[]): string => JSON.stringify(lines);

/** All lines are one field: two people who changed lines are asked about the whole. */
const lines: Kind = {
    show: (value, record) =>
        writeLines(
            ((value as Line[] | undefined) ?? []).map((line) => ({
                description: line.description,
                quantity: typed(line.quantity),
                unit_price: typedPrice(line.unit_price),
                // One that is the paper's follows it.
                vat_rate: line.vat_rate === (record as { vat_rate?: number } | undefined)?.vat_rate ? "" : typed(line.vat_rate),
            })),
        ),
    read: (value) =>
        readLines(value)
            .filter((line) => !isBlank(line))
            .map(bodyOfLine),
    blank: [],
    normal: (value) => writeLines(readLines(value).filter((line) => !isBlank(line))),
    say: (value) => {
        const shown = readLines(value).filter((line) => !isBlank(line));
        const texts = shown.map((line) => `${line.quantity} × ${line.unit_price} ${line.description} ${line.vat_rate}`.trim());
        return [...texts, money(Number(sumLines(shown, "0").subtotal) / 100, me.value?.tenant.currency)].join("\n");
    },
};

const reference: Kind = { show: (value) => (typeof value === "string" ? value : ""), read: (value) => value };

const common = {
    contact_id: called("paper.contact", reference),
    vehicle_id: called("paper.vehicle", reference),
    vat_rate: called("lines.vat_rate", decimal(2)),
    items: called("lines.title", lines),
    notes: called("paper.notes", text),
    terms: called("paper.terms", text),
};

export const quoteShape: Shape = { ...common, valid_until: called("quote.valid_until", day) };
export const invoiceShape: Shape = {
    ...common,
    due_date: called("invoice.due_date", day),
    service_date: called("invoice.service_date", day),
};

export interface PaperDate {
    name: string;
    label: Key;
}

export const QUOTE_DATES: PaperDate[] = [{ name: "valid_until", label: "quote.valid_until" }];
export const INVOICE_DATES: PaperDate[] = [
    { name: "due_date", label: "invoice.due_date" },
    { name: "service_date", label: "invoice.service_date" },
];

/** What a new paper begins with; `name` is what is read in the customer's field. */
export function newPaper(contact: string | undefined, name: string | undefined, vehicle: string | undefined): Texts {
    return {
        contact_id: contact ?? "",
        [textName("contact_id")]: name ?? "",
        vehicle_id: vehicle ?? "",
        vat_rate: typed(me.value?.tenant.default_vat_rate ?? 20),
    };
}
