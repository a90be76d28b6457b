// SPDX-License-Identifier: MIT
// What came of an import: counts, the rows that failed and why, with the file to correct; the way back; what undoing it left, and why.

import { useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { type Import, undoImport } from "../api/imports";
import { outdate } from "../api/keys";
import { timezone } from "../app/session";
import { moment, t } from "../app/words";
import { useAction } from "../form/action";
import { Ask } from "../form/ask";
import { Button, LinkButton } from "../ui/button";
import { Problems } from "./import-preview";
import { fieldWords } from "./import-words";

const COUNTED = ["created", "updated", "skipped", "failed"] as const;

function Counts({ one }: { one: Import }) {
    const shown = one.state === "UNDONE" ? (["undone", "kept"] as const) : COUNTED;
    return (
        <dl class="facts">
            {shown.map((count) => (
                <div key={count}>
                    <dt>{t(`import.${count}`)}</dt>
                    <dd class="number">{one[count]}</dd>
                </div>
            ))}
        </dl>
    );
}

function Failures({ one }: { one: Import }) {
    if (!one.problems?.length) {
        return null;
    }
    return (
        <section class="sheet below" aria-labelledby="failures">
            <h2 id="failures">{t("import.failures")}</h2>
            <ul class="candidates">
                {one.problems.map((row) => (
                    <li key={row.line} class="candidate">
                        <span class="quiet">{t("import.line", { line: row.line })}</span>
                        <Problems problems={row.problems} />
                    </li>
                ))}
            </ul>
            <p class="actions">
                <LinkButton icon="download" href={`/api/imports/${one.id}/problems`} download>
                    {t("import.download")}
                </LinkButton>
            </p>
        </section>
    );
}

function Left({ one }: { one: Import }) {
    const place = one.kind === "vehicles" ? "/vehicles" : "/contacts";
    if (!one.left?.length) {
        return null;
    }
    return (
        <section class="sheet below" aria-labelledby="left">
            <h2 id="left">{t("import.left")}</h2>
            <ul class="bullets">
                {one.left.map((row) => (
                    <li key={row.line + row.entity_id}>
                        <a href={`${place}/${row.entity_id}`}>{row.label}</a>
                        {" – "}
                        {t(`import.reason.${row.reason}`, { fields: (row.fields ?? []).map(fieldWords).join(", ") })}
                    </li>
                ))}
            </ul>
        </section>
    );
}

export function ImportResult({ one }: { one: Import }) {
    const client = useQueryClient();
    const action = useAction();
    const [asking, ask] = useState(false);
    const undo = () =>
        action.run(async (key) => {
            await undoImport(one.id ?? "", key);
            ask(false);
            outdate(client, "imports");
        });
    return (
        <>
            <section class="sheet below" aria-labelledby="result">
                <h2 id="result">{t("import.result")}</h2>
                {one.state === "FAILED" && <p class="note bad">{t("import.broken")}</p>}
                <Counts one={one} />
                {one.undo_until && <p class="quiet">{t("import.undo_until", { until: moment(one.undo_until, timezone()) })}</p>}
                <p class="actions">
                    {one.undo_until && (
                        <Button icon="rotate-ccw" onClick={() => ask(true)}>
                            {t("import.undo")}
                        </Button>
                    )}
                    <LinkButton icon="upload" href="/import">
                        {t("import.another")}
                    </LinkButton>
                </p>
            </section>
            <Left one={one} />
            <Failures one={one} />
            {asking && (
                <Ask
                    title={t("import.undo")}
                    text={t("import.undo_text")}
                    confirm={t("import.undo")}
                    action={action}
                    onConfirm={undo}
                    onClose={() => ask(false)}
                />
            )}
        </>
    );
}
