// SPDX-License-Identifier: MIT
// A telephone number as people of its country write it. Kept are E.164 numbers; what is not known is shown as it is kept.

const BLANK = "\u00a0";

function pairs(digits: string): string {
    return digits.replace(/(\d\d)(?=\d)/g, `$1${BLANK}`);
}

/** `+33612345678` is 06 12 34 56 78, with blanks that do not break. */
export function showPhone(phone: string): string {
    const french = /^\+33([1-9]\d{8})$/.exec(phone);
    if (french) {
        return pairs(`0${french[1]}`);
    }
    // Réunion and Mayotte, Guadeloupe, Guyane, Martinique: ten digits after their own code
    const overseas = /^\+(?:262|590|594|596)([1-9]\d{8})$/.exec(phone);
    return overseas ? pairs(`0${overseas[1]}`) : phone;
}

/** What somebody typed into a search is a number to call rather than a name. */
export function looksLikePhone(text: string): boolean {
    return /^[+(]?\d[\d\s()./-]*$/.test(text.trim()) && text.replace(/\D/g, "").length >= 4;
}
