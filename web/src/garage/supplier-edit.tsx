// SPDX-License-Identifier: MIT
// What is typed of a plain file; of an electronic one, the due date and a note.

import type { Answer } from "../api/client";
import { type SupplierInvoice, supplierInvoices } from "../api/supplier-invoices";
import type { Editing } from "../app/record";
import { t } from "../app/words";
import { CodeField, code } from "../form/code-field";
import { AreaField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, day, money, text } from "../form/kinds";
import { DateField, MoneyField } from "../form/read-field";
import { EditRecord } from "../form/record-page";
import { SelectField } from "../form/select";
import { checkSiren, checkVatNumber, compact, showSiren } from "../rules/legal";
import type { Texts } from "../rules/merge";
import { headingOf } from "./supplier-words";

const NOTED = { due_date: called("invoice.due_date", day), notes: called("paper.notes", text) };
const TYPED = {
    type: called("lines.kind", { ...text, say: (value) => t(`supplier.type.${value as "INVOICE"}`) }),
    supplier_name: called("supplier.name", text),
    supplier_siren: called("contact.siren", code(checkSiren, showSiren)),
    supplier_vat_number: called("contact.vat_number", code(checkVatNumber, compact)),
    invoice_number: called("paper.number", text),
    issue_date: called("paper.issue_date", day),
    net_total: called("sums.subtotal", money),
    vat_amount: called("lines.vat_rate", money),
    total: called("sums.total", money),
    ...NOTED,
};
const TYPES = ["INVOICE", "CREDIT_NOTE", "DEPOSIT"] as const;

/** Nothing of it was read, and nothing was answered yet. */
export const isTyped = (invoice: SupplierInvoice): boolean => !invoice.content && invoice.status === "RECEIVED";

function TypedFields({ form }: { form: FormOf<Texts> }) {
    const field = (name: keyof typeof TYPED) => ({ ...form.field(name), label: t(TYPED[name].label) });
    return (
        <>
            <fieldset class="sheet">
                <legend>{t("supplier.name")}</legend>
                <TextField {...field("supplier_name")} autocomplete="off" autofocus />
                <CodeField {...field("supplier_siren")} hint={t("contact.siren_hint")} check={checkSiren} show={showSiren} numeric />
                <CodeField {...field("supplier_vat_number")} hint={t("contact.vat_hint")} check={checkVatNumber} show={compact} />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("supplier.title")}</legend>
                <SelectField {...field("type")} options={TYPES.map((type) => ({ value: type, label: t(`supplier.type.${type}`) }))} />
                <TextField {...field("invoice_number")} autocomplete="off" spellcheck={false} />
                <DateField {...field("issue_date")} />
                <MoneyField {...field("net_total")} />
                <MoneyField {...field("vat_amount")} />
                <MoneyField {...field("total")} />
            </fieldset>
        </>
    );
}

export function SupplierEdit({ record, at }: { record: Answer<SupplierInvoice>; at: Editing }) {
    const whole = isTyped(record.body);
    const options = { resource: supplierInvoices, shape: whole ? TYPED : NOTED, record, title: () => headingOf(record.body) };
    return (
        <EditRecord options={options} at={at}>
            {({ form }) => (
                <div class="sheets">
                    {whole && <TypedFields form={form} />}
                    <fieldset class="sheet">
                        <legend>{t("paper.notes")}</legend>
                        <DateField {...form.field("due_date")} label={t("invoice.due_date")} />
                        <AreaField {...form.field("notes")} label={t("paper.notes")} rows={3} />
                    </fieldset>
                </div>
            )}
        </EditRecord>
    );
}
