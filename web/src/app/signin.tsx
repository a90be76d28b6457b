// SPDX-License-Identifier: MIT
// Signing in: the form, on a page of its own and in the dialog over a page whose session ended.

import { useQueryClient } from "@tanstack/preact-query";
import { signIn, signOut } from "../api/account";
import { EmailField } from "../form/account-fields";
import { TextField } from "../form/field";
import { Form, useForm } from "../form/form";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { leave, me, signedInAs } from "./session";
import { t } from "./words";

export function SignInForm({ email, onSignedIn }: { email: string; onSignedIn: (userId: string) => void }) {
    const form = useForm({ email, password: "" }, async (values) => {
        onSignedIn((await signIn(values)).user.id);
    });
    return (
        <Form form={form}>
            <EmailField {...form.field("email")} autofocus={!email} />
            <TextField
                {...form.field("password")}
                label={t("signin.password")}
                type="password"
                autocomplete="current-password"
                required
                autofocus={email !== ""}
            />
            <Button type="submit" kind="primary" busy={form.busy}>
                {t("signin.send")}
            </Button>
        </Form>
    );
}

export function SignInDialog() {
    const client = useQueryClient();
    return (
        <Dialog title={t("signin.again")}>
            <p>{t("signin.again_text")}</p>
            <SignInForm email={me.value?.user.email ?? ""} onSignedIn={signedInAs} />
            <p>
                <Button kind="quiet" onClick={() => signOut().finally(() => leave(client))}>
                    {t("signin.other")}
                </Button>
            </p>
        </Dialog>
    );
}
