// SPDX-License-Identifier: MIT
// A day that decides what is shown: it counts once it is whole.

import { Field } from "../form/field";

interface DayProps {
    label: string;
    value: string;
    onDay: (day: string) => void;
}

export function DayChoice({ label, value, onDay }: DayProps) {
    return (
        <Field label={label}>
            {({ id }) => (
                <input
                    id={id}
                    type="date"
                    class="input"
                    value={value}
                    onChange={(event) => event.currentTarget.value && onDay(event.currentTarget.value)}
                />
            )}
        </Field>
    );
}
