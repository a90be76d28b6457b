// SPDX-License-Identifier: MIT
// What an invoice must say of its seller and cannot yet, with the way to each field. It follows what is typed.

import type { Settings } from "../api/settings";
import { t } from "../app/words";
import { textsOf } from "../form/kinds";
import { missingMentions } from "../rules/legal";
import type { Texts } from "../rules/merge";
import { focusField } from "./settings-page";
import { ALL_SETTINGS, addressOfField } from "./settings-shape";

function Fields({ names }: { names: string[] }) {
    return (
        <ul class="bullets">
            {names.map((name) => (
                <li key={name}>
                    <a href={addressOfField(name)} onClick={() => focusField(name)}>
                        {t(ALL_SETTINGS[name]?.label ?? "settings.name")}
                    </a>
                </li>
            ))}
        </ul>
    );
}

export function Missing({ record, typed }: { record: Settings; typed: Texts }) {
    const { always, business } = missingMentions({ ...textsOf(ALL_SETTINGS, record), ...typed });
    if (always.length + business.length === 0) {
        return <p class="note good">{t("settings.complete")}</p>;
    }
    return (
        <div class="note warn" role="status">
            {always.length > 0 && (
                <>
                    <p>{t("settings.missing")}</p>
                    <Fields names={always} />
                </>
            )}
            {business.length > 0 && (
                <>
                    <p>{t("settings.missing_business")}</p>
                    <Fields names={business} />
                </>
            )}
        </div>
    );
}
