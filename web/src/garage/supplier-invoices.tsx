// SPDX-License-Identifier: MIT
// Suppliers' invoices, the last that came first. A file that is dropped on the list is received.

import { SUPPLIER_STATUSES, type SupplierInvoiceRow, sumSupplierInvoices, supplierInvoiceList } from "../api/supplier-invoices";
import { dateAt } from "../app/session";
import { day, t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { StatusTabs } from "../list/status-tabs";
import { DropArea, useReceiving } from "./supplier-receive";
import { amount, SupplierChip } from "./supplier-words";

const SUPPLIER_INVOICES: ListSpec<SupplierInvoiceRow> = {
    source: supplierInvoiceList,
    path: "/supplier-invoices",
    title: "suppliers.title",
    count: "suppliers.count",
    search: "suppliers.search",
    empty: "suppliers.empty",
    create: { route: "POST /api/supplier-invoices", path: "/supplier-invoices/new", label: "supplier.receive" },
    tabs: { show: StatusTabs, summarize: sumSupplierInvoices, sums: [{ of: "due", label: "list.sum_due" }] },
    order: { sort: "created_at", descending: true },
    filters: [
        { kind: "text", key: "due_to", label: "suppliers.due_to", valid: /^\d{4}-\d\d-\d\d$/, type: "date" },
        {
            kind: "choice",
            key: "status",
            label: "paper.status",
            choices: SUPPLIER_STATUSES.map((status) => ({ value: status, label: `supplier.status.${status}` as const })),
        },
    ],
    columns: [
        {
            key: "supplier",
            label: "supplier.name",
            width: 26,
            narrow: 55,
            sort: "supplier_name",
            priority: 1,
            cell: (row) => row.supplier_name ?? t("supplier.to_type"),
        },
        { key: "number", label: "paper.number", width: 18, sort: "invoice_number", priority: 3, cell: (row) => row.invoice_number },
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
            priority: 3,
            cell: (row) => row.due_date && day(row.due_date),
        },
        {
            key: "total",
            label: "sums.total",
            width: 15,
            narrow: 45,
            align: "end",
            sort: "total",
            descends: true,
            priority: 1,
            cell: (row) =>
                row.type === "CREDIT_NOTE" && row.total ? amount(-Math.abs(row.total), row.currency) : amount(row.total, row.currency),
        },
        {
            key: "came",
            label: "supplier.came",
            width: 13,
            sort: "created_at",
            descends: true,
            priority: 4,
            cell: (row) => row.created_at && day(dateAt(new Date(row.created_at))),
        },
        { key: "status", label: "paper.status", width: 22, priority: 2, cell: (row) => <SupplierChip status={row.status ?? "RECEIVED"} /> },
    ],
};

export const ahead = aheadOf(SUPPLIER_INVOICES);

export default function SupplierInvoices() {
    return (
        <DropArea of={useReceiving()}>
            <List spec={SUPPLIER_INVOICES} />
        </DropArea>
    );
}
