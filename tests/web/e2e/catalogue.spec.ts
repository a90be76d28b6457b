// SPDX-License-Identifier: MIT
// The price list is made by hand, and three letters and Enter put a package of it on a quote. Typing stays free.

import { expect, type Page } from "@playwright/test";
import { api, signIn, test } from "./world";

const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`);
const cell = (page: Page, row: number, name: string) => page.locator(`[data-cell="${row}.${name}"]`);

test("an item, a package of it, and both on a quote by three letters", async ({ page }) => {
    const word = `Zk${Date.now().toString(36)}`;
    await signIn(page, "atelier", "owner", "/settings/catalogue");
    await expect(page.getByRole("link", { name: "Nouvel article" }).first()).toBeVisible();
    await page.keyboard.press("n");
    await expect(page.locator("h1")).toHaveText("Nouvel article");
    await field(page, "kind").selectOption("FLUID");
    await field(page, "label").fill(`Huile ${word}`);
    await field(page, "unit_price").fill("11,90");
    await field(page, "unit").selectOption("LITRE");
    await field(page, "vat_rate").selectOption({ label: "10 %" });
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(`Huile ${word}`);
    await expect(page.locator(".facts")).toContainText("11,90 € HT / litre");

    await page.keyboard.press("n");
    await expect(page.locator("h1")).toHaveText("Nouvel article");
    await field(page, "kind").selectOption("PACKAGE");
    await field(page, "label").fill(`${word} complet`);
    await cell(page, 0, "description").pressSequentially(`huile ${word}`);
    await page.keyboard.press("Enter");
    await expect(cell(page, 0, "quantity")).toBeFocused();
    await cell(page, 0, "quantity").fill("4,5");
    await page.keyboard.press("Enter");
    await expect(cell(page, 1, "description")).toBeFocused();
    await cell(page, 1, "description").fill("Recyclage");
    await cell(page, 1, "unit_price").fill("3,50");
    await expect(page.locator(".sums .total dd")).toHaveText(/^57,05/);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(`${word} complet`);
    await expect(page.locator(".sums .total dd")).toHaveText(/^57,05/);

    await page.goto(new URL("/quotes/new", page.url()).href);
    await cell(page, 0, "description").pressSequentially(word.toLowerCase());
    await page.keyboard.press("Enter"); // before anything is offered, too
    await expect(cell(page, 2, "description")).toBeFocused();
    await expect(cell(page, 0, "description")).toHaveValue(`Huile ${word}`);
    await expect(cell(page, 0, "quantity")).toHaveValue("4,5");
    await expect(cell(page, 0, "unit_price")).toHaveValue("11,90");
    await expect(page.locator(".cell-vat select").first()).toHaveValue("10");
    await expect(cell(page, 1, "description")).toHaveValue("Recyclage");

    // Free text goes on as ever, and what is offered may be refused.
    await page.keyboard.type("Rien de tel");
    await page.keyboard.press("Enter");
    await expect(cell(page, 3, "description")).toBeFocused();
    await page.keyboard.type(`${word} complet`);
    await expect(page.locator(".lines .offers [role=option]").first()).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Escape");
    await expect(page.locator(".lines .offers")).toHaveCount(0);
    await page.keyboard.press("Enter");
    await expect(cell(page, 4, "description")).toBeFocused();
    await expect(cell(page, 3, "description")).toHaveValue(`${word} complet`);
});

test("what is switched off is offered no more, and colleagues only read", async ({ page, browser }) => {
    const word = `Qx${Date.now().toString(36)}`;
    await signIn(page, "atelier", "manager");
    const { data } = await api<{ data: { id: string } }>(page, "/api/catalogue", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ label: word, kind: "PART", unit_price: 2 }),
    });
    await page.goto(new URL(`/settings/catalogue/${data.id}`, page.url()).href);
    await page.getByRole("button", { name: "Désactiver" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Désactivé");
    await expect(page.locator(".toasts")).toContainText("Enregistré");
    const found = await api<{ data: { catalogue: unknown[] } }>(page, `/api/catalogue/suggest?q=${word}`);
    expect(found.data.catalogue).toEqual([]);

    const other = await browser.newPage({ ignoreHTTPSErrors: true, locale: "fr-FR" });
    await signIn(other, "atelier", "sales", `/settings/catalogue/${data.id}`);
    await expect(other.locator("h1")).toHaveText(word);
    await expect(other.getByRole("button", { name: /Modifier|Réactiver/ })).toHaveCount(0);
    await other.close();
});
