// SPDX-License-Identifier: MIT
// The fields of a vehicle, for a new one and for one that is changed.

import { t } from "../app/words";
import { ContactField } from "../form/contact-field";
import { TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { NumberField, PlateField, YearField } from "../form/read-field";
import type { Texts } from "../rules/merge";
import { NEW_VEHICLE } from "./vehicle-shape";

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
