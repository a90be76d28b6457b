// SPDX-License-Identifier: MIT
// A quote or an invoice as it stands: its lines and sums as the server answered them, and what of the VAT stands at which rate.

import { me } from "../app/session";
import { money, number, price, t } from "../app/words";
import { answeredRates } from "../rules/lines";
import { kindKey, modeOf, shortUnitKey } from "./paper-shape";

interface Line {
    description: string;
    quantity: number;
    unit_price: number;
    vat_rate: number | null;
    total: number | null;
    kind: string | null;
    unit: string | null;
    reference: string | null;
    discount_percent: number | null;
}

interface Paper {
    items: Line[];
    price_mode: string | null;
    subtotal: number | null;
    total: number | null;
}

function More({ line }: { line: Line }) {
    const texts = [
        line.kind && t(kindKey(line.kind)),
        line.reference && t("lines.reference_of", { reference: line.reference }),
        line.discount_percent && t("lines.discount_of", { rate: number(line.discount_percent) }),
    ].filter(Boolean);
    return texts.length ? <span class="quiet line-says">{texts.join(" · ")}</span> : null;
}

function Head({ mode }: { mode: "NET" | "GROSS" }) {
    const labels = [t("lines.quantity"), t(`lines.unit_price.${mode}`), t("lines.vat_rate"), t(`lines.total.${mode}`)];
    return (
        <thead>
            <tr>
                <th scope="col">{t("lines.description")}</th>
                {labels.map((label) => (
                    <th key={label} scope="col" class="number">
                        {label}
                    </th>
                ))}
            </tr>
        </thead>
    );
}

function Sums({ paper, currency }: { paper: Paper; currency: string }) {
    const rates = answeredRates(paper.items, modeOf(paper.price_mode));
    return (
        <dl class="sums">
            <div>
                <dt>{t("sums.subtotal")}</dt>
                <dd>{money(paper.subtotal ?? 0, currency)}</dd>
            </div>
            {rates.map((row) => (
                <div key={row.rate}>
                    <dt>{t("sums.vat", { rate: number(Number(row.rate) / 100) })}</dt>
                    <dd>{money(Number(row.vat) / 100, currency)}</dd>
                </div>
            ))}
            <div class="total">
                <dt>{t("sums.total")}</dt>
                <dd>{money(paper.total ?? 0, currency)}</dd>
            </div>
        </dl>
    );
}

export function PaperSheet({ paper }: { paper: Paper }) {
    const currency = me.value?.tenant.currency ?? "EUR";
    return (
        <div class="paper">
            <table class="lines read">
                <caption class="for-readers">{t("lines.title")}</caption>
                <Head mode={modeOf(paper.price_mode)} />
                <tbody>
                    {paper.items.map((line, row) => (
                        <tr key={row}>
                            <td class="cell-description">
                                {line.description}
                                <More line={line} />
                            </td>
                            <td class="number">
                                {number(line.quantity)}
                                {line.unit && ` ${t(shortUnitKey(line.unit))}`}
                            </td>
                            <td class="number cell-price">{price(line.unit_price)}</td>
                            <td class="number">{t("lines.percent", { rate: number(line.vat_rate ?? 0) })}</td>
                            <td class="number cell-total">{money(line.total ?? 0, currency)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            <Sums paper={paper} currency={currency} />
        </div>
    );
}
