// SPDX-License-Identifier: MIT
// The style sheets: colours and sizes stand in tokens.css alone, and every pair of them that text is made of can be read, in the
// light and in the dark.

import assert from "node:assert/strict";
import { test } from "node:test";
import { files, read } from "./files";

const TOKENS = "web/src/style/tokens.css";
const sheets = files("web/src/style", /\.css$/).filter((path) => path !== TOKENS);
const sources = files("web/src", /\.tsx?$/);

/** Declarations with their lines; comments and the conditions of @media are none (a condition can hold no variable). */
function declarations(path: string): { place: string; name: string; value: string }[] {
    const text = read(path)
        .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, " "))
        .replace(/@(media|supports|container|import)[^{;]*/g, (rule) => rule.replace(/[^\n]/g, " "));
    return [...text.matchAll(/(?<=[{;]\s*)([-\w]+)\s*:\s*([^;{}]+)(?=[;}])/g)].map((found) => ({
        place: `${path}:${text.slice(0, found.index).split("\n").length}`,
        name: found[1] as string,
        value: found[2] as string,
    }));
}

const NAMED =
    /\b(aqua|black|blue|brown|cyan|gold|gray|green|grey|lime|magenta|maroon|navy|olive|orange|pink|purple|red|silver|teal|violet|white|yellow)\b/i;
const COLOUR = /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(/i;
const SIZE = /(?<![-\w])\d*\.?\d+(px|rem|pt|pc|cm|mm|in|q|s|ms)\b/i;

test("no colour and no size outside of tokens.css", () => {
    const found = sheets.flatMap((path) =>
        declarations(path)
            .filter(({ value }) => {
                const bare = value.replace(/"[^"]*"|var\([^)]*\)|url\([^)]*\)/g, "");
                return COLOUR.test(bare) || SIZE.test(bare) || NAMED.test(bare);
            })
            .map(({ place, name, value }) => `${place}: ${name}: ${value}`),
    );
    assert.deepEqual(found, []);
    assert.ok(sheets.length > 3);
});

test("no colour and no size in a source", () => {
    const found = sources
        .filter((path) => !path.endsWith("ui/icons.ts"))
        .flatMap((path) =>
            read(path)
                .split("\n")
                .map((text, index) => ({ text, place: `${path}:${index + 1}` }))
                .filter(({ text }) => /["'`][^"'`]*(\d(px|rem)\b|#[0-9a-f]{6}\b|\brgb\()/i.test(text))
                .map(({ text, place }) => `${place}: ${text.trim()}`),
        );
    assert.deepEqual(found, []);
});

test("every variable that is used has a value", () => {
    const declared = new Set(files("web/src/style", /\.css$/).flatMap((path) => declarations(path).map(({ name }) => name)));
    for (const path of sources) {
        for (const found of read(path).matchAll(/["'`](--[-\w]+)["'`]/g)) {
            declared.add(found[1] as string); // set by a script
        }
    }
    const used = files("web/src/style", /\.css$/).flatMap((path) =>
        [...read(path).matchAll(/var\((--[-\w]+)/g)].map((found) => ({ path, name: found[1] as string })),
    );
    assert.deepEqual(
        used.filter(({ name }) => !declared.has(name)),
        [],
    );
});

// ---- contrast (WCAG 2.2, 1.4.3 and 1.4.11) ----

type Theme = 0 | 1;

function colours(theme: Theme): Record<string, string> {
    const found: Record<string, string> = {};
    for (const [, name, light, dark] of read(TOKENS).matchAll(/--([-\w]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)) {
        found[name as string] = (theme === 0 ? light : dark) as string;
    }
    return found;
}

function luminance(hex: string): number {
    const [red, green, blue] = [1, 3, 5].map((at) => {
        const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
    return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["paper", "raised", "sunken"];
const TONES = ["good", "warn", "bad", "info"];
const TEXTS: [string, string][] = [
    ...["ink", "quiet", "accent", ...TONES].flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
    ...TONES.flatMap((tone): [string, string][] => [
        [tone, `${tone}-ground`],
        ["ink", `${tone}-ground`],
    ]),
    ["accent", "soft"],
    ["ink", "soft"],
    ["on-accent", "accent"],
    ["paper", "ink"],
];
/** Borders of controls, and the outline of what has the focus. */
const EDGES: [string, string][] = ["edge", "accent", "bad"].flatMap((edge) => GROUNDS.map((ground): [string, string] => [edge, ground]));

test("the measure of contrast is right", () => {
    assert.equal(contrast("#000000", "#ffffff"), 21);
    assert.equal(contrast("#777777", "#ffffff").toFixed(2), "4.48");
});

for (const theme of [0, 1] as const) {
    test(`text and edges can be seen in the ${theme === 0 ? "light" : "dark"}`, () => {
        const of = colours(theme);
        const low = (pairs: [string, string][], least: number) =>
            pairs
                .map(([text, ground]) => ({ pair: `${text} on ${ground}`, ratio: contrast(of[text] as string, of[ground] as string) }))
                .filter(({ ratio }) => !(ratio >= least))
                .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`);
        assert.deepEqual(low(TEXTS, 4.5), []);
        assert.deepEqual(low(EDGES, 3), []);
    });
}
