// SPDX-License-Identifier: MIT
// Checking a task off, wherever it stands: shown at once, written after, with a way back.

import { useQueryClient } from "@tanstack/preact-query";
import { useRef, useState } from "preact/hooks";
import { outdate } from "../api/keys";
import { placeTask, type TaskRow, type TaskStatus } from "../api/tasks";
import { problemText } from "../form/form";
import { toast } from "./toasts";
import { t } from "./words";

type Checked = Pick<TaskRow, "id" | "title" | "status" | "position">;

export function TaskCheck({ task }: { task: Checked }) {
    const client = useQueryClient();
    const [wanted, want] = useState<TaskStatus | null>(null);
    const busy = useRef(false);
    const status = wanted ?? task.status;
    const write = async (place: { status: TaskStatus; position?: number }): Promise<boolean> => {
        try {
            await placeTask(task.id, place);
            return true;
        } catch (error) {
            toast(problemText(error));
            return false;
        } finally {
            outdate(client, "tasks");
        }
    };
    const check = async () => {
        if (busy.current) {
            return;
        }
        busy.current = true;
        const next = status === "DONE" ? "TODO" : "DONE";
        want(next);
        if (await write({ status: next })) {
            const before = { status: task.status, position: task.position ?? undefined };
            toast(t(next === "DONE" ? "task.checked" : "task.opened", { title: task.title ?? "" }), () => {
                want(null);
                write(before);
            });
        } else {
            want(null);
        }
        busy.current = false;
    };
    return (
        <input
            type="checkbox"
            class="task-check"
            aria-label={t("task.check", { title: task.title ?? "" })}
            checked={status === "DONE"}
            onChange={check}
        />
    );
}
