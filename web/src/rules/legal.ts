// SPDX-License-Identifier: MIT
// Numbers of a French business: SIRET, VAT number and IBAN, as far as they are typed; and what an invoice must say of its seller.
// The same rules as the server's (lib/tenant/legal.c), which has the last word.

import { valueAt } from "./fields";
import type { Texts } from "./merge";

/** `left`: so many characters are missing. */
export type Checked = { state: "none" | "good" | "wrong" } | { state: "short"; left: number };

/** Without blanks, dots and dashes, in capitals: how numbers are pasted. */
export function compact(text: string): string {
    return text.replace(/[\s.\-\u00a0\u202f]/g, "").toUpperCase();
}

function luhn(number: string): boolean {
    const sum = [...number].reverse().reduce((total, char, index) => {
        const digit = Number(char) * (index % 2 ? 2 : 1);
        return total + (digit > 9 ? digit - 9 : digit);
    }, 0);
    return sum % 10 === 0;
}

/** La Poste has more establishments than Luhn leaves it numbers for. */
function laPoste(siret: string): boolean {
    return siret.startsWith("356000000") && [...siret].reduce((sum, digit) => sum + Number(digit), 0) % 5 === 0;
}

const SIRET = 14;

export function checkSiret(text: string): Checked {
    const number = compact(text);
    if (number === "") {
        return { state: "none" };
    }
    if (!/^\d+$/.test(number) || number.length > SIRET) {
        return { state: "wrong" };
    }
    if (number.length < SIRET) {
        return { state: "short", left: SIRET - number.length };
    }
    return { state: luhn(number) || laPoste(number) ? "good" : "wrong" };
}

const SIREN = 9;

export function checkSiren(text: string): Checked {
    const number = compact(text);
    if (number === "") {
        return { state: "none" };
    }
    if (!/^\d+$/.test(number) || number.length > SIREN) {
        return { state: "wrong" };
    }
    return number.length < SIREN ? { state: "short", left: SIREN - number.length } : { state: luhn(number) ? "good" : "wrong" };
}

/** As it is written: three by three. */
export function showSiren(text: string): string {
    return compact(text).replace(/^(\d{3})(\d{3})(\d{3})$/, "$1 $2 $3");
}

const FRENCH_VAT = 13;

const vatKey = (siren: string): string => String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, "0");

function checkFrenchVat(number: string): Checked {
    if (number.length < FRENCH_VAT) {
        return { state: "short", left: FRENCH_VAT - number.length };
    }
    const [, key = "", siren = ""] = number.match(/^FR([0-9A-Z]{2})(\d{9})$/) ?? [];
    const isRight = siren !== "" && luhn(siren) && (!/^\d\d$/.test(key) || key === vatKey(siren));
    return { state: isRight ? "good" : "wrong" };
}

export function checkVatNumber(text: string): Checked {
    const number = compact(text);
    if (number === "") {
        return { state: "none" };
    }
    if (number.length > 1 && !/^[A-Z]{2}[0-9A-Z]*$/.test(number)) {
        return { state: "wrong" };
    }
    if (number.startsWith("FR")) {
        return checkFrenchVat(number);
    }
    return number.length < 4 ? { state: "short", left: 4 - number.length } : { state: number.length > 15 ? "wrong" : "good" };
}

/** The VAT number of the business whose SIRET this is; undefined: it is none. */
export function vatOfSiret(siret: string): string | undefined {
    const number = compact(siret);
    const siren = number.slice(0, 9);
    return checkSiret(number).state === "good" && luhn(siren) ? `FR${vatKey(siren)}${siren}` : undefined;
}

/** Those whom a French garage deals with; others are as long as they are. */
const IBAN_LENGTHS: Record<string, number> = { BE: 16, CH: 21, DE: 22, ES: 24, FR: 27, IT: 27, LU: 20, MC: 27, NL: 18, PT: 25 };
const IBAN_MIN = 15;
const IBAN_MAX = 34;

/** ISO 13616: the number, its beginning at its end and letters as 10 to 35, leaves 1 when divided by 97. */
function mod97(number: string): number {
    let rest = 0;
    for (const char of number.slice(4) + number.slice(0, 4)) {
        const value = Number.parseInt(char, 36);
        rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }
    return rest;
}

export function checkIban(text: string): Checked {
    const number = compact(text);
    if (number === "") {
        return { state: "none" };
    }
    const wanted = IBAN_LENGTHS[number.slice(0, 2)];
    if (!/^[A-Z]{1,2}$|^[A-Z]{2}\d{1,2}[0-9A-Z]*$/.test(number) || number.length > (wanted ?? IBAN_MAX)) {
        return { state: "wrong" };
    }
    if (number.length < (wanted ?? IBAN_MIN)) {
        return { state: "short", left: (wanted ?? IBAN_MIN) - number.length };
    }
    return { state: mod97(number) === 1 ? "good" : "wrong" };
}

/** As it is written: a SIRET 3 3 3 5. */
export function showSiret(text: string): string {
    return compact(text).replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, "$1 $2 $3 $4");
}

/** In groups of four. */
export function showIban(text: string): string {
    return compact(text).replace(/(.{4})(?=.)/g, "$1 ");
}

const ALWAYS = ["legal_name", "legal_form", "siret", "vat_number", "address.street", "address.postal_code", "address.city"];
const BETWEEN_BUSINESSES = ["late_penalty_text", "recovery_text", "discount_text"];

/** A small business that asks no VAT says so below its invoices, and needs no number. */
function isVatExempt(values: Texts): boolean {
    return (values.invoice_footer ?? "")
        .toLowerCase()
        .replace(/[^0-9a-z]/g, "")
        .includes("293b");
}

/** Fields of the settings that an invoice needs and that are blank; those between businesses apart. */
export function missingMentions(values: Texts): { always: string[]; business: string[] } {
    const isBlank = (name: string) => (values[name] ?? "").trim() === "" && !(name === "vat_number" && isVatExempt(values));
    return { always: ALWAYS.filter(isBlank), business: BETWEEN_BUSINESSES.filter(isBlank) };
}

/** The same, of the settings as the API has them. */
export function missingIn(settings: object): { always: string[]; business: string[] } {
    const names = [...ALWAYS, ...BETWEEN_BUSINESSES, "invoice_footer"];
    return missingMentions(Object.fromEntries(names.map((name) => [name, String(valueAt(settings, name) ?? "")])));
}
