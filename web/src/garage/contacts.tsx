// SPDX-License-Identifier: MIT
// Customers: found by name, telephone or the plate of a car.

import { type ContactRow, contactList } from "../api/contact-list";
import { tenantCountry } from "../app/session";
import { t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { looksLikePhone, showPhone } from "../rules/phone";
import { LinkButton } from "../ui/button";
import { Chip, Tag } from "../ui/chip";

function Phone({ number }: { number: string }) {
    return (
        <a class="over" href={`tel:${number}`}>
            {showPhone(number, tenantCountry())}
        </a>
    );
}

function offer(search: string) {
    const field = looksLikePhone(search) ? "phone" : "name";
    return (
        <>
            <p>{t("contacts.none_for", { search })}</p>
            <LinkButton kind="primary" icon="plus" href={`/contacts/new?${new URLSearchParams({ [field]: search })}`}>
                {t("contacts.create_it")}
            </LinkButton>
        </>
    );
}

const CONTACTS: ListSpec<ContactRow> = {
    source: contactList,
    path: "/contacts",
    title: "contacts.title",
    count: "contacts.count",
    search: "contacts.search",
    empty: "contacts.empty",
    bring: { route: "POST /api/imports", path: "/import?kind=contacts", label: "import.new" },
    create: { route: "POST /api/contacts", path: "/contacts/new", label: "contact.new" },
    offer,
    order: { sort: "name", descending: false },
    filters: [
        { kind: "toggle", key: "vip", label: "contact.vip" },
        { kind: "toggle", key: "overdue", label: "contacts.overdue" },
        { kind: "text", key: "city", label: "contact.city", valid: /^.{1,100}$/, suggest: (row) => [row.address?.city ?? null] },
        { kind: "text", key: "tags", label: "contact.tag", valid: /^.{1,200}$/, suggest: (row) => row.tags },
    ],
    columns: [
        {
            key: "name",
            label: "contact.name",
            width: 30,
            sort: "name",
            priority: 1,
            cell: (row) => row.name ?? row.email ?? t("contact.nameless"),
        },
        { key: "phone", label: "contact.phone", width: 21, priority: 1, cell: (row) => row.phone && <Phone number={row.phone} /> },
        { key: "city", label: "contact.city", width: 20, priority: 2, cell: (row) => row.address?.city },
        { key: "vehicles", label: "vehicles.title", width: 12, align: "end", priority: 4, cell: (row) => row.vehicles_count },
        { key: "tags", label: "contact.tags", width: 24, priority: 4, cell: (row) => row.tags.map((tag) => <Tag key={tag}>{tag}</Tag>) },
        {
            key: "vip",
            label: "contact.vip",
            width: 11,
            priority: 2,
            cell: (row) => row.is_vip && <Chip tone="info">{t("contact.vip")}</Chip>,
        },
    ],
};

export const ahead = aheadOf(CONTACTS);

export default function Contacts() {
    return <List spec={CONTACTS} />;
}
