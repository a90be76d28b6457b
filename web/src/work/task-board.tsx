// SPDX-License-Identifier: MIT
// The board of tasks: to do, under way, done. A move is shown at once and is one write; it can be taken back.

import type { Ask } from "../api/lists";
import { placeTask, readBoard, type TaskColumn, type TaskRow, type TaskStatus, tasks } from "../api/tasks";
import { me } from "../app/session";
import { statusKey } from "../app/status";
import { TaskCheck } from "../app/task-check";
import { TaskDue } from "../app/task-due";
import { t } from "../app/words";
import { useSave } from "../form/save";
import { Board, type BoardColumn, type BoardSpec, type Place } from "../list/board";
import { BoardPage, type Mover, restOf, useMover } from "../list/board-page";
import { between } from "../rules/places";
import { Chip, type Tone } from "../ui/chip";
import { SubjectLink } from "./subject";
import { BOARD } from "./task-filters";
import { TaskViews } from "./task-views";
import { priorityText, TASK } from "./task-words";

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
export function withMoved(columns: readonly TaskColumn[], id: string, to: Place, position: number | null): TaskColumn[] {
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

async function move(mover: Mover<TaskColumn>, task: TaskRow, to: Place, said: string): Promise<void> {
    const columns = await mover.columns();
    const [status, before] = [to.column as TaskStatus, task.status as TaskStatus];
    const position = positionAt(columns, task.id, to);
    const index = columns.find((column) => column.status === before)?.items.findIndex((item) => item.id === task.id) ?? 0;
    await mover.move({
        there: (now) => withMoved(now, task.id, to, position),
        back: (now) => withMoved(now, task.id, { column: before, index: Math.max(0, index) }, task.position),
        write: () => placeTask(task.id, status === "DONE" ? { status } : { status, position }),
        undo: () => placeTask(task.id, { status: before, position: task.position ?? undefined }),
        said,
    });
}

function useTaskBoard(ask: Ask, columns: readonly TaskColumn[]): BoardSpec<TaskRow> {
    const save = useSave(tasks);
    const mover = useMover<TaskColumn>("tasks", ask);
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
                more: restOf("/tasks", ask, { status: column.status }),
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
        onMove: (task, to, said) => move(mover, task, to, said),
    };
}

function Columns({ ask, columns }: { ask: Ask; columns: readonly TaskColumn[] }) {
    return <Board spec={useTaskBoard(ask, columns)} label={t("tasks.board")} />;
}

function openOf(columns: readonly TaskColumn[] | undefined): string {
    const open = columns?.filter((column) => column.status !== "DONE").reduce((sum, column) => sum + column.count, 0);
    return open === undefined ? "" : t("tasks.open", { count: open });
}

export function TaskBoard() {
    return (
        <BoardPage
            spec={BOARD}
            read={readBoard}
            sums={openOf}
            views={<TaskViews chosen="board" />}
            board={(ask, columns) => <Columns ask={ask} columns={columns} />}
        />
    );
}
