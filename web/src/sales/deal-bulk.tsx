// SPDX-License-Identifier: MIT
// One change of many deals: what is left empty stays as it is. They go a hundred at a time, so that one sees how far it is; what is
// refused is named, deal by deal, and only that is sent by the next press.

import { useQuery } from "@tanstack/preact-query";
import { useRef, useState } from "preact/hooks";
import { ApiError } from "../api/error";
import { keys } from "../api/keys";
import { type BulkRefusal, changeDeals, DEAL_STATUSES, type DealChange, STAGES } from "../api/opportunities";
import type { OpportunityRow } from "../api/opportunity-list";
import { readNames } from "../api/people";
import { today } from "../app/session";
import { toast } from "../app/toasts";
import { type Key, serverWords, t } from "../app/words";
import { TextField } from "../form/field";
import { Form, useForm } from "../form/form";
import { DateField } from "../form/read-field";
import { patiently } from "../form/save";
import { SelectField } from "../form/select";
import type { BulkDialogProps } from "../list/bulk";
import { readDay } from "../rules/date";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { stageWord, statusWord } from "./deal-words";

const AT_ONCE = 100;
const NOTHING = { owner_id: "", stage: "", status: "", closing_date: "", sector_type: "", service_type: "" };
const LABELS: Record<string, Key> = { closing_date: "deal.closing", owner_id: "deal.owner", original_amount: "deal.amount" };

function changeOf(values: typeof NOTHING): DealChange {
    const named = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
    return Object.fromEntries(
        named
            .filter(([, value]) => value)
            .map(([name, value]) => [name, name === "closing_date" ? (readDay(value, today()) ?? value) : value]),
    );
}

function whyOf({ field, code, reason }: BulkRefusal): string {
    if (code === "FORBIDDEN") {
        return t("deals.not_yours");
    }
    const said = serverWords(code) ?? reason;
    const label = field && LABELS[field];
    return label ? t("bulk.refused", { name: t(label), why: said }) : said;
}

interface Batch {
    key: string;
    ids: string[];
    change: DealChange;
}

/** One request after the other; one without an answer goes again as it was, before all else. */
function useBatches(rows: OpportunityRow[]) {
    const done = useRef(new Set<string>());
    const open = useRef<Batch | null>(null);
    const stopped = useRef(false);
    const [count, setCount] = useState(0);
    const [refused, setRefused] = useState<BulkRefusal[]>([]);
    const send = async (batch: Batch): Promise<BulkRefusal[]> => {
        open.current = batch;
        try {
            const failed = await patiently(() => changeDeals(batch.ids, batch.change, batch.key));
            const bad = new Set(failed.map(({ id }) => id));
            for (const id of batch.ids.filter((one) => !bad.has(one))) {
                done.current.add(id);
            }
            setCount(done.current.size);
            open.current = null;
            return failed;
        } catch (error) {
            if (!(error instanceof ApiError && error.unanswered)) {
                open.current = null;
            }
            throw error;
        }
    };
    /** True: all of them. */
    const run = async (change: DealChange): Promise<boolean> => {
        stopped.current = false;
        setRefused([]);
        const tried = new Set<string>();
        while (!stopped.current) {
            const left = rows.map(({ id }) => id).filter((id) => !done.current.has(id) && !tried.has(id));
            const batch = open.current ?? { key: crypto.randomUUID(), ids: left.slice(0, AT_ONCE), change };
            if (batch.ids.length === 0) {
                break;
            }
            const failed = await send(batch);
            for (const id of batch.ids) {
                tried.add(id);
            }
            setRefused((before) => [...before, ...failed]);
        }
        return done.current.size === rows.length;
    };
    return { done: done.current, count, refused, run, stop: () => (stopped.current = true) };
}

function Refused({ rows, refused }: { rows: OpportunityRow[]; refused: BulkRefusal[] }) {
    const names = new Map(rows.map((row) => [row.id, row.project_name ?? ""]));
    return refused.length ? (
        <ul class="note bad" role="alert">
            {refused.map((row) => (
                <li key={row.id}>{t("bulk.refused", { name: names.get(row.id) ?? "", why: whyOf(row) })}</li>
            ))}
        </ul>
    ) : null;
}

export function DealBulk({ rows: chosen, onClose }: BulkDialogProps<OpportunityRow>) {
    const [rows] = useState(chosen);
    const people = useQuery({ queryKey: keys.list("people", { names: true }), queryFn: ({ signal }) => readNames(signal) });
    const { done, count, refused, run, stop } = useBatches(rows);
    const [unchanged, tell] = useState(false);
    const form = useForm(NOTHING, async (values) => {
        const change = changeOf(values);
        tell(Object.keys(change).length === 0);
        if (Object.keys(change).length > 0 && (await run(change))) {
            toast(t("deals.changed", { count: rows.length }));
            onClose(done, true);
        }
    });
    const close = () => (form.busy ? stop() : onClose(done, false));
    const same = { value: "", label: t("deals.unchanged") };
    return (
        <Dialog title={t("deals.change")} closeLabel={t("close")} onClose={close}>
            <Form form={form}>
                <p>{t("deals.change_count", { count: rows.length })}</p>
                {unchanged && (
                    <p class="note warn" role="alert">
                        {t("deals.nothing")}
                    </p>
                )}
                <SelectField
                    {...form.field("owner_id")}
                    label={t("deal.owner")}
                    options={[same, ...(people.data ?? []).map((person) => ({ value: person.id, label: person.name ?? "" }))]}
                    autofocus
                />
                <span class="pair">
                    <SelectField
                        {...form.field("stage")}
                        label={t("deal.stage")}
                        options={[same, ...STAGES.map((stage) => ({ value: stage, label: stageWord(stage) }))]}
                    />
                    <SelectField
                        {...form.field("status")}
                        label={t("deal.status")}
                        options={[same, ...DEAL_STATUSES.map((status) => ({ value: status, label: statusWord(status) }))]}
                    />
                </span>
                <DateField {...form.field("closing_date")} label={t("deal.closing")} />
                <TextField {...form.field("sector_type")} label={t("deal.sector")} autocomplete="off" />
                <TextField {...form.field("service_type")} label={t("deal.service")} autocomplete="off" />
                <p role="status" class="hint">
                    {form.busy || count > 0 ? t("deals.changing", { count, total: rows.length }) : ""}
                </p>
                <Refused rows={rows} refused={refused} />
                <p class="actions">
                    <Button type="submit" kind="primary" icon="check" busy={form.busy}>
                        {t(refused.length && !form.busy ? "retry" : "deals.apply")}
                    </Button>
                    <Button onClick={close}>{t(form.busy ? "bulk.stop" : count > 0 ? "close" : "cancel")}</Button>
                </p>
            </Form>
        </Dialog>
    );
}
