// SPDX-License-Identifier: MIT
// The board of open deals: a column a stage, with what its deals are worth. A move is shown at once and is one write; it can be
// taken back. Won and lost are said in the menu of a card, with a note.

import { useState } from "preact/hooks";
import type { Ask } from "../api/lists";
import { type BoardStage, type OpportunityRow, placeDeal, readDealBoard } from "../api/opportunity-list";
import { Late } from "../app/record";
import { me, today } from "../app/session";
import { day, t } from "../app/words";
import { Board, type BoardColumn, type BoardSpec } from "../list/board";
import { BoardPage, type Mover, restOf, useMover } from "../list/board-page";
import type { ListSpec } from "../list/spec";
import { DealViews } from "./deal-views";
import { percentText, stageWord } from "./deal-words";
import { amount, Sleeping } from "./parts";

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

/** The stages with a deal at another one: above what lies there, or where it lay. */
export function withMoved(stages: readonly BoardStage[], deal: OpportunityRow, to: string, index = 0): BoardStage[] {
    if (stages.some((stage) => stage.stage === to && stage.items.some((item) => item.id === deal.id))) {
        return [...stages];
    }
    const shift = (stage: BoardStage, sign: number, items: OpportunityRow[]): BoardStage => ({
        ...stage,
        items,
        count: stage.count + sign,
        total_value: added(stage.total_value, sign * (deal.original_amount ?? 0)),
        weighted_value: added(stage.weighted_value, sign * (deal.weighted_amount ?? 0)),
    });
    return stages.map((stage) => {
        if (stage.stage === to) {
            return shift(stage, 1, [...stage.items.slice(0, index), { ...deal, stage: stage.stage }, ...stage.items.slice(index)]);
        }
        const items = stage.items.filter((item) => item.id !== deal.id);
        return items.length < stage.items.length ? shift(stage, -1, items) : stage;
    });
}

async function move(mover: Mover<BoardStage>, deal: OpportunityRow, to: string, said: string): Promise<void> {
    const from = deal.stage ?? "";
    const stage = (await mover.columns()).find((one) => one.stage === from);
    const index = stage?.items.findIndex((item) => item.id === deal.id) ?? 0;
    await mover.move({
        there: (stages) => withMoved(stages, deal, to),
        back: (stages) => withMoved(stages, deal, from, Math.max(0, index)),
        write: () => placeDeal(deal.id, to),
        undo: () => placeDeal(deal.id, from),
        said,
    });
}

const loadMove = () => import("./deal-move").then((chunk) => chunk.MoveDialog);

interface Closing {
    deal: OpportunityRow;
    status: string;
}

/** Deals that are open stand in no closed stage, but for those that somebody left there. */
const isShown = (stage: BoardStage): boolean => stage.stage !== "Closed" || stage.count > 0;

function useDealBoard(ask: Ask, stages: readonly BoardStage[], close: (closing: Closing) => void): BoardSpec<OpportunityRow> {
    const mover = useMover<BoardStage>("opportunities", ask);
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
                more: restOf("/opportunities", ask, { status: "Active", stage: stage.stage }),
            }),
        ),
        titleOf: (deal) => deal.project_name ?? "",
        href: (deal) => `/opportunities/${deal.id}`,
        card: (deal) => <Card deal={deal} />,
        items: (deal) => [
            { label: t("deal.win"), icon: "check", onSelect: () => close({ deal, status: "Won" }) },
            { label: t("deal.lose"), icon: "x", onSelect: () => close({ deal, status: "Lost" }) },
        ],
        onMove: (deal, to, said) => move(mover, deal, to.column, said),
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

function sumsOf(stages: readonly BoardStage[] | undefined): string {
    const weighted = stages?.reduce((sum, stage) => added(sum, stage.weighted_value ?? 0), 0);
    const count = stages?.reduce((sum, stage) => sum + stage.count, 0) ?? 0;
    return weighted === undefined ? "" : t("deals.open", { count, weighted: amount(weighted) });
}

export function DealBoard({ spec }: { spec: ListSpec<OpportunityRow> }) {
    return (
        <BoardPage
            spec={spec}
            read={readDealBoard}
            sums={sumsOf}
            views={<DealViews chosen="board" />}
            board={(ask, stages) => <Columns ask={ask} stages={stages} />}
        />
    );
}
