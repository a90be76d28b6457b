// SPDX-License-Identifier: MIT
// The way to the dashboards of teams: where there is one, straight to it.

import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { t } from "../app/words";
import { DashboardNav, useLedTeams } from "./dashboard-nav";

export default function TeamBoards() {
    const { route } = useLocation();
    const teams = useLedTeams();
    const only = teams?.length === 1 ? teams[0] : undefined;
    useEffect(() => {
        if (only) {
            route(`/dashboard/teams/${only.id}`, true);
        }
    }, [only?.id]);
    return (
        <>
            <DashboardNav />
            <header class="page-head">
                <h1>{t("team_boards.title")}</h1>
            </header>
            {(!teams || only) && <div class="related waits" aria-busy="true" />}
            {teams?.length === 0 && <p class="empty">{t("team_boards.empty")}</p>}
            {teams && !only && (
                <ul class="related">
                    {teams.map((team) => (
                        <li key={team.id} class="related-row">
                            <a href={`/dashboard/teams/${team.id}`}>
                                <span class="main">{team.name}</span>
                                <span class="quiet">{team.manager_name ?? t("team.no_manager")}</span>
                                <span class="number">{t("team.count", { count: team.member_count ?? 0 })}</span>
                            </a>
                        </li>
                    ))}
                </ul>
            )}
        </>
    );
}
