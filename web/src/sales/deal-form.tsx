// SPDX-License-Identifier: MIT
// The fields of a deal, for a new one and for one that is changed, with what follows from them.

import { useQuery } from "@tanstack/preact-query";
import { keys } from "../api/keys";
import { readNames } from "../api/people";
import { Behind } from "../app/record";
import { can, me } from "../app/session";
import { t } from "../app/words";
import { AreaField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { DateField, MoneyField, NumberField } from "../form/read-field";
import { SelectField } from "../form/select";
import type { Texts } from "../rules/merge";
import { Chain, Expected } from "./chain";
import { ClientField } from "./client-field";
import { DEAL } from "./deal-shape";
import { type Choices, previewOf } from "./factors";

/** What follows from what is typed comes behind the fields. */
const loadYears = () => import("./years").then((chunk) => chunk.Years);

/** Who leads others may give a deal to somebody; the server knows to whom. */
function OwnerField({ form }: { form: FormOf<Texts> }) {
    const leads = can("PUT /api/teams/{id}") || (me.value?.user.manages.length ?? 0) > 0;
    const { data } = useQuery({
        queryKey: keys.list("people", { names: true }),
        queryFn: ({ signal }) => readNames(signal),
        enabled: leads,
    });
    if (!leads || !data) {
        return null;
    }
    const field = form.field("owner_id");
    const options = data.map((person) => ({ value: person.id, label: person.name ?? "" }));
    const known = options.some((option) => option.value === field.value) || !field.value;
    return (
        <SelectField
            {...field}
            label={t("deal.owner")}
            options={known ? options : [...options, { value: field.value, label: t("list.row_waits") }]}
        />
    );
}

interface FieldsProps {
    form: FormOf<Texts>;
    choices: Choices;
    status: string;
}

export function DealFields({ form, choices, status }: FieldsProps) {
    const field = (name: keyof typeof DEAL) => ({ ...form.field(name), label: t(DEAL[name].label) });
    const preview = previewOf(choices, form.values, status);
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("deal.title")}</legend>
                <TextField {...field("project_name")} autocomplete="off" required autofocus />
                <ClientField form={form} name="client_id" label={t("deal.client")} />
                <span class="pair">
                    <MoneyField {...field("original_amount")} required />
                    <NumberField {...field("gross_margin_percentage")} decimals={2} />
                </span>
                <DateField {...field("starting_date")} required />
                <DateField {...field("closing_date")} required />
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("deal.probability")}</legend>
                <Chain
                    choices={choices}
                    values={form.values}
                    errors={form.errors}
                    preview={preview}
                    onChoose={(factor, value) => form.set(factor, value)}
                />
                {preview && <Expected preview={preview} status={status} chosen={Boolean(form.values.win_probability_override)} />}
                {preview && preview.years.length > 0 && <Behind load={loadYears} props={{ years: preview.years }} />}
            </fieldset>
            <fieldset class="sheet">
                <legend>{t("deal.more")}</legend>
                <OwnerField form={form} />
                <TextField {...field("sector_type")} autocomplete="off" />
                <TextField {...field("service_type")} autocomplete="off" />
                <AreaField {...field("update_notes")} rows={4} />
            </fieldset>
        </div>
    );
}
