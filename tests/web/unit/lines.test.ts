// SPDX-License-Identifier: MIT
// Sums of a paper's lines as the server makes them; tests/web/agreement.py compares a thousand with its answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isBlank, type LineText, muldiv, pastedLines, sumLines } from "../../../web/src/rules/lines";

const line = (quantity: string, unit_price: string, vat_rate = ""): LineText => ({ description: "x", quantity, unit_price, vat_rate });

test("half away from zero, both ways", () => {
    assert.deepEqual(
        [muldiv(5n, 1n, 2n), muldiv(-5n, 1n, 2n), muldiv(4n, 1n, 3n), muldiv(-4n, 1n, 3n), muldiv(0n, 1n, 7n)],
        [3n, -3n, 1n, -1n, 0n],
    );
});

test("each line is rounded before they are added", () => {
    const sums = sumLines([line("3", "33,335"), line("0,5", "0,01"), line("1", "1.005")], "20");
    assert.deepEqual(sums.lines, [10001n, 1n, 101n]);
    assert.deepEqual([sums.subtotal, sums.vat, sums.total], [10103n, 2021n, 12124n]);
});

test("VAT by rate, the highest first; a line without one has the paper's", () => {
    const sums = sumLines([line("1", "100"), line("1", "100", "5,5"), line("-1", "10")], "20");
    assert.deepEqual(sums.rates, [
        { rate: 2000n, net: 9000n, vat: 1800n },
        { rate: 550n, net: 10000n, vat: 550n },
    ]);
});

test("a large sum is exact", () => {
    assert.equal(sumLines([line("999999", "999999999,9999")], "0").subtotal, 99999899999990000n);
});

test("what is empty or not understood adds nothing", () => {
    const sums = sumLines([line("1", "abc"), { description: "", quantity: "1", unit_price: "", vat_rate: "" }, line("2", "5")], "20");
    assert.deepEqual(sums.lines, [undefined, undefined, 1000n]);
    assert.equal(isBlank(line("1", "")), false);
});

test("cells of a spreadsheet become rows", () => {
    assert.deepEqual(pastedLines("Vidange\t1\t65,00\t20 %\r\nFiltre\t2\t12,50\r\n"), [
        { description: "Vidange", quantity: "1", unit_price: "65,00", vat_rate: "20" },
        { description: "Filtre", quantity: "2", unit_price: "12,50", vat_rate: "" },
    ]);
    assert.deepEqual(pastedLines("Vidange\t65"), [{ description: "Vidange", quantity: "1", unit_price: "65", vat_rate: "" }]);
    assert.equal(pastedLines("Vidange, filtre"), undefined);
    assert.deepEqual(pastedLines('Désignation\tQté\tPU HT\tTVA\r\n"Filtre\nà ""air"""\t1\t12,00\t5,50 %\r\n'), [
        { description: 'Filtre à "air"', quantity: "1", unit_price: "12,00", vat_rate: "5,5" },
    ]);
});
