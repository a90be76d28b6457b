// SPDX-License-Identifier: MIT
// What stands on quotes and invoices: rates and terms that new ones begin with, texts on paper, when reminders go.

import type { Settings } from "../api/settings";
import { currentLanguage, t } from "../app/words";
import { AreaField } from "../form/field";
import type { FormOf } from "../form/form";
import { NumberField } from "../form/read-field";
import { SelectField } from "../form/select";
import { PRICE_MODES } from "../rules/lines";
import type { Texts } from "../rules/merge";
import { Missing } from "./missing";
import { SettingsPage } from "./settings-page";
import { DOCUMENTS } from "./settings-shape";

interface Part {
    form: FormOf<Texts>;
}

function fieldOf(form: FormOf<Texts>) {
    return (name: keyof typeof DOCUMENTS) => ({ ...form.field(name), label: t(DOCUMENTS[name].label) });
}

const CURRENCIES = ["EUR", "CHF", "GBP", "USD", "CAD", "MAD", "TND", "XOF", "XPF"];

/** Named by the browser; one that is not among them stays to be chosen. */
function currencies(now: string): { value: string; label: string }[] {
    const names = new Intl.DisplayNames(currentLanguage(), { type: "currency" });
    const all = now === "" || CURRENCIES.includes(now) ? CURRENCIES : [now, ...CURRENCIES];
    return all.map((code) => ({ value: code, label: `${code} – ${names.of(code)}` }));
}

function Terms({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("settings.terms")}</legend>
            <NumberField {...field("default_vat_rate")} decimals={2} required />
            <SelectField
                {...field("price_mode")}
                hint={t("settings.price_mode_hint")}
                options={PRICE_MODES.map((mode) => ({ value: mode, label: t(`price_mode.${mode}`) }))}
            />
            <NumberField {...field("payment_terms_days")} hint={t("settings.payment_terms_hint")} required />
            <SelectField {...field("currency")} hint={t("settings.currency_hint")} options={currencies(form.values.currency ?? "")} />
        </fieldset>
    );
}

function Reminders({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("settings.reminders")}</legend>
            <p class="quiet">{t("settings.reminders_hint")}</p>
            <NumberField {...field("reminder_days_1")} />
            <NumberField {...field("reminder_days_2")} />
            <NumberField {...field("reminder_days_3")} />
        </fieldset>
    );
}

function Mentions({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("settings.mentions")}</legend>
            <p class="quiet">{t("settings.mentions_hint")}</p>
            <AreaField {...field("late_penalty_text")} rows={3} />
            <AreaField {...field("recovery_text")} rows={2} />
            <AreaField {...field("discount_text")} rows={2} />
        </fieldset>
    );
}

function Footers({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("settings.footers")}</legend>
            <AreaField {...field("quote_footer")} rows={3} />
            <AreaField {...field("invoice_footer")} hint={t("settings.invoice_footer_hint")} rows={3} />
        </fieldset>
    );
}

function Fields({ form, record }: Part & { record: Settings }) {
    return (
        <>
            <Missing record={record} typed={form.values} />
            <div class="sheets">
                <Terms form={form} />
                <Mentions form={form} />
                <Footers form={form} />
                <Reminders form={form} />
            </div>
        </>
    );
}

export default function Documents() {
    return (
        <SettingsPage page="documents" title={t("settings.documents")} shape={DOCUMENTS}>
            {(of, record) => <Fields form={of.form} record={record} />}
        </SettingsPage>
    );
}
