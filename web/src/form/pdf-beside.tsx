// SPDX-License-Identifier: MIT
// The PDF of a paper beside its page, where the window is wide enough: as it was saved last, and drawn anew when it was saved again.

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { keepPreferences } from "../api/mine";
import { useShortcuts } from "../app/shortcuts";
import { beside, setBeside } from "../app/theme";
import { toast } from "../app/toasts";
import { t } from "../app/words";
import { Button } from "../ui/button";
import { problemText } from "./form";

/** The style sheet says from which width on. */
const hasRoom = () => getComputedStyle(document.documentElement).getPropertyValue("--beside").trim() === "room";
const wide = signal(hasRoom());
addEventListener("resize", () => {
    wide.value = hasRoom();
});

function toggle(): void {
    setBeside(!beside.value);
    keepPreferences({ beside: beside.value }).catch((error) => toast(problemText(error)));
}

/** For the head of the page. */
export function PdfSwitch() {
    return wide.value ? (
        <Button icon="eye" aria-pressed={beside.value} onClick={toggle}>
            {t("pdf.beside")}
        </Button>
    ) : null;
}

interface BesideProps {
    /** Of the PDF. */
    path: string;
    /** Another one: it was saved again. */
    version: string | null;
    title: string;
    /** Something is being typed that is not in it yet. */
    typing: boolean;
    children: ComponentChildren;
}

export function PdfBeside({ path, version, title, typing, children }: BesideProps) {
    useShortcuts([{ keys: "p", label: "pdf.beside", run: () => (wide.value ? toggle() : false) }]);
    const shown = wide.value && beside.value;
    return (
        <div class={shown ? "with-pdf" : undefined}>
            <div>{children}</div>
            {shown && (
                <aside class="pdf" aria-label={t("pdf.beside")}>
                    {typing && (
                        <p class="note info" role="status">
                            {t("pdf.saved_last")}
                        </p>
                    )}
                    <iframe key={version} src={`${path}?disposition=inline`} title={`${t("pdf")} ${title}`} />
                </aside>
            )}
        </div>
    );
}
