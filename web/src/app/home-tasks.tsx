// SPDX-License-Identifier: MIT
// My tasks of these days on the first page, late ones first, to be checked off there.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { readMine, type TaskRow } from "../api/tasks";
import { addDays } from "../rules/date";
import { LinkButton } from "../ui/button";
import { today } from "./session";
import { TaskCheck } from "./task-check";
import { TaskDue } from "./task-due";
import { t } from "./words";

const AHEAD = 7;
const SHOWN = 8;

function Line({ task }: { task: TaskRow }) {
    return (
        <li class="task-line">
            <TaskCheck task={task} />
            <a href={`/tasks/${task.id}`}>{task.title}</a>
            {task.contact && <span class="quiet">{task.contact.name}</span>}
            <TaskDue task={task} />
        </li>
    );
}

export function HomeTasks() {
    const until = addDays(today(), AHEAD);
    const { data } = useQuery({
        queryKey: keys.list("tasks", { mine: until }),
        queryFn: ({ signal }) => readMine(until, SHOWN, signal),
    });
    return (
        <section class="home-tasks" aria-labelledby="home-tasks" aria-busy={!data}>
            <h2 id="home-tasks">{t("home.tasks")}</h2>
            {data?.rows.length === 0 && <p class="quiet">{t("home.tasks_none")}</p>}
            <ul>
                {data?.rows.map((task) => (
                    <Line key={task.id} task={task} />
                ))}
            </ul>
            <p class="actions">
                <LinkButton kind="quiet" href="/tasks">
                    {t("home.tasks_all")}
                </LinkButton>
                <LinkButton kind="quiet" icon="plus" href="/tasks/new">
                    {t("task.new")}
                </LinkButton>
            </p>
        </section>
    );
}
