// SPDX-License-Identifier: MIT
// A field that finds: type, choose with arrows and Enter or a press (ARIA 1.2: a combobox with its listbox). What is offered is
// the caller's.

import Navigation from "@github/combobox-nav";
import { useEffect, useRef, useState } from "preact/hooks";
import { Field } from "./field";

export interface Offer {
    id: string;
    title: string;
    subtitle?: string;
}

interface ComboboxProps {
    label: string;
    name: string;
    error?: string;
    required?: boolean;
    autofocus?: boolean;
    text: string;
    onText: (text: string) => void;
    /** Undefined: they are on their way. */
    offers: Offer[] | undefined;
    onChoose: (id: string) => void;
}

function useNavigation(open: boolean, choose: (id: string) => void) {
    const input = useRef<HTMLInputElement>(null);
    const list = useRef<HTMLDivElement>(null);
    const navigation = useRef<Navigation | null>(null);
    const newest = useRef(choose);
    newest.current = choose;
    useEffect(() => {
        const [field, options] = [input.current, list.current];
        if (!field || !options) {
            return;
        }
        const made = new Navigation(field, options, { tabInsertsSuggestions: false, firstOptionSelectionMode: "active" });
        const commit = (event: Event) => {
            const option = (event.target as HTMLElement).closest<HTMLElement>("[data-offer]");
            newest.current(option?.dataset.offer ?? "");
        };
        options.addEventListener("combobox-commit", commit);
        navigation.current = made;
        return () => {
            options.removeEventListener("combobox-commit", commit);
            made.destroy();
        };
    }, []);
    useEffect(() => {
        if (open) {
            navigation.current?.start();
            return () => navigation.current?.stop();
        }
        return undefined;
    }, [open]);
    return { input, list, navigation };
}

export function Combobox({ label, name, error, required, autofocus, text, onText, offers, onChoose }: ComboboxProps) {
    const [wanted, want] = useState(false);
    const open = wanted && (offers?.length ?? 0) > 0;
    const { input, list, navigation } = useNavigation(open, (id) => {
        want(false);
        onChoose(id);
    });
    const shown = offers?.map((offer) => offer.id).join() ?? "";
    useEffect(() => navigation.current?.resetSelection(), [shown, navigation]);
    const onKey = (event: KeyboardEvent) => {
        if (event.key === "Escape" && open) {
            event.preventDefault();
            event.stopPropagation();
            want(false);
        } else if (event.key === "ArrowDown") {
            want(true);
        }
    };
    return (
        <Field label={label} error={error} required={required}>
            {({ id, describedBy }) => (
                <span class="combobox">
                    <input
                        ref={input}
                        id={id}
                        name={name}
                        class="input"
                        autocomplete="off"
                        value={text}
                        aria-invalid={error ? "true" : undefined}
                        aria-describedby={describedBy}
                        aria-required={required}
                        autofocus={autofocus}
                        onInput={(event) => {
                            want(true);
                            onText(event.currentTarget.value);
                        }}
                        onKeyDown={onKey}
                        onBlur={() => want(false)}
                    />
                    <div
                        ref={list}
                        id={`${id}-list`}
                        role="listbox"
                        aria-label={label}
                        class="offers"
                        hidden={!open}
                        onMouseDown={(event) => event.preventDefault()}
                    >
                        {offers?.map((offer) => (
                            <div
                                key={offer.id}
                                tabIndex={-1}
                                id={`${id}-${offer.id}`}
                                role="option"
                                aria-selected="false"
                                data-offer={offer.id}
                            >
                                <span>{offer.title}</span>
                                {offer.subtitle && <span class="hint">{offer.subtitle}</span>}
                            </div>
                        ))}
                    </div>
                </span>
            )}
        </Field>
    );
}
