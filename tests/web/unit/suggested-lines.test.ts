// SPDX-License-Identifier: MIT
// What is offered under a line, and what a row becomes when it is chosen: both in the prices of their paper.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CatalogueLine } from "../../../web/src/api/catalogue";
import type { PastLine, SuggestedItem } from "../../../web/src/api/suggest";
import { blankLine } from "../../../web/src/rules/lines";

// Tabs that talk to each other would keep this process alive.
Reflect.deleteProperty(globalThis, "BroadcastChannel");
const { linesChosen } = await import("../../../web/src/form/suggested-lines");
const { detailOf } = await import("../../../web/src/form/offer-list");
const { partsChosen } = await import("../../../web/src/admin/package-lines");

const row = { ...blankLine(), description: "fil", quantity: "2" };
const NET = { vat_rate: "20", price_mode: "NET" } as const;
const GROSS = { vat_rate: "20", price_mode: "GROSS" } as const;
const part = { label: "Filtre", kind: "PART", unit: "PIECE", unit_price: 13.5, vat_rate: null, code: "F-1", items: [] };
const asItem = (of: object): { item: SuggestedItem } => ({ item: { ...part, ...of } as unknown as SuggestedItem });
const past = { description: "Bougie", unit_price: 24, price_mode: "GROSS", vat_rate: 20, kind: "PART", unit: null, reference: "NGK" };
const asPast = (of: object): { past: PastLine } => ({ past: { ...past, ...of } as unknown as PastLine });

test("an item keeps the quantity of its row, and a part's code is its reference", () => {
    const [line] = linesChosen(asItem({}), row, NET);
    assert.deepEqual(line, {
        ...blankLine(),
        description: "Filtre",
        quantity: "2",
        unit_price: "13,50",
        kind: "PART",
        unit: "PIECE",
        reference: "F-1",
    });
    assert.equal(linesChosen(asItem({ kind: "LABOUR" }), row, NET)[0]?.reference, "");
});

test("a rate that is the paper's follows it, another one stays", () => {
    assert.equal(linesChosen(asItem({ vat_rate: 20 }), row, NET)[0]?.vat_rate, "");
    assert.equal(linesChosen(asItem({ vat_rate: 5.5 }), row, NET)[0]?.vat_rate, "5,5");
});

test("a package becomes its lines with their quantities", () => {
    const line = { description: "Huile", quantity: 4.5, unit_price: 11.9, vat_rate: null, kind: "FLUID", unit: "LITRE", code: null };
    const lines = linesChosen(asItem({ kind: "PACKAGE", items: [line, line] as CatalogueLine[] }), row, NET);
    assert.deepEqual(
        lines.map(({ description, quantity, unit_price, unit }) => [description, quantity, unit_price, unit]),
        Array(2).fill(["Huile", "4,5", "11,90", "LITRE"]),
    );
});

test("prices with VAT become prices without, and the other way round", () => {
    assert.equal(linesChosen(asPast({}), row, GROSS)[0]?.unit_price, "24,00");
    assert.equal(linesChosen(asPast({}), row, NET)[0]?.unit_price, "20,00");
    assert.equal(linesChosen(asPast({ vat_rate: 5.5, unit_price: 100 }), row, NET)[0]?.unit_price, "94,7867");
    assert.equal(linesChosen(asItem({}), row, GROSS)[0]?.unit_price, "16,20");
    assert.equal(linesChosen(asPast({}), row, NET)[0]?.reference, "NGK");
    const gross = { price_mode: "GROSS", unit_price: 24 } as const;
    assert.equal(linesChosen(asItem(gross), row, NET)[0]?.unit_price, "20,00");
    assert.equal(linesChosen(asItem(gross), row, GROSS)[0]?.unit_price, "24,00");
    assert.equal(partsChosen(asItem(gross), "NET")[0]?.unit_price, "20,00");
});

test("what is offered is told in the prices that it will have", () => {
    assert.match(detailOf(asPast({}), GROSS), /^24,00 · /);
    assert.match(detailOf(asPast({}), NET), /^20,00 · /);
    assert.match(detailOf(asItem({}), NET), /^F-1 · 13,50 \//);
    assert.match(detailOf(asItem({}), GROSS), /^F-1 · 16,20 \//);
    const line = { description: "Huile", quantity: 2, unit_price: 10, vat_rate: null, kind: "FLUID", unit: "LITRE", code: null };
    const whole = asItem({ kind: "PACKAGE", items: [line, { ...line, vat_rate: 10 }] as CatalogueLine[], total: 40 });
    assert.match(detailOf(whole, NET), /40,00/);
    assert.match(detailOf(whole, GROSS), /46,00/);
});

test("a line of before comes into a package at the catalogue's prices", () => {
    assert.equal(partsChosen(asPast({}), "NET")[0]?.unit_price, "20,00");
    assert.equal(partsChosen(asPast({ price_mode: "NET" }), "NET")[0]?.unit_price, "24,00");
});
