// SPDX-License-Identifier: MIT
// What an owner sets up: the legal identity with its check while typing, and who may work here. What others may not is not there.

import { expect, type Page } from "@playwright/test";
import { api, signIn, test } from "./world";

const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`);
const hintOf = (page: Page, name: string) => page.locator("main .field").filter({ has: page.locator(`[name="${name}"]`) });

test("the legal identity is checked while it is typed, and what is missing ticks itself off", async ({ page }) => {
    await signIn(page);
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    await expect(page.locator("h1")).toHaveText("Entreprise");
    await expect(page.locator(".note.warn")).toContainText("Raison sociale");
    await page.locator(".note.warn").getByRole("link", { name: "SIRET" }).click();
    await expect(field(page, "siret")).toBeFocused();
    await page.keyboard.type("732 829 320 0007");
    await expect(hintOf(page, "siret")).toContainText("Encore 1 caractère");
    await page.keyboard.type("5");
    await expect(hintOf(page, "siret")).toContainText("n’est pas valable");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("4");
    await expect(hintOf(page, "siret")).toContainText("Numéro valable");
    await page.getByRole("button", { name: "D’après le SIRET : FR44732829320" }).click();
    await expect(field(page, "vat_number")).toHaveValue("FR44732829320");
    await expect(page.locator(".note.warn").getByRole("link", { name: "SIRET" })).toHaveCount(0);
    await field(page, "legal_name").fill("Atelier Martin SARL");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".toasts")).toContainText("Enregistré");
    const { data } = await api<{ data: Record<string, string> }>(page, "/api/settings");
    expect([data.siret, data.vat_number, data.legal_name]).toEqual(["73282932000074", "FR44732829320", "Atelier Martin SARL"]);
});

test("a person is invited into a team, and deactivated with a way back", async ({ page }) => {
    const name = `Inès${Date.now().toString(36)}`;
    await signIn(page, "atelier", "owner", "/teams");
    await page.keyboard.press("n");
    await expect(page.locator("h1")).toHaveText("Nouvelle équipe");
    await field(page, "name").fill(`Équipe ${name}`);
    await field(page, "manager_id").selectOption({ label: "Manon Manager" });
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(`Équipe ${name}`);

    await page.getByRole("link", { name: "Personnes" }).click();
    await page.getByRole("link", { name: "Inviter une personne" }).first().click();
    await field(page, "email").fill(`${name}@atelier.fr`.normalize("NFD").replace(/[^\x20-\x7f]/g, ""));
    await field(page, "first_name").fill(name);
    await field(page, "role").selectOption("manager");
    await field(page, "team_id").selectOption({ label: `Équipe ${name}` });
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(name);
    await expect(page.locator(".facts")).toContainText("Responsable");
    await expect(page.locator(".facts")).toContainText(`Équipe ${name}`);

    await page.getByRole("button", { name: "Désactiver" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Désactivé");
    await expect(page.locator(".toasts")).toContainText("Enregistré");
    await page.keyboard.press("Control+z");
    await expect(page.locator(".page-head .chip")).toHaveText("Actif");
});

test("a manager reads people and changes none, staff has no settings", async ({ page, browser }) => {
    await signIn(page, "atelier", "manager", "/people");
    await expect(page.locator("main")).toContainText("Odile Owner");
    await expect(page.getByRole("link", { name: "Inviter une personne" })).toHaveCount(0);
    const other = await browser.newPage({ ignoreHTTPSErrors: true });
    await signIn(other, "atelier", "sales");
    await expect(other.locator("nav.bar")).not.toContainText("Réglages");
    await other.close();
});
