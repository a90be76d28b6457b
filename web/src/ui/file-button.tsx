// SPDX-License-Identifier: MIT
// A button that chooses a file. The field itself is not shown: browsers draw it each in their way and language.

import { useRef } from "preact/hooks";
import { Button } from "./button";
import type { IconName } from "./icon";

interface FileButtonProps {
    label: string;
    /** Of the field. */
    name: string;
    /** Kinds of files, as the attribute has them. */
    accept: string;
    icon: IconName;
    kind?: "primary";
    busy: boolean;
    onFile: (file: File) => void;
}

export function FileButton({ label, name, accept, icon, kind, busy, onFile }: FileButtonProps) {
    const input = useRef<HTMLInputElement>(null);
    return (
        <>
            <input
                ref={input}
                type="file"
                name={name}
                accept={accept}
                aria-label={label}
                hidden
                onChange={(event) => {
                    const file = event.currentTarget.files?.[0];
                    event.currentTarget.value = ""; // the same file may be chosen again
                    if (file) {
                        onFile(file);
                    }
                }}
            />
            <Button kind={kind} icon={icon} busy={busy} onClick={() => input.current?.click()}>
                {label}
            </Button>
        </>
    );
}
