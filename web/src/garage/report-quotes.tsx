// SPDX-License-Identifier: MIT
// Where the quotes stand, what they are worth, and how many of them become invoices.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { type QuotePipeline, readQuotePipeline } from "../api/reports";
import { ReadProblem } from "../app/record";
import { me } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { statusKey } from "../app/status";
import { money, number, t } from "../app/words";
import { Chart } from "../ui/chart";
import { Fact } from "../ui/fact";
import { Menu } from "../ui/menu";
import { ReportsNav } from "./reports-nav";

const shown = (amount: number) => money(amount, me.value?.tenant.currency);

function Shown({ of }: { of: QuotePipeline }) {
    const count = of.stages.reduce((sum, stage) => sum + stage.count, 0);
    return (
        <>
            <dl class="facts in-row numbers">
                <Fact label={t("report.conversion")}>{t("report.percent", { value: number(100 * of.conversion_rate, 1) })}</Fact>
                <Fact label={t("report.mean_quote")}>{shown(of.average_deal_size)}</Fact>
                <Fact label={t("report.worth")}>{shown(of.total_pipeline_value)}</Fact>
            </dl>
            <Chart
                title={t("report.stages")}
                head={[t("paper.status"), t("sums.total"), t("quotes.title")]}
                lines={of.stages.map((stage) => ({
                    key: stage.status,
                    name: t(statusKey("quote", stage.status)),
                    href: `/quotes?status=${stage.status}`,
                    count: number(stage.count),
                    value: stage.total_value,
                    text: shown(stage.total_value),
                }))}
                foot={[{ name: t("report.total"), count: number(count), text: shown(of.total_pipeline_value) }]}
            />
            <p class="quiet beneath">{t("report.conversion_is")}</p>
        </>
    );
}

export default function QuotesReportPage() {
    const query = useQuery({
        queryKey: keys.list("quotes", { report: true }),
        queryFn: ({ signal }) => readQuotePipeline(signal),
    });
    const print = () => window.print();
    useShortcuts([{ keys: "$mod+p", label: "report.print", run: print }]);
    const { data, error } = query;
    return (
        <>
            <ReportsNav />
            <header class="page-head">
                <h1>{t("report.quotes")}</h1>
                <div class="actions">
                    <Menu label={t("list.more")} items={[{ icon: "printer", label: t("report.print"), onSelect: print }]} />
                </div>
            </header>
            <ReadProblem query={query} />
            {data ? <Shown of={data} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </>
    );
}
