// SPDX-License-Identifier: MIT
// A customer stands at the desk: his car, himself, what is to be done, his agreement, in any order on one page. What is typed is
// kept; who or what is known is proposed. `?plate=` and `?contact=` are what is known already.

import { useQuery } from "@tanstack/preact-query";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { contacts } from "../api/contacts";
import type { FieldError } from "../api/error";
import { keys } from "../api/keys";
import { type Made, receptionResource } from "../api/reception";
import { floats, useBack, Waiting, warnOf } from "../app/record";
import { me } from "../app/session";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { AreaField } from "../form/field";
import type { FormOf } from "../form/form";
import { textName } from "../form/kinds";
import { Lines } from "../form/lines-late";
import { newPaper } from "../form/paper-shape";
import { RecordFormSheet, useRecordForm } from "../form/record-form";
import { type Next, SaveButtons } from "../form/record-page";
import type { Texts } from "../rules/merge";
import { checkContact } from "./contact-shape";
import { type Doubts, Photograph } from "./photograph";
import { ContactPart, contactOf, RECEPTION, takeContact, takeVehicle, VehiclePart } from "./reception-form";

const NEXT: readonly Next[] = [
    { label: "quote.sign", icon: "check", query: "?ask=accept" },
    { label: "quote.send", icon: "send", query: "?ask=send" },
    { label: "save", icon: "inbox", query: "" },
];

const NO_DOUBTS: Doubts = new Map();

function checkReception(values: Texts): FieldError[] {
    return values.contact_id ? [] : checkContact(contactOf(values)).map((row) => ({ ...row, field: `contact.${row.field}` }));
}

function titleOf(values: Texts): string {
    const car = values[textName("vehicle_id")] || values["vehicle.license_plate"];
    const person = values[textName("contact_id")] || values["contact.last_name"] || values["contact.company"];
    return [car, person].filter(Boolean).join(" · ") || t("reception.title");
}

/** What one begins with: nothing, or what the address names. */
function useBeginning(): Texts {
    const { query } = useLocation();
    return { ...newPaper(query.contact, query.name, undefined), "vehicle.license_plate": query.plate ?? "" };
}

/** The name of the customer in the address, once it is known. */
function useNameOf(contact: string | undefined, form: FormOf<Texts>): void {
    const { data } = useQuery({
        queryKey: keys.one("contacts", contact ?? ""),
        queryFn: ({ signal }) => contacts.read(contact ?? "", signal),
        enabled: contact !== undefined,
    });
    const name = data?.body.name;
    useEffect(() => {
        if (contact && name && form.values.contact_id === contact && !form.values[textName("contact_id")]) {
            takeContact(form, { id: contact, name });
        }
    }, [contact, name]);
}

function useReception() {
    const { route } = useLocation();
    const form = useRef<FormOf<Texts> | null>(null);
    const next = useRef("");
    const [resource] = useState(() =>
        receptionResource(({ contact, vehicle }: Made) => {
            const of = form.current;
            if (!of) {
                return;
            }
            of.set("round", String(Number(of.values.round) + 1));
            if (contact) {
                takeContact(of, contact);
            }
            if (vehicle) {
                takeVehicle(of, vehicle.id, vehicle.name);
            }
        }),
    );
    const of = useRecordForm({
        resource,
        shape: RECEPTION,
        initial: useBeginning(),
        title: titleOf,
        check: checkReception,
        onSaved: (quote, warnings) => {
            warnOf(quote.id, warnings);
            toast(t("quote.made"));
            route(`/quotes/${quote.id}${next.current}`, true);
        },
    });
    form.current = of.form;
    return { of, goOn: (query: string) => (next.current = query) };
}

function Parts({ form }: { form: FormOf<Texts> }) {
    const [unsure, doubt] = useState(NO_DOUBTS);
    return (
        <>
            <div class="sheets">
                <fieldset class="sheet">
                    <legend>{t("vehicle.title")}</legend>
                    <Photograph form={form} onDoubt={doubt} />
                    <VehiclePart form={form} unsure={unsure} />
                </fieldset>
                <fieldset class="sheet">
                    <legend>{t("contact.title")}</legend>
                    <ContactPart form={form} unsure={unsure} />
                </fieldset>
            </div>
            <fieldset class="sheet">
                <legend>{t("reception.work")}</legend>
                <Lines form={form} />
                <AreaField {...form.field("notes")} label={t("paper.notes")} hint={t("paper.notes_hint")} rows={2} />
            </fieldset>
        </>
    );
}

/** What a paper begins with depends on the garage: it must be known. */
export default function ReceptionPage() {
    return me.value ? <Desk /> : <Waiting title={t("reception.title")} />;
}

function Desk() {
    const { query } = useLocation();
    const back = useBack("/");
    const { of, goOn } = useReception();
    useNameOf(query.contact, of.form);
    const leave = () => {
        if (of.dirty) {
            toast(t("draft.kept"));
        }
        back();
    };
    useShortcuts([{ keys: "Escape", label: "record.back", run: () => (floats() ? false : leave()) }]);
    const buttons = <SaveButtons next={NEXT} busy={of.form.busy} onWanted={goOn} />;
    return (
        <>
            <header class="page-head">
                <h1>{t("reception.title")}</h1>
            </header>
            <RecordFormSheet of={of} buttons={buttons} onCancel={() => of.discard().then(back)}>
                <Parts form={of.form} />
            </RecordFormSheet>
        </>
    );
}
