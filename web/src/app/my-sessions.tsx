// SPDX-License-Identifier: MIT
// Where I am signed in: each device a line, and each but this one can be signed out from here.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { endSession, type OpenSession, readSessions } from "../api/mine";
import { useAction } from "../form/action";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { ReadProblem } from "./record";
import { timezone } from "./session";
import { toast } from "./toasts";
import { moment, t } from "./words";

/** Where I am signed in, as the cache knows it. */
export const SESSIONS = ["sessions"];

function nameOf({ device, kind }: OpenSession): string {
    return device ?? t(kind === "token" ? "session.program" : "session.unknown");
}

function Line({ session }: { session: OpenSession }) {
    const client = useQueryClient();
    const action = useAction();
    const end = async () => {
        if (await action.run(() => endSession(session.id))) {
            toast(t("session.ended", { name: nameOf(session) }));
        }
        client.invalidateQueries({ queryKey: SESSIONS });
    };
    return (
        <li class="related-row">
            <div>
                <span class="main">
                    {nameOf(session)}
                    <span class="quiet line">{t("session.seen", { when: moment(session.last_seen_at, timezone()) })}</span>
                </span>
                {session.is_current ? (
                    <Chip tone="good">{t("session.current")}</Chip>
                ) : (
                    <Button kind="quiet" busy={action.busy} onClick={end} aria-label={t("session.end_of", { name: nameOf(session) })}>
                        {t("session.end")}
                    </Button>
                )}
            </div>
        </li>
    );
}

export function MySessions() {
    const query = useQuery({ queryKey: SESSIONS, queryFn: ({ signal }) => readSessions(signal) });
    const { data, error } = query;
    return (
        <section class="sheet below" aria-labelledby="sessions">
            <h2 id="sessions">{t("session.title")}</h2>
            <ReadProblem query={query} />
            {!data && !error && <div class="related waits" aria-busy="true" />}
            {data && (
                <ul class="related">
                    {data.map((session) => (
                        <Line key={session.id} session={session} />
                    ))}
                </ul>
            )}
        </section>
    );
}
