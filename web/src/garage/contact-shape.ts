// SPDX-License-Identifier: MIT
// What a customer's forms hold.

import type { FieldError } from "../api/error";
import { t } from "../app/words";
import { code } from "../form/code-field";
import { called, flag, phone, tags, text } from "../form/kinds";
import { checkSiren, checkSiret, checkVatNumber, compact, showSiren, showSiret } from "../rules/legal";
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
    siren: called("contact.siren", code(checkSiren, showSiren)),
    siret: called("settings.siret", code(checkSiret, showSiret)),
    vat_number: called("contact.vat_number", code(checkVatNumber, compact)),
    "electronic_address.value": called("contact.invoicing_address", text),
    "delivery_address.street": called("contact.street", text),
    "delivery_address.postal_code": called("contact.postal_code", text),
    "delivery_address.city": called("contact.city", text),
    "delivery_address.country": called("contact.country", text),
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
