// SPDX-License-Identifier: MIT
// Where a day begins: what waits for somebody, how much it is worth and since when, and what has happened last. One read.

import { useQuery } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { keys } from "../api/keys";
import { type Queue, readToday, type Today } from "../api/today";
import { addDays } from "../rules/date";
import { Button, LinkButton } from "../ui/button";
import { Chip, type Tone } from "../ui/chip";
import { Behind, Late } from "./record";
import { can, has, me, timezone, today } from "./session";
import { useShortcuts } from "./shortcuts";
import { day, loadPageWords, moment, money, number, t } from "./words";

/** A queue's tone when something waits, and where it leads. */
interface Tile {
    key: Queue["key"];
    tone: Tone;
    href?: (today: string) => string;
}

/** In the order of the page; those of a garage's papers, then everybody's. */
const PAPER_TILES: Tile[] = [
    { key: "INVOICES_OVERDUE", tone: "bad", href: () => "/invoices?status=OVERDUE" },
    { key: "QUOTES_TO_INVOICE", tone: "good", href: () => "/quotes?status=ACCEPTED&open=1" },
    { key: "QUOTES_TO_CHASE", tone: "warn", href: (today) => `/quotes?status=SENT&sent_before=${addDays(today, -7)}` },
    { key: "INVOICES_DUE_THIS_WEEK", tone: "info", href: (today) => `/invoices?status=SENT&due_from=${today}&due_to=${addDays(today, 6)}` },
    { key: "QUOTE_DRAFTS", tone: "neutral", href: () => "/quotes?status=DRAFT" },
    { key: "INVOICE_DRAFTS", tone: "neutral", href: () => "/invoices?status=DRAFT" },
];
const TASK_TILES: Tile[] = [
    { key: "MY_TASKS_OVERDUE", tone: "bad", href: () => "/tasks?overdue=1" },
    { key: "MY_TASKS_TODAY", tone: "warn", href: (today) => `/tasks?day=${today}` },
    { key: "MY_TASKS_LATER", tone: "neutral", href: () => "/tasks" },
    { key: "UNASSIGNED_TASKS", tone: "neutral", href: () => "/tasks?unassigned=1" },
];

/** Whole days from the tenant's today to a date; negative: it is past. */
function daysTo(date: string): number {
    return Math.round((Date.parse(date) - Date.parse(me.value?.today ?? date)) / 86_400_000);
}

function waiting(date: string): string {
    const days = daysTo(date);
    return days === 0 ? t("today.now") : days < 0 ? t("today.ago", { count: -days }) : t("today.ahead", { count: days });
}

function Inside({ queue, tone }: { queue: Queue; tone: Tone }) {
    return (
        <>
            <span class="tile-name">{t(`today.${queue.key}`)}</span>
            <strong class="tile-count">{number(queue.count)}</strong>
            <span class="tile-sum">{queue.sum === null ? "" : money(queue.sum, me.value?.tenant.currency)}</span>
            {queue.oldest && (
                <span>
                    <Chip tone={tone}>{waiting(queue.oldest)}</Chip>
                </span>
            )}
        </>
    );
}

function Tiles({ queues }: { queues: Queue[] }) {
    const tiles = has("garage") ? [...PAPER_TILES, ...TASK_TILES] : TASK_TILES;
    const shown = tiles.flatMap((tile) => queues.filter((queue) => queue.key === tile.key).map((queue) => ({ ...tile, queue })));
    return (
        <ul class="tiles">
            {shown.map(({ key, tone, href, queue }) => (
                <li key={key} class={queue.count ? "" : "idle"}>
                    {href ? (
                        <a class="tile" href={href(today())}>
                            <Inside queue={queue} tone={tone} />
                        </a>
                    ) : (
                        <div class="tile">
                            <Inside queue={queue} tone={tone} />
                        </div>
                    )}
                </li>
            ))}
        </ul>
    );
}

function Latest({ activities }: { activities: Today["activities"] }) {
    return (
        <section class="latest">
            <h2>{t("today.latest")}</h2>
            {activities.length === 0 && <p class="quiet">{t("today.nothing")}</p>}
            <ol>
                {activities.map((activity) => (
                    <li key={activity.id}>
                        <span class="quiet">{moment(activity.created_at, timezone())}</span>
                        <span>
                            {activity.contact?.id && <a href={`/contacts/${activity.contact.id}`}>{activity.contact.name}</a>}{" "}
                            {activity.description}
                        </span>
                        <span class="quiet">{activity.user?.name}</span>
                    </li>
                ))}
            </ol>
        </section>
    );
}

/** With its words, which are those of further pages. */
const loadTasks = () => Promise.all([import("./home-tasks"), loadPageWords("both")]).then(([chunk]) => chunk.HomeTasks);

const loadFirstSteps = () => Promise.all([import("./first-steps"), loadPageWords("both")]).then(([chunk]) => chunk.FirstSteps);

/** Nothing waits in the garage of whoever may set it up. */
const isIdle = ({ queues }: Today): boolean => has("garage") && can("PATCH /api/settings") && queues.every(({ count }) => count === 0);

export default function Home() {
    const { route } = useLocation();
    useShortcuts(has("garage") ? [{ keys: "n", label: "reception.title", run: () => route("/reception") }] : []);
    const { data, error, refetch } = useQuery({ queryKey: keys.today, queryFn: ({ signal }) => readToday(signal) });
    return (
        <>
            <header class="page-head">
                <h1>{t("home.title")}</h1>
                <span class="quiet">{me.value ? day(me.value.today) : ""}</span>
                {has("garage") && (
                    <div class="actions">
                        <LinkButton kind="primary" icon="plus" href="/reception">
                            {t("reception.title")}
                        </LinkButton>
                    </div>
                )}
            </header>
            {error && !data && (
                <p class="note bad" role="alert">
                    {t("list.failed")} <Button onClick={() => refetch()}>{t("retry")}</Button>
                </p>
            )}
            {data ? (
                <>
                    <Tiles queues={data.queues} />
                    {isIdle(data) && <Behind load={loadFirstSteps} props={{ isNew: data.activities.length === 0 }} />}
                    <div class="home-columns">
                        <Late load={loadTasks} props={{}} />
                        <Latest activities={data.activities} />
                    </div>
                </>
            ) : (
                <div class="tiles-waiting" />
            )}
        </>
    );
}
