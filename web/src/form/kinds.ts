// SPDX-License-Identifier: MIT
// What a form's fields are: how a value of the API becomes text to type in, and how text becomes a value to send. A form is a
// table from names, which are where values stand in the body, to kinds.

import { ApiError, type FieldError } from "../api/error";
import type { Body } from "../api/resource";
import { tenantCountry, today } from "../app/session";
import { currentLanguage, day as dayText, type Key, t } from "../app/words";
import { readDay } from "../rules/date";
import { bodyFrom, valueAt } from "../rules/fields";
import type { Texts } from "../rules/merge";
import { amountOf, readCents } from "../rules/money";
import { readNumber, toJson, type WrongNumber } from "../rules/number";
import { incompletePhone, showPhone, toE164 } from "../rules/phone";
import { showPlate } from "../rules/plate";

/** Said beside the field. */
export class Wrong extends Error {}

export interface Kind {
    /** `record`: all of it, for what depends on another field. */
    show: (value: unknown, record?: unknown) => string;
    /** Throws Wrong. Blank text never comes here: it is null. */
    read: (text: string) => unknown;
    /** What blank text is; null where it is not said. */
    blank?: unknown;
    /** One spelling for all that mean the same. */
    normal?: (text: string) => string;
    /** For people to read, where the text itself is not. */
    say?: (text: string) => string;
}

/** By name, each with what it is called. */
export type Shape = Record<string, Kind & { label: Key }>;

/** Where a field that finds a record keeps what is read in it, beside the id. */
export const textName = (name: string): string => `${name}:text`;

export const called = (label: Key, kind: Kind): Kind & { label: Key } => ({ ...kind, label });

const trimmed = (text: string): string => text.trim();
const asText = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** With the language's decimal sign, without groups: it is to be typed in. */
export function typed(value: unknown): string {
    const text = asText(value);
    return currentLanguage() === "fr" ? text.replace(".", ",") : text;
}

function wrongNumber(wrong: WrongNumber, decimals: number): Wrong {
    const understood = currentLanguage() === "fr" ? wrong.understood : wrong.understood.replace(",", ".");
    if (wrong.fault === "too_many_decimals") {
        return new Wrong(decimals ? t("number.decimals", { understood, count: decimals }) : t("number.whole", { understood }));
    }
    return new Wrong(t(wrong.fault === "too_large" ? "number.too_large" : "number.unclear", { understood }));
}

export const text: Kind = { show: asText, read: (value) => value.trim() };

export const phone: Kind = {
    show: (value) => showPhone(asText(value), tenantCountry()),
    read: (value) => {
        const understood = incompletePhone(value, tenantCountry());
        if (understood) {
            throw new Wrong(t("phone.incomplete", { understood }));
        }
        return toE164(value, tenantCountry());
    },
    normal: (value) => (value.trim() ? showPhone(toE164(value, tenantCountry()), tenantCountry()) : ""),
};

/** Sent as typed: the server knows the spellings, and what it makes of them comes back. */
export const plate: Kind = { show: asText, read: (value) => value.trim(), normal: showPlate };

export const flag: Kind = {
    show: (value) => (value === true ? "true" : ""),
    read: () => true,
    blank: false,
    say: (value) => t(value ? "yes" : "no"),
};

export const splitTags = (value: string): string[] =>
    value
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean);

/** Separated by commas, which no tag holds. */
export const tags: Kind = {
    show: (value) => (Array.isArray(value) ? value.join(",") : ""),
    read: splitTags,
    blank: [],
    normal: (value) => splitTags(value).join(","),
    say: (value) => splitTags(value).join(", "),
};

export const day: Kind = {
    show: asText,
    normal: (value) => readDay(value, today()) ?? value.trim(),
    say: (value) => dayText(value),
    read: (value) => {
        const read = readDay(value, today());
        if (!read) {
            throw new Wrong(t("date.unclear", { understood: value }));
        }
        return read;
    },
};

export const money: Kind = {
    show: (value) => (typeof value === "number" ? typed(value.toFixed(2)) : ""),
    read: (value) => {
        const read = readCents(value);
        if ("fault" in read) {
            throw wrongNumber(read, 2);
        }
        return amountOf(read.cents);
    },
};

export function decimal(decimals: number): Kind {
    return {
        show: typed,
        read: (value) => {
            const read = readNumber(value, decimals);
            if ("fault" in read) {
                throw wrongNumber(read, decimals);
            }
            return toJson(read.digits);
        },
    };
}

export const whole: Kind = decimal(0);

/** What a form shows of a record; of none, blanks. */
export function textsOf(shape: Shape, record?: unknown): Texts {
    return Object.fromEntries(Object.entries(shape).map(([name, kind]) => [name, record ? kind.show(valueAt(record, name), record) : ""]));
}

/** Each in its one spelling. */
export function normalOf(shape: Shape, values: Texts): Texts {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, (shape[name]?.normal ?? trimmed)(value)]));
}

/** The body of these fields; throws what is wrong with each as the server would say it. */
export function bodyOfTexts(shape: Shape, values: Texts, names = Object.keys(shape)): Body {
    const parts: Record<string, unknown> = {};
    const wrong: FieldError[] = [];
    for (const name of names) {
        const kind = shape[name];
        if (!kind) {
            continue;
        }
        const value = values[name] ?? "";
        try {
            parts[name] = value.trim() === "" ? (kind.blank ?? null) : kind.read(value);
        } catch (error) {
            if (!(error instanceof Wrong)) {
                throw error;
            }
            wrong.push({ field: name, code: "", message: error.message, params: {} });
        }
    }
    if (wrong.length) {
        throw new ApiError(400, "VALIDATION_ERROR", "", wrong);
    }
    return bodyFrom(parts);
}

/** Text beside no record: nobody would be sent, and what was typed would be gone in silence. */
export function unchosen(values: Texts, name: string): FieldError[] {
    const isLeft = Boolean(values[textName(name)]?.trim()) && !values[name];
    return isLeft ? [{ field: name, code: "", message: t("form.unchosen"), params: {} }] : [];
}

/** What is wrong with a field as it stands; undefined: nothing. */
export function faultOf(kind: Kind, value: string): string | undefined {
    try {
        if (value.trim()) {
            kind.read(value);
        }
    } catch (error) {
        return error instanceof Wrong ? error.message : undefined;
    }
    return undefined;
}
