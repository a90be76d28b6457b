// SPDX-License-Identifier: MIT
// While a page is looked at, it asks what others wrote meanwhile: lists and records on the screen are read again where they are, and
// an open form is told. Nothing is asked while nobody looks.

import { signal } from "@preact/signals";
import type { QueryClient } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { type Change, type Changes, outdateChanged, readChanges } from "../api/changes";
import { me, signInAgain, timezone } from "./session";
import { moment, t } from "./words";

const EVERY_MS = 15_000;

/** What was told last. */
const told = signal<readonly Change[]>([]);

/** Records that are being changed here. One that is deleted by somebody else stays with what was typed. */
const open = new Map<symbol, { type: string; id: string }>();

function tell(client: QueryClient, changes: Changes): void {
    const isGone = (record: { type: string; id: string }) =>
        changes.changes.some(({ type, id, op }) => op === "REMOVE" && type === record.type && id === record.id);
    outdateChanged(client, changes, [...open.values()].filter(isGone));
    told.value = changes.changes;
}

/** Until the answer is called. */
export function watchChanges(client: QueryClient): () => void {
    let seq: number | undefined;
    let asking = false;
    const ask = async () => {
        if (asking || document.hidden || !me.value || signInAgain.value) {
            return;
        }
        asking = true;
        try {
            const changes = await readChanges(seq);
            if (seq !== undefined && changes.seq !== seq) {
                tell(client, changes);
            }
            seq = changes.seq;
        } catch {
            // the next time
        } finally {
            asking = false;
        }
    };
    ask();
    const timer = setInterval(ask, EVERY_MS);
    addEventListener("focus", ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
        clearInterval(timer);
        removeEventListener("focus", ask);
        document.removeEventListener("visibilitychange", ask);
    };
}

/** What somebody else did last to a record since its form was opened. `id` undefined: it is not made yet. */
export function useOthers(type: string, id: string | undefined): Change | null {
    const [last, setLast] = useState<Change | null>(null);
    const changes = told.value;
    useEffect(() => {
        const own = me.value?.user.id;
        const found = changes.find((one) => one.type === type && (one.id === undefined || one.id === id) && one.by?.id !== own);
        if (id !== undefined && found) {
            setLast(found);
        }
    }, [changes]);
    useEffect(() => {
        const mark = Symbol(type);
        if (id !== undefined) {
            setLast(null);
            open.set(mark, { type, id });
        }
        return () => void open.delete(mark);
    }, [type, id]);
    return last;
}

/** Said, and nothing else: what is typed stays, and what is saved is merged with theirs. */
export function Others({ change }: { change: Change | null }) {
    const who = change?.by?.name ?? t("others.somebody");
    const isGone = change?.op === "REMOVE";
    return (
        <div role="status">
            {change && (
                <p class={`note ${isGone ? "warn" : "info"}`}>
                    {t(isGone ? "others.removed" : "others.changed", { who, when: moment(change.at, timezone()) })}
                </p>
            )}
        </div>
    );
}
