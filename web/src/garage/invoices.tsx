// SPDX-License-Identifier: MIT
// Invoices, newest first; days late as words and number, not as colour alone.

import { INVOICE_STATUSES, type InvoiceRow, invoiceList, sumInvoices } from "../api/invoice-list";
import { mailInvoice } from "../api/invoices";
import { me } from "../app/session";
import { StatusChip, statusKey } from "../app/status";
import { day, money, t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { StatusTabs } from "../list/status-tabs";

const shown = (amount: number | null) => money(amount ?? 0, me.value?.tenant.currency);

const INVOICES: ListSpec<InvoiceRow> = {
    source: invoiceList,
    path: "/invoices",
    title: "invoices.title",
    count: "invoices.count",
    search: "invoices.search",
    empty: "invoices.empty",
    create: { route: "POST /api/invoices", path: "/invoices/new", label: "invoice.new" },
    tabs: { show: StatusTabs, summarize: sumInvoices, sums: [{ of: "due", label: "list.sum_due" }] },
    order: { sort: "issue_date", descending: true },
    bulks: [
        {
            label: "invoices.chase",
            icon: "mail",
            route: "POST /api/invoices/{id}/send",
            fits: (row) => row.status === "SENT" || row.status === "OVERDUE",
            name: (row) => [row.invoice_number, row.contact?.name].filter(Boolean).join(" · "),
            run: ({ id }, message, key) => mailInvoice(id, message ? { message } : {}, key),
            done: "invoices.chased",
        },
    ],
    filters: [
        { kind: "given", key: "due_from", label: "invoices.due_from", valid: /^\d{4}-\d\d-\d\d$/ },
        { kind: "given", key: "due_to", label: "invoices.due_to", valid: /^\d{4}-\d\d-\d\d$/ },
        {
            kind: "choice",
            key: "status",
            label: "paper.status",
            choices: INVOICE_STATUSES.map((status) => ({ value: status, label: statusKey("invoice", status) })),
        },
    ],
    columns: [
        {
            key: "number",
            label: "paper.number",
            width: 18,
            narrow: 30,
            sort: "invoice_number",
            descends: true,
            priority: 1,
            cell: (row) => row.invoice_number ?? t("invoice.draft"),
        },
        { key: "contact", label: "paper.contact", width: 24, sort: "contact_name", priority: 2, cell: (row) => row.contact?.name },
        {
            key: "date",
            label: "paper.issue_date",
            width: 13,
            sort: "issue_date",
            descends: true,
            priority: 4,
            cell: (row) => row.issue_date && day(row.issue_date),
        },
        {
            key: "due",
            label: "invoice.due_date",
            width: 13,
            sort: "due_date",
            descends: true,
            priority: 4,
            cell: (row) => row.due_date && day(row.due_date),
        },
        {
            key: "total",
            label: "sums.total",
            width: 16,
            align: "end",
            sort: "total",
            descends: true,
            priority: 1,
            cell: (row) => shown(row.total),
        },
        {
            key: "amount_due",
            label: "invoice.amount_due",
            width: 14,
            align: "end",
            sort: "amount_due",
            descends: true,
            priority: 4,
            cell: (row) => (row.status === "DRAFT" ? "" : shown(row.amount_due)),
        },
        {
            key: "status",
            label: "paper.status",
            width: 27,
            priority: 2,
            cell: (row) => (
                <StatusChip
                    of="invoice"
                    status={row.status}
                    word={row.days_overdue ? t("invoice.days_late", { count: row.days_overdue }) : undefined}
                />
            ),
        },
    ],
};

export const ahead = aheadOf(INVOICES);

export default function Invoices() {
    return <List spec={INVOICES} />;
}
