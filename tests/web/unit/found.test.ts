// SPDX-License-Identifier: MIT
// The order of what was found.

import assert from "node:assert/strict";
import { test } from "node:test";
import { byName, inOrder } from "../../../web/src/rules/found";

const group = (type: string, title: string, plate?: string) => ({ type, items: [{ title, plate }] });
const order = (plate: string, ...found: ReturnType<typeof group>[]) =>
    inOrder(found, plate)
        .map(({ type }) => type)
        .join();

test("an invoice stands before the quote of its number, a car before who owns it", () => {
    const [contact, quote, invoice] = [group("contact", "Marc"), group("quote", "2026-001"), group("invoice", "2026-001")];
    assert.equal(order("", contact, quote, invoice), "contact,invoice,quote");
    assert.equal(order("", quote, group("invoice", "2026-002")), "quote,invoice");
    const car = group("vehicle", "AB-123-CD", "AB-123-CD");
    assert.equal(order("AB-123-CD", contact, car, quote, invoice), "vehicle,contact,invoice,quote");
    assert.equal(order("AB-123-CD", car, contact), "vehicle,contact");
    assert.equal(order("AB-1", contact, car), "contact,vehicle");
});

test("whose name begins with what was typed comes first, then who has a word that does", () => {
    const titles = (typed: string, ...names: string[]) =>
        byName(
            names.map((title) => ({ title })),
            typed,
        ).map(({ title }) => title);
    assert.deepEqual(titles("Taxi G", "Théo Henry", "Taxi Garnier"), ["Taxi Garnier", "Théo Henry"]);
    assert.deepEqual(titles(" elise", "Anne", "Marie Élise", "Élise Martin"), ["Élise Martin", "Marie Élise", "Anne"]);
    assert.deepEqual(titles("06", "B", "A"), ["B", "A"]);
});
