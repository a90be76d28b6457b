// SPDX-License-Identifier: MIT
// Choices of this browser: theme, language, single-letter shortcuts. They hold before anybody is signed in; what somebody has chosen
// on another device comes with his session.

import { signal } from "@preact/signals";
import { currentLanguage, type Language } from "./words";

export type Theme = "system" | "light" | "dark";

export function stored(name: string): string | null {
    try {
        return localStorage.getItem(name);
    } catch {
        return null; // storage is switched off
    }
}

export function store(name: string, value: string): void {
    try {
        localStorage.setItem(name, value);
    } catch {
        // it holds until the page is left
    }
}

export const theme = signal<Theme>((stored("theme") as Theme | null) ?? "system");
/** The PDF of a paper beside its page. */
export const beside = signal(stored("beside") === "on");
export const letters = signal(stored("letters") !== "off");

export function setTheme(wanted: Theme): void {
    theme.value = wanted;
    store("theme", wanted);
    document.documentElement.dataset.theme = wanted === "system" ? "" : wanted;
}

export function setLetters(on: boolean): void {
    letters.value = on;
    store("letters", on ? "on" : "off");
}

export function setBeside(on: boolean): void {
    beside.value = on;
    store("beside", on ? "on" : "off");
}

/** French first: another language only where it was chosen. */
export function chosenLanguage(): Language {
    return stored("language") === "en" ? "en" : "fr";
}

export function storeLanguage(language: Language): void {
    store("language", language);
}

/** `first`: nothing was typed yet, so that the page may begin anew in the other language. */
export function adoptPreferences({ theme: wanted, letters: on, beside: pdf, language }: Record<string, unknown>, first: boolean): void {
    if ((wanted === "system" || wanted === "light" || wanted === "dark") && wanted !== theme.value) {
        setTheme(wanted);
    }
    if (typeof on === "boolean" && on !== letters.value) {
        setLetters(on);
    }
    if (typeof pdf === "boolean" && pdf !== beside.value) {
        setBeside(pdf);
    }
    if (first && (language === "fr" || language === "en") && language !== currentLanguage()) {
        storeLanguage(language);
        if (chosenLanguage() === language) {
            location.reload();
        }
    }
}
