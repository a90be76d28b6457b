// SPDX-License-Identifier: MIT
// A price of the catalogue, with what it is the price of.

import { me } from "../app/session";
import { money, price, t } from "../app/words";
import type { LINE_UNITS } from "../rules/line-kinds";
import { isWholeCents } from "../rules/money";

type Unit = (typeof LINE_UNITS)[number];

/** "65,00 € HT / heure" */
export function priceOf(amount: number | null | undefined, unit: Unit | null | undefined, mode: string | null): string {
    const currency = me.value?.tenant.currency;
    const said = isWholeCents(amount ?? 0) ? money(amount ?? 0, currency) : price(amount ?? 0);
    const whole = t(mode === "GROSS" ? "catalogue.price.GROSS" : "catalogue.price.NET", { price: said });
    return unit ? t("catalogue.per", { price: whole, unit: t(`unit.${unit}`) }) : whole;
}
