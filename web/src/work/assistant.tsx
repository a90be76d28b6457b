// SPDX-License-Identifier: MIT
// The assistant: a question, its answer, and what can be done about it, as links to where it is done. Nothing is written from here.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { AssistantStart, Suggested } from "../api/assistant";
import { floats, ReadProblem, useBack } from "../app/record";
import { has, me } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { day, type Key, t } from "../app/words";
import { Button, LinkButton } from "../ui/button";
import { Icon } from "../ui/icon";
import { type Turn, useTalk } from "./talk";

const PATHS: Record<string, string> = {
    contact: "/contacts",
    vehicle: "/vehicles",
    quote: "/quotes",
    invoice: "/invoices",
    task: "/tasks",
    opportunity: "/opportunities",
};

const GARAGE: Key[] = [
    "assistant.try.waiting",
    "assistant.try.overdue",
    "assistant.try.revenue",
    "assistant.try.best",
    "assistant.try.service",
    "assistant.try.tasks",
];
const PIPELINE: Key[] = ["assistant.try.pipeline", "assistant.try.stalled", "assistant.try.conversion"];

/** Where an action is done, by somebody who sees it first; none: nowhere that we know. */
function linksOf({ quote_ids, invoice_ids, record, id, label }: Suggested): { label: string; href: string }[] {
    if (quote_ids?.length) {
        return [{ label: t("assistant.follow_up"), href: `/assistant/letters?quotes=${quote_ids.join(",")}` }];
    }
    if (invoice_ids?.length) {
        return [{ label: t("assistant.remind"), href: `/assistant/letters?invoices=${invoice_ids.join(",")}` }];
    }
    const path = PATHS[record ?? ""];
    return path && id ? [{ label, href: `${path}/${id}` }] : [];
}

function Said({ turn }: { turn: Turn }) {
    const actions = turn.actions.flatMap(linksOf);
    return (
        <article class="turn">
            <h2 class="asked">{turn.question}</h2>
            <p class="reply">{turn.reply}</p>
            {actions.length > 0 && (
                <p class="actions">
                    {actions.map(({ label, href }) => (
                        <LinkButton key={href} icon="arrow-right" href={href}>
                            {label}
                        </LinkButton>
                    ))}
                </p>
            )}
        </article>
    );
}

function Suggestions({ ask }: { ask: (question: string) => void }) {
    const offered = [...(has("garage") ? GARAGE : []), ...(has("pipeline") ? PIPELINE : [])];
    return (
        <section class="turn" aria-label={t("assistant.try")}>
            <p class="quiet">{t("assistant.try")}</p>
            <ul class="tries">
                {offered.map((key) => (
                    <li key={key}>
                        <Button icon="sparkles" onClick={() => ask(t(key))}>
                            {t(key)}
                        </Button>
                    </li>
                ))}
            </ul>
        </section>
    );
}

/** How many questions are left, and who answers them. */
function Left({ quota }: { quota: AssistantStart["quota"] | undefined }) {
    const left = Math.max(0, (quota?.limit ?? 0) - (quota?.used ?? 0));
    const texts = { plan: quota?.plan ?? "", day: day(quota?.reset_at ?? "") };
    return (
        <p class={quota && left === 0 ? "note warn" : "quiet"} role="status">
            {quota && (left === 0 ? t("assistant.none_left", texts) : t("assistant.left", { count: left }))}{" "}
            {me.value && t(me.value.features.ai ? "assistant.model" : "assistant.built_in")}
        </p>
    );
}

interface FieldProps {
    text: string;
    busy: boolean;
    type: (text: string) => void;
    ask: () => void;
}

/** Enter asks, Shift+Enter begins a line. */
function Question({ text, busy, type, ask }: FieldProps) {
    const field = useRef<HTMLTextAreaElement>(null);
    useLayoutEffect(() => field.current?.focus(), []);
    return (
        <form
            class="question"
            onSubmit={(event) => {
                event.preventDefault();
                ask();
                field.current?.focus();
            }}
        >
            <textarea
                ref={field}
                class="input"
                name="question"
                aria-label={t("assistant.question")}
                placeholder={t("assistant.question")}
                rows={2}
                maxLength={2000}
                autofocus
                value={text}
                onInput={(event) => type(event.currentTarget.value)}
                onKeyDown={(event) => {
                    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
                        event.preventDefault();
                        event.currentTarget.form?.requestSubmit();
                    }
                }}
            />
            <Button type="submit" kind="primary" icon="send" busy={busy}>
                {t("assistant.ask")}
            </Button>
            <span class="hint quiet wide-only">{t("assistant.hint")}</span>
        </form>
    );
}

/** The newest turn comes into sight, from its beginning. */
function useNewestInSight(count: number) {
    const log = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (count) {
            log.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
        }
    }, [count]);
    return log;
}

export default function Assistant() {
    const { start, turns, asked, text, type, ask, forget, problem } = useTalk();
    const back = useBack("/");
    const log = useNewestInSight((turns?.length ?? 0) + (asked ? 1 : 0));
    useShortcuts([{ keys: "Escape", label: "record.back", run: () => (floats() ? false : back()) }]);
    return (
        <div class="assistant">
            <header class="page-head">
                <h1>{t("assistant.title")}</h1>
                {turns && turns.length > 0 && (
                    <div class="actions">
                        <Button icon="plus" onClick={forget}>
                            {t("assistant.begin")}
                        </Button>
                    </div>
                )}
            </header>
            <ReadProblem query={start} />
            <div ref={log} class="turns" role="log" aria-label={t("assistant.talk")}>
                {turns?.map((turn, index) => (
                    <Said key={index} turn={turn} />
                ))}
                {asked && (
                    <div class="turn" aria-busy="true">
                        <p class="asked">{asked}</p>
                        <p class="quiet">
                            <Icon name="sparkles" /> {t("assistant.waits")}
                        </p>
                    </div>
                )}
            </div>
            {turns?.length === 0 && !asked && <Suggestions ask={ask} />}
            <div class="asking">
                {problem && (
                    <p class="note bad" role="alert">
                        {problem}
                    </p>
                )}
                <Question text={text} busy={asked !== ""} type={type} ask={() => ask(text.trim())} />
                <Left quota={start.data?.quota} />
            </div>
        </div>
    );
}
