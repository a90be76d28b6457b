// SPDX-License-Identifier: MIT
// One field that finds everything: records by name, number, plate or telephone, pages, and things to do. The last records need
// no request. An editable combobox with a list (ARIA 1.2): the focus stays in the field.

import { signal } from "@preact/signals";
import { useQuery } from "@tanstack/preact-query";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import { search } from "../api/search";
import { pieces } from "../rules/fold";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { useDebounced } from "./debounced";
import { entriesFor, type Group, isQuestion, recentGroup, recordGroups } from "./palette-entries";
import { t } from "./words";

export const paletteOpen = signal(false);

function Marked({ text, query }: { text: string; query: string }) {
    return <>{pieces(text, query).map((piece, index) => (piece.hit ? <b key={index}>{piece.text}</b> : piece.text))}</>;
}

function Results({ groups, at, query, go }: { groups: Group[]; at: number; query: string; go: (href: string, apart: boolean) => void }) {
    let index = -1;
    return (
        <div class="palette-list" id="palette-list" role="listbox" aria-label={t("palette.results")}>
            {groups.map((group) => (
                // biome-ignore lint/a11y/useSemanticElements: groups of a listbox, which has no element of its own
                <div key={group.label} role="group" aria-label={group.label}>
                    <div class="palette-group" aria-hidden="true">
                        {group.label}
                    </div>
                    {group.entries.map((entry) => {
                        index++;
                        return (
                            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the keys
                            <div
                                key={entry.href + entry.title}
                                id={`palette-${index}`}
                                class="palette-entry"
                                role="option"
                                aria-selected={index === at}
                                onClick={(event) => go(entry.href, event.ctrlKey || event.metaKey)}
                            >
                                <Icon name={entry.icon} />
                                <span>
                                    <Marked text={entry.title} query={query} />
                                </span>
                                <span class="quiet">{entry.subtitle}</span>
                            </div>
                        );
                    })}
                </div>
            ))}
        </div>
    );
}

function Open() {
    const { route } = useLocation();
    const [text, setText] = useState("");
    const [at, setAt] = useState(0);
    const field = useRef<HTMLInputElement>(null);
    const typed = isQuestion(text.trim()) ? "" : text.trim();
    const query = useDebounced(typed);
    const found = useQuery({
        queryKey: ["search", query],
        queryFn: ({ signal: aborted }) => search(query, aborted),
        enabled: query !== "",
        placeholderData: (before) => before,
    });
    /** The hits are those of the text that stands there, not of the one before. */
    const isSettled = query === typed && (query === "" || (!found.isPlaceholderData && !found.isFetching));
    const waits = useRef(false);
    const groups = text.trim()
        ? [...recordGroups(typed && query ? (found.data ?? []) : [], query), ...entriesFor(text.trim())]
        : [...recentGroup(), ...entriesFor("")];
    const flat = groups.flatMap((group) => group.entries);
    const chosen = Math.min(at, flat.length - 1);

    const go = (href: string, apart: boolean) => {
        paletteOpen.value = false;
        apart ? window.open(href, "_blank", "noopener") : route(href);
    };
    const onKeyDown = (event: KeyboardEvent) => {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step && flat.length) {
            event.preventDefault();
            setAt((chosen + step + flat.length) % flat.length);
        } else if (event.key === "Enter") {
            event.preventDefault();
            if (isSettled && flat[chosen]) {
                go(flat[chosen].href, event.ctrlKey || event.metaKey);
            }
            waits.current = !isSettled;
        }
    };
    // Enter came before the answer: a plate that a scanner types. Where nothing is known of it, nothing is asked either.
    useEffect(() => {
        if (isSettled && waits.current && flat[0] && (groups.length > 1 || isQuestion(text.trim()))) {
            go(flat[0].href, false);
        }
        waits.current = waits.current && !isSettled;
    }, [isSettled]);
    useLayoutEffect(() => field.current?.focus(), []); // before the next key
    useEffect(() => document.getElementById(`palette-${chosen}`)?.scrollIntoView({ block: "nearest" }), [chosen]);

    return (
        <Dialog title={t("palette.open")} closeLabel={t("close")} onClose={() => (paletteOpen.value = false)} wide>
            <input
                ref={field}
                class="input"
                type="text"
                role="combobox"
                aria-label={t("palette.label")}
                aria-expanded="true"
                aria-controls="palette-list"
                aria-autocomplete="list"
                aria-activedescendant={flat.length ? `palette-${chosen}` : undefined}
                autocomplete="off"
                spellcheck={false}
                placeholder={t("palette.hint")}
                value={text}
                onInput={(event) => {
                    setText(event.currentTarget.value);
                    setAt(0);
                    waits.current = false;
                }}
                onKeyDown={onKeyDown}
            />
            <Results groups={groups} at={chosen} query={text} go={go} />
            <p class="quiet" role="status">
                {query !== "" && !found.isFetching && found.data?.length === 0 ? t("palette.nothing", { text: query }) : ""}
            </p>
        </Dialog>
    );
}

export function Palette() {
    return paletteOpen.value ? <Open /> : null;
}
