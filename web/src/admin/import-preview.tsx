// SPDX-License-Identifier: MIT
// The rows of a draft as they would be taken: how many are new, there already, wrong; those that are wrong first.

import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { type Candidate, type Import, PREVIEW_ROWS, readPreview, type Verdict } from "../api/imports";
import { ReadProblem } from "../app/record";
import { serverWords, t } from "../app/words";
import { Button } from "../ui/button";
import { Chip, type Tone } from "../ui/chip";
import { fieldWords } from "./import-words";

const VERDICTS: readonly Verdict[] = ["WRONG", "TWIN", "NEW"];
const TONES: Record<Verdict, Tone> = { NEW: "good", TWIN: "warn", WRONG: "bad" };
const COUNTS = { NEW: "new", TWIN: "twin", WRONG: "wrong" } as const;

/** What a row says, in one line. */
const valuesOf = (row: Candidate): string =>
    Object.values(row.values as Record<string, string | number>)
        .map(String)
        .join(" · ");

type Problem = NonNullable<Candidate["errors"]>[number];

function problemWords({ code, params, message }: Problem): string {
    return serverWords(code, (params ?? {}) as Record<string, string | number>) ?? message;
}

export function Problems({ problems }: { problems: Candidate["errors"] }) {
    return (
        <ul class="bullets">
            {problems?.map((problem) => (
                <li key={problem.field + problem.code}>
                    {t("import.problem", { field: fieldWords(problem.field), problem: problemWords(problem) })}
                </li>
            ))}
        </ul>
    );
}

function Twin({ row }: { row: Candidate }) {
    const { twin } = row;
    if (!twin) {
        return null;
    }
    const by = fieldWords(twin.field);
    return (
        <p class="quiet">{twin.line ? t("import.twin_row", { line: twin.line, by }) : t("import.twin", { name: twin.name ?? "", by })}</p>
    );
}

function Row({ row }: { row: Candidate }) {
    return (
        <li class="candidate">
            <span class="quiet">{t("import.line", { line: row.line })}</span>{" "}
            <Chip tone={TONES[row.verdict]}>{t(`import.verdict.${row.verdict}`)}</Chip>
            <p>{valuesOf(row)}</p>
            <Problems problems={row.errors} />
            <Twin row={row} />
        </li>
    );
}

function usePreview(one: Import, verdict: Verdict | undefined, page: number) {
    // Of this version alone, so that no write makes them old: a draft that was run has no such rows any more.
    const asked = { id: one.id, version: one.version, verdict, page };
    return useQuery({
        queryKey: ["import_rows", asked],
        queryFn: ({ signal }) => readPreview(one.id ?? "", verdict, page, signal),
        placeholderData: (before) => before,
    });
}

/** Rows that running it would take in; all, while they are counted. */
export function useTaken(one: Import): number {
    const counts = usePreview(one, "WRONG", 1).data?.counts;
    return counts ? counts.new + (one.duplicates === "SKIP" ? 0 : counts.twin) : (one.total ?? 0);
}

export function ImportPreview({ one }: { one: Import }) {
    const [chosen, choose] = useState<Verdict | undefined>();
    const [page, turn] = useState(1);
    const first = usePreview(one, "WRONG", 1);
    const counts = first.data?.counts;
    const verdict = chosen ?? VERDICTS.find((known) => counts?.[COUNTS[known]]) ?? "WRONG";
    const query = usePreview(one, verdict, page);
    const { data } = query;
    return (
        <section class="sheet below" aria-labelledby="preview">
            <h2 id="preview">{t("import.preview")}</h2>
            <ReadProblem query={query} />
            <fieldset class="choices">
                <legend class="for-readers">{t("import.preview")}</legend>
                {VERDICTS.map((known) => (
                    <label key={known} class="choice">
                        <input
                            type="radio"
                            name="verdict"
                            checked={verdict === known}
                            onChange={() => {
                                choose(known);
                                turn(1);
                            }}
                        />
                        <span>{t(`import.count.${known}`, { count: counts?.[COUNTS[known]] ?? 0 })}</span>
                    </label>
                ))}
            </fieldset>
            <ul class="candidates" aria-busy={!data || undefined}>
                {data?.rows?.map((row) => (
                    <Row key={row.line} row={row} />
                ))}
            </ul>
            {data && data.total > PREVIEW_ROWS && (
                <p class="actions">
                    <Button icon="chevron-left" disabled={page === 1} onClick={() => turn(page - 1)}>
                        {t("import.previous")}
                    </Button>
                    <Button icon="chevron-right" disabled={page * PREVIEW_ROWS >= data.total} onClick={() => turn(page + 1)}>
                        {t("import.next")}
                    </Button>
                </p>
            )}
        </section>
    );
}
