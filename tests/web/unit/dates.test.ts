// SPDX-License-Identifier: MIT
// What people type for days.

import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, eveningOf, readDay } from "../../../web/src/rules/date";

/** A Friday. */
const TODAY = "2026-11-27";

const UNDERSTOOD: [string, string][] = [
    ["2026-03-15", "2026-03-15"],
    ["2026-3-5", "2026-03-05"],
    ["15/03/2026", "2026-03-15"],
    ["15/3/26", "2026-03-15"],
    ["15.3.2026", "2026-03-15"],
    ["15-03-2026", "2026-03-15"],
    ["15 3 2026", "2026-03-15"],
    ["28/11", "2026-11-28"],
    ["15/1", "2027-01-15"],
    ["1/8", "2026-08-01"],
    ["29/2/2028", "2028-02-29"],
    ["15 mars 2026", "2026-03-15"],
    ["1er janvier", "2027-01-01"],
    ["24 déc.", "2026-12-24"],
    ["14 juil 2026", "2026-07-14"],
    ["3 June 2026", "2026-06-03"],
    ["2 août", "2026-08-02"],
    ["auj", "2026-11-27"],
    ["Aujourd’hui", "2026-11-27"],
    ["today", "2026-11-27"],
    ["demain", "2026-11-28"],
    ["hier", "2026-11-26"],
    ["+30", "2026-12-27"],
    ["+ 7 j", "2026-12-04"],
    ["-1", "2026-11-26"],
    ["\u221210", "2026-11-17"],
    ["sam", "2026-11-28"],
    ["lundi", "2026-11-30"],
    ["jeu", "2026-12-03"],
    ["ven", "2026-12-04"],
    ["monday", "2026-11-30"],
    ["  DEMAIN ", "2026-11-28"],
];

for (const [typed, day] of UNDERSTOOD) {
    test(`"${typed}" is ${day}`, () => assert.equal(readDay(typed, TODAY), day));
}

for (const typed of ["", "31/2/2026", "29/2/2027", "32/1", "15/13", "0/1", "bientôt", "12", "15 truc", "2026-02-30", "1/2/3/4"]) {
    test(`"${typed}" is no day`, () => assert.equal(readDay(typed, TODAY), undefined));
}

test("without a year it is the nearest", () => {
    assert.equal(readDay("28/12", "2027-01-10"), "2026-12-28");
    assert.equal(readDay("3/1", "2026-12-20"), "2027-01-03");
});

test("no hour that is missing moves a day", () => {
    assert.equal(addDays("2026-03-28", 2), "2026-03-30");
    assert.equal(addDays("2026-10-24", 2), "2026-10-26");
    assert.equal(addDays("2026-12-31", 1), "2027-01-01");
});

test("the evening of a day is an instant of its zone", () => {
    assert.equal(eveningOf("2026-01-05", "Europe/Paris"), "2026-01-05T17:00:00.000Z");
    assert.equal(eveningOf("2026-07-05", "Europe/Paris"), "2026-07-05T16:00:00.000Z");
    assert.equal(eveningOf("2026-07-05", "Indian/Reunion"), "2026-07-05T14:00:00.000Z");
    assert.equal(eveningOf("2026-07-05", "Pacific/Kiritimati"), "2026-07-05T04:00:00.000Z");
});
