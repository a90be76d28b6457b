// SPDX-License-Identifier: MIT
// The fields of a customer, for a new one and for one that is changed.

import type { FieldError } from "../api/error";
import { t } from "../app/words";
import { CheckField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, flag, phone, tags, text } from "../form/kinds";
import { PhoneField } from "../form/read-field";
import { TagsField } from "../form/tags";
import type { Texts } from "../rules/merge";

export const CONTACT = {
    first_name: called("contact.first_name", text),
    last_name: called("contact.last_name", text),
    company: called("contact.company", text),
    phone: called("contact.phone", phone),
    email: called("contact.email", text),
    "address.street": called("contact.street", text),
    "address.postal_code": called("contact.postal_code", text),
    "address.city": called("contact.city", text),
    "address.country": called("contact.country", text),
    siren: called("contact.siren", text),
    vat_number: called("contact.vat_number", text),
    tags: called("contact.tags", tags),
    is_vip: called("contact.vip", flag),
};

const given = (text: string | undefined): boolean => (text ?? "").trim() !== "";

export function checkContact(values: Texts): FieldError[] {
    return given(values.first_name) || given(values.last_name) || given(values.company)
        ? []
        : [{ field: "last_name", code: "", message: t("contact.name_needed"), params: {} }];
}

export function contactTitle(values: Texts): string {
    const name = [values.first_name, values.last_name].filter(given).join(" ");
    return name || values.company || t("contact.new");
}

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
                <TextField {...field("address.street")} autocomplete="off" />
                <span class="pair short-first">
                    <TextField {...field("address.postal_code")} inputMode="numeric" autocomplete="off" />
                    <TextField {...field("address.city")} autocomplete="off" />
                </span>
                <TextField {...field("address.country")} autocomplete="off" />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("contact.business")}</legend>
                <TextField {...field("company")} autocomplete="off" />
                <TextField {...field("siren")} inputMode="numeric" autocomplete="off" />
                <TextField {...field("vat_number")} autocomplete="off" spellcheck={false} />
            </fieldset>
        </div>
    );
}
