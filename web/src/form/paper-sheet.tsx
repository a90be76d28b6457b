// SPDX-License-Identifier: MIT
// A quote or an invoice as it stands: its lines and sums as the server answered them. Nothing is reckoned here.

import { me } from "../app/session";
import { money, number, price, t } from "../app/words";

interface Line {
    description: string;
    quantity: number;
    unit_price: number;
    vat_rate: number | null;
    total: number | null;
}

interface PaperSheetProps {
    items: Line[];
    subtotal: number | null;
    vat_amount: number | null;
    total: number | null;
}

export function PaperSheet({ items, subtotal, vat_amount, total }: PaperSheetProps) {
    const currency = me.value?.tenant.currency ?? "EUR";
    return (
        <div class="paper">
            <table class="lines read">
                <caption class="for-readers">{t("lines.title")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("lines.description")}</th>
                        <th scope="col" class="number">
                            {t("lines.quantity")}
                        </th>
                        <th scope="col" class="number">
                            {t("lines.unit_price")}
                        </th>
                        <th scope="col" class="number">
                            {t("lines.vat_rate")}
                        </th>
                        <th scope="col" class="number">
                            {t("lines.total")}
                        </th>
                    </tr>
                </thead>
                <tbody>
                    {items.map((line, row) => (
                        <tr key={row}>
                            <td class="cell-description">{line.description}</td>
                            <td class="number">{number(line.quantity)}</td>
                            <td class="number cell-price">{price(line.unit_price)}</td>
                            <td class="number">{t("lines.percent", { rate: number(line.vat_rate ?? 0) })}</td>
                            <td class="number cell-total">{money(line.total ?? 0, currency)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            <dl class="sums">
                <div>
                    <dt>{t("sums.subtotal")}</dt>
                    <dd>{money(subtotal ?? 0, currency)}</dd>
                </div>
                <div>
                    <dt>{t("sums.vat_all")}</dt>
                    <dd>{money(vat_amount ?? 0, currency)}</dd>
                </div>
                <div class="total">
                    <dt>{t("sums.total")}</dt>
                    <dd>{money(total ?? 0, currency)}</dd>
                </div>
            </dl>
        </div>
    );
}
