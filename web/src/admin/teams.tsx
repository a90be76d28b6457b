// SPDX-License-Identifier: MIT
// The teams, by name: who leads them, and how many they are.

import { useQuery } from "@tanstack/preact-query";
import { useLocation } from "preact-iso/router";
import { keys } from "../api/keys";
import { readTeams, type TeamRow } from "../api/teams";
import { ReadProblem } from "../app/record";
import { can } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { useShortcuts } from "../app/shortcuts";
import { t } from "../app/words";
import { LinkButton } from "../ui/button";

const CREATE = "POST /api/teams";

function Create() {
    return can(CREATE) ? (
        <LinkButton kind="primary" icon="plus" href="/teams/new">
            {t("team.new")}
        </LinkButton>
    ) : null;
}

function Rows({ teams }: { teams: TeamRow[] }) {
    return (
        <ul class="related">
            {teams.map((team) => (
                <li key={team.id} class="related-row">
                    <a href={`/teams/${team.id}`}>
                        <span class="main">{team.name}</span>
                        <span class="quiet">{team.manager_name ?? t("team.no_manager")}</span>
                        <span class="number">{t("team.count", { count: team.member_count ?? 0 })}</span>
                    </a>
                </li>
            ))}
        </ul>
    );
}

export default function Teams() {
    const { route } = useLocation();
    const query = useQuery({ queryKey: keys.list("teams", {}), queryFn: ({ signal }) => readTeams(signal) });
    const { data, error } = query;
    useShortcuts([{ keys: "n", label: "team.new", run: () => (can(CREATE) ? route("/teams/new") : false) }]);
    return (
        <>
            <SettingsNav />
            <header class="page-head">
                <h1>{t("teams.title")}</h1>
                <div class="actions">
                    <Create />
                </div>
            </header>
            <ReadProblem query={query} />
            {!data && !error && <div class="related waits" aria-busy="true" />}
            {data?.length === 0 && (
                <div class="empty">
                    <p>{t("teams.empty")}</p>
                    <Create />
                </div>
            )}
            {data && data.length > 0 && <Rows teams={data} />}
        </>
    );
}
