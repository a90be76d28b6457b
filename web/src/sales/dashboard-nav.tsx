// SPDX-License-Identifier: MIT
// The way between the dashboards that one may read: one's own, those of the teams that one leads, the company's.

import { useQuery } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { keys } from "../api/keys";
import { readTeams, type TeamRow } from "../api/teams";
import { can, me } from "../app/session";
import { t } from "../app/words";
import { Tabs } from "../ui/tabs";

const TEAM = /^\/dashboard\/teams\/([0-9a-f-]+)$/;
const leads = () => can("GET /api/dashboard/team/{id}");
export const seesAll = () => can("GET /api/dashboard/global");

/** Those whose dashboards one may read: one's own and those that one leads, or all. Undefined while they are read. */
export function useLedTeams(): TeamRow[] | undefined {
    const { data } = useQuery({ queryKey: keys.list("teams", {}), queryFn: ({ signal }) => readTeams(signal), enabled: leads() });
    const { team_id, manages } = me.value?.user ?? {};
    return data?.filter((team) => seesAll() || team.id === team_id || manages?.some((id) => id === team.id));
}

export function DashboardNav() {
    const { path, route } = useLocation();
    const here = TEAM.exec(path)?.[1];
    const teams = useLedTeams() ?? [];
    if (!leads()) {
        return null;
    }
    // Whoever sees all of them finds the others on the company's page.
    const shown = teams.filter((team) => !seesAll() || team.id === here);
    const tabs = [
        { key: "/dashboard/me", text: t("my.title") },
        ...(seesAll() ? [{ key: "/dashboard/company", text: t("company.title") }] : []),
        ...shown.map((team) => ({ key: `/dashboard/teams/${team.id}`, text: team.name })),
    ].map((tab) => ({ ...tab, href: tab.key }));
    return (
        <div class="settings-nav">
            <Tabs label={t("dashboards.title")} tabs={tabs} chosen={path} onChoose={(href) => route(href)} />
        </div>
    );
}
