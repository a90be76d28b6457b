// SPDX-License-Identifier: MIT
// My dashboard: what is open, what is expected, what waits for me first; stages and months as charts that lead to their deals.

import { useQuery } from "@tanstack/preact-query";
import { type DashboardDeal, type MyDashboard, readMyDashboard } from "../api/dashboard";
import { keys } from "../api/keys";
import { Behind, ReadProblem } from "../app/record";
import { me, today } from "../app/session";
import { day, number, t } from "../app/words";
import { LinkButton } from "../ui/button";
import { percentText, stageWord } from "./deal-words";
import { Bars, dealsHref, Figure, whole } from "./figures";
import { Sleeping } from "./parts";
import { daysOf, monthName, runningIn } from "./periods";

interface DealsProps {
    title: string;
    empty: string;
    deals: (DashboardDeal & { last_activity_at?: string | null })[];
    sleeping?: boolean;
}

function Deals({ title, empty, deals, sleeping }: DealsProps) {
    return (
        <section class="sheet">
            <h2>{title}</h2>
            {deals.length === 0 && <p class="quiet">{empty}</p>}
            <ul class="related">
                {deals.map((deal) => (
                    <li key={deal.id} class="related-row">
                        <a href={`/opportunities/${deal.id}`}>
                            <span class="main">{deal.project_name}</span>
                            <span class="quiet">
                                {stageWord(deal.stage ?? "")} · {deal.closing_date && day(deal.closing_date)}
                            </span>
                            {sleeping && <Sleeping deal={{ ...deal, needs_followup: true }} today={today()} />}
                            <span class="number">{whole(deal.weighted_amount)}</span>
                        </a>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Figures({ of }: { of: MyDashboard["metrics"] }) {
    return (
        <dl class="facts in-row numbers">
            <Figure label={t("my.open")}>
                {t("my.open_is", { count: of.active_opportunities_count, total: whole(of.total_pipeline_value) })}
            </Figure>
            <Figure label={t("deal.weighted")}>{whole(of.weighted_pipeline_value)}</Figure>
            <Figure label={t("my.month")}>{whole(of.expected_revenue_this_month)}</Figure>
            <Figure label={t("my.quarter")}>{whole(of.expected_revenue_this_quarter)}</Figure>
            <Figure label={t("my.year")}>{whole(of.expected_revenue_this_year)}</Figure>
            <Figure label={t("my.win_rate")}>{percentText(of.win_rate)}</Figure>
        </dl>
    );
}

function Shown({ of }: { of: MyDashboard }) {
    const owner = me.value?.user.id;
    const months = of.revenue_forecast_by_month.map((row) => {
        const { from, to } = daysOf(row.year, row.month);
        const href = dealsHref({ owner, ...runningIn(from, to) });
        return { key: from, name: monthName(row.year, row.month), href, value: row.sales_amount };
    });
    return (
        <>
            <Figures of={of.metrics} />
            <div class="halves">
                <Deals title={t("my.sleeping")} empty={t("my.none_sleeping")} deals={of.overdue_followups} sleeping />
                <Deals title={t("my.closing")} empty={t("my.none_closing")} deals={of.closing_this_month} />
                <Bars
                    title={t("my.stages")}
                    head={[t("deal.stage"), t("deal.weighted"), t("deals.title")]}
                    lines={of.pipeline_by_stage.map((row) => ({
                        key: row.stage,
                        name: stageWord(row.stage),
                        href: dealsHref({ stage: row.stage, status: "Active", owner }),
                        count: number(row.count),
                        value: row.weighted_value,
                    }))}
                />
                <Bars title={t("my.months")} head={[t("deal.month"), t("my.expected")]} lines={months} />
            </div>
        </>
    );
}

/** Who leads nobody has no other dashboard. */
const loadNav = () => import("./dashboard-nav").then((chunk) => chunk.DashboardNav);

export default function MyDashboardPage() {
    const query = useQuery({
        queryKey: keys.list("opportunities", { dashboard: "me" }),
        queryFn: ({ signal }) => readMyDashboard(signal),
    });
    const { data, error } = query;
    return (
        <>
            <Behind load={loadNav} props={{}} />
            <header class="page-head">
                <h1>{t("my.title")}</h1>
                <div class="actions">
                    <LinkButton kind="primary" icon="plus" href="/opportunities/new">
                        {t("deal.new")}
                    </LinkButton>
                </div>
            </header>
            <ReadProblem query={query} />
            {data ? <Shown of={data} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </>
    );
}
