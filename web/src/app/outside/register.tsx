// SPDX-License-Identifier: MIT
// Asking the garage of this address for an account. Somebody of it lets one in.

import { useState } from "preact/hooks";
import { register } from "../../api/account";
import { EmailField, NewPasswordField } from "../../form/account-fields";
import { TextField } from "../../form/field";
import { Form, useForm } from "../../form/form";
import { Button } from "../../ui/button";
import { t } from "../words";

const EMPTY = { first_name: "", last_name: "", email: "", password: "" };

export default function RegisterPage() {
    const [sent, setSent] = useState(false);
    const form = useForm(EMPTY, async (values) => {
        await register(values);
        setSent(true);
    });
    if (sent) {
        return (
            <>
                <h1>{t("register.title")}</h1>
                <p class="note good" role="status">
                    {t("register.sent")}
                </p>
                <p>
                    <a href={`/signin?email=${encodeURIComponent(form.values.email)}`}>{t("outside.to_signin")}</a>
                </p>
            </>
        );
    }
    return (
        <>
            <h1>{t("register.title")}</h1>
            <p class="quiet">{t("register.text")}</p>
            <Form form={form}>
                <TextField {...form.field("first_name")} label={t("person.first_name")} autocomplete="given-name" required autofocus />
                <TextField {...form.field("last_name")} label={t("person.last_name")} autocomplete="family-name" required />
                <EmailField {...form.field("email")} />
                <NewPasswordField {...form.field("password")} label={t("signin.password")} />
                <Button type="submit" kind="primary" busy={form.busy}>
                    {t("register.send")}
                </Button>
            </Form>
            <p>
                <a href="/signin">{t("outside.have_account")}</a>
            </p>
        </>
    );
}
