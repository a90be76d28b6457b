// SPDX-License-Identifier: MIT
// A status: always a word, a shape and a colour. And a number plate that looks like one.

export type Tone = "neutral" | "good" | "warn" | "bad" | "info";

export function Chip({ tone = "neutral", children }: { tone?: Tone; children: string }) {
    return <span class={`chip ${tone}`}>{children}</span>;
}

/** A word that people gave a record: no status, so without a shape. */
export function Tag({ children }: { children: string }) {
    return <span class="tag">{children}</span>;
}

export function Plate({ children }: { children: string }) {
    return <span class="plate">{children}</span>;
}
