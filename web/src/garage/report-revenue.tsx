// SPDX-License-Identifier: MIT
// What came in, period by period: the address says which days, and how they are put together.

import { useQuery } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { keys } from "../api/keys";
import { paymentsFile, type RevenueReport, readRevenue } from "../api/reports";
import { useKeptFile } from "../app/keep-file";
import { ReadProblem } from "../app/record";
import { me, today } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { day, money, month, number, t } from "../app/words";
import { Field } from "../form/field";
import { GROUPS, type Group, groupFor, groupOf, periodSpan, type Span, spanOf } from "../rules/periods";
import { Chart } from "../ui/chart";
import { Fact } from "../ui/fact";
import { Menu } from "../ui/menu";
import { ReportSpan, spanHref } from "./report-span";
import { ReportsNav } from "./reports-nav";

const PATH = "/reports/revenue";
const shown = (amount: number) => money(amount, me.value?.tenant.currency);

/** "2026-11-27", "2026-W48", "2026-11". */
function periodName(period: string): string {
    const [year = "", part = ""] = period.split("-");
    if (part.startsWith("W")) {
        return t("report.week_is", { week: String(Number(part.slice(1))), year });
    }
    return period.length === 7 ? month(Number(year), Number(part)) : day(period);
}

const paymentsHref = ({ from, to }: Span) => `/payments?${new URLSearchParams({ from, to })}`;

function Shown({ of, by, span }: { of: RevenueReport; by: Group; span: Span }) {
    const { summary, breakdown } = of;
    return (
        <>
            <dl class="facts in-row numbers">
                <Fact label={t("report.total")}>
                    <a href={paymentsHref(span)}>{shown(summary.total_revenue)}</a>
                </Fact>
                <Fact label={t(`report.mean_${by}`)}>{shown(summary.average_period)}</Fact>
                <Fact label={t("report.paid")}>{number(summary.invoices_paid)}</Fact>
                <Fact label={t("report.mean_invoice")}>{shown(summary.average_invoice)}</Fact>
            </dl>
            <Chart
                title={t(`report.title_${by}`)}
                head={[t(`report.${by}`), t("report.received"), t("invoices.title")]}
                lines={breakdown.map((row) => ({
                    key: row.period,
                    name: periodName(row.period),
                    href: row.revenue || row.invoices ? paymentsHref(periodSpan(row.period, span)) : undefined,
                    count: number(row.invoices),
                    value: row.revenue,
                    text: shown(row.revenue),
                }))}
                foot={[
                    { name: t("report.total"), count: number(summary.invoices_paid), text: shown(summary.total_revenue) },
                    { name: t(`report.mean_${by}`), text: shown(summary.average_period) },
                ]}
            />
        </>
    );
}

export default function RevenuePage() {
    const { query: address, route } = useLocation();
    const span = spanOf(address, today());
    const by = groupOf(address, span);
    const asked = { ...span, by };
    const query = useQuery({
        queryKey: keys.list("invoices", { revenue: asked }),
        queryFn: ({ signal }) => readRevenue(asked, signal),
    });
    const file = useKeptFile((wish) => paymentsFile(span, wish));
    const print = () => window.print();
    useShortcuts([{ keys: "$mod+p", label: "report.print", run: print }]);
    const { data, error } = query;
    return (
        <>
            <ReportsNav />
            <header class="page-head">
                <div class="list-title">
                    <h1>{t("report.revenue")}</h1>
                    <span class="count" role="status">
                        {t("report.span", { from: day(span.from), to: day(span.to) })}
                        {file.busy && ` · ${t("list.exporting")}`}
                    </span>
                </div>
                <div class="actions">
                    <Menu label={t("list.more")} items={[{ icon: "printer", label: t("report.print"), onSelect: print }, ...file.items]} />
                </div>
            </header>
            <ReportSpan path={PATH} span={span} more={{ by }}>
                <Field label={t("report.by")}>
                    {({ id }) => (
                        <select
                            id={id}
                            class="input"
                            value={by}
                            onChange={(event) => {
                                const chosen = GROUPS.find((group) => group === event.currentTarget.value);
                                route(spanHref(PATH, span, chosen && chosen !== groupFor(span) ? { by: chosen } : {}));
                            }}
                        >
                            {GROUPS.map((group) => (
                                <option key={group} value={group}>
                                    {t(`report.by_${group}`)}
                                </option>
                            ))}
                        </select>
                    )}
                </Field>
            </ReportSpan>
            <ReadProblem query={query} />
            {data ? <Shown of={data} by={by} span={span} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </>
    );
}
