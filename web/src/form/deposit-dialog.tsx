// SPDX-License-Identifier: MIT
// Asking for a deposit on a quote: so many per cent of it, or an amount with VAT; what becomes of it where the customer gives up is said
// beside each kind.

import type { Schemas } from "../api/client";
import { me } from "../app/session";
import { money as shown, t } from "../app/words";
import { leftToAsk } from "../rules/deposits";
import { readCents } from "../rules/money";
import type { Action } from "./action";
import { type FormOf, useForm } from "./form";
import { FormDialog } from "./form-dialog";
import { bodyOfTexts, called, decimal, money } from "./kinds";
import { MoneyField, NumberField } from "./read-field";

export type DepositInput = Schemas["DepositRequest"];

interface DepositProps {
    quote: Pick<Schemas["QuoteDetail"], "total" | "deposits">;
    action: Action;
    onAsk: (input: DepositInput) => void;
    onClose: () => void;
}

type Values = Record<"by" | "kind" | "percent" | "amount", string>;

const SHAPES = {
    percent: { percent: called("deposit.percent", decimal(2)) },
    amount: { amount: called("deposit.amount", money) },
};

interface ChoicesProps {
    form: FormOf<Values>;
    name: "by" | "kind";
    legend: string;
    /** By value. */
    labels: Record<string, string>;
}

function Choices({ form, name, legend, labels }: ChoicesProps) {
    return (
        <fieldset class="choices">
            <legend>{legend}</legend>
            {Object.entries(labels).map(([value, label]) => (
                <label key={value} class="choice">
                    <input
                        type="radio"
                        name={name}
                        value={value}
                        checked={form.values[name] === value}
                        onChange={() => form.set(name, value)}
                    />
                    <span>{label}</span>
                </label>
            ))}
        </fieldset>
    );
}

export function DepositDialog({ quote, action, onAsk, onClose }: DepositProps) {
    const total = quote.total ?? 0;
    const left = leftToAsk(quote);
    const currency = me.value?.tenant.currency ?? "EUR";
    const form = useForm<Values>({ by: "percent", kind: "ACOMPTE", percent: "30", amount: "" }, async (values) => {
        const by = values.by === "amount" ? "amount" : "percent";
        const body = bodyOfTexts(SHAPES[by], values) as DepositInput;
        onAsk({ kind: values.kind as DepositInput["kind"], [by]: body[by] ?? 0 });
    });
    const read = readCents(form.values.percent);
    const about = "cents" in read ? (total * read.cents) / 10000 : 0;
    return (
        <FormDialog title={t("deposit.ask")} form={form} action={action} confirm={t("deposit.confirm")} onClose={onClose}>
            <Choices
                form={form}
                name="by"
                legend={t("deposit.how")}
                labels={{ percent: t("deposit.by.percent"), amount: t("deposit.by.amount") }}
            />
            {form.values.by === "percent" ? (
                <NumberField
                    {...form.field("percent")}
                    label={t("deposit.percent")}
                    hint={t("deposit.about", { amount: shown(about, currency), total: shown(total, currency) })}
                    decimals={2}
                    required
                    autofocus
                />
            ) : (
                <MoneyField
                    {...form.field("amount")}
                    label={t("deposit.amount")}
                    hint={t("deposit.left", { amount: shown(left, currency) })}
                    required
                    autofocus
                />
            )}
            <Choices
                form={form}
                name="kind"
                legend={t("deposit.kind")}
                labels={{ ACOMPTE: t("deposit.kind.ACOMPTE"), ARRHES: t("deposit.kind.ARRHES") }}
            />
            <p class="quiet">{t(form.values.kind === "ARRHES" ? "deposit.binds.ARRHES" : "deposit.binds.ACOMPTE")}</p>
            <p class="quiet">{t("invoice.issue_text")}</p>
        </FormDialog>
    );
}
