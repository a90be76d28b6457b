// SPDX-License-Identifier: MIT
// Words, dates and numbers in the reader's language. French is complete by definition; English has the same keys. A message is
// a text with {placeholders}, or {"one", "other"} chosen by `count`. What the first page says is in fr.json; what only other pages
// say is in fr.pages.json, which comes with the first of them, and what only pages of one world say is in fr.garage.json or
// fr.sales.json, which come with the first of those.

import type frOfGarage from "../../i18n/fr.garage.json";
import type fr from "../../i18n/fr.json";
import type frOfPages from "../../i18n/fr.pages.json";
import type frOfSales from "../../i18n/fr.sales.json";
import type { World } from "../routes";

export type Key = keyof typeof fr | keyof typeof frOfPages | keyof typeof frOfGarage | keyof typeof frOfSales;
export type Language = "fr" | "en";
type Message = string | { one: string; other: string };
type Params = Record<string, string | number>;
type ServerWords = Record<string, { fr: string; en: string }>;

let language: Language = "fr";
let words = {} as Record<string, Message>;
let codes = {} as ServerWords;
let plural = new Intl.PluralRules("fr");

export function currentLanguage(): Language {
    return language;
}

/** Once before the first page, and when the reader chooses another. */
export async function loadWords(wanted: Language): Promise<void> {
    const catalogue = await (wanted === "fr" ? import("../../i18n/fr.json") : import("../../i18n/en.json"));
    language = wanted;
    words = catalogue.default as Record<string, Message>;
    plural = new Intl.PluralRules(wanted);
    document.documentElement.lang = wanted;
}

type Catalogue = "pages" | "garage" | "sales";

const CATALOGUES: Record<Language, Record<Catalogue, () => Promise<{ default: object }>>> = {
    fr: {
        pages: () => import("../../i18n/fr.pages.json"),
        garage: () => import("../../i18n/fr.garage.json"),
        sales: () => import("../../i18n/fr.sales.json"),
    },
    en: {
        pages: () => import("../../i18n/en.pages.json"),
        garage: () => import("../../i18n/en.garage.json"),
        sales: () => import("../../i18n/en.sales.json"),
    },
};

const OF_WORLD: Partial<Record<World, Catalogue>> = { garage: "garage", pipeline: "sales" };

const loads = new Map<Catalogue, Promise<void>>();

function loadCatalogue(name: Catalogue): Promise<void> {
    const load =
        loads.get(name) ??
        CATALOGUES[language][name]().then(
            (catalogue) => {
                words = { ...words, ...(catalogue.default as Record<string, Message>) };
            },
            (error: unknown) => {
                loads.delete(name);
                throw error;
            },
        );
    loads.set(name, load);
    return load;
}

/** Words of every page but the first, and of those of one world: asked for once, by whoever needs them first. */
export async function loadPageWords(world: World): Promise<void> {
    const own = OF_WORLD[world];
    await Promise.all([loadCatalogue("pages"), own && loadCatalogue(own)]);
}

/** Sentences for what the server refuses: nothing of the first page, so they come after it. */
export async function loadServerWords(): Promise<void> {
    codes = (await import("../../i18n/server.json")).default as ServerWords;
}

function fill(text: string, params: Params): string {
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = params[name];
        return value === undefined ? whole : typeof value === "number" ? number(value) : value;
    });
}

export function t(key: Key, params: Params = {}): string {
    const message = words[key] ?? key;
    if (typeof message === "string") {
        return fill(message, params);
    }
    return fill(plural.select(Number(params.count ?? 0)) === "one" ? message.one : message.other, params);
}

/** The sentence for a code of the server; undefined: there is none. */
export function serverWords(code: string, params: Params = {}): string | undefined {
    const found = codes[code];
    return found && fill(found[language], params);
}

// ---- numbers and dates ----

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const name = language + JSON.stringify(options);
    const found = formats.get(name) ?? new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-IE", options);
    formats.set(name, found);
    return found as Intl.NumberFormat;
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const name = language + JSON.stringify(options);
    const found = formats.get(name) ?? new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-IE", options);
    formats.set(name, found);
    return found as Intl.DateTimeFormat;
}

/** Figures in a column take the true minus. */
function withMinus(text: string): string {
    return text.replace(/^-/, "\u2212");
}

export function number(value: number, digits = 0): string {
    return withMinus(numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: Math.max(digits, 3) }).format(value));
}

/** Of one: two decimals, or as many of the four as it has. */
export function price(value: number): string {
    return withMinus(numberFormat({ minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(value));
}

/** `amount` as the API has it, in units of the currency. */
export function money(amount: number, currency = "EUR"): string {
    return withMinus(numberFormat({ style: "currency", currency }).format(amount));
}

/** `iso`: YYYY-MM-DD. No zone can move a day: it is taken apart, not made an instant of here. */
export function day(iso: string): string {
    const [year, month, date] = iso.slice(0, 10).split("-").map(Number);
    return dateFormat({ day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }).format(
        Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1),
    );
}

/** "mars 2026"; `number` from 1. */
export function month(year: number, number: number): string {
    return dateFormat({ month: "short", year: "numeric", timeZone: "UTC" }).format(Date.UTC(year, number - 1, 1));
}

/** `iso`: an instant; shown in the tenant's zone. */
export function moment(iso: string, timeZone: string): string {
    return dateFormat({ dateStyle: "short", timeStyle: "short", timeZone }).format(new Date(iso));
}
