// SPDX-License-Identifier: MIT
// How one is known: the address, and a password to choose. Browsers fill them in and remember them by these names.

import { t } from "../app/words";
import { type Bound, TextField } from "./field";

export function EmailField({ autofocus, ...bound }: Bound & { autofocus?: boolean }) {
    return <TextField {...bound} label={t("signin.email")} type="email" autocomplete="username" required autofocus={autofocus} />;
}

export function NewPasswordField({ label, autofocus, ...bound }: Bound & { label: string; autofocus?: boolean }) {
    return (
        <TextField
            {...bound}
            label={label}
            hint={t("password.hint")}
            type="password"
            autocomplete="new-password"
            required
            autofocus={autofocus}
        />
    );
}
