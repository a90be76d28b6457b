// SPDX-License-Identifier: MIT
// Keys. Every binding of a page or of the shell stands in one register while its component lives; the help sheet is that
// register. Matched by the letter typed, not by its place: AZERTY, QWERTY and BÉPO agree. Nothing is bound with Alt.

import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { tinykeys } from "tinykeys";
import { Dialog } from "../ui/dialog";
import { letters } from "./theme";
import { type Key, t } from "./words";

export interface Shortcut {
    /** As tinykeys writes it: "n", "g c", "$mod+k". */
    keys: string;
    label: Key;
    /** False: nothing was done, the browser may do what it does. */
    run: () => boolean | void;
}

const register = signal<readonly Shortcut[]>([]);
export const helpOpen = signal(false);

const FIELDS = "input:not([type=checkbox]), textarea, select, [contenteditable]";

function writes(target: EventTarget | null): boolean {
    return target instanceof Element && target.closest(FIELDS) !== null;
}

const isLetter = (keys: string): boolean => !keys.includes("$mod") && !/^(Escape|F\d+)$/.test(keys);

/** Letters wait for fields and dialogs, and can be switched off; combinations work everywhere but for the field's own undo. */
function mayRun(event: KeyboardEvent, keys: string): boolean {
    if (!isLetter(keys)) {
        return keys !== "$mod+z" || !writes(event.target);
    }
    return letters.value && !writes(event.target) && !document.querySelector("dialog[open]");
}

/** Binds while the component is shown, from the moment it can be seen: who is quick presses no key in vain. The newest binding of a
 *  key wins. */
export function useShortcuts(list: Shortcut[]): void {
    const newest = useRef(list);
    newest.current = list;
    const names = list.map((entry) => entry.keys).join("|");
    useLayoutEffect(() => {
        const bound = newest.current.map((entry, index) => ({ ...entry, run: () => newest.current[index]?.run() }));
        register.value = [...register.value, ...bound];
        return () => {
            register.value = register.value.filter((entry) => !bound.includes(entry));
        };
    }, [names]);
}

/** What the newest binding of these keys does. */
function press(keys: string, event: KeyboardEvent): void {
    const entry = [...register.peek()].reverse().find((bound) => bound.keys === keys);
    if (entry && mayRun(event, keys) && entry.run() !== false) {
        event.preventDefault();
    }
}

// Fields are not ignored as a whole: combinations and Esc work in them, see mayRun.
const OPTIONS = { ignore: (event: KeyboardEvent) => event.repeat || event.isComposing };

/** Once, by the shell. What stays bound is left alone: somebody may be between the `g` and the `c` of it. */
export function useKeyboard(): void {
    useLayoutEffect(() => {
        const listening = new Map<string, () => void>();
        const agree = () => {
            const wanted = new Set(register.peek().map((entry) => entry.keys));
            for (const [keys, off] of listening) {
                if (!wanted.delete(keys)) {
                    off();
                    listening.delete(keys);
                }
            }
            for (const keys of wanted) {
                listening.set(keys, tinykeys(window, { [keys]: (event) => press(keys, event) }, OPTIONS));
            }
        };
        const stop = register.subscribe(() => queueMicrotask(agree)); // after all that changes at once
        return () => {
            stop();
            for (const off of listening.values()) {
                off();
            }
        };
    }, []);
}

function shown(keys: string): string[] {
    return keys.split(/[ +]/).map((part) => (part === "$mod" ? "Ctrl" : part === "Enter" ? "↵" : part));
}

export function HelpSheet() {
    if (!helpOpen.value) {
        return null;
    }
    return (
        <Dialog title={t("help.title")} closeLabel={t("close")} onClose={() => (helpOpen.value = false)}>
            <dl class="keys">
                {register.value.map((entry) => (
                    <div key={entry.keys}>
                        <dt>{t(entry.label)}</dt>
                        <dd>
                            {shown(entry.keys).map((part) => (
                                <kbd key={part}>{part}</kbd>
                            ))}
                        </dd>
                    </div>
                ))}
            </dl>
            <p class="quiet">{t(letters.value ? "help.letters_on" : "help.letters_off")}</p>
        </Dialog>
    );
}
