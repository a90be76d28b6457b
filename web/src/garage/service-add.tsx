// SPDX-License-Identifier: MIT
// What was done to a vehicle goes into its service book.

import { useQueryClient } from "@tanstack/preact-query";
import { outdate } from "../api/keys";
import { addService } from "../api/vehicles";
import { today } from "../app/session";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { AreaField } from "../form/field";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { bodyOfTexts, called, day, decimal, money, text, whole } from "../form/kinds";
import { DateField, MoneyField, NumberField } from "../form/read-field";

const SERVICE = {
    date: called("service.date", day),
    mileage: called("vehicle.mileage", whole),
    description: called("service.description", text),
    labor_hours: called("service.hours", decimal(2)),
    cost: called("service.cost", money),
};

export function ServiceAdd({ id, onClose }: { id: string; onClose: () => void }) {
    const client = useQueryClient();
    const action = useAction();
    const form = useForm({ date: today(), mileage: "", description: "", labor_hours: "", cost: "" }, async (values) => {
        const body = bodyOfTexts(SERVICE, values);
        await action.attempt((key) => addService(id, body, key));
        outdate(client, "vehicles");
        toast(t("service.added"));
        onClose();
    });
    return (
        <FormDialog title={t("service.add")} form={form} onClose={onClose}>
            <DateField {...form.field("date")} label={t("service.date")} required />
            <NumberField {...form.field("mileage")} label={t("vehicle.mileage")} />
            <AreaField {...form.field("description")} label={t("service.description")} rows={3} required autofocus />
            <NumberField {...form.field("labor_hours")} label={t("service.hours")} decimals={2} />
            <MoneyField {...form.field("cost")} label={t("service.cost")} />
        </FormDialog>
    );
}
