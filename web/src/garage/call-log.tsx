// SPDX-License-Identifier: MIT
// A call with a customer goes into the timeline; with a day, a task to call back goes with it. Each is made once: what is there
// already is not made again after a failure of the other.

import { useQueryClient } from "@tanstack/preact-query";
import { useRef, useState } from "preact/hooks";
import { logCall } from "../api/activities";
import { ApiError } from "../api/error";
import { outdate } from "../api/keys";
import { tasks } from "../api/tasks";
import { me, timezone, today } from "../app/session";
import { toast } from "../app/toasts";
import { day as dayText, t } from "../app/words";
import { useAction } from "../form/action";
import { AreaField } from "../form/field";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { bodyOfTexts, called, day, text } from "../form/kinds";
import { DateField } from "../form/read-field";
import { eveningOf } from "../rules/date";

const CALL = { description: called("call.what", text), follow_up: called("call.follow_up", day) };

interface Props {
    contact: string;
    name: string;
    onClose: () => void;
}

export function CallLog({ contact, name, onClose }: Props) {
    const client = useQueryClient();
    const [log, follow] = [useAction(), useAction()];
    const logged = useRef(false);
    const [isFixed, fix] = useState(false);
    const form = useForm({ description: "", follow_up: "" }, async (values) => {
        const { description, follow_up } = bodyOfTexts(CALL, values) as { description: string | null; follow_up: string | null };
        if (!description) {
            throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "description", code: "REQUIRED", message: "", params: {} }]);
        }
        if (!logged.current) {
            try {
                await log.attempt((key) => logCall(contact, description, key));
            } catch (error) {
                fix(error instanceof ApiError && error.unanswered); // it may be in the timeline as it is
                throw error;
            }
            logged.current = true;
            fix(true);
        }
        if (follow_up) {
            const task = { title: t("call.task", { name }).slice(0, 200), description, contact_id: contact };
            const when = { assignee_id: me.value?.user.id, due_date: eveningOf(follow_up, timezone()) };
            await follow.attempt(async (key) => {
                await tasks.create({ ...task, ...when }, key);
            });
            outdate(client, "tasks");
        }
        outdate(client, "activities");
        toast(follow_up ? t("call.logged_task", { day: dayText(follow_up) }) : t("call.logged"));
        onClose();
    });
    return (
        <FormDialog title={t("call.log")} form={form} onClose={onClose}>
            <AreaField
                {...form.field("description")}
                label={t("call.what")}
                rows={4}
                required
                autofocus
                maxLength={2000}
                readOnly={isFixed}
            />
            <DateField {...form.field("follow_up")} label={t("call.follow_up")} hint={t("call.follow_up_hint")} min={today()} />
        </FormDialog>
    );
}
