// SPDX-License-Identifier: MIT
// The board of open deals: a column a stage, with what its deals are worth. A move is shown at once and is one write; it can be
// taken back. Won and lost are said in the menu of a card, with a note.

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/preact-query";
import { useMemo, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { keys, outdate } from "../api/keys";
import type { Ask } from "../api/lists";
import { type BoardStage, type OpportunityRow, placeDeal, readDealBoard } from "../api/opportunity-list";
import { Late } from "../app/record";
import { can, me, today } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { day, t } from "../app/words";
import { problemText } from "../form/form";
import { askOf, queryOf } from "../list/ask";
import { Board, type BoardColumn, type BoardSpec } from "../list/board";
import { FilterBar, focusSearch } from "../list/filters";
import { type ListSpec, rulesOf } from "../list/spec";
import { Button, LinkButton } from "../ui/button";
import { DealViews } from "./deal-views";
import { percentText, stageWord } from "./deal-words";
import { amount, Sleeping } from "./parts";

const FRESH_MS = 60_000;

function Card({ deal }: { deal: OpportunityRow }) {
    return (
        <div class="card-facts">
            {deal.client_id && <a href={`/clients/${deal.client_id}`}>{deal.client_name}</a>}
            <span class="number">
                {amount(deal.original_amount)} · {percentText(deal.probability_score ?? 0)}
            </span>
            <span class="quiet">
                {deal.closing_date && day(deal.closing_date)}
                {deal.owner_id !== me.value?.user.id && ` · ${deal.owner_name ?? ""}`}
            </span>
            <Sleeping deal={deal} today={today()} />
            {deal.next_task && <span class="quiet">→ {deal.next_task.title}</span>}
        </div>
    );
}

const added = (sum: number | null, by: number): number => Number(((sum ?? 0) + by).toFixed(2));

/** The stages with a deal at another one. */
export function withMoved(stages: readonly BoardStage[], deal: OpportunityRow, to: string): BoardStage[] {
    const shift = (stage: BoardStage, sign: number, items: OpportunityRow[]): BoardStage => ({
        ...stage,
        items,
        count: stage.count + sign,
        total_value: added(stage.total_value, sign * (deal.original_amount ?? 0)),
        weighted_value: added(stage.weighted_value, sign * (deal.weighted_amount ?? 0)),
    });
    return stages.map((stage) => {
        if (stage.stage === to) {
            return shift(stage, 1, [{ ...deal, stage: stage.stage }, ...stage.items]);
        }
        const items = stage.items.filter((item) => item.id !== deal.id);
        return items.length < stage.items.length ? shift(stage, -1, items) : stage;
    });
}

class Mover {
    constructor(
        private readonly client: QueryClient,
        private readonly ask: Ask,
    ) {}

    private get key() {
        return keys.list("opportunities", { board: this.ask });
    }

    private async write(id: string, stage: string): Promise<boolean> {
        try {
            await placeDeal(id, stage);
            return true;
        } catch (error) {
            toast(problemText(error));
            return false;
        } finally {
            outdate(this.client, "opportunities");
        }
    }

    async move(deal: OpportunityRow, to: string, said: string): Promise<void> {
        await this.client.cancelQueries({ queryKey: this.key });
        const stages = this.client.getQueryData<BoardStage[]>(this.key) ?? [];
        const before = deal.stage ?? "";
        this.client.setQueryData(this.key, withMoved(stages, deal, to));
        if (await this.write(deal.id, to)) {
            toast(said, () => this.write(deal.id, before));
        }
    }
}

const loadMove = () => import("./deal-move").then((chunk) => chunk.MoveDialog);

interface Closing {
    deal: OpportunityRow;
    status: string;
}

/** Deals that are open stand in no closed stage, but for those that somebody left there. */
const isShown = (stage: BoardStage): boolean => stage.stage !== "Closed" || stage.count > 0;

function useDealBoard(ask: Ask, stages: readonly BoardStage[], close: (closing: Closing) => void): BoardSpec<OpportunityRow> {
    const client = useQueryClient();
    const mover = useMemo(() => new Mover(client, ask), [client, ask]);
    return {
        columns: stages.filter(isShown).map(
            (stage): BoardColumn<OpportunityRow> => ({
                key: stage.stage,
                title: stageWord(stage.stage),
                count: stage.count,
                cards: stage.items,
                sorted: true,
                note: (
                    <span class="quiet sums">
                        {t("deals.sums", { total: amount(stage.total_value), weighted: amount(stage.weighted_value) })}
                    </span>
                ),
                more: `/opportunities?${new URLSearchParams({ ...ask.filters, status: "Active", stage: stage.stage, view: "list" })}`,
            }),
        ),
        titleOf: (deal) => deal.project_name ?? "",
        href: (deal) => `/opportunities/${deal.id}`,
        card: (deal) => <Card deal={deal} />,
        items: (deal) => [
            { label: t("deal.win"), icon: "check", onSelect: () => close({ deal, status: "Won" }) },
            { label: t("deal.lose"), icon: "x", onSelect: () => close({ deal, status: "Lost" }) },
        ],
        onMove: (deal, to, said) => mover.move(deal, to.column, said),
    };
}

function Columns({ ask, stages }: { ask: Ask; stages: readonly BoardStage[] }) {
    const [closing, close] = useState<Closing | null>(null);
    const spec = useDealBoard(ask, stages, close);
    const deal = closing?.deal;
    return (
        <>
            <Board spec={spec} label={t("deals.board")} />
            {deal && (
                <Late
                    load={loadMove}
                    props={{
                        deal: { id: deal.id, project_name: deal.project_name ?? "", status: deal.status ?? "", stage: deal.stage ?? "" },
                        to: { status: closing.status, stage: "Closed" },
                        etag: null,
                        onClose: () => close(null),
                    }}
                />
            )}
        </>
    );
}

/** State of the address; `change` as of a list. */
function useAsk(spec: ListSpec<OpportunityRow>) {
    const { query, route } = useLocation();
    const rules = useMemo(() => rulesOf(spec), [spec]);
    const text = queryOf(askOf(query, rules), rules);
    const ask = useMemo(() => askOf(query, rules), [text]);
    const change = (how: (ask: Ask) => Ask, typed = false) => route(spec.path + queryOf(how(ask), rules), typed);
    return { ask, change };
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

function sumsOf(stages: readonly BoardStage[] | undefined): string {
    const weighted = stages?.reduce((sum, stage) => added(sum, stage.weighted_value ?? 0), 0);
    const count = stages?.reduce((sum, stage) => sum + stage.count, 0) ?? 0;
    return weighted === undefined ? "" : t("deals.open", { count, weighted: amount(weighted) });
}

export function DealBoard({ spec }: { spec: ListSpec<OpportunityRow> }) {
    const { ask, change } = useAsk(spec);
    const { route } = useLocation();
    const { data, error, refetch } = useQuery({
        queryKey: keys.list("opportunities", { board: ask }),
        queryFn: ({ signal }) => readDealBoard(ask, signal),
        refetchInterval: FRESH_MS,
        placeholderData: (before) => before,
    });
    const mayCreate = can(spec.create.route);
    useShortcuts([
        { keys: "n", label: "deal.new", run: () => (mayCreate ? route(spec.create.path) : false) },
        { keys: "f", label: "list.find", run: focusSearch },
    ]);
    const suggestions = data?.flatMap((stage) => stage.items) ?? [];
    return (
        <>
            <header class="page-head">
                <div class="list-title">
                    <h1>{t(spec.title)}</h1>
                    <span class="count" role="status">
                        {sumsOf(data)}
                    </span>
                </div>
                <div class="actions">
                    <DealViews chosen="board" />
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
                suggestions={(filter) =>
                    [...new Set(suggestions.flatMap((row) => filter.suggest?.(row) ?? []))].filter((one) => one !== null)
                }
                onLeave={() => document.querySelector<HTMLElement>(".card-link")?.focus()}
            />
            {error && <Problem error={error} again={refetch} />}
            {data ? <Columns ask={ask} stages={data} /> : !error && <div class="board waits" aria-busy="true" />}
        </>
    );
}
