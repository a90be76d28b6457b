// SPDX-License-Identifier: MIT
// A deposit on an accepted quote: asked for, taken, deducted by the invoice; and money given back after a credit note.

import { expect, type Page } from "@playwright/test";
import { accessible, api, signIn, test, wellFormed } from "./world";

interface Answer<T> {
    data: T;
}

/** A private customer's quote of 120 euros, accepted. */
async function acceptedQuote(page: Page): Promise<string> {
    const send = <T>(path: string, body: object, method = "POST") =>
        api<Answer<T>>(page, path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
    const contact = (await send<{ id: string }>("/api/contacts", { last_name: `Acompte${Date.now().toString(36)}` })).data.id;
    const items = [{ description: "Moteur", quantity: 1, unit_price: 100 }];
    const quote = (await send<{ id: string }>("/api/quotes", { contact_id: contact, items, vat_rate: 20, price_mode: "NET" })).data.id;
    for (const status of ["SENT", "ACCEPTED"]) {
        await send(`/api/quotes/${quote}/status`, { status }, "PATCH");
    }
    return quote;
}

test("a deposit is taken and deducted, and money goes back", async ({ page, watch }) => {
    await signIn(page);
    const quote = new URL(`/quotes/${await acceptedQuote(page)}`, page.url()).href;
    const dialog = page.locator("dialog[open]");
    await page.goto(quote);
    await page.getByRole("button", { name: "Demander un acompte" }).click();
    await expect(dialog.locator('[name="percent"]')).toBeFocused();
    await expect(dialog).toContainText("36,00");
    await accessible(page, "the dialog that asks for a deposit");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: /Facture d’acompte/ })).toBeVisible();
    await page.getByRole("button", { name: "Encaisser 36,00" }).click();
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("heading", { name: "Paiements" })).toBeVisible();

    await page.goto(quote);
    await page.getByRole("button", { name: "Demander un acompte" }).click();
    await dialog.getByText("En euros TTC").click();
    await dialog.getByText("Arrhes", { exact: true }).click();
    watch.expect(/status of 400/);
    await dialog.locator('[name="amount"]').fill("84,01");
    await dialog.getByRole("button", { name: "Émettre" }).click();
    await expect(dialog.getByText(/C’est plus que ce qui reste : 84/)).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Émettre" })).toBeFocused(); // what is refused takes no focus away
    await dialog.locator('[name="amount"]').fill("10");
    await dialog.getByRole("button", { name: "Émettre" }).click();
    await expect(page.getByRole("heading", { name: /Facture d’arrhes/ })).toBeVisible();

    await page.goto(quote);
    await expect(page.getByRole("link", { name: /Facture d’(acompte|arrhes)/ })).toHaveCount(2);
    await page.getByRole("button", { name: "Facturer" }).click();
    await expect(dialog).toContainText("déduit les acomptes payés");
    await dialog.getByRole("button", { name: "Facturer" }).click();
    await expect(page.getByRole("heading", { name: "Acomptes déduits" })).toBeVisible();
    await page.getByRole("button", { name: "Encaisser 84,00" }).click();
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("button", { name: "Faire un avoir" }).click();
    await dialog.locator('[name="reason"]').fill("Travaux annulés");
    await dialog.getByRole("button", { name: "Créer l’avoir" }).click();
    await page.getByRole("button", { name: "Rembourser" }).click();
    await expect(dialog.locator('[name="amount"]')).toHaveValue("120,00");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("heading", { name: "Remboursements" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Rembourser" })).toHaveCount(0);
    await accessible(page, "an invoice with deposits and refunds");
    await page.setViewportSize({ width: 360, height: 780 });
    await wellFormed(page, 360, "an invoice with deposits and refunds");
});
