// SPDX-License-Identifier: MIT
// Words as they are put together: placeholders, plurals, numbers, money and dates, in both languages.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as words from "../../../web/src/app/words";

before(() => {
    Object.assign(globalThis, { document: { documentElement: { lang: "" } } });
});

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

test("French counts zero and one alike, English does not", async () => {
    await words.loadWords("fr");
    await words.loadServerWords();
    const sentences = [0, 1, 2, 1_000_000].map((count) => plain(words.t("form.to_mend", { count })));
    assert.deepEqual(sentences, ["0 champ à corriger.", "1 champ à corriger.", "2 champs à corriger.", "1 000 000 champs à corriger."]);
    await words.loadWords("en");
    assert.deepEqual(
        [0, 1, 2].map((count) => words.t("form.to_mend", { count })),
        ["0 fields to correct.", "1 field to correct.", "2 fields to correct."],
    );
});

test("a sentence of the server is said in the reader's language with its numbers", async () => {
    await words.loadWords("fr");
    await words.loadServerWords();
    assert.equal(plain(words.serverWords("TOO_LONG", { max: 1000 }) ?? ""), "Trop long : 1 000 caractères au plus.");
    await words.loadWords("en");
    assert.equal(words.serverWords("TOO_LONG", { max: 1000 }), "Too long: at most 1,000 characters.");
    assert.equal(words.serverWords("NO_SUCH_CODE"), undefined);
});

test("money and numbers", async () => {
    await words.loadWords("fr");
    await words.loadServerWords();
    assert.equal(plain(words.money(1234.5)), "1 234,50 €");
    assert.equal(plain(words.money(-0.01)), "\u22120,01 €");
    assert.equal(plain(words.number(12345.678)), "12 345,678");
    assert.equal(plain(words.number(3, 2)), "3,00");
});

test("a day is the same wherever the browser is", async () => {
    await words.loadWords("fr");
    await words.loadServerWords();
    const zone = process.env.TZ;
    for (const place of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris"]) {
        process.env.TZ = place;
        assert.equal(words.day("2026-03-29"), "29/03/2026", place);
        assert.equal(words.day("2026-12-31T23:30:00.000Z"), "31/12/2026", place);
    }
    process.env.TZ = zone;
    assert.equal(plain(words.moment("2026-06-30T22:30:00.000Z", "Europe/Paris")), "01/07/2026 00:30");
});
