// SPDX-License-Identifier: MIT
// What quotes and drafts of invoices are typed in: for whom and for which car, until when, the lines, what stands below. The
// sheet looks like the paper; the PDF is made when it is asked for.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { readVehiclesOf } from "../api/related";
import { t } from "../app/words";
import { PRICE_MODES } from "../rules/lines";
import { ContactField } from "./contact-field";
import { AreaField } from "./field";
import type { FormOf, Values } from "./form";
import { Lines } from "./lines-late";
import { EXEMPTIONS, exemptionKey, isZeroRate, type PaperDate, rateOptions, readLines } from "./paper-shape";
import { DateField } from "./read-field";
import { SelectField } from "./select";

function VehicleField({ form }: { form: FormOf<Values> }) {
    const contact = form.values.contact_id ?? "";
    const { data } = useQuery({
        queryKey: keys.list("vehicles", { owner_id: contact }),
        queryFn: ({ signal }) => readVehiclesOf(contact, signal),
        enabled: contact !== "",
    });
    const options = (data?.rows ?? []).map((vehicle) => ({
        value: vehicle.id,
        label: [vehicle.license_plate, vehicle.make, vehicle.model].filter(Boolean).join(" "),
    }));
    return (
        <SelectField
            {...form.field("vehicle_id")}
            label={t("paper.vehicle")}
            options={[{ value: "", label: t("paper.no_vehicle") }, ...options]}
        />
    );
}

/** Something bears no VAT, or says why. */
function hasZero(values: Values): boolean {
    const lines = readLines(values.items ?? "");
    return [values.vat_rate ?? "", ...lines.map((line) => line.vat_rate)].some(isZeroRate) || (values.vat_exemption ?? "") !== "";
}

interface PaperFieldsProps {
    form: FormOf<Values>;
    dates: PaperDate[];
}

export function PaperFields({ form, dates }: PaperFieldsProps) {
    const rate = form.values.vat_rate ?? "";
    return (
        <div class="paper">
            <div class="columns">
                <ContactField form={form} name="contact_id" label={t("paper.contact")} required autofocus={!form.values.contact_id} />
                <VehicleField form={form} />
                {dates.map(({ name, label }) => (
                    <DateField key={name} {...form.field(name)} label={t(label)} />
                ))}
                <SelectField {...form.field("vat_rate")} label={t("paper.usual_rate")} options={rateOptions(rate)} />
                {hasZero(form.values) && (
                    <SelectField
                        {...form.field("vat_exemption")}
                        label={t("paper.exemption")}
                        options={[
                            { value: "", label: t("paper.exemption_none") },
                            ...EXEMPTIONS.map((value) => ({ value, label: t(exemptionKey(value)) })),
                        ]}
                    />
                )}
                <SelectField
                    {...form.field("price_mode")}
                    label={t("paper.prices")}
                    options={PRICE_MODES.map((mode) => ({ value: mode, label: t(`price_mode.${mode}`) }))}
                />
            </div>
            <Lines form={form} />
            <div class="columns">
                <AreaField {...form.field("notes")} label={t("paper.notes")} hint={t("paper.notes_hint")} rows={2} />
                <AreaField {...form.field("terms")} label={t("paper.terms")} rows={2} />
            </div>
        </div>
    );
}
