// SPDX-License-Identifier: MIT
// The keys of rows go with them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { RowKeys } from "../../../web/src/rules/row-keys";

test("a row keeps its key wherever it goes, and a new one has its own", () => {
    const keys = new RowKeys();
    assert.deepEqual(keys.of(3), [1, 2, 3]);
    keys.move(2, 0);
    assert.deepEqual(keys.of(3), [3, 1, 2]);
    keys.remove(1);
    assert.deepEqual(keys.of(3), [3, 2, 4]);
    keys.insert(1, 2);
    assert.deepEqual(keys.of(5), [3, 5, 6, 2, 4]);
    keys.insert(1, 0);
    assert.deepEqual(keys.of(2), [3, 5]);
    assert.deepEqual(keys.of(3), [3, 5, 7]);
});
