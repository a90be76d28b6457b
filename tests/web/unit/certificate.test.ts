// SPDX-License-Identifier: MIT
// What is printed in one line on a registration certificate, in its parts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partsOfAddress, partsOfOwner } from "../../../web/src/rules/certificate";

test("an owner is a first and a last name, or one name", () => {
    assert.deepEqual(partsOfOwner("Elodie Rouvignac"), { first_name: "Elodie", last_name: "Rouvignac" });
    assert.deepEqual(partsOfOwner(" Jean  Marie Petit "), { first_name: "Jean Marie", last_name: "Petit" });
    assert.deepEqual(partsOfOwner("Rouvignac"), { first_name: "", last_name: "Rouvignac" });
    assert.deepEqual(partsOfOwner(""), { first_name: "", last_name: "" });
});

test("an address is a street, a postal code and a town; without a code all of it is the street", () => {
    assert.deepEqual(partsOfAddress("14 Rue des Fictions, 49999 Essai sur Loire"), {
        street: "14 Rue des Fictions",
        postal_code: "49999",
        city: "Essai sur Loire",
    });
    assert.deepEqual(partsOfAddress("12345 Chemin 75001 Paris"), { street: "12345 Chemin", postal_code: "75001", city: "Paris" });
    assert.deepEqual(partsOfAddress("Lieu-dit Le Bourg"), { street: "Lieu-dit Le Bourg", postal_code: "", city: "" });
});
