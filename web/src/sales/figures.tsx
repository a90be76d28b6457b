// SPDX-License-Identifier: MIT
// What dashboards, forecasts and reports are made of: figures, tables of them, tables whose bars stand beside the values; and the
// way from a figure to its deals.

import type { ComponentChildren } from "preact";
import { t } from "../app/words";
import { Chart, type ChartLine } from "../ui/chart";
import { amount } from "./parts";

/** Expectations are of whole euros. */
export const whole = (value: number): string => amount(Math.round(value));

/** The deals that a figure counts. */
export function dealsHref(filters: Record<string, string | undefined>): string {
    const query = new URLSearchParams({ view: "list" });
    for (const [key, value] of Object.entries(filters)) {
        if (value) {
            query.set(key, value);
        }
    }
    return `/opportunities?${query}`;
}

export function Figure({ label, children }: { label: string; children: ComponentChildren }) {
    return (
        <div>
            <dt>{label}</dt>
            <dd>{children}</dd>
        </div>
    );
}

export interface FigureRow {
    key: string;
    /** The first names it. */
    cells: readonly ComponentChildren[];
}

interface TableProps {
    title: string;
    head: readonly string[];
    /** The cells from there on are figures. */
    figuresFrom?: number;
    rows: readonly FigureRow[];
    foot?: readonly ComponentChildren[];
    /** Where there is no row. */
    empty?: string;
}

/** The first column stays where the others are scrolled. */
export function FigureTable({ title, head, figuresFrom = 1, rows, foot, empty }: TableProps) {
    const end = (at: number) => (at >= figuresFrom ? "end" : undefined);
    const cells = (row: readonly ComponentChildren[]) =>
        row.slice(1).map((cell, at) => (
            <td key={head[at + 1]} class={end(at + 1)}>
                {cell}
            </td>
        ));
    return (
        <section class="sheet">
            <h2>{title}</h2>
            {rows.length === 0 && <p class="quiet">{empty ?? t("figures.none")}</p>}
            {rows.length > 0 && (
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
                <section class="scrolls" aria-label={title} tabIndex={0}>
                    <table class="figures fixed">
                        <thead>
                            <tr>
                                {head.map((name, at) => (
                                    <th key={name} scope="col" class={end(at)}>
                                        {name}
                                    </th>
                                ))}
                            </tr>
                        </thead>
                        <tbody>
                            {rows.map((row) => (
                                <tr key={row.key}>
                                    <th scope="row">{row.cells[0]}</th>
                                    {cells(row.cells)}
                                </tr>
                            ))}
                        </tbody>
                        {foot && (
                            <tfoot>
                                <tr>
                                    <th scope="row">{foot[0]}</th>
                                    {cells(foot)}
                                </tr>
                            </tfoot>
                        )}
                    </table>
                </section>
            )}
        </section>
    );
}

/** Amounts of whole euros beside bars. */
export function Bars({
    title,
    head,
    lines,
}: {
    title: string;
    head: [string, string, string?];
    lines: readonly Omit<ChartLine, "text">[];
}) {
    return <Chart title={title} head={head} lines={lines.map((line) => ({ ...line, text: whole(line.value) }))} />;
}
