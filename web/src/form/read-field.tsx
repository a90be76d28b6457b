// SPDX-License-Identifier: MIT
// Text that means something: a number, an amount, a day, a telephone, a plate. Typed as one likes; left, it shows what was
// understood, or says what was not; entered again, it is as it was typed.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { tenantCountry, today } from "../app/session";
import { day as dayText, number, t } from "../app/words";
import { readDay } from "../rules/date";
import { readCents } from "../rules/money";
import { readNumber, toJson } from "../rules/number";
import { showPhone, toE164 } from "../rules/phone";
import { showPlate } from "../rules/plate";
import { type Bound, Field, TextField } from "./field";
import { day, decimal, faultOf, type Kind, money, phone } from "./kinds";

type Attributes = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "name" | "value" | "label">;
type ReadProps = Bound & { label: string; hint?: string } & Attributes;

interface Reading {
    kind?: Kind;
    /** As it looks when one is not in it; the text itself where it is not understood. */
    shown: (text: string) => string;
}

/** Before the next drawing: who comes by Tab has all of it selected, and replaces it by typing. */
function asTyped(field: HTMLInputElement, value: string): void {
    if (field.value !== value) {
        field.value = value;
        field.select();
    }
}

function ReadField({ reading, value, error, ...rest }: ReadProps & { reading: Reading }) {
    const [inside, enter] = useState(false);
    const fault = inside || !reading.kind ? undefined : faultOf(reading.kind, value);
    return (
        <TextField
            {...rest}
            value={inside || fault || !value.trim() ? value : reading.shown(value)}
            error={error ?? fault}
            onFocus={(event) => {
                asTyped(event.currentTarget, value);
                enter(true);
            }}
            onBlur={() => enter(false)}
        />
    );
}

export function NumberField({ decimals = 0, ...rest }: ReadProps & { decimals?: number }) {
    const shown = (text: string) => {
        const read = readNumber(text, decimals);
        return "digits" in read ? number(toJson(read.digits), read.digits.decimals.length) : text;
    };
    return (
        <ReadField {...rest} inputMode={decimals ? "decimal" : "numeric"} autocomplete="off" reading={{ kind: decimal(decimals), shown }} />
    );
}

export function MoneyField(props: ReadProps) {
    const shown = (text: string) => {
        const read = readCents(text);
        return "cents" in read ? number(read.cents / 100, 2) : text;
    };
    return <ReadField {...props} inputMode="decimal" autocomplete="off" reading={{ kind: money, shown }} />;
}

export function PhoneField(props: ReadProps) {
    const shown = (text: string) => showPhone(toE164(text, tenantCountry()), tenantCountry());
    return <ReadField {...props} type="tel" inputMode="tel" reading={{ kind: phone, shown }} />;
}

/** A year is a number without groups. */
export function YearField(props: ReadProps) {
    return <ReadField {...props} inputMode="numeric" autocomplete="off" reading={{ kind: decimal(0), shown: (text) => text.trim() }} />;
}

export function PlateField(props: ReadProps) {
    return <ReadField {...props} autocomplete="off" autocapitalize="characters" spellcheck={false} reading={{ shown: showPlate }} />;
}

/** The browser's calendar, and beside it a text that takes "auj", "+30", "ven" and 15/3. */
export function DateField({ label, hint, error, name, value, onValue, ...rest }: ReadProps) {
    const [inside, enter] = useState(false);
    const read = readDay(value, today());
    const fault = inside ? undefined : faultOf(day, value);
    return (
        <Field label={label} hint={hint} error={error ?? fault} required={rest.required === true}>
            {({ id, describedBy }) => (
                <span class="pair">
                    <input
                        {...rest}
                        id={id}
                        name={name}
                        class="input"
                        autocomplete="off"
                        value={inside || !read ? value : dayText(read)}
                        aria-invalid={(error ?? fault) ? "true" : undefined}
                        aria-describedby={describedBy}
                        onFocus={(event) => {
                            asTyped(event.currentTarget, value);
                            enter(true);
                        }}
                        onBlur={() => enter(false)}
                        onInput={(event) => onValue(event.currentTarget.value)}
                    />
                    <input
                        type="date"
                        class="input"
                        aria-label={t("date.calendar", { label })}
                        value={read ?? ""}
                        onInput={(event) => onValue(event.currentTarget.value)}
                    />
                </span>
            )}
        </Field>
    );
}
