// SPDX-License-Identifier: MIT
// A field that finds a record, and makes one from what was typed and not found. The form holds the id under `name`, and what is
// read in the field under `textName(name)`.

import { useQuery } from "@tanstack/preact-query";
import { keys, type Noun } from "../api/keys";
import { useDebounced } from "../app/debounced";
import { byName } from "../rules/found";
import { Combobox, type Offer } from "./combobox";
import type { FormOf, Values } from "./form";
import { textName } from "./kinds";

const MAKE = "make";
const SHOWN = 8;

interface FindProps {
    form: FormOf<Values>;
    name: string;
    label: string;
    noun: Noun;
    find: (search: string, signal: AbortSignal) => Promise<Offer[]>;
    /** What the last offer says, which makes one of the text; pressed, it calls `onMake`. */
    makeOf: (text: string) => string;
    onMake: (text: string) => void;
    /** Of the making; the form's own comes first. */
    problem?: string;
    required?: boolean;
    autofocus?: boolean;
}

/** The record that is chosen, by whatever means. */
export function choose(form: FormOf<Values>, name: string, id: string, title: string): void {
    form.set(name, id);
    form.set(textName(name), title);
}

function useOffers({ noun, find, makeOf }: FindProps, typed: string, isChosen: boolean): Offer[] | undefined {
    const search = useDebounced(typed);
    const { data } = useQuery({
        queryKey: keys.list(noun, { offers: search }),
        queryFn: ({ signal }) => find(search, signal),
        enabled: search !== "" && !isChosen,
        placeholderData: (before) => before,
    });
    if (isChosen || search === "") {
        return [];
    }
    return data && [...byName(data, typed).slice(0, SHOWN), { id: MAKE, title: makeOf(typed) }];
}

export function FindField(props: FindProps) {
    const { form, name, label, onMake, problem, required, autofocus } = props;
    const text = form.values[textName(name)] ?? "";
    const offers = useOffers(props, text.trim(), Boolean(form.values[name]));
    const titleOf = (id: string): string => offers?.find((offer) => offer.id === id)?.title ?? "";
    return (
        <Combobox
            label={label}
            name={name}
            error={form.field(name).error ?? problem}
            required={required}
            autofocus={autofocus}
            text={text}
            offers={offers}
            onText={(typed) => choose(form, name, "", typed)}
            onChoose={(id) => (id === MAKE ? onMake(text.trim()) : choose(form, name, id, titleOf(id)))}
        />
    );
}
