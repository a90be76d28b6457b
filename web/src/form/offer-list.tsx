// SPDX-License-Identifier: MIT
// What is offered under a line that is being typed, in words to choose by; prices are those that the paper will have.

import { me } from "../app/session";
import { money, number, price, t } from "../app/words";
import { blankLine, type Pricing, priceIn, sumLines } from "../rules/lines";
import type { Suggestion } from "./item-field";
import { modeOf } from "./paper-shape";
import { linesChosen } from "./suggested-lines";

const labelOf = (of: Suggestion): string => ("item" in of ? of.item.label : of.past.description);

/** What the lines of a package come to, as their prices are. */
function packageTotal(of: Suggestion, pricing: Pricing): number {
    const { subtotal, total } = sumLines(linesChosen(of, blankLine(), pricing), pricing);
    return Number(pricing.price_mode === "GROSS" ? total : subtotal) / 100;
}

export function detailOf(of: Suggestion, pricing: Pricing): string {
    const currency = me.value?.tenant.currency;
    if ("past" in of) {
        const times = t("suggest.times", { count: of.past.times_used });
        return [price(priceIn(of.past, pricing)), times, of.past.same_model && t("suggest.same_model")].filter(Boolean).join(" · ");
    }
    const { item } = of;
    if (item.kind === "PACKAGE") {
        return [item.code, t("catalogue.lines", { count: item.items.length }), money(packageTotal(of, pricing), currency)]
            .filter(Boolean)
            .join(" · ");
    }
    const unit = item.unit ? ` / ${t(`unit.${item.unit}`)}` : "";
    const own = priceIn({ ...item, price_mode: modeOf(item.price_mode) }, pricing);
    return [item.code, price(own) + unit, item.vat_rate !== null && t("lines.percent", { rate: number(item.vat_rate) })]
        .filter(Boolean)
        .join(" · ");
}

interface ListProps {
    id: string;
    list: Suggestion[];
    pricing: Pricing;
    active: number;
    onChoose: (index: number) => void;
}

export function OfferList({ id, list, pricing, active, onChoose }: ListProps) {
    return (
        <div
            id={`${id}-list`}
            role="listbox"
            aria-label={t("suggest.title")}
            class="offers"
            onMouseDown={(event) => event.preventDefault()}
        >
            {list.map((offer, index) => (
                <div
                    key={`${"item" in offer ? offer.item.id : offer.past.description}`}
                    id={`${id}-${index}`}
                    tabIndex={-1}
                    role="option"
                    aria-selected={index === active ? "true" : "false"}
                    onClick={() => onChoose(index)}
                    onKeyDown={() => {}}
                >
                    <span>{labelOf(offer)}</span>
                    <span class="hint">{detailOf(offer, pricing)}</span>
                </div>
            ))}
        </div>
    );
}
