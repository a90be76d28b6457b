// SPDX-License-Identifier: MIT
// A new team.

import { teams } from "../api/teams";
import { t } from "../app/words";
import { NewRecord } from "../form/record-page";
import { TEAM, TeamFields, teamTitle } from "./team-form";

export default function NewTeam() {
    return (
        <NewRecord options={{ resource: teams, shape: TEAM, title: teamTitle }} path="/teams" title={t("team.new")} made={t("team.made")}>
            {(of) => <TeamFields form={of.form} />}
        </NewRecord>
    );
}
