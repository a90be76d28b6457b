// SPDX-License-Identifier: MIT
// A choice among few: the browser's own select.

import { type Bound, control, Field } from "./field";

interface Option {
    value: string;
    label: string;
}

interface SelectProps extends Bound {
    label: string;
    hint?: string;
    options: Option[];
    autofocus?: boolean;
}

export function SelectField({ label, hint, error, name, value, onValue, options, autofocus }: SelectProps) {
    return (
        <Field label={label} hint={hint} error={error}>
            {(ids) => (
                <select
                    {...control({ name, value, error, onValue }, ids)}
                    autofocus={autofocus}
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
