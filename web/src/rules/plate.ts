// SPDX-License-Identifier: MIT
// Number plates: typed anyhow, shown as they hang on the car. What is not French stays as typed, in capitals, as the server does.

/** Embassies and consulates: they look alike and are written otherwise. */
const DIPLOMATIC = ["C", "CD", "CMD", "K"];

function isDepartment(text: string): boolean {
    const number = Number(text);
    return (
        text === "2A" ||
        text === "2B" ||
        (text.length === 2 && number >= 1 && number <= 95) ||
        (text.length === 3 && number > 970 && number <= 976)
    );
}

export function showPlate(text: string): string {
    const tidy = text
        .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "")
        .replace(/[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g, "-")
        .replace(/\s+/g, " ")
        .trim()
        .toUpperCase();
    const siv = /^([A-Z]{2}|W)[ .-]*(\d{3})[ .-]*([A-Z]{2})$/.exec(tidy);
    if (siv) {
        return `${siv[1]}-${siv[2]}-${siv[3]}`;
    }
    const old = /^(\d{1,4})[ .-]*([A-Z]{1,3})[ .-]*(\d{2,3}|2[AB])$/.exec(tidy);
    // Hyphens after two digits or fewer are those of Portugal, the Netherlands, Belgium.
    const french = old && (!tidy.includes("-") || (old[1] ?? "").length > 2) && !DIPLOMATIC.includes(old[2] ?? "");
    if (french && isDepartment(old[3] ?? "")) {
        return `${old[1]} ${old[2]} ${old[3]}`;
    }
    return tidy;
}
