// SPDX-License-Identifier: MIT
// The lines of a paper. Tab walks, Enter goes to the next row, typing in the last row makes another; Ctrl+arrows move a row,
// Ctrl+Backspace removes it, Alt+Enter shows what else it may say; cells of a spreadsheet become rows. An empty row is not sent. On a
// telephone a row is a card.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Car } from "../api/suggest";
import { money, t } from "../app/words";
import { blankLine, hasMore, isBlank, type LineText, type Pricing, pastedLines, sumLines } from "../rules/lines";
import { RowKeys } from "../rules/row-keys";
import { IconButton } from "../ui/button";
import type { Suggestion } from "./item-field";
import { LineCell, type LineName } from "./line-cell";
import { LineMore, LineSays } from "./line-more";
import { faultOf, rateOptions } from "./paper-shape";

const CELLS: LineName[] = ["description", "quantity", "unit_price"];

/** For who chooses what is offered: behind the page, and there before anybody does. */
const loadChosen = () => import("./suggested-lines");

const MORE = ["kind", "unit", "reference", "discount_percent", "vat_exemption"] as const;

/** Above a figure on a telephone, where it has a third of the width. */
const shortLabelOf = (name: LineName, pricing: Pricing): string =>
    name === "unit_price" ? t(`lines.price.${pricing.price_mode}`) : labelOf(name, pricing);

const labelOf = (name: LineName, { price_mode }: Pricing): string =>
    t(name === "unit_price" ? (`lines.unit_price.${price_mode}` as const) : (`lines.${name}` as const));

interface LinesProps {
    value: LineText[];
    onValue: (lines: LineText[]) => void;
    /** By "items[0].unit_price". */
    errors: Record<string, string>;
    pricing: Pricing;
    currency: string;
    /** What was written for one comes first. */
    car?: Car;
}

/** There is always a row to type in. */
function withLast(lines: LineText[]): LineText[] {
    const last = lines.at(-1);
    return last && isBlank(last) ? lines : [...lines, blankLine()];
}

function focusCell(body: HTMLElement | null, row: number, name: string): void {
    const cell = (column: string) => body?.querySelector<HTMLElement>(`[data-cell="${row}.${column}"]`);
    requestAnimationFrame(() => (cell(name) ?? cell("description"))?.focus());
}

interface Table {
    lines: LineText[];
    keys: RowKeys;
    onValue: (lines: LineText[]) => void;
    focus: (row: number, name: string) => void;
    pricing: Pricing;
    car: Car | undefined;
}

/** What keys and pastes do with the rows. */
function rowsOf({ lines, keys, onValue, focus, pricing, car }: Table) {
    const last = lines.length - 1;
    const put = (row: number, changed: Partial<LineText>) =>
        onValue(withLast(lines.map((line, index) => (index === row ? { ...line, ...changed } : line))));
    const remove = (row: number) => {
        keys.remove(row);
        onValue(withLast(lines.filter((_line, index) => index !== row)));
        focus(Math.min(row, last - 1), "description");
    };
    const move = (row: number, to: number, name: string) => {
        if (to >= 0 && to < last && row < last) {
            const moved = [...lines];
            moved.splice(to, 0, ...moved.splice(row, 1));
            keys.move(row, to);
            onValue(moved);
            focus(to, name);
        }
    };
    const next = (row: number, name: string) => focus(Math.min(row + 1, last), name);
    const choose = async (row: number, chosen: Suggestion) => {
        const { linesChosen } = await loadChosen();
        const made = linesChosen(chosen, lines[row] ?? blankLine(), pricing);
        keys.insert(row + 1, made.length - 1);
        onValue(withLast([...lines.slice(0, row), ...made, ...lines.slice(row + 1)]));
        made.length === 1 ? focus(row, "quantity") : focus(row + made.length, "description");
    };
    const press = (event: KeyboardEvent, row: number, name: string) => {
        const isControl = event.ctrlKey || event.metaKey;
        const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
        if (event.key === "Enter" && !isControl && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            next(row, name);
        } else if (isControl && step) {
            event.preventDefault();
            move(row, row + step, name);
        } else if (isControl && event.key === "Backspace") {
            event.preventDefault();
            remove(row);
        }
    };
    const paste = (event: ClipboardEvent, row: number) => {
        const pasted = pastedLines(event.clipboardData?.getData("text/plain") ?? "");
        if (pasted) {
            event.preventDefault();
            const kept = lines.filter((line, index) => index < row || (index === row && !isBlank(line)));
            keys.insert(row + 1, kept.length + pasted.length - row - 1);
            onValue(withLast([...kept, ...pasted, ...lines.slice(row + 1)]));
        }
    };
    return { put, remove, next, choose, press, paste, focus, car, pricing };
}

export type LineRows = ReturnType<typeof rowsOf>;

function Head({ pricing }: { pricing: Pricing }) {
    return (
        <thead>
            <tr>
                {CELLS.map((name) => (
                    <th key={name} scope="col" class={name === "description" ? "" : "number"}>
                        {labelOf(name, pricing)}
                    </th>
                ))}
                <th scope="col">{t("lines.vat_rate")}</th>
                <th scope="col" class="number">
                    {t(`lines.total.${pricing.price_mode}`)}
                </th>
                <th>
                    <span class="for-readers">{t("lines.more")}</span>
                </th>
                <th>
                    <span class="for-readers">{t("lines.remove")}</span>
                </th>
            </tr>
        </thead>
    );
}

interface RowProps {
    row: number;
    line: LineText;
    rows: LineRows;
    errorOf: (name: keyof LineText) => string | undefined;
    pricing: Pricing;
    /** As it will be; "" where it is not understood yet. */
    total: string;
    isLast: boolean;
}

function LineRow({ row, line, rows, errorOf, pricing, total, isLast }: RowProps) {
    const [isOpened, open] = useState(false);
    const isShown = isOpened || MORE.some((name) => errorOf(name));
    const called = (label: string) => t("lines.cell", { label, row: row + 1 });
    const showMore = () => {
        open(true);
        rows.focus(row, "kind");
    };
    return (
        <>
            <tr
                onPaste={(event) => rows.paste(event, row)}
                onKeyDown={(event) => {
                    if (event.altKey && event.key === "Enter") {
                        event.preventDefault();
                        showMore();
                    }
                }}
            >
                {CELLS.map((name) => (
                    <td key={name} class={`cell-${name}`} data-label={shortLabelOf(name, pricing)}>
                        <LineCell
                            name={name}
                            row={row}
                            label={called(labelOf(name, pricing))}
                            value={line[name]}
                            error={errorOf(name)}
                            onValue={(text) => rows.put(row, { [name]: text })}
                            rows={rows}
                        />
                        {name === "description" && !isShown && hasMore(line) && <LineSays line={line} />}
                    </td>
                ))}
                <td class="cell-vat" data-label={t("lines.vat_rate")}>
                    <RateSelect
                        label={called(t("lines.vat_rate"))}
                        value={line.vat_rate}
                        usual={pricing.vat_rate}
                        error={errorOf("vat_rate")}
                        onValue={(text) => rows.put(row, { vat_rate: text })}
                    />
                </td>
                <td class="cell-total number" data-label={t(`lines.total.${pricing.price_mode}`)}>
                    {total}
                </td>
                <td class="cell-more">
                    <IconButton
                        icon="ellipsis"
                        label={t("lines.more_one", { row: row + 1 })}
                        aria-expanded={isShown}
                        tabIndex={-1}
                        onClick={() => (isOpened ? open(false) : showMore())}
                    />
                </td>
                <td class="cell-remove">
                    {!isLast && (
                        <IconButton
                            icon="x"
                            label={t("lines.remove_one", { row: row + 1 })}
                            tabIndex={-1}
                            onClick={() => rows.remove(row)}
                        />
                    )}
                </td>
            </tr>
            {isShown && (
                <LineMore
                    row={row}
                    line={line}
                    errorOf={errorOf}
                    onLine={(changed) => rows.put(row, changed)}
                    onKeyDown={(event, name) => rows.press(event, row, name)}
                />
            )}
        </>
    );
}

export function LinesField({ value, onValue, errors, pricing, currency, car }: LinesProps) {
    const body = useRef<HTMLTableSectionElement>(null);
    const lines = withLast(value);
    const sums = sumLines(lines, pricing);
    const keys = useRef(new RowKeys()).current;
    const names = keys.of(lines.length);
    const rows = rowsOf({ lines, keys, onValue, pricing, car, focus: (row, name) => focusCell(body.current, row, name) });
    useEffect(() => {
        loadChosen().catch(() => {}); // asked for again by who chooses
    }, []);
    const totalOf = (net: bigint | undefined) => (net === undefined ? "" : money(Number(net) / 100, currency));
    return (
        <table class="lines">
            <caption class="for-readers">{t("lines.title")}</caption>
            <Head pricing={pricing} />
            <tbody ref={body}>
                {lines.map((line, row) => (
                    <LineRow
                        key={names[row]}
                        row={row}
                        line={line}
                        rows={rows}
                        errorOf={(name) => errors[`items[${row}].${name}`] ?? faultOf(name, line[name])}
                        pricing={pricing}
                        total={totalOf(sums.lines[row])}
                        isLast={row === lines.length - 1}
                    />
                ))}
            </tbody>
        </table>
    );
}

interface RateProps {
    label: string;
    value: string;
    usual: string;
    error: string | undefined;
    onValue: (text: string) => void;
}

function RateSelect({ label, value, usual, error, onValue }: RateProps) {
    const own = value === "" ? usual : value;
    return (
        <>
            <select
                class="input"
                aria-label={label}
                aria-invalid={error ? "true" : undefined}
                value={own}
                onChange={(event) => onValue(event.currentTarget.value)}
            >
                {rateOptions(own).map((option) => (
                    <option key={option.value} value={option.value}>
                        {option.label}
                    </option>
                ))}
            </select>
            {error && <span class="error">{error}</span>}
        </>
    );
}
