// SPDX-License-Identifier: MIT
// An address that is none, or a record that is gone.

import { LinkButton } from "../ui/button";
import { useTitle } from "./page";
import { t } from "./words";

/** Inside a page: the record is not there. */
export function Gone() {
    return (
        <>
            <header class="page-head">
                <h1>{t("gone.title")}</h1>
            </header>
            <p>{t("gone.text")}</p>
            <p class="actions">
                <LinkButton href="/" icon="house">
                    {t("gone.home")}
                </LinkButton>
            </p>
        </>
    );
}

export function NotFound() {
    useTitle(t("gone.title"));
    return <Gone />;
}
