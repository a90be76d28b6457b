// SPDX-License-Identifier: MIT
// Deals as a list: every filter, any order.

import { useMemo } from "preact/hooks";
import { DEAL_STATUSES, STAGES } from "../api/opportunities";
import { type OpportunityRow, sumDeals } from "../api/opportunity-list";
import { Behind } from "../app/record";
import { today } from "../app/session";
import { day } from "../app/words";
import { List } from "../list/list";
import type { Filter, ListSpec, TabsSpec } from "../list/spec";
import { DealViews } from "./deal-views";
import { dealStatusKey, factorWord, percentText, prudenceWord, stageKey, stageWord } from "./deal-words";
import { amount, DealStatus, Sleeping } from "./parts";

const COLUMNS: ListSpec<OpportunityRow>["columns"] = [
    { key: "name", label: "deal.name", width: 20, narrow: 58, sort: "project_name", priority: 1, cell: (row) => row.project_name },
    { key: "client", label: "deal.client", width: 15, sort: "client_name", priority: 4, cell: (row) => row.client_name },
    {
        key: "amount",
        label: "deal.amount",
        width: 14,
        narrow: 42,
        align: "end",
        sort: "original_amount",
        descends: true,
        priority: 1,
        cell: (row) => amount(row.original_amount),
    },
    {
        key: "probability",
        label: "deal.probability_short",
        width: 10,
        align: "end",
        sort: "probability_score",
        descends: true,
        priority: 2,
        cell: (row) => percentText(row.probability_score ?? 0),
    },
    {
        key: "weighted",
        label: "deal.weighted",
        width: 13,
        align: "end",
        sort: "weighted_amount",
        descends: true,
        priority: 4,
        cell: (row) => amount(row.weighted_amount),
    },
    { key: "stage", label: "deal.stage", width: 11, sort: "stage", priority: 2, cell: (row) => stageWord(row.stage ?? "") },
    {
        key: "closing",
        label: "deal.closing",
        width: 14,
        sort: "closing_date",
        priority: 4,
        cell: (row) => row.closing_date && day(row.closing_date),
    },
    { key: "owner", label: "deal.owner", width: 13, sort: "owner_name", priority: 4, cell: (row) => row.owner_name },
    {
        key: "status",
        label: "deal.status",
        width: 20,
        sort: "last_activity_at",
        priority: 2,
        cell: (row) => (row.needs_followup ? <Sleeping deal={row} today={today()} /> : <DealStatus status={row.status ?? ""} />),
    },
];

const CHOICES: Filter<OpportunityRow>[] = [
    {
        kind: "choice",
        key: "status",
        label: "deal.status",
        choices: DEAL_STATUSES.map((value) => ({ value, label: dealStatusKey(value) })),
    },
    { kind: "choice", key: "stage", label: "deal.stage", choices: STAGES.map((value) => ({ value, label: stageKey(value) })) },
];

const DAY = /^\d{4}-\d\d-\d\d$/;
const TEXT = /^.{1,100}$/;

/** What dashboards, forecasts and reports lead here by. */
const BY_LINK: Filter<OpportunityRow>[] = [
    { kind: "given", key: "created_from", label: "deals.created_from", valid: DAY, show: day },
    { kind: "given", key: "created_to", label: "deals.created_to", valid: DAY, show: day },
    { kind: "given", key: "closed_from", label: "deals.closed_from", valid: DAY, show: day },
    { kind: "given", key: "closed_to", label: "deals.closed_to", valid: DAY, show: day },
    { kind: "given", key: "type", label: "deal.project_type", valid: TEXT, show: factorWord },
    { kind: "given", key: "maturity", label: "deal.maturity", valid: TEXT, show: factorWord },
    { kind: "given", key: "client_type", label: "deal.client_type", valid: TEXT, show: factorWord },
    { kind: "given", key: "relationship", label: "deal.relationship", valid: TEXT, show: factorWord },
    { kind: "given", key: "prudent", label: "deal.conservative", valid: /^(yes|no)$/, show: prudenceWord },
];

const loadTabs = () => import("../list/status-tabs").then((chunk) => chunk.StatusTabs<OpportunityRow>);

/** They come after the rows, into their place. */
const DealTabs: TabsSpec<OpportunityRow>["show"] = (props) => (
    <div class="list-tabs-place">
        <Behind load={loadTabs} props={props} />
    </div>
);

const loadBulk = () => import("./deal-bulk").then((chunk) => chunk.DealBulk);

export function DealList({ spec }: { spec: ListSpec<OpportunityRow> }) {
    const whole = useMemo(
        (): ListSpec<OpportunityRow> => ({
            ...spec,
            always: "view=list",
            views: () => <DealViews chosen="list" />,
            tabs: {
                show: DealTabs,
                summarize: sumDeals,
                sums: [
                    { of: "total", label: "deal.amount" },
                    { of: "weighted", label: "deal.weighted" },
                ],
            },
            bulks: [{ label: "deals.change", icon: "pencil", route: "POST /api/opportunities/bulk-update", dialog: loadBulk }],
            filters: [...CHOICES, ...spec.filters, ...BY_LINK],
            columns: COLUMNS,
        }),
        [spec],
    );
    return <List spec={whole} />;
}
