// SPDX-License-Identifier: MIT
// What quotes and drafts of invoices are typed in: for whom and for which car, until when, the lines, what stands below. The
// sheet looks like the paper; the PDF is made when it is asked for.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { readVehiclesOf } from "../api/related";
import { me } from "../app/session";
import { type Key, money, t } from "../app/words";
import { isBlank, type LineText, sumLines } from "../rules/lines";
import type { Texts } from "../rules/merge";
import { ContactField, textName } from "./contact-field";
import { AreaField } from "./field";
import type { FormOf, Values } from "./form";
import { called, day, decimal, type Kind, type Shape, text, typed } from "./kinds";
import { LineSums } from "./line-sums";
import { bodyOfLine, LinesField, rateOptions } from "./lines";
import { DateField } from "./read-field";
import { SelectField } from "./select";

interface Line {
    description: string;
    quantity: number;
    unit_price: number;
    vat_rate: number | null;
}

/** A price has two decimals, or the four of which it is made. */
const typedPrice = (value: number): string => typed(Number.isInteger(value * 100) ? value.toFixed(2) : value);

export const readLines = (value: string): LineText[] => (value ? (JSON.parse(value) as LineText[]) : []);
const writeLines = (lines: LineText[]): string => JSON.stringify(lines);

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

function VehicleField({ form }: { form: FormOf<Values> }) {
    const contact = form.values.contact_id ?? "";
    const { data } = useQuery({
        queryKey: keys.list("vehicles", { owner_id: contact }),
        queryFn: ({ signal }) => readVehiclesOf(contact, signal),
        enabled: contact !== "",
    });
    const options = (data?.rows ?? []).map((vehicle) => ({
        value: vehicle.id,
        label: [vehicle.license_plate, vehicle.make, vehicle.model].filter(Boolean).join(" "),
    }));
    return (
        <SelectField
            {...form.field("vehicle_id")}
            label={t("paper.vehicle")}
            options={[{ value: "", label: t("paper.no_vehicle") }, ...options]}
        />
    );
}

/** The server counts the lines that were sent; what is shown has empty ones between. */
function byShownRow(errors: Record<string, string>, shown: LineText[]): Record<string, string> {
    const sent = shown.map((line, row) => (isBlank(line) ? -1 : row)).filter((row) => row >= 0);
    return Object.fromEntries(
        Object.entries(errors).map(([name, text]) => [
            name.replace(/^items\[(\d+)\]/, (_all, index) => `items[${sent[Number(index)] ?? index}]`),
            text,
        ]),
    );
}

interface PaperFieldsProps {
    form: FormOf<Values>;
    dates: PaperDate[];
}

export function PaperFields({ form, dates }: PaperFieldsProps) {
    const shown = readLines(form.values.items ?? "");
    const rate = form.values.vat_rate ?? "";
    const currency = me.value?.tenant.currency ?? "EUR";
    return (
        <div class="paper">
            <div class="columns">
                <ContactField form={form} name="contact_id" label={t("paper.contact")} required autofocus={!form.values.contact_id} />
                <VehicleField form={form} />
                {dates.map(({ name, label }) => (
                    <DateField key={name} {...form.field(name)} label={t(label)} />
                ))}
                <SelectField {...form.field("vat_rate")} label={t("paper.usual_rate")} options={rateOptions(rate)} />
            </div>
            {form.errors.items && !Object.keys(form.errors).some((name) => name.startsWith("items[")) && (
                <p class="error" role="alert">
                    {form.errors.items}
                </p>
            )}
            <LinesField
                value={shown}
                onValue={(changed) => form.set("items", writeLines(changed))}
                errors={byShownRow(form.errors, shown)}
                documentRate={rate}
                currency={currency}
            />
            <LineSums lines={shown} documentRate={rate} currency={currency} />
            <div class="columns">
                <AreaField {...form.field("notes")} label={t("paper.notes")} hint={t("paper.notes_hint")} rows={2} />
                <AreaField {...form.field("terms")} label={t("paper.terms")} rows={2} />
            </div>
        </div>
    );
}
