// SPDX-License-Identifier: MIT
// One team: who leads it, and who is in it.

import type { Answer } from "../api/client";
import { type Team, teams } from "../api/teams";
import { useTitle } from "../app/page";
import { type Editing, RecordState, useEditing, useRecord, useRecordKeys } from "../app/record";
import { can } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { t } from "../app/words";
import { EditRecord } from "../form/record-page";
import type { PageProps } from "../routes";
import { Button } from "../ui/button";
import { Fact } from "../ui/fact";
import { TEAM, TeamFields, teamTitle } from "./team-form";

function PersonLink({ id, name }: { id: string; name: string }) {
    return can("GET /api/users/{id}") ? <a href={`/people/${id}`}>{name}</a> : <div>{name}</div>;
}

const fullName = (person: { first_name: string | null; last_name: string | null }): string =>
    [person.first_name, person.last_name].filter(Boolean).join(" ");

function Facts({ team }: { team: Team }) {
    return (
        <div class="record">
            <section class="sheet" aria-labelledby="facts">
                <h2 id="facts">{t("team.title")}</h2>
                <dl class="facts">
                    <Fact label={t("team.manager")}>
                        {team.manager ? <PersonLink id={team.manager.id} name={fullName(team.manager)} /> : t("team.no_manager")}
                    </Fact>
                    <Fact label={t("team.description")}>{team.description && <span class="notes">{team.description}</span>}</Fact>
                </dl>
            </section>
            <section class="belongings" aria-labelledby="members">
                <h2 id="members">{t("team.members")}</h2>
                {team.members.length === 0 && <p class="quiet empty">{t("team.nobody")}</p>}
                <ul class="related">
                    {team.members.map((member) => (
                        <li key={member.id} class="related-row">
                            <a href={`/people/${member.id}`}>
                                <span class="main">{fullName(member)}</span>
                                <span class="quiet">{t(`role.${member.role}`)}</span>
                            </a>
                        </li>
                    ))}
                </ul>
            </section>
        </div>
    );
}

function Shown({ record, at }: { record: Answer<Team>; at: Editing }) {
    const team = record.body;
    const mayWrite = can("PUT /api/teams/{id}");
    useTitle(team.name);
    return (
        <>
            <header class="page-head">
                <h1>{team.name}</h1>
                {!at.editing && mayWrite && (
                    <div class="actions">
                        <Button icon="pencil" onClick={at.edit}>
                            {t("record.edit")}
                        </Button>
                    </div>
                )}
            </header>
            {at.editing && mayWrite ? (
                <EditRecord options={{ resource: teams, shape: TEAM, record, title: teamTitle }} at={at}>
                    {(of) => <TeamFields form={of.form} />}
                </EditRecord>
            ) : (
                <Facts team={team} />
            )}
        </>
    );
}

export default function TeamPage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(teams, id);
    useRecordKeys(at, "/teams");
    return (
        <>
            <SettingsNav />
            <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>
        </>
    );
}
