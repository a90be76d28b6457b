// SPDX-License-Identifier: MIT
// The page goes while a draft is typed, or while it is on its way into the browser's store: what was typed last is kept.

import assert from "node:assert/strict";
import { test } from "node:test";

// Tabs that talk to each other would keep this process alive.
Reflect.deleteProperty(globalThis, "BroadcastChannel");

/** A browser whose store never answers, as when its page goes first. */
const left = new Map<string, string>();
Object.assign(globalThis, {
    window: globalThis,
    location: { pathname: "/", search: "" },
    localStorage: { setItem: (name: string, text: string) => left.set(name, text), removeItem: (name: string) => left.delete(name) },
    indexedDB: { open: () => Object.assign(new EventTarget(), { result: null, error: null }) },
});

const { Keeper } = await import("../../../web/src/form/keeper");

const draft = (text: string) => ({
    user: "u",
    noun: "quotes",
    id: "new",
    key: "k",
    title: "",
    path: "/quotes/new",
    values: { notes: text },
    base: {},
    etag: null,
    unanswered: null,
    at: 1,
});

const kept = () => (JSON.parse(left.get("draft:k") ?? "null") as ReturnType<typeof draft> | null)?.values.notes;

test("what is typed, what is on its way, and the newer of both", () => {
    const keeper = new Keeper();
    keeper.keep(draft("typed"));
    keeper.leave();
    assert.equal(kept(), "typed");

    left.clear();
    keeper.keep(draft("on its way"));
    keeper.flush();
    keeper.leave();
    assert.equal(kept(), "on its way");

    left.clear();
    keeper.keep(draft("old"));
    keeper.flush();
    keeper.keep(draft("new"));
    keeper.leave();
    assert.equal(kept(), "new");
});

test("what was given up is not kept", () => {
    const keeper = new Keeper();
    left.clear();
    keeper.keep(draft("given up"));
    keeper.flush();
    keeper.forget();
    keeper.leave();
    assert.equal(kept(), undefined);
});
