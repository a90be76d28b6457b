// SPDX-License-Identifier: MIT
// The explained probability: a sentence of factors, each of which is its own choice and moves the figure at once.

import { number, t } from "../app/words";
import type { Texts } from "../rules/merge";
import { FACTOR_NAMES, FACTORS, type Factor } from "./deal-shape";
import { percentText } from "./deal-words";
import { type Choices, chosenOf, type Preview } from "./factors";
import { amount } from "./parts";

const share = (value: bigint): number => Number(value) / 10000;
export const cents = (value: bigint): string => amount(Number(value) / 100);

interface ChainProps {
    choices: Choices;
    values: Texts;
    errors: Readonly<Record<string, string>>;
    preview: Preview | undefined;
    /** None: it is not theirs to change. */
    onChoose?: (factor: Factor, value: string) => void;
}

function Link({ factor, choices, values, errors, onChoose }: ChainProps & { factor: Factor }) {
    const chosen = chosenOf(choices, values, factor);
    const name = t(FACTORS[factor].label);
    return (
        <li>
            <span class="times">
                <span aria-hidden="true">×</span> {chosen ? number(share(chosen.coefficient), 2) : "?"}
            </span>
            {onChoose ? (
                <select
                    class="input"
                    name={factor}
                    aria-label={name}
                    aria-invalid={errors[factor] ? "true" : undefined}
                    value={chosen?.value ?? ""}
                    onChange={(event) => onChoose(factor, event.currentTarget.value)}
                >
                    {choices[factor].map((choice) => (
                        <option key={choice.value} value={choice.value}>
                            {choice.label}
                        </option>
                    ))}
                </select>
            ) : (
                <span>{chosen?.label}</span>
            )}
            {errors[factor] && <span class="error">{errors[factor]}</span>}
        </li>
    );
}

export function Chain(props: ChainProps) {
    const { preview } = props;
    return (
        <div class="explained">
            <ol class="chain" aria-label={t("deal.chain")}>
                <li>
                    <span class="times">{number(1, 1)}</span>
                </li>
                {FACTOR_NAMES.map((factor) => (
                    <Link key={factor} factor={factor} {...props} />
                ))}
            </ol>
            <output class="figure">
                {preview && (
                    <>
                        = {percentText(share(preview.model))} → <strong>{percentText(share(preview.rounded))}</strong>
                    </>
                )}
            </output>
        </div>
    );
}

/** What is expected of the deal: weighted amount and margin, and why another probability counts than the reckoned one. */
export function Expected({ preview, status, chosen }: { preview: Preview; status: string; chosen: boolean }) {
    const counts = percentText(share(preview.score));
    const closed = status === "Won" ? "deal.counts_won" : status === "Lost" || status === "Cancelled" ? "deal.counts_lost" : null;
    return (
        <>
            {closed && <p class="note info">{t(closed)}</p>}
            {!closed && chosen && (
                <p class="note warn">{t("deal.chosen_says", { chosen: counts, model: percentText(share(preview.rounded)) })}</p>
            )}
            <dl class="facts in-row">
                <div>
                    <dt>{t("deal.counts")}</dt>
                    <dd>
                        <strong>{counts}</strong>
                    </dd>
                </div>
                <div>
                    <dt>{t("deal.weighted")}</dt>
                    <dd>{cents(preview.weighted)}</dd>
                </div>
                <div>
                    <dt>{t("deal.margin")}</dt>
                    <dd>{cents(preview.margin)}</dd>
                </div>
            </dl>
        </>
    );
}
