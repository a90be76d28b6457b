// SPDX-License-Identifier: MIT
// The registration certificate, photographed: what is read of it fills the fields that are empty, what is not sure is to be
// looked at, and whom the garage knows is proposed by the fields themselves. It never stands in the way of typing.

import { useRef, useState } from "preact/hooks";
import { me } from "../app/session";
import { t } from "../app/words";
import { type FormOf, problemText } from "../form/form";
import type { Texts } from "../rules/merge";
import { FileButton } from "../ui/file-button";

export type Doubts = ReadonlyMap<string, string>;

interface PhotographProps {
    form: FormOf<Texts>;
    /** What was read and is not sure, by names of fields. */
    onDoubt: (texts: Doubts) => void;
}

export function Photograph({ form, onDoubt }: PhotographProps) {
    const canvas = useRef<HTMLCanvasElement>(null);
    const [state, setState] = useState<"idle" | "reading" | "read">("idle");
    const [problem, setProblem] = useState("");
    const newest = useRef(form);
    newest.current = form;
    const read = async (file: File) => {
        if (!canvas.current) {
            return;
        }
        setProblem("");
        setState("reading");
        try {
            const { readInto } = await import("./certificate");
            onDoubt(await readInto(() => newest.current, file, canvas.current));
            setState("read");
        } catch (error) {
            setProblem(problemText(error));
            setState("idle");
        }
    };
    if (me.value && !me.value.features.ocr) {
        return null;
    }
    return (
        <div class="photograph">
            <FileButton
                label={t("reception.photo")}
                name="photo"
                accept="image/jpeg,image/png,application/pdf"
                icon="camera"
                busy={state === "reading"}
                onFile={read}
            />
            <canvas ref={canvas} hidden={state === "idle"} />
            <span role="status" class={problem ? "error" : "hint"}>
                {problem || (state === "reading" ? t("reception.reading") : state === "read" ? t("reception.read") : "")}
            </span>
        </div>
    );
}
