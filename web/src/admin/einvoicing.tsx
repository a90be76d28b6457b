// SPDX-License-Identifier: MIT
// Electronic invoices: whether the company is ready for them, how it declares its VAT, through whom they go, and the accounts that
// its accountant books on.

import { t } from "../app/words";
import { CheckField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { Lacks } from "../form/lacks";
import { SelectField } from "../form/select";
import type { Texts } from "../rules/merge";
import { SettingsPage } from "./settings-page";
import { ACCOUNTS, EINVOICING } from "./settings-shape";

interface Part {
    form: FormOf<Texts>;
}

function fieldOf(form: FormOf<Texts>) {
    return (name: keyof typeof EINVOICING) => ({ ...form.field(name), label: t(EINVOICING[name].label) });
}

function Flag({ form, name }: Part & { name: "vat_on_debits" | "parts_follow_repair" | "einvoicing" }) {
    return (
        <CheckField
            name={name}
            label={t(EINVOICING[name].label)}
            checked={form.values[name] === "true"}
            onChecked={(checked) => form.set(name, checked ? "true" : "")}
        />
    );
}

const REGIMES = ["MONTHLY", "QUARTERLY", "SIMPLIFIED", "FRANCHISE"] as const;

function Vat({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("einvoicing.vat")}</legend>
            <SelectField
                {...field("vat_regime")}
                options={[
                    { value: "", label: t("einvoicing.regime_unsaid") },
                    ...REGIMES.map((value) => ({ value, label: t(`vat_regime.${value}`) })),
                ]}
            />
            <Flag form={form} name="vat_on_debits" />
            <Flag form={form} name="parts_follow_repair" />
            <TextField {...field("fiscal_year_end")} hint={t("einvoicing.year_end_hint")} autocomplete="off" required />
        </fieldset>
    );
}

function Platform({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("einvoicing.platform")}</legend>
            <TextField {...field("platform_name")} hint={t("einvoicing.platform_hint")} autocomplete="off" />
            <TextField {...field("platform_matricule")} hint={t("einvoicing.matricule_hint")} autocomplete="off" maxLength={4} />
            <TextField {...field("electronic_address.value")} hint={t("einvoicing.address_hint")} autocomplete="off" spellcheck={false} />
            <TextField {...field("private_endpoint")} type="email" hint={t("einvoicing.private_hint")} autocomplete="off" />
            <Flag form={form} name="einvoicing" />
            <p class="hint">{t("einvoicing.on_hint")}</p>
        </fieldset>
    );
}

function Accounts({ form }: Part) {
    const field = fieldOf(form);
    return (
        <fieldset class="sheet">
            <legend>{t("einvoicing.accounts")}</legend>
            <p class="quiet">{t("einvoicing.accounts_hint")}</p>
            {ACCOUNTS.map((name) => (
                <TextField key={name} {...field(name)} autocomplete="off" spellcheck={false} required />
            ))}
        </fieldset>
    );
}

export default function Einvoicing() {
    return (
        <SettingsPage page="einvoicing" title={t("einvoicing.title")} shape={EINVOICING}>
            {({ form }) => (
                <>
                    <Lacks
                        noun="settings"
                        id=""
                        open
                        ready={t("einvoicing.ready")}
                        heading={(passed, checked) => t("einvoicing.score", { passed, checked })}
                    />
                    <div class="sheets">
                        <Vat form={form} />
                        <Platform form={form} />
                        <Accounts form={form} />
                    </div>
                </>
            )}
        </SettingsPage>
    );
}
