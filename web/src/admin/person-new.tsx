// SPDX-License-Identifier: MIT
// Somebody is invited: a link to choose a password goes out by mail.

import { people } from "../api/people";
import { t } from "../app/words";
import { NewRecord } from "../form/record-page";
import { INVITED, PersonFields, personTitle } from "./person-form";

const INITIAL = { role: "sales" };

export default function NewPerson() {
    return (
        <NewRecord
            options={{ resource: people, shape: INVITED, initial: INITIAL, title: personTitle }}
            path="/people"
            title={t("person.new")}
            made={t("person.made")}
        >
            {(of) => (
                <>
                    <p class="note info">{t("person.new_hint")}</p>
                    <PersonFields form={of.form} isNew />
                </>
            )}
        </NewRecord>
    );
}
