// SPDX-License-Identifier: MIT
// A forgotten password: a letter with a link. Whether the address is known is not told.

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { forgetPassword } from "../../api/account";
import { EmailField } from "../../form/account-fields";
import { Form, useForm } from "../../form/form";
import { Button } from "../../ui/button";
import { t } from "../words";

export default function ForgotPage() {
    const { query } = useLocation();
    const [sent, setSent] = useState(false);
    const form = useForm({ email: query.email ?? "" }, async (values) => {
        await forgetPassword(values);
        setSent(true);
    });
    return (
        <>
            <h1>{t("forgot.title")}</h1>
            {sent ? (
                <p class="note good" role="status">
                    {t("forgot.sent", { email: form.values.email })}
                </p>
            ) : (
                <>
                    <p class="quiet">{t("forgot.text")}</p>
                    <Form form={form}>
                        <EmailField {...form.field("email")} autofocus />
                        <Button type="submit" kind="primary" busy={form.busy}>
                            {t("forgot.send")}
                        </Button>
                    </Form>
                </>
            )}
            <p>
                <a href="/signin">{t("outside.to_signin")}</a>
            </p>
        </>
    );
}
