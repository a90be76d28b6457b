// SPDX-License-Identifier: MIT
// A list: heading and count, search, filters, one primary button, the rows; and what stands there when there are none, or when
// they cannot be read. A page gives its spec.

import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { ApiError } from "../api/error";
import type { MakeFile } from "../app/keep-file";
import { Behind, floats, Late } from "../app/record";
import { can } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { t } from "../app/words";
import { problemText } from "../form/form";
import { Button, LinkButton } from "../ui/button";
import { isNarrowed } from "./ask";
import { FilterBar, focusSearch } from "./filters";
import { type Selection, useReadRows, useSelection } from "./selection";
import type { Filter, ListSpec } from "./spec";
import { type ListState, useListState } from "./state";
import { Table } from "./table";

/** As many rows go to paper. */
const PRINTED = 1000;

interface Props<Row extends { id: string }> {
    spec: ListSpec<Row>;
    list: ListState<Row>;
}

function Create<Row extends { id: string }>({ spec: { create } }: { spec: ListSpec<Row> }) {
    return create && can(create.route) ? (
        <LinkButton kind="primary" icon="plus" href={create.path}>
            {t(create.label)}
        </LinkButton>
    ) : null;
}

function Empty<Row extends { id: string }>({ spec, list }: Props<Row>) {
    const { ask } = list;
    if (!isNarrowed(ask)) {
        return (
            <div class="empty">
                <p>{t(spec.empty)}</p>
                <Create spec={spec} />
                {spec.bring && can(spec.bring.route) && (
                    <LinkButton icon="upload" href={spec.bring.path}>
                        {t(spec.bring.label)}
                    </LinkButton>
                )}
            </div>
        );
    }
    const clear = () => {
        list.change((now) => ({ ...now, search: "", filters: {} }));
        focusSearch(); // this button goes
    };
    return (
        <div class="empty">
            {ask.search ? spec.offer?.(ask.search) : <p>{t("list.none")}</p>}
            <Button onClick={clear}>{t("list.clear")}</Button>
        </div>
    );
}

function Problem<Row extends { id: string }>({ list }: Pick<Props<Row>, "list">) {
    const { error, again } = list.rows;
    if (!error) {
        return null;
    }
    const id = error instanceof ApiError ? error.requestId : "";
    return (
        <div class="note bad problem" role="alert">
            <span>
                {problemText(error)}
                {id && <small> {t("list.request", { id })}</small>}
            </span>
            <Button
                icon="refresh-cw"
                onClick={() => {
                    again();
                    focusSearch(); // this button goes
                }}
            >
                {t("list.again")}
            </Button>
        </div>
    );
}

/** Draws all rows up to a bound, reads what is missing, prints. */
function usePrinting<Row extends { id: string }>({ spec, list }: Props<Row>): { printing: boolean; print: () => void } {
    const readRows = useReadRows(spec, list);
    const [printing, setPrinting] = useState(false);
    useEffect(() => {
        const begin = () => setPrinting(true);
        const end = () => setPrinting(false);
        addEventListener("beforeprint", begin);
        addEventListener("afterprint", end);
        return () => {
            removeEventListener("beforeprint", begin);
            removeEventListener("afterprint", end);
        };
    }, []);
    const print = async () => {
        await readRows(0, PRINTED).catch(() => {}); // what there is, is printed
        setPrinting(true);
        requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
    };
    return { printing, print };
}

function useListKeys<Row extends { id: string }>({ spec, list }: Props<Row>, print: () => void): void {
    const { route } = useLocation();
    const { create } = spec;
    useShortcuts([
        ...(create ? [{ keys: "n", label: create.label, run: () => (can(create.route) ? route(create.path) : false) }] : []),
        { keys: "f", label: "list.find", run: focusSearch },
        { keys: "j", label: "list.next", run: () => list.cursor.move(1) },
        { keys: "k", label: "list.previous", run: () => list.cursor.move(-1) },
        { keys: "$mod+p", label: "list.print", run: print },
    ]);
}

function suggestionsOf<Row>(list: ListState<Row>, filter: Filter<Row>): string[] {
    const found = new Set<string>();
    for (let index = 0; index < Math.min(list.total, PRINTED); index++) {
        const row = list.rows.at(index);
        for (const value of (row && filter.suggest?.(row)) ?? []) {
            if (value) {
                found.add(value);
            }
        }
    }
    return [...found].sort((a, b) => a.localeCompare(b));
}

/** Most who look at a list choose nothing of it, and take nothing along. */
const loadMore = () => import("./more-menu").then((chunk) => chunk.MoreMenu);
const loadBulk = () => import("./bulk").then((chunk) => chunk.BulkBar);

/** What may be done with several rows by whoever is signed in. */
function useBulks<Row extends { id: string }>({ spec, list }: Props<Row>, selection: Selection<Row>) {
    const bulks = (spec.bulks ?? []).filter((bulk) => can(bulk.route));
    const isOn = bulks.length > 0;
    const choose = (range: boolean) => (isOn && list.cursor.index !== null ? void selection.toggle(list.cursor.index, range) : false);
    useShortcuts([
        { keys: "x", label: "list.choose", run: () => choose(false) },
        { keys: "Shift+X", label: "list.choose_range", run: () => choose(true) },
        { keys: "Escape", label: "bulk.clear", run: () => (floats() || selection.rows.size === 0 ? false : selection.clear()) },
    ]);
    return bulks;
}

export function List<Row extends { id: string }>({ spec }: { spec: ListSpec<Row> }) {
    const list = useListState(spec);
    const { printing, print } = usePrinting({ spec, list });
    useListKeys({ spec, list }, print);
    const selection = useSelection(spec, list);
    const bulks = useBulks({ spec, list }, selection);
    const { rows, total, ask } = list;
    const { file } = spec.source;
    const make: MakeFile | undefined = file && ((wish) => file(ask, wish));
    const [exporting, setExporting] = useState(false);
    const failed = rows.error && rows.total === undefined;
    return (
        <>
            <header class="page-head">
                <div class="list-title">
                    <h1>{t(spec.title)}</h1>
                    <span class="count" role="status">
                        {rows.total === undefined ? "" : t(spec.count, { count: rows.total })}
                        {exporting && ` · ${t("list.exporting")}`}
                    </span>
                </div>
                <div class="actions">
                    {spec.views?.()}
                    <Behind load={loadMore} props={{ print, make, onBusy: setExporting }} />
                    <Create spec={spec} />
                </div>
            </header>
            <FilterBar
                spec={spec}
                ask={ask}
                onAsk={list.change}
                suggestions={(filter) => suggestionsOf(list, filter)}
                onLeave={list.enter}
            />
            {spec.tabs && <spec.tabs.show spec={spec} tabs={spec.tabs} ask={ask} />}
            <Problem list={list} />
            {rows.total === 0 && <Empty spec={spec} list={list} />}
            {rows.total !== 0 && !failed && (
                <Table
                    spec={spec}
                    list={list}
                    selection={bulks.length ? selection : null}
                    whole={printing ? Math.min(total, PRINTED) : 0}
                />
            )}
            {selection.rows.size > 0 && <Late load={loadBulk} props={{ bulks, selection, noun: spec.source.noun }} />}
            {printing && total > PRINTED && <p>{t("list.printed", { count: PRINTED, total })}</p>}
        </>
    );
}
