// SPDX-License-Identifier: MIT
// What a row of a paper becomes when something offered is chosen: the item, what was written before, or all lines of a package. Prices
// are with VAT or without, as their item says, or the paper of a past line; here they become this paper's.

import { blankLine, type KnownPrice, LINE_DECIMALS, type LineText, type Pricing, priceIn, toScale } from "../rules/lines";
import type { Suggestion } from "./item-field";
import { typed } from "./kinds";
import { modeOf, typedPrice } from "./paper-shape";

interface Priced extends KnownPrice {
    description: string | null;
    kind: string | null;
    unit: string | null;
    reference: string | null;
}

/** A rate that is the paper's follows it. */
function rateOf(rate: number | null, usual: string): string {
    const text = rate === null ? "" : typed(rate);
    const { vat_rate: decimals } = LINE_DECIMALS;
    return text !== "" && toScale(text, decimals) === toScale(usual, decimals) ? "" : text;
}

/** A part is known by its code. */
const referenceOf = ({ kind, code }: { kind: string | null; code: string | null }): string | null => (kind === "PART" ? code : null);

function lineOf(of: Priced, quantity: string, pricing: Pricing): LineText {
    return {
        ...blankLine(),
        description: of.description ?? "",
        quantity,
        unit_price: typedPrice(priceIn(of, pricing)),
        vat_rate: rateOf(of.vat_rate, pricing.vat_rate),
        kind: of.kind ?? "",
        unit: of.unit ?? "",
        reference: of.reference ?? "",
    };
}

/** `row` is where it is chosen: its quantity stays, but for a package. */
export function linesChosen(chosen: Suggestion, row: LineText, pricing: Pricing): LineText[] {
    if ("past" in chosen) {
        return [lineOf(chosen.past, row.quantity, pricing)];
    }
    const { item } = chosen;
    const price_mode = modeOf(item.price_mode);
    return item.kind === "PACKAGE"
        ? item.items.map((line) => lineOf({ ...line, price_mode, reference: referenceOf(line) }, typed(line.quantity), pricing))
        : [lineOf({ ...item, price_mode, description: item.label, reference: referenceOf(item) }, row.quantity, pricing)];
}
