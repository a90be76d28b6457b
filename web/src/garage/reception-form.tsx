// SPDX-License-Identifier: MIT
// The four parts of a reception: car, customer, work, agreement. Who and what is known already stands as one line that can be
// taken back; who is not is typed.

import { useQuery } from "@tanstack/preact-query";
import { type Contact, findContacts } from "../api/contacts";
import { keys } from "../api/keys";
import { findByPlate, type Vehicle } from "../api/vehicles";
import { useDebounced } from "../app/debounced";
import { tenantCountry } from "../app/session";
import { t } from "../app/words";
import { TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, type Shape, text, textName } from "../form/kinds";
import { quoteShape } from "../form/paper-shape";
import { NumberField, PhoneField, PlateField, YearField } from "../form/read-field";
import type { Texts } from "../rules/merge";
import { showPhone } from "../rules/phone";
import { showPlate } from "../rules/plate";
import { Button } from "../ui/button";
import { CONTACT } from "./contact-shape";
import type { Doubts } from "./photograph";
import { NEW_VEHICLE } from "./vehicle-shape";

const CONTACT_NAMES = ["phone", "first_name", "last_name", "company", "email", "address.street", "address.postal_code", "address.city"];
const VEHICLE_NAMES = ["license_plate", "make", "model", "year", "vin", "mileage"];

const within = (part: string, shape: Shape, names: string[]): Shape =>
    Object.fromEntries(names.map((name) => [`${part}.${name}`, shape[name] as Shape[string]]));

/** The quote says the rest by itself. */
const { valid_until, terms, ...paper } = quoteShape;

export const RECEPTION: Shape = {
    round: called("reception.title", text),
    ...within("contact", CONTACT, CONTACT_NAMES),
    ...within("vehicle", NEW_VEHICLE, VEHICLE_NAMES),
    ...paper,
};

/** The fields of the customer by their own names. */
export const contactOf = (values: Texts): Texts => Object.fromEntries(CONTACT_NAMES.map((name) => [name, values[`contact.${name}`] ?? ""]));

interface Props {
    form: FormOf<Texts>;
    /** What was read of a picture and is to be looked at, until it is corrected. */
    unsure: Doubts;
}

/** A field of a part, under its name in the form. */
function fieldOf({ form, unsure }: Props, part: string, shape: Shape) {
    return (name: string) => {
        const whole = `${part}.${name}`;
        const hint = unsure.has(whole) && unsure.get(whole) === form.values[whole] ? t("reception.check") : undefined;
        return { ...form.field(whole), label: t((shape[name] as Shape[string]).label), hint, autocomplete: "off" as const };
    };
}

const nameOfVehicle = (vehicle: Pick<Vehicle, "license_plate" | "make" | "model">): string =>
    [vehicle.license_plate, vehicle.make, vehicle.model].filter(Boolean).join(" ");

/** Known by now: its name in place of the fields. */
function Known({ name, href, error, onOther }: { name: string; href: string; error: string | undefined; onOther: () => void }) {
    return (
        <div class="known">
            <a href={href} target="_blank" rel="noreferrer">
                {name}
            </a>
            <Button onClick={onOther}>{t("reception.other")}</Button>
            {error && (
                <span class="error" role="alert">
                    {error}
                </span>
            )}
        </div>
    );
}

interface Offered {
    id: string;
    text: string;
    take: () => void;
}

/** Whom or what the typed text may be. */
function Offers({ offers }: { offers: Offered[] }) {
    return (
        <div class="proposals" aria-live="polite">
            {offers.length > 0 && <p class="hint">{t("reception.known")}</p>}
            {offers.map(({ id, text, take }) => (
                <Button key={id} icon="check" onClick={take}>
                    {text}
                </Button>
            ))}
        </div>
    );
}

export function takeContact(form: FormOf<Texts>, { id, name }: { id: string; name: string | null }): void {
    form.set("contact_id", id);
    form.set(textName("contact_id"), name ?? "");
}

export function takeVehicle(form: FormOf<Texts>, id: string, name: string): void {
    form.set("vehicle_id", id);
    form.set(textName("vehicle_id"), name);
}

const ENOUGH_OF_A_PLATE = 5;
const ENOUGH_OF_A_NAME = 3;
const OFFERED = 3;

function useVehicleOffers(form: FormOf<Texts>): Offered[] {
    const typed = useDebounced(showPlate(form.values["vehicle.license_plate"] ?? ""));
    const isOpen = !form.values.vehicle_id && typed.replace(/\W/g, "").length >= ENOUGH_OF_A_PLATE;
    const { data } = useQuery({
        queryKey: keys.list("vehicles", { license_plate: typed }),
        queryFn: ({ signal }) => findByPlate(typed, signal),
        enabled: isOpen,
    });
    return (isOpen ? (data ?? []) : []).slice(0, OFFERED).map((vehicle) => ({
        id: vehicle.id,
        text: [nameOfVehicle(vehicle), vehicle.owner?.name].filter(Boolean).join(" · "),
        take: () => {
            takeVehicle(form, vehicle.id, nameOfVehicle(vehicle));
            takeContact(form, { id: vehicle.owner_id, name: vehicle.owner?.name ?? "" });
        },
    }));
}

function offerOf(form: FormOf<Texts>, contact: Contact): Offered {
    const phone = contact.phone ? showPhone(contact.phone, tenantCountry()) : "";
    return {
        id: contact.id,
        text: [contact.name, phone, contact.address?.city].filter(Boolean).join(" · "),
        take: () => takeContact(form, contact),
    };
}

function useContactOffers(form: FormOf<Texts>): Offered[] {
    const value = (name: string) => (form.values[`contact.${name}`] ?? "").trim();
    const phone = value("phone").replace(/\D/g, "").length >= ENOUGH_OF_A_PLATE ? value("phone") : "";
    const name = value("company") || [value("first_name"), value("last_name")].filter(Boolean).join(" ");
    const search = useDebounced(phone || (name.length >= ENOUGH_OF_A_NAME ? name : ""));
    const isOpen = !form.values.contact_id && search !== "";
    const { data } = useQuery({
        queryKey: keys.list("contacts", { find: search }),
        queryFn: ({ signal }) => findContacts(search, signal),
        enabled: isOpen,
    });
    return (isOpen ? (data ?? []) : []).slice(0, OFFERED).map((contact) => offerOf(form, contact));
}

export function VehiclePart({ form, unsure }: Props) {
    const field = fieldOf({ form, unsure }, "vehicle", NEW_VEHICLE);
    const offers = useVehicleOffers(form);
    const known = form.values.vehicle_id;
    if (known) {
        return (
            <>
                <Known
                    name={form.values[textName("vehicle_id")] ?? ""}
                    href={`/vehicles/${known}`}
                    error={form.errors.vehicle_id}
                    onOther={() => takeVehicle(form, "", "")}
                />
                <NumberField {...field("mileage")} />
            </>
        );
    }
    return (
        <>
            <span class="pair">
                <PlateField {...field("license_plate")} autofocus />
                <NumberField {...field("mileage")} />
            </span>
            <Offers offers={offers} />
            <span class="pair">
                <TextField {...field("make")} />
                <TextField {...field("model")} />
            </span>
            <span class="pair short-first">
                <YearField {...field("year")} />
                <TextField {...field("vin")} autocapitalize="characters" spellcheck={false} />
            </span>
        </>
    );
}

export function ContactPart({ form, unsure }: Props) {
    const field = fieldOf({ form, unsure }, "contact", CONTACT);
    const offers = useContactOffers(form);
    const known = form.values.contact_id;
    if (known) {
        const other = () => {
            takeContact(form, { id: "", name: "" });
            takeVehicle(form, "", "");
        };
        const name = form.values[textName("contact_id")] ?? "";
        return <Known name={name} href={`/contacts/${known}`} error={form.errors.contact_id} onOther={other} />;
    }
    return (
        <>
            <PhoneField {...field("phone")} />
            <span class="pair">
                <TextField {...field("first_name")} />
                <TextField {...field("last_name")} />
            </span>
            <Offers offers={offers} />
            <TextField {...field("company")} />
            <TextField {...field("email")} type="email" inputMode="email" />
            <TextField {...field("address.street")} />
            <span class="pair short-first">
                <TextField {...field("address.postal_code")} inputMode="numeric" />
                <TextField {...field("address.city")} />
            </span>
        </>
    );
}
