// SPDX-License-Identifier: MIT
// From a new customer to a paid invoice, as README says it: made by hand at the desk, in five minutes.

import { expect, type Page } from "@playwright/test";
import { signIn, test } from "./world";

const press = (page: Page, name: string | RegExp) => page.locator("main, dialog[open]").getByRole("button", { name }).last().click();

async function newCustomer(page: Page, name: string): Promise<void> {
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await expect(page.locator("h1")).toHaveText(/^Clients/);
    await page.keyboard.press("n");
    await page.locator('main [name="last_name"]').fill(name);
    await page.locator('main [name="phone"]').fill("06 12 34 56 78");
    await press(page, "Enregistrer");
    await expect(page.locator("h1")).toHaveText(name);
    await page.getByRole("link", { name: "Ajouter un véhicule" }).click();
    await page.locator('main [name="license_plate"]').fill("gh456jk");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("main")).toContainText("GH-456-JK");
    await press(page, "Ajouter une intervention");
    await page.locator('dialog [name="description"]').fill("Contrôle des freins");
    await page.locator('dialog [name="labor_hours"]').fill("0,5");
    await press(page, "Enregistrer");
    await expect(page.locator(".book")).toContainText("Contrôle des freins");
}

async function newQuote(page: Page, name: string): Promise<void> {
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await expect(page.locator("h1")).toHaveText(/^Devis/);
    await page.keyboard.press("n");
    await expect(page.locator("h1")).toHaveText("Nouveau devis");
    await page.locator('main [name="contact_id"]').pressSequentially(name.slice(0, 12));
    await page.getByRole("option", { name: new RegExp(name) }).click();
    await page.locator('[data-cell="0.description"]').fill("Vidange");
    await page.locator('[data-cell="0.unit_price"]').fill("65,50");
    await page.locator('[data-cell="0.unit_price"]').press("Enter");
    await expect(page.locator('[data-cell="1.unit_price"]')).toBeFocused();
    await page.locator('[data-cell="1.description"]').fill("Filtre à huile");
    await page.locator('[data-cell="1.quantity"]').fill("2");
    await page.locator('[data-cell="1.unit_price"]').fill("12,25");
    await expect(page.locator(".sums .total dd")).toHaveText(/^108,00/);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    await expect(page.locator(".sums .total dd")).toHaveText(/^108,00/);
}

test("from a new customer to a paid invoice", async ({ page }) => {
    const name = `Facture${Date.now().toString(36)}`;
    await signIn(page);
    await newCustomer(page, name);
    await newQuote(page, name);

    await press(page, "Envoyer");
    await press(page, "Remis en main propre");
    await expect(page.locator(".page-head .chip")).toHaveText("Envoyé");
    await press(page, "Faire signer");
    await page.getByLabel("Nom de la personne qui accepte").fill("Marc Dupont");
    await press(page, "J’accepte");
    await expect(page.locator(".page-head .chip")).toHaveText("Accepté");
    await press(page, "Facturer");
    await page.locator("dialog").getByRole("button", { name: "Facturer" }).press("Enter");
    await expect(page.locator("h1")).toHaveText(/^Facture \d{4}-\d+/);
    await expect(page.locator("main")).toContainText(name);

    // Who signed at the desk stands there to pay: it is asked at once.
    await expect(page.locator('dialog [name="amount"]')).toHaveValue(/^108,00/);
    await page.locator("dialog").getByText("Espèces").click();
    await press(page, "Enregistrer");
    await expect(page.locator(".page-head .chip")).toHaveText("Payée");
    await expect(page.getByRole("button", { name: /^Encaisser/ })).toHaveCount(0);
    await expect(page.locator(".rows")).toContainText("Espèces");

    const paper = await page.getByRole("link", { name: "PDF" }).first().getAttribute("href");
    const answer = await page.evaluate(async (address) => {
        const { status, headers } = await fetch(address);
        return [status, headers.get("Content-Type")];
    }, paper ?? "");
    expect(answer).toEqual([200, "application/pdf"]);

    // Its chip may be pressed off, and the list remembers what it was asked.
    await page.goto(new URL("/invoices?status=PAID", page.url()).href);
    await expect(page.locator("main")).toContainText(name);
    await page
        .locator(".list-tabs")
        .getByRole("link", { name: /^Brouillon/ })
        .click();
    await expect(page).toHaveURL(/status=DRAFT$/);
    await expect(page.locator("main")).not.toContainText(name);
});
