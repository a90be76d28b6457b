// SPDX-License-Identifier: MIT
// What an owner sets up: the legal identity with its check while typing, and who may work here. What others may not is not there.

import { expect, type Page } from "@playwright/test";
import { api, signIn, test } from "./world";

const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`);
const hintOf = (page: Page, name: string) => page.locator("main .field").filter({ has: page.locator(`[name="${name}"]`) });

test("the legal identity is checked while it is typed, and what is missing ticks itself off", async ({ page }) => {
    await signIn(page);
    await expect(page.locator("nav.bar")).toContainText("Réglages"); // who it is, is known
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
    await expect(page.getByRole("link", { name: "Nouvelle équipe" }).first()).toBeVisible();
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

/** Of one pixel. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgYGAAAAAEAAHI6uv5AAAAAElFTkSuQmCC", "base64");

test("a logo is shown before it is printed, and what is none is said before it is sent", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/settings/company");
    const file = page.locator('input[name="logo"]');
    await file.setInputFiles({ name: "logo.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") });
    await expect(page.getByRole("alert")).toContainText("ni un PNG ni un JPEG");
    await file.setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: PNG });
    await expect(page.getByRole("img", { name: "Votre logo" })).toBeVisible();
    await expect(page.getByRole("alert")).toHaveCount(0);
    await page.getByRole("button", { name: "Retirer" }).click();
    await expect(page.locator("main")).toContainText("Pas encore de logo.");
});

test("choices follow to another device, which can be signed out from here", async ({ page, browser }) => {
    await signIn(page, "atelier", "manager", "/me");
    await page.locator('[name="theme"]').selectOption("dark");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect.poll(() => api(page, "/api/users/me/preferences")).toMatchObject({ theme: "dark" });
    const other = await browser.newPage({ ignoreHTTPSErrors: true });
    await signIn(other, "atelier", "manager", "/me");
    await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
    await other.locator('[name="theme"]').selectOption("system");
    await expect.poll(() => api(other, "/api/users/me/preferences")).toMatchObject({ theme: "system" });
    await page.close(); // its session may be the one that ends
    const lines = other.locator(".related-row");
    await expect(lines.first()).toContainText("Cet appareil");
    const before = await lines.count();
    await other
        .getByRole("button", { name: /^Déconnecter / })
        .first()
        .click();
    await expect(lines).toHaveCount(before - 1);
    await other.close();
});
