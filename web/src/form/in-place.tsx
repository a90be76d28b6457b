// SPDX-License-Identifier: MIT
// One fact, edited where it stands: Enter saves, Esc restores, leaving the field saves nothing and keeps the text.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../app/words";
import { Button, IconButton } from "../ui/button";
import type { Bound } from "./field";

interface InPlaceProps {
    name: string;
    /** Name of the button that begins. */
    label: string;
    value: string;
    /** Throws nothing: what went wrong is told in `error`. False: the field stays open. */
    onSave: (value: string) => Promise<boolean> | boolean;
    error?: string;
    /** How it looks. */
    shown: ComponentChildren;
    field: (bound: Bound) => ComponentChildren;
}

export function InPlace({ name, label, value, onSave, error, shown, field }: InPlaceProps) {
    const [text, setText] = useState<string | null>(null);
    const around = useRef<HTMLSpanElement>(null);
    const isOpen = text !== null;
    useLayoutEffect(() => {
        if (isOpen) {
            around.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
        }
    }, [isOpen]);
    const close = () => {
        setText(null);
        requestAnimationFrame(() => around.current?.querySelector("button")?.focus());
    };
    if (text === null) {
        return (
            <span class="in-place" ref={around}>
                {shown}
                <IconButton icon="pencil" label={label} onClick={() => setText(value)} />
            </span>
        );
    }
    const save = async () => {
        if (text === value || (await onSave(text))) {
            close();
        }
    };
    return (
        <span class="in-place open" ref={around}>
            <form
                noValidate
                onSubmit={(event) => {
                    event.preventDefault();
                    save();
                }}
                onKeyDown={(event) => {
                    if (event.key === "Escape") {
                        event.stopPropagation();
                        close();
                    }
                }}
            >
                {field({ name, value: text, onValue: setText, error })}
                <span class="actions">
                    <Button type="submit" kind="primary">
                        {t("save")}
                    </Button>
                    <Button onClick={close}>{t("cancel")}</Button>
                </span>
            </form>
        </span>
    );
}
