// SPDX-License-Identifier: MIT
// The lines of a paper. Tab walks, Enter goes to the next row, typing in the last row makes another; Ctrl+arrows move a row,
// Ctrl+Backspace removes it, Alt+Enter shows what else it may say; cells of a spreadsheet become rows. An empty row is not sent. On a
// telephone a row is a card.

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { money, t } from "../app/words";
import { blankLine, hasMore, isBlank, LINE_DECIMALS, type LineText, type Pricing, pastedLines, sumLines, toScale } from "../rules/lines";
import { IconButton } from "../ui/button";
import { typed } from "./kinds";
import { LineMore } from "./line-more";
import { faultOf } from "./paper-shape";

const RATES = [20, 10, 5.5, 2.1, 0];

type Name = "description" | "quantity" | "unit_price";

const CELLS: Name[] = ["description", "quantity", "unit_price"];

/** Above a figure on a telephone, where it has a third of the width. */
const shortLabelOf = (name: Name, pricing: Pricing): string =>
    name === "unit_price" ? t(`lines.price.${pricing.price_mode}`) : labelOf(name, pricing);

const labelOf = (name: Name, { price_mode }: Pricing): string =>
    t(name === "unit_price" ? (`lines.unit_price.${price_mode}` as const) : (`lines.${name}` as const));

interface LinesProps {
    value: LineText[];
    onValue: (lines: LineText[]) => void;
    /** By "items[0].unit_price". */
    errors: Record<string, string>;
    pricing: Pricing;
    currency: string;
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
    onValue: (lines: LineText[]) => void;
    focus: (row: number, name: string) => void;
}

/** What keys and pastes do with the rows. */
function rowsOf({ lines, onValue, focus }: Table) {
    const last = lines.length - 1;
    const put = (row: number, changed: Partial<LineText>) =>
        onValue(withLast(lines.map((line, index) => (index === row ? { ...line, ...changed } : line))));
    const remove = (row: number) => {
        onValue(withLast(lines.filter((_line, index) => index !== row)));
        focus(Math.min(row, last - 1), "description");
    };
    const move = (row: number, to: number, name: string) => {
        if (to >= 0 && to < last && row < last) {
            const moved = [...lines];
            moved.splice(to, 0, ...moved.splice(row, 1));
            onValue(moved);
            focus(to, name);
        }
    };
    const press = (event: KeyboardEvent, row: number, name: string) => {
        const isControl = event.ctrlKey || event.metaKey;
        const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
        if (event.key === "Enter" && !isControl && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            focus(Math.min(row + 1, last), name);
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
            onValue(withLast([...kept, ...pasted, ...lines.slice(row + 1)]));
        }
    };
    return { put, remove, press, paste, focus };
}

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
    rows: ReturnType<typeof rowsOf>;
    errorOf: (name: keyof LineText) => string | undefined;
    pricing: Pricing;
    /** As it will be; "" where it is not understood yet. */
    total: string;
    isLast: boolean;
}

function LineRow({ row, line, rows, errorOf, pricing, total, isLast }: RowProps) {
    const [isOpened, open] = useState(false);
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
                            onKeyDown={(event) => rows.press(event, row, name)}
                        />
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
                    {!hasMore(line) && (
                        <IconButton
                            icon="ellipsis"
                            label={t("lines.more_one", { row: row + 1 })}
                            aria-expanded={isOpened}
                            tabIndex={-1}
                            onClick={() => (isOpened ? open(false) : showMore())}
                        />
                    )}
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
            {(isOpened || hasMore(line)) && (
                <LineMore
                    row={row}
                    line={line}
                    errorOf={errorOf}
                    onLine={(changed) => {
                        open(true); // it stays while its last word is being replaced
                        rows.put(row, changed);
                    }}
                    onKeyDown={(event, name) => rows.press(event, row, name)}
                />
            )}
        </>
    );
}

export function LinesField({ value, onValue, errors, pricing, currency }: LinesProps) {
    const body = useRef<HTMLTableSectionElement>(null);
    const lines = withLast(value);
    const sums = sumLines(lines, pricing);
    const rows = rowsOf({ lines, onValue, focus: (row, name) => focusCell(body.current, row, name) });
    const totalOf = (net: bigint | undefined) => (net === undefined ? "" : money(Number(net) / 100, currency));
    return (
        <table class="lines">
            <caption class="for-readers">{t("lines.title")}</caption>
            <Head pricing={pricing} />
            <tbody ref={body}>
                {lines.map((line, row) => (
                    <LineRow
                        key={row}
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

interface CellProps {
    name: Name;
    row: number;
    label: string;
    value: string;
    error: string | undefined;
    onValue: (text: string) => void;
    onKeyDown: (event: JSX.TargetedKeyboardEvent<HTMLElement>) => void;
}

function LineCell({ name, row, label, value, error, onValue, onKeyDown }: CellProps) {
    const shared = {
        class: name === "description" ? "input" : "input number",
        "data-cell": `${row}.${name}`,
        "aria-label": label,
        "aria-invalid": error ? ("true" as const) : undefined,
        "aria-describedby": error ? `line-error-${row}-${name}` : undefined,
        value,
        onKeyDown,
    };
    return (
        <>
            {name === "description" ? (
                <textarea {...shared} rows={1} onInput={(event) => onValue(event.currentTarget.value)} />
            ) : (
                <input {...shared} inputMode="decimal" autocomplete="off" onInput={(event) => onValue(event.currentTarget.value)} />
            )}
            {error && (
                <span class="error" id={`line-error-${row}-${name}`}>
                    {error}
                </span>
            )}
        </>
    );
}

interface RateProps {
    label: string;
    value: string;
    usual: string;
    error: string | undefined;
    onValue: (text: string) => void;
}

/** The usual rates, and the one that is set, each as it is typed. */
export function rateOptions(own: string): { value: string; label: string }[] {
    const scale = toScale(own, LINE_DECIMALS.vat_rate);
    const usual = RATES.map((rate) => typed(rate)).map((rate) => (toScale(rate, LINE_DECIMALS.vat_rate) === scale ? own : rate));
    return (usual.includes(own) ? usual : [own, ...usual]).map((rate) => ({ value: rate, label: t("lines.percent", { rate }) }));
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
