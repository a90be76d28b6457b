// SPDX-License-Identifier: MIT
// A customer made in place, from what was typed in the field that found none.

import { useState } from "preact/hooks";
import { contacts } from "../api/contacts";
import { t } from "../app/words";
import { looksLikePhone } from "../rules/phone";
import { TextField } from "./field";
import { useForm, type Values } from "./form";
import { FormDialog } from "./form-dialog";
import { bodyOfTexts, called, phone, text } from "./kinds";
import { PhoneField } from "./read-field";
import { useSave } from "./save";

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

export function MakeContact({ typed, onMade, onClose }: MakeProps) {
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
            <FormDialog title={t("contact.new")} form={form} onClose={onClose}>
                <TextField {...form.field("first_name")} label={t("contact.first_name")} autofocus />
                <TextField {...form.field("last_name")} label={t("contact.last_name")} />
                <PhoneField {...form.field("phone")} label={t("contact.phone")} />
            </FormDialog>
        </div>
    );
}
