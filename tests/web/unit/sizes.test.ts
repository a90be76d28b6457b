// SPDX-License-Identifier: MIT
// What a browser must load before it shows a page, in bytes as nginx sends them, and that index.html names all of it at once.

import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { routes } from "../../../web/src/routes";
import { closure, outputOf, outputs } from "./bundle";
import { OUT, read } from "./files";

/** As it is sent: the pressed file where there is one. */
function sent(path: string): number {
    const file = join(OUT, "app", basename(path));
    return statSync(existsSync(`${file}.gz`) ? `${file}.gz` : file).size;
}

function total(paths: Iterable<string>): number {
    return [...paths].reduce((sum, path) => sum + sent(path), 0);
}

const KB = 1024;

const words = ["web/i18n/fr.json"].map(outputOf);
const first = new Set([...closure(outputOf("web/src/main.tsx")), ...words]);
const home = new Set([...first, ...closure(outputOf("web/src/app/home.tsx"))]);

test("the first load is at most 60 KB of script, 10 of style, 34 of type", (context) => {
    const of = (kind: string) => total(Object.keys(outputs).filter((path) => path.endsWith(kind)));
    const sizes = { script: total(home), style: of(".css"), type: of(".woff2") };
    context.diagnostic(JSON.stringify(sizes));
    assert.ok(sizes.script <= 60 * KB, `script: ${sizes.script}`);
    assert.ok(sizes.style <= 10 * KB, `style: ${sizes.style}`);
    assert.ok(sizes.type <= 34 * KB, `type: ${sizes.type}`);
});

test("the words of further pages are at most 10 KB a catalogue", (context) => {
    const sizes = ["pages", "garage", "sales"].map((name) => ({ name, size: sent(outputOf(`web/i18n/fr.${name}.json`)) }));
    context.diagnostic(JSON.stringify(sizes));
    assert.deepEqual(
        sizes.filter(({ size }) => size > 10 * KB),
        [],
    );
});

test("a further page is at most 15 KB", (context) => {
    const pages = Object.keys(outputs).filter((path) => /^web\/src\/.*\.tsx$/.test(outputs[path]?.entryPoint ?? ""));
    assert.ok(pages.length >= routes.length, `${pages.length} chunks for ${routes.length} pages`);
    const sizes = pages.map((path) => ({
        page: outputs[path]?.entryPoint ?? "",
        size: total([...closure(path)].filter((part) => !first.has(part))),
    }));
    context.diagnostic(JSON.stringify(sizes.map(({ page, size }) => `${basename(page)} ${size}`)));
    assert.deepEqual(
        sizes.filter(({ size }) => size > 15 * KB),
        [],
    );
});

test("index.html names what the first page needs, and nothing that is not there", () => {
    const page = read(join(OUT, "index.html"));
    const named = [...page.matchAll(/(?:href|src)="\/(app\/[^"]+)"/g)].map((found) => found[1] as string);
    for (const path of named) {
        assert.ok(existsSync(join(OUT, path)), path);
    }
    for (const path of [...closure(outputOf("web/src/main.tsx")), words[0] as string]) {
        assert.ok(named.includes(`app/${basename(path)}`), `${path} is asked for late`);
    }
    assert.ok(named.length <= 14, `${named.length} files`);
});

test("nginx is told every address of the table", () => {
    assert.deepEqual(
        read(join(OUT, "routes.txt")).trim().split("\n"),
        routes.map((route) => route.path),
    );
});
