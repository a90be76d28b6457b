// SPDX-License-Identifier: MIT
// Numbers as people type them: comma or point, blanks of all kinds, a currency sign. Nothing is rounded in silence: what is
// wrong is told with what was understood. A number is its digits, never a float.

export type NumberFault = "not_a_number" | "too_many_decimals" | "too_large";

export interface Digits {
    negative: boolean;
    /** Without leading zeros, "0" at least. */
    whole: string;
    /** As typed, without zeros at its end. */
    decimals: string;
}

export interface WrongNumber {
    fault: NumberFault;
    /** For TOO_MANY_DECIMALS: the number that was read, such as "12,345". */
    understood: string;
}

export type ReadNumber = { digits: Digits } | WrongNumber;

/** Digits that a number of JavaScript holds whatever its decimals. */
const MAX_DIGITS = 15;

/** Blanks of all kinds, apostrophes between groups, signs of currencies. */
const DECORATION = /[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\ufeff'’€$£]|eur\b|chf\b/gi;

/** Takes groups apart: "1.234.567" is a whole number, "1.234" has three decimals. Undefined: it is neither. */
function split(text: string): [string, string] | undefined {
    const last = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
    if (last < 0) {
        return [text, ""];
    }
    const sign = text[last] as string;
    const other = sign === "," ? "." : ",";
    const before = text.slice(0, last);
    const isGrouping = before.includes(sign);
    if (isGrouping && before.includes(other)) {
        return undefined;
    }
    const groups = isGrouping ? text.split(sign) : before.split(other);
    if (
        groups.length > 1 &&
        (groups[0]?.length === 0 || (groups[0]?.length ?? 0) > 3 || groups.slice(1).some((group) => group.length !== 3))
    ) {
        return undefined;
    }
    return isGrouping ? [groups.join(""), ""] : [groups.join(""), text.slice(last + 1)];
}

function cleaned(text: string): { negative: boolean; rest: string } {
    const bare = text.replace(DECORATION, "");
    const sign = /^[-+\u2212\u2013]/.exec(bare)?.[0];
    return { negative: sign !== undefined && sign !== "+", rest: sign ? bare.slice(1) : bare };
}

/** `text` is not blank. `decimals`: how many are allowed. */
export function readNumber(text: string, decimals: number): ReadNumber {
    const { negative, rest } = cleaned(text);
    const parts = split(rest);
    if (!parts || !/^\d*$/.test(parts[0]) || !/^\d*$/.test(parts[1]) || parts[0] + parts[1] === "") {
        return { fault: "not_a_number", understood: text.trim() };
    }
    const whole = parts[0].replace(/^0+(?=\d)/, "") || "0";
    // Zeros count: "45.000" kilometres may well have been forty-five thousand.
    if (parts[1].length > decimals) {
        return { fault: "too_many_decimals", understood: `${negative ? "\u2212" : ""}${whole},${parts[1]}` };
    }
    const fraction = parts[1].replace(/0+$/, "");
    if (whole.length + decimals > MAX_DIGITS) {
        return { fault: "too_large", understood: text.trim() };
    }
    return { digits: { negative: negative && `${whole}${fraction}` !== "0", whole, decimals: fraction } };
}

/** As JSON writes it: the digits decide, the float is only their carrier. */
export function toJson({ negative, whole, decimals }: Digits): number {
    return Number(`${negative ? "-" : ""}${whole}${decimals ? `.${decimals}` : ""}`);
}
