// SPDX-License-Identifier: MIT
// A credit note: all that is left of an invoice, or lines of it, each with how much of it is taken back. What is below the lines is
// a preview; the server reckons it from what was credited before.

import type { Schemas } from "../api/client";
import { ApiError, type FieldError } from "../api/error";
import { me } from "../app/session";
import { money, t } from "../app/words";
import { valueAt } from "../rules/fields";
import { blankLine, sumLines } from "../rules/lines";
import type { Action } from "./action";
import { AreaField, CheckField } from "./field";
import { type FormOf, useForm, type Values } from "./form";
import { FormDialog } from "./form-dialog";
import { bodyOfTexts, called, decimal, text, typed } from "./kinds";
import { modeOf } from "./paper-shape";
import { NumberField } from "./read-field";

export type CreditInput = Schemas["CreditNoteInput"];
type Invoice = Pick<Schemas["InvoiceDetail"], "items" | "price_mode" | "total" | "amount_credited" | "vat_rate">;

interface CreditProps {
    invoice: Invoice;
    action: Action;
    onCredit: (input: CreditInput) => void;
    onClose: () => void;
}

const take = (row: number) => `take.${row}`;
const quantity = (row: number) => `quantity.${row}`;
const QUANTITY = called("lines.quantity", decimal(3));

/** How much of each line that is taken back; what is wrong with one is told beside it. */
function quantitiesOf(invoice: Invoice, values: Values): Map<number, number> {
    const rows = invoice.items.flatMap((_, row) => (values[take(row)] ? [row] : []));
    if (!rows.length) {
        throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "items", code: "", message: t("credit_note.choose"), params: {} }]);
    }
    const body = bodyOfTexts(Object.fromEntries(rows.map((row) => [quantity(row), QUANTITY])), values);
    const much = new Map(rows.map((row) => [row, valueAt(body, quantity(row)) as number | null]));
    const wrong = rows.flatMap((row): FieldError[] => {
        const of = invoice.items[row]?.quantity ?? 0;
        const share = (much.get(row) ?? 0) / of;
        const params = { min: Math.min(0, of), max: Math.max(0, of) };
        const code = share ? "OUT_OF_RANGE" : "REQUIRED";
        return share > 0 && share <= 1 ? [] : [{ field: quantity(row), code, message: "", params }];
    });
    if (wrong.length) {
        throw new ApiError(400, "VALIDATION_ERROR", "", wrong);
    }
    return much as Map<number, number>;
}

/** The lines that are taken back, as they were but for how much. */
function itemsOf(invoice: Invoice, values: Values): CreditInput["items"] {
    return [...quantitiesOf(invoice, values)].map(([row, much]) => {
        const { description, unit_price, vat_rate, kind, unit, reference, discount_percent, vat_exemption } = invoice.items[
            row
        ] as Invoice["items"][number];
        return { description, quantity: much, unit_price, vat_rate, kind, unit, reference, discount_percent, vat_exemption };
    });
}

function previewOf(invoice: Invoice, values: Values): bigint {
    const lines = invoice.items.flatMap((line, row) =>
        values[take(row)]
            ? [
                  {
                      ...blankLine(),
                      description: line.description,
                      quantity: values[quantity(row)] ?? "",
                      unit_price: typed(line.unit_price),
                      vat_rate: typed(line.vat_rate),
                      discount_percent: typed(line.discount_percent),
                  },
              ]
            : [],
    );
    return sumLines(lines, { vat_rate: typed(invoice.vat_rate), price_mode: modeOf(invoice.price_mode) }).total;
}

function Scope({ form, left }: { form: FormOf<Values>; left: string }) {
    const labels = { all: t("credit_note.all", { amount: left }), lines: t("credit_note.lines") };
    return (
        <fieldset class="choices">
            <legend>{t("credit_note.what")}</legend>
            {(["all", "lines"] as const).map((scope) => (
                <label key={scope} class="choice">
                    <input
                        type="radio"
                        name="scope"
                        value={scope}
                        checked={form.values.scope === scope}
                        onChange={() => form.set("scope", scope)}
                    />
                    <span>{labels[scope]}</span>
                </label>
            ))}
        </fieldset>
    );
}

function Lines({ form, invoice, currency }: { form: FormOf<Values>; invoice: Invoice; currency: string }) {
    return (
        <>
            {form.errors.items && (
                <p class="error" role="alert">
                    {form.errors.items}
                </p>
            )}
            <ul class="credit-lines">
                {invoice.items.map((line, row) => (
                    <li key={row}>
                        <CheckField
                            label={line.description}
                            name={take(row)}
                            checked={Boolean(form.values[take(row)])}
                            onChecked={(checked) => form.set(take(row), checked ? "true" : "")}
                        />
                        {form.values[take(row)] && (
                            <NumberField
                                {...form.field(quantity(row))}
                                label={t("credit_note.quantity", { of: typed(line.quantity) })}
                                decimals={3}
                            />
                        )}
                    </li>
                ))}
            </ul>
            <p class="credit-total">{t("credit_note.total", { amount: money(Number(previewOf(invoice, form.values)) / 100, currency) })}</p>
        </>
    );
}

export function CreditDialog({ invoice, action, onCredit, onClose }: CreditProps) {
    const currency = me.value?.tenant.currency ?? "EUR";
    const all = Object.fromEntries(invoice.items.map((line, row) => [quantity(row), typed(line.quantity)]));
    const form = useForm<Values>({ ...all, items: "", reason: "", scope: "all" }, async (values) => {
        const { reason } = bodyOfTexts({ reason: called("reason", text) }, values) as { reason: string | null };
        if (!reason) {
            throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "reason", code: "REQUIRED", message: "", params: {} }]);
        }
        onCredit(values.scope === "lines" ? { reason, items: itemsOf(invoice, values) } : { reason });
    });
    const cents = (amount: number | null) => Math.round((amount ?? 0) * 100);
    const left = money((cents(invoice.total) - cents(invoice.amount_credited)) / 100, currency);
    return (
        <FormDialog title={t("invoice.credit")} form={form} action={action} confirm={t("invoice.credit_confirm")} onClose={onClose}>
            <p>{t("invoice.credit_text")}</p>
            <Scope form={form} left={left} />
            {form.values.scope === "lines" && <Lines form={form} invoice={invoice} currency={currency} />}
            <AreaField {...form.field("reason")} label={t("reason")} rows={2} required autofocus />
        </FormDialog>
    );
}
