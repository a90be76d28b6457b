// SPDX-License-Identifier: MIT
// Spans of days as a report's address has them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, groupFor, groupOf, moved, periodSpan, presetSpan, spanOf } from "../../../web/src/rules/periods";

const span = (from: string, to: string) => ({ from, to });
const FEBRUARY = span("2028-02-01", "2028-02-29");

test("presets are calendar months and years", () => {
    assert.deepEqual(presetSpan("this_month", "2028-02-29"), FEBRUARY);
    assert.deepEqual(presetSpan("last_month", "2028-03-31"), FEBRUARY);
    assert.deepEqual(presetSpan("last_month", "2028-01-01"), span("2027-12-01", "2027-12-31"));
    assert.deepEqual(presetSpan("this_year", "2028-07-14"), span("2028-01-01", "2028-12-31"));
});

test("whole months move by months, others by their days", () => {
    assert.deepEqual(moved(FEBRUARY, 1), span("2028-03-01", "2028-03-31"));
    assert.deepEqual(moved(FEBRUARY, -1), span("2028-01-01", "2028-01-31"));
    assert.deepEqual(moved(span("2028-01-01", "2028-12-31"), -1), span("2027-01-01", "2027-12-31"));
    assert.deepEqual(moved(span("2027-11-01", "2028-01-31"), 1), span("2028-02-01", "2028-04-30"));
    assert.deepEqual(moved(span("2028-02-02", "2028-02-08"), 1), span("2028-02-09", "2028-02-15"));
    assert.deepEqual(moved(span("2028-03-01", "2028-03-01"), -1), span("2028-02-29", "2028-02-29"));
});

test("a row of a report is its days, as far as they are asked for", () => {
    const all = span("2020-01-01", "2030-12-31");
    assert.deepEqual(periodSpan("2026-11-27", all), span("2026-11-27", "2026-11-27"));
    assert.deepEqual(periodSpan("2028-02", all), span("2028-02-01", "2028-02-29"));
    assert.deepEqual(periodSpan("2026-W01", all), span("2025-12-29", "2026-01-04"));
    assert.deepEqual(periodSpan("2026-W53", all), span("2026-12-28", "2027-01-03"));
    assert.deepEqual(periodSpan("2027-W01", all), span("2027-01-04", "2027-01-10"));
    assert.deepEqual(periodSpan("2026-W48", span("2026-11-25", "2026-11-27")), span("2026-11-25", "2026-11-27"));
});

test("what an address asks for, or this month", () => {
    const today = "2028-02-10";
    assert.deepEqual(spanOf({ from: "2026-01-05", to: "2026-01-05" }, today), span("2026-01-05", "2026-01-05"));
    for (const query of [
        {},
        { from: "2028-02-05" },
        { from: "2026-02-30", to: "2026-03-01" },
        { from: "2026-13-01", to: "2027-01-01" },
        { from: "2026-02-02", to: "2026-02-01" },
        { from: "2010-01-01", to: "2026-02-01" },
        { from: "x", to: "2026-1-1" },
    ]) {
        assert.deepEqual(spanOf(query as Record<string, string>, today), FEBRUARY, JSON.stringify(query));
    }
});

test("a span is divided by its length, unless it is said", () => {
    assert.equal(daysOf(span("2028-01-01", "2028-12-31")), 366);
    assert.equal(groupFor(span("2027-01-01", "2027-03-03")), "day");
    assert.equal(groupFor(span("2027-01-01", "2027-03-04")), "week");
    assert.equal(groupFor(span("2028-01-01", "2028-12-31")), "week");
    assert.equal(groupFor(span("2028-01-01", "2029-01-01")), "month");
    assert.equal(groupOf({ by: "month" }, FEBRUARY), "month");
    assert.equal(groupOf({ by: "year" }, FEBRUARY), "day");
});
