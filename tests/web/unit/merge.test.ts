// SPDX-License-Identifier: MIT
// Two sides of one record, and where errors belong in a form.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bodyFrom, ownerOf, place, steps, valueAt } from "../../../web/src/rules/fields";
import { changed, merge, settle } from "../../../web/src/rules/merge";

const BASE = { name: "Dupont", town: "Lyon", vip: "" };

test("what only I changed is mine, silently", () => {
    assert.deepEqual(merge(BASE, { ...BASE, town: "Paris" }, { ...BASE, name: "Durand" }), {
        values: { name: "Durand", town: "Paris", vip: "" },
        conflicts: [],
    });
});

test("what both changed alike is no question", () => {
    assert.deepEqual(merge(BASE, { ...BASE, town: "Paris" }, { ...BASE, town: "Paris" }).conflicts, []);
});

test("what both changed otherwise is asked", () => {
    const merged = merge(BASE, { ...BASE, town: "Paris", vip: "true" }, { ...BASE, town: "Nice" });
    assert.deepEqual(merged.conflicts, [{ field: "town", mine: "Paris", theirs: "Nice" }]);
    assert.deepEqual(settle(merged, new Set(["town"])), { name: "Dupont", town: "Nice", vip: "true" });
    assert.deepEqual(settle(merged, new Set()), { name: "Dupont", town: "Paris", vip: "true" });
});

test("what I cleared is cleared", () => {
    assert.equal(merge(BASE, { ...BASE, town: "" }, BASE).values.town, "");
    assert.deepEqual(merge(BASE, { ...BASE, town: "" }, { ...BASE, town: "Nice" }).conflicts, [
        { field: "town", mine: "", theirs: "Nice" },
    ]);
});

test("names of what changed", () => {
    assert.deepEqual(changed(BASE, { ...BASE, town: "Paris" }), ["town"]);
    assert.deepEqual(changed(BASE, BASE), []);
});

test("names are places in a body", () => {
    assert.deepEqual(steps("items[0].unit_price"), ["items", 0, "unit_price"]);
    assert.deepEqual(bodyFrom({ "address.city": "Lyon", "items[0].x": 1, "items[1].x": 2, name: null }), {
        address: { city: "Lyon" },
        items: [{ x: 1 }, { x: 2 }],
        name: null,
    });
    assert.equal(valueAt({ items: [{ x: 1 }, { x: 2 }] }, "items[1].x"), 2);
    assert.equal(valueAt({ address: null }, "address.city"), undefined);
});

test("an error finds its field, its list or nothing", () => {
    const names = ["email", "tags", "address.city", "items[0].unit_price"];
    assert.equal(ownerOf(names, "email"), "email");
    assert.equal(ownerOf(names, "tags[3]"), "tags");
    assert.equal(ownerOf(names, "items[0].unit_price"), "items[0].unit_price");
    assert.equal(ownerOf(names, "items[1].unit_price"), undefined);
    assert.equal(ownerOf(names, "address.street"), undefined);
    const rows = [{ field: "tags[0]" }, { field: "tags[1]" }, { field: "other" }];
    assert.deepEqual(place(names, rows), { beside: { tags: { field: "tags[0]" } }, rest: [{ field: "other" }] });
});
