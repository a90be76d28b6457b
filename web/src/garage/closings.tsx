// SPDX-License-Identifier: MIT
// Closings: the day is closed here; above what was taken on it, below what was closed, by days, months and fiscal years.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { CLOSING_KINDS, type Closing, type ClosingKind, closeDay, readClosings } from "../api/closings";
import { keys, outdate } from "../api/keys";
import { ReadProblem } from "../app/record";
import { can, me, timezone } from "../app/session";
import { toast } from "../app/toasts";
import { day, moment, money, month, t } from "../app/words";
import { useAction } from "../form/action";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Evidence } from "./evidence";
import { ReportsNav } from "./reports-nav";
import { Till } from "./till-sheet";

const PATH = "/closings";
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const shown = (amount: number | null | undefined) => money(amount ?? 0, me.value?.tenant.currency);

interface Asked {
    kind: ClosingKind;
    page: number;
    /** "": the day that the server has. */
    date: string;
}

function askedOf(query: Record<string, string>): Asked {
    return {
        kind: CLOSING_KINDS.find((kind) => kind === query.kind) ?? "DAY",
        page: Math.max(1, Number.parseInt(query.page ?? "1", 10) || 1),
        date: DATE.test(query.date ?? "") ? (query.date ?? "") : "",
    };
}

function hrefOf({ kind, page, date }: Asked): string {
    const said = { ...(kind !== "DAY" && { kind }), ...(page > 1 && { page: String(page) }), ...(date && { date }) };
    const text = String(new URLSearchParams(said));
    return text ? `${PATH}?${text}` : PATH;
}

/** "27/11/2026", "nov. 2026", "du 01/01/2026 au 31/12/2026". */
function periodOf({ kind, from_date, to_date }: Closing): string {
    const from = from_date ?? "";
    if (kind === "MONTH") {
        return month(Number(from.slice(0, 4)), Number(from.slice(5, 7)));
    }
    return kind === "DAY" ? day(from) : t("report.span", { from: day(from), to: day(to_date ?? "") });
}

function Rows({ rows }: { rows: Closing[] }) {
    return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways where there is no room, by the keyboard too
        <section class="sheet scrolls" aria-labelledby="closed" tabIndex={0}>
            <table class="figures">
                <thead>
                    <tr>
                        <th scope="col">{t("report.period")}</th>
                        {(["turnover", "vat", "received", "perpetual", "until"] as const).map((head) => (
                            <th key={head} scope="col" class="end">
                                {t(`closings.${head}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {rows.map((one) => (
                        <tr key={one.id}>
                            <th scope="row">{periodOf(one)}</th>
                            <td class="end">{shown(one.turnover)}</td>
                            <td class="end">{shown(one.turnover_vat)}</td>
                            <td class="end">{shown(one.received)}</td>
                            <td class="end">{shown(one.perpetual_turnover)}</td>
                            <td class="end">{moment(one.to_at ?? "", timezone())}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}

function Closed({ asked }: { asked: Asked }) {
    const { kind, page } = asked;
    const query = useQuery({
        queryKey: keys.list("closings", { kind, page }),
        queryFn: ({ signal }) => readClosings(kind, page, signal),
    });
    const { data, error } = query;
    return (
        <div class="apart">
            <h2 id="closed">{t("closings.made")}</h2>
            <nav class="ways" aria-label={t("closings.kinds")}>
                {CLOSING_KINDS.map((one) => (
                    <a
                        key={one}
                        class="filter-chip"
                        href={hrefOf({ ...asked, kind: one, page: 1 })}
                        aria-current={one === kind ? "page" : undefined}
                    >
                        {one === kind && <Icon name="check" size={14} />}
                        {t(`closings.kind.${one}`)}
                    </a>
                ))}
            </nav>
            <ReadProblem query={query} />
            {!data && !error && <div class="sheet waits" aria-busy="true" />}
            {data?.rows.length === 0 && <p class="quiet">{t("closings.none")}</p>}
            {data && data.rows.length > 0 && <Rows rows={data.rows} />}
            <p class="actions">
                {page > 1 && <a href={hrefOf({ ...asked, page: page - 1 })}>{t("closings.newer")}</a>}
                {data && page < data.pages && <a href={hrefOf({ ...asked, page: page + 1 })}>{t("closings.older")}</a>}
            </p>
            <p class="quiet beneath">{t("closings.are")}</p>
        </div>
    );
}

export default function Closings() {
    const { query, route } = useLocation();
    const client = useQueryClient();
    const asked = askedOf(query);
    const action = useAction();
    const close = () =>
        action.run(async (key) => {
            const made = await closeDay(key);
            outdate(client, "closings");
            toast(t("closings.closed", { at: moment(made.to_at ?? "", timezone()) }));
        });
    return (
        <>
            <ReportsNav />
            <header class="page-head">
                <h1>{t("closings.title")}</h1>
                <div class="actions">
                    {can("POST /api/closings") && (
                        <Button kind="primary" icon="check" busy={action.busy} onClick={close}>
                            {t("closings.close")}
                        </Button>
                    )}
                </div>
            </header>
            {action.problem && (
                <p class="note bad" role="alert">
                    {action.problem}
                </p>
            )}
            <Till date={asked.date} onDay={(date) => route(hrefOf({ ...asked, date }))} />
            <Closed asked={asked} />
            {can("POST /api/archive") && <Evidence />}
        </>
    );
}
