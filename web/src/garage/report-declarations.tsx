// SPDX-License-Identifier: MIT
// What the state is told of sales to private persons: the periods of a month, what each says, and whether it was handed over.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { keys, outdate } from "../api/keys";
import { type Declaration, type Declarations, readDeclarations, sendDeclaration } from "../api/reports";
import { ReadProblem } from "../app/record";
import { me, timezone, today } from "../app/session";
import { toast } from "../app/toasts";
import { day, moment, money, month, number, t } from "../app/words";
import { useAction } from "../form/action";
import { Ask } from "../form/ask";
import { moved, presetSpan, spanOf } from "../rules/periods";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { Icon } from "../ui/icon";
import { Figures } from "./report-figures";
import { spanHref } from "./report-span";
import { ReportsNav } from "./reports-nav";

const PATH = "/reports/declarations";
const TONES = { EMPTY: "neutral", OPEN: "info", TO_SEND: "warn", SENT: "good", CHANGED: "warn" } as const;
const shown = (amount: number | null | undefined) => (amount == null ? "" : money(amount, me.value?.tenant.currency));
const percent = (rate: number) => t("report.percent", { value: number(rate, rate % 1 ? 1 : 0) });

function Period({ of, onSend }: { of: Declaration; onSend: () => void }) {
    const sales = of.kind === "TRANSACTIONS";
    const title = `${t(`declarations.${of.kind}`)} ${t("report.span", { from: day(of.from_date), to: day(of.to_date) })}`;
    return (
        <section class="sheet">
            <div class="sheet-head">
                <h2>{title}</h2>
                <Chip tone={TONES[of.state]}>{t(`declarations.${of.state}`)}</Chip>
            </div>
            {of.rows.length > 0 && (
                <Figures
                    label={title}
                    head={[t("declarations.day"), ...(sales ? [t("books.base"), t("declarations.vat")] : []), t("declarations.amount")]}
                    rows={of.rows.map((row) => [
                        [day(row.date), row.category && t(`declarations.${row.category}`), percent(row.rate)].filter(Boolean).join(" · "),
                        ...(sales ? [shown(row.net), shown(row.vat)] : []),
                        shown(row.amount),
                    ])}
                    foot={[t("report.total"), ...(sales ? ["", ""] : []), shown(of.total)]}
                />
            )}
            {of.sent_at && <p class="quiet">{t("declarations.handed", { at: moment(of.sent_at, timezone()) })}</p>}
            {(of.state === "TO_SEND" || of.state === "CHANGED") && (
                <p class="actions">
                    <Button icon="send" onClick={onSend}>
                        {t("declarations.send")}
                    </Button>
                </p>
            )}
        </section>
    );
}

function Shown({ of }: { of: Declarations }) {
    const [asked, ask] = useState<Declaration | null>(null);
    const client = useQueryClient();
    const action = useAction();
    const send = async (period: Declaration) => {
        const done = await action.run((key) => sendDeclaration(period, key));
        if (done) {
            outdate(client, "invoices");
            ask(null);
            toast(t("declarations.done"));
        }
    };
    return (
        <>
            {!of.regime && (
                <p class="note warn">
                    {t("declarations.regime")} <a href="/settings/einvoicing">{t("einvoicing.title")}</a>
                </p>
            )}
            <div class="sheets wide">
                {of.periods.map((period) => (
                    <Period key={`${period.kind}${period.from_date}`} of={period} onSend={() => ask(period)} />
                ))}
            </div>
            {of.checks.length > 0 && (
                <section class="sheet below">
                    <h2>{t("declarations.checks")}</h2>
                    <Figures
                        label={t("declarations.checks")}
                        head={[
                            t("declarations.rate"),
                            t("declarations.business"),
                            t("declarations.private"),
                            t("declarations.foreign"),
                            t("declarations.turnover"),
                        ]}
                        rows={of.checks.map((row) => [
                            percent(row.rate),
                            shown(row.business),
                            shown(row.private),
                            shown(row.foreign),
                            shown(row.turnover),
                        ])}
                    />
                </section>
            )}
            <p class="quiet beneath">{t("declarations.about")}</p>
            {asked && (
                <Ask
                    title={t("declarations.send")}
                    text={t("declarations.send_text")}
                    confirm={t("declarations.send")}
                    action={action}
                    onConfirm={() => void send(asked)}
                    onClose={() => ask(null)}
                />
            )}
        </>
    );
}

export default function DeclarationsPage() {
    const { query: address } = useLocation();
    const { from, to } = spanOf(address, today());
    const span = { from: `${from.slice(0, 7)}-01`, to };
    const whole = presetSpan("this_month", span.from);
    const query = useQuery({
        queryKey: keys.list("invoices", { declarations: whole.from }),
        queryFn: ({ signal }) => readDeclarations(whole.from, signal),
    });
    const { data, error } = query;
    const [year = 0, part = 1] = whole.from.split("-").map(Number);
    return (
        <>
            <ReportsNav />
            <header class="page-head">
                <div class="list-title">
                    <h1>{t("declarations.title")}</h1>
                    <span class="count" role="status">
                        {month(year, part)}
                    </span>
                </div>
            </header>
            <nav class="ways" aria-label={t("report.period")}>
                <a class="icon-button" href={spanHref(PATH, moved(whole, -1))} aria-label={t("report.before")} title={t("report.before")}>
                    <Icon name="chevron-left" />
                </a>
                <a class="icon-button" href={spanHref(PATH, moved(whole, 1))} aria-label={t("report.after")} title={t("report.after")}>
                    <Icon name="chevron-right" />
                </a>
            </nav>
            <ReadProblem query={query} />
            {data ? <Shown of={data} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </>
    );
}
