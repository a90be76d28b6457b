// SPDX-License-Identifier: MIT
// A record is made once whatever happens to the answer, and nobody's change is lost without a question.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../web/src/api/error";
import type { Body, Resource, Written } from "../../../web/src/api/resource";

// Tabs that talk to each other would keep this process alive.
Reflect.deleteProperty(globalThis, "BroadcastChannel");
const { createOnce, changeMerging, StillEditing } = await import("../../../web/src/form/save");
const { called, tags, text } = await import("../../../web/src/form/kinds");

interface Record {
    id: string;
    name: string;
    town: string;
}

const SHAPE = { name: called("contact.last_name", text), town: called("contact.city", text), tags: called("contact.tags", tags) };

const answer = (body: Partial<Record>, etag = '"1"'): Written<Record> => ({
    body: { id: "1", name: "", town: "", ...body },
    etag,
    warnings: [],
});
const lost = () => new ApiError(502, "BAD_GATEWAY", "");
const wrong = (status: number) => new ApiError(status, status === 412 ? "PRECONDITION_FAILED" : "VALIDATION_ERROR", "");

/** A server that answers as told, one answer a call, and remembers what it was asked. */
function served(answers: (Written<Record> | ApiError)[]) {
    const calls: [string, Body, string | null][] = [];
    const next = async (verb: string, body: Body, tag: string | null): Promise<Written<Record>> => {
        calls.push([verb, body, tag]);
        const given = answers.shift();
        assert.ok(given, `no answer to ${verb}`);
        if (given instanceof ApiError) {
            throw given;
        }
        return given;
    };
    const resource = {
        create: (body: Body, key: string) => next("create", body, key),
        change: (_id: string, body: Body, etag: string | null) => next("change", body, etag),
        read: () => next("read", {}, null),
    } as unknown as Resource<Record>;
    return { resource, calls };
}

function sent(unanswered: Body | null = null) {
    const kept: (Body | null)[] = [];
    return { key: "k", unanswered, kept, remember: async (body: Body | null) => void kept.push(body) };
}

const never = async () => assert.fail("asked");

test("a body is kept before it is sent, and stays while it has no answer", async () => {
    const { resource } = served([lost()]);
    const state = sent();
    await assert.rejects(createOnce(resource, { name: "A" }, state), { status: 502 });
    assert.deepEqual(state.kept, [{ name: "A" }]);
});

test("the same body and key are sent again first; what was typed since is a change", async () => {
    const { resource, calls } = served([answer({ name: "A" }), answer({ name: "B" }, '"2"')]);
    const made = await createOnce(resource, { name: "B", town: null }, sent({ name: "A", town: null }));
    assert.deepEqual(calls, [
        ["create", { name: "A", town: null }, "k"],
        ["change", { name: "B" }, '"1"'],
    ]);
    assert.equal(made.etag, '"2"');
});

test("a refusal of the old body lets the new one go", async () => {
    const { resource, calls } = served([wrong(400), answer({ name: "B" })]);
    const state = sent({ name: "A" });
    await createOnce(resource, { name: "B" }, state);
    assert.deepEqual(
        calls.map(([verb, body]) => [verb, body]),
        [
            ["create", { name: "A" }],
            ["create", { name: "B" }],
        ],
    );
    assert.deepEqual(state.kept, [{ name: "A" }, null, { name: "B" }]);
});

test("a refused body is not kept", async () => {
    const { resource } = served([wrong(400)]);
    const state = sent();
    await assert.rejects(createOnce(resource, { name: "A" }, state), { status: 400 });
    assert.deepEqual(state.kept, [{ name: "A" }, null]);
});

const begun = { base: { name: "A", town: "Lyon" }, values: { name: "A", town: "Paris" }, etag: '"1"' };

test("a change sends what changed, with its version", async () => {
    const { resource, calls } = served([answer({ town: "Paris" }, '"2"')]);
    await changeMerging(resource, "1", SHAPE, begun, never);
    assert.deepEqual(calls, [["change", { town: "Paris" }, '"1"']]);
});

test("nothing changed, nothing sent", async () => {
    const { resource, calls } = served([]);
    assert.equal(await changeMerging(resource, "1", SHAPE, { ...begun, values: begun.base }, never), null);
    assert.deepEqual(calls, []);
});

test("overtaken in another field: mine is sent again, silently", async () => {
    const { resource, calls } = served([
        wrong(412),
        answer({ name: "B", town: "Lyon" }, '"5"'),
        answer({ name: "B", town: "Paris" }, '"6"'),
    ]);
    await changeMerging(resource, "1", SHAPE, begun, never);
    assert.deepEqual(calls.at(-1), ["change", { town: "Paris" }, '"5"']);
});

test("an answer that was lost: the change stands already, and is not a question", async () => {
    const { resource, calls } = served([wrong(412), answer({ name: "A", town: "Paris" }, '"2"')]);
    const done = await changeMerging(resource, "1", SHAPE, begun, never);
    assert.equal(done?.etag, '"2"');
    assert.equal(calls.length, 2);
});

test("overtaken in the same field: asked, and the choice is sent", async () => {
    const answers = () => [wrong(412), answer({ name: "A", town: "Nice" }, '"5"'), answer({}, '"6"')];
    const mine = served(answers());
    await changeMerging(mine.resource, "1", SHAPE, begun, async (conflicts) => {
        assert.deepEqual(conflicts, [{ field: "town", mine: "Paris", theirs: "Nice" }]);
        return new Set<string>();
    });
    assert.deepEqual(mine.calls.at(-1), ["change", { town: "Paris" }, '"5"']);
    const theirs = served(answers());
    await changeMerging(theirs.resource, "1", SHAPE, begun, async () => new Set(["town"]));
    assert.equal(theirs.calls.length, 2);
});

test("who rather goes on typing sends nothing", async () => {
    const { resource, calls } = served([wrong(412), answer({ town: "Nice" }, '"5"')]);
    const back = async () => {
        throw new StillEditing();
    };
    await assert.rejects(changeMerging(resource, "1", SHAPE, begun, back), StillEditing);
    assert.equal(calls.length, 2);
});
