// SPDX-License-Identifier: MIT
// A record was deleted: nobody asks for it again, not even the page that still shows it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { QueryClient, QueryObserver } from "@tanstack/preact-query";
import { keys, outdate, outdateWithout } from "../../../web/src/api/keys";

const GONE = "01a2212c-969a-7d02-9a9f-b5d851693f16";

/** A page with a record, what its draft lacks, what is its own, and a list beside it; how often each was asked for. */
async function page() {
    const client = new QueryClient();
    const asked: Record<string, number> = {};
    const watch = async (queryKey: readonly unknown[]) => {
        const name = queryKey[1] as string;
        const queryFn = async () => {
            asked[name] = (asked[name] ?? 0) + 1;
            return asked[name];
        };
        const options = { queryKey, queryFn };
        const observer = new QueryObserver(client, options);
        const leave = observer.subscribe(() => {});
        await client.ensureQueryData(options);
        return { leave, render: () => observer.setOptions(options) };
    };
    const record = await watch(keys.one("invoices", GONE));
    const lacks = await watch(["invoices", "readiness", GONE]);
    const timeline = await watch(["tasks", "its own", { of: GONE }]);
    const list = await watch(keys.list("invoices", {}));
    assert.deepEqual(asked, { one: 1, readiness: 1, "its own": 1, list: 1 });
    return { client, asked, shown: [record, lacks, timeline, list] as const };
}

const later = () => new Promise((done) => setTimeout(done, 20));

test("what stands of it on the screen is not asked for again, and goes with the page", async () => {
    const { client, asked, shown } = await page();
    outdateWithout(client, "invoices", GONE);
    for (const { render } of shown) {
        render();
    }
    await later();
    assert.deepEqual(asked, { one: 1, readiness: 1, "its own": 1, list: 2 });
    for (const { leave } of shown) {
        leave();
    }
    await later();
    assert.equal(client.getQueryData(keys.one("invoices", GONE)), undefined);
    assert.equal(client.getQueryData(keys.list("invoices", {})), 2);
    client.clear();
});

test("nobody looks at it: it is gone at once; and any other write asks for all", async () => {
    const { client, asked, shown } = await page();
    outdate(client, "invoices");
    await later();
    assert.deepEqual(asked, { one: 2, readiness: 2, "its own": 1, list: 2 });
    shown[0].leave();
    outdateWithout(client, "invoices", GONE);
    assert.equal(client.getQueryData(keys.one("invoices", GONE)), undefined);
    client.clear();
});
