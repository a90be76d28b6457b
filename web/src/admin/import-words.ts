// SPDX-License-Identifier: MIT
// What imports are called, and the fields that the columns of each kind may go to.

import type { Import, ImportRow, Kind } from "../api/imports";
import { t } from "../app/words";
import type { Tone } from "../ui/chip";

type Field = NonNullable<NonNullable<Import["columns"]>[number]["field"]>;

export const FIELDS: Record<Kind, readonly Field[]> = {
    contacts: [
        "first_name",
        "last_name",
        "company",
        "mobile",
        "phone",
        "email",
        "address_street",
        "address_postal_code",
        "address_city",
        "address_country",
        "siren",
        "vat_number",
        "tags",
    ],
    vehicles: ["license_plate", "vin", "make", "model", "year", "color", "mileage", "owner_name", "owner_phone", "owner_email"],
};
export const KINDS: readonly Kind[] = ["contacts", "vehicles"];
export const DUPLICATES = ["SKIP", "UPDATE_EMPTY", "CREATE"] as const;
export const ENCODINGS = ["UTF_8", "WINDOWS_1252", "ISO_8859_15", "UTF_16LE", "UTF_16BE"] as const;
export const SEPARATORS = ["SEMICOLON", "COMMA", "TAB", "PIPE"] as const;

const TONES: Record<string, Tone> = { DONE: "good", FAILED: "bad", RUNNING: "info", UNDOING: "info" };
export const toneOf = (state: string): Tone => TONES[state] ?? "neutral";

export const isAtWork = (state: string | undefined): boolean => state === "RUNNING" || state === "UNDOING";

/** "address.street" of an error, "address_street" of a column: a field in words. */
export function fieldWords(name: string): string {
    const known = [...FIELDS.contacts, ...FIELDS.vehicles].find((field) => field === name.replace(".", "_"));
    return known ? t(`import.field.${known}`) : t("import.row");
}

export function nameOf(one: Pick<ImportRow, "name" | "kind">): string {
    return one.name ?? t(`import.kind.${one.kind ?? "contacts"}`);
}
