// SPDX-License-Identifier: MIT
// Money as it came in and was given back, the last that was paid first: what the revenue of some days is made of.

import { KINDS, METHODS, type PaymentRow, paymentList, sumPayments } from "../api/payments";
import { dateAt, me } from "../app/session";
import { day, money, t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { StatusTabs } from "../list/status-tabs";
import { ReportsNav } from "./reports-nav";

const DAY = /^\d{4}-\d\d-\d\d$/;

const PAYMENTS: ListSpec<PaymentRow> = {
    source: paymentList,
    path: "/payments",
    record: (row) => `/invoices/${row.invoice_id}`,
    title: "payments.title",
    count: "payments.count",
    search: "payments.search",
    empty: "payments.empty",
    tabs: { show: StatusTabs, label: "payments.kind", summarize: sumPayments, sums: [{ of: "total", label: "report.total" }] },
    order: { sort: "paid_at", descending: true },
    filters: [
        { kind: "text", key: "from", label: "payments.from", valid: DAY, type: "date", show: day },
        { kind: "text", key: "to", label: "payments.to", valid: DAY, type: "date", show: day },
        {
            kind: "choice",
            key: "status",
            label: "payments.kind",
            choices: KINDS.map((kind) => ({ value: kind, label: `payments.kind.${kind}` as const })),
        },
        {
            kind: "choice",
            key: "method",
            label: "payment.method",
            choices: METHODS.map((method) => ({ value: method, label: `payment.method.${method}` as const })),
        },
    ],
    columns: [
        { key: "contact", label: "paper.contact", width: 26, narrow: 62, priority: 1, cell: (row) => row.contact.name },
        { key: "invoice", label: "payments.invoice", width: 14, priority: 3, cell: (row) => row.invoice_number },
        {
            key: "date",
            label: "payment.day",
            width: 13,
            sort: "paid_at",
            descends: true,
            priority: 2,
            cell: (row) => row.paid_at && day(dateAt(new Date(row.paid_at))),
        },
        {
            key: "method",
            label: "payment.method",
            width: 17,
            priority: 2,
            cell: (row) => row.payment_method && t(`payment.method.${row.payment_method}`),
        },
        {
            key: "kind",
            label: "payments.kind",
            width: 17,
            priority: 3,
            cell: (row) => row.kind && t(row.reversed_by ? "payment.reversed" : `payments.kind.one.${row.kind}`),
        },
        { key: "reason", label: "reason", width: 20, priority: 4, cell: (row) => row.reason },
        {
            key: "amount",
            label: "payment.amount",
            width: 14,
            narrow: 38,
            align: "end",
            sort: "amount",
            descends: true,
            priority: 1,
            cell: (row) => money(row.amount ?? 0, me.value?.tenant.currency),
        },
    ],
};

export const ahead = aheadOf(PAYMENTS);

export default function Payments() {
    return (
        <>
            <ReportsNav />
            <List spec={PAYMENTS} />
        </>
    );
}
