// SPDX-License-Identifier: MIT
// What a quote's deposits leave of it, to the cent.

import assert from "node:assert/strict";
import { test } from "node:test";
import { leftToAsk } from "../../../web/src/rules/deposits";

test("deposits leave the rest, and what was credited of them", () => {
    const deposit = (total: number, amount_credited = 0) => ({ total, amount_credited });
    assert.equal(leftToAsk({ total: 12870.59, deposits: [] }), 12870.59);
    assert.equal(leftToAsk({ total: 12870.59, deposits: [deposit(6435.3), deposit(6435.29)] }), 0);
    assert.equal(leftToAsk({ total: 0.3, deposits: [deposit(0.1), deposit(0.1, 0.1)] }), 0.2);
    assert.equal(leftToAsk({ total: null, deposits: [] }), 0);
});
