// SPDX-License-Identifier: MIT
// Where the owner of a garage in which nothing waits begins; a step goes when it is done.

import { useQuery } from "@tanstack/preact-query";
import { settings } from "../api/settings";
import { lackingMentions } from "../rules/legal";
import { recordQuery } from "./record";
import { t } from "./words";

/** `isNew`: nothing has ever happened. */
export function FirstSteps({ isNew }: { isNew: boolean }) {
    const { data } = useQuery(recordQuery(settings, "company"));
    const lacks = data ? lackingMentions(data.body).always.length : 0;
    const steps: [href: string, text: string][] = [
        ...(lacks ? [["/settings/company", t("first.company", { count: lacks })] as [string, string]] : []),
        ...(isNew && data
            ? ([
                  ["/import", t("first.import")],
                  ["/reception", t("first.reception")],
              ] as [string, string][])
            : []),
    ];
    return steps.length ? (
        <section class="sheet below" aria-labelledby="first-steps">
            <h2 id="first-steps">{t("first.title")}</h2>
            <ul class="bullets">
                {steps.map(([href, text]) => (
                    <li key={href}>
                        <a href={href}>{text}</a>
                    </li>
                ))}
            </ul>
        </section>
    ) : null;
}
