// SPDX-License-Identifier: MIT
// What is expected, by month or quarter: weighted, margin, and the sum so far. The address says of whom; each period leads to the
// deals that run in it.

import { keepPreviousData, useQuery } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { type Forecast, type ForecastAsk, readForecast } from "../api/dashboard";
import { keys } from "../api/keys";
import { readNames } from "../api/people";
import { readTeams } from "../api/teams";
import { ReadProblem } from "../app/record";
import { type Key, t } from "../app/words";
import { SelectField } from "../form/select";
import { dealsHref, FigureTable, whole } from "./figures";
import { periodName, runningIn } from "./periods";

const ID = /^[0-9a-f-]{36}$/;
const BY = { month: "forecast.by_month", quarter: "forecast.by_quarter" } as const satisfies Record<string, Key>;

function askOf(query: Record<string, string>): ForecastAsk {
    const idOf = (text: string | undefined) => (text && ID.test(text) ? text : "");
    return { by: query.by === "quarter" ? "quarter" : "month", owner: idOf(query.owner), team: idOf(query.team) };
}

function hrefOf({ by, owner, team }: ForecastAsk): string {
    const query = new URLSearchParams({ by });
    for (const [key, value] of Object.entries({ owner, team })) {
        if (value) {
            query.set(key, value);
        }
    }
    return `/forecast?${query}`;
}

function Filters({ ask, onAsk }: { ask: ForecastAsk; onAsk: (ask: ForecastAsk) => void }) {
    const people = useQuery({ queryKey: keys.list("people", { names: true }), queryFn: ({ signal }) => readNames(signal) });
    const teams = useQuery({ queryKey: keys.list("teams", {}), queryFn: ({ signal }) => readTeams(signal) });
    const any = { value: "", label: t("list.any") };
    return (
        <search class="filter-fields">
            <SelectField
                name="by"
                label={t("forecast.by")}
                value={ask.by}
                onValue={(by) => onAsk({ ...ask, by: by === "quarter" ? "quarter" : "month" })}
                options={Object.entries(BY).map(([value, label]) => ({ value, label: t(label) }))}
            />
            <SelectField
                name="owner"
                label={t("deal.owner")}
                value={ask.owner}
                onValue={(owner) => onAsk({ ...ask, owner })}
                options={[any, ...(people.data ?? []).map((person) => ({ value: person.id, label: person.name ?? "" }))]}
            />
            <SelectField
                name="team"
                label={t("deal.team")}
                value={ask.team}
                onValue={(team) => onAsk({ ...ask, team })}
                options={[any, ...(teams.data ?? []).map((team) => ({ value: team.id, label: team.name }))]}
            />
        </search>
    );
}

function Shown({ of, ask }: { of: Forecast; ask: ForecastAsk }) {
    const most = Math.max(1, ...of.periods.map((period) => period.sales_amount));
    return (
        <FigureTable
            title={t(BY[ask.by])}
            head={[t("forecast.period"), t("deal.weighted"), t("deal.margin"), t("forecast.cumulated"), t("forecast.bar")]}
            rows={of.periods.map((row) => ({
                key: row.period,
                cells: [
                    <a href={dealsHref({ owner: ask.owner, team: ask.team, ...runningIn(row.start_date, row.end_date) })}>
                        {periodName(row.period)}
                    </a>,
                    whole(row.sales_amount),
                    whole(row.gross_margin_amount),
                    whole(row.cumulated_amount),
                    <span class="bar-cell" aria-hidden="true">
                        <span style={{ width: `${((100 * row.sales_amount) / most).toFixed(1)}%` }} />
                    </span>,
                ],
            }))}
            foot={[t("forecast.total"), whole(of.sales_amount), whole(of.gross_margin_amount), "", ""]}
        />
    );
}

export default function ForecastPage() {
    const { query: asked, route } = useLocation();
    const ask = askOf(asked);
    const query = useQuery({
        queryKey: keys.list("opportunities", { forecast: ask }),
        queryFn: ({ signal }) => readForecast(ask, signal),
        placeholderData: keepPreviousData,
    });
    const { data, error } = query;
    return (
        <>
            <header class="page-head">
                <h1>{t("forecast.title")}</h1>
            </header>
            <Filters ask={ask} onAsk={(next) => route(hrefOf(next), true)} />
            <ReadProblem query={query} />
            <div class="spaced">
                <p class="hint">{t("forecast.hint")}</p>
                {data ? <Shown of={data} ask={ask} /> : !error && <div class="sheet waits" aria-busy="true" />}
            </div>
        </>
    );
}
