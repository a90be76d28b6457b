// SPDX-License-Identifier: MIT
// Moving in: a file of customers or vehicles is chosen or dropped here; below stand the imports of before.

import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { IMPORT_BYTES, type ImportRow, type Kind, readImports, uploadImport } from "../api/imports";
import { keys } from "../api/keys";
import { ReadProblem } from "../app/record";
import { timezone } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { moment, t } from "../app/words";
import { useAction } from "../form/action";
import { Chip } from "../ui/chip";
import { FileButton } from "../ui/file-button";
import { KINDS, nameOf, toneOf } from "./import-words";

function Kinds({ kind, onKind }: { kind: Kind; onKind: (kind: Kind) => void }) {
    return (
        <fieldset class="choices">
            <legend>{t("import.what")}</legend>
            {KINDS.map((one) => (
                <label key={one} class="choice">
                    <input type="radio" name="kind" checked={kind === one} onChange={() => onKind(one)} />
                    <span>{t(`import.kind.${one}`)}</span>
                </label>
            ))}
        </fieldset>
    );
}

function Upload() {
    const { route, query } = useLocation();
    const [kind, setKind] = useState<Kind>(query.kind === "vehicles" ? "vehicles" : "contacts");
    const [fault, setFault] = useState("");
    const action = useAction();
    const take = (file: File | undefined) => {
        setFault(file && file.size > IMPORT_BYTES ? t("import.too_large") : "");
        if (file && file.size <= IMPORT_BYTES) {
            action.run(async (key) => route(`/import/${await uploadImport(file, kind, key)}`), crypto.randomUUID());
        }
    };
    const problem = fault || action.problem;
    return (
        <section
            class="sheet below"
            aria-labelledby="upload"
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
                event.preventDefault();
                take(event.dataTransfer?.files[0]);
            }}
        >
            <h2 id="upload">{t("import.new")}</h2>
            <Kinds kind={kind} onKind={setKind} />
            <p class="quiet">{t(`import.hint.${kind}`)}</p>
            {problem && (
                <p class="note bad" role="alert">
                    {problem}
                </p>
            )}
            <p class="actions">
                <FileButton
                    label={t("import.choose")}
                    name="file"
                    accept=".csv,.txt,.tsv,text/csv,text/plain"
                    icon="upload"
                    kind="primary"
                    busy={action.busy}
                    onFile={take}
                />
                <span class="quiet">{t("import.drop")}</span>
            </p>
        </section>
    );
}

function Rows({ imports }: { imports: ImportRow[] }) {
    return (
        <ul class="related">
            {imports.map((one) => (
                <li key={one.id} class="related-row">
                    <a href={`/import/${one.id}`}>
                        <span class="main">{nameOf(one)}</span>
                        <span class="quiet">{moment(one.created_at ?? "", timezone())}</span>
                        <span class="number">
                            <Chip tone={toneOf(one.state ?? "")}>{t(`import.state.${one.state ?? "DRAFT"}`)}</Chip>
                        </span>
                    </a>
                </li>
            ))}
        </ul>
    );
}

export default function Imports() {
    const query = useQuery({ queryKey: keys.list("imports", {}), queryFn: ({ signal }) => readImports(signal) });
    return (
        <>
            <SettingsNav />
            <header class="page-head">
                <h1>{t("import.title")}</h1>
            </header>
            <Upload />
            <section class="sheet below" aria-labelledby="before">
                <h2 id="before">{t("import.before")}</h2>
                <ReadProblem query={query} />
                {query.data?.length === 0 && <p class="quiet">{t("import.none")}</p>}
                {query.data && query.data.length > 0 && <Rows imports={query.data} />}
            </section>
        </>
    );
}
