// SPDX-License-Identifier: MIT
// Something done with a record by one press: once, whatever happens to the answer. What got none is sent again first, as it was
// and under its key, before anything else; its answer decides.

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/error";
import { problemText } from "./form";

type Work = (key: string) => Promise<void>;

interface Attempt {
    key: string;
    work: Work;
}

export interface Action {
    busy: boolean;
    /** What went wrong, in words; "" after a success. */
    problem: string;
    /** False: it was not done, and `problem` says why; or it is being done already. */
    run: (work: Work) => Promise<boolean>;
    /** For forms, which show themselves what it throws. */
    attempt: (work: Work) => Promise<void>;
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

    const attempt = async (work: Work): Promise<void> => {
        const former = open.current;
        if (!former) {
            return send({ key: crypto.randomUUID(), work });
        }
        try {
            return await send(former);
        } catch (error) {
            if (isUnanswered(error)) {
                throw error;
            }
            return send({ key: crypto.randomUUID(), work }); // the former was refused: it did nothing
        }
    };

    const run = async (work: Work): Promise<boolean> => {
        if (inFlight.current) {
            return false;
        }
        inFlight.current = true;
        setBusy(true);
        setProblem("");
        try {
            await attempt(work);
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
