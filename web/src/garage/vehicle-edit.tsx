// SPDX-License-Identifier: MIT
// A vehicle's form.

import type { Answer } from "../api/client";
import { type Vehicle, vehicles } from "../api/vehicles";
import type { Editing } from "../app/record";
import { EditRecord } from "../form/record-page";
import { VehicleFields } from "./vehicle-form";
import { checkVehicle, ownerText, VEHICLE, vehicleDraftTitle } from "./vehicle-shape";

export function VehicleEdit({ record, owner, at }: { record: Answer<Vehicle>; owner: string; at: Editing }) {
    const initial = ownerText(owner);
    return (
        <EditRecord
            options={{ resource: vehicles, shape: VEHICLE, record, initial, title: vehicleDraftTitle, check: checkVehicle }}
            at={at}
        >
            {(of) => <VehicleFields form={of.form} />}
        </EditRecord>
    );
}
