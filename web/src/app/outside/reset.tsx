// SPDX-License-Identifier: MIT
// /reset-password?token=: where the letter leads. Other sessions of that person end.

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { resetPassword } from "../../api/account";
import { NewPasswordField } from "../../form/account-fields";
import { Form, useForm } from "../../form/form";
import { Button } from "../../ui/button";
import { t } from "../words";

export default function ResetPage() {
    const { query } = useLocation();
    const [done, setDone] = useState(false);
    const form = useForm({ new_password: "" }, async (values) => {
        await resetPassword({ token: query.token ?? "", new_password: values.new_password });
        setDone(true);
    });
    return (
        <>
            <h1>{t("reset.title")}</h1>
            {!query.token && (
                <p class="note warn">
                    {t("reset.no_token")} <a href="/forgot-password">{t("reset.again")}</a>
                </p>
            )}
            {done ? (
                <p class="note good" role="status">
                    {t("reset.done")} <a href="/signin">{t("outside.to_signin")}</a>
                </p>
            ) : (
                query.token && (
                    <Form form={form}>
                        <NewPasswordField {...form.field("new_password")} label={t("reset.password")} autofocus />
                        <Button type="submit" kind="primary" busy={form.busy}>
                            {t("reset.send")}
                        </Button>
                        <p>
                            <a href="/forgot-password">{t("reset.again")}</a>
                        </p>
                    </Form>
                )
            )}
        </>
    );
}
