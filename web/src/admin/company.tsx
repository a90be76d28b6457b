// SPDX-License-Identifier: MIT
// Who the garage is: its legal identity, checked while it is typed, where it is and how it is reached, what it uses of the product.

import type { Settings } from "../api/settings";
import { t } from "../app/words";
import { AddressFields } from "../form/address-fields";
import { CodeField } from "../form/code-field";
import { CheckField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { PhoneField } from "../form/read-field";
import { SelectField } from "../form/select";
import { checkIban, checkSiret, checkVatNumber, compact, showIban, showSiret, vatOfSiret } from "../rules/legal";
import type { Texts } from "../rules/merge";
import { Button } from "../ui/button";
import { Logo } from "./logo";
import { Missing } from "./missing";
import { SettingsPage } from "./settings-page";
import { COMPANY } from "./settings-shape";

interface Part {
    form: FormOf<Texts>;
}

function fieldOf(form: FormOf<Texts>) {
    return (name: keyof typeof COMPANY) => ({ ...form.field(name), label: t(COMPANY[name].label) });
}

/** The number follows from the SIRET: one press instead of thirteen characters. */
function VatOffer({ form }: Part) {
    const number = form.values.vat_number?.trim() ? undefined : vatOfSiret(form.values.siret ?? "");
    return number ? (
        <p>
            <Button kind="quiet" onClick={() => form.set("vat_number", number)}>
                {t("settings.vat_take", { number })}
            </Button>
        </p>
    ) : null;
}

function Identity({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("settings.identity")}</legend>
            <TextField {...field("name")} hint={t("settings.name_hint")} autocomplete="off" required />
            <TextField {...field("legal_name")} autocomplete="off" />
            <TextField {...field("legal_form")} hint={t("settings.legal_form_hint")} autocomplete="off" />
            <CodeField {...field("siret")} hint={t("settings.siret_hint")} check={checkSiret} show={showSiret} numeric />
            <CodeField {...field("vat_number")} hint={t("settings.vat_hint")} check={checkVatNumber} show={compact} />
            <VatOffer form={form} />
            <TextField {...field("rcs")} hint={t("settings.rcs_hint")} autocomplete="off" />
            <CodeField {...field("iban")} hint={t("settings.iban_hint")} check={checkIban} show={showIban} />
        </fieldset>
    );
}

function Reach({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("settings.reach")}</legend>
            <AddressFields field={field} />
            <PhoneField {...field("phone")} autocomplete="off" />
            <TextField {...field("email")} type="email" inputMode="email" autocomplete="off" />
        </fieldset>
    );
}

/** The browser's list; one that it does not know stays to be chosen. */
function zones(now: string): { value: string; label: string }[] {
    const known = Intl.supportedValuesOf?.("timeZone") ?? [];
    const all = now === "" || known.includes(now) ? known : [now, ...known];
    return all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

function Use({ form }: Part) {
    const field = fieldOf(form);
    const module = (name: "modules.garage" | "modules.pipeline") => (
        <CheckField
            name={name}
            label={t(COMPANY[name].label)}
            checked={form.values[name] === "true"}
            onChecked={(checked) => form.set(name, checked ? "true" : "")}
        />
    );
    return (
        <fieldset class="sheet">
            <legend>{t("settings.use")}</legend>
            <div>
                {module("modules.garage")}
                {module("modules.pipeline")}
                {form.errors.modules && <p class="error">{form.errors.modules}</p>}
            </div>
            <SelectField
                {...field("registration")}
                hint={t("settings.registration_hint")}
                options={(["open", "approval", "closed"] as const).map((value) => ({ value, label: t(`registration.${value}`) }))}
            />
            <SelectField {...field("timezone")} options={zones(form.values.timezone ?? "")} />
        </fieldset>
    );
}

function Fields({ form, record }: Part & { record: Settings }) {
    return (
        <>
            <Missing record={record} typed={form.values} />
            <div class="sheets">
                <Identity form={form} />
                <Reach form={form} />
                <Use form={form} />
            </div>
        </>
    );
}

export default function Company() {
    return (
        <SettingsPage page="company" title={t("settings.company")} shape={COMPANY} beside={(record) => <Logo name={record.logo} />}>
            {(of, record) => <Fields form={of.form} record={record} />}
        </SettingsPage>
    );
}
