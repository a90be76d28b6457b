// SPDX-License-Identifier: MIT
// The registration certificate, photographed: what is read of it fills the fields that are empty, what is not sure is to be
// looked at, and whom the garage knows is proposed by the fields themselves. It never stands in the way of typing.

import { useId, useRef, useState } from "preact/hooks";
import { type Certificate, readCertificate } from "../api/certificates";
import { me } from "../app/session";
import { t } from "../app/words";
import { type FormOf, problemText } from "../form/form";
import { typed } from "../form/kinds";
import { pictureOf } from "../form/picture";
import { partsOfAddress, partsOfOwner } from "../rules/certificate";
import type { Texts } from "../rules/merge";
import { Button } from "../ui/button";
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

/** Fills what is empty; gives the names that are to be looked at. */
function fill(form: FormOf<Texts>, certificate: Certificate): Set<string> {
    const unsure = new Set<string>();
    for (const [name, text, read] of readings(certificate)) {
        if (text && !form.values[name]) {
            form.set(name, text);
            if ((certificate.confidences[read] ?? 0) < SURE) {
                unsure.add(name);
            }
        }
    }
    const { vehicle, contact } = certificate.matches;
    const [car, person] = [vehicle.length === 1 ? vehicle[0] : undefined, contact.length === 1 ? contact[0] : undefined];
    if (car && !form.values.vehicle_id) {
        takeVehicle(form, car.id, [car.license_plate, car.make, car.model].filter(Boolean).join(" "));
    }
    if (person && !form.values.contact_id && (!car || car.owner_id === person.id)) {
        takeContact(form, person);
    }
    return unsure;
}

interface PhotographProps {
    form: FormOf<Texts>;
    onDoubt: (names: ReadonlySet<string>) => void;
}

export function Photograph({ form, onDoubt }: PhotographProps) {
    const input = useRef<HTMLInputElement>(null);
    const canvas = useRef<HTMLCanvasElement>(null);
    const [state, setState] = useState<"idle" | "reading" | "read">("idle");
    const [problem, setProblem] = useState("");
    const id = useId();
    const newest = useRef(form);
    newest.current = form;
    const read = async (file: File | undefined) => {
        if (!file || !canvas.current) {
            return;
        }
        setProblem("");
        setState("reading");
        try {
            const certificate = await readCertificate(await pictureOf(file, canvas.current));
            onDoubt(fill(newest.current, certificate));
            setState("read");
        } catch (error) {
            setProblem(problemText(error));
            setState("idle");
        }
    };
    if (me.value && !me.value.features.ocr) {
        return null;
    }
    return (
        <div class="photograph">
            <Button icon="camera" busy={state === "reading"} onClick={() => input.current?.click()}>
                {t("reception.photo")}
            </Button>
            <input
                ref={input}
                id={id}
                type="file"
                class="for-readers"
                tabIndex={-1}
                aria-label={t("reception.photo")}
                accept="image/jpeg,image/png,application/pdf"
                onChange={(event) => {
                    const field = event.currentTarget;
                    read(field.files?.[0]).finally(() => (field.value = ""));
                }}
            />
            <canvas ref={canvas} hidden={state === "idle"} />
            <span role="status" class={problem ? "error" : "hint"}>
                {problem || (state === "reading" ? t("reception.reading") : state === "read" ? t("reception.read") : "")}
            </span>
        </div>
    );
}
