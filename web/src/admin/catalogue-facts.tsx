// SPDX-License-Identifier: MIT
// What is known of an item: its price, or the lines of a package.

import { type CatalogueItem, PACKAGE } from "../api/catalogue";
import { me } from "../app/session";
import { money, number, price, t } from "../app/words";
import { modeOf } from "../form/paper-shape";
import { Fact } from "../ui/fact";
import { priceOf } from "./catalogue-price";

const rateOf = (rate: number | null): string => (rate === null ? t("catalogue.vat_of_paper") : t("lines.percent", { rate: number(rate) }));

function Lines({ item }: { item: CatalogueItem }) {
    const mode = modeOf(item.price_mode);
    return (
        <section class="paper" aria-labelledby="lines">
            <h2 id="lines">{t("catalogue.package_lines")}</h2>
            <table class="lines read">
                <thead>
                    <tr>
                        <th scope="col">{t("lines.description")}</th>
                        <th scope="col" class="number">
                            {t("lines.quantity")}
                        </th>
                        <th scope="col" class="number">
                            {t(`lines.unit_price.${mode}`)}
                        </th>
                        <th scope="col" class="number">
                            {t(`lines.total.${mode}`)}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {item.items.map((line, row) => (
                        <tr key={row}>
                            <td class="cell-description">
                                {line.item_id ? <a href={`/settings/catalogue/${line.item_id}`}>{line.description}</a> : line.description}
                            </td>
                            <td class="number">{number(line.quantity)}</td>
                            <td class="number cell-price">{price(line.unit_price ?? 0)}</td>
                            <td class="number cell-total">{money(line.total ?? 0, me.value?.tenant.currency)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            <dl class="sums">
                <div class="total">
                    <dt>{t("catalogue.package_total")}</dt>
                    <dd>{priceOf(item.total, null, item.price_mode)}</dd>
                </div>
            </dl>
        </section>
    );
}

export function CatalogueFacts({ item }: { item: CatalogueItem }) {
    const isPackage = item.kind === PACKAGE;
    const mode = modeOf(item.price_mode);
    return (
        <div class="record">
            <section class="sheet" aria-labelledby="facts">
                <h2 id="facts">{t("catalogue.facts")}</h2>
                <dl class="facts">
                    <Fact label={t("catalogue.kind")}>{t(`catalogue.kind.${item.kind}`)}</Fact>
                    <Fact label={t("catalogue.code")}>{item.code}</Fact>
                    <Fact label={t(isPackage ? "catalogue.package_total" : `lines.unit_price.${mode}`)}>
                        {isPackage ? priceOf(item.total, null, mode) : priceOf(item.unit_price, item.unit, mode)}
                    </Fact>
                    {!isPackage && <Fact label={t("lines.vat_rate")}>{rateOf(item.vat_rate)}</Fact>}
                </dl>
                <p class="quiet">{t(item.is_active ? "catalogue.active_hint" : "catalogue.inactive_hint")}</p>
            </section>
            {isPackage && <Lines item={item} />}
        </div>
    );
}
