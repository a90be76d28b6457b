// SPDX-License-Identifier: MIT
// Finds a customer by name, telephone or plate, and makes one in place from what was typed. The form holds the id under `name`
// and what is read in the field under `name:text`.

import { useQuery } from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { type Contact, contacts, findContacts } from "../api/contacts";
import { keys } from "../api/keys";
import { tenantCountry } from "../app/session";
import { t } from "../app/words";
import { looksLikePhone, showPhone } from "../rules/phone";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Combobox, type Offer } from "./combobox";
import { TextField } from "./field";
import { Form, type FormOf, useForm, type Values } from "./form";
import { bodyOfTexts, called, phone, text } from "./kinds";
import { PhoneField } from "./read-field";
import { useSave } from "./save";

const DEBOUNCE_MS = 80;
const MAKE = "make";

export const textName = (name: string): string => `${name}:text`;

function useDebounced(value: string): string {
    const [late, setLate] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setLate(value), DEBOUNCE_MS);
        return () => clearTimeout(timer);
    }, [value]);
    return late;
}

function offerOf(contact: Contact): Offer {
    const subtitle = [contact.phone && showPhone(contact.phone, tenantCountry()), contact.address?.city].filter(Boolean).join(" · ");
    return { id: contact.id, title: contact.name ?? "", subtitle };
}

const QUICK = {
    first_name: called("contact.first_name", text),
    last_name: called("contact.last_name", text),
    phone: called("contact.phone", phone),
};

/** "Marc Dupont" is a first and a last name; digits are a telephone. */
function guessed(typed: string): Values {
    const words = typed.trim().split(/\s+/);
    return looksLikePhone(typed)
        ? { first_name: "", last_name: "", phone: typed.trim() }
        : { first_name: words.slice(0, -1).join(" "), last_name: words.at(-1) ?? "", phone: "" };
}

interface MakeProps {
    typed: string;
    onMade: (contact: { id: string; name: string | null }) => void;
    onClose: () => void;
}

function MakeContact({ typed, onMade, onClose }: MakeProps) {
    const save = useSave(contacts);
    const [sent] = useState(() => ({ key: crypto.randomUUID(), unanswered: null as Record<string, unknown> | null }));
    const remember = async (body: Record<string, unknown> | null) => {
        sent.unanswered = body;
    };
    const form = useForm(guessed(typed), async (values) => {
        onMade((await save.create(bodyOfTexts(QUICK, values), { ...sent, remember })).body);
    });
    // The dialog stands inside the form of the page, which must not hear of it.
    const apart = (event: Event) => event.stopPropagation();
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps what happens inside
        <div onSubmit={apart} onKeyDown={apart}>
            <Dialog title={t("contact.new")} closeLabel={t("close")} onClose={onClose}>
                <Form form={form}>
                    <TextField {...form.field("first_name")} label={t("contact.first_name")} autofocus />
                    <TextField {...form.field("last_name")} label={t("contact.last_name")} />
                    <PhoneField {...form.field("phone")} label={t("contact.phone")} />
                    <p class="actions">
                        <Button type="submit" kind="primary" busy={form.busy}>
                            {t("save")}
                        </Button>
                        <Button onClick={onClose}>{t("cancel")}</Button>
                    </p>
                </Form>
            </Dialog>
        </div>
    );
}

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
}

export function ContactField({ form, name, label, required }: ContactFieldProps) {
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
                text={typed}
                offers={offers}
                onText={(text) => {
                    form.set(name, "");
                    form.set(textName(name), text);
                }}
                onChoose={(id) => (id === MAKE ? make(true) : choose(id, offers?.find((offer) => offer.id === id)?.title ?? ""))}
            />
            {making && <MakeContact typed={typed} onMade={({ id, name: title }) => choose(id, title ?? "")} onClose={() => make(false)} />}
        </>
    );
}
