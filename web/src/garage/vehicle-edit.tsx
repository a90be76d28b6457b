// SPDX-License-Identifier: MIT
// A vehicle's form. What is dropped can be had back.

import type { Answer } from "../api/client";
import { type Vehicle, vehicles } from "../api/vehicles";
import { type Editing, warnOf } from "../app/record";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { writeDraft } from "../form/draft";
import { RecordFormSheet, useRecordForm } from "../form/record-form";
import { checkVehicle, ownerText, VEHICLE, VehicleFields, vehicleDraftTitle } from "./vehicle-form";

export function VehicleEdit({ record, owner, at }: { record: Answer<Vehicle>; owner: string; at: Editing }) {
    const of = useRecordForm({
        resource: vehicles,
        shape: VEHICLE,
        record,
        initial: ownerText(owner),
        title: vehicleDraftTitle,
        check: checkVehicle,
        onSaved: (vehicle, warnings) => {
            warnOf(vehicle.id, warnings);
            toast(t("save.saved"));
            at.show();
        },
    });
    const cancel = async () => {
        const dropped = await of.discard();
        at.show();
        if (dropped) {
            toast(t("draft.dropped"), () => writeDraft(dropped).then(at.edit));
        }
    };
    return (
        <RecordFormSheet of={of} onCancel={cancel}>
            <VehicleFields form={of.form} />
        </RecordFormSheet>
    );
}
