// SPDX-License-Identifier: MIT
// Deposits: those of a quote as they stand, and what an invoice deducts of them.

import type { Invoice } from "../api/invoices";
import type { Quote } from "../api/quotes";
import { me } from "../app/session";
import { StatusChip } from "../app/status";
import { day, money, number, t } from "../app/words";
import { invoiceTitle } from "../form/paper-title";

const shown = (amount: number) => money(amount, me.value?.tenant.currency);

export function Deposits({ quote }: { quote: Quote }) {
    return (
        <section>
            <h2>{t("deposits.title")}</h2>
            <ul class="rows">
                {quote.deposits.map((deposit) => (
                    <li key={deposit.id}>
                        <span>{day(deposit.issue_date)}</span>
                        <span>
                            <a href={`/invoices/${deposit.id}`}>{invoiceTitle(deposit)}</a>{" "}
                            <StatusChip of="invoice" status={deposit.status} />
                        </span>
                        <span class="number">{shown(deposit.total)}</span>
                    </li>
                ))}
            </ul>
        </section>
    );
}

export function Deducted({ invoice }: { invoice: Invoice }) {
    return (
        <section>
            <h2>{t("deposits.deducted")}</h2>
            <ul class="rows">
                {invoice.deposits.map((row) => (
                    <li key={`${row.id} ${row.vat_rate}`}>
                        <span>{day(row.issue_date)}</span>
                        <span>
                            <a href={`/invoices/${row.id}`}>{invoiceTitle(row)}</a>{" "}
                            <span class="quiet">
                                {t("deposits.of_rate", { rate: number(row.vat_rate), net: shown(row.net), vat: shown(row.vat_amount) })}
                            </span>
                        </span>
                        <span class="number">{shown(-row.total)}</span>
                    </li>
                ))}
            </ul>
        </section>
    );
}
