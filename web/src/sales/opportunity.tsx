// SPDX-License-Identifier: MIT
// A deal: what it is at the left, its probability and what it brings at the right, its history below.

import { useQueryClient } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Answer } from "../api/client";
import { outdate, outdateWithout } from "../api/keys";
import { duplicateDeal, type Opportunity, opportunities, STAGES } from "../api/opportunities";
import { useTitle } from "../app/page";
import { remember } from "../app/recent";
import { Behind, type Editing, floats, Late, RecordState, recordQuery, useEditing, useRecord, useRecordKeys } from "../app/record";
import { dateAt, timezone, today } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { day, moment, t } from "../app/words";
import { useAction } from "../form/action";
import { Ask } from "../form/ask";
import { InPlace } from "../form/in-place";
import { useSave } from "../form/save";
import { SelectField } from "../form/select";
import type { PageProps } from "../routes";
import { Button } from "../ui/button";
import { Fact } from "../ui/fact";
import { Menu } from "../ui/menu";
import { DealProbability } from "./deal-probability";
import { FACTS } from "./deal-shape";
import { DealTimeline } from "./deal-timeline";
import { percentText, stageWord } from "./deal-words";
import { amount, DealStatus, Sleeping } from "./parts";

type Doing = "move" | "delete" | null;

function useDealActions({ body: deal, etag }: Answer<Opportunity>) {
    const client = useQueryClient();
    const { route } = useLocation();
    const action = useAction();
    return {
        action,
        remove: () =>
            action.run(async () => {
                await opportunities.remove(deal.id, etag);
                route("/opportunities", true);
                outdateWithout(client, "opportunities", deal.id);
                toast(t("deal.deleted"));
            }),
        duplicate: () =>
            action.run(async (key) => {
                const copy = await duplicateDeal(deal.id, t("deal.copy_of", { name: deal.project_name }), key);
                outdate(client, "opportunities");
                route(`/opportunities/${copy.id}`);
            }),
    };
}

function Head({ record, at, ask }: { record: Answer<Opportunity>; at: Editing; ask: (doing: Doing) => void }) {
    const deal = record.body;
    const { action, duplicate } = useDealActions(record);
    return (
        <>
            <header class="page-head">
                <h1>{deal.project_name}</h1>
                <DealStatus status={deal.status} />
                <Sleeping deal={deal} today={today()} />
                {!at.editing && (
                    <div class="actions">
                        <Button icon="pencil" onClick={at.edit} data-compact>
                            {t("record.edit")}
                        </Button>
                        <Button kind="primary" icon="arrow-right" onClick={() => ask("move")}>
                            {t("deal.move")}
                        </Button>
                        <Menu
                            label={t("record.menu")}
                            items={[
                                { icon: "copy", label: t("deal.duplicate"), onSelect: duplicate },
                                { icon: "trash-2", label: t("record.delete"), danger: true, onSelect: () => ask("delete") },
                            ]}
                        />
                    </div>
                )}
            </header>
            {action.problem && (
                <p class="note bad" role="alert">
                    {action.problem}
                </p>
            )}
        </>
    );
}

function Stage({ deal }: { deal: Opportunity }) {
    const save = useSave(opportunities);
    return (
        <InPlace
            name="stage"
            label={`${t("deal.stage")}${t("colon")}${t("record.edit")}`}
            value={deal.stage}
            onSave={(value) => {
                save.fact(deal.id, FACTS, "stage", value);
                return true;
            }}
            shown={<span>{stageWord(deal.stage)}</span>}
            field={(bound) => (
                <SelectField
                    {...bound}
                    label={t("deal.stage")}
                    options={STAGES.map((stage) => ({ value: stage, label: stageWord(stage) }))}
                />
            )}
        />
    );
}

const dayOf = (instant: string): string => day(dateAt(new Date(instant)));

function Facts({ deal }: { deal: Opportunity }) {
    const since = deal.stage_entered_at && t("deal.since", { day: dayOf(dateAt(new Date(deal.stage_entered_at))) });
    return (
        <section class="sheet" aria-labelledby="facts">
            <h2 id="facts">{t("deal.title")}</h2>
            <dl class="facts">
                <Fact label={t("deal.client")}>{deal.client && <a href={`/clients/${deal.client.id}`}>{deal.client.name}</a>}</Fact>
                <Fact label={t("deal.amount")}>
                    <strong>{amount(deal.original_amount)}</strong>
                </Fact>
                <Fact label={t("deal.margin_rate")}>{percentText(deal.gross_margin_percentage ?? 0)}</Fact>
                <Fact label={t("deal.stage")}>
                    <Stage deal={deal} />
                    <span class="quiet">{since}</span>
                </Fact>
                <Fact label={t("deal.owner")}>{[deal.owner.first_name, deal.owner.last_name].filter(Boolean).join(" ")}</Fact>
                <Fact label={t("deal.team")}>{deal.team?.name}</Fact>
                <Fact label={t("deal.dates")}>
                    {t("deal.from_to", { from: day(deal.starting_date), to: day(deal.closing_date), count: deal.duration_months ?? 0 })}
                </Fact>
                <Fact label={t("deal.closed_on")}>{deal.closed_date && day(deal.closed_date)}</Fact>
                <Fact label={t("deal.sector")}>{deal.sector_type}</Fact>
                <Fact label={t("deal.service")}>{deal.service_type}</Fact>
                <Fact label={t("deal.last_activity")}>{deal.last_activity_at && moment(deal.last_activity_at, timezone())}</Fact>
                <Fact label={t("deal.next_task")}>
                    {deal.next_task && (
                        <>
                            {deal.next_task.title}
                            {deal.next_task.due_date && <span class="quiet"> {dayOf(deal.next_task.due_date)}</span>}
                        </>
                    )}
                </Fact>
                <Fact label={t("deal.notes")}>{deal.update_notes && <span class="as-typed">{deal.update_notes}</span>}</Fact>
            </dl>
        </section>
    );
}

const loadMove = () => import("./deal-move").then((chunk) => chunk.MoveDialog);
const loadEdit = () => import("./opportunity-edit").then((chunk) => chunk.OpportunityEdit);

function Asked({ record, doing, close }: { record: Answer<Opportunity>; doing: Doing; close: () => void }) {
    const { action, remove } = useDealActions(record);
    if (doing === "move") {
        return <Late load={loadMove} props={{ deal: record.body, etag: record.etag, onClose: close }} />;
    }
    return doing === "delete" ? (
        <Ask
            title={t("deal.delete")}
            text={t("deal.delete_text", { name: record.body.project_name })}
            confirm={t("record.delete")}
            action={action}
            onConfirm={() => remove().then((done) => done && close())}
            onClose={close}
        />
    ) : null;
}

function Shown({ record, at }: { record: Answer<Opportunity>; at: Editing }) {
    const deal = record.body;
    const [doing, ask] = useState<Doing>(null);
    useTitle(deal.project_name);
    useShortcuts([{ keys: "s", label: "deal.move", run: () => (floats() || at.editing ? false : ask("move")) }]);
    useEffect(
        () => remember({ type: "opportunity", id: deal.id, title: deal.project_name, subtitle: deal.client?.name ?? "" }),
        [deal.id, deal.project_name, deal.client?.name],
    );
    return (
        <>
            <Head record={record} at={at} ask={ask} />
            {at.editing ? (
                <Late load={loadEdit} props={{ record, at }} />
            ) : (
                <div class="record">
                    <Facts deal={deal} />
                    <div class="belongings">
                        <DealProbability record={record} />
                        <DealTimeline id={deal.id} />
                    </div>
                </div>
            )}
            <Asked record={record} doing={doing} close={() => ask(null)} />
        </>
    );
}

const loadNeighbours = () => import("./deal-neighbours").then((chunk) => chunk.DealNeighbours);

export const ahead = ({ id }: PageProps["params"]) => recordQuery(opportunities, id);

export default function OpportunityPage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(opportunities, id);
    useRecordKeys(at, "/opportunities");
    return (
        <>
            <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>
            <Behind load={loadNeighbours} props={{ id: at.editing ? "" : id }} />
        </>
    );
}
