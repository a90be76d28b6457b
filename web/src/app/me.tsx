// SPDX-License-Identifier: MIT
// My own name, password, and what this browser shows me: language, theme, single-letter shortcuts, the till.

import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { changeMyName, changeMyPassword } from "../api/account";
import { keys } from "../api/keys";
import { keepPreferences } from "../api/mine";
import { NewPasswordField } from "../form/account-fields";
import { CheckField, TextField } from "../form/field";
import { Form, problemText, useForm } from "../form/form";
import { SelectField } from "../form/select";
import { Button } from "../ui/button";
import { MySessions, SESSIONS } from "./my-sessions";
import { has, me } from "./session";
import { letters, setLetters, setTheme, storeLanguage, type Theme, theme } from "./theme";
import { setTill, TILL_LENGTH, till } from "./till";
import { toast } from "./toasts";
import { currentLanguage, type Language, t } from "./words";

function NameForm({ name }: { name: string }) {
    const client = useQueryClient();
    const [first, ...rest] = name.split(" ");
    const form = useForm({ first_name: first ?? "", last_name: rest.join(" ") }, async (values) => {
        await changeMyName({ first_name: values.first_name, last_name: values.last_name || null });
        await client.invalidateQueries({ queryKey: keys.bootstrap });
        toast(t("me.saved"));
    });
    return (
        <section class="sheet">
            <h2>{t("me.name")}</h2>
            <Form form={form}>
                <TextField {...form.field("first_name")} label={t("person.first_name")} autocomplete="given-name" required />
                <TextField {...form.field("last_name")} label={t("person.last_name")} autocomplete="family-name" />
                <div class="actions">
                    <Button type="submit" busy={form.busy}>
                        {t("save")}
                    </Button>
                </div>
            </Form>
        </section>
    );
}

function PasswordForm() {
    const client = useQueryClient();
    const form = useForm({ current_password: "", new_password: "" }, async (values) => {
        await changeMyPassword(values);
        form.set("current_password", "");
        form.set("new_password", "");
        client.invalidateQueries({ queryKey: SESSIONS }); // the others have ended
        toast(t("me.password_changed"));
    });
    return (
        <section class="sheet">
            <h2>{t("me.password")}</h2>
            <Form form={form}>
                <input type="text" hidden name="username" autocomplete="username" value={me.value?.user.email ?? ""} readOnly />
                <TextField
                    {...form.field("current_password")}
                    label={t("me.current_password")}
                    type="password"
                    autocomplete="current-password"
                    required
                />
                <NewPasswordField {...form.field("new_password")} label={t("reset.password")} />
                <div class="actions">
                    <Button type="submit" busy={form.busy}>
                        {t("me.change_password")}
                    </Button>
                </div>
            </Form>
        </section>
    );
}

/** For one's other devices; this one has it already, so that nothing waits for the answer. */
function keep(change: Record<string, unknown>): Promise<void> {
    return keepPreferences(change).catch((error) => toast(problemText(error)));
}

/** The page begins anew in the other language; drafts are kept. */
async function chooseLanguage(language: Language): Promise<void> {
    storeLanguage(language);
    await keep({ language });
    location.reload();
}

function chooseTheme(wanted: Theme): void {
    setTheme(wanted);
    keep({ theme: wanted });
}

function chooseLetters(letters: boolean): void {
    setLetters(letters);
    keep({ letters });
}

function TillField() {
    const [name, setName] = useState(till());
    const change = (value: string) => {
        setName(value);
        setTill(value);
    };
    return <TextField name="till" label={t("me.till")} hint={t("me.till_hint")} value={name} onValue={change} maxLength={TILL_LENGTH} />;
}

function Choices() {
    const themes: Theme[] = ["system", "light", "dark"];
    return (
        <section class="sheet">
            <h2>{t("me.browser")}</h2>
            <div class="form">
                <SelectField
                    name="language"
                    label={t("me.language")}
                    value={currentLanguage()}
                    onValue={(value) => chooseLanguage(value as Language)}
                    options={[
                        { value: "fr", label: t("language.fr") },
                        { value: "en", label: t("language.en") },
                    ]}
                />
                <SelectField
                    name="theme"
                    label={t("me.theme")}
                    value={theme.value}
                    onValue={(value) => chooseTheme(value as Theme)}
                    options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
                />
                <CheckField name="letters" label={t("me.letters")} checked={letters.value} onChecked={chooseLetters} />
                {has("garage") && <TillField />}
            </div>
        </section>
    );
}

export default function Me() {
    const user = me.value?.user;
    return (
        <>
            <header class="page-head">
                <h1>{t("me.title")}</h1>
            </header>
            <div class="sheets">
                {user && <NameForm key={user.name} name={user.name} />}
                <PasswordForm />
                <Choices />
            </div>
            <MySessions />
        </>
    );
}
