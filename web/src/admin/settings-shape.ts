// SPDX-License-Identifier: MIT
// The settings as forms have them: what each page of settings changes, and the addresses of what an invoice needs.

import { code } from "../form/code-field";
import { called, decimal, flag, type Kind, phone, type Shape, text, whole } from "../form/kinds";
import { checkIban, checkSiret, checkVatNumber, compact, showIban, showSiret } from "../rules/legal";

const YEAR_DAY = /^(\d{1,2})\s*[-/. ]\s*(\d{1,2})$/;

/** "12-31" of the API; typed as people write it, "31/12". */
const yearDay: Kind = {
    show: (value) => String(value ?? "").replace(/^(\d\d)-(\d\d)$/, "$2/$1"),
    read: (value) => {
        const [, first = "", second = ""] = YEAR_DAY.exec(value.trim()) ?? [];
        const [day, month] = Number(second) > 12 ? [second, first] : [first, second];
        return month ? `${month.padStart(2, "0")}-${day.padStart(2, "0")}` : value.trim();
    },
};

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

export const ACCOUNTS = [
    "accounts.customers",
    "accounts.services",
    "accounts.goods",
    "accounts.expenses",
    "accounts.deposits",
    "accounts.vat",
    "accounts.vat_pending",
    "accounts.bank",
    "accounts.cheques",
    "accounts.cards",
    "accounts.cash",
] as const;

export const EINVOICING = {
    vat_regime: called("einvoicing.regime", text),
    vat_on_debits: called("einvoicing.on_debits", flag),
    parts_follow_repair: called("einvoicing.parts", flag),
    fiscal_year_end: called("einvoicing.year_end", yearDay),
    platform_name: called("einvoicing.platform_name", text),
    platform_matricule: called("einvoicing.matricule", text),
    "electronic_address.value": called("einvoicing.address", text),
    private_endpoint: called("einvoicing.private", text),
    einvoicing: called("einvoicing.on", flag),
    "accounts.customers": called("account.customers", text),
    "accounts.services": called("account.services", text),
    "accounts.goods": called("account.goods", text),
    "accounts.expenses": called("account.expenses", text),
    "accounts.deposits": called("account.deposits", text),
    "accounts.vat": called("account.vat", text),
    "accounts.vat_pending": called("account.vat_pending", text),
    "accounts.bank": called("account.bank", text),
    "accounts.cheques": called("account.cheques", text),
    "accounts.cards": called("account.cards", text),
    "accounts.cash": called("account.cash", text),
} satisfies Shape;

export const ALL_SETTINGS: Shape = { ...COMPANY, ...DOCUMENTS };

/** The page that has the field, with the field asked for. */
export function addressOfField(name: string): string {
    return `/settings/${name in COMPANY ? "company" : "documents"}?field=${name}`;
}
