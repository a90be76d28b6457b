// SPDX-License-Identifier: MIT
// Deals: a board of those that are open, or a list of all with every filter.

import { useQuery } from "@tanstack/preact-query";
import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { clients } from "../api/clients";
import { keys } from "../api/keys";
import { type OpportunityRow, opportunityList } from "../api/opportunity-list";
import { type PersonName, readNames } from "../api/people";
import { readTeams, type TeamRow } from "../api/teams";
import { Late } from "../app/record";
import { me } from "../app/session";
import { number, t } from "../app/words";
import type { Filter, ListSpec } from "../list/spec";
import { readNumber, toJson } from "../rules/number";

const ID = /^[0-9a-f-]{36}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const AMOUNT = {
    valid: /^\d{1,12}([.,]\d{1,2})?$/,
    inputMode: "numeric",
    /** "10 000 €" is 10000, and stands so in the address; what is no amount stays as it is typed. */
    read: (typed: string): string => {
        const read = typed === "" ? undefined : readNumber(typed, 2);
        return read && "digits" in read ? String(toJson(read.digits)) : typed;
    },
    show: (value: string): string => number(Number(value.replace(",", "."))),
} as const;
const PERCENT = { valid: /^(100|\d{1,2})$/, inputMode: "numeric", read: (typed: string): string => typed.replace(/\s*%$/, "") } as const;
const TEXT = /^.{1,100}$/;

/** Both ways to look at deals know these. */
export function filtersFor(people: readonly PersonName[], teams: readonly TeamRow[], client: string): Filter<OpportunityRow>[] {
    const owners = people.map((person) => ({ value: person.id, label: person.name ?? "" }));
    return [
        { kind: "toggle", key: "sleeping", label: "deals.sleeping" },
        { kind: "select", key: "owner", label: "deal.owner", valid: ID, options: owners },
        {
            kind: "select",
            key: "team",
            label: "deal.team",
            valid: ID,
            options: teams.map((team) => ({ value: team.id, label: team.name })),
        },
        { kind: "text", key: "sector", label: "deal.sector", valid: TEXT, suggest: (row) => [row.sector_type] },
        { kind: "text", key: "service", label: "deal.service", valid: TEXT, suggest: (row) => [row.service_type] },
        { kind: "text", key: "min_amount", label: "deals.min_amount", ...AMOUNT },
        { kind: "text", key: "max_amount", label: "deals.max_amount", ...AMOUNT },
        { kind: "text", key: "min_probability", label: "deals.min_probability", ...PERCENT },
        { kind: "text", key: "max_probability", label: "deals.max_probability", ...PERCENT },
        { kind: "text", key: "close_from", label: "deals.close_from", valid: DAY, type: "date" },
        { kind: "text", key: "close_to", label: "deals.close_to", valid: DAY, type: "date" },
        { kind: "text", key: "start_from", label: "deals.start_from", valid: DAY, type: "date" },
        { kind: "text", key: "start_to", label: "deals.start_to", valid: DAY, type: "date" },
        { kind: "given", key: "client", label: "deal.client", valid: ID, show: () => client },
    ];
}

const COMMON = {
    source: opportunityList,
    path: "/opportunities",
    title: "deals.title",
    count: "deals.count",
    search: "deals.search",
    empty: "deals.empty",
    create: { route: "POST /api/opportunities", path: "/opportunities/new", label: "deal.new" },
    order: { sort: "closing_date", descending: false },
} as const;

const loadBoard = () => import("./deal-board").then((chunk) => chunk.DealBoard);
const loadList = () => import("./deal-list").then((chunk) => chunk.DealList);

/** The name of the one whose deals are asked for. */
function useClientName(): string {
    const id = useLocation().query.client ?? "";
    const { data } = useQuery({
        queryKey: keys.one("clients", id),
        queryFn: ({ signal }) => clients.read(id, signal),
        enabled: ID.test(id),
    });
    return data?.body.name ?? t("list.row_waits");
}

function useSpec(): ListSpec<OpportunityRow> {
    const teams = useQuery({ queryKey: keys.list("teams", {}), queryFn: ({ signal }) => readTeams(signal) }).data;
    const client = useClientName();
    const { data } = useQuery({ queryKey: keys.list("people", { names: true }), queryFn: ({ signal }) => readNames(signal) });
    const mine = me.value?.user.id;
    return useMemo(() => {
        const people = [...(data ?? [])].sort((a, b) => Number(b.id === mine) - Number(a.id === mine));
        return { ...COMMON, filters: filtersFor(people, teams ?? [], client), columns: [] };
    }, [data, teams, client, mine]);
}

export default function Opportunities() {
    const { query } = useLocation();
    const spec = useSpec();
    return query.view === "list" ? (
        <Late key="list" load={loadList} props={{ spec }} />
    ) : (
        <Late key="board" load={loadBoard} props={{ spec }} />
    );
}
