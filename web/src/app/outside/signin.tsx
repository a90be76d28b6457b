// SPDX-License-Identifier: MIT
// /signin?next=/where&email=whose: afterwards one is where one wanted to be.

import { useLocation } from "preact-iso/router";
import { SignInForm } from "../signin";
import { t } from "../words";

/** An address of ours, never another host's. */
function ours(next: string | undefined): string {
    return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : "/";
}

export default function SignInPage() {
    const { query } = useLocation();
    return (
        <>
            <h1>{t("signin.title")}</h1>
            {query.new !== undefined && <p class="note good">{t("signin.new_garage")}</p>}
            <SignInForm email={query.email ?? ""} onSignedIn={() => location.replace(ours(query.next))} />
            <p>
                <a href="/forgot-password">{t("signin.forgot")}</a>
            </p>
            <p>
                <a href="/register">{t("signin.register")}</a> · <a href="/signup">{t("signin.signup")}</a>
            </p>
        </>
    );
}
