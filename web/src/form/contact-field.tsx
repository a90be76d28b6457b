// SPDX-License-Identifier: MIT
// Finds a customer by name, telephone or plate, and makes one in place from what was typed.

import { useState } from "preact/hooks";
import { type Contact, findContacts } from "../api/contacts";
import { Late } from "../app/record";
import { tenantCountry } from "../app/session";
import { t } from "../app/words";
import { showPhone } from "../rules/phone";
import type { Offer } from "./combobox";
import { choose, FindField } from "./find-field";
import type { FormOf, Values } from "./form";
import { textName } from "./kinds";

function offerOf(contact: Contact): Offer {
    const subtitle = [contact.phone && showPhone(contact.phone, tenantCountry()), contact.address?.city].filter(Boolean).join(" · ");
    return { id: contact.id, title: contact.name ?? "", subtitle };
}

const loadMake = () => import("./contact-make").then((chunk) => chunk.MakeContact);

interface ContactFieldProps {
    form: FormOf<Values>;
    name: string;
    label: string;
    required?: boolean;
    autofocus?: boolean;
}

export function ContactField(props: ContactFieldProps) {
    const { form, name } = props;
    const [isMaking, make] = useState(false);
    const close = () => make(false);
    const onMade = ({ id, name: title }: { id: string; name: string | null }) => {
        choose(form, name, id, title ?? "");
        close();
    };
    return (
        <>
            <FindField
                {...props}
                noun="contacts"
                find={async (search, signal) => (await findContacts(search, signal)).map(offerOf)}
                makeOf={(text) => t("contact.make", { text })}
                onMake={() => make(true)}
            />
            {isMaking && <Late load={loadMake} props={{ typed: form.values[textName(name)] ?? "", onMade, onClose: close }} />}
        </>
    );
}
