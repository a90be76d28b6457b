// SPDX-License-Identifier: MIT
// A deal from the first call to the order: made with its client in place, explained, moved on with a note by keys alone, sent along
// the board, and won.

import { expect, type Page } from "@playwright/test";
import { makeDeal } from "./deals";
import { api, signIn, test } from "./world";

const unique = (word: string) => `${word} ${Date.now().toString(36)}`;
const column = (page: Page, name: string) => page.locator(`[data-column="${name}"]`);
const card = (page: Page, title: string) => page.locator("[data-card]", { hasText: title });

async function usePipeline(page: Page): Promise<void> {
    const body = JSON.stringify({ modules: { pipeline: true } });
    await api(page, "/api/settings", { method: "PATCH", headers: { "Content-Type": "application/json" }, body });
}

test("a deal is made with its client, and its probability is explained", async ({ page }) => {
    const [name, client] = [unique("Chaufferie"), unique("Mairie")];
    await signIn(page, "atelier", "owner");
    await usePipeline(page);
    await page.goto(new URL("/opportunities", page.url()).href);
    await expect(page.locator("h1")).toHaveText("Affaires");
    await page.keyboard.press("n");
    await page.locator('[name="project_name"]').fill(name);
    await page.locator('[name="client_id"]').fill(client);
    await page.getByRole("option", { name: `Créer la société « ${client} »` }).click();
    await expect(page.locator(".toasts")).toContainText("Société créée");
    await page.locator('[name="original_amount"]').fill("17000000");
    await page.locator('[name="gross_margin_percentage"]').fill("13");
    await page.locator('[name="starting_date"]').fill("01/01/2036");
    await page.locator('[name="closing_date"]').fill("31/12/2038");
    await page.locator('[name="project_maturity"]').selectOption("RFI");
    await page.locator('[name="client_type"]').selectOption("Existing");
    await page.locator('[name="client_relationship"]').selectOption("3 - Good");
    await expect(page.locator(".figure")).toHaveText(/= 23,6\s%\s→\s25\s%/);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(name);
    await expect(page.locator(".figure")).toHaveText(/= 23,6\s%\s→\s25\s%/);
    await expect(page.locator("dd", { hasText: /4.250.000/ }).first()).toBeVisible();

    await page.getByLabel("Type de client").selectOption("New");
    await expect(page.locator(".figure")).toHaveText(/= 20,3\s%\s→\s20\s%/);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator(".toasts")).toContainText("Enregistré");
    await expect(page.locator(".timeline")).toContainText("client connu → nouveau client");
});

test("a deal is moved on with a note by keys alone, and a chosen probability says so", async ({ page }) => {
    const name = unique("Au clavier");
    await signIn(page, "atelier", "owner");
    await usePipeline(page);
    const { id } = await makeDeal(page, name);
    await page.goto(new URL(`/opportunities/${id}`, page.url()).href);
    await expect(page.locator("h1")).toHaveText(name);
    await page.keyboard.press("s");
    await expect(page.locator('dialog [name="stage"]')).toBeFocused();
    await page.keyboard.type("Nég");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Offre retenue parmi deux");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("dialog")).toHaveCount(0);
    await expect(page.locator(".timeline")).toContainText("Demande d’info → Négociation");
    await expect(page.locator(".timeline")).toContainText("Offre retenue parmi deux");

    await page.getByRole("button", { name: "Fixer la probabilité à la main" }).click();
    await page.locator('[name="win_probability_override"]').fill("40");
    await page.keyboard.press("Enter");
    await expect(page.locator(".note.warn")).toHaveText(/Probabilité fixée à la main : 40\s%/);
    await expect(page.locator(".toasts")).toContainText("Enregistré");
    await page.getByRole("button", { name: "Revenir au calcul" }).click();
    await expect(page.locator(".note.warn")).toHaveCount(0);
});

test("one's own dashboard says what is open and what waits", async ({ page }) => {
    const name = unique("Attendue");
    await signIn(page, "atelier", "owner");
    await usePipeline(page);
    await makeDeal(page, name);
    await page.goto(new URL("/opportunities", page.url()).href);
    await expect(page.locator("h1")).toHaveText("Affaires");
    await page.keyboard.press("g");
    await page.keyboard.press("b");
    await expect(page.locator("h1")).toHaveText("Mon tableau");
    await expect(page.locator("tr", { hasText: "Demande d’info" }).locator("td").first()).not.toHaveText("0");
    await expect(page.getByRole("heading", { name: "À relancer" })).toBeVisible();
});

test("a card goes along the board, and is won from its menu", async ({ page }) => {
    const name = unique("Sur le tableau");
    await signIn(page, "atelier", "owner");
    await usePipeline(page);
    const { id } = await makeDeal(page, name);
    await page.goto(new URL(`/opportunities?search=${encodeURIComponent(name)}`, page.url()).href);
    await expect(column(page, "RFI")).toContainText(name);
    await expect(column(page, "RFI").locator("header")).toContainText(/10.000/);
    await card(page, name).locator(".card-link").focus();
    await page.keyboard.press("Control+ArrowRight");
    await expect(column(page, "RFQ")).toContainText(name);
    await expect(card(page, name).locator(".card-link")).toBeFocused();
    await expect(page.locator(".toasts")).toContainText("déplacé vers Demande de prix");
    await expect.poll(async () => (await api<{ stage: string }>(page, `/api/opportunities/${id}`)).stage).toBe("RFQ");
    await card(page, name).getByRole("button").click();
    await page.getByRole("menuitem", { name: "Gagnée…" }).click();
    await page.locator('dialog [name="notes"]').fill("Signée");
    await page.keyboard.press("Control+Enter");
    await expect(card(page, name)).toHaveCount(0);
    const deal = await api<{ status: string; stage: string }>(page, `/api/opportunities/${id}`);
    expect(deal).toMatchObject({ status: "Won", stage: "Closed" });
});

test("what is typed is understood or told: a company that was not chosen, an amount of a filter", async ({ page }) => {
    const both = unique("Suite");
    const [first, second] = [`${both} A`, `${both} B`];
    await signIn(page, "atelier", "owner");
    await usePipeline(page);
    await makeDeal(page, first);
    await makeDeal(page, second);
    await page.goto(new URL("/opportunities/new", page.url()).href);
    await page.locator('[name="client_id"]').fill("Personne");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator('[name="client_id"]')).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("form")).toContainText("Choisissez-le dans la liste, ou créez-le.");

    await page.goto(new URL(`/opportunities?view=list&search=${encodeURIComponent(both)}&sort=project_name`, page.url()).href);
    await page.getByRole("button", { name: "Filtres" }).click();
    const least = page.getByRole("combobox", { name: "Montant à partir de" });
    await least.fill("beaucoup");
    await least.press("Enter");
    await expect(page.locator(".filter-fields .error")).toHaveText("Non compris : « beaucoup »");
    await least.fill("1 000");
    await least.press("Enter");
    await expect(page).toHaveURL(/min_amount=1000(&|$)/);
    await expect(page.locator(".filter-fields .error")).toHaveCount(0);
    await least.press("End");
    await least.pressSequentially("5");
    await least.press("Backspace");
    await least.press("Tab");
    await page.getByRole("button", { name: /^Retirer le filtre .*Montant à partir de/ }).click();
    await expect(least).toHaveValue(""); // what was typed and taken back is no wish
    await least.fill("1 000");
    await least.press("Enter");
    await expect(page).toHaveURL(/min_amount=1000(&|$)/);

    await page.getByRole("link", { name: first }).click();
    await expect(page.locator("h1")).toHaveText(first);
    await expect(async () => {
        await page.keyboard.press("j");
        await expect(page.locator("h1")).toHaveText(second, { timeout: 1000 });
    }).toPass();
});
