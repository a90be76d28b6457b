// SPDX-License-Identifier: MIT
// The board of tasks: to do, under way, done. A move is shown at once and is one write; it can be taken back.

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/preact-query";
import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { keys, outdate } from "../api/keys";
import type { Ask } from "../api/lists";
import { placeTask, readBoard, type TaskColumn, type TaskRow, type TaskStatus, tasks } from "../api/tasks";
import { can, me } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { statusKey } from "../app/status";
import { TaskCheck } from "../app/task-check";
import { TaskDue } from "../app/task-due";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { problemText } from "../form/form";
import { useSave } from "../form/save";
import { askOf, queryOf } from "../list/ask";
import { Board, type BoardColumn, type BoardSpec, type Place } from "../list/board";
import { FilterBar, focusSearch } from "../list/filters";
import { type ListSpec, rulesOf } from "../list/spec";
import { between } from "../rules/places";
import { Button, LinkButton } from "../ui/button";
import { Chip, type Tone } from "../ui/chip";
import { SubjectLink } from "./subject";
import { BOARD } from "./task-filters";
import { TaskViews } from "./task-views";
import { priorityText, TASK } from "./task-words";

const FRESH_MS = 60_000;
const TONES: Partial<Record<string, Tone>> = { HIGH: "warn", URGENT: "bad" };

function Card({ task }: { task: TaskRow }) {
    const tone = TONES[task.priority ?? ""];
    const isOther = task.subject && task.subject.id !== task.contact?.id;
    return (
        <div class="card-facts">
            {tone && <Chip tone={tone}>{priorityText(task.priority ?? "")}</Chip>}
            <TaskDue task={task} />
            {task.contact && <a href={`/contacts/${task.contact.id}`}>{task.contact.name}</a>}
            {isOther && task.subject && <SubjectLink subject={task.subject} />}
            {task.assignee && task.assignee.id !== me.value?.user.id && <span class="quiet">{task.assignee.name}</span>}
        </div>
    );
}

/** The columns with a task at another place. */
export function withMoved(columns: readonly TaskColumn[], id: string, to: Place, position: number): TaskColumn[] {
    const task = columns.flatMap((column) => column.items).find((item) => item.id === id);
    return columns.map((column) => {
        const others = column.items.filter((item) => item.id !== id);
        const left = column.count - (column.items.length - others.length);
        if (column.status !== to.column || !task) {
            return { ...column, items: others, count: left };
        }
        const moved = { ...task, status: column.status, position };
        return { ...column, items: [...others.slice(0, to.index), moved, ...others.slice(to.index)], count: left + 1 };
    });
}

/** The number of a place among those that lie there. */
export function positionAt(columns: readonly TaskColumn[], id: string, to: Place): number {
    const others = columns.find((column) => column.status === to.column)?.items.filter((item) => item.id !== id) ?? [];
    return between(others[to.index - 1]?.position ?? undefined, others[to.index]?.position ?? undefined);
}

class Mover {
    constructor(
        private readonly client: QueryClient,
        private readonly ask: Ask,
    ) {}

    private get key() {
        return keys.list("tasks", { board: this.ask });
    }

    private async write(id: string, place: { status: TaskStatus; position?: number }): Promise<boolean> {
        try {
            await placeTask(id, place);
            return true;
        } catch (error) {
            toast(problemText(error));
            return false;
        } finally {
            outdate(this.client, "tasks");
        }
    }

    async move(task: TaskRow, to: Place, said: string): Promise<void> {
        await this.client.cancelQueries({ queryKey: this.key });
        const columns = this.client.getQueryData<TaskColumn[]>(this.key) ?? [];
        const status = to.column as TaskStatus;
        const position = positionAt(columns, task.id, to);
        const before = { status: task.status as TaskStatus, position: task.position ?? undefined };
        this.client.setQueryData(this.key, withMoved(columns, task.id, to, position));
        if (await this.write(task.id, status === "DONE" ? { status } : { status, position })) {
            toast(said, () => this.write(task.id, before));
        }
    }
}

function useTaskBoard(ask: Ask, columns: readonly TaskColumn[]): BoardSpec<TaskRow> {
    const client = useQueryClient();
    const save = useSave(tasks);
    const mover = useMemo(() => new Mover(client, ask), [client, ask]);
    const mine = me.value?.user.id ?? "";
    return {
        columns: columns.map(
            (column): BoardColumn<TaskRow> => ({
                key: column.status,
                title: column.status === "DONE" ? t("tasks.done") : t(statusKey("task", column.status)),
                count: column.count,
                cards: column.items,
                sorted: column.status === "DONE",
                note: column.status === "DONE" ? <span class="quiet">{t("tasks.done_lately")}</span> : undefined,
                more: `/tasks?${new URLSearchParams({ ...ask.filters, status: column.status, view: "list" })}`,
            }),
        ),
        titleOf: (task) => task.title ?? "",
        href: (task) => `/tasks/${task.id}`,
        before: (task) => <TaskCheck key={task.status} task={task} />,
        card: (task) => <Card task={task} />,
        items: (task) =>
            task.assignee?.id === mine
                ? []
                : [{ label: t("task.take"), icon: "user", onSelect: () => save.fact(task.id, TASK, "assignee_id", mine) }],
        onMove: (task, to, said) => mover.move(task, to, said),
    };
}

function Problem({ error, again }: { error: unknown; again: () => void }) {
    return (
        <div class="note bad problem" role="alert">
            <span>{problemText(error)}</span>
            <Button icon="refresh-cw" onClick={again}>
                {t("list.again")}
            </Button>
        </div>
    );
}

function Columns({ ask, columns }: { ask: Ask; columns: readonly TaskColumn[] }) {
    return <Board spec={useTaskBoard(ask, columns)} label={t("tasks.board")} />;
}

/** State of the address; `change` as of a list. */
function useAsk(spec: ListSpec<TaskRow>) {
    const { query, route } = useLocation();
    const rules = useMemo(() => rulesOf(spec), [spec]);
    const text = queryOf(askOf(query, rules), rules);
    const ask = useMemo(() => askOf(query, rules), [text]);
    const change = (how: (ask: Ask) => Ask, typed = false) => route(spec.path + queryOf(how(ask), rules), typed);
    return { ask, change };
}

export function TaskBoard() {
    const spec = BOARD;
    const { ask, change } = useAsk(spec);
    const { route } = useLocation();
    const { data, error, refetch } = useQuery({
        queryKey: keys.list("tasks", { board: ask }),
        queryFn: ({ signal }) => readBoard(ask, signal),
        refetchInterval: FRESH_MS,
        placeholderData: (before) => before,
    });
    const mayCreate = can(spec.create.route);
    useShortcuts([
        { keys: "n", label: "task.new", run: () => (mayCreate ? route(spec.create.path) : false) },
        { keys: "f", label: "list.find", run: focusSearch },
    ]);
    const open = data?.filter((column) => column.status !== "DONE").reduce((sum, column) => sum + column.count, 0);
    return (
        <>
            <header class="page-head">
                <div class="list-title">
                    <h1>{t(spec.title)}</h1>
                    <span class="count" role="status">
                        {open === undefined ? "" : t("tasks.open", { count: open })}
                    </span>
                </div>
                <div class="actions">
                    <TaskViews chosen="board" />
                    {mayCreate && (
                        <LinkButton kind="primary" icon="plus" href={spec.create.path}>
                            {t(spec.create.label)}
                        </LinkButton>
                    )}
                </div>
            </header>
            <FilterBar
                spec={spec}
                ask={ask}
                onAsk={change}
                suggestions={() => []}
                onLeave={() => document.querySelector<HTMLElement>(".card-link")?.focus()}
            />
            {error && <Problem error={error} again={refetch} />}
            {data ? <Columns ask={ask} columns={data} /> : !error && <div class="board waits" aria-busy="true" />}
        </>
    );
}
