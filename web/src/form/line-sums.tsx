// SPDX-License-Identifier: MIT
// The sums below the lines of a paper, while they are typed.

import { money, number, t } from "../app/words";
import { type LineText, type Pricing, sumLines } from "../rules/lines";

/** Net, VAT by rate, and what is to pay: a preview of what the server will say. */
export function LineSums({ lines, pricing, currency }: { lines: LineText[]; pricing: Pricing; currency: string }) {
    const sums = sumLines(lines, pricing);
    const shown = (cents: bigint) => money(Number(cents) / 100, currency);
    return (
        <dl class="sums">
            <div>
                <dt>{t("sums.subtotal")}</dt>
                <dd>{shown(sums.subtotal)}</dd>
            </div>
            {sums.rates.map((row) => (
                <div key={row.rate}>
                    <dt>{t("sums.vat", { rate: number(Number(row.rate) / 100) })}</dt>
                    <dd>{shown(row.vat)}</dd>
                </div>
            ))}
            <div class="total">
                <dt>{t("sums.total")}</dt>
                <dd>{shown(sums.total)}</dd>
            </div>
        </dl>
    );
}
