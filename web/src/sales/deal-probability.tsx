// SPDX-License-Identifier: MIT
// The probability of one deal: its factors changed where they stand, seen at once and saved together; a chosen one says so.

import { useState } from "preact/hooks";
import type { Answer } from "../api/client";
import { type Opportunity, opportunities } from "../api/opportunities";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { useAction } from "../form/action";
import { InPlace } from "../form/in-place";
import { faultOf, textsOf } from "../form/kinds";
import { NumberField } from "../form/read-field";
import { useSave } from "../form/save";
import type { Texts } from "../rules/merge";
import { Button } from "../ui/button";
import { Chain, Expected } from "./chain";
import { DEAL, FACTORS, FACTS } from "./deal-shape";
import { percentText } from "./deal-words";
import { previewOf, useChoices } from "./factors";
import { Years } from "./years";

function Chosen({ deal }: { deal: Opportunity }) {
    const save = useSave(opportunities);
    const [fault, setFault] = useState<string | undefined>();
    const kind = FACTS.win_probability_override;
    const set = (value: string) => {
        const wrong = faultOf(kind, value);
        setFault(wrong);
        if (wrong) {
            return false;
        }
        save.fact(deal.id, FACTS, "win_probability_override", value);
        return true;
    };
    const isSet = deal.win_probability_override !== null;
    return (
        <div class="actions">
            <InPlace
                name="win_probability_override"
                label={t("deal.choose")}
                value={kind.show(deal.win_probability_override)}
                onSave={set}
                error={fault}
                shown={
                    <span>
                        {isSet ? t("deal.chosen_is", { share: percentText(deal.win_probability_override ?? 0) }) : t("deal.choose")}
                    </span>
                }
                field={(bound) => <NumberField {...bound} label={t("deal.chosen")} decimals={2} autofocus />}
            />
            {isSet && (
                <Button kind="quiet" icon="rotate-ccw" onClick={() => set("")}>
                    {t("deal.reckon_again")}
                </Button>
            )}
        </div>
    );
}

export function DealProbability({ record }: { record: Answer<Opportunity> }) {
    const deal = record.body;
    const save = useSave(opportunities);
    const action = useAction();
    const [changes, change] = useState<Texts>({});
    const choices = useChoices(deal);
    const own = { ...textsOf({ ...DEAL, ...FACTS }, deal) };
    const values = { ...own, ...changes };
    const preview = choices && previewOf(choices, values, deal.status);
    const isChanged = Object.entries(changes).some(([name, value]) => own[name] !== value);
    const keep = () =>
        action.run(async () => {
            const base = textsOf(FACTORS, deal);
            await save.change(deal.id, FACTORS, { base, values: { ...base, ...changes }, etag: record.etag });
            change({});
            toast(t("save.saved"));
        });
    return (
        <section class="sheet" aria-labelledby="probability">
            <h2 id="probability">{t("deal.probability")}</h2>
            {choices && (
                <Chain
                    choices={choices}
                    values={values}
                    errors={{}}
                    preview={preview}
                    onChoose={(factor, value) => change((now) => ({ ...now, [factor]: value }))}
                />
            )}
            {action.problem && (
                <p class="note bad" role="alert">
                    {action.problem}
                </p>
            )}
            {isChanged && (
                <p class="actions">
                    <span class="quiet">{t("deal.preview")}</span>
                    <Button kind="primary" busy={action.busy} onClick={keep}>
                        {t("save")}
                    </Button>
                    <Button onClick={() => change({})}>{t("cancel")}</Button>
                </p>
            )}
            {preview && <Expected preview={preview} status={deal.status} chosen={deal.win_probability_override !== null} />}
            <Chosen deal={deal} />
            {preview && <Years years={preview.years} months={isChanged ? undefined : deal.revenue_distribution} />}
        </section>
    );
}
