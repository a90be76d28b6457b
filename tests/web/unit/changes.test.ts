// SPDX-License-Identifier: MIT
// What a colleague's change makes old, and where a row is found again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isTouched } from "../../../web/src/api/changes";
import { keys } from "../../../web/src/api/keys";
import { movedTo } from "../../../web/src/list/anchor";

const touched = (key: readonly unknown[], type: string, id?: string) => isTouched(key, [{ type, id }]);

test("a change touches its record, the lists of its noun, and those that show it", () => {
    assert.ok(touched(keys.one("contacts", "1"), "CONTACT", "1"));
    assert.ok(!touched(keys.one("contacts", "2"), "CONTACT", "1"));
    assert.ok(touched(keys.list("contacts", {}), "CONTACT", "1"));
    assert.ok(touched(keys.one("quotes", "7"), "CONTACT", "1"));
    assert.ok(!touched(keys.list("clients", {}), "CONTACT", "1"));
    assert.ok(touched(keys.summary("invoices", {}), "PAYMENT", "1"));
    assert.ok(touched(keys.bootstrap, "SETTINGS"));
    assert.ok(!touched(keys.today, "REPORT", "1"));
});

test("a row is found where it is now, or not at all", () => {
    const ids = ["a", "b", "c", "d"];
    const idAt = (index: number) => ids[index];
    assert.equal(movedTo("c", 1, idAt), 2);
    assert.equal(movedTo("a", 3, idAt), 0);
    assert.equal(movedTo("b", 1, idAt), 1);
    assert.equal(movedTo("z", 1, idAt), undefined);
});
