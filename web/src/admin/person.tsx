// SPDX-License-Identifier: MIT
// One person: what he may do, in which team, when he was here. Admins change it, and end it.

import type { Answer } from "../api/client";
import { type Person, people } from "../api/people";
import { useTitle } from "../app/page";
import { type Editing, RecordState, useEditing, useRecord, useRecordKeys } from "../app/record";
import { can, dateAt, me, timezone } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { day, moment, t } from "../app/words";
import { EditRecord } from "../form/record-page";
import { useSave } from "../form/save";
import type { PageProps } from "../routes";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { Fact } from "../ui/fact";
import { PERSON, PersonFields, personTitle } from "./person-form";

const { is_active: _active, ...EDITED } = PERSON;

function nameOf({ first_name, last_name }: Person): string {
    return [first_name, last_name].filter(Boolean).join(" ");
}

function Head({ person, at }: { person: Person; at: Editing }) {
    const save = useSave(people);
    const isMe = me.value?.user.id === person.id;
    return (
        <header class="page-head">
            <h1>{nameOf(person)}</h1>
            <Chip tone={person.is_active ? "good" : "neutral"}>{t(person.is_active ? "person.is_active" : "person.inactive")}</Chip>
            {!at.editing && can("PUT /api/users/{id}") && (
                <div class="actions">
                    {!isMe && (
                        <Button
                            kind={person.is_active ? "danger" : "primary"}
                            onClick={() => save.fact(person.id, PERSON, "is_active", person.is_active ? "" : "true")}
                        >
                            {t(person.is_active ? "person.deactivate" : "person.activate")}
                        </Button>
                    )}
                    <Button icon="pencil" onClick={at.edit}>
                        {t("record.edit")}
                    </Button>
                </div>
            )}
        </header>
    );
}

function Facts({ person }: { person: Person }) {
    return (
        <div class="record">
            <section class="sheet" aria-labelledby="facts">
                <h2 id="facts">{t("contact.facts")}</h2>
                <dl class="facts">
                    <Fact label={t("contact.email")}>
                        <a href={`mailto:${person.email}`}>{person.email}</a>
                    </Fact>
                    <Fact label={t("person.username")}>{person.username}</Fact>
                    <Fact label={t("person.role")}>{person.role && t(`role.${person.role}`)}</Fact>
                    <Fact label={t("person.team")}>{person.team && <a href={`/teams/${person.team.id}`}>{person.team.name}</a>}</Fact>
                    <Fact label={t("person.last_login")}>
                        {person.last_login ? moment(person.last_login, timezone()) : t("person.never")}
                    </Fact>
                    <Fact label={t("person.since")}>{day(dateAt(new Date(person.created_at)))}</Fact>
                </dl>
            </section>
        </div>
    );
}

function Shown({ record, at }: { record: Answer<Person>; at: Editing }) {
    useTitle(nameOf(record.body));
    return (
        <>
            <Head person={record.body} at={at} />
            {at.editing && can("PUT /api/users/{id}") ? (
                <EditRecord options={{ resource: people, shape: EDITED, record, title: personTitle }} at={at}>
                    {(of) => <PersonFields form={of.form} />}
                </EditRecord>
            ) : (
                <Facts person={record.body} />
            )}
        </>
    );
}

export default function PersonPage({ params }: PageProps) {
    const id = params.id ?? "";
    const at = useEditing();
    const query = useRecord(people, id);
    useRecordKeys(at, "/people");
    return (
        <>
            <SettingsNav />
            <RecordState query={query}>{(record) => <Shown key={id} record={record} at={at} />}</RecordState>
        </>
    );
}
