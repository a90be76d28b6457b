// SPDX-License-Identifier: MIT
// The fields of a client of the pipeline.

import { t } from "../app/words";
import { AreaField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, text } from "../form/kinds";
import { SelectField } from "../form/select";
import type { Texts } from "../rules/merge";
import { factorWord } from "./deal-words";
import type { Choices } from "./factors";

export const CLIENT = {
    name: called("client.name", text),
    industry: called("client.industry", text),
    relationship_tier: called("deal.relationship", text),
    contact_person: called("client.person", text),
    email: called("contact.email", text),
    phone: called("contact.phone", text),
    address: called("contact.address", text),
    notes: called("deal.notes", text),
};

export const clientTitle = (values: Texts): string => values.name?.trim() || t("client.new");

export function ClientFields({ form, choices }: { form: FormOf<Texts>; choices: Choices | undefined }) {
    const field = (name: keyof typeof CLIENT) => ({ ...form.field(name), label: t(CLIENT[name].label) });
    const tier = form.values.relationship_tier ?? "";
    const tiers = choices?.client_relationship.map(({ value, label }) => ({ value, label })) ?? [];
    const known = tier === "" || tiers.some((one) => one.value === tier);
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("client.title")}</legend>
                <TextField {...field("name")} autocomplete="off" required autofocus />
                <TextField {...field("industry")} autocomplete="off" />
                <SelectField
                    {...field("relationship_tier")}
                    options={[{ value: "", label: "–" }, ...tiers, ...(known ? [] : [{ value: tier, label: factorWord(tier) }])]}
                />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("client.reach")}</legend>
                <TextField {...field("contact_person")} autocomplete="off" />
                <TextField {...field("phone")} type="tel" inputMode="tel" autocomplete="off" />
                <TextField {...field("email")} type="email" inputMode="email" autocomplete="off" />
                <AreaField {...field("address")} rows={2} />
                <AreaField {...field("notes")} rows={3} />
            </fieldset>
        </div>
    );
}
