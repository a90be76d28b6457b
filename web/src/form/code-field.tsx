// SPDX-License-Identifier: MIT
// A number with check digits: while it is typed its field says how much is missing, and at its end whether it is right.

import { useState } from "preact/hooks";
import { t } from "../app/words";
import { type Checked, compact } from "../rules/legal";
import { type Bound, TextField } from "./field";
import { type Kind, Wrong } from "./kinds";

/** Sent without blanks; refused here already where its check digits do not fit. */
export function code(check: (value: string) => Checked, show: (value: string) => string): Kind {
    return {
        show: (value) => (typeof value === "string" ? show(value) : ""),
        normal: show,
        read: (value) => {
            if (check(value).state !== "good") {
                throw new Wrong(t("settings.number_wrong"));
            }
            return compact(value);
        },
    };
}

interface CodeProps extends Bound {
    label: string;
    hint: string;
    check: (text: string) => Checked;
    /** How it is written; typed, it is as it was typed. */
    show: (text: string) => string;
    numeric?: boolean;
}

export function CodeField({ hint, check, show, numeric, value, error, ...rest }: CodeProps) {
    const [inside, enter] = useState(false);
    const checked = check(value);
    const isWrong = checked.state === "wrong" || (checked.state === "short" && !inside);
    const state =
        checked.state === "good"
            ? t("settings.number_good")
            : inside && checked.state === "short"
              ? t("settings.number_left", { count: checked.left })
              : hint;
    return (
        <TextField
            {...rest}
            value={inside ? value : show(value)}
            hint={state}
            error={error ?? (isWrong ? t("settings.number_wrong") : undefined)}
            inputMode={numeric ? "numeric" : "text"}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            onFocus={() => enter(true)}
            onBlur={() => enter(false)}
            onPaste={(event) => {
                const pasted = event.clipboardData?.getData("text") ?? "";
                if (pasted && compact(pasted) !== pasted && event.currentTarget.value === "") {
                    event.preventDefault();
                    rest.onValue(show(pasted));
                }
            }}
        />
    );
}
