// SPDX-License-Identifier: MIT
// The mileage, recorded where it stands. It never falls, but for a manager who says why.

import { useState } from "preact/hooks";
import { ApiError } from "../api/error";
import type { Resource } from "../api/resource";
import { changeMileage, type Vehicle, vehicles } from "../api/vehicles";
import { can } from "../app/session";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { TextField } from "../form/field";
import { Form, problemText, useForm } from "../form/form";
import { InPlace } from "../form/in-place";
import { called, flag, text, whole } from "../form/kinds";
import { NumberField } from "../form/read-field";
import { useSave } from "../form/save";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

const MILEAGE = {
    mileage: called("vehicle.mileage", whole),
    correction: called("vehicle.correct", flag),
    reason: called("vehicle.reason", text),
};

const metered: Resource<Vehicle> = { ...vehicles, change: changeMileage };

interface CorrectionProps {
    vehicle: Vehicle;
    mileage: string;
    onSave: (reason: string) => Promise<void>;
    onClose: () => void;
}

/** The meter showed more: a mistake of then, or of now. */
function Correction({ vehicle, mileage, onSave, onClose }: CorrectionProps) {
    const form = useForm({ reason: "" }, ({ reason }) => onSave(reason));
    const known = t("vehicle.km", { count: vehicle.mileage ?? 0 });
    return (
        <Dialog title={`${t("vehicle.mileage")} : ${mileage}`} closeLabel={t("close")} onClose={onClose}>
            <Form form={form}>
                <p>{t(mayCorrect() ? "vehicle.mileage_fell" : "vehicle.mileage_fell_ask", { known })}</p>
                {mayCorrect() && <TextField {...form.field("reason")} label={t("vehicle.reason")} required autofocus />}
                <p class="actions">
                    {mayCorrect() && (
                        <Button type="submit" kind="primary" busy={form.busy}>
                            {t("vehicle.correct")}
                        </Button>
                    )}
                    <Button onClick={onClose}>{t("cancel")}</Button>
                </p>
            </Form>
        </Dialog>
    );
}

/** As deleting: for managers and above. */
const mayCorrect = (): boolean => can("DELETE /api/vehicles/{id}");

export function Mileage({ vehicle, etag }: { vehicle: Vehicle; etag: string | null }) {
    const save = useSave(metered);
    const [error, setError] = useState<string>();
    const [fallen, setFallen] = useState<string | null>(null);
    const known = MILEAGE.mileage.show(vehicle.mileage);

    const write = (mileage: string, reason: string) =>
        save.change(vehicle.id, MILEAGE, {
            base: { mileage: reason ? "" : known, correction: "", reason: "" },
            values: { mileage, correction: reason && "true", reason },
            etag,
        });
    const record = async (mileage: string): Promise<boolean> => {
        setError(undefined);
        try {
            await write(mileage, "");
            toast(t("save.saved"));
            return true;
        } catch (wrong) {
            if (wrong instanceof ApiError && wrong.code === "MILEAGE_DECREASED") {
                setFallen(mileage);
            } else {
                setError(problemText(wrong));
            }
            return false;
        }
    };
    const correct = async (reason: string) => {
        if (!reason.trim()) {
            throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "reason", code: "REASON_REQUIRED", message: "", params: {} }]);
        }
        await write(fallen ?? "", reason);
        setFallen(null);
        toast(t("save.saved"));
    };
    return (
        <>
            <InPlace
                key={String(vehicle.mileage)}
                name="mileage"
                label={t("vehicle.record_mileage")}
                value={known}
                error={error}
                onSave={record}
                shown={<span class="mileage">{vehicle.mileage === null ? "–" : t("vehicle.km", { count: vehicle.mileage })}</span>}
                field={(bound) => <NumberField {...bound} label={t("vehicle.mileage")} />}
            />
            {fallen !== null && <Correction vehicle={vehicle} mileage={fallen} onSave={correct} onClose={() => setFallen(null)} />}
        </>
    );
}
