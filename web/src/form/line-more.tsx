// SPDX-License-Identifier: MIT
// What a line says beside its price: what it is, its unit, the part's reference, a discount, why it bears no VAT. A row below the
// line's own, there where something of it is said or wanted.

import { t } from "../app/words";
import { LINE_KINDS, LINE_UNITS, USUAL_UNITS } from "../rules/line-kinds";
import type { LineText } from "../rules/lines";
import { EXEMPTIONS, exemptionKey, isZeroRate, kindKey, unitKey } from "./paper-shape";

type Name = "kind" | "unit" | "reference" | "discount_percent" | "vat_exemption";

interface MoreProps {
    row: number;
    line: LineText;
    errorOf: (name: keyof LineText) => string | undefined;
    onLine: (changed: Partial<LineText>) => void;
    onKeyDown: (event: KeyboardEvent, name: Name) => void;
}

/** How many columns the table of lines has. */
const COLUMNS = 7;

export function LineMore({ row, line, errorOf, onLine, onKeyDown }: MoreProps) {
    const shared = (name: Name) => ({
        "data-cell": `${row}.${name}`,
        "aria-label": t("lines.cell", { label: t(`lines.${name}`), row: row + 1 }),
        "aria-invalid": errorOf(name) ? ("true" as const) : undefined,
        value: line[name],
    });
    const select = (name: Name, options: { value: string; label: string }[], onValue: (value: string) => void) => (
        <select {...shared(name)} class="input" onChange={(event) => onValue(event.currentTarget.value)}>
            <option value="">{t("lines.none")}</option>
            {options.map((option) => (
                <option key={option.value} value={option.value}>
                    {option.label}
                </option>
            ))}
        </select>
    );
    const input = (name: Name, isNumber: boolean) => (
        <input
            {...shared(name)}
            class={isNumber ? "input number" : "input"}
            inputMode={isNumber ? "decimal" : undefined}
            maxLength={isNumber ? undefined : 64}
            autocomplete="off"
            onInput={(event) => onLine({ [name]: event.currentTarget.value })}
            onKeyDown={(event) => onKeyDown(event, name)}
        />
    );
    const controls = {
        kind: select(
            "kind",
            LINE_KINDS.map((value) => ({ value, label: t(kindKey(value)) })),
            (kind) => onLine({ kind, unit: line.unit || (USUAL_UNITS[kind] ?? "") }),
        ),
        reference: input("reference", false),
        unit: select(
            "unit",
            LINE_UNITS.map((value) => ({ value, label: t(unitKey(value)) })),
            (unit) => onLine({ unit }),
        ),
        discount_percent: input("discount_percent", true),
        ...(isZeroRate(line.vat_rate) && {
            vat_exemption: select(
                "vat_exemption",
                EXEMPTIONS.map((value) => ({ value, label: t(exemptionKey(value)) })),
                (vat_exemption) => onLine({ vat_exemption }),
            ),
        }),
    };
    return (
        <tr class="more">
            <td colSpan={COLUMNS}>
                <div class="line-more">
                    {(Object.keys(controls) as Name[]).map((name) => (
                        <div key={name} class={`more-${name}`}>
                            <span class="quiet" aria-hidden="true">
                                {t(`lines.${name}`)}
                            </span>
                            {controls[name]}
                            {errorOf(name) && <span class="error">{errorOf(name)}</span>}
                        </div>
                    ))}
                </div>
            </td>
        </tr>
    );
}

/** The same in one line, while nobody types in it. */
export function LineSays({ line }: { line: LineText }) {
    const texts = [
        line.kind && t(kindKey(line.kind)),
        line.reference && t("lines.reference_of", { reference: line.reference }),
        line.unit && t(unitKey(line.unit)),
        line.discount_percent && t("lines.discount_of", { rate: line.discount_percent }),
        isZeroRate(line.vat_rate) && line.vat_exemption && t(exemptionKey(line.vat_exemption)),
    ].filter(Boolean);
    return <span class="quiet line-says">{texts.join(" · ")}</span>;
}
