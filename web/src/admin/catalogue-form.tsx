// SPDX-License-Identifier: MIT
// The fields of an item: what it is, and its price or, for a package, its lines.

import { useRef } from "preact/hooks";
import { CATALOGUE_KINDS, PACKAGE } from "../api/catalogue";
import { t } from "../app/words";
import { CheckField, TextField } from "../form/field";
import type { FormOf } from "../form/form";
import { called, decimal, flag, type Kind, text, typed } from "../form/kinds";
import { mode, modeOf, rateOptions, typedPrice } from "../form/paper-shape";
import { NumberField } from "../form/read-field";
import { SelectField } from "../form/select";
import { LINE_UNITS } from "../rules/line-kinds";
import { PRICE_MODES } from "../rules/lines";
import type { Texts } from "../rules/merge";
import { PackageLines, parts } from "./package-lines";

const unitPrice: Kind = { ...decimal(4), show: (value) => (typeof value === "number" ? typedPrice(value) : "") };

export const CATALOGUE = {
    kind: called("catalogue.kind", { ...text, say: (value) => t(`catalogue.kind.${value as (typeof CATALOGUE_KINDS)[number]}`) }),
    label: called("catalogue.label", text),
    code: called("catalogue.code", text),
    unit_price: called("catalogue.price", unitPrice),
    price_mode: called("catalogue.price_mode", mode),
    unit: called("catalogue.unit", { ...text, say: (value) => t(`unit.${value as (typeof LINE_UNITS)[number]}`) }),
    vat_rate: called("lines.vat_rate", decimal(2)),
    items: called("catalogue.package_lines", parts),
    is_active: called("catalogue.is_active", flag),
};

export const catalogueTitle = (values: Texts): string => values.label || t("catalogue.new");

/** A package has lines and no price, any other the other way round; what was typed of either comes back with its kind. */
function useKind(form: FormOf<Texts>): (kind: string) => void {
    const kept = useRef<Texts>({});
    return (kind) => {
        const names: (keyof typeof CATALOGUE)[] = ["items", "unit_price", "unit", "vat_rate"];
        for (const name of names) {
            const stays = (name === "items") === (kind === PACKAGE);
            const now = form.values[name] ?? "";
            kept.current[name] = now || kept.current[name] || "";
            form.set(name, stays ? (kept.current[name] ?? "") : "");
        }
        form.set("kind", kind);
    };
}

function Price({ form }: { form: FormOf<Texts> }) {
    const rate = form.values.vat_rate ?? "";
    const own = rate === "" ? typed(20) : rate;
    return (
        <>
            <span class="pair">
                <NumberField
                    {...form.field("unit_price")}
                    label={t(`lines.unit_price.${modeOf(form.values.price_mode)}`)}
                    decimals={4}
                    required
                />
                <SelectField
                    {...form.field("unit")}
                    label={t("catalogue.unit")}
                    options={[
                        { value: "", label: t("catalogue.no_unit") },
                        ...LINE_UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) })),
                    ]}
                />
            </span>
            <SelectField
                {...form.field("price_mode")}
                label={t("catalogue.price_mode")}
                options={PRICE_MODES.map((one) => ({ value: one, label: t(`price_mode.${one}`) }))}
            />
            <SelectField
                {...form.field("vat_rate")}
                label={t("lines.vat_rate")}
                options={[{ value: "", label: t("catalogue.vat_of_paper") }, ...rateOptions(own)]}
            />
        </>
    );
}

export function CatalogueFields({ form }: { form: FormOf<Texts> }) {
    const field = (name: keyof typeof CATALOGUE) => ({ ...form.field(name), label: t(CATALOGUE[name].label) });
    const change = useKind(form);
    const isPackage = form.values.kind === PACKAGE;
    return (
        <div class="sheets">
            <fieldset class="sheet">
                <legend>{t("catalogue.facts")}</legend>
                <SelectField
                    {...field("kind")}
                    onValue={change}
                    options={CATALOGUE_KINDS.map((kind) => ({ value: kind, label: t(`catalogue.kind.${kind}`) }))}
                />
                <TextField {...field("label")} autocomplete="off" required autofocus />
                <TextField {...field("code")} hint={t("catalogue.code_hint")} autocomplete="off" spellcheck={false} />
                {!isPackage && <Price form={form} />}
                <CheckField
                    name="is_active"
                    label={t("catalogue.is_active")}
                    checked={form.values.is_active === "true"}
                    onChecked={(checked) => form.set("is_active", checked ? "true" : "")}
                />
            </fieldset>
            {isPackage && (
                <fieldset class="sheet wide">
                    <legend>{t("catalogue.package_lines")}</legend>
                    <PackageLines
                        value={form.values.items ?? ""}
                        mode={modeOf(form.values.price_mode)}
                        errors={form.errors}
                        onValue={(value) => form.set("items", value)}
                    />
                </fieldset>
            )}
        </div>
    );
}
