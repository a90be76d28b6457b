// SPDX-License-Identifier: MIT
// Short news at the edge of the page: what was saved, with a way back. They wait while they are looked at (pointer or focus);
// Ctrl+Z takes the newest way back. One polite live region for all.

import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, IconButton } from "../ui/button";
import { t } from "./words";

interface Toast {
    id: number;
    text: string;
    undo?: () => void;
}

const SHOWN_MS = 8000;
const toasts = signal<Toast[]>([]);
let last = 0;

export function toast(text: string, undo?: () => void): void {
    last++;
    toasts.value = [...toasts.value.slice(-2), { id: last, text, undo }];
}

function dismiss(id: number): void {
    toasts.value = toasts.value.filter((shown) => shown.id !== id);
}

/** What Ctrl+Z does outside of fields; false: there is nothing to take back. */
export function undoNewest(): boolean {
    const newest = toasts.value.filter((shown) => shown.undo).at(-1);
    if (newest) {
        dismiss(newest.id);
        newest.undo?.();
    }
    return newest !== undefined;
}

function ToastLine({ shown }: { shown: Toast }) {
    const [held, hold] = useState(false);
    const timer = useRef(0);
    useEffect(() => {
        if (!held) {
            timer.current = window.setTimeout(() => dismiss(shown.id), SHOWN_MS);
        }
        return () => clearTimeout(timer.current);
    }, [held, shown.id]);
    return (
        // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only makes it wait
        <div
            class="toast"
            onMouseEnter={() => hold(true)}
            onMouseLeave={() => hold(false)}
            onFocusCapture={() => hold(true)}
            onBlurCapture={() => hold(false)}
        >
            <span>{shown.text}</span>
            {shown.undo && (
                <Button
                    kind="quiet"
                    onClick={() => {
                        dismiss(shown.id);
                        shown.undo?.();
                    }}
                >
                    {t("toast.undo")}
                </Button>
            )}
            <IconButton icon="x" label={t("close")} onClick={() => dismiss(shown.id)} />
        </div>
    );
}

export function Toasts() {
    return (
        <div class="toasts" role="status" aria-live="polite">
            {toasts.value.map((shown) => (
                <ToastLine key={shown.id} shown={shown} />
            ))}
        </div>
    );
}
