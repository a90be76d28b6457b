// SPDX-License-Identifier: MIT
// Places of cards: between their neighbours as long as there is room, and the lower one's where there is none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { between } from "../../../web/src/rules/places";

test("a card goes between its neighbours", () => {
    assert.equal(between(undefined, undefined), 0);
    assert.equal(between(10, 20), 15);
    assert.equal(between(-21, -20), -20);
    assert.equal(between(5, 5), 5);
    assert.ok(between(undefined, 7) < 7);
    assert.ok(between(7, undefined) > 7);
});

test("places stay exact", () => {
    const last = 4_000_000_000_000_000;
    assert.equal(between(last, undefined), last);
    assert.equal(between(undefined, -last), -last);
    let [above, halvings] = [0, 0];
    for (const below = 67_108_864; between(above, below) < below; halvings++) {
        above = between(above, below);
    }
    assert.equal(halvings, 26);
});
