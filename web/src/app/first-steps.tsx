// SPDX-License-Identifier: MIT
// Where the owner of a garage in which nothing waits begins; a step goes when it is done.

import { useQuery } from "@tanstack/preact-query";
import { settings } from "../api/settings";
import { missingIn } from "../rules/legal";
import { recordQuery } from "./record";
import { t } from "./words";

function Step({ href, text }: { href: string; text: string }) {
    return (
        <li>
            <a href={href}>{text}</a>
        </li>
    );
}

/** `isNew`: nothing has ever happened. */
export function FirstSteps({ isNew }: { isNew: boolean }) {
    const { data } = useQuery(recordQuery(settings, "company"));
    const lacks = data ? missingIn(data.body).always.length : 0;
    if (!data || !(lacks || isNew)) {
        return null;
    }
    return (
        <section class="sheet below" aria-labelledby="first-steps">
            <h2 id="first-steps">{t("first.title")}</h2>
            <ul class="bullets">
                {lacks > 0 && <Step href="/settings/company" text={t("first.company", { count: lacks })} />}
                {isNew && <Step href="/import" text={t("first.import")} />}
                {isNew && <Step href="/reception" text={t("first.reception")} />}
            </ul>
        </section>
    );
}
