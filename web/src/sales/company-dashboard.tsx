// SPDX-License-Identifier: MIT
// The company's dashboard: teams, the ten best, sectors, twelve months. Every figure leads to its deals.

import { useQuery } from "@tanstack/preact-query";
import { type CompanyDashboard, readCompanyDashboard } from "../api/dashboard";
import { keys } from "../api/keys";
import { ReadProblem } from "../app/record";
import { number, t } from "../app/words";
import { DashboardNav } from "./dashboard-nav";
import { percentText } from "./deal-words";
import { dealsHref, Figure, FigureTable, whole } from "./figures";
import { daysOf, monthName } from "./periods";

const OPEN = { status: "Active" };

function Figures({ of }: { of: CompanyDashboard["metrics"] }) {
    return (
        <dl class="facts in-row numbers">
            <Figure label={t("my.open")}>
                <a href={dealsHref(OPEN)}>{t("my.open_is", { count: of.active_opportunities, total: whole(of.total_pipeline_value) })}</a>
            </Figure>
            <Figure label={t("deal.weighted")}>{whole(of.weighted_pipeline_value)}</Figure>
            <Figure label={t("my.year")}>
                <a href="/forecast">{whole(of.expected_revenue_this_year)}</a>
            </Figure>
            <Figure label={t("people.title")}>
                <a href="/people">{number(of.total_users)}</a>
            </Figure>
            <Figure label={t("teams.title")}>
                <a href="/teams">{number(of.total_teams)}</a>
            </Figure>
        </dl>
    );
}

function TeamsTable({ teams }: { teams: CompanyDashboard["teams_performance"] }) {
    return (
        <FigureTable
            title={t("teams.title")}
            head={[t("deal.team"), t("deals.title"), t("deal.weighted"), t("my.win_rate")]}
            rows={teams.map((team) => ({
                key: team.team_id,
                cells: [
                    <a href={`/dashboard/teams/${team.team_id}`}>{team.team_name}</a>,
                    <a href={dealsHref({ ...OPEN, team: team.team_id })}>{number(team.active_opportunities)}</a>,
                    whole(team.weighted_value),
                    percentText(team.win_rate),
                ],
            }))}
        />
    );
}

function BestTable({ people }: { people: CompanyDashboard["top_performers"] }) {
    return (
        <FigureTable
            title={t("company.best")}
            head={[t("deal.owner"), t("deal.team"), t("deal.weighted"), t("my.win_rate")]}
            figuresFrom={2}
            rows={people.map((person) => ({
                key: person.user_id,
                cells: [
                    <a href={dealsHref({ ...OPEN, owner: person.user_id })}>{person.name}</a>,
                    person.team,
                    whole(person.weighted_value),
                    percentText(person.win_rate),
                ],
            }))}
        />
    );
}

function SectorTable({ sectors }: { sectors: CompanyDashboard["revenue_by_sector"] }) {
    const linked = (sector: string | null, status: string, text: string) =>
        sector ? <a href={dealsHref({ status, sector })}>{text}</a> : text;
    return (
        <FigureTable
            title={t("company.sectors")}
            head={[t("deal.sector"), t("deals.title"), t("deal.amount"), t("deal.weighted"), t("company.share"), t("company.won")]}
            rows={sectors.map((row) => ({
                key: row.sector ?? "",
                cells: [
                    row.sector ?? t("company.no_sector"),
                    linked(row.sector, "Active", number(row.count)),
                    whole(row.total_value),
                    whole(row.weighted_value),
                    t("percent", { value: number(row.percentage) }),
                    linked(row.sector, "Won", t("my.open_is", { count: row.won_count, total: whole(row.won_value) })),
                ],
            }))}
        />
    );
}

function TrendTable({ months }: { months: CompanyDashboard["monthly_trend"] }) {
    const row = (month: CompanyDashboard["monthly_trend"][number]) => {
        const [year = 0, number_ = 0] = month.month.split("-").map(Number);
        const { from, to } = daysOf(year, number_);
        const closed = (status: string, count: number) => (
            <a href={dealsHref({ status, closed_from: from, closed_to: to })}>{number(count)}</a>
        );
        return [
            monthName(year, number_),
            <a href={dealsHref({ created_from: from, created_to: to })}>{number(month.new_opportunities)}</a>,
            closed("Won", month.won_deals),
            closed("Lost", month.lost_deals),
            whole(month.total_value_won),
        ];
    };
    return (
        <FigureTable
            title={t("company.trend")}
            head={[t("deal.month"), t("company.new"), t("company.won"), t("company.lost"), t("company.won_value")]}
            rows={months.map((month) => ({ key: month.month, cells: row(month) }))}
        />
    );
}

export default function CompanyDashboardPage() {
    const query = useQuery({
        queryKey: keys.list("opportunities", { dashboard: "company" }),
        queryFn: ({ signal }) => readCompanyDashboard(signal),
        refetchInterval: 60_000,
    });
    const { data, error } = query;
    return (
        <>
            <DashboardNav />
            <header class="page-head">
                <h1>{t("company.title")}</h1>
            </header>
            <ReadProblem query={query} />
            {!data && !error && <div class="sheet waits" aria-busy="true" />}
            {data && (
                <>
                    <Figures of={data.metrics} />
                    <div class="halves">
                        <TeamsTable teams={data.teams_performance} />
                        <BestTable people={data.top_performers} />
                        <SectorTable sectors={data.revenue_by_sector} />
                        <TrendTable months={data.monthly_trend} />
                    </div>
                </>
            )}
        </>
    );
}
