// SPDX-License-Identifier: MIT
// What the forms of quotes and invoices hold: their fields, and the lines, which are one of them.

import { me } from "../app/session";
import { type Key, money, t } from "../app/words";
import { blankLine, isBlank, isDecimal, LINE_DECIMALS, type LineText, type PriceMode, sumLines, toScale } from "../rules/lines";
import type { Texts } from "../rules/merge";
import { isWholeCents } from "../rules/money";
import { readNumber, toJson } from "../rules/number";
import { called, day, decimal, type Kind, type Shape, text, textName, typed, Wrong } from "./kinds";

export const kindKey = (kind: string): Key => `lines.kind.${kind}` as Key;
export const isZeroRate = (rate: string): boolean => toScale(rate, LINE_DECIMALS.vat_rate) === 0n;

/** Codes of the list VATEX, as the server has them. */
export const EXEMPTIONS = ["VATEX-FR-FRANCHISE", "VATEX-EU-F", "VATEX-EU-79-C", "VATEX-EU-AE", "VATEX-EU-IC", "VATEX-EU-G"];
export const exemptionKey = (code: string): Key => `exemption.${code.toLowerCase().replaceAll("-", "_")}` as Key;

export const shortUnitKey = (unit: string): Key => `unit.short.${unit}` as Key;
export const unitKey = (unit: string): Key => `unit.${unit}` as Key;

/** What is wrong with a cell as it stands. */
export function faultOf(name: keyof LineText, text: string): string | undefined {
    if (!isDecimal(name) || text.trim() === "") {
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
    return {
        description: line.description.trim(),
        quantity: read("quantity"),
        unit_price: read("unit_price"),
        vat_rate: read("vat_rate"),
        kind: line.kind || null,
        unit: line.unit || null,
        reference: line.reference.trim() || null,
        discount_percent: read("discount_percent"),
        vat_exemption:
            toScale(line.vat_rate, LINE_DECIMALS.vat_rate) === undefined || read("vat_rate") === 0 ? line.vat_exemption || null : null,
    };
}

/** What a line says beside its price, for people to compare. */
function moreOf({ vat_rate, kind, unit, reference, discount_percent }: LineText): string[] {
    return [
        vat_rate && t("lines.percent", { rate: vat_rate }),
        kind && t(kindKey(kind)),
        unit && t(unitKey(unit)),
        reference,
        discount_percent && `−${t("lines.percent", { rate: discount_percent })}`,
    ];
}

interface Line {
    description: string;
    quantity: number;
    unit_price: number;
    vat_rate: number | null;
    kind: string | null;
    unit: string | null;
    reference: string | null;
    discount_percent: number | null;
    vat_exemption: string | null;
}

/** A price has two decimals, or the four of which it is made. */
export const typedPrice = (value: number): string => typed(isWholeCents(value) ? value.toFixed(2) : value);

/** A draft of before may know less of a line. */
export const readLines = (value: string): LineText[] =>
    value ? (JSON.parse(value) as Partial<LineText>[]).map((line) => ({ ...blankLine(), ...line })) : [];
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
                kind: line.kind ?? "",
                unit: line.unit ?? "",
                reference: line.reference ?? "",
                discount_percent: typed(line.discount_percent),
                vat_exemption: line.vat_exemption ?? "",
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
        const texts = shown.map((line) =>
            [`${line.quantity} × ${line.unit_price}`, line.description, ...moreOf(line)].filter(Boolean).join(" "),
        );
        const { subtotal } = sumLines(shown, { vat_rate: "0", price_mode: "NET" });
        return [...texts, money(Number(subtotal) / 100, me.value?.tenant.currency)].join("\n");
    },
};

const reference: Kind = { show: (value) => (typeof value === "string" ? value : ""), read: (value) => value };

export const mode: Kind = {
    show: (value) => (typeof value === "string" ? value : "NET"),
    read: (value) => value,
    say: (value) => t(modeKey(value)),
};

const modeKey = (mode: string): Key => `price_mode.${mode}` as Key;
export const modeOf = (value: string | null | undefined): PriceMode => (value === "GROSS" ? "GROSS" : "NET");

const exemption: Kind = {
    show: (value) => (typeof value === "string" ? value : ""),
    read: (value) => value,
    say: (value) => t(exemptionKey(value)),
};

const common = {
    contact_id: called("paper.contact", reference),
    vehicle_id: called("paper.vehicle", reference),
    vat_rate: called("lines.vat_rate", decimal(2)),
    vat_exemption: called("paper.exemption", exemption),
    price_mode: called("paper.prices", mode),
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
        price_mode: me.value?.tenant.price_mode ?? "NET",
    };
}

const RATES = [20, 10, 5.5, 2.1, 0];

/** The usual rates, and the one that is set, each as it is typed. */
export function rateOptions(own: string): { value: string; label: string }[] {
    const scale = toScale(own, LINE_DECIMALS.vat_rate);
    const usual = RATES.map((rate) => typed(rate)).map((rate) => (toScale(rate, LINE_DECIMALS.vat_rate) === scale ? own : rate));
    return (usual.includes(own) ? usual : [own, ...usual]).map((rate) => ({ value: rate, label: t("lines.percent", { rate }) }));
}
