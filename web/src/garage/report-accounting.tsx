// SPDX-License-Identifier: MIT
// What the accountant gets: the balance of the entries, the VAT that is due, and both as files.

import { useQuery } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { keys } from "../api/keys";
import { type Books, fecFile, readBooks, vatFile } from "../api/reports";
import { useKeptFile } from "../app/keep-file";
import { ReadProblem } from "../app/record";
import { can, me, today } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { day, money, month, number, t } from "../app/words";
import { spanOf } from "../rules/periods";
import { Button } from "../ui/button";
import { Fact } from "../ui/fact";
import { Menu } from "../ui/menu";
import { Figures } from "./report-figures";
import { ReportSpan } from "./report-span";
import { ReportsNav } from "./reports-nav";

const PATH = "/reports/accounting";
const shown = (amount: number) => money(amount, me.value?.tenant.currency);

function Received({ of }: { of: Books }) {
    return (
        <dl class="facts in-row numbers">
            <Fact label={t("books.entries")}>{number(of.entries)}</Fact>
            <Fact label={t("books.booked")}>{shown(of.booked)}</Fact>
            {of.revenue !== of.booked && (
                <>
                    <Fact label={t("books.received_elsewhere")}>{shown(of.received_elsewhere)}</Fact>
                    <Fact label={t("books.booked_elsewhere")}>{shown(of.booked_elsewhere)}</Fact>
                    <Fact label={t("report.revenue")}>{shown(of.revenue)}</Fact>
                </>
            )}
        </dl>
    );
}

function Shown({ of }: { of: Books }) {
    if (of.entries === 0) {
        return <p class="sheet quiet">{t("books.nothing")}</p>;
    }
    return (
        <>
            <Received of={of} />
            <div class="sheets">
                <section class="sheet">
                    <h2>{t("books.balance")}</h2>
                    <Figures
                        label={t("books.balance")}
                        head={[t("books.account"), t("books.debit"), t("books.credit"), t("books.rest")]}
                        rows={of.accounts.map((row) => [
                            `${row.number} ${row.name}`,
                            shown(row.debit),
                            shown(row.credit),
                            shown(row.balance),
                        ])}
                        foot={[t("report.total"), shown(of.debit), shown(of.credit), shown(of.debit - of.credit)]}
                    />
                </section>
                <section class="sheet">
                    <h2>{t("books.vat")}</h2>
                    <Figures
                        label={t("books.vat")}
                        head={[t("books.month_rate"), t("books.base"), t("books.due")]}
                        rows={of.vat.map((row) => {
                            const [year = 0, part = 1] = row.period.split("-").map(Number);
                            const rate = t("report.percent", { value: number(row.rate, row.rate % 1 ? 1 : 0) });
                            return [`${month(year, part)} · ${rate}`, shown(row.base), shown(row.vat)];
                        })}
                        foot={[
                            t("report.total"),
                            shown(of.vat.reduce((sum, row) => sum + row.base, 0)),
                            shown(of.vat.reduce((sum, row) => sum + row.vat, 0)),
                        ]}
                    />
                </section>
            </div>
            <p class="quiet beneath">{t("books.about")}</p>
        </>
    );
}

export default function AccountingPage() {
    const { query: address } = useLocation();
    const span = spanOf(address, today());
    const query = useQuery({
        queryKey: keys.list("invoices", { books: span }),
        queryFn: ({ signal }) => readBooks(span, signal),
    });
    const vat = useKeptFile((wish) => vatFile(span, wish));
    const entries = useKeptFile(() => fecFile(span));
    const print = () => window.print();
    useShortcuts([{ keys: "$mod+p", label: "report.print", run: print }]);
    const { data, error } = query;
    return (
        <>
            <ReportsNav />
            <header class="page-head">
                <div class="list-title">
                    <h1>{t("books.title")}</h1>
                    <span class="count" role="status">
                        {t("report.span", { from: day(span.from), to: day(span.to) })}
                        {(vat.busy || entries.busy) && ` · ${t("list.exporting")}`}
                    </span>
                </div>
                <div class="actions">
                    {can("GET /api/exports/fec") && (
                        <Button icon="download" busy={entries.busy} onClick={entries.run}>
                            {t("books.file")}
                        </Button>
                    )}
                    <Button icon="download" busy={vat.busy} onClick={vat.run}>
                        {t("books.vat_file")}
                    </Button>
                    <Menu label={t("list.more")} items={[{ icon: "printer", label: t("report.print"), onSelect: print }]} />
                </div>
            </header>
            <ReportSpan path={PATH} span={span} />
            <ReadProblem query={query} />
            {data ? <Shown of={data} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </>
    );
}
