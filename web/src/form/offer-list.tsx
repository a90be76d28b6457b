// SPDX-License-Identifier: MIT
// What is offered under a line that is being typed, in words to choose by.

import { me } from "../app/session";
import { money, number, price, t } from "../app/words";
import type { Suggestion } from "./item-field";

const labelOf = (of: Suggestion): string => ("item" in of ? of.item.label : of.past.description);

function detailOf(of: Suggestion): string {
    const currency = me.value?.tenant.currency;
    if ("past" in of) {
        const times = t("suggest.times", { count: of.past.times_used });
        return [price(of.past.unit_price), times, of.past.same_model && t("suggest.same_model")].filter(Boolean).join(" · ");
    }
    const { item } = of;
    if (item.kind === "PACKAGE") {
        return [item.code, t("catalogue.lines", { count: item.items.length }), money(item.total ?? 0, currency)]
            .filter(Boolean)
            .join(" · ");
    }
    const unit = item.unit ? ` / ${t(`unit.${item.unit}`)}` : "";
    return [item.code, price(item.unit_price ?? 0) + unit, item.vat_rate !== null && t("lines.percent", { rate: number(item.vat_rate) })]
        .filter(Boolean)
        .join(" · ");
}

interface ListProps {
    id: string;
    list: Suggestion[];
    active: number;
    onChoose: (index: number) => void;
}

export function OfferList({ id, list, active, onChoose }: ListProps) {
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
                    <span class="hint">{detailOf(offer)}</span>
                </div>
            ))}
        </div>
    );
}
