// SPDX-License-Identifier: MIT
// The lines of a package as they are typed: items of the catalogue with their quantity, whose price is theirs, and lines of its own.
// Enter goes to the next row, Ctrl+Backspace removes one; an empty row is not sent.

import { useRef } from "preact/hooks";
import { type CatalogueLine, PACKAGE } from "../api/catalogue";
import { me } from "../app/session";
import { money, t } from "../app/words";
import { ItemField, type Suggestion } from "../form/item-field";
import { type Kind, typed, Wrong } from "../form/kinds";
import { modeOf, typedPrice } from "../form/paper-shape";
import { blankLine, isBlank, LINE_DECIMALS, type PriceMode, type Pricing, priceIn, sumLines } from "../rules/lines";
import { readNumber, toJson } from "../rules/number";
import { IconButton } from "../ui/button";

interface Part {
    /** "": a line of its own. */
    item_id: string;
    description: string;
    quantity: string;
    unit_price: string;
    /** Of a line of its own; they are not typed here, and stay as they are. */
    vat_rate: string;
    unit: string;
    kind: string;
}

const blank = (): Part => ({
    item_id: "",
    description: "",
    quantity: "1",
    unit_price: "",
    vat_rate: "",
    unit: "",
    kind: "",
});
const isEmpty = (part: Part): boolean => isBlank({ ...blankLine(), ...part });
const partsOf = (text: string): Part[] => (text ? (JSON.parse(text) as Part[]) : []);
const textOf = (rows: Part[]): string => JSON.stringify(rows.filter((row) => !isEmpty(row)));

/** As it stands while it is typed: empty rows between others stay where they are. */
function typedText(rows: Part[]): string {
    const kept = [...rows];
    for (let last = kept.at(-1); last && isEmpty(last); last = kept.at(-1)) {
        kept.pop();
    }
    return JSON.stringify(kept);
}

/** The server counts the lines that were sent; what is shown has empty ones between. */
function errorsOfRow(errors: Record<string, string>, rows: Part[], row: number, name: keyof Part): string | undefined {
    const sent = rows.slice(0, row).filter((part) => !isEmpty(part)).length;
    return errors[`items[${sent}].${name}`];
}

/** Prices of a package are with VAT or without, whatever those of its items are. */
const pricingOf = (mode: PriceMode): Pricing => ({ vat_rate: typed(me.value?.tenant.default_vat_rate ?? 20), price_mode: mode });

type Read = Pick<CatalogueLine, "description" | "quantity" | "unit_price" | "vat_rate" | "unit" | "kind"> & { item_id?: string | null };

const partOf = (line: Read): Part => ({
    item_id: line.item_id ?? "",
    description: line.description ?? "",
    quantity: typed(line.quantity),
    unit_price: typedPrice(line.unit_price ?? 0),
    vat_rate: line.item_id ? "" : typed(line.vat_rate),
    unit: line.item_id ? "" : (line.unit ?? ""),
    kind: line.item_id ? "" : (line.kind ?? ""),
});

function numberOf(text: string, name: keyof typeof LINE_DECIMALS): number {
    const read = readNumber(text, LINE_DECIMALS[name]);
    if (!("digits" in read)) {
        throw new Wrong(t("number.unclear", { understood: read.understood }));
    }
    return toJson(read.digits);
}

function bodyOf(part: Part): Record<string, unknown> {
    const quantity = numberOf(part.quantity, "quantity");
    return part.item_id
        ? { item_id: part.item_id, quantity }
        : {
              description: part.description.trim(),
              quantity,
              unit_price: part.unit_price.trim() ? numberOf(part.unit_price, "unit_price") : null,
              vat_rate: part.vat_rate ? numberOf(part.vat_rate, "vat_rate") : null,
              unit: part.unit || null,
              kind: part.kind || null,
          };
}

/** All lines are one field: two people who changed lines are asked about the whole. */
export const parts: Kind = {
    show: (value) => textOf(((value as CatalogueLine[] | undefined) ?? []).map(partOf)),
    read: (value) =>
        partsOf(value)
            .filter((part) => !isEmpty(part))
            .map(bodyOf),
    blank: [],
    normal: (value) => textOf(partsOf(value)),
    say: (value) =>
        partsOf(value)
            .map((part) => `${part.quantity} × ${part.unit_price} ${part.description}`)
            .join("\n"),
};

/** What a row becomes: the item; of another package, its lines. */
export function partsChosen(chosen: Suggestion, mode: PriceMode): Part[] {
    const pricing = pricingOf(mode);
    if ("past" in chosen) {
        return [partOf({ ...chosen.past, unit_price: priceIn(chosen.past, pricing), quantity: 1 })];
    }
    const { item } = chosen;
    const price_mode = modeOf(item.price_mode);
    return item.kind === PACKAGE
        ? item.items.map((line) => partOf({ ...line, unit_price: priceIn({ ...line, price_mode }, pricing) }))
        : [
              partOf({
                  ...item,
                  item_id: item.id,
                  description: item.label,
                  quantity: 1,
                  kind: null,
                  unit_price: priceIn({ ...item, price_mode }, pricing),
              }),
          ];
}

interface RowProps {
    row: number;
    part: Part;
    mode: PriceMode;
    errorOf: (name: keyof Part) => string | undefined;
    isLast: boolean;
    on: RowWork;
}

interface RowWork {
    put: (row: number, changed: Partial<Part>) => void;
    choose: (row: number, chosen: Suggestion) => void;
    remove: (row: number) => void;
    next: (row: number, name: keyof Part) => void;
}

function PartRow({ row, part, mode, errorOf, isLast, on }: RowProps) {
    const cell = (name: "description" | "quantity" | "unit_price") => {
        const error = errorOf(name) ?? (name === "description" ? errorOf("item_id") : undefined);
        return {
            error,
            control: {
                class: name === "description" ? "input" : "input number",
                "data-cell": `${row}.${name}`,
                "aria-label": t("lines.cell", {
                    label: t(name === "unit_price" ? `lines.unit_price.${mode}` : `lines.${name}`),
                    row: row + 1,
                }),
                "aria-invalid": error ? ("true" as const) : undefined,
                "aria-describedby": error ? `part-error-${row}-${name}` : undefined,
            },
            said: error && (
                <span class="error" id={`part-error-${row}-${name}`}>
                    {error}
                </span>
            ),
        };
    };
    const press = (event: KeyboardEvent, name: keyof Part) => {
        const isControl = event.ctrlKey || event.metaKey;
        if (event.key === "Enter" && !isControl && !event.shiftKey) {
            event.preventDefault();
            on.next(row, name);
        } else if (isControl && event.key === "Backspace") {
            event.preventDefault();
            on.remove(row);
        }
    };
    const [description, quantity, unitPrice] = [cell("description"), cell("quantity"), cell("unit_price")];
    return (
        <tr>
            <td class="cell-description">
                <ItemField
                    control={description.control}
                    text={part.description}
                    pricing={pricingOf(mode)}
                    onText={(text) => on.put(row, { description: text, item_id: "" })}
                    onChoose={(chosen) => on.choose(row, chosen)}
                    onKey={(event) => press(event, "description")}
                    onNext={() => on.next(row, "description")}
                />
                {description.said}
            </td>
            <td class="cell-quantity">
                <input
                    {...quantity.control}
                    inputMode="decimal"
                    autocomplete="off"
                    value={part.quantity}
                    onInput={(event) => on.put(row, { quantity: event.currentTarget.value })}
                    onKeyDown={(event) => press(event, "quantity")}
                />
                {quantity.said}
            </td>
            <td class="cell-price">
                <input
                    {...unitPrice.control}
                    inputMode="decimal"
                    autocomplete="off"
                    readOnly={part.item_id !== ""}
                    value={part.unit_price}
                    onInput={(event) => on.put(row, { unit_price: event.currentTarget.value })}
                    onKeyDown={(event) => press(event, "unit_price")}
                />
                {unitPrice.said}
            </td>
            <td class="cell-remove">
                {!isLast && (
                    <IconButton icon="x" label={t("lines.remove_one", { row: row + 1 })} tabIndex={-1} onClick={() => on.remove(row)} />
                )}
            </td>
        </tr>
    );
}

interface PackageLinesProps {
    value: string;
    mode: PriceMode;
    errors: Record<string, string>;
    onValue: (value: string) => void;
}

function workOf(rows: Part[], mode: PriceMode, onValue: (value: string) => void, focus: (row: number, name: keyof Part) => void): RowWork {
    const last = rows.length - 1;
    return {
        put: (row, changed) => onValue(typedText(rows.map((part, index) => (index === row ? { ...part, ...changed } : part)))),
        choose: (row, chosen) => {
            const made = partsChosen(chosen, mode);
            onValue(typedText([...rows.slice(0, row), ...made, ...rows.slice(row + 1)]));
            made.length === 1 ? focus(row, "quantity") : focus(row + made.length, "description");
        },
        remove: (row) => {
            onValue(typedText(rows.filter((_part, index) => index !== row)));
            focus(Math.min(row, last - 1), "description");
        },
        next: (row, name) => focus(Math.min(row + 1, last), row + 1 === last ? "description" : name),
    };
}

export function PackageLines({ value, mode, errors, onValue }: PackageLinesProps) {
    const body = useRef<HTMLTableSectionElement>(null);
    const rows = [...partsOf(value), blank()];
    const focus = (row: number, name: keyof Part) =>
        requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`[data-cell="${row}.${name}"]`)?.focus());
    const work = workOf(rows, mode, onValue, focus);
    const sums = sumLines(
        rows.map((part) => ({ ...blankLine(), ...part })),
        { vat_rate: "0", price_mode: "NET" },
    );
    const isWhole = errors.items && !Object.keys(errors).some((name) => name.startsWith("items["));
    return (
        <>
            <p class="quiet">{t("catalogue.package_hint")}</p>
            {isWhole && (
                <p class="error" role="alert">
                    {errors.items}
                </p>
            )}
            <table class="lines">
                <caption class="for-readers">{t("catalogue.package_lines")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("lines.description")}</th>
                        <th scope="col" class="number">
                            {t("lines.quantity")}
                        </th>
                        <th scope="col" class="number">
                            {t(`lines.unit_price.${mode}`)}
                        </th>
                        <th>
                            <span class="for-readers">{t("lines.remove")}</span>
                        </th>
                    </tr>
                </thead>
                <tbody ref={body}>
                    {rows.map((part, row) => (
                        <PartRow
                            key={row}
                            row={row}
                            part={part}
                            mode={mode}
                            errorOf={(name) => (isEmpty(part) ? undefined : errorsOfRow(errors, rows, row, name))}
                            isLast={row === rows.length - 1}
                            on={work}
                        />
                    ))}
                </tbody>
            </table>
            <dl class="sums">
                <div class="total">
                    <dt>{t("catalogue.package_total")}</dt>
                    <dd>{money(Number(sums.subtotal) / 100, me.value?.tenant.currency)}</dd>
                </div>
            </dl>
        </>
    );
}
