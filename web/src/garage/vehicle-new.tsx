// SPDX-License-Identifier: MIT
// A new vehicle. `?owner=` is whose, `?plate=` what was looked for in vain.

import { useQuery } from "@tanstack/preact-query";
import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { contacts } from "../api/contacts";
import { keys } from "../api/keys";
import { vehicles } from "../api/vehicles";
import { t } from "../app/words";
import type { FormOf } from "../form/form";
import { textName } from "../form/kinds";
import { NewRecord } from "../form/record-page";
import type { Texts } from "../rules/merge";
import { VehicleFields } from "./vehicle-form";
import { checkVehicle, NEW_VEHICLE, ownerText, vehicleDraftTitle } from "./vehicle-shape";

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

function Fields({ form, owner }: { form: FormOf<Texts>; owner: string | undefined }) {
    useOwnerName(owner, form);
    return <VehicleFields form={form} isNew />;
}

export default function NewVehicle() {
    const { query } = useLocation();
    const initial = { owner_id: query.owner ?? "", license_plate: query.plate ?? query.license_plate ?? "", ...ownerText("") };
    const options = { resource: vehicles, shape: NEW_VEHICLE, initial, title: vehicleDraftTitle, check: checkVehicle };
    return (
        <NewRecord options={options} path="/vehicles" title={t("vehicle.new")} made={t("vehicle.made")}>
            {(of) => <Fields form={of.form} owner={query.owner} />}
        </NewRecord>
    );
}
