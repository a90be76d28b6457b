// SPDX-License-Identifier: MIT
// A garage opens its own space. Afterwards its owner signs in on the new host, where the cookie belongs.

import { useState } from "preact/hooks";
import { signUp } from "../../api/account";
import { EmailField, NewPasswordField } from "../../form/account-fields";
import { TextField } from "../../form/field";
import { Form, useForm } from "../../form/form";
import { subdomainOf } from "../../rules/subdomain";
import { Button } from "../../ui/button";
import { t } from "../words";

const EMPTY = { tenantName: "", subdomain: "", name: "", email: "", password: "" };

export default function SignUpPage() {
    const [chosen, setChosen] = useState(false);
    const form = useForm(EMPTY, async (values) => {
        const made = await signUp(values);
        location.assign(`${made.url}/signin?new=1&email=${encodeURIComponent(values.email)}`);
    });
    const setName = (name: string) => {
        form.set("tenantName", name);
        if (!chosen) {
            form.set("subdomain", subdomainOf(name));
        }
    };
    return (
        <>
            <h1>{t("signup.title")}</h1>
            <p class="quiet">{t("signup.text")}</p>
            <Form form={form}>
                <TextField
                    {...form.field("tenantName")}
                    onValue={setName}
                    label={t("signup.garage")}
                    autocomplete="organization"
                    required
                    autofocus
                />
                <TextField
                    {...form.field("subdomain")}
                    onValue={(value) => {
                        setChosen(true);
                        form.set("subdomain", value.trim().toLowerCase());
                    }}
                    label={t("signup.subdomain")}
                    hint={t("signup.subdomain_hint")}
                    autocapitalize="none"
                    spellcheck={false}
                    required
                />
                <TextField {...form.field("name")} label={t("signup.name")} autocomplete="name" required />
                <EmailField {...form.field("email")} />
                <NewPasswordField {...form.field("password")} label={t("signin.password")} />
                <Button type="submit" kind="primary" busy={form.busy}>
                    {t("signup.send")}
                </Button>
            </Form>
            <p>
                <a href="/signin">{t("outside.have_account")}</a>
            </p>
        </>
    );
}
