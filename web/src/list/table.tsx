// SPDX-License-Identifier: MIT
// The rows of a list as a table: heads that sort, rows that are links, gaps where rows are not drawn. On a telephone a row has
// two lines.

import { Component } from "preact";
import type { Ask } from "../api/lists";
import { currentLanguage, t } from "../app/words";
import { Icon } from "../ui/icon";
import { sortedBy } from "./ask";
import { type Column, percent, type Shown, shownColumns } from "./columns";
import type { Selection } from "./selection";
import type { ListSpec } from "./spec";
import type { ListState } from "./state";
import { drawnIndexes, segmentsOf } from "./window";

interface LineProps<Row> {
    index: number;
    row: Row | undefined;
    /** Of a record. */
    href: (row: Row) => string;
    shown: Shown<Row>;
    /** Whether it is chosen; undefined: rows cannot be. */
    chosen?: boolean;
    onChoose: (index: number, range: boolean) => void;
}

function Under<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
    const cells = columns.map((column) => ({ key: column.key, content: column.cell(row) })).filter(({ content }) => content);
    return (
        <span class="under">
            {cells.map(({ key, content }) => (
                <span key={key}>{content}</span>
            ))}
        </span>
    );
}

/** A row that is on its way. */
function Blank() {
    return (
        <span class="blank">
            <span class="for-readers">{t("list.row_waits")}</span>
        </span>
    );
}

/** A box shows what is chosen, and not what a press alone would make of it. */
function onPress(event: Event, choose: () => void): void {
    event.preventDefault();
    setTimeout(choose);
}

/** Drawn again only when it is another one: a row costs nothing while others are scrolled into view. */
class Line<Row extends { id: string }> extends Component<LineProps<Row>> {
    override shouldComponentUpdate(next: LineProps<Row>): boolean {
        const { row, index, shown, chosen } = this.props;
        return next.row !== row || next.index !== index || next.shown !== shown || next.chosen !== chosen;
    }

    override render({ index, row, href, shown, chosen }: LineProps<Row>) {
        const [first, ...others] = shown.columns;
        return (
            <tr class={chosen ? "row chosen" : "row"} aria-rowindex={index + 2} data-row={index}>
                {chosen !== undefined && (
                    <td class="choose">
                        {/* Only a press: keys have `x`, and Tab goes from row to row. */}
                        <label>
                            <input
                                type="checkbox"
                                tabIndex={-1}
                                checked={chosen}
                                disabled={!row}
                                aria-labelledby={`row-${index}`}
                                onClick={(event) => onPress(event, () => this.props.onChoose(index, event.shiftKey))}
                            />
                        </label>
                    </td>
                )}
                <th scope="row">
                    <a id={`row-${index}`} class="row-link" href={row && href(row)} tabIndex={row ? undefined : -1} data-index={index}>
                        {row ? first?.cell(row) : <Blank />}
                    </a>
                    {row && shown.under.length > 0 && <Under row={row} columns={shown.under} />}
                </th>
                {row
                    ? others.map((column) => (
                          <td key={column.key} class={column.align}>
                              {column.cell(row)}
                          </td>
                      ))
                    : others.length > 0 && <td key="none" colSpan={others.length} />}
            </tr>
        );
    }
}

interface HeadProps<Row> {
    column: Column<Row>;
    ask: Ask;
    onSort: () => void;
}

function Head<Row>({ column, ask, onSort }: HeadProps<Row>) {
    if (!column.sort) {
        return (
            <th scope="col" class={column.align}>
                {t(column.label)}
            </th>
        );
    }
    const on = ask.sort === column.sort;
    return (
        <th scope="col" class={column.align} aria-sort={on ? (ask.descending ? "descending" : "ascending") : "none"}>
            <button type="button" class="sort" onClick={onSort}>
                {t(column.label)}
                <Icon name={on ? (ask.descending ? "arrow-down" : "arrow-up") : "arrow-up-down"} size={14} />
            </button>
        </th>
    );
}

interface TableProps<Row extends { id: string }> {
    spec: ListSpec<Row>;
    list: ListState<Row>;
    /** Null: rows cannot be chosen. */
    selection: Selection<Row> | null;
    /** So many rows are drawn, to be printed; 0: those in view. */
    whole: number;
}

const SHOWN = new WeakMap<object, Partial<Record<string, unknown>>>();

/** The same answer for the same question, so that rows see that nothing changed. */
function shownOf<Row>(columns: readonly Column<Row>[], width: ListState<Row>["media"]["width"]): Shown<Row> {
    const known = SHOWN.get(columns) ?? {};
    known[width] ??= shownColumns(columns, width);
    SHOWN.set(columns, known);
    return known[width] as Shown<Row>;
}

function ChooseAll<Row>({ selection: { rows, isAll, toggleAll } }: { selection: Selection<Row> }) {
    return (
        <th scope="col" class="choose">
            <label>
                <input
                    type="checkbox"
                    checked={isAll}
                    indeterminate={rows.size > 0 && !isAll}
                    aria-label={t("list.choose_all")}
                    onClick={(event) => onPress(event, toggleAll)}
                />
            </label>
        </th>
    );
}

export function Table<Row extends { id: string }>({ spec, list, selection, whole }: TableProps<Row>) {
    const { rows, total, ask, view, cursor, media } = list;
    const shown = shownOf(spec.columns, media.width);
    const href = spec.record ?? ((row: Row) => `${spec.path}/${row.id}`);
    const indexes = whole ? Array.from({ length: whole }, (_, index) => index) : drawnIndexes(view, total, cursor.index);
    let gaps = 0;
    return (
        <table
            key={currentLanguage()}
            ref={list.table}
            class={rows.stale && rows.ask ? "list stale" : "list"}
            aria-rowcount={rows.total === undefined ? -1 : total + 1}
            aria-busy={rows.stale}
        >
            <caption class="for-readers">{t(spec.title)}</caption>
            <colgroup>
                {selection && <col class="choose" />}
                {shown.columns.map((column) => (
                    <col key={column.key} style={{ width: percent(column, shown.columns) }} />
                ))}
            </colgroup>
            <thead>
                <tr aria-rowindex={1}>
                    {selection && <ChooseAll selection={selection} />}
                    {shown.columns.map((column) => (
                        <Head
                            key={column.key}
                            column={column}
                            ask={ask}
                            onSort={() => list.change((now) => sortedBy(now, column.sort ?? "", column.descends ?? false))}
                        />
                    ))}
                </tr>
            </thead>
            <tbody>
                {segmentsOf(indexes, whole || total).map(({ index, gap }) =>
                    index === undefined ? (
                        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
                        <tr key={`gap ${gaps++}`} class="gap" aria-hidden="true">
                            <td
                                colSpan={shown.columns.length + (selection ? 1 : 0)}
                                style={{ height: `${(gap ?? 0) * media.rowHeight}px` }}
                            />
                        </tr>
                    ) : (
                        <Line
                            key={index}
                            index={index}
                            row={rows.at(index)}
                            href={href}
                            shown={shown}
                            chosen={selection ? selection.rows.has(rows.at(index)?.id ?? "") : undefined}
                            onChoose={(at, range) => selection?.toggle(at, range)}
                        />
                    ),
                )}
            </tbody>
        </table>
    );
}
