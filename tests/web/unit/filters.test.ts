// SPDX-License-Identifier: MIT
// What is typed in a filter of a list: understood as people write it, or told that it is not.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Filter } from "../../../web/src/list/spec";

// Tabs that talk to each other would keep this process alive.
Reflect.deleteProperty(globalThis, "BroadcastChannel");
const { rulesOf, typedFilter } = await import("../../../web/src/list/spec");
const { filtersFor } = await import("../../../web/src/sales/opportunities");

const deals = filtersFor([], [], "");
const read = (key: string, typed: string): string | undefined => {
    const filter = deals.find((one) => one.key === key);
    assert.ok(filter?.kind === "text", key);
    return typedFilter(filter, typed);
};

test("an amount is understood as it is written, and stands plainly in the address", () => {
    const amounts: [string, string | undefined][] = [
        ["10000", "10000"],
        ["10 000", "10000"],
        ["10\u202f000,50 €", "10000.5"],
        ["1.234.567", "1234567"],
        ["", ""],
        ["beaucoup", undefined],
        ["-5", undefined],
        ["10,555", undefined],
        ["1234567890123456", undefined],
    ];
    for (const [typed, value] of amounts) {
        assert.equal(read("min_amount", typed), value, typed);
    }
    assert.equal(read("max_amount", "25 000"), "25000");
});

test("a probability may have its sign, and is at most a hundred", () => {
    assert.equal(read("min_probability", "30 %"), "30");
    assert.equal(read("max_probability", "100%"), "100");
    assert.equal(read("max_probability", "101"), undefined);
});

test("what is understood is what an address may say", () => {
    const { filters } = rulesOf({
        filters: deals as Filter<{ id: string }>[],
        columns: [],
        order: { sort: "", descending: false },
    } as never);
    const rule = filters.find(({ key }) => key === "min_amount");
    assert.ok(rule?.valid.test(read("min_amount", "10 000,50") ?? ""));
});
