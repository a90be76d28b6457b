// SPDX-License-Identifier: MIT
// What the build made of the sources, as esbuild tells it.

import assert from "node:assert/strict";
import { GEN, json } from "./files";

interface Output {
    entryPoint?: string;
    imports: { path: string; kind: string }[];
    inputs: Record<string, { bytesInOutput: number }>;
}

export const { outputs } = json<{ outputs: Record<string, Output> }>(`${GEN}/meta.json`);

/** The file of an entry or of what is loaded when it is needed. */
export function outputOf(source: string): string {
    const found = Object.keys(outputs).find((path) => path.endsWith(".js") && outputs[path]?.entryPoint === source);
    assert.ok(found, `${source} is in no output`);
    return found;
}

/** The file and what it imports at once. */
export function closure(path: string, seen = new Set<string>()): Set<string> {
    if (!seen.has(path)) {
        seen.add(path);
        for (const item of outputs[path]?.imports ?? []) {
            if (item.kind === "import-statement") {
                closure(item.path, seen);
            }
        }
    }
    return seen;
}

/** The file and what is loaded from it, then or later; not through those that are in `seen`. */
export function reach(path: string, seen: Set<string>): Set<string> {
    if (!seen.has(path)) {
        seen.add(path);
        for (const item of outputs[path]?.imports ?? []) {
            reach(item.path, seen);
        }
    }
    return seen;
}

/** Our own sources in these files. */
export function sourcesOf(paths: string[]): string[] {
    const sources = paths.flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
    return [...new Set(sources)].filter((path) => path.startsWith("web/src/") && /\.tsx?$/.test(path)).sort();
}
