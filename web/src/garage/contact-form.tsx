// SPDX-License-Identifier: MIT
// The fields of a customer, for a new one and for one that is changed.

import { t } from "../app/words";
import { AddressFields } from "../form/address-fields";
import { CodeField } from "../form/code-field";
import { CheckField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { PhoneField } from "../form/read-field";
import { TagsField } from "../form/tags";
import { checkSiren, checkSiret, checkVatNumber, compact, showSiren, showSiret } from "../rules/legal";
import type { Texts } from "../rules/merge";
import { CONTACT } from "./contact-shape";

/** What belongs together stands together. */
export function ContactFields({ form }: { form: FormOf<Texts> }) {
    const field = (name: keyof typeof CONTACT) => ({ ...form.field(name), label: t(CONTACT[name].label) });
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("contact.person")}</legend>
                <TextField {...field("first_name")} autocomplete="off" autofocus />
                <TextField {...field("last_name")} autocomplete="off" />
                <PhoneField {...field("phone")} autocomplete="off" />
                <TextField {...field("email")} type="email" inputMode="email" autocomplete="off" />
                <TagsField {...field("tags")} hint={t("tag.hint")} />
                <CheckField
                    name="is_vip"
                    label={t("contact.vip")}
                    checked={form.values.is_vip === "true"}
                    onChecked={(checked) => form.set("is_vip", checked ? "true" : "")}
                />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("contact.address")}</legend>
                <AddressFields field={field} />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("contact.delivery")}</legend>
                <AddressFields field={(name) => field(`delivery_${name}`)} />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("contact.business")}</legend>
                <TextField {...field("company")} autocomplete="off" />
                <CodeField {...field("siren")} hint={t("contact.siren_hint")} check={checkSiren} show={showSiren} numeric />
                <CodeField {...field("siret")} hint={t("settings.siret_hint")} check={checkSiret} show={showSiret} numeric />
                <CodeField {...field("vat_number")} hint={t("contact.vat_hint")} check={checkVatNumber} show={compact} />
                <TextField
                    {...field("electronic_address.value")}
                    hint={t("contact.invoicing_address_hint")}
                    autocomplete="off"
                    spellcheck={false}
                />
            </fieldset>
        </div>
    );
}
