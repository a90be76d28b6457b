// SPDX-License-Identifier: MIT
// Days as people type them: 15/3, 15.03.26, "auj", "demain", "+30", "ven". A day is text YYYY-MM-DD; sums are made in UTC, where
// no hour is missing. `today` is the tenant's.

const DAY_MS = 86_400_000;
const WEEKDAYS = [
    ["dim", "sun"],
    ["lun", "mon"],
    ["mar", "tue"],
    ["mer", "wed"],
    ["jeu", "thu"],
    ["ven", "fri"],
    ["sam", "sat"],
];
const MONTHS: [RegExp, number][] = [
    [/^jan/, 1],
    [/^(fev|feb)/, 2],
    [/^mar/, 3],
    [/^(avr|apr)/, 4],
    [/^(mai|may)/, 5],
    [/^(juin|june|jun)$/, 6],
    [/^(juil|juillet|jul|july)$/, 7],
    [/^(aou|aug)/, 8],
    [/^sep/, 9],
    [/^oct/, 10],
    [/^nov/, 11],
    [/^dec/, 12],
];
const NAMED: Record<string, number> = {
    auj: 0,
    aujourdhui: 0,
    today: 0,
    tod: 0,
    demain: 1,
    dem: 1,
    tomorrow: 1,
    tom: 1,
    hier: -1,
    yesterday: -1,
};

const instant = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The evening of a day in a zone, as an instant. */
export function eveningOf(iso: string, timeZone: string): string {
    const guess = Date.parse(`${iso}T18:00:00Z`);
    const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    const shown = Date.parse(`${format.format(guess).replace(" ", "T")}Z`);
    return new Date(2 * guess - shown).toISOString();
}

export function addDays(iso: string, days: number): string {
    return dayAt(instant(iso) + days * DAY_MS);
}

/** Undefined: there is no such day, as 31/2. */
function made(year: number, month: number, day: number): string | undefined {
    const iso = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
    const time = instant(iso);
    return !Number.isNaN(time) && dayAt(time) === iso ? iso : undefined;
}

/** Without a year it is the nearest such day: "28/12" typed in January was four weeks ago. */
function nearest(today: string, month: number, day: number): string | undefined {
    const year = Number(today.slice(0, 4));
    const days = [year - 1, year, year + 1].map((of) => made(of, month, day)).filter((iso) => iso !== undefined);
    const away = (iso: string) => Math.abs(instant(iso) - instant(today));
    return days.sort((a, b) => away(a) - away(b))[0];
}

function fullYear(text: string): number {
    return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function numeric(text: string, today: string): string | undefined {
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
    if (iso) {
        return made(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    }
    const parts = /^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?$/.exec(text);
    if (!parts) {
        return undefined;
    }
    const [, day, month, year] = parts;
    return year ? made(fullYear(year), Number(month), Number(day)) : nearest(today, Number(month), Number(day));
}

function spelled(text: string, today: string): string | undefined {
    const parts = /^(\d{1,2})(?:er)? ([a-z]+)\.?(?: (\d{4}|\d{2}))?$/.exec(text);
    const month = parts && MONTHS.find(([pattern]) => pattern.test(parts[2] ?? ""))?.[1];
    if (!parts || !month) {
        return undefined;
    }
    return parts[3] ? made(fullYear(parts[3]), month, Number(parts[1])) : nearest(today, month, Number(parts[1]));
}

/** The next one: on a Friday "ven" is in a week. */
function weekday(text: string, today: string): string | undefined {
    const wanted = WEEKDAYS.findIndex((names) => names.some((name) => text.startsWith(name)));
    if (wanted < 0 || !/^[a-z]+$/.test(text)) {
        return undefined;
    }
    const ahead = (wanted - new Date(instant(today)).getUTCDay() + 6) % 7;
    return addDays(today, ahead + 1);
}

/** YYYY-MM-DD; undefined: not understood. */
export function readDay(typed: string, today: string): string | undefined {
    const text = typed
        .normalize("NFD")
        .replace(/[\u0300-\u036f'’]/g, "")
        .replace(/\s+/g, " ")
        .trim()
        .toLowerCase();
    const named = NAMED[text];
    if (named !== undefined) {
        return addDays(today, named);
    }
    const shift = /^([+\u2212-]) ?(\d{1,4}) ?(?:j|d)?$/.exec(text);
    if (shift) {
        return addDays(today, Number(shift[2]) * (shift[1] === "+" ? 1 : -1));
    }
    return numeric(text, today) ?? spelled(text, today) ?? weekday(text, today);
}
