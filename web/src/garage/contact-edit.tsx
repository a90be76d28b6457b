// SPDX-License-Identifier: MIT
// A customer's form. What is dropped can be had back.

import type { Answer } from "../api/client";
import { type ContactDetail, contacts } from "../api/contacts";
import { type Editing, warnOf } from "../app/record";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { writeDraft } from "../form/draft";
import { RecordFormSheet, useRecordForm } from "../form/record-form";
import { CONTACT, ContactFields, checkContact, contactTitle } from "./contact-form";

export function ContactEdit({ record, at }: { record: Answer<ContactDetail>; at: Editing }) {
    const of = useRecordForm({
        resource: contacts,
        shape: CONTACT,
        record,
        title: contactTitle,
        check: checkContact,
        onSaved: (contact, warnings) => {
            warnOf(contact.id, warnings);
            toast(t("save.saved"));
            at.show();
        },
    });
    const cancel = async () => {
        const dropped = await of.discard();
        at.show();
        if (dropped) {
            toast(t("draft.dropped"), () => writeDraft(dropped).then(at.edit));
        }
    };
    return (
        <RecordFormSheet of={of} onCancel={cancel}>
            <ContactFields form={of.form} />
        </RecordFormSheet>
    );
}
