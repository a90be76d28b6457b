// SPDX-License-Identifier: MIT
// One import: a draft with its columns and what will become of its rows; at work, how far it is; then what came of it, and the way
// back. All of it is on the server: the page may be left and opened again at any moment.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef } from "preact/hooks";
import { type Import, readImport } from "../api/imports";
import { keys, outdate } from "../api/keys";
import { useTitle } from "../app/page";
import { RecordState } from "../app/record";
import { SettingsNav } from "../app/settings-nav";
import { t } from "../app/words";
import type { PageProps } from "../routes";
import { Chip } from "../ui/chip";
import { ImportDraft } from "./import-draft";
import { ImportResult } from "./import-result";
import { isAtWork, nameOf, toneOf } from "./import-words";

const POLL_MS = 700;

function Progress({ one }: { one: Import }) {
    const all = one.state === "UNDOING" ? (one.created ?? 0) + (one.updated ?? 0) : (one.total ?? 0);
    const done = one.done ?? 0;
    return (
        <section class="sheet below" aria-labelledby="progress">
            <h2 id="progress">{t(one.state === "UNDOING" ? "import.undoing" : "import.running")}</h2>
            <progress aria-labelledby="progress" max={Math.max(all, 1)} value={done} />
            <p class="quiet">{t("import.progress", { done, all })}</p>
        </section>
    );
}

/** What lists show is another thing once the work is done. */
function useFresh(one: Import | undefined): void {
    const client = useQueryClient();
    const before = useRef(one?.state);
    useEffect(() => {
        if (isAtWork(before.current) && !isAtWork(one?.state)) {
            outdate(client, "contacts");
            outdate(client, "vehicles");
        }
        before.current = one?.state;
    }, [client, one?.state]);
}

function Shown({ one }: { one: Import }) {
    useTitle(nameOf(one));
    const state = one.state ?? "DRAFT";
    return (
        <>
            <header class="page-head">
                <h1>{nameOf(one)}</h1>
                <span role="status">
                    <Chip tone={toneOf(state)}>{t(`import.state.${state}`)}</Chip>
                </span>
            </header>
            {state === "DRAFT" && <ImportDraft one={one} />}
            {isAtWork(state) && <Progress one={one} />}
            {state !== "DRAFT" && !isAtWork(state) && <ImportResult one={one} />}
        </>
    );
}

export default function ImportPage({ params }: PageProps) {
    const id = params.id ?? "";
    const query = useQuery({
        queryKey: keys.one("imports", id),
        queryFn: async ({ signal }) => ({ body: await readImport(id, signal), etag: null }),
        refetchInterval: ({ state }) => (isAtWork(state.data?.body.state) ? POLL_MS : false),
    });
    useFresh(query.data?.body);
    return (
        <>
            <SettingsNav />
            <RecordState query={query}>{({ body }) => <Shown one={body} />}</RecordState>
        </>
    );
}
