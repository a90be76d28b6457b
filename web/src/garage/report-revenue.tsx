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
import { GROUPS, type Group, groupFor, groupOf, moved, PRESETS, presetSpan, type Span, spanOf } from "../rules/periods";
import { Chart } from "../ui/chart";
import { Fact } from "../ui/fact";
import { Icon } from "../ui/icon";
import { Menu } from "../ui/menu";
import { DayChoice } from "./day-choice";
import { ReportsNav } from "./reports-nav";

const PATH = "/reports/revenue";
const shown = (amount: number) => money(amount, me.value?.tenant.currency);

function hrefOf({ from, to }: Span, by?: Group): string {
    return `${PATH}?${new URLSearchParams({ from, to, ...(by && { by }) })}`;
}

/** "2026-11-27", "2026-W48", "2026-11". */
function periodName(period: string): string {
    const [year = "", part = ""] = period.split("-");
    if (part.startsWith("W")) {
        return t("report.week_is", { week: String(Number(part.slice(1))), year });
    }
    return period.length === 7 ? month(Number(year), Number(part)) : day(period);
}

interface Asked {
    span: Span;
    by: Group;
}

function Ways({ span, by }: Asked) {
    const now = today();
    const { from, to } = span;
    return (
        <nav class="ways" aria-label={t("report.period")}>
            <a class="icon-button" href={hrefOf(moved(span, -1), by)} aria-label={t("report.before")} title={t("report.before")}>
                <Icon name="chevron-left" />
            </a>
            <a class="icon-button" href={hrefOf(moved(span, 1), by)} aria-label={t("report.after")} title={t("report.after")}>
                <Icon name="chevron-right" />
            </a>
            {PRESETS.map((preset) => {
                const wanted = presetSpan(preset, now);
                const here = wanted.from === from && wanted.to === to;
                return (
                    <a key={preset} class="filter-chip" href={hrefOf(wanted)} aria-current={here ? "page" : undefined}>
                        {here && <Icon name="check" size={14} />}
                        {t(`report.${preset}`)}
                    </a>
                );
            })}
        </nav>
    );
}

/** One end beyond the other takes it along. */
function Choices({ span, by }: Asked) {
    const { route } = useLocation();
    const go = (next: Span) => route(hrefOf(next));
    return (
        <div class="report-span">
            <DayChoice
                label={t("report.from")}
                value={span.from}
                onDay={(from) => go(from > span.to ? { from, to: from } : { ...span, from })}
            />
            <DayChoice label={t("report.to")} value={span.to} onDay={(to) => go(to < span.from ? { from: to, to } : { ...span, to })} />
            <Field label={t("report.by")}>
                {({ id }) => (
                    <select
                        id={id}
                        class="input"
                        value={by}
                        onChange={(event) => {
                            const chosen = GROUPS.find((group) => group === event.currentTarget.value);
                            route(hrefOf(span, chosen === groupFor(span) ? undefined : chosen));
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
        </div>
    );
}

function Shown({ of, by }: { of: RevenueReport; by: Group }) {
    const { summary, breakdown } = of;
    return (
        <>
            <dl class="facts in-row numbers">
                <Fact label={t("report.total")}>{shown(summary.total_revenue)}</Fact>
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
    const { query: address } = useLocation();
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
            <div class="filters report">
                <Ways span={span} by={by} />
                <Choices span={span} by={by} />
            </div>
            <ReadProblem query={query} />
            {data ? <Shown of={data} by={by} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </>
    );
}
