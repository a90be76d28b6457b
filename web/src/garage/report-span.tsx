// SPDX-License-Identifier: MIT
// Which days a report is of, and the ways to others: the address says it.

import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso/router";
import { today } from "../app/session";
import { t } from "../app/words";
import { moved, PRESETS, presetSpan, type Span } from "../rules/periods";
import { Icon } from "../ui/icon";
import { DayChoice } from "./day-choice";

interface Asked {
    path: string;
    span: Span;
    /** What else the address says, and keeps where the span moves. */
    more?: Record<string, string>;
}

export function spanHref(path: string, { from, to }: Span, more: Record<string, string> = {}): string {
    return `${path}?${new URLSearchParams({ from, to, ...more })}`;
}

function Ways({ path, span, more }: Asked) {
    const now = today();
    const { from, to } = span;
    return (
        <nav class="ways" aria-label={t("report.period")}>
            <a class="icon-button" href={spanHref(path, moved(span, -1), more)} aria-label={t("report.before")} title={t("report.before")}>
                <Icon name="chevron-left" />
            </a>
            <a class="icon-button" href={spanHref(path, moved(span, 1), more)} aria-label={t("report.after")} title={t("report.after")}>
                <Icon name="chevron-right" />
            </a>
            {PRESETS.map((preset) => {
                const wanted = presetSpan(preset, now);
                const here = wanted.from === from && wanted.to === to;
                return (
                    <a key={preset} class="filter-chip" href={spanHref(path, wanted)} aria-current={here ? "page" : undefined}>
                        {here && <Icon name="check" size={14} />}
                        {t(`report.${preset}`)}
                    </a>
                );
            })}
        </nav>
    );
}

/** One end beyond the other takes it along. `children`: further choices. */
export function ReportSpan({ path, span, more, children }: Asked & { children?: ComponentChildren }) {
    const { route } = useLocation();
    const go = (next: Span) => route(spanHref(path, next));
    return (
        <div class="filters report">
            <Ways path={path} span={span} more={more} />
            <div class="report-span">
                <DayChoice
                    label={t("report.from")}
                    value={span.from}
                    onDay={(from) => go(from > span.to ? { from, to: from } : { ...span, from })}
                />
                <DayChoice label={t("report.to")} value={span.to} onDay={(to) => go(to < span.from ? { from: to, to } : { ...span, to })} />
                {children}
            </div>
        </div>
    );
}
