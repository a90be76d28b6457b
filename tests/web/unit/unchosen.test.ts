// SPDX-License-Identifier: MIT
// A name that was typed and not chosen is told beside its field; it is not dropped in silence.

import assert from "node:assert/strict";
import { test } from "node:test";

// Tabs that talk to each other would keep this process alive.
Reflect.deleteProperty(globalThis, "BroadcastChannel");
const { unchosen } = await import("../../../web/src/form/kinds");
const { checkDeal } = await import("../../../web/src/sales/deal-shape");
const { checkTask } = await import("../../../web/src/work/task-form");

const fieldsOf = (errors: { field: string }[]): string[] => errors.map(({ field }) => field);

test("text without a record is wrong; none at all, or a record, is not", () => {
    assert.deepEqual(fieldsOf(unchosen({ contact_id: "", "contact_id:text": "Dupont" }, "contact_id")), ["contact_id"]);
    assert.deepEqual(unchosen({ contact_id: "", "contact_id:text": "  " }, "contact_id"), []);
    assert.deepEqual(unchosen({ contact_id: "1", "contact_id:text": "Dupont" }, "contact_id"), []);
    assert.deepEqual(unchosen({}, "contact_id"), []);
});

test("a deal says it of its company, a task of its customer, beside what else is wrong", () => {
    const days = { starting_date: "2026-03-02", closing_date: "2026-03-01" };
    assert.deepEqual(fieldsOf(checkDeal({ ...days, "client_id:text": "Moreau" })), ["client_id", "closing_date"]);
    assert.deepEqual(checkDeal({ client_id: "1", "client_id:text": "Moreau" }), []);
    assert.deepEqual(fieldsOf(checkTask({ "contact_id:text": "Dupont" })), ["title", "contact_id"]);
    assert.deepEqual(checkTask({ title: "Rappeler" }), []);
});
