// SPDX-License-Identifier: MIT
// Somebody else changed the same fields meanwhile: both sides, field by field, and the choice.

import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { type LastChange, lastChange } from "../api/journal";
import type { Shape } from "../form/kinds";
import type { Conflict } from "../rules/merge";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { can, timezone } from "./session";
import { moment, t } from "./words";

export interface Question {
    conflicts: Conflict[];
    shape: Shape;
    /** As the journal calls the noun, and the record. */
    entity: string;
    id: string;
    /** When it was changed. */
    at: string;
}

/** Fields for which the other side was chosen; null: back to the form. */
export type Answered = ReadonlySet<string> | null;

const asked = signal<{ question: Question; answer: (answer: Answered) => void } | null>(null);

export function askWhich(question: Question): Promise<Answered> {
    return new Promise((resolve) => {
        asked.value = {
            question,
            answer: (answer) => {
                asked.value = null;
                resolve(answer);
            },
        };
    });
}

/** Who it was, for those who may know. */
function useLastChange({ entity, id, at }: Question): string {
    const [change, setChange] = useState<LastChange>({ who: "", at });
    useEffect(() => {
        if (can("GET /api/audit")) {
            lastChange(entity, id).then(
                (found) => found && setChange(found),
                () => {}, // the time alone
            );
        }
    }, [entity, id]);
    return [change.who, change.at && moment(change.at, timezone())].filter(Boolean).join(", ");
}

interface SideProps {
    name: string;
    who: string;
    text: string;
    checked: boolean;
    onChoose: () => void;
}

function Side({ name, who, text, checked, onChoose }: SideProps) {
    return (
        <label class="side">
            <input type="radio" name={name} checked={checked} onChange={onChoose} />
            <span>
                <span class="hint">{who}</span>
                <span class="side-text">{text || t("conflict.blank")}</span>
            </span>
        </label>
    );
}

function Choice({ question, answer }: { question: Question; answer: (answer: Answered) => void }) {
    const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
    const other = useLastChange(question);
    const choose = (field: string, isTheirs: boolean) => {
        const others = [...theirs].filter((name) => name !== field);
        setTheirs(new Set(isTheirs ? [...others, field] : others));
    };
    const said = (field: string, text: string) => question.shape[field]?.say?.(text) ?? text;
    return (
        <Dialog title={t("conflict.title")} wide onClose={() => answer(null)}>
            <p>{t("conflict.text")}</p>
            {question.conflicts.map(({ field, mine, theirs: now }) => (
                <fieldset key={field} class="conflict">
                    <legend>{t(question.shape[field]?.label ?? "conflict.title")}</legend>
                    <Side
                        name={field}
                        who={t("conflict.mine")}
                        text={said(field, mine)}
                        checked={!theirs.has(field)}
                        onChoose={() => choose(field, false)}
                    />
                    <Side
                        name={field}
                        who={other ? t("conflict.theirs_by", { who: other }) : t("conflict.theirs")}
                        text={said(field, now)}
                        checked={theirs.has(field)}
                        onChoose={() => choose(field, true)}
                    />
                </fieldset>
            ))}
            <p class="actions">
                <Button kind="primary" onClick={() => answer(theirs)}>
                    {t("conflict.save")}
                </Button>
                <Button onClick={() => answer(null)}>{t("conflict.back")}</Button>
            </p>
        </Dialog>
    );
}

export function ConflictDialog() {
    return asked.value && <Choice key={asked.value.question.id} {...asked.value} />;
}
