// SPDX-License-Identifier: MIT
// The fields of a vehicle, for a new one and for one that is changed. The mileage of a known one is recorded, not edited.

import type { FieldError } from "../api/error";
import { t } from "../app/words";
import { ContactField } from "../form/contact-field";
import { TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, plate, text, textName, whole } from "../form/kinds";
import { NumberField, PlateField, YearField } from "../form/read-field";
import type { Texts } from "../rules/merge";
import { showPlate } from "../rules/plate";

export const VEHICLE = {
    owner_id: called("vehicle.owner", text),
    license_plate: called("vehicle.plate", plate),
    make: called("vehicle.make", text),
    model: called("vehicle.model", text),
    year: called("vehicle.year", whole),
    color: called("vehicle.color", text),
    vin: called("vehicle.vin", { ...text, normal: (value) => value.trim().toUpperCase() }),
};

export const NEW_VEHICLE = { ...VEHICLE, mileage: called("vehicle.mileage", whole) };

export function checkVehicle(values: Texts): FieldError[] {
    return values.owner_id ? [] : [{ field: "owner_id", code: "", message: t("vehicle.owner_needed"), params: {} }];
}

export function vehicleDraftTitle(values: Texts): string {
    const name = [values.make, values.model].filter(Boolean).join(" ");
    return [name, values.license_plate && showPlate(values.license_plate)].filter(Boolean).join(" ") || t("vehicle.new");
}

/** What the owner's field shows. */
export const ownerText = (name: string): Texts => ({ [textName("owner_id")]: name });

export function VehicleFields({ form, isNew }: { form: FormOf<Texts>; isNew?: boolean }) {
    const field = (name: keyof typeof NEW_VEHICLE) => ({ ...form.field(name), label: t(NEW_VEHICLE[name].label) });
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("vehicle.title")}</legend>
                <PlateField {...field("license_plate")} autofocus />
                <ContactField form={form} name="owner_id" label={t("vehicle.owner")} required />
                {isNew && <NumberField {...field("mileage")} />}
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("vehicle.facts")}</legend>
                <TextField {...field("make")} autocomplete="off" />
                <TextField {...field("model")} autocomplete="off" />
                <span class="pair">
                    <YearField {...field("year")} />
                    <TextField {...field("color")} autocomplete="off" />
                </span>
                <TextField
                    {...field("vin")}
                    hint={t("vehicle.vin_hint")}
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck={false}
                />
            </fieldset>
        </div>
    );
}
