// SPDX-License-Identifier: MIT
// Telephones and number plates, in all the ways in which they are typed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { incompletePhone, looksLikePhone, showPhone, toE164 } from "../../../web/src/rules/phone";
import { showPlate } from "../../../web/src/rules/plate";

const plain = (text: string): string => text.replace(/\u00a0/g, " ");

const SENT: [string, string | null, string][] = [
    ["06 12 34 56 78", "France", "+33612345678"],
    ["0612345678", null, "+33612345678"],
    ["06.12.34.56.78", "FR", "+33612345678"],
    ["06-12-34-56-78", "France", "+33612345678"],
    ["06/12/34/56/78", "France", "+33612345678"],
    ["06\u00a012\u202f34 56 78", "France", "+33612345678"],
    ["0033 6 12 34 56 78", "France", "+33612345678"],
    ["+33 6 12 34 56 78", "France", "+33 6 12 34 56 78"],
    ["+33 (0)6 12 34 56 78", "France", "+33 (0)6 12 34 56 78"],
    ["0692 12 34 56", "France", "+262692123456"],
    ["0262 12 34 56", "France", "+262262123456"],
    ["0639 12 34 56", "France", "+262639123456"],
    ["0690 12 34 56", "France", "+590690123456"],
    ["0694 12 34 56", "France", "+594694123456"],
    ["0696 12 34 56", "France", "+596696123456"],
    ["0470 12 34 56", "Belgique", "+32470123456"],
    ["079 123 45 67", "Suisse", "+41791234567"],
    ["621 123 456", "Luxembourg", "+352621123456"],
    ["appelle-moi", "France", "appelle-moi"],
];

for (const [typed, country, sent] of SENT) {
    test(`"${typed}" in ${country} is sent as ${sent}`, () => assert.equal(toE164(typed, country), sent));
}

test("numbers are shown as the country reads them", () => {
    assert.equal(plain(showPhone("+33612345678", "France")), "06 12 34 56 78");
    assert.equal(plain(showPhone("+33612345678", "Suisse")), "+33 6 12 34 56 78");
    assert.equal(plain(showPhone("+262692123456", "France")), "06 92 12 34 56");
    assert.equal(plain(showPhone("+32470123456", "France")), "+32 47 01 23 45 6");
    assert.equal(showPhone("06", "France"), "06");
});

test("what is shown is sent as it was", () => {
    for (const phone of ["+33612345678", "+262692123456", "+590690123456"]) {
        assert.equal(toE164(showPhone(phone, "France"), "France"), phone);
    }
});

test("a French number has ten digits", () => {
    assert.equal(plain(incompletePhone("06 12 34 56 7", "France") ?? ""), "06 12 34 56 7");
    assert.equal(incompletePhone("06 12 34 56 78", "France"), undefined);
    assert.equal(incompletePhone("+33 6 12", "France"), undefined);
    assert.equal(incompletePhone("06 12", "Belgique"), undefined);
});

test("a number or a name", () => {
    assert.ok(looksLikePhone("06 12 34"));
    assert.ok(looksLikePhone("+33612345678"));
    assert.ok(!looksLikePhone("Marc Dupont"));
    assert.ok(!looksLikePhone("12 rue"));
});

const SHOWN: [string, string][] = [
    ["ab123cd", "AB-123-CD"],
    ["AB 123 CD", "AB-123-CD"],
    ["ab-123-cd", "AB-123-CD"],
    ["AB.123.CD", "AB-123-CD"],
    ["ab\u2011123\u2013cd", "AB-123-CD"],
    [" ab123cd\u200b", "AB-123-CD"],
    ["w123ab", "W-123-AB"],
    ["1234ab75", "1234 AB 75"],
    ["1234 ABC 2a", "1234 ABC 2A"],
    ["123 abc 971", "123 ABC 971"],
    ["12-ab-34", "12-AB-34"],
    ["123 CD 45", "123 CD 45"],
    ["1-abc-234", "1-ABC-234"],
    ["m-ab 1234", "M-AB 1234"],
];

for (const [typed, shown] of SHOWN) {
    test(`the plate "${typed}" is shown as ${shown}`, () => assert.equal(showPlate(typed), shown));
}
