// SPDX-License-Identifier: MIT
// A customer's form.

import type { Answer } from "../api/client";
import { type ContactDetail, contacts } from "../api/contacts";
import type { Editing } from "../app/record";
import { EditRecord } from "../form/record-page";
import { ContactFields } from "./contact-form";
import { CONTACT, checkContact, contactTitle } from "./contact-shape";

export function ContactEdit({ record, at }: { record: Answer<ContactDetail>; at: Editing }) {
    return (
        <EditRecord options={{ resource: contacts, shape: CONTACT, record, title: contactTitle, check: checkContact }} at={at}>
            {(of) => <ContactFields form={of.form} />}
        </EditRecord>
    );
}
