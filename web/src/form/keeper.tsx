// SPDX-License-Identifier: MIT
// What keeps a form's draft while it is typed, and the note that offers one of another time.

import { useLayoutEffect, useRef } from "preact/hooks";
import { timezone } from "../app/session";
import { moment, t } from "../app/words";
import { Button } from "../ui/button";
import { type Draft, leaveDraft, writeDraft } from "./draft";

/** A keystroke is in the store after this at the latest. */
const KEPT_WITHIN_MS = 200;

/** Writes the newest draft a moment after the first keystroke that is not in it, and before the page goes. */
export class Keeper {
    private timer = 0;
    private newest: Draft | null = null;
    /** On its way into the store: it may not arrive where the page goes meanwhile. */
    private flushing: Draft | null = null;

    keep(draft: Draft): void {
        this.newest = draft;
        this.timer ||= window.setTimeout(() => this.flush(), KEPT_WITHIN_MS);
    }

    flush = async (): Promise<void> => {
        const draft = this.newest;
        this.forget();
        if (draft) {
            this.flushing = draft;
            await writeDraft(draft);
            this.flushing = this.flushing === draft ? null : this.flushing;
        }
    };

    leave = (): void => {
        const draft = this.newest ?? this.flushing;
        this.forget();
        if (draft) {
            leaveDraft(draft);
        }
    };

    forget(): void {
        clearTimeout(this.timer);
        this.timer = 0;
        this.newest = null;
        this.flushing = null;
    }
}

export function useKeeper(): Keeper {
    const keeper = useRef<Keeper | null>(null);
    keeper.current ??= new Keeper();
    const { flush, leave } = keeper.current;
    useLayoutEffect(() => {
        addEventListener("pagehide", leave);
        return () => void flush().then(() => removeEventListener("pagehide", leave));
    }, [flush, leave]);
    return keeper.current;
}

interface WaitingProps {
    draft: Draft | null;
    resume: () => void;
    abandon: () => void;
}

export function Waiting({ draft, resume, abandon }: WaitingProps) {
    return draft ? (
        <div class="note info draft">
            <span>{t("draft.of", { when: moment(new Date(draft.at).toISOString(), timezone()), title: draft.title })}</span>
            <span class="actions">
                <Button onClick={resume}>{t("draft.resume")}</Button>
                <Button kind="quiet" onClick={abandon}>
                    {t("draft.abandon")}
                </Button>
            </span>
        </div>
    ) : null;
}
