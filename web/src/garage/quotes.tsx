// SPDX-License-Identifier: MIT
// Quotes, newest first.

import { QUOTE_STATUSES, type QuoteRow, quoteList, sumQuotes } from "../api/quote-list";
import { mailQuote } from "../api/quotes";
import { me } from "../app/session";
import { StatusChip, statusKey } from "../app/status";
import { day, money } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { StatusTabs } from "../list/status-tabs";
import { Plate } from "../ui/chip";

const QUOTES: ListSpec<QuoteRow> = {
    source: quoteList,
    path: "/quotes",
    title: "quotes.title",
    count: "quotes.count",
    search: "quotes.search",
    empty: "quotes.empty",
    create: { route: "POST /api/quotes", path: "/quotes/new", label: "quote.new" },
    tabs: { show: StatusTabs, summarize: sumQuotes, sums: [{ of: "total", label: "list.sum_total" }] },
    order: { sort: "issue_date", descending: true },
    bulks: [
        {
            label: "quotes.chase",
            icon: "mail",
            route: "POST /api/quotes/{id}/send",
            fits: (row) => row.status === "SENT",
            name: (row) => [row.quote_number, row.contact?.name].filter(Boolean).join(" · "),
            run: ({ id }, message, key) => mailQuote(id, message ? { message } : {}, key),
            done: "quotes.chased",
        },
    ],
    filters: [
        { kind: "given", key: "sent_before", label: "quotes.sent_before", valid: /^\d{4}-\d\d-\d\d$/ },
        { kind: "given", key: "open", label: "quotes.open", valid: /^1$/ },
        {
            kind: "choice",
            key: "status",
            label: "paper.status",
            choices: QUOTE_STATUSES.map((status) => ({ value: status, label: statusKey("quote", status) })),
        },
    ],
    columns: [
        {
            key: "number",
            label: "paper.number",
            width: 18,
            narrow: 30,
            sort: "quote_number",
            descends: true,
            priority: 1,
            cell: (row) => row.quote_number,
        },
        { key: "contact", label: "paper.contact", width: 25, sort: "contact_name", priority: 2, cell: (row) => row.contact?.name },
        {
            key: "vehicle",
            label: "paper.vehicle",
            width: 15,
            priority: 4,
            cell: (row) => row.vehicle?.license_plate && <Plate>{row.vehicle.license_plate}</Plate>,
        },
        {
            key: "date",
            label: "paper.issue_date",
            width: 13,
            sort: "issue_date",
            descends: true,
            priority: 4,
            cell: (row) => day(row.issue_date ?? ""),
        },
        {
            key: "until",
            label: "quote.valid_until",
            width: 15,
            sort: "valid_until",
            descends: true,
            priority: 4,
            cell: (row) => row.valid_until && day(row.valid_until),
        },
        {
            key: "total",
            label: "sums.total",
            width: 16,
            align: "end",
            sort: "total",
            descends: true,
            priority: 1,
            cell: (row) => money(row.total ?? 0, me.value?.tenant.currency),
        },
        {
            key: "status",
            label: "paper.status",
            width: 17,
            priority: 2,
            cell: (row) => <StatusChip of="quote" status={row.status} />,
        },
    ],
};

export const ahead = aheadOf(QUOTES);

export default function Quotes() {
    return <List spec={QUOTES} />;
}
