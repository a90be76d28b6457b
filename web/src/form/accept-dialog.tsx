// SPDX-License-Identifier: MIT
// A customer agrees to a quote: who, how it was said, a drawing if they like, and for private customers the choice about parts from
// the circular economy.

import type { Schemas } from "../api/client";
import { ApiError } from "../api/error";
import { Behind } from "../app/record";
import { me } from "../app/session";
import { money, t } from "../app/words";
import type { Action } from "./action";
import { TextField } from "./field";
import { type FormOf, useForm } from "./form";
import { FormDialog } from "./form-dialog";

/** Nobody has to draw. */
const loadPad = () => import("../ui/drawing-pad").then((chunk) => chunk.DrawingPad);

export type AcceptInput = Omit<Schemas["QuoteStatus"], "status">;

const METHODS = ["SIGNATURE", "PHONE", "EMAIL"] as const;
const CHOICES = ["yes", "no"] as const;

/** A drawing is large, and soon made again: no draft keeps it. */
const FLEETING = ["signature"];

type Values = { accepted_by: string; method: string; recycled_parts: string; signature: string };

interface ChoiceProps {
    form: FormOf<Values>;
    name: "method" | "recycled_parts";
    legend: string;
    options: readonly { value: string; label: string }[];
}

function Choice({ form, name, legend, options }: ChoiceProps) {
    const error = form.errors[name];
    return (
        <fieldset class="choices" aria-describedby={error ? `${name}-error` : undefined}>
            <legend>{legend}</legend>
            {options.map(({ value, label }) => (
                <label key={value} class="choice">
                    <input
                        type="radio"
                        name={name}
                        value={value}
                        checked={form.values[name] === value}
                        aria-invalid={error ? "true" : undefined}
                        onChange={() => {
                            form.set(name, value);
                            if (name === "method") {
                                form.set("signature", ""); // the sheet is an empty one again
                            }
                        }}
                    />
                    <span>{label}</span>
                </label>
            ))}
            {error && (
                <span class="error" id={`${name}-error`}>
                    {error}
                </span>
            )}
        </fieldset>
    );
}

const missing = (field: string) => ({ field, code: "REQUIRED", message: "", params: {} });

/** Throws what is left out. */
function inputOf(values: Values, asksParts: boolean): AcceptInput {
    const by = values.accepted_by.trim();
    const wrong = [...(by ? [] : [missing("accepted_by")]), ...(asksParts && !values.recycled_parts ? [missing("recycled_parts")] : [])];
    if (wrong.length) {
        throw new ApiError(400, "VALIDATION_ERROR", "", wrong);
    }
    return {
        accepted_by: by,
        method: values.method as AcceptInput["method"],
        ...(values.signature && values.method === "SIGNATURE" ? { signature: values.signature } : {}),
        ...(asksParts ? { recycled_parts: values.recycled_parts === "yes" } : {}),
    };
}

interface AcceptProps {
    number: string;
    total: number;
    asksParts: boolean;
    action: Action;
    onAccept: (input: AcceptInput) => void;
    onClose: () => void;
}

export function AcceptDialog({ number, total, asksParts, action, onAccept, onClose }: AcceptProps) {
    const begin: Values = { accepted_by: "", method: "SIGNATURE", recycled_parts: "", signature: "" };
    const form = useForm(begin, async (values) => onAccept(inputOf(values, asksParts)));
    return (
        <FormDialog title={t("quote.sign")} form={form} action={action} confirm={t("accept.agree")} fleeting={FLEETING} onClose={onClose}>
            <p>{t("accept.text", { number, total: money(total, me.value?.tenant.currency) })}</p>
            <TextField {...form.field("accepted_by")} label={t("accept.by")} autocomplete="off" required autofocus />
            <Choice
                form={form}
                name="method"
                legend={t("accept.method")}
                options={METHODS.map((method) => ({ value: method, label: t(`accept.method.${method}`) }))}
            />
            {asksParts && (
                <Choice
                    form={form}
                    name="recycled_parts"
                    legend={t("accept.recycled_parts")}
                    options={CHOICES.map((choice) => ({ value: choice, label: t(`accept.recycled_parts.${choice}`) }))}
                />
            )}
            {form.values.method === "SIGNATURE" && (
                <div class="field">
                    <span class="label">{t("accept.drawing")}</span>
                    <Behind
                        load={loadPad}
                        props={{
                            label: t("accept.drawing_sheet"),
                            clear: t("accept.clear"),
                            onDrawing: (png: string) => form.set("signature", png),
                        }}
                    />
                </div>
            )}
        </FormDialog>
    );
}
