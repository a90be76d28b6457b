// SPDX-License-Identifier: MIT
// /reset-password?token=: where the letter leads. Other sessions of that person end.

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { resetPassword } from "../../api/account";
import { ApiError } from "../../api/error";
import { NewPasswordField } from "../../form/account-fields";
import { Form, useForm } from "../../form/form";
import { Button } from "../../ui/button";
import { t } from "../words";

export default function ResetPage() {
    const { query } = useLocation();
    const [done, setDone] = useState(false);
    const [isStale, setStale] = useState(false);
    const form = useForm({ new_password: "" }, async (values) => {
        try {
            await resetPassword({ token: query.token ?? "", new_password: values.new_password });
            setDone(true);
        } catch (error) {
            // Where nothing is wrong with the password, it is the link.
            if (!(error instanceof ApiError) || error.status !== 400 || error.fields.length) {
                throw error;
            }
            setStale(true);
        }
    });
    return (
        <>
            <h1>{t("reset.title")}</h1>
            {(!query.token || isStale) && (
                <p class="note warn" role="alert">
                    {t(isStale ? "reset.stale" : "reset.no_token")} <a href="/forgot-password">{t("reset.again")}</a>
                </p>
            )}
            {done ? (
                <p class="note good" role="status">
                    {t("reset.done")} <a href="/signin">{t("outside.to_signin")}</a>
                </p>
            ) : (
                query.token &&
                !isStale && (
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
