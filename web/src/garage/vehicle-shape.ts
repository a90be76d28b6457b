// SPDX-License-Identifier: MIT
// What a vehicle's forms hold. The mileage of a known one is recorded, not edited.

import type { FieldError } from "../api/error";
import { t } from "../app/words";
import { called, plate, text, textName, whole } from "../form/kinds";
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
