// SPDX-License-Identifier: MIT
// What happened to a deal, newest first, with what was and what is; and a note of what was done.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { keys, outdate } from "../api/keys";
import { ACTIVITY_TYPES, type ActivityInput, addActivity, type DealActivity, readActivities } from "../api/opportunities";
import { ReadProblem } from "../app/record";
import { timezone } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { type Key, moment, t } from "../app/words";
import { useAction } from "../form/action";
import { AreaField } from "../form/field";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { SelectField } from "../form/select";
import { Button } from "../ui/button";
import { DEAL, FACTS } from "./deal-shape";
import { factorWord, percentText, stageWord, statusWord } from "./deal-words";
import { amount } from "./parts";

const WORDS: Record<string, Key> = {
    created: "deal.did.created",
    note_added: "deal.did.note",
    call_made: "deal.did.call",
    email_sent: "deal.did.email",
    meeting_scheduled: "deal.did.meeting",
    proposal_sent: "deal.did.proposal",
    document_uploaded: "deal.did.document",
    updated: "deal.did.updated",
    status_changed: "deal.did.status",
    stage_changed: "deal.did.stage",
};

const typeWord = (type: string): string => (WORDS[type] ? t(WORDS[type] as Key) : type);

type Values = Record<string, unknown>;

const LABELS: Record<string, Key> = Object.fromEntries(Object.entries({ ...DEAL, ...FACTS }).map(([name, kind]) => [name, kind.label]));

function said(name: string, value: unknown): string {
    if (value === null || value === undefined || value === "") {
        return "–";
    }
    if (name === "original_amount") {
        return amount(Number(value));
    }
    if (name === "gross_margin_percentage" || name === "win_probability_override") {
        return percentText(Number(value));
    }
    const kind = { ...DEAL, ...FACTS }[name as keyof typeof DEAL];
    const text = kind ? kind.show(value) : String(value);
    return kind?.say ? kind.say(text) : name === "stage" ? stageWord(text) : name === "status" ? statusWord(text) : factorWord(text);
}

/** Ids say nothing to people: that they changed is all. */
const isNamed = (name: string): boolean => !name.endsWith("_id");

function Changes({ activity }: { activity: DealActivity }) {
    const [from, to] = [(activity.old_value ?? {}) as Values, (activity.new_value ?? {}) as Values];
    return (
        <ul class="changes">
            {Object.keys(to).map((name) => (
                <li key={name}>
                    {name in LABELS ? t(LABELS[name] as Key) : typeWord(`${name}_changed`)}
                    {isNamed(name) && `${t("colon")}${said(name, from[name])} → ${said(name, to[name])}`}
                </li>
            ))}
        </ul>
    );
}

const isChange = ({ activity_type }: DealActivity): boolean => /^(updated|status_changed|stage_changed)$/.test(activity_type ?? "");

function Happened({ activity }: { activity: DealActivity }) {
    return (
        <li>
            <span class="quiet">
                {[typeWord(activity.activity_type ?? ""), activity.user_name, moment(activity.created_at ?? "", timezone())]
                    .filter(Boolean)
                    .join(" · ")}
            </span>
            {isChange(activity) ? <Changes activity={activity} /> : activity.activity_type !== "created" && <p>{activity.description}</p>}
        </li>
    );
}

function NoteDialog({ id, onClose }: { id: string; onClose: () => void }) {
    const client = useQueryClient();
    const action = useAction();
    const form = useForm({ activity_type: "call_made", description: "" }, (values) =>
        action.attempt(async (key) => {
            await addActivity(id, values as unknown as ActivityInput, key);
            outdate(client, "opportunities");
            toast(t("deal.noted"));
            onClose();
        }),
    );
    return (
        <FormDialog title={t("deal.note")} form={form} onClose={onClose}>
            <SelectField
                {...form.field("activity_type")}
                label={t("deal.what")}
                options={ACTIVITY_TYPES.map((type) => ({ value: type, label: typeWord(type) }))}
            />
            <AreaField {...form.field("description")} label={t("deal.text")} rows={4} required autofocus />
        </FormDialog>
    );
}

export function DealTimeline({ id }: { id: string }) {
    const [noting, note] = useState(false);
    const query = useQuery({
        queryKey: keys.list("opportunities", { activities: id }),
        queryFn: ({ signal }) => readActivities(id, signal),
    });
    const { data } = query;
    useShortcuts([{ keys: "l", label: "deal.note", run: () => note(true) }]);
    return (
        <section class="belongings" aria-labelledby="timeline">
            <header class="sheet-head">
                <h2 id="timeline">{t("deal.timeline")}</h2>
                <Button icon="plus" onClick={() => note(true)}>
                    {t("deal.note")}
                </Button>
            </header>
            <ReadProblem query={query} />
            <ol class="timeline">
                {data?.items.map((activity) => (
                    <Happened key={activity.id} activity={activity} />
                ))}
            </ol>
            {data && data.total > data.items.length && <p class="quiet">{t("record.more", { count: data.total })}</p>}
            {noting && <NoteDialog id={id} onClose={() => note(false)} />}
        </section>
    );
}
