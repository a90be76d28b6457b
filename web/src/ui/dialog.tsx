// SPDX-License-Identifier: MIT
// A modal dialog: the browser's own, which keeps the focus inside and gives it back. A press outside closes nothing; Esc asks
// `onClose`, which may refuse.

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { IconButton } from "./button";

interface DialogProps {
    title: string;
    /** Name of the button that closes; none: it can only be answered. */
    closeLabel?: string;
    onClose?: () => void;
    wide?: boolean;
    children: ComponentChildren;
}

export function Dialog({ title, closeLabel, onClose, wide, children }: DialogProps) {
    const element = useRef<HTMLDialogElement>(null);
    const heading = useId();
    useLayoutEffect(() => {
        const before = document.activeElement;
        const dialog = element.current;
        dialog?.showModal();
        return () => {
            dialog?.close();
            if (before instanceof HTMLElement && before.isConnected) {
                before.focus();
            }
        };
    }, []);
    return (
        <dialog
            ref={element}
            class={wide ? "dialog wide" : "dialog"}
            aria-labelledby={heading}
            onCancel={(event) => {
                event.preventDefault();
                onClose?.();
            }}
        >
            <header>
                <h2 id={heading}>{title}</h2>
                {closeLabel && <IconButton icon="x" label={closeLabel} onClick={onClose} />}
            </header>
            {children}
        </dialog>
    );
}
