// SPDX-License-Identifier: MIT
// For the tax office and the accountant: the archive of all that was recorded, and what happened to the data as a whole.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { makeArchive, readEvents } from "../api/closings";
import { keys, outdate } from "../api/keys";
import { keep } from "../app/keep-file";
import { ReadProblem } from "../app/record";
import { timezone } from "../app/session";
import { toast } from "../app/toasts";
import { moment, t } from "../app/words";
import { useAction } from "../form/action";
import { Button, LinkButton } from "../ui/button";

function Log() {
    const [page, setPage] = useState(1);
    const query = useQuery({
        queryKey: keys.page("closings", { events: true }, page),
        queryFn: ({ signal }) => readEvents(page, signal),
        placeholderData: (before) => before,
    });
    return (
        <>
            <h3>{t("evidence.log")}</h3>
            <ReadProblem query={query} />
            {query.data?.rows.length === 0 && <p class="quiet">{t("evidence.none")}</p>}
            <ul class="related">
                {query.data?.rows.map((one) => (
                    <li key={one.id} class="related-row">
                        <span class="main">{t(`evidence.event.${one.kind ?? "VERSION"}`)}</span>
                        <span class="quiet">{one.kind === "VERSION" ? one.detail : ""}</span>
                        <span class="number">{moment(one.created_at ?? "", timezone())}</span>
                    </li>
                ))}
            </ul>
            <p class="actions">
                {page > 1 && <Button onClick={() => setPage(page - 1)}>{t("evidence.newer")}</Button>}
                {query.data && page < query.data.pages && <Button onClick={() => setPage(page + 1)}>{t("evidence.older")}</Button>}
            </p>
        </>
    );
}

export function Evidence() {
    const client = useQueryClient();
    const action = useAction();
    const make = () =>
        action.run(async (key) => {
            const file = await makeArchive(key);
            keep(file);
            outdate(client, "closings");
            toast(t("list.exported", { name: file.name }));
        });
    return (
        <section class="sheet below" aria-labelledby="evidence">
            <h2 id="evidence">{t("evidence.title")}</h2>
            <p>{t("evidence.archive_is")}</p>
            {action.problem && (
                <p class="note bad" role="alert">
                    {action.problem}
                </p>
            )}
            <p class="actions">
                <Button icon="archive" busy={action.busy} onClick={make}>
                    {t("evidence.archive")}
                </Button>
                <LinkButton icon="file-text" href="/api/attestation/pdf?disposition=inline" target="_blank">
                    {t("evidence.attestation")}
                </LinkButton>
            </p>
            <Log />
        </section>
    );
}
