// SPDX-License-Identifier: MIT
// The lines of a paper as a form holds them, and what they come to.

import { me } from "../app/session";
import { isBlank, type LineText } from "../rules/lines";
import type { FormOf, Values } from "./form";
import { LineSums } from "./line-sums";
import { LinesField } from "./lines";
import { useCar } from "./paper-car";
import { modeOf, readLines, writeLines } from "./paper-shape";

/** The server counts the lines that were sent; what is shown has empty ones between. */
function byShownRow(errors: Record<string, string>, shown: LineText[]): Record<string, string> {
    const sent = shown.map((line, row) => (isBlank(line) ? -1 : row)).filter((row) => row >= 0);
    return Object.fromEntries(
        Object.entries(errors).map(([name, text]) => [
            name.replace(/^items\[(\d+)\]/, (_all, index) => `items[${sent[Number(index)] ?? index}]`),
            text,
        ]),
    );
}

/** What is done, and what it comes to. */
export function PaperLines({ form }: { form: FormOf<Values> }) {
    const shown = readLines(form.values.items ?? "");
    const pricing = {
        vat_rate: form.values.vat_rate ?? "",
        price_mode: modeOf(form.values.price_mode || me.value?.tenant.price_mode),
    };
    const currency = me.value?.tenant.currency ?? "EUR";
    const car = useCar(form);
    return (
        <>
            {form.errors.items && !Object.keys(form.errors).some((name) => name.startsWith("items[")) && (
                <p class="error" role="alert">
                    {form.errors.items}
                </p>
            )}
            <LinesField
                value={shown}
                onValue={(changed) => form.set("items", writeLines(changed))}
                errors={byShownRow(form.errors, shown)}
                pricing={pricing}
                currency={currency}
                car={car}
            />
            <LineSums lines={shown} pricing={pricing} currency={currency} />
        </>
    );
}
