// SPDX-License-Identifier: MIT
// Finds a customer by name, telephone or plate, and makes one in place from what was typed. The form holds the id under `name`
// and what is read in the field under `textName(name)`.

import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { type Contact, findContacts } from "../api/contacts";
import { keys } from "../api/keys";
import { useDebounced } from "../app/debounced";
import { Late } from "../app/record";
import { tenantCountry } from "../app/session";
import { t } from "../app/words";
import { showPhone } from "../rules/phone";
import { Combobox, type Offer } from "./combobox";
import type { FormOf, Values } from "./form";
import { textName } from "./kinds";

const MAKE = "make";

function offerOf(contact: Contact): Offer {
    const subtitle = [contact.phone && showPhone(contact.phone, tenantCountry()), contact.address?.city].filter(Boolean).join(" · ");
    return { id: contact.id, title: contact.name ?? "", subtitle };
}

const loadMake = () => import("./contact-make").then((chunk) => chunk.MakeContact);

function useOffers(typed: string, chosen: boolean): Offer[] | undefined {
    const search = useDebounced(typed.trim());
    const { data } = useQuery({
        queryKey: keys.list("contacts", { find: search }),
        queryFn: ({ signal }) => findContacts(search, signal),
        enabled: search !== "" && !chosen,
        placeholderData: (before) => before,
    });
    if (chosen || search === "") {
        return [];
    }
    const make: Offer = { id: MAKE, title: t("contact.make", { text: typed.trim() }) };
    return data && [...data.map(offerOf), make];
}

interface ContactFieldProps {
    form: FormOf<Values>;
    name: string;
    label: string;
    required?: boolean;
    autofocus?: boolean;
}

export function ContactField({ form, name, label, required, autofocus }: ContactFieldProps) {
    const [making, make] = useState(false);
    const typed = form.values[textName(name)] ?? "";
    const chosen = form.values[name] ?? "";
    const offers = useOffers(typed, chosen !== "");
    const choose = (id: string, title: string) => {
        form.set(name, id);
        form.set(textName(name), title);
        make(false);
    };
    const { error } = form.field(name);
    return (
        <>
            <Combobox
                label={label}
                name={name}
                error={error}
                required={required}
                autofocus={autofocus}
                text={typed}
                offers={offers}
                onText={(text) => {
                    form.set(name, "");
                    form.set(textName(name), text);
                }}
                onChoose={(id) => (id === MAKE ? make(true) : choose(id, offers?.find((offer) => offer.id === id)?.title ?? ""))}
            />
            {making && (
                <Late
                    load={loadMake}
                    props={{ typed, onMade: ({ id, name: title }) => choose(id, title ?? ""), onClose: () => make(false) }}
                />
            )}
        </>
    );
}
