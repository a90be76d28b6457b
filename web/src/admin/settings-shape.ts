// SPDX-License-Identifier: MIT
// The settings as forms have them: what each page of settings changes, and the addresses of what an invoice needs.

import { t } from "../app/words";
import { called, decimal, flag, type Kind, phone, type Shape, text, Wrong, whole } from "../form/kinds";
import { type Checked, checkIban, checkSiret, checkVatNumber, compact, showIban, showSiret } from "../rules/legal";

/** Sent without blanks; refused here already where its check digits do not fit. */
function code(check: (value: string) => Checked, show: (value: string) => string): Kind {
    return {
        show: (value) => (typeof value === "string" ? show(value) : ""),
        normal: show,
        read: (value) => {
            if (check(value).state !== "good") {
                throw new Wrong(t("settings.number_wrong"));
            }
            return compact(value);
        },
    };
}

export const COMPANY = {
    name: called("settings.name", text),
    legal_name: called("settings.legal_name", text),
    legal_form: called("settings.legal_form", text),
    siret: called("settings.siret", code(checkSiret, showSiret)),
    vat_number: called("settings.vat_number", code(checkVatNumber, compact)),
    rcs: called("settings.rcs", text),
    iban: called("settings.iban", code(checkIban, showIban)),
    "address.street": called("contact.street", text),
    "address.postal_code": called("contact.postal_code", text),
    "address.city": called("contact.city", text),
    "address.country": called("contact.country", text),
    phone: called("contact.phone", phone),
    email: called("contact.email", text),
    timezone: called("settings.timezone", text),
    registration: called("settings.registration", text),
    "modules.garage": called("settings.garage", flag),
    "modules.pipeline": called("settings.pipeline", flag),
} satisfies Shape;

export const DOCUMENTS = {
    default_vat_rate: called("settings.vat_rate", decimal(2)),
    price_mode: called("paper.prices", text),
    payment_terms_days: called("settings.payment_terms", whole),
    currency: called("settings.currency", text),
    late_penalty_text: called("settings.late_penalty", text),
    recovery_text: called("settings.recovery", text),
    discount_text: called("settings.discount", text),
    quote_footer: called("settings.quote_footer", text),
    invoice_footer: called("settings.invoice_footer", text),
    reminder_days_1: called("settings.reminder_1", whole),
    reminder_days_2: called("settings.reminder_2", whole),
    reminder_days_3: called("settings.reminder_3", whole),
} satisfies Shape;

export const ALL_SETTINGS: Shape = { ...COMPANY, ...DOCUMENTS };

/** The page that has the field, with the field asked for. */
export function addressOfField(name: string): string {
    return `/settings/${name in COMPANY ? "company" : "documents"}?field=${name}`;
}
