// SPDX-License-Identifier: MIT
// Changing a coefficient: what it touches is said before. The answer comes when the open deals have followed; until then the page
// behind shows how far they have. And adding a value to a factor.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import type { Answer } from "../api/client";
import {
    addCoefficient,
    type Coefficient,
    type CoefficientChange,
    type CoefficientInput,
    changeCoefficient,
    readCoefficient,
    readCoefficients,
} from "../api/coefficients";
import { keys, outdate } from "../api/keys";
import { countDeals } from "../api/opportunity-list";
import { toast } from "../app/toasts";
import { number, t } from "../app/words";
import { useAction } from "../form/action";
import { CheckField, TextField } from "../form/field";
import { useForm } from "../form/form";
import { FormDialog } from "../form/form-dialog";
import { decimal, typed } from "../form/kinds";
import { NumberField } from "../form/read-field";
import { SelectField } from "../form/select";
import { FACTOR_NAMES, FACTORS, type Factor } from "./deal-shape";
import { labelOf } from "./factors";
import { dealsHref } from "./figures";

const DECIMALS = 4;
const PROGRESS_MS = 500;

/** What the list of deals calls a factor. */
const FILTERS: Record<Factor, string> = {
    project_type: "type",
    project_maturity: "maturity",
    client_type: "client_type",
    client_relationship: "relationship",
    conservative_approach: "prudent",
};

function openDealsOf({ factor_type, factor_value }: Coefficient): Record<string, string> {
    const factor = factor_type as Factor;
    const value = factor === "conservative_approach" ? factor_value.toLowerCase() : factor_value;
    return { status: "Active,On Hold", [FILTERS[factor]]: value };
}

function Touched({ row }: { row: Coefficient }) {
    const filters = openDealsOf(row);
    const { data } = useQuery({
        queryKey: keys.list("opportunities", { touched: row.id }),
        queryFn: ({ signal }) => countDeals(filters, signal),
        staleTime: 0,
    });
    return (
        <p class="note info" role="status">
            {data === undefined ? t("list.row_waits") : <a href={dealsHref(filters)}>{t("coefficient.touches", { count: data })}</a>}
        </p>
    );
}

/** While the change is under way, which may last a minute. */
function Carried({ id }: { id: string }) {
    const { data } = useQuery({
        queryKey: keys.list("coefficients", {}),
        queryFn: ({ signal }) => readCoefficients(signal),
        refetchInterval: PROGRESS_MS,
    });
    const percent = data?.find((row) => row.id === id)?.carried_percent ?? 0;
    return (
        <p class="hint" role="status">
            {t("coefficient.under_way", { percent })} <progress max={100} value={percent} aria-label={t("coefficient.progress")} />
        </p>
    );
}

const sharesOf = (text: string): number => decimal(DECIMALS).read(text.trim() || "-") as number;

/** Once it was read as it is now. */
export function CoefficientDialog({ id, onClose }: { id: string; onClose: () => void }) {
    const { data } = useQuery({
        queryKey: keys.one("coefficients", id),
        queryFn: ({ signal }) => readCoefficient(id, signal),
        staleTime: 0,
        gcTime: 0,
    });
    const [first, begin] = useState(data);
    if (data && !first) {
        begin(data);
    }
    return first ? <ChangeDialog record={first} onClose={onClose} /> : null;
}

function ChangeDialog({ record: { body: row, etag }, onClose }: { record: Answer<Coefficient>; onClose: () => void }) {
    const client = useQueryClient();
    const action = useAction(() => outdate(client, "coefficients"));
    const form = useForm({ coefficient: typed(row.coefficient), is_active: row.is_active ? "true" : "" }, (values) =>
        action.attempt(async () => {
            const body: CoefficientChange = { coefficient: sharesOf(values.coefficient), is_active: values.is_active === "true" };
            await changeCoefficient(row.id, body, etag);
            outdate(client, "coefficients");
            toast(t("coefficient.changed"));
            onClose();
        }),
    );
    const name = labelOf(row.factor_type as Factor, row.factor_value);
    return (
        <FormDialog title={t("coefficient.change_of", { value: name })} form={form} onClose={onClose}>
            <Touched row={row} />
            <NumberField
                {...form.field("coefficient")}
                label={t("coefficient.title")}
                hint={t("coefficient.was", { value: number(row.coefficient, 2) })}
                decimals={DECIMALS}
                autofocus
            />
            <CheckField
                name="is_active"
                label={t("coefficient.is_active")}
                checked={form.values.is_active === "true"}
                onChecked={(checked) => form.set("is_active", checked ? "true" : "")}
            />
            <p class="hint">{t("coefficient.inactive_hint")}</p>
            {form.busy && <Carried id={row.id} />}
        </FormDialog>
    );
}

export function AddDialog({ onClose }: { onClose: () => void }) {
    const client = useQueryClient();
    const action = useAction();
    const form = useForm({ factor_type: "project_type", factor_value: "", coefficient: "1" }, (values) =>
        action.attempt(async (key) => {
            const { factor_type, factor_value } = values;
            await addCoefficient({ factor_type, factor_value, coefficient: sharesOf(values.coefficient) } as CoefficientInput, key);
            outdate(client, "coefficients");
            toast(t("coefficient.added"));
            onClose();
        }),
    );
    const factors = FACTOR_NAMES.filter((factor) => factor !== "conservative_approach"); // it is yes or no
    return (
        <FormDialog title={t("coefficient.new")} form={form} onClose={onClose}>
            <SelectField
                {...form.field("factor_type")}
                label={t("coefficient.factor")}
                options={factors.map((factor) => ({ value: factor, label: t(FACTORS[factor].label) }))}
                autofocus
            />
            <TextField {...form.field("factor_value")} label={t("coefficient.value")} autocomplete="off" required />
            <NumberField {...form.field("coefficient")} label={t("coefficient.title")} decimals={DECIMALS} required />
        </FormDialog>
    );
}
