// SPDX-License-Identifier: MIT
// What a registration certificate says, into the fields of a reception: into those that are empty.

import { type Certificate, readCertificate } from "../api/certificates";
import type { FormOf } from "../form/form";
import { typed } from "../form/kinds";
import { pictureOf } from "../form/picture";
import { partsOfAddress, partsOfOwner } from "../rules/certificate";
import { fold } from "../rules/fold";
import type { Texts } from "../rules/merge";
import { takeContact, takeVehicle } from "./reception-form";

const SURE = 0.8;

type Name = keyof Certificate["confidences"] & keyof Certificate;

/** By fields of the form: what is read, and of what in the certificate. */
function readings(certificate: Certificate): [string, string, Name][] {
    const owner = partsOfOwner(certificate.owner_name ?? "");
    const address = partsOfAddress(certificate.owner_address ?? "");
    return [
        ["vehicle.license_plate", certificate.license_plate ?? "", "license_plate"],
        ["vehicle.make", certificate.make ?? "", "make"],
        ["vehicle.model", certificate.model ?? "", "model"],
        ["vehicle.year", typed(certificate.year ?? ""), "year"],
        ["vehicle.vin", certificate.vin ?? "", "vin"],
        ["contact.first_name", owner.first_name, "owner_name"],
        ["contact.last_name", owner.last_name, "owner_name"],
        ["contact.address.street", address.street, "owner_address"],
        ["contact.address.postal_code", address.postal_code, "owner_address"],
        ["contact.address.city", address.city, "owner_address"],
    ];
}

/** Every word of the certificate's owner is in the name. */
const isCalled = (name: string, owner: string): boolean =>
    fold(owner)
        .split(/\s+/)
        .every((word) => fold(name).split(/\s+/).includes(word));

/** The car and its owner, where both are the ones that are read: a car that was sold, a namesake are only proposed. */
function takeKnown(form: FormOf<Texts>, { matches, owner_name }: Certificate): void {
    const car = matches.vehicle.length === 1 ? matches.vehicle[0] : undefined;
    const owner = matches.contact.find((contact) => contact.id === car?.owner_id);
    if (car && owner && owner_name && isCalled(owner.name, owner_name) && !form.values.vehicle_id && !form.values.contact_id) {
        takeVehicle(form, car.id, [car.license_plate, car.make, car.model].filter(Boolean).join(" "));
        takeContact(form, owner);
    }
}

/** Fills what is empty; gives what is to be looked at, by names of fields. */
function fill(form: FormOf<Texts>, certificate: Certificate): Map<string, string> {
    const unsure = new Map<string, string>();
    for (const [name, text, read] of readings(certificate)) {
        if (text && !form.values[name]) {
            form.set(name, text);
            if ((certificate.confidences[read] ?? 0) < SURE) {
                unsure.set(name, text);
            }
        }
    }
    takeKnown(form, certificate);
    return unsure;
}

/** The file, drawn on `canvas`, is read; gives what is to be looked at. `form` as it is when the answer comes. */
export async function readInto(form: () => FormOf<Texts>, file: File, canvas: HTMLCanvasElement): Promise<Map<string, string>> {
    const certificate = await readCertificate(await pictureOf(file, canvas));
    return fill(form(), certificate);
}
