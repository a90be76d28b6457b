// SPDX-License-Identifier: MIT
// The people of the tenant, those who are active and those who have left.

import { type PersonRow, personList, ROLES } from "../api/people";
import { timezone } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { moment, t } from "../app/words";
import { aheadOf } from "../list/ahead";
import { List } from "../list/list";
import type { ListSpec } from "../list/spec";
import { Chip } from "../ui/chip";

const nameOf = (row: PersonRow): string => [row.first_name, row.last_name].filter(Boolean).join(" ");

const PEOPLE: ListSpec<PersonRow> = {
    source: personList,
    path: "/people",
    title: "people.title",
    count: "people.count",
    search: "people.search",
    empty: "people.empty",
    create: { route: "POST /api/users", path: "/people/new", label: "person.new" },
    order: { sort: "last_name", descending: false },
    filters: [
        { kind: "toggle", key: "active", label: "people.active" },
        {
            kind: "choice",
            key: "role",
            label: "person.role",
            choices: ROLES.map((role) => ({ value: role, label: `role.${role}` as const })),
        },
    ],
    columns: [
        { key: "name", label: "contact.name", width: 26, sort: "last_name", priority: 1, cell: nameOf },
        { key: "email", label: "contact.email", width: 30, sort: "email", priority: 4, cell: (row) => row.email },
        {
            key: "role",
            label: "person.role",
            width: 16,
            narrow: 22,
            sort: "role",
            priority: 2,
            cell: (row) => row.role && t(`role.${row.role}`),
        },
        { key: "team", label: "person.team", width: 18, sort: "team_name", priority: 2, cell: (row) => row.team_name },
        {
            key: "last",
            label: "person.last_login",
            width: 18,
            sort: "last_login",
            descends: true,
            priority: 3,
            cell: (row) => (row.last_login ? moment(row.last_login, timezone()) : t("person.never")),
        },
        {
            key: "active",
            label: "person.state",
            width: 14,
            narrow: 16,
            sort: "is_active",
            priority: 1,
            cell: (row) => (
                <Chip tone={row.is_active ? "good" : "neutral"}>{t(row.is_active ? "person.is_active" : "person.inactive")}</Chip>
            ),
        },
    ],
};

export const ahead = aheadOf(PEOPLE);

export default function People() {
    return (
        <>
            <SettingsNav />
            <List spec={PEOPLE} />
        </>
    );
}
