// SPDX-License-Identifier: MIT
// A team's dashboard: who has what, how deals move through the stages, what is expected. Every figure leads to its deals.

import { useQuery } from "@tanstack/preact-query";
import { readTeamDashboard, type TeamDashboard } from "../api/dashboard";
import { ApiError } from "../api/error";
import { keys } from "../api/keys";
import { Gone } from "../app/not-found";
import { useTitle } from "../app/page";
import { ReadProblem } from "../app/record";
import { number, t } from "../app/words";
import type { PageProps } from "../routes";
import { DashboardNav } from "./dashboard-nav";
import { percentText, stageWord } from "./deal-words";
import { Bars, dealsHref, Figure, FigureTable, whole } from "./figures";
import { daysOf, monthName, runningIn } from "./periods";

function Figures({ of, team }: { of: TeamDashboard["metrics"]; team: string }) {
    return (
        <dl class="facts in-row numbers">
            <Figure label={t("my.open")}>
                <a href={dealsHref({ status: "Active", team })}>
                    {t("my.open_is", { count: of.active_opportunities_count, total: whole(of.total_pipeline_value) })}
                </a>
            </Figure>
            <Figure label={t("deal.weighted")}>{whole(of.weighted_pipeline_value)}</Figure>
            <Figure label={t("my.quarter")}>
                <a href={`/forecast?by=quarter&team=${team}`}>{whole(of.expected_revenue_this_quarter)}</a>
            </Figure>
            <Figure label={t("my.win_rate")}>{percentText(of.team_win_rate)}</Figure>
            <Figure label={t("team.average")}>{whole(of.average_deal_size)}</Figure>
        </dl>
    );
}

function Members({ of }: { of: TeamDashboard }) {
    return (
        <>
            <FigureTable
                title={t("team.members")}
                head={[
                    t("deal.owner"),
                    t("deals.title"),
                    t("deal.amount"),
                    t("deal.weighted"),
                    t("my.win_rate"),
                    t("company.won"),
                    t("company.lost"),
                ]}
                empty={t("team.nobody")}
                rows={of.member_performance.map((person) => {
                    const deals = (status: string, text: string) => <a href={dealsHref({ status, owner: person.user_id })}>{text}</a>;
                    return {
                        key: person.user_id,
                        cells: [
                            deals("Active", person.name),
                            deals("Active", number(person.active_opportunities)),
                            whole(person.pipeline_value),
                            whole(person.weighted_value),
                            percentText(person.win_rate),
                            deals("Won", number(person.deals_won)),
                            deals("Lost", number(person.deals_lost)),
                        ],
                    };
                })}
            />
            {of.member_performance_has_next && <p class="quiet">{t("team.more", { count: of.member_performance.length })}</p>}
        </>
    );
}

function Steps({ of }: { of: TeamDashboard }) {
    const { conversion_rates: rates, average_time_in_stage: days } = of;
    const steps = [
        ["Prospection", rates.prospection_to_rfi, days.prospection],
        ["RFI", rates.rfi_to_rfq, days.rfi],
        ["RFQ", rates.rfq_to_negotiation, days.rfq],
        ["Negotiation", rates.negotiation_to_closed, days.negotiation],
    ] as const;
    return (
        <FigureTable
            title={t("team.steps")}
            head={[t("deal.stage"), t("team.conversion"), t("team.days")]}
            rows={steps.map(([stage, rate, stay]) => ({
                key: stage,
                cells: [
                    <a href={dealsHref({ status: "Active", team: of.team.id, stage })}>{stageWord(stage)}</a>,
                    percentText(rate),
                    number(stay),
                ],
            }))}
        />
    );
}

function Shown({ of }: { of: TeamDashboard }) {
    const team = of.team.id;
    const months = of.revenue_forecast_by_month.map((row) => {
        const { from, to } = daysOf(row.year, row.month);
        const href = dealsHref({ team, ...runningIn(from, to) });
        return { key: from, name: monthName(row.year, row.month), href, value: row.sales_amount };
    });
    useTitle(of.team.name);
    return (
        <>
            <header class="page-head">
                <h1>{of.team.name}</h1>
            </header>
            <Figures of={of.metrics} team={team} />
            <div class="spaced">
                <Members of={of} />
            </div>
            <div class="halves">
                <Bars
                    title={t("my.stages")}
                    head={[t("deal.stage"), t("deal.weighted"), t("deals.title")]}
                    lines={of.pipeline_by_stage.map((row) => ({
                        key: row.stage,
                        name: stageWord(row.stage),
                        href: dealsHref({ status: "Active", team, stage: row.stage }),
                        count: number(row.count),
                        value: row.weighted_value,
                    }))}
                />
                <Steps of={of} />
                <Bars title={t("my.months")} head={[t("deal.month"), t("my.expected")]} lines={months} />
            </div>
        </>
    );
}

export default function TeamDashboardPage({ params }: PageProps) {
    const id = params.id ?? "";
    const query = useQuery({
        queryKey: keys.list("opportunities", { dashboard: id }),
        queryFn: ({ signal }) => readTeamDashboard(id, signal),
        refetchInterval: 60_000,
    });
    const { data, error } = query;
    if (error instanceof ApiError && error.status === 404) {
        return <Gone />;
    }
    return (
        <>
            <DashboardNav />
            {!data && (
                <header class="page-head">
                    <h1>{t("team.title")}</h1>
                </header>
            )}
            <ReadProblem query={query} />
            {data ? <Shown of={data} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </>
    );
}
