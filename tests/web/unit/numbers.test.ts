// SPDX-License-Identifier: MIT
// What people type for numbers and amounts, and what is understood.

import assert from "node:assert/strict";
import { test } from "node:test";
import { amountOf, centsOf, isWholeCents, readCents } from "../../../web/src/rules/money";
import { readNumber, toJson } from "../../../web/src/rules/number";

const NARROW = "\u202f";

const UNDERSTOOD: [string, number, number][] = [
    ["0", 0, 0],
    ["12", 0, 12],
    [" 12 ", 0, 12],
    ["007", 0, 7],
    ["-3", 0, -3],
    ["\u22123", 0, -3],
    ["+3", 0, 3],
    ["125 000", 0, 125000],
    [`125${NARROW}000`, 0, 125000],
    ["125\u00a0000", 0, 125000],
    ["1.234.567", 0, 1234567],
    ["1,234,567", 0, 1234567],
    ["12,5", 2, 12.5],
    ["12.5", 2, 12.5],
    ["12,50", 2, 12.5],
    ["12,", 2, 12],
    [",5", 2, 0.5],
    [".05", 2, 0.05],
    ["-0,5", 2, -0.5],
    ["1 234,50", 2, 1234.5],
    ["1.234,50", 2, 1234.5],
    ["1,234.50", 2, 1234.5],
    ["1 234,50 €", 2, 1234.5],
    ["€1,234.50", 2, 1234.5],
    ["1'234.50 CHF", 2, 1234.5],
    ["12 345 678,90", 2, 12345678.9],
    ["0,125", 3, 0.125],
    ["1,500", 3, 1.5],
    ["-0", 2, 0],
    ["0,00", 2, 0],
];

for (const [typed, decimals, value] of UNDERSTOOD) {
    test(`"${typed}" with ${decimals} decimals is ${value}`, () => {
        const read = readNumber(typed, decimals);
        assert.ok("digits" in read, JSON.stringify(read));
        assert.equal(toJson(read.digits), value);
    });
}

const REFUSED: [string, number, string, string][] = [
    ["45.000", 0, "too_many_decimals", "45,000"],
    ["12,345", 2, "too_many_decimals", "12,345"],
    ["12,500", 2, "too_many_decimals", "12,500"],
    ["-1,234", 2, "too_many_decimals", "\u22121,234"],
    ["12a", 2, "not_a_number", "12a"],
    ["douze", 2, "not_a_number", "douze"],
    ["1,2,3", 2, "not_a_number", "1,2,3"],
    ["1.23,45", 2, "not_a_number", "1.23,45"],
    ["1,234.567,89", 2, "not_a_number", "1,234.567,89"],
    ["--3", 2, "not_a_number", "--3"],
    [",", 2, "not_a_number", ","],
    ["€", 2, "not_a_number", "€"],
    ["12345678901234567", 0, "too_large", "12345678901234567"],
];

for (const [typed, decimals, fault, understood] of REFUSED) {
    test(`"${typed}" with ${decimals} decimals is refused: ${fault}`, () => {
        assert.deepEqual(readNumber(typed, decimals), { fault, understood });
    });
}

test("amounts are cents, there and back", () => {
    assert.deepEqual(readCents("1 234,5"), { cents: 123450 });
    assert.deepEqual(readCents("-0,01"), { cents: -1 });
    assert.deepEqual(readCents("19,99 €"), { cents: 1999 });
    for (const cents of [0, 1, -1, 9, 10, 99, 100, 1999, 123450, -123456, 999999999999]) {
        assert.equal(centsOf(amountOf(cents)), cents);
        assert.equal(
            amountOf(cents).toFixed(2),
            `${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`,
        );
    }
});

test("a price of whole cents is known, whatever it is in binary", () => {
    for (let cents = -20_000; cents <= 20_000; cents++) {
        assert.ok(isWholeCents(amountOf(cents)), String(cents));
    }
    assert.ok(!isWholeCents(0.125) && !isWholeCents(39.8001));
});
