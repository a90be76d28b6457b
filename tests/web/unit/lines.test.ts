// SPDX-License-Identifier: MIT
// Sums of a paper's lines as the server makes them; tests/web/agreement.py compares a thousand with its answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answeredRates, blankLine, hasMore, isBlank, type LineText, muldiv, pastedLines, sumLines } from "../../../web/src/rules/lines";

const line = (quantity: string, unit_price: string, vat_rate = "", discount_percent = ""): LineText => ({
    ...blankLine(),
    description: "x",
    quantity,
    unit_price,
    vat_rate,
    discount_percent,
});
const net = (vat_rate: string) => ({ vat_rate, price_mode: "NET" as const });
const gross = (vat_rate: string) => ({ vat_rate, price_mode: "GROSS" as const });

test("half away from zero, both ways", () => {
    assert.deepEqual(
        [muldiv(5n, 1n, 2n), muldiv(-5n, 1n, 2n), muldiv(4n, 1n, 3n), muldiv(-4n, 1n, 3n), muldiv(0n, 1n, 7n)],
        [3n, -3n, 1n, -1n, 0n],
    );
});

test("each line is rounded before they are added", () => {
    const sums = sumLines([line("3", "33,335"), line("0,5", "0,01"), line("1", "1.005")], net("20"));
    assert.deepEqual(sums.lines, [10001n, 1n, 101n]);
    assert.deepEqual([sums.subtotal, sums.vat, sums.total], [10103n, 2021n, 12124n]);
});

test("VAT by rate, the highest first; a line without one has the paper's", () => {
    const sums = sumLines([line("1", "100"), line("1", "100", "5,5"), line("-1", "10")], net("20"));
    assert.deepEqual(sums.rates, [
        { rate: 2000n, net: 9000n, vat: 1800n },
        { rate: 550n, net: 10000n, vat: 550n },
    ]);
});

test("a large sum is exact", () => {
    assert.equal(sumLines([line("999999", "999999999,9999")], net("0")).subtotal, 99999899999990000n);
});

test("a price that includes VAT is what is paid", () => {
    for (const [price, subtotal, vat] of [
        ["69,99", 5832n, 1167n],
        ["39,99", 3332n, 667n],
        ["99,99", 8332n, 1667n],
    ] as const) {
        const sums = sumLines([line("1", price)], gross("20"));
        assert.deepEqual([sums.subtotal, sums.vat, sums.total], [subtotal, vat, subtotal + vat]);
    }
    assert.deepEqual(sumLines([line("3", "5,55")], gross("20")).rates, [{ rate: 2000n, net: 1387n, vat: 278n }]);
});

test("a discount is rounded by itself", () => {
    const sums = sumLines([line("3", "9,99", "", "12,5"), line("1", "100", "", "100"), line("-1", "3,33", "", "50")], net("20"));
    assert.deepEqual(sums.lines, [2622n, 0n, -166n]);
});

test("VAT by rate of lines that were answered", () => {
    const lines = [
        { vat_rate: 20, total: 69.99 },
        { vat_rate: 5.5, total: 10.55 },
    ];
    assert.deepEqual(answeredRates(lines, "GROSS"), [
        { rate: 2000n, net: 5832n, vat: 1167n },
        { rate: 550n, net: 1000n, vat: 55n },
    ]);
    assert.deepEqual(answeredRates(lines, "NET")[0], { rate: 2000n, net: 6999n, vat: 1400n });
});

test("a reference alone is something, and so is what else a line may say", () => {
    assert.equal(isBlank({ ...blankLine(), reference: "OX 171" }), false);
    assert.equal(hasMore(line("1", "1")), false);
    assert.equal(hasMore({ ...line("1", "1"), unit: "HOUR" }), true);
});

test("what is empty or not understood adds nothing", () => {
    const sums = sumLines([line("1", "abc"), blankLine(), line("2", "5")], net("20"));
    assert.deepEqual(sums.lines, [undefined, undefined, 1000n]);
    assert.equal(isBlank(line("1", "")), false);
});

test("cells of a spreadsheet become rows", () => {
    assert.deepEqual(pastedLines("Vidange\t1\t65,00\t20 %\r\nFiltre\t2\t12,50\r\n"), [
        { ...blankLine(), description: "Vidange", quantity: "1", unit_price: "65,00", vat_rate: "20" },
        { ...blankLine(), description: "Filtre", quantity: "2", unit_price: "12,50", vat_rate: "" },
    ]);
    assert.deepEqual(pastedLines("Vidange\t65"), [
        { ...blankLine(), description: "Vidange", quantity: "1", unit_price: "65", vat_rate: "" },
    ]);
    assert.equal(pastedLines("Vidange, filtre"), undefined);
    assert.deepEqual(pastedLines('Désignation\tQté\tPU HT\tTVA\r\n"Filtre\nà ""air"""\t1\t12,00\t5,50 %\r\n'), [
        { ...blankLine(), description: 'Filtre à "air"', quantity: "1", unit_price: "12,00", vat_rate: "5,5" },
    ]);
});
