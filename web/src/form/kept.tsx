// SPDX-License-Identifier: MIT
// What is typed in a dialog waits as a draft of its page until it is sent or given up: opened again, the dialog offers it.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { me } from "../app/session";
import { type Draft, dropDraft, findDraft } from "./draft";
import type { FormOf, Values } from "./form";
import { useKeeper, Waiting } from "./keeper";

export interface KeptProps {
    title: string;
    form: FormOf<Values>;
    /** Fields that are made anew each time. */
    fleeting: readonly string[];
    /** Asked when the dialog goes: it was sent, or is not wanted. */
    isOver: () => boolean;
}

function begun(title: string): Draft {
    const path = location.pathname + location.search;
    const [user, id] = [me.value?.user.id ?? "", `${location.pathname} ${title}`];
    return { user, noun: "dialog", id, key: crypto.randomUUID(), title, path, values: {}, base: {}, etag: null, unanswered: null, at: 0 };
}

export function Kept({ title, form, fleeting, isOver }: KeptProps) {
    const keeper = useKeeper();
    const [mine] = useState(() => begun(title));
    const [waiting, setWaiting] = useState<Draft | null>(null);
    const ended = useRef(isOver);
    ended.current = isOver;
    useEffect(() => {
        findDraft(mine.user, mine.noun, mine.id).then((found) => found?.key !== mine.key && setWaiting(found ?? null));
        return () => {
            if (ended.current()) {
                keeper.forget();
                dropDraft(mine);
            }
        };
    }, [mine, keeper]);
    // With the keystroke, not after it was drawn: the page may be gone by then.
    useLayoutEffect(() => {
        if (form.isTyped) {
            const values = Object.fromEntries(Object.entries(form.values).filter(([name]) => !fleeting.includes(name)));
            keeper.keep({ ...mine, values, at: Date.now() });
        }
    }, [form.isTyped, form.values, fleeting, mine, keeper]);

    const abandon = () => {
        if (waiting) {
            dropDraft(waiting);
            setWaiting(null);
        }
    };
    const resume = () => {
        form.replace({ ...form.values, ...waiting?.values });
        abandon();
    };
    return <Waiting draft={waiting} resume={resume} abandon={abandon} />;
}
