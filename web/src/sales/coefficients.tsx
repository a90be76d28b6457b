// SPDX-License-Identifier: MIT
// The factors of probabilities by group, with their coefficients. Everybody reads them; an admin changes them, told before how many
// open deals follow, and sees how far they have.

import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef, useState } from "preact/hooks";
import { type Coefficient, readCoefficients } from "../api/coefficients";
import { keys, outdate } from "../api/keys";
import { Late, ReadProblem } from "../app/record";
import { can } from "../app/session";
import { SettingsNav } from "../app/settings-nav";
import { number, t } from "../app/words";
import { Button, IconButton } from "../ui/button";
import { Chip } from "../ui/chip";
import { FACTOR_NAMES, FACTORS, type Factor } from "./deal-shape";
import { labelOf } from "./factors";
import { FigureTable } from "./figures";

/** How often it is asked how far a change has come. */
const PROGRESS_MS = 1000;
const CREATE = "POST /api/coefficients";

const loadChange = () => import("./coefficient-dialog").then((chunk) => chunk.CoefficientDialog);
const loadAdd = () => import("./coefficient-dialog").then((chunk) => chunk.AddDialog);

interface GroupProps {
    factor: Factor;
    rows: readonly Coefficient[];
    onChange: (row: Coefficient) => void;
}

function Group({ factor, rows, onChange }: GroupProps) {
    const may = can("PUT /api/coefficients/{id}");
    return (
        <FigureTable
            title={t(FACTORS[factor].label)}
            head={[t("coefficient.value"), t("coefficient.title"), ...(may ? [t("record.edit")] : []), t("coefficient.state")]}
            rows={rows.map((row) => ({
                key: row.id,
                cells: [
                    labelOf(factor, row.factor_value),
                    number(row.coefficient, 2),
                    ...(may
                        ? [
                              <IconButton
                                  icon="pencil"
                                  label={t("coefficient.change_of", { value: labelOf(factor, row.factor_value) })}
                                  onClick={() => onChange(row)}
                              />,
                          ]
                        : []),
                    row.is_active ? (
                        <Chip tone="good">{t("coefficient.active")}</Chip>
                    ) : (
                        <Chip tone="neutral">{t("coefficient.inactive")}</Chip>
                    ),
                ],
            }))}
        />
    );
}

/** What is under way; deals are other ones afterwards. */
function Progress({ rows }: { rows: readonly Coefficient[] }) {
    const client = useQueryClient();
    const percents = rows.flatMap((row) => (row.carried_percent === null ? [] : [row.carried_percent]));
    const isUnderWay = percents.length > 0;
    const was = useRef(false);
    useEffect(() => {
        if (was.current && !isUnderWay) {
            outdate(client, "opportunities");
        }
        was.current = isUnderWay;
    }, [isUnderWay]);
    const percent = Math.min(...percents);
    return (
        <div role="status">
            {isUnderWay && (
                <p class="note info">
                    {t("coefficient.under_way", { percent })} <progress max={100} value={percent} aria-label={t("coefficient.progress")} />
                </p>
            )}
        </div>
    );
}

export default function Coefficients() {
    const [changing, change] = useState<Coefficient | null>(null);
    const [adding, add] = useState(false);
    const query = useQuery({
        queryKey: keys.list("coefficients", {}),
        queryFn: ({ signal }) => readCoefficients(signal),
        refetchInterval: (now) => (now.state.data?.some((row) => row.carried_percent !== null) ? PROGRESS_MS : false),
    });
    const { data, error } = query;
    return (
        <>
            <SettingsNav />
            <header class="page-head">
                <h1>{t("coefficients.title")}</h1>
                <div class="actions">
                    {can(CREATE) && (
                        <Button kind="primary" icon="plus" onClick={() => add(true)}>
                            {t("coefficient.new")}
                        </Button>
                    )}
                </div>
            </header>
            <p class="hint">{t("coefficients.hint")}</p>
            <ReadProblem query={query} />
            {!data && !error && <div class="sheet waits" aria-busy="true" />}
            {data && <Progress rows={data} />}
            {data && (
                <div class="halves">
                    {FACTOR_NAMES.map((factor) => (
                        <Group key={factor} factor={factor} rows={data.filter((row) => row.factor_type === factor)} onChange={change} />
                    ))}
                </div>
            )}
            {changing && <Late load={loadChange} props={{ id: changing.id, onClose: () => change(null) }} />}
            {adding && <Late load={loadAdd} props={{ onClose: () => add(false) }} />}
        </>
    );
}
