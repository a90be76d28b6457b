// SPDX-License-Identifier: MIT
// The conversation with the assistant: what was said so far, the question that is being typed, and the one that is on its way. A
// question is kept until it is answered; one whose answer was lost is asked again under its key.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { type AssistantStart, askAssistant, readAssistant, type Suggested } from "../api/assistant";
import { ApiError } from "../api/error";
import { keys } from "../api/keys";
import { me } from "../app/session";
import { useAction } from "../form/action";
import { dropDraft, findDraft } from "../form/draft";
import { type Keeper, useKeeper } from "../form/keeper";

export interface Turn {
    question: string;
    reply: string;
    /** Not of what was said before the page was loaded. */
    actions: Suggested[];
}

interface Said {
    conversation: string | null;
    turns: Turn[];
}

const NOTHING: Said = { conversation: null, turns: [] };
const SAID = [...keys.assistant, "said"];

function saidBefore(start: AssistantStart): Said {
    const turns = start.turns.map(({ question, reply }) => ({ question, reply, actions: [] }));
    return { conversation: start.conversation_id, turns: turns.reverse() };
}

// ---- the question in the making ----

const own = () => ({ user: me.value?.user.id ?? "", noun: "assistant", id: "new", key: "question" });

function keep(keeper: Keeper, question: string): void {
    if (!question) {
        keeper.forget();
        dropDraft(own());
    } else if (me.value) {
        const texts = { values: { question }, base: { question: "" } };
        keeper.keep({ ...own(), ...texts, title: question, path: "/assistant", etag: null, unanswered: null, at: Date.now() });
    }
}

/** What is typed, kept in the browser's store; or what one came with. */
function useQuestion(keeper: Keeper, isAsked: (question: string) => boolean): [string, (text: string) => void] {
    const { query, path, route } = useLocation();
    const [text, setText] = useState(query.q ?? "");
    const newest = useRef(text);
    const user = me.value?.user.id;
    const type = (typed: string) => {
        newest.current = typed;
        setText(typed);
        keep(keeper, typed);
    };
    useEffect(() => {
        if (query.q) {
            type(query.q);
            route(path, true);
        }
    }, [query.q]);
    useEffect(() => {
        if (user && !newest.current) {
            findDraft(user, "assistant", "new").then((found) => {
                const question = found?.values.question ?? "";
                if (question && !newest.current) {
                    type(isAsked(question) ? "" : question); // its answer came after the page was left
                }
            });
        }
    }, [user]);
    return [text, type];
}

// ---- the whole ----

export function useTalk() {
    const client = useQueryClient();
    const start = useQuery({ queryKey: keys.assistant, queryFn: ({ signal }) => readAssistant(signal) });
    const said = useQuery({
        queryKey: SAID,
        queryFn: () => saidBefore(start.data as AssistantStart),
        enabled: start.data !== undefined,
        staleTime: Number.POSITIVE_INFINITY,
    });
    const count = () => client.invalidateQueries({ queryKey: keys.assistant, exact: true });
    const action = useAction(count);
    const [asked, setAsked] = useState("");
    const now = () => client.getQueryData<Said>(SAID) ?? NOTHING;
    const keeper = useKeeper();
    const [text, type] = useQuestion(keeper, (question) => now().turns.at(-1)?.question === question);
    const newest = useRef(text);
    newest.current = text;

    const put = async (question: string, key: string) => {
        const { conversation } = now();
        const reply = await askAssistant(question, conversation, key).catch((error: unknown) => {
            if (conversation && error instanceof ApiError && error.status === 404) {
                return askAssistant(question, null, key); // older ones are forgotten: this begins one
            }
            throw error;
        });
        const turns = [...now().turns, { question, reply: reply.reply, actions: reply.actions }];
        client.setQueryData<Said>(SAID, { conversation: reply.conversation_id, turns });
    };

    const ask = async (question: string) => {
        if (!question || action.busy) {
            return;
        }
        setAsked(question);
        type("");
        keep(keeper, question);
        const done = await action.run((key) => put(question, key), question);
        setAsked("");
        if (done) {
            count();
        }
        keep(keeper, newest.current);
        if (!done && !newest.current) {
            type(question);
        }
    };

    const forget = () => {
        action.clear();
        client.setQueryData<Said>(SAID, NOTHING);
    };

    return { start, turns: said.data?.turns, asked, text, type, ask, forget, problem: action.problem };
}
