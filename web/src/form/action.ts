// SPDX-License-Identifier: MIT
// Something done with a record by one press: once, whatever happens to the answer. Its key stays until the server has answered,
// so that pressing again after a lost answer does nothing twice.

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/error";
import { problemText } from "./form";

type Work = (key: string) => Promise<void>;

export interface Action {
    busy: boolean;
    /** What went wrong, in words; "" after a success. */
    problem: string;
    /** False: it was not done, and `problem` says why; or it is being done already. */
    run: (work: Work) => Promise<boolean>;
    /** For forms, which show themselves what it throws. */
    attempt: (work: Work) => Promise<void>;
}

export function useAction(): Action {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const key = useRef("");
    const inFlight = useRef(false);

    const attempt = async (work: Work): Promise<void> => {
        key.current ||= crypto.randomUUID();
        let answered = true;
        try {
            await work(key.current);
        } catch (error) {
            answered = !(error instanceof ApiError && error.unanswered);
            throw error;
        } finally {
            key.current = answered ? "" : key.current;
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
            return false;
        } finally {
            inFlight.current = false;
            setBusy(false);
        }
    };

    return { busy, problem, run, attempt };
}
