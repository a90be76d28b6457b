// SPDX-License-Identifier: MIT
// The statuses of a list as tabs with counts: a tab is the filter `status` in the address. At their end stands what the rows that
// are filtered are worth, or what is due of them.

import { useQuery } from "@tanstack/preact-query";
import { useMemo, useRef } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Ask } from "../api/lists";
import { type Summary, summaryOptions } from "../api/summaries";
import { me } from "../app/session";
import { money, number, t } from "../app/words";
import { Tabs } from "../ui/tabs";
import { queryOf, withFilter } from "./ask";
import { type ListSpec, rulesOf, type TabsSpec } from "./spec";

interface Props<Row extends { id: string }> {
    spec: ListSpec<Row>;
    tabs: TabsSpec<Row>;
    ask: Ask;
}

/** Of these statuses, or of all when none is named. */
function added(byStatus: Readonly<Record<string, number>> | undefined, statuses: string[]): number | undefined {
    if (!byStatus) {
        return undefined;
    }
    const cents = Object.entries(byStatus)
        .filter(([status]) => statuses.length === 0 || statuses.includes(status))
        .reduce((sum, [, value]) => sum + Math.round(value * 100), 0);
    return cents / 100;
}

const counted = (word: string, count: number | undefined) => (count === undefined ? word : t("list.tab", { word, count: number(count) }));

/** While the next one is on its way the former stays: tabs do not flicker at each key. */
function useSummary<Row extends { id: string }>({ spec, tabs, ask }: Props<Row>): Summary {
    const { data } = useQuery(summaryOptions(spec.source.noun, tabs.summarize, ask));
    const last = useRef<Summary>({});
    last.current = data ?? last.current;
    return last.current;
}

export function StatusTabs<Row extends { id: string }>(props: Props<Row>) {
    const { spec, tabs, ask } = props;
    const { route } = useLocation();
    const rules = useMemo(() => rulesOf(spec), [spec]);
    const summary = useSummary(props);
    const counts = summary.count_by_status;
    const chosen = ask.filters.status ?? "";
    const statuses = chosen.split(",").filter(Boolean);
    const filter = spec.filters.find((one) => one.key === "status");
    const choices = filter?.kind === "choice" ? filter.choices : [];
    const word = (value: string) => t(choices.find((choice) => choice.value === value)?.label ?? "list.tab_all");
    // An address may name several: they are one tab more.
    const values = ["", ...choices.map((choice) => choice.value), ...(statuses.length > 1 ? [chosen] : [])];
    const shown = values.map((value) => {
        const of = value.split(",").filter(Boolean);
        const name = of.length ? of.map(word).join(", ") : t("list.tab_all");
        return {
            key: value,
            text: counted(name, added(counts, of)),
            href: spec.path + queryOf(withFilter(ask, "status", value), rules),
        };
    });
    const sums = tabs.sums.map(({ of, label }) => ({ label, sum: added(summary[`${of}_by_status`], statuses) }));
    return (
        <div class="list-tabs">
            <Tabs label={t(tabs.label ?? "paper.status")} tabs={shown} chosen={chosen} onChoose={(href) => route(href)} />
            <div class="list-sums">
                {sums.map(
                    ({ label, sum }) =>
                        sum !== undefined && (
                            <p key={label} class="list-sum">
                                {t(label)} <strong>{money(sum, me.value?.tenant.currency)}</strong>
                            </p>
                        ),
                )}
            </div>
        </div>
    );
}
