// SPDX-License-Identifier: MIT
// A customer stands at the desk: from the photograph of the certificate to the quote, on one page; and who is known is proposed.

import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { api, signIn, test } from "./world";

const CERTIFICATE = join(__dirname, "../../api/pictures/tilted.jpg");

const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`);
const press = (page: Page, name: string) => page.locator("main").getByRole("button", { name, exact: true }).click();

async function work(page: Page): Promise<void> {
    await page.locator('[data-cell="0.description"]').fill("Vidange");
    await page.locator('[data-cell="0.unit_price"]').fill("89,90");
}

test("from the photograph of a certificate to the quote", async ({ page }) => {
    await signIn(page);
    await expect(page.locator(".tiles")).toBeVisible();
    await page.keyboard.press("n");
    await expect(page.locator("h1")).toHaveText("Réception");
    await page.locator('main input[type="file"]').setInputFiles(CERTIFICATE);
    await expect(page.getByText("Carte grise lue")).toBeVisible({ timeout: 60_000 });
    await expect(field(page, "vehicle.license_plate")).toHaveValue("NE-364-BL");
    await expect(field(page, "vehicle.vin")).toHaveValue("VF7W82VL77L333960");
    await expect(field(page, "contact.last_name")).toHaveValue("Rouvignac");
    await expect(field(page, "contact.address.city")).toHaveValue("Essai sur Loire");

    await field(page, "contact.phone").fill("06 12 34 99 71");
    await field(page, "vehicle.mileage").fill("84 210");
    await work(page);
    await press(page, "Enregistrer");
    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    await expect(page.locator(".facts")).toContainText("Elodie Rouvignac");
    await expect(page.locator(".facts")).toContainText("NE-364-BL");

    // The second time she is known: one press, and only the work is to be typed.
    await page.goto(new URL("/reception?plate=ne364bl", page.url()).href);
    await page.getByRole("button", { name: /NE-364-BL Citroën C3 · Elodie Rouvignac/ }).click();
    await expect(page.locator(".known")).toHaveCount(2);
    await work(page);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    const found = await api<{ pagination: { total: number } }>(page, "/api/contacts?search=Rouvignac");
    expect(found.pagination.total).toBe(1);
});

test("a refused part is told beside its field, and what was made before is not made again", async ({ page, watch }) => {
    watch.expect(/status of 400/);
    const name = `Guichet${Date.now().toString(36)}`;
    await signIn(page, "atelier", "owner", "/reception");
    await field(page, "contact.last_name").fill(name);
    await field(page, "vehicle.vin").fill("TOOSHORT");
    await work(page);
    await press(page, "Enregistrer");
    await expect(field(page, "vehicle.vin")).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator(".known")).toContainText(name);
    await field(page, "vehicle.vin").fill("");
    await field(page, "vehicle.license_plate").fill("kl789mn");
    await press(page, "Enregistrer");
    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    const found = await api<{ pagination: { total: number } }>(page, `/api/contacts?search=${name}`);
    expect(found.pagination.total).toBe(1);
});

test("what was typed at the desk is there again after a reload", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/reception");
    await field(page, "contact.last_name").fill("Interrompu");
    await field(page, "vehicle.license_plate").fill("qr123st");
    await expect(page.locator(".sums .total")).toBeVisible();
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    await page.reload();
    await press(page, "Reprendre");
    await expect(field(page, "contact.last_name")).toHaveValue("Interrompu");
    await expect(field(page, "vehicle.license_plate")).toHaveValue("QR-123-ST");
    await press(page, "Annuler");
});
