// SPDX-License-Identifier: MIT
// Moving a deal on: its stage, its status, and a note of why. One dialog that the keyboard goes through: stage, status, note,
// Ctrl+Enter.

import { useQueryClient } from "@tanstack/preact-query";
import { keys, outdate } from "../api/keys";
import { DEAL_STATUSES, moveDeal, STAGES, type StatusInput } from "../api/opportunities";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { AreaField } from "../form/field";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { SelectField } from "../form/select";
import { stageWord, statusWord } from "./deal-words";

interface MoveProps {
    deal: { id: string; project_name: string; status: string; stage: string };
    /** What is meant to happen; what is known of it stands already. */
    to?: { status: string; stage: string };
    etag: string | null;
    onClose: () => void;
}

export function MoveDialog({ deal, to, etag, onClose }: MoveProps) {
    const client = useQueryClient();
    const action = useAction(() => outdate(client, "opportunities"));
    const form = useForm({ stage: to?.stage ?? deal.stage, status: to?.status ?? deal.status, notes: "" }, (values) =>
        action.attempt(async () => {
            const notes = values.notes.trim();
            const body = { status: values.status, stage: values.stage, ...(notes ? { notes } : {}) } as StatusInput;
            const answer = await moveDeal(deal.id, body, etag);
            client.setQueryData(keys.one("opportunities", deal.id), answer);
            outdate(client, "opportunities");
            toast(t("deal.moved", { name: deal.project_name, stage: stageWord(values.stage), status: statusWord(values.status) }));
            onClose();
        }),
    );
    /** Won and lost deals are closed, and who opens one again says where it stands. */
    const setStatus = (status: string) => {
        form.set("status", status);
        if (status === "Won" || status === "Lost") {
            form.set("stage", "Closed");
        } else if (form.values.stage === "Closed" && deal.stage !== "Closed") {
            form.set("stage", deal.stage);
        }
    };
    return (
        <FormDialog title={t("deal.move_title", { name: deal.project_name })} form={form} onClose={onClose}>
            <SelectField
                {...form.field("stage")}
                label={t("deal.stage")}
                autofocus
                options={STAGES.map((stage) => ({ value: stage, label: stageWord(stage) }))}
            />
            <SelectField
                {...form.field("status")}
                onValue={setStatus}
                label={t("deal.status")}
                options={DEAL_STATUSES.map((status) => ({ value: status, label: statusWord(status) }))}
            />
            <AreaField {...form.field("notes")} label={t(form.values.status === "Lost" ? "deal.why_lost" : "deal.move_note")} rows={3} />
        </FormDialog>
    );
}
