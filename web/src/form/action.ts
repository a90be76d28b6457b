// SPDX-License-Identifier: MIT
// Something done with a record by one press: once, whatever happens to the answer. What got none is sent again first, as it was
// and under its key, before anything else; its answer decides. Where several things are done by one action, `what` tells them apart:
// something else is done as well.

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/error";
import { problemText } from "./form";

type Work = (key: string) => Promise<void>;

interface Attempt {
    key: string;
    work: Work;
    what: string;
}

export interface Action {
    busy: boolean;
    /** What went wrong, in words; "" after a success. */
    problem: string;
    /** False: it was not done, and `problem` says why; or it is being done already. */
    run: (work: Work, what?: string) => Promise<boolean>;
    /** For forms, which show themselves what it throws. */
    attempt: (work: Work, what?: string) => Promise<void>;
    /** The problem has been seen. */
    clear: () => void;
}

const isUnanswered = (error: unknown): boolean => error instanceof ApiError && error.unanswered;

/** `onRefused`: the record is another one than was thought. */
export function useAction(onRefused?: () => void): Action {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const open = useRef<Attempt | null>(null);
    const inFlight = useRef(false);

    const send = async (attempt: Attempt): Promise<void> => {
        open.current = attempt;
        try {
            await attempt.work(attempt.key);
        } catch (error) {
            if (isUnanswered(error)) {
                throw error;
            }
            open.current = null;
            throw error;
        }
        open.current = null;
    };

    const attempt = async (work: Work, what = ""): Promise<void> => {
        const former = open.current;
        const next = { key: crypto.randomUUID(), work, what };
        if (!former) {
            return send(next);
        }
        try {
            await send(former);
        } catch (error) {
            if (isUnanswered(error)) {
                throw error;
            }
            return send(next); // the former was refused: it did nothing
        }
        if (former.what !== what) {
            return send(next); // the former is done; this is something else
        }
    };

    const run = async (work: Work, what?: string): Promise<boolean> => {
        if (inFlight.current) {
            return false;
        }
        inFlight.current = true;
        setBusy(true);
        setProblem("");
        try {
            await attempt(work, what);
            return true;
        } catch (error) {
            setProblem(problemText(error));
            if (!isUnanswered(error)) {
                onRefused?.();
            }
            return false;
        } finally {
            inFlight.current = false;
            setBusy(false);
        }
    };

    return { busy, problem, run, attempt, clear: () => setProblem("") };
}
