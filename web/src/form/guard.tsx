// SPDX-License-Identifier: MIT
// A dialog with fields: Esc and the cross close it, but where something was typed they ask first.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../app/words";
import { Button } from "../ui/button";

interface Guard {
    close: () => void;
    /** To stand in the dialog. */
    question: ComponentChildren;
}

export function useGuard(isTyped: boolean, onClose: () => void): Guard {
    const [asked, ask] = useState(false);
    return {
        close: () => (isTyped && !asked ? ask(true) : onClose()),
        question: asked && isTyped && (
            <p class="note warn" role="alert">
                {t("dialog.unsaved")} <Button onClick={onClose}>{t("dialog.drop")}</Button>
            </p>
        ),
    };
}
