// SPDX-License-Identifier: MIT
// What a list draws, which pages it reads, and its state in the address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pageOf } from "../../../web/src/api/lists";
import { type AskRules, askOf, isNarrowed, queryOf, sortedBy, withFilter } from "../../../web/src/list/ask";
import { type Column, percent, shownColumns } from "../../../web/src/list/columns";
import { indexOf, pagesAround } from "../../../web/src/list/neighbours";
import { drawnIndexes, pagesOf, segmentsOf, viewAt } from "../../../web/src/list/window";
import { looksLikePhone, showPhone } from "../../../web/src/rules/show-phone";
import { reached } from "../../../web/src/ui/menu";

const RULES: AskRules = {
    filters: [
        { key: "vip", valid: /^1$/ },
        { key: "tags", valid: /^.{1,200}$/ },
        { key: "year", valid: /^\d{4}$/ },
    ],
    sorts: ["name", "created_at"],
    sort: "name",
    descending: false,
};

const asked = (text: string) => askOf(Object.fromEntries(new URLSearchParams(text)), RULES);

test("an address is read as it was written", () => {
    const addresses = [
        "",
        "?search=dupont",
        "?search=d%C3%A9pann%C3%A9e+%26+fils",
        "?vip=1&tags=fid%C3%A8le%2Cflotte&year=2020",
        "?sort=-name",
        "?search=a&vip=1&sort=-created_at",
    ];
    for (const address of addresses) {
        assert.equal(queryOf(asked(address), RULES), address);
    }
});

test("what a list does not know is left out of its address", () => {
    assert.equal(queryOf(asked("?vip=yes&year=20&sort=password&utm=x&search=+a+"), RULES), "?search=a");
    assert.equal(queryOf(asked("?sort=name"), RULES), "");
});

test("filters are set and taken off, sorting turns round", () => {
    const vip = withFilter(asked(""), "vip", "1");
    assert.equal(queryOf(vip, RULES), "?vip=1");
    assert.ok(isNarrowed(vip));
    assert.ok(!isNarrowed(withFilter(vip, "vip", "")));
    const newest = sortedBy(asked(""), "created_at", true);
    assert.equal(queryOf(newest, RULES), "?sort=-created_at");
    assert.equal(queryOf(sortedBy(newest, "created_at", true), RULES), "?sort=created_at");
});

test("a short list is drawn whole, a long one in part", () => {
    const view = { first: 41, last: 60 };
    assert.equal(drawnIndexes(view, 200, null).length, 200);
    const drawn = drawnIndexes(view, 10_000, null);
    assert.deepEqual([drawn[0], drawn.at(-1), drawn.length], [32, 71, 40]);
    assert.deepEqual(drawnIndexes({ first: 0, last: -1 }, 0, null), []);
    assert.equal(drawnIndexes({ first: 9990, last: 9999 }, 10_000, null).at(-1), 9999);
});

test("what is drawn changes by blocks, and reaches at least eight rows beyond the view", () => {
    for (let first = 8; first < 200; first++) {
        const drawn = drawnIndexes({ first, last: first + 20 }, 10_000, null);
        assert.ok((drawn[0] as number) <= first - 8 && (drawn.at(-1) as number) >= first + 28, String(first));
    }
    assert.deepEqual(drawnIndexes({ first: 40, last: 56 }, 1000, null), drawnIndexes({ first: 47, last: 63 }, 1000, null));
});

test("the row with the focus is drawn wherever it is, with its neighbours", () => {
    const drawn = drawnIndexes({ first: 5000, last: 5020 }, 10_000, 3);
    assert.deepEqual(drawn.slice(0, 4), [2, 3, 4, 4992]);
    assert.deepEqual(drawnIndexes({ first: 500, last: 501 }, 1000, 0).slice(0, 3), [0, 1, 488]);
    assert.deepEqual(drawnIndexes({ first: 5, last: 6 }, 1000, 999).slice(-3), [15, 998, 999]);
});

test("rows and gaps are as high as the whole list", () => {
    for (const keep of [null, 0, 1, 4999, 9999]) {
        for (const first of [0, 1, 777, 9970]) {
            const segments = segmentsOf(drawnIndexes({ first, last: Math.min(9999, first + 25) }, 10_000, keep), 10_000);
            assert.equal(
                segments.reduce((sum, { gap }) => sum + (gap ?? 1), 0),
                10_000,
            );
            assert.ok(segments.every(({ gap }) => gap === undefined || gap > 0));
        }
    }
    assert.deepEqual(segmentsOf([], 0), []);
});

test("pages are those of the rows in view", () => {
    assert.deepEqual([pageOf(0), pageOf(99), pageOf(100), pageOf(9999)], [1, 1, 2, 100]);
    assert.deepEqual(pagesOf({ first: 90, last: 120 }), [1, 2]);
    assert.deepEqual(pagesOf({ first: 0, last: -1 }), [1]);
    assert.deepEqual(viewAt(0, 150, 34, 800), { first: 0, last: 24 });
    assert.deepEqual(viewAt(340_150, 150, 34, 680), { first: 10_000, last: 10_020 });
});

test("a telephone keeps what matters, in two lines", () => {
    const column = (key: string, priority: 1 | 2 | 3 | 4): Column<unknown> => ({
        key,
        label: "contact.name",
        width: 10,
        priority,
        cell: () => key,
    });
    const columns = [column("name", 1), column("phone", 1), column("city", 2), column("count", 3), column("tags", 4)];
    const keysOf = (found: Column<unknown>[]) => found.map(({ key }) => key).join();
    const narrow = shownColumns(columns, "narrow");
    assert.equal(keysOf(narrow.columns), "name,phone");
    assert.equal(keysOf(narrow.under), "city");
    assert.equal(keysOf(shownColumns(columns, "middle").columns), "name,phone,city,count");
    assert.equal(keysOf(shownColumns(columns, "wide").columns), "name,phone,city,count,tags");
    assert.equal(percent(columns[0] as Column<unknown>, columns), "20.00%");
});

test("telephone numbers are shown as their country writes them", () => {
    const plain = (phone: string) => showPhone(phone).replaceAll("\u00a0", " ");
    assert.equal(plain("+33612345678"), "06 12 34 56 78");
    assert.equal(plain("+262692123456"), "06 92 12 34 56");
    assert.equal(plain("+4930123456"), "+4930123456");
    for (const phone of ["0612", "06 12 34", "+33 6 12", "06.12.34.56.78", "(0)612"]) {
        assert.ok(looksLikePhone(phone), phone);
    }
    for (const name of ["dupont", "12", "3D Print", "AB-123-CD", ""]) {
        assert.ok(!looksLikePhone(name), name);
    }
});

test("arrows, Home, End and letters go through a menu", () => {
    const labels = ["Imprimer", "Dupliquer", "Déplacer"];
    assert.equal(reached(labels, 0, "ArrowDown"), 1);
    assert.equal(reached(labels, 2, "ArrowDown"), 0);
    assert.equal(reached(labels, 0, "ArrowUp"), 2);
    assert.equal(reached(labels, 1, "Home"), 0);
    assert.equal(reached(labels, 1, "End"), 2);
    assert.equal(reached(labels, 0, "d"), 1);
    assert.equal(reached(labels, 1, "d"), 2);
    assert.equal(reached(labels, 1, "z"), undefined);
    assert.equal(reached(labels, 1, "Enter"), undefined);
});

test("a record is found in the list it was opened from", () => {
    const page = (from: number) => ({ rows: Array.from({ length: 100 }, (_, index) => ({ id: `r${from + index}` })), total: 1000 });
    const pages = new Map([
        [1, page(0)],
        [2, page(100)],
    ]);
    assert.deepEqual([pagesAround(0), pagesAround(99), pagesAround(100), pagesAround(150)], [[1], [1, 2], [1, 2], [2]]);
    assert.equal(indexOf("r99", 99, pages), 99);
    assert.equal(indexOf("r100", 99, pages), 100);
    assert.equal(indexOf("r500", 99, pages), undefined);
    assert.equal(indexOf("r1", 1, new Map()), undefined);
});
