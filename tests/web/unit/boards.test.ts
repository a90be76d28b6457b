// SPDX-License-Identifier: MIT
// A card is shown at its new place at once, and is back where it was when that was not written; the way to the rest of a column
// asks what the board asks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { QueryClient } from "@tanstack/preact-query";
import { ApiError } from "../../../web/src/api/error";
import { keys } from "../../../web/src/api/keys";
import type { BoardStage, OpportunityRow } from "../../../web/src/api/opportunity-list";
import type { TaskColumn } from "../../../web/src/api/tasks";

// Tabs that talk to each other would keep this process alive.
Reflect.deleteProperty(globalThis, "BroadcastChannel");
const { Mover, restOf } = await import("../../../web/src/list/board-page");
const deals = await import("../../../web/src/sales/deal-board");
const tasks = await import("../../../web/src/work/task-board");

const ASK = { search: "", filters: {}, sort: "created_at", descending: true };

const column = (status: string, ids: string[], count = ids.length) =>
    ({ status, count, items: ids.map((id, index) => ({ id, status, position: index + 1 })) }) as unknown as TaskColumn;
const stage = (name: string, ids: string[]) =>
    ({
        stage: name,
        count: ids.length,
        total_value: ids.length * 100,
        weighted_value: ids.length * 10.5,
        items: ids.map((id) => ({ id, stage: name, original_amount: 100, weighted_amount: 10.5 })),
    }) as unknown as BoardStage;

const placesOf = (columns: readonly { items: readonly { id: string }[] }[]): string =>
    columns.map(({ items }) => items.map(({ id }) => id).join("")).join("|");

test("a task that was moved lies back at its place, with its number and its column's count", () => {
    const before = [column("TODO", ["a", "b", "c"], 9), column("DONE", ["d"])];
    const there = tasks.withMoved(before, "b", { column: "DONE", index: 0 }, 5);
    assert.equal(placesOf(there), "ac|bd");
    assert.deepEqual(tasks.withMoved(there, "b", { column: "TODO", index: 1 }, 2), before);
});

test("a deal that was moved lies back at its place, and sums are as they were", () => {
    const before = [stage("Lead", ["a", "b", "c"]), stage("Offer", ["d"])];
    const deal = before[0]?.items[1] as OpportunityRow;
    const there = deals.withMoved(before, deal, "Offer");
    assert.equal(placesOf(there), "ac|bd");
    assert.equal(there[1]?.weighted_value, 21);
    assert.deepEqual(deals.withMoved(there, deal, "Lead", 1), before);
    assert.deepEqual(deals.withMoved(before, deal, "Lead", 1), before, "it was read anew meanwhile");
});

test("what was not written goes back, what others did meanwhile stays", async () => {
    const client = new QueryClient({ defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } });
    const key = keys.list("tasks", { board: ASK });
    const mover = new Mover<TaskColumn>(client, "tasks", ASK);
    const shown = () => placesOf(client.getQueryData<TaskColumn[]>(key) ?? []);
    client.setQueryData(key, [column("TODO", ["a", "b"]), column("DONE", [])]);
    const to = (id: string, place: string) => (now: TaskColumn[]) => tasks.withMoved(now, id, { column: place, index: 0 }, 1);
    let fail = (_error: Error): void => {};
    const lost = new Promise((_done, failed) => {
        fail = failed;
    });
    const move = (id: string, write: Promise<unknown>) =>
        mover.move({ there: to(id, "DONE"), back: to(id, "TODO"), write: () => write, undo: () => write, said: "" });

    const first = move("a", lost);
    assert.equal(shown(), "b|a");
    await move("b", Promise.resolve());
    assert.equal(shown(), "|ba");
    fail(new ApiError(0, "UNANSWERED", ""));
    await first;
    assert.equal(shown(), "a|b");
    assert.ok(client.getQueryState(key)?.isInvalidated);
    client.clear();
});

test("the rest of a column is asked for as the board is", () => {
    assert.equal(restOf("/tasks", ASK, { status: "TODO" }), "/tasks?status=TODO&view=list");
    const asked = { ...ASK, search: "filtre & co", filters: { all: "1" } };
    assert.equal(restOf("/tasks", asked, { status: "TODO" }), "/tasks?search=filtre+%26+co&all=1&status=TODO&view=list");
});
