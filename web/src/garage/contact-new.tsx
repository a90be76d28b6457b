// SPDX-License-Identifier: MIT
// A new customer. `?name=` or `?phone=` is what was looked for in vain.

import { useLocation } from "preact-iso/router";
import { contacts } from "../api/contacts";
import { t } from "../app/words";
import { NewRecord } from "../form/record-page";
import type { Texts } from "../rules/merge";
import { looksLikePhone } from "../rules/phone";
import { ContactFields } from "./contact-form";
import { CONTACT, checkContact, contactTitle } from "./contact-shape";

function soughtFor({ name, phone }: Record<string, string>): Texts {
    if (phone || (name && looksLikePhone(name))) {
        return { phone: phone ?? name ?? "" };
    }
    const words = (name ?? "").trim().split(/\s+/);
    return name ? { first_name: words.slice(0, -1).join(" "), last_name: words.at(-1) ?? "" } : {};
}

export default function NewContact() {
    const { query } = useLocation();
    const options = { resource: contacts, shape: CONTACT, initial: soughtFor(query), title: contactTitle, check: checkContact };
    return (
        <NewRecord options={options} path="/contacts" title={t("contact.new")} made={t("contact.made")}>
            {(of) => <ContactFields form={of.form} />}
        </NewRecord>
    );
}
