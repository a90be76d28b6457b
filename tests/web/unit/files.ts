// SPDX-License-Identifier: MIT
// What tests read of the repository: tests run in its root.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const OUT = process.env.VISIONCRM_WEB_OUT ?? "build/web-check";
export const GEN = "build/gen/web";

export function read(path: string): string {
    return readFileSync(path, "utf8");
}

export function json<T>(path: string): T {
    return JSON.parse(read(path)) as T;
}

/** Files below a folder whose names match, by their whole paths. */
export function files(folder: string, name: RegExp): string[] {
    return readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) => {
            const path = join(folder, entry.name);
            return entry.isDirectory() ? files(path, name) : name.test(entry.name) ? [path] : [];
        })
        .sort();
}
