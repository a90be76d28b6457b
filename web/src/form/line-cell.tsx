// SPDX-License-Identifier: MIT
// One cell of a line: its text, with what may be meant under it, or a figure; and what is wrong with either.

import { ItemField } from "./item-field";
import type { LineRows } from "./lines";

export type LineName = "description" | "quantity" | "unit_price";

interface CellProps {
    name: LineName;
    row: number;
    label: string;
    value: string;
    error: string | undefined;
    onValue: (text: string) => void;
    rows: LineRows;
}

export function LineCell({ name, row, label, value, error, onValue, rows }: CellProps) {
    const press = (event: KeyboardEvent) => rows.press(event, row, name);
    const shared = {
        class: name === "description" ? "input" : "input number",
        "data-cell": `${row}.${name}`,
        "aria-label": label,
        "aria-invalid": error ? ("true" as const) : undefined,
        "aria-describedby": error ? `line-error-${row}-${name}` : undefined,
    };
    return (
        <>
            {name === "description" ? (
                <ItemField
                    control={shared}
                    text={value}
                    car={rows.car}
                    pricing={rows.pricing}
                    onText={onValue}
                    onChoose={(chosen) => rows.choose(row, chosen)}
                    onKey={press}
                    onNext={() => rows.next(row, name)}
                />
            ) : (
                <input
                    {...shared}
                    value={value}
                    inputMode="decimal"
                    autocomplete="off"
                    onInput={(event) => onValue(event.currentTarget.value)}
                    onKeyDown={press}
                />
            )}
            {error && (
                <span class="error" id={`line-error-${row}-${name}`}>
                    {error}
                </span>
            )}
        </>
    );
}
