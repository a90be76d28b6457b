// SPDX-License-Identifier: MIT
// Money is a whole number of cents. It comes as a number with two decimals and goes so; between, nothing is a fraction.

import { readNumber, toJson, type WrongNumber } from "./number";

export function readCents(text: string): { cents: number } | WrongNumber {
    const read = readNumber(text, 2);
    if ("fault" in read) {
        return read;
    }
    const { negative, whole, decimals } = read.digits;
    const cents = Number(whole + decimals.padEnd(2, "0"));
    return { cents: negative ? -cents : cents };
}

/** Of an amount that the API answered, such as 1234.5. */
export function centsOf(amount: number): number {
    const read = readNumber(amount.toFixed(2), 2);
    return "digits" in read ? Number(read.digits.whole + read.digits.decimals.padEnd(2, "0")) * (read.digits.negative ? -1 : 1) : 0;
}

/** For a body: 123450 is 1234.5. */
export function amountOf(cents: number): number {
    const text = String(Math.abs(cents)).padStart(3, "0");
    return toJson({ negative: cents < 0, whole: text.slice(0, -2), decimals: text.slice(-2) });
}

/** Whether a price needs no third decimal; 39.8 times 100 is not 3980 in the numbers of a browser. */
export function isWholeCents(amount: number): boolean {
    return Number(amount.toFixed(2)) === amount;
}
