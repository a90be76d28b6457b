// SPDX-License-Identifier: MIT
// A choice among few: the browser's own select.

import { type Bound, Field } from "./field";

interface Option {
    value: string;
    label: string;
}

interface SelectProps extends Bound {
    label: string;
    hint?: string;
    options: Option[];
}

export function SelectField({ label, hint, error, name, value, onValue, options }: SelectProps) {
    return (
        <Field label={label} hint={hint} error={error}>
            {({ id, describedBy }) => (
                <select
                    id={id}
                    name={name}
                    class="input"
                    value={value}
                    aria-invalid={error ? "true" : undefined}
                    aria-describedby={describedBy}
                    onChange={(event) => onValue(event.currentTarget.value)}
                >
                    {options.map((option) => (
                        <option key={option.value} value={option.value}>
                            {option.label}
                        </option>
                    ))}
                </select>
            )}
        </Field>
    );
}
