// SPDX-License-Identifier: MIT
// A new vehicle. `?owner=` is whose, `?plate=` what was looked for in vain.

import { useQuery } from "@tanstack/preact-query";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { contacts } from "../api/contacts";
import { keys } from "../api/keys";
import { vehicles } from "../api/vehicles";
import { floats, useBack, warnOf } from "../app/record";
import { useShortcuts } from "../app/shortcuts";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { textName } from "../form/contact-field";
import type { FormOf } from "../form/form";
import { RecordFormSheet, useRecordForm } from "../form/record-form";
import type { Texts } from "../rules/merge";
import { checkVehicle, NEW_VEHICLE, ownerText, VehicleFields, vehicleDraftTitle } from "./vehicle-form";

/** The name of the owner in the address, once it is known; a draft that was taken up has its own. */
function useOwnerName(owner: string | undefined, form: FormOf<Texts>): void {
    const { data } = useQuery({
        queryKey: keys.one("contacts", owner ?? ""),
        queryFn: ({ signal }) => contacts.read(owner ?? "", signal),
        enabled: owner !== undefined,
    });
    const name = data?.body.name;
    useEffect(() => {
        if (name && form.values.owner_id === owner && !form.values[textName("owner_id")]) {
            form.replace({ ...form.values, ...ownerText(name) });
        }
    }, [name, owner]);
}

export default function NewVehicle() {
    const { query, route } = useLocation();
    const back = useBack("/vehicles");
    const of = useRecordForm({
        resource: vehicles,
        shape: NEW_VEHICLE,
        initial: { owner_id: query.owner ?? "", license_plate: query.plate ?? query.license_plate ?? "", ...ownerText("") },
        title: vehicleDraftTitle,
        check: checkVehicle,
        onSaved: (vehicle, warnings) => {
            warnOf(vehicle.id, warnings);
            toast(t("vehicle.made"));
            route(`/vehicles/${vehicle.id}`, true);
        },
    });
    useOwnerName(query.owner, of.form);
    const leave = () => {
        if (of.dirty) {
            toast(t("draft.kept"));
        }
        back();
    };
    useShortcuts([{ keys: "Escape", label: "record.back", run: () => (floats() ? false : leave()) }]);
    return (
        <>
            <header class="page-head">
                <h1>{t("vehicle.new")}</h1>
            </header>
            <RecordFormSheet of={of} onCancel={() => of.discard().then(back)}>
                <VehicleFields form={of.form} isNew />
            </RecordFormSheet>
        </>
    );
}
