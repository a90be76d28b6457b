// SPDX-License-Identifier: MIT
// A new customer. `?name=` or `?phone=` is what was looked for in vain.

import { useLocation } from "preact-iso/router";
import { contacts } from "../api/contacts";
import { floats, useBack, warnOf } from "../app/record";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { RecordFormSheet, useRecordForm } from "../form/record-form";
import type { Texts } from "../rules/merge";
import { looksLikePhone } from "../rules/phone";
import { CONTACT, ContactFields, checkContact, contactTitle } from "./contact-form";

function soughtFor({ name, phone }: Record<string, string>): Texts {
    if (phone || (name && looksLikePhone(name))) {
        return { phone: phone ?? name ?? "" };
    }
    const words = (name ?? "").trim().split(/\s+/);
    return name ? { first_name: words.slice(0, -1).join(" "), last_name: words.at(-1) ?? "" } : {};
}

export default function NewContact() {
    const { query, route } = useLocation();
    const back = useBack("/contacts");
    const of = useRecordForm({
        resource: contacts,
        shape: CONTACT,
        initial: soughtFor(query),
        title: contactTitle,
        check: checkContact,
        onSaved: (contact, warnings) => {
            warnOf(contact.id, warnings);
            toast(t("contact.made"));
            route(`/contacts/${contact.id}`, true);
        },
    });
    const leave = () => {
        if (of.dirty) {
            toast(t("draft.kept"));
        }
        back();
    };
    useShortcuts([{ keys: "Escape", label: "record.back", run: () => (floats() ? false : leave()) }]);
    return (
        <>
            <header class="page-head">
                <h1>{t("contact.new")}</h1>
            </header>
            <RecordFormSheet of={of} onCancel={() => of.discard().then(back)}>
                <ContactFields form={of.form} />
            </RecordFormSheet>
        </>
    );
}
