// SPDX-License-Identifier: MIT
// Who may do what: the front end says what the server's table of routes says, and asks only for routes that there are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allowed, type Level, levelOf, reaches } from "../../../web/src/api/permissions";
import { routes } from "../../../web/src/routes";
import { files, GEN, json, read } from "./files";

const table = json<{ method: string; path: string; perm: string }[]>(`${GEN}/routes.json`);
const LEVELS: Level[] = ["user", "manager", "admin", "owner"];

test("each level may do what the server lets it do", () => {
    assert.ok(table.length > 80);
    for (const { method, path, perm } of table) {
        const least = perm === "none" ? 0 : LEVELS.indexOf(perm as Level);
        assert.ok(least >= 0, `${method} ${path}: ${perm} is no level`);
        for (const [index, level] of LEVELS.entries()) {
            assert.equal(allowed(level, `${method} ${path}`), index >= least, `${level}: ${method} ${path}`);
        }
    }
});

test("roles of the server are levels", () => {
    assert.deepEqual(["owner", "ADMIN", "Manager", "sales", "nobody"].map(levelOf), ["owner", "admin", "manager", "user", "user"]);
    assert.ok(reaches("admin", "manager") && !reaches("user", "manager") && !reaches("owner", "no level"));
});

test("sources ask for routes that there are", () => {
    const known = new Set(table.map(({ method, path }) => `${method} ${path}`));
    const asked = files("web/src", /\.tsx?$/).flatMap((path) =>
        [...read(path).matchAll(/"((?:GET|POST|PUT|PATCH|DELETE) \/api\/[^"]*)"/g)].map((found) => ({ path, route: found[1] as string })),
    );
    assert.ok(asked.length > 0);
    assert.deepEqual(
        asked.filter(({ route }) => !known.has(route)),
        [],
    );
});

test("no address stands twice, and each is one that nginx serves", () => {
    const paths = routes.map((route) => route.path);
    assert.equal(new Set(paths).size, paths.length);
    for (const path of paths) {
        assert.match(path, /^\/$|^(\/(:?[a-z]+(-[a-z]+)*))+$/);
    }
    const letters = routes.flatMap((route) => (route.bar ? [route.bar.letter] : []));
    assert.equal(new Set(letters).size, letters.length, "two entries of the bar have one letter");
});
