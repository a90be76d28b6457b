// SPDX-License-Identifier: MIT
// What was taken on a day, by means of payment, as it is counted in the evening.

import { useQuery } from "@tanstack/preact-query";
import { readTill, type TillSheet, tillPaper } from "../api/closings";
import { keys } from "../api/keys";
import { ReadProblem } from "../app/record";
import { me } from "../app/session";
import { day, money, number, t } from "../app/words";
import { LinkButton } from "../ui/button";
import { Chart } from "../ui/chart";
import { DayChoice } from "./day-choice";

const shown = (amount: number) => money(amount, me.value?.tenant.currency);

function nameOf(row: TillSheet["rows"][number]): string {
    const method = t(`payment.method.${row.payment_method ?? "OTHER"}`);
    return row.till ? t("till.of", { method, till: row.till }) : method;
}

function Sheet({ of: { rows, sum, is_closed } }: { of: TillSheet }) {
    if (rows.length === 0) {
        return <p class="quiet">{t("till.none")}</p>;
    }
    const undone = { name: t("till.reversed"), count: number(sum.reversal_count), text: shown(sum.reversed) };
    return (
        <>
            <Chart
                title={t("till.by_method")}
                head={[t("payment.method"), t("till.net"), t("till.count")]}
                lines={rows.map((row) => ({
                    key: `${row.till ?? ""} ${row.payment_method}`,
                    name: nameOf(row),
                    count: number(row.payment_count),
                    value: row.received,
                    text: shown(row.received),
                }))}
                foot={[
                    ...(sum.reversal_count ? [undone] : []),
                    { name: t("report.total"), count: number(sum.payment_count), text: shown(sum.received) },
                ]}
            />
            {sum.other_day_count > 0 && <p class="quiet beneath">{t("till.other_day", { amount: shown(sum.other_day) })}</p>}
            <p class="quiet beneath">{t(is_closed ? "till.closed" : "till.open")}</p>
        </>
    );
}

export function Till({ date, onDay }: { date: string; onDay: (day: string) => void }) {
    const query = useQuery({ queryKey: keys.list("closings", { till: date }), queryFn: ({ signal }) => readTill(date, signal) });
    const { data, error } = query;
    const shownDay = data?.date ?? date;
    return (
        <section class="apart" aria-labelledby="till">
            <h2 id="till">{data ? t("till.title", { day: day(shownDay) }) : t("till.name")}</h2>
            <div class="report-span">
                <DayChoice label={t("report.day")} value={shownDay} onDay={onDay} />
                <LinkButton icon="printer" href={tillPaper(shownDay)} target="_blank">
                    {t("till.paper")}
                </LinkButton>
            </div>
            <ReadProblem query={query} />
            {data ? <Sheet of={data} /> : !error && <div class="sheet waits" aria-busy="true" />}
        </section>
    );
}
