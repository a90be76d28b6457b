// SPDX-License-Identifier: MIT
// The fields of a person, for an invitation and for a change. What one is known by, the address, stays as it was.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { ROLES } from "../api/people";
import { readTeams } from "../api/teams";
import { t } from "../app/words";
import { TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, flag, text } from "../form/kinds";
import { SelectField } from "../form/select";
import type { Texts } from "../rules/merge";

export const PERSON = {
    first_name: called("person.first_name", text),
    last_name: called("person.last_name", text),
    role: called("person.role", text),
    team_id: called("person.team", text),
    is_active: called("person.active", flag),
};

const { is_active: _active, ...ASKED } = PERSON;
export const INVITED = { email: called("contact.email", text), ...ASKED };

export function personTitle(values: Texts): string {
    return [values.first_name, values.last_name].filter(Boolean).join(" ") || values.email || t("person.new");
}

export function useTeams() {
    return useQuery({ queryKey: keys.list("teams", {}), queryFn: ({ signal }) => readTeams(signal) }).data ?? [];
}

export function PersonFields({ form, isNew }: { form: FormOf<Texts>; isNew?: boolean }) {
    const teams = useTeams();
    const field = (name: keyof typeof INVITED) => ({ ...form.field(name), label: t(INVITED[name].label) });
    const chosen = form.values.team_id ?? "";
    const unknown = chosen && !teams.some((team) => team.id === chosen) ? [{ value: chosen, label: t("list.row_waits") }] : [];
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("person.title")}</legend>
                {isNew && <TextField {...field("email")} type="email" inputMode="email" autocomplete="off" required autofocus />}
                <TextField {...field("first_name")} autocomplete="off" required autofocus={!isNew} />
                <TextField {...field("last_name")} autocomplete="off" />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("person.rights")}</legend>
                <SelectField
                    {...field("role")}
                    hint={t(`role.${ROLES.find((role) => role === form.values.role) ?? "sales"}_hint`)}
                    options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
                />
                <SelectField
                    {...field("team_id")}
                    options={[
                        { value: "", label: t("person.no_team") },
                        ...unknown,
                        ...teams.map((team) => ({ value: team.id, label: team.name })),
                    ]}
                />
            </fieldset>
        </div>
    );
}
