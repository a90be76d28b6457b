// SPDX-License-Identifier: MIT
// Something done with a record by one press: once, whatever happens to the answer. Its key stays until the server has answered,
// so that pressing again after a lost answer does nothing twice.

import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/error";
import { problemText } from "./form";

export interface Action {
    busy: boolean;
    /** What went wrong, in words; "" after a success. */
    problem: string;
    run: (work: (key: string) => Promise<void>) => Promise<boolean>;
}

export function useAction(): Action {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const key = useRef("");
    const inFlight = useRef(false);
    const run = async (work: (key: string) => Promise<void>): Promise<boolean> => {
        if (inFlight.current) {
            return false;
        }
        inFlight.current = true;
        key.current ||= crypto.randomUUID();
        setBusy(true);
        setProblem("");
        let done = false;
        try {
            await work(key.current);
            done = true;
        } catch (error) {
            setProblem(problemText(error));
            if (error instanceof ApiError && error.unanswered) {
                return false;
            }
        } finally {
            inFlight.current = false;
            setBusy(false);
        }
        key.current = "";
        return done;
    };
    return { busy, problem, run };
}
