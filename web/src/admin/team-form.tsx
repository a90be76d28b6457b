// SPDX-License-Identifier: MIT
// The fields of a team: its name, who leads it, who is in it.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { type PersonName, readNames } from "../api/people";
import type { Team } from "../api/teams";
import { t } from "../app/words";
import { AreaField, CheckField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, type Kind, text } from "../form/kinds";
import { SelectField } from "../form/select";
import type { Texts } from "../rules/merge";

const idsOf = (value: string): string[] => value.split(",").filter(Boolean);

/** Ids, in an order of their own: two that choose the same say the same. */
const members: Kind = {
    show: (_, record) =>
        ((record as Team | undefined)?.members ?? [])
            .map((member) => member.id)
            .sort()
            .join(","),
    normal: (value) => idsOf(value).sort().join(","),
    read: idsOf,
    blank: [],
    say: (value) => t("team.count", { count: idsOf(value).length }),
};

export const TEAM = {
    name: called("team.name", text),
    description: called("team.description", text),
    manager_id: called("team.manager", text),
    member_ids: called("team.members", members),
};

export const teamTitle = (values: Texts): string => values.name || t("team.new");

function Members({ form, people }: { form: FormOf<Texts>; people: PersonName[] }) {
    const chosen = new Set(idsOf(form.values.member_ids ?? ""));
    const choose = (id: string, checked: boolean) => {
        const now = new Set(chosen);
        checked ? now.add(id) : now.delete(id);
        form.set("member_ids", [...now].sort().join(","));
    };
    return (
        <fieldset class="sheet">
            <legend>{t("team.members")}</legend>
            <p class="quiet">{t("team.members_hint")}</p>
            <div>
                {people.map((person) => (
                    <CheckField
                        key={person.id}
                        name={person.id}
                        label={person.name}
                        checked={chosen.has(person.id)}
                        onChecked={(checked) => choose(person.id, checked)}
                    />
                ))}
                {form.errors.member_ids && <p class="error">{form.errors.member_ids}</p>}
            </div>
        </fieldset>
    );
}

export function TeamFields({ form }: { form: FormOf<Texts> }) {
    const people = useQuery({ queryKey: keys.list("people", { names: 1 }), queryFn: ({ signal }) => readNames(signal) }).data ?? [];
    const field = (name: keyof typeof TEAM) => ({ ...form.field(name), label: t(TEAM[name].label) });
    const leaders = people.filter((person) => person.role !== "sales");
    const now = form.values.manager_id ?? "";
    const gone = now && !leaders.some((person) => person.id === now) ? [{ value: now, label: t("list.row_waits") }] : [];
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("team.title")}</legend>
                <TextField {...field("name")} autocomplete="off" required autofocus />
                <SelectField
                    {...field("manager_id")}
                    hint={t("team.manager_hint")}
                    options={[
                        { value: "", label: t("team.no_manager") },
                        ...gone,
                        ...leaders.map((person) => ({ value: person.id, label: person.name })),
                    ]}
                />
                <AreaField {...field("description")} rows={3} />
            </fieldset>
            <Members form={form} people={people} />
        </div>
    );
}
