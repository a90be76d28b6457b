// SPDX-License-Identifier: MIT
// What a supplier's invoice says, as its file gives it; what does not add up stands above it in words.

import type { SupplierContent, SupplierInvoice } from "../api/supplier-invoices";
import { day, number, price, serverWords, t } from "../app/words";
import { amount } from "./supplier-words";

type Party = SupplierContent["seller"];

/** A decimal as the file has it, in the reader's language. */
const decimal = (text: string | null | undefined): string => (text ? number(Number(text)) : "");

type Difference = NonNullable<SupplierContent["differences"]>[number];

function whatOf({ code, place }: Difference, content: SupplierContent): string {
    const words: Record<Difference["code"], () => string> = {
        LINE: () => t("import.line", { line: place }),
        LINES: () => t("lines.title"),
        NET: () => t("sums.subtotal"),
        BASE: () => t("sums.subtotal"),
        RATE: () => t("sums.vat", { rate: decimal(content.rates?.[place - 1]?.rate) }),
        VAT: () => t("lines.vat_rate"),
        TOTAL: () => t("sums.total"),
        DUE: () => t("invoice.amount_due"),
    };
    return words[code]();
}

export function Differences({ invoice: { content, currency, difference_count } }: { invoice: SupplierInvoice }) {
    if (!difference_count) {
        return null;
    }
    return (
        <div class="note warn">
            <p>{t("supplier.differs")}</p>
            <ul class="bullets">
                {content?.differences?.map((row) => (
                    <li key={row.code + row.place}>
                        {t("supplier.difference", {
                            what: whatOf(row, content),
                            given: amount(row.given, currency),
                            expected: amount(row.expected, currency),
                        })}
                    </li>
                ))}
                {!content && <li>{t("supplier.difference_typed")}</li>}
            </ul>
        </div>
    );
}

function PartyText({ party }: { party: Party }) {
    const place = [party.street, [party.postal_code, party.city].filter(Boolean).join(" ")].filter(Boolean).join(", ");
    return (
        <>
            {party.name}
            {place && <span class="quiet line-says">{place}</span>}
            {party.siren && <span class="quiet line-says">{t("supplier.siren_of", { siren: party.siren })}</span>}
        </>
    );
}

export function SupplierFacts({ invoice }: { invoice: SupplierInvoice }) {
    const content = invoice.content;
    const facts = [
        [t("supplier.name"), content ? <PartyText party={content.seller} /> : invoice.supplier_name],
        [t("supplier.buyer"), content?.buyer.name && <PartyText party={content.buyer} />],
        [t("paper.number"), invoice.invoice_number],
        [t("paper.issue_date"), invoice.issue_date && day(invoice.issue_date)],
        [t("invoice.due_date"), invoice.due_date && day(invoice.due_date)],
        [t("supplier.order"), content?.order_number],
        [t("supplier.preceding"), content?.preceding_number],
        [t("settings.iban"), content?.iban],
        [t("supplier.paid_on"), invoice.paid_on && `${day(invoice.paid_on)} – ${t(`payment.method.${invoice.payment_method ?? "OTHER"}`)}`],
        [t("reason"), [invoice.reason_code && serverWords(invoice.reason_code), invoice.reason].filter(Boolean).join(" – ")],
    ] as const;
    return (
        <dl class="facts in-row">
            {facts.map(
                ([label, value]) =>
                    value && (
                        <div key={label}>
                            <dt>{label}</dt>
                            <dd>{value}</dd>
                        </div>
                    ),
            )}
        </dl>
    );
}

function Lines({ content, currency }: { content: SupplierContent; currency: string | null }) {
    const heads = [t("lines.quantity"), t("lines.unit_price.NET"), t("lines.vat_rate"), t("lines.total.NET")];
    const lines = content.lines ?? [];
    return lines.length ? (
        <>
            <table class="lines read">
                <caption class="for-readers">{t("lines.title")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("lines.description")}</th>
                        {heads.map((label) => (
                            <th key={label} scope="col" class="number">
                                {label}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {lines.map((line, row) => (
                        <tr key={row}>
                            <td class="cell-description">
                                {line.description}
                                {line.reference && (
                                    <span class="quiet line-says">{t("lines.reference_of", { reference: line.reference })}</span>
                                )}
                            </td>
                            <td class="number">{decimal(line.quantity)}</td>
                            <td class="number cell-price">{line.unit_price && price(Number(line.unit_price))}</td>
                            <td class="number">{line.vat_rate && t("lines.percent", { rate: decimal(line.vat_rate) })}</td>
                            <td class="number cell-total">{amount(line.net_total, currency)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
            {content.line_count > lines.length && (
                <p class="quiet">{t("supplier.more_lines", { count: content.line_count - lines.length })}</p>
            )}
        </>
    ) : null;
}

export function SupplierSheet({ invoice }: { invoice: SupplierInvoice }) {
    const { content, currency } = invoice;
    const sums = [
        [t("supplier.allowances"), content?.allowances && -content.allowances],
        [t("supplier.charges"), content?.charges],
        [t("sums.subtotal"), invoice.net_total],
        ...(content?.rates ?? []).map((rate) => [t("sums.vat", { rate: decimal(rate.rate) || "0" }), rate.vat] as const),
        ...(content ? [] : [[t("lines.vat_rate"), invoice.vat_amount] as const]),
    ] as const;
    return (
        <div class="paper">
            {content && <Lines content={content} currency={currency ?? null} />}
            <dl class="sums">
                {sums.map(
                    ([label, value], row) =>
                        typeof value === "number" && (
                            <div key={row}>
                                <dt>{label}</dt>
                                <dd>{amount(value, currency)}</dd>
                            </div>
                        ),
                )}
                <div class="total">
                    <dt>{t("sums.total")}</dt>
                    <dd>{amount(invoice.total, currency) || "–"}</dd>
                </div>
                {typeof invoice.amount_due === "number" && invoice.amount_due !== invoice.total && invoice.status !== "PAID" && (
                    <div>
                        <dt>{t("invoice.amount_due")}</dt>
                        <dd>{amount(invoice.amount_due, currency)}</dd>
                    </div>
                )}
            </dl>
        </div>
    );
}
