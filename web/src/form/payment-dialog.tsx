// SPDX-License-Identifier: MIT
// Taking a payment, or giving one back: what is due is filled in, the method is one tap, a part of it is allowed.

import type { Schemas } from "../api/client";
import { ApiError } from "../api/error";
import { timezone, today } from "../app/session";
import { till } from "../app/till";
import { currentLanguage, t } from "../app/words";
import { eveningOf } from "../rules/date";
import type { Action } from "./action";
import { useForm } from "./form";
import { FormDialog } from "./form-dialog";
import { bodyOfTexts, called, day, money } from "./kinds";
import { DateField, MoneyField } from "./read-field";

export type PaymentInput = Schemas["PaymentInput"];

const METHODS = ["CARD", "CASH", "BANK_TRANSFER", "CHECK", "DIRECT_DEBIT", "OTHER"] as const;

const SHAPE = { amount: called("payment.amount", money), paid_at: called("payment.day", day) };

interface PaymentProps {
    /** What is taken; of a refund, what is given back. */
    due: number;
    title?: string;
    action: Action;
    onPay: (input: PaymentInput) => void;
    onClose: () => void;
}

export function PaymentDialog({ due, title = t("invoice.take"), action, onPay, onClose }: PaymentProps) {
    const here = till();
    const shown = currentLanguage() === "fr" ? due.toFixed(2).replace(".", ",") : due.toFixed(2);
    const form = useForm({ amount: shown, paid_at: today(), method: "CARD" }, async (values) => {
        const { amount, paid_at } = bodyOfTexts(SHAPE, values) as { amount: number; paid_at: string };
        if (paid_at > today()) {
            throw new ApiError(400, "VALIDATION_ERROR", "", [{ field: "paid_at", code: "TOO_LATE", message: "", params: {} }]);
        }
        onPay({
            amount,
            payment_method: values.method as PaymentInput["payment_method"],
            // Of today the instant is now; of another day noon, which is that day in every zone of ours.
            ...(paid_at === today() ? {} : { paid_at: eveningOf(paid_at, timezone()) }),
            ...(here ? { till: here } : {}),
        });
    });
    return (
        <FormDialog title={title} form={form} action={action} onClose={onClose}>
            <MoneyField {...form.field("amount")} label={t("payment.amount")} required autofocus />
            <fieldset class="choices">
                <legend>{t("payment.method")}</legend>
                {METHODS.map((method) => (
                    <label key={method} class="choice">
                        <input
                            type="radio"
                            name="method"
                            value={method}
                            checked={form.values.method === method}
                            onChange={() => form.set("method", method)}
                        />
                        <span>{t(`payment.method.${method}`)}</span>
                    </label>
                ))}
            </fieldset>
            <DateField {...form.field("paid_at")} label={t("payment.day")} />
            {here && <p class="quiet">{t("payment.till", { till: here })}</p>}
        </FormDialog>
    );
}
