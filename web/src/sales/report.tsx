// SPDX-License-Identifier: MIT
// One report of the pipeline, as it was made, and its files.

import { useQuery } from "@tanstack/preact-query";
import { type Report, readReport, reportFile } from "../api/deal-reports";
import { ApiError } from "../api/error";
import { keys } from "../api/keys";
import { Gone } from "../app/not-found";
import { useTitle } from "../app/page";
import { ReadProblem } from "../app/record";
import { timezone } from "../app/session";
import { moment, number, t } from "../app/words";
import type { PageProps } from "../routes";
import { LinkButton } from "../ui/button";
import { stageWord } from "./deal-words";
import { dealsHref, Figure, FigureTable, whole } from "./figures";
import { daysOf, monthName, runningIn } from "./periods";
import { reportSubject } from "./report-words";

const FORMATS = [
    ["excel", "deal_report.excel"],
    ["csv", "deal_report.csv"],
    ["pdf", "deal_report.pdf"],
] as const;

function Head({ report }: { report: Report }) {
    return (
        <header class="page-head">
            <div class="list-title">
                <h1>{reportSubject(report)}</h1>
                <span class="count">{t("deal_report.made_at", { at: moment(report.generated_at, timezone()) })}</span>
            </div>
            <div class="actions">
                {FORMATS.map(([format, label]) => (
                    <LinkButton key={format} icon="download" href={reportFile(report.report_id, format)} download>
                        {t(label)}
                    </LinkButton>
                ))}
            </div>
        </header>
    );
}

/** The deals are those of today: a report stays as it was made. */
function filtersOf({ parameters }: Report) {
    return {
        team: parameters.team_id ?? undefined,
        created_from: parameters.start_date ?? undefined,
        created_to: parameters.end_date ?? undefined,
    };
}

function Summary({ report }: { report: Report }) {
    const of = report.data.summary;
    const deals = (text: string, status?: string) => <a href={dealsHref({ ...filtersOf(report), status })}>{text}</a>;
    return (
        <dl class="facts in-row numbers">
            <Figure label={t("deals.title")}>{deals(number(of.total_opportunities))}</Figure>
            <Figure label={t("deal.amount")}>{whole(of.total_value)}</Figure>
            <Figure label={t("deal.weighted")}>{whole(of.weighted_value)}</Figure>
            <Figure label={t("company.won")}>{deals(number(of.won_deals), "Won")}</Figure>
            <Figure label={t("company.lost")}>{deals(number(of.lost_deals), "Lost")}</Figure>
        </dl>
    );
}

function Tables({ report }: { report: Report }) {
    const { by_stage: stages, by_sector: sectors, forecast } = report.data;
    const filters = filtersOf(report);
    return (
        <div class="halves">
            <FigureTable
                title={t("deal_report.stages")}
                head={[t("deal.stage"), t("deals.title"), t("deal.amount"), t("deal.weighted")]}
                rows={stages.map((row) => ({
                    key: row.stage,
                    cells: [
                        <a href={dealsHref({ ...filters, stage: row.stage })}>{stageWord(row.stage)}</a>,
                        number(row.count),
                        whole(row.total_value),
                        whole(row.weighted_value),
                    ],
                }))}
            />
            <FigureTable
                title={t("company.sectors")}
                head={[t("deal.sector"), t("deals.title"), t("deal.amount"), t("deal.weighted"), t("company.share")]}
                rows={sectors.map((row) => ({
                    key: row.sector ?? "",
                    cells: [
                        row.sector ? <a href={dealsHref({ ...filters, sector: row.sector })}>{row.sector}</a> : t("company.no_sector"),
                        number(row.count),
                        whole(row.total_value),
                        whole(row.weighted_value),
                        t("percent", { value: number(row.percentage) }),
                    ],
                }))}
            />
            <FigureTable
                title={t("my.months")}
                head={[t("deal.month"), t("deal.weighted"), t("deal.margin")]}
                rows={forecast.map((row) => {
                    const { from, to } = daysOf(row.year, row.month);
                    return {
                        key: from,
                        cells: [
                            <a href={dealsHref({ ...filters, ...runningIn(from, to) })}>{monthName(row.year, row.month)}</a>,
                            whole(row.sales_amount),
                            whole(row.gross_margin_amount),
                        ],
                    };
                })}
            />
        </div>
    );
}

export default function ReportPage({ params }: PageProps) {
    const id = params.id ?? "";
    const query = useQuery({ queryKey: keys.one("pipeline_reports", id), queryFn: ({ signal }) => readReport(id, signal) });
    const { data, error } = query;
    useTitle(data && reportSubject(data));
    if (error instanceof ApiError && error.status === 404) {
        return <Gone />;
    }
    return (
        <>
            {!data && (
                <header class="page-head">
                    <h1>{t("deal_report.title")}</h1>
                </header>
            )}
            <ReadProblem query={query} />
            {!data && !error && <div class="sheet waits" aria-busy="true" />}
            {data && (
                <>
                    <Head report={data} />
                    <Summary report={data} />
                    <Tables report={data} />
                </>
            )}
        </>
    );
}
