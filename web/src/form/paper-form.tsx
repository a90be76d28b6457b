// SPDX-License-Identifier: MIT
// What quotes and drafts of invoices are typed in: for whom and for which car, until when, the lines, what stands below. The
// sheet looks like the paper; the PDF is made when it is asked for.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { readVehiclesOf } from "../api/related";
import { me } from "../app/session";
import { t } from "../app/words";
import { isBlank, type LineText, PRICE_MODES } from "../rules/lines";
import { ContactField } from "./contact-field";
import { AreaField } from "./field";
import type { FormOf, Values } from "./form";
import { LineSums } from "./line-sums";
import { LinesField, rateOptions } from "./lines";
import { useCar } from "./paper-car";
import { modeOf, type PaperDate, readLines, writeLines } from "./paper-shape";
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

/** The server counts the lines that were sent; what is shown has empty ones between. */
function byShownRow(errors: Record<string, string>, shown: LineText[]): Record<string, string> {
    const sent = shown.map((line, row) => (isBlank(line) ? -1 : row)).filter((row) => row >= 0);
    return Object.fromEntries(
        Object.entries(errors).map(([name, text]) => [
            name.replace(/^items\[(\d+)\]/, (_all, index) => `items[${sent[Number(index)] ?? index}]`),
            text,
        ]),
    );
}

/** What is done, and what it comes to. */
export function PaperLines({ form }: { form: FormOf<Values> }) {
    const shown = readLines(form.values.items ?? "");
    const pricing = {
        vat_rate: form.values.vat_rate ?? "",
        price_mode: modeOf(form.values.price_mode || me.value?.tenant.price_mode),
    };
    const currency = me.value?.tenant.currency ?? "EUR";
    const car = useCar(form);
    return (
        <>
            {form.errors.items && !Object.keys(form.errors).some((name) => name.startsWith("items[")) && (
                <p class="error" role="alert">
                    {form.errors.items}
                </p>
            )}
            <LinesField
                value={shown}
                onValue={(changed) => form.set("items", writeLines(changed))}
                errors={byShownRow(form.errors, shown)}
                pricing={pricing}
                currency={currency}
                car={car}
            />
            <LineSums lines={shown} pricing={pricing} currency={currency} />
        </>
    );
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
                <SelectField
                    {...form.field("price_mode")}
                    label={t("paper.prices")}
                    options={PRICE_MODES.map((mode) => ({ value: mode, label: t(`price_mode.${mode}`) }))}
                />
            </div>
            <PaperLines form={form} />
            <div class="columns">
                <AreaField {...form.field("notes")} label={t("paper.notes")} hint={t("paper.notes_hint")} rows={2} />
                <AreaField {...form.field("terms")} label={t("paper.terms")} rows={2} />
            </div>
        </div>
    );
}
