// SPDX-License-Identifier: MIT
// Clients of the pipeline, with what their deals are worth to whoever looks.

import { type ClientRow, clientList } from "../api/clients";
import { number, t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { LinkButton } from "../ui/button";
import { factorWord } from "./deal-words";
import { amount } from "./parts";

function offer(search: string) {
    return (
        <>
            <p>{t("clients.none_for", { search })}</p>
            <LinkButton kind="primary" icon="plus" href={`/clients/new?${new URLSearchParams({ name: search })}`}>
                {t("clients.create_it")}
            </LinkButton>
        </>
    );
}

const CLIENTS: ListSpec<ClientRow> = {
    source: clientList,
    path: "/clients",
    title: "clients.title",
    count: "clients.count",
    search: "clients.search",
    empty: "clients.empty",
    create: { route: "POST /api/clients", path: "/clients/new", label: "client.new" },
    offer,
    order: { sort: "name", descending: false },
    filters: [
        { kind: "text", key: "industry", label: "client.industry", valid: /^.{1,100}$/, suggest: (row) => [row.industry] },
        { kind: "text", key: "tier", label: "deal.relationship", valid: /^.{1,100}$/, suggest: (row) => [row.relationship_tier] },
    ],
    columns: [
        { key: "name", label: "client.name", width: 26, narrow: 58, sort: "name", priority: 1, cell: (row) => row.name },
        { key: "industry", label: "client.industry", width: 16, sort: "industry", priority: 3, cell: (row) => row.industry },
        {
            key: "tier",
            label: "deal.relationship",
            width: 14,
            sort: "relationship_tier",
            priority: 4,
            cell: (row) => row.relationship_tier && factorWord(row.relationship_tier),
        },
        { key: "person", label: "client.person", width: 18, sort: "contact_person", priority: 2, cell: (row) => row.contact_person },
        {
            key: "deals",
            label: "deals.title",
            width: 9,
            align: "end",
            priority: 3,
            cell: (row) => number(row.opportunity_count ?? 0),
        },
        { key: "total", label: "client.total", width: 16, narrow: 42, align: "end", priority: 1, cell: (row) => amount(row.total_value) },
    ],
};

export const ahead = aheadOf(CLIENTS);

export default function Clients() {
    return <List spec={CLIENTS} />;
}
