// SPDX-License-Identifier: MIT
// A draft: how the file is read, where each column goes with what stands in it, what becomes of those that are there already; then
// its rows as they would be taken, the wrong ones first.

import { useQueryClient } from "@tanstack/preact-query";
import { useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { type Change, changeImport, type Import, removeImport, runImport } from "../api/imports";
import { outdate, outdateWithout } from "../api/keys";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { SelectField } from "../form/select";
import { Button } from "../ui/button";
import { ImportPreview, useTaken } from "./import-preview";
import { DUPLICATES, ENCODINGS, FIELDS, SEPARATORS } from "./import-words";

type Send = (change: Change) => void;

/** Two changes as one; of a column the later word counts. */
function joined(first: Change, second: Change): Change {
    const mapping = [...(first.mapping ?? []), ...(second.mapping ?? [])];
    return { ...first, ...second, ...(mapping.length ? { mapping } : {}) };
}

/** What is chosen while an answer is waited for goes with the next request. False: it was refused. */
function useInTurn(write: (change: Change) => Promise<boolean>): (change: Change) => Promise<boolean> {
    const waiting = useRef<Change>({});
    const going = useRef(false);
    return async (change) => {
        waiting.current = joined(waiting.current, change);
        if (going.current) {
            return true;
        }
        going.current = true;
        let done = true;
        while (done && Object.keys(waiting.current).length > 0) {
            const next = waiting.current;
            waiting.current = {};
            done = await write(next);
        }
        waiting.current = {};
        going.current = false;
        return done;
    };
}

function Reading({ one, send }: { one: Import; send: Send }) {
    return (
        <div class="columns">
            <SelectField
                name="separator"
                label={t("import.separator")}
                value={one.separator ?? "SEMICOLON"}
                options={SEPARATORS.map((value) => ({ value, label: t(`import.separator.${value}`) }))}
                onValue={(value) => send({ separator: SEPARATORS.find((known) => known === value) })}
            />
            <SelectField
                name="encoding"
                label={t("import.encoding")}
                value={one.encoding ?? "UTF_8"}
                options={ENCODINGS.map((value) => ({
                    value,
                    label: t(`import.encoding.${value.toLowerCase() as Lowercase<typeof value>}`),
                }))}
                onValue={(value) => send({ encoding: ENCODINGS.find((known) => known === value) })}
            />
            <SelectField
                name="duplicates"
                label={t("import.duplicates")}
                value={one.duplicates ?? "SKIP"}
                options={DUPLICATES.map((value) => ({ value, label: t(`import.duplicates.${value}`) }))}
                onValue={(value) => send({ duplicates: DUPLICATES.find((known) => known === value) })}
            />
        </div>
    );
}

function Columns({ one, send }: { one: Import; send: Send }) {
    const fields = FIELDS[one.kind ?? "contacts"];
    const options = [
        { value: "", label: t("import.left_out") },
        ...fields.map((value) => ({ value: value as string, label: t(`import.field.${value}`) })),
    ];
    return (
        <div class="columns">
            {one.columns?.map((column, index) => (
                <SelectField
                    key={`${index}:${column.title}`}
                    name={`column-${index}`}
                    label={column.title || t("import.column", { number: index + 1 })}
                    hint={column.sample}
                    value={column.field ?? ""}
                    options={options}
                    onValue={(value) => send({ mapping: [{ column: index, field: fields.find((known) => known === value) ?? null }] })}
                />
            ))}
        </div>
    );
}

export function ImportDraft({ one }: { one: Import }) {
    const client = useQueryClient();
    const { route } = useLocation();
    const action = useAction();
    const id = one.id ?? "";
    const taken = useTaken(one);
    const act = (work: (key: string) => Promise<void>) =>
        action.run(async (key) => {
            await work(key);
            outdate(client, "imports");
        }, crypto.randomUUID());
    const write = useInTurn((change) => act(() => changeImport(id, change)));
    /** What was refused is shown as it is again. */
    const [refusals, refuse] = useState(0);
    const send: Send = async (change) => {
        if (!(await write(change))) {
            refuse((before) => before + 1);
        }
    };
    const drop = () =>
        action.run(async () => {
            await removeImport(id);
            route("/import", true);
            outdateWithout(client, "imports", id);
        }, "drop");
    return (
        <>
            {action.problem && (
                <p class="note bad" role="alert">
                    {action.problem}
                </p>
            )}
            <section class="sheet below" aria-labelledby="columns">
                <h2 id="columns">{t("import.columns")}</h2>
                <p class="quiet">{t("import.columns_hint")}</p>
                <Columns key={refusals} one={one} send={send} />
                <h3>{t("import.reading")}</h3>
                <Reading key={refusals} one={one} send={send} />
            </section>
            <ImportPreview one={one} />
            <p class="sheet below actions">
                <Button kind="primary" icon="check" busy={action.busy} onClick={() => act((key) => runImport(id, key))}>
                    {t("import.run", { count: taken })}
                </Button>
                <Button kind="quiet" icon="trash-2" onClick={drop}>
                    {t("import.drop_draft")}
                </Button>
            </p>
        </>
    );
}
