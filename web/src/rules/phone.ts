// SPDX-License-Identifier: MIT
// Telephone numbers: typed as people write them, sent as E.164, shown as the country reads them. A number without its country is
// one of the tenant's.

import { showPhone as showFrench } from "./show-phone";

export { looksLikePhone } from "./show-phone";

/** What stands before a number of a country, and what it drops when dialled from abroad. */
interface Country {
    code: string;
    trunk: string;
}

const FRANCE: Country = { code: "33", trunk: "0" };

const COUNTRIES: Record<string, Country> = {
    france: FRANCE,
    fr: FRANCE,
    belgique: { code: "32", trunk: "0" },
    belgium: { code: "32", trunk: "0" },
    be: { code: "32", trunk: "0" },
    suisse: { code: "41", trunk: "0" },
    switzerland: { code: "41", trunk: "0" },
    ch: { code: "41", trunk: "0" },
    luxembourg: { code: "352", trunk: "" },
    lu: { code: "352", trunk: "" },
    allemagne: { code: "49", trunk: "0" },
    germany: { code: "49", trunk: "0" },
    de: { code: "49", trunk: "0" },
    espagne: { code: "34", trunk: "" },
    spain: { code: "34", trunk: "" },
    es: { code: "34", trunk: "" },
    italie: { code: "39", trunk: "" },
    italy: { code: "39", trunk: "" },
    it: { code: "39", trunk: "" },
    monaco: { code: "377", trunk: "" },
    mc: { code: "377", trunk: "" },
};

/** French numbers of places that have a code of their own. */
const OVERSEAS: [RegExp, string][] = [
    [/^0(262|263|692|693)/, "262"],
    [/^0(269|639)/, "262"],
    [/^0(590|690|691)/, "590"],
    [/^0(594|694)/, "594"],
    [/^0(596|696|697)/, "596"],
];

function countryOf(name: string | null | undefined): Country {
    return COUNTRIES[(name ?? "").trim().toLowerCase()] ?? FRANCE;
}

function national(digits: string, country: Country): string {
    const there = country === FRANCE ? OVERSEAS.find(([pattern]) => pattern.test(digits))?.[1] : undefined;
    const rest = country.trunk && digits.startsWith(country.trunk) ? digits.slice(country.trunk.length) : digits;
    return `+${there ?? country.code}${rest}`;
}

/** What is to be sent. Letters stay: the server says what is wrong with them. `country` is the tenant's, by name or code. */
export function toE164(text: string, country: string | null | undefined): string {
    const bare = text.replace(/[^\p{L}\p{N}+()]/gu, "");
    if (bare.startsWith("+")) {
        return text.trim(); // the server knows all spellings of a number with its country
    }
    const digits = bare.replace(/\(0\)/g, "").replace(/[()]/g, "");
    if (!/^\d+$/.test(digits)) {
        return text.trim();
    }
    return digits.startsWith("00") ? `+${digits.slice(2)}` : national(digits, countryOf(country));
}

/** A French number is ten digits; where it is not, what was understood. Other countries' the server knows. */
export function incompletePhone(text: string, country: string | null | undefined): string | undefined {
    const digits = text.replace(/\D/g, "");
    const isNational = countryOf(country) === FRANCE && /^0[1-9]/.test(digits) && !text.includes("+") && !/\p{L}/u.test(text);
    return isNational && digits.length !== 10 ? pairs(digits) : undefined;
}

function pairs(digits: string): string {
    return digits.replace(/(\d\d)(?=\d)/g, "$1\u00a0");
}

/** "+33612345678" is "06 12 34 56 78" in France, "+33 6 12 34 56 78" elsewhere; what is no such number stays. */
export function showPhone(phone: string, country?: string | null): string {
    const here = countryOf(country) === FRANCE ? showFrench(phone) : phone;
    if (here !== phone) {
        return here;
    }
    const french = /^\+33([1-9])(\d{8})$/.exec(phone);
    if (french) {
        return `+33\u00a0${french[1]}\u00a0${pairs(french[2] ?? "")}`;
    }
    const other = /^\+(3[0-469]|4[013-9]|35\d|37\d|42\d|1|7|2[07])(\d+)$/.exec(phone);
    return other ? `+${other[1]}\u00a0${pairs(other[2] ?? "")}` : phone;
}
