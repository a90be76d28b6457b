// SPDX-License-Identifier: MIT
// SIRET, VAT number and IBAN as they are typed, and what an invoice lacks by law.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
    type Checked,
    checkIban,
    checkSiren,
    checkSiret,
    checkVatNumber,
    missingIn,
    missingMentions,
    showIban,
    showSiren,
    showSiret,
    vatOfSiret,
} from "../../../web/src/rules/legal";

type State = Checked["state"] | number;

/** A number stands for what is missing. */
const stateOf = (checked: Checked): State => (checked.state === "short" ? checked.left : checked.state);

function all(check: (text: string) => Checked, table: [string, State][]): void {
    for (const [text, state] of table) {
        assert.equal(stateOf(check(text)), state, text);
    }
}

test("a SIREN has nine digits that fit", () => {
    all(checkSiren, [
        ["", "none"],
        ["732 829", 3],
        ["732 829 320", "good"],
        ["732829321", "wrong"],
        ["73282932000074", "wrong"],
        ["x", "wrong"],
    ]);
    assert.equal(showSiren("732829320"), "732 829 320");
});

test("a SIRET has 14 digits that fit, however it is spaced", () => {
    all(checkSiret, [
        ["", "none"],
        ["  ", "none"],
        ["73282932000074", "good"],
        ["732 829 320 00074", "good"],
        ["732.829.320\u00a000074", "good"],
        ["73282932000075", "wrong"],
        ["7328293200007", 1],
        ["732", 11],
        ["732829320000741", "wrong"],
        ["73282932OO0074", "wrong"],
    ]);
});

test("La Poste's establishments follow a rule of their own", () => {
    all(checkSiret, [
        ["35600000049837", "good"],
        ["35600000000048", "good"],
        ["35600000049838", "wrong"],
    ]);
});

test("a VAT number of France has a key that fits its SIREN, of others the form alone", () => {
    all(checkVatNumber, [
        ["", "none"],
        ["F", 3],
        ["FR", 11],
        ["FR40303265045", "good"],
        ["fr 40 303 265 045", "good"],
        ["FR41303265045", "wrong"],
        ["FR40303265046", "wrong"],
        ["FRK7303265045", "good"],
        ["FR403032650451", "wrong"],
        ["DE123456789", "good"],
        ["40303265045", "wrong"],
    ]);
});

test("an IBAN is checked by its remainder, as soon as it is as long as its country's", () => {
    all(checkIban, [
        ["", "none"],
        ["F", 14],
        ["FR", 25],
        ["FR76 3000 6000 0112 3456 7890 189", "good"],
        ["FR7630006000011234567890188", "wrong"],
        ["FR76 3000 6000 0112", 11],
        ["DE89370400440532013000", "good"],
        ["GB82WEST12345698765432", "good"],
        ["76FR", "wrong"],
    ]);
});

test("a SIRET tells the VAT number", () => {
    assert.equal(vatOfSiret("30326504500011"), "FR40303265045");
    assert.equal(vatOfSiret("30326504500018"), undefined);
    assert.equal(vatOfSiret("303265045"), undefined);
});

test("numbers are written in groups, unfinished ones as they are", () => {
    assert.equal(showSiret("73282932000074"), "732 829 320 00074");
    assert.equal(showSiret("7328"), "7328");
    assert.equal(showIban("FR7630006000011234567890189"), "FR76 3000 6000 0112 3456 7890 189");
});

test("what an invoice lacks is named, a VAT number not where the footer says that there is no VAT", () => {
    assert.deepEqual(missingMentions({}).always.length, 7);
    const told = {
        legal_name: "Garage",
        legal_form: "EI",
        siret: "x",
        "address.street": "1",
        "address.postal_code": "2",
        "address.city": " ",
    };
    assert.deepEqual(missingMentions(told), {
        always: ["vat_number", "address.city"],
        business: ["late_penalty_text", "recovery_text", "discount_text"],
    });
    const exempt = { ...told, "address.city": "Lyon", invoice_footer: "TVA non applicable, art. 293 B du CGI" };
    assert.deepEqual(missingMentions(exempt).always, []);
    const settings = { ...exempt, legal_form: null, vat_number: null, address: { street: "1", postal_code: null, city: "Lyon" } };
    assert.deepEqual(missingIn(settings).always, ["legal_form", "address.postal_code"]);
});
