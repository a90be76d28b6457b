// SPDX-License-Identifier: MIT
// The text of a line: free, and while it is typed the catalogue and what papers said before are offered under it. What begins with
// the letters typed is ready to be taken by Enter, a package with all of its lines; anything else is taken by the arrows or a press.
// Where nothing is taken, Enter and Tab walk on as in every cell. (A field of several lines stays a text box: readers are told of the
// offers by its description of what is active.)

import { useQuery } from "@tanstack/preact-query";
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { keys } from "../api/keys";
import { type Car, type PastLine, readSuggestions, type SuggestedItem, type Suggestions } from "../api/suggest";
import { useDebounced } from "../app/debounced";
import type { Pricing } from "../rules/lines";

const LETTERS = 2;
/** Enter takes what begins so from here on; fewer letters are hardly a word. */
const SURE_LETTERS = 3;
/** Enter waits so long for offers that are on their way. */
const PATIENCE_MS = 2000;

export type Suggestion = { item: SuggestedItem } | { past: PastLine };

function offersOf(found: Suggestions | undefined): Suggestion[] {
    return found ? [...found.catalogue.map((item) => ({ item })), ...found.past.map((past) => ({ past }))] : [];
}

interface Offers {
    list: Suggestion[];
    /** What is offered is for the letters that stand there. */
    current: boolean;
}

function useOffers(text: string, wanted: boolean, car: Car | undefined): Offers {
    const typed = text.trim();
    const asked = useDebounced(typed);
    const enabled = wanted && asked.length >= LETTERS;
    const { data, isFetching, isPlaceholderData } = useQuery({
        queryKey: keys.list("catalogue", { suggest: asked, ...car }),
        queryFn: ({ signal }) => readSuggestions(asked, car, signal),
        enabled,
        retry: false,
        placeholderData: (before) => before,
    });
    return {
        list: enabled ? offersOf(data) : [],
        current: typed.length < LETTERS || (typed === asked && !(isFetching && (isPlaceholderData || !data))),
    };
}

/** The offer that Enter takes without a further key; -1: none. */
function readyOffer(text: string, list: Suggestion[]): number {
    const first = list[0];
    return text.trim().length >= SURE_LETTERS && first && "item" in first && first.item.begins ? 0 : -1;
}

interface ItemFieldProps {
    /** Of the text area: its name, its cell, what is wrong with it. */
    control: Omit<JSX.TextareaHTMLAttributes<HTMLTextAreaElement>, "value" | "onKeyDown">;
    text: string;
    car?: Car;
    /** Of the paper: what is offered is told in its prices. */
    pricing: Pricing;
    onText: (text: string) => void;
    onChoose: (chosen: Suggestion) => void;
    /** Every key that nothing offered has a use for. */
    onKey: (event: KeyboardEvent) => void;
    /** Enter that waited for offers, in vain. */
    onNext: () => void;
}

export function ItemField({ control, text, car, pricing, onText, onChoose, onKey, onNext }: ItemFieldProps) {
    const id = useId();
    const [wanted, want] = useState(false);
    const [moved, move] = useState<number | null>(null);
    const { list, current } = useOffers(text, wanted, car);
    const List = useOfferList(wanted);
    const open = wanted && list.length > 0;
    const active = open ? (moved ?? (current ? readyOffer(text, list) : -1)) : -1;
    const choose = (index: number) => {
        const chosen = list[index];
        want(false);
        move(null);
        if (chosen) {
            onChoose(chosen);
        }
    };
    const enter = useWaitingEnter(current, () => (active >= 0 ? choose(active) : onNext()));
    const press = (event: KeyboardEvent) => {
        const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (plain && open && step) {
            event.preventDefault();
            move(Math.max(-1, Math.min(list.length - 1, active + step)));
        } else if (plain && event.key === "Enter" && wanted && (active >= 0 || (!current && moved === null))) {
            event.preventDefault();
            active >= 0 ? choose(active) : enter();
        } else if (event.key === "Escape" && open) {
            event.preventDefault();
            event.stopPropagation();
            want(false);
        } else {
            onKey(event);
        }
    };
    return (
        <span class="combobox">
            <textarea
                {...control}
                rows={1}
                value={text}
                autocomplete="off"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls={open ? `${id}-list` : undefined}
                aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
                onInput={(event) => {
                    want(true);
                    move(null);
                    onText(event.currentTarget.value);
                }}
                onKeyDown={press}
                onBlur={() => want(false)}
            />
            {open && List && <List id={id} list={list} pricing={pricing} active={active} onChoose={choose} />}
        </span>
    );
}

type OfferList = typeof import("./offer-list").OfferList;
let offerList: OfferList | null = null;

/** How offers look comes when the first line is typed. */
function useOfferList(wanted: boolean): OfferList | null {
    const [, drawn] = useState(offerList !== null);
    useEffect(() => {
        if (wanted && !offerList) {
            import("./offer-list").then(
                (chunk) => {
                    offerList = chunk.OfferList;
                    drawn(true);
                },
                () => {}, // the text can be typed without
            );
        }
    }, [wanted]);
    return offerList;
}

/** Enter while the offers for these letters are still on their way: it is done when they are there. */
function useWaitingEnter(current: boolean, done: () => void): () => void {
    const [since, wait] = useState(0);
    const newest = useRef(done);
    newest.current = done;
    useEffect(() => {
        if (!since) {
            return undefined;
        }
        const end = () => {
            wait(0);
            newest.current();
        };
        if (current) {
            end();
            return undefined;
        }
        const timer = setTimeout(end, PATIENCE_MS);
        return () => clearTimeout(timer);
    }, [since, current]);
    return () => wait(Date.now());
}
