// SPDX-License-Identifier: MIT
// Tags: Enter or a comma makes one, Backspace in an empty field takes the last, each has its own button. The value is text with
// commas, which no tag holds; what is still being typed is its last part, so that a draft has it too.

import { useRef, useState } from "preact/hooks";
import { t } from "../app/words";
import { IconButton } from "../ui/button";
import { type Bound, Field } from "./field";
import { splitTags } from "./kinds";

interface TagsProps extends Bound {
    label: string;
    hint?: string;
    autofocus?: boolean;
}

/** Once each, in the order they were given. */
function joined(tags: string[]): string {
    return [...new Set(tags)].join(",");
}

export function TagsField({ label, hint, error, name, value, onValue, autofocus }: TagsProps) {
    const [typing, setTyping] = useState(false);
    const input = useRef<HTMLInputElement>(null);
    const parts = value.split(",");
    const text = typing ? (parts.at(-1) ?? "") : "";
    const done = splitTags((typing ? parts.slice(0, -1) : parts).join(","));

    const type = (typed: string) => {
        const pieces = typed.split(",");
        setTyping(true);
        onValue([...done, ...pieces].join(","));
    };
    const finish = () => {
        setTyping(false);
        onValue(joined([...done, ...splitTags(text)]));
    };
    const take = (tag: string) => {
        onValue(joined(done.filter((other) => other !== tag)) + (typing ? `,${text}` : ""));
        input.current?.focus();
    };
    const onKey = (event: KeyboardEvent) => {
        const last = done.at(-1);
        if (event.key === "Enter" && !event.ctrlKey && text.trim()) {
            event.preventDefault();
            finish();
        } else if (event.key === "Backspace" && text === "" && last !== undefined) {
            event.preventDefault();
            setTyping(false);
            onValue(joined(done.slice(0, -1)));
        }
    };
    return (
        <Field label={label} hint={hint} error={error}>
            {({ id, describedBy }) => (
                <span class="input tags">
                    {done.map((tag) => (
                        <span key={tag} class="tag">
                            {tag}
                            <IconButton icon="x" label={t("tag.remove", { tag })} onClick={() => take(tag)} />
                        </span>
                    ))}
                    <input
                        ref={input}
                        id={id}
                        name={name}
                        autocomplete="off"
                        autofocus={autofocus}
                        value={text}
                        aria-invalid={error ? "true" : undefined}
                        aria-describedby={describedBy}
                        onInput={(event) => type(event.currentTarget.value)}
                        onKeyDown={onKey}
                        onBlur={() => typing && finish()}
                    />
                </span>
            )}
        </Field>
    );
}
