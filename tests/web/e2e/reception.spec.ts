// SPDX-License-Identifier: MIT
// A customer stands at the desk: from the photograph of the certificate to the quote, on one page; and who is known is proposed.

import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { api, loseAnswer, signIn, test } from "./world";

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
    await expect(field(page, "vehicle.vin")).toBeFocused();
    await expect(page.locator(".known")).toContainText(name);
    // The work is wrong now: the car is made, and taken back for another one.
    await field(page, "vehicle.vin").fill("");
    await field(page, "vehicle.license_plate").fill("kl789mn");
    await page.locator('[data-cell="0.unit_price"]').fill("");
    await press(page, "Enregistrer");
    await expect(page.locator(".known")).toHaveCount(2);
    await page.locator(".known").first().getByRole("button", { name: "Changer" }).click();
    await field(page, "vehicle.license_plate").fill("kl788mn");
    await page.locator('[data-cell="0.unit_price"]').fill("89,90");
    await press(page, "Enregistrer");
    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    await expect(page.locator(".facts")).toContainText("KL-788-MN");
    const found = await api<{ pagination: { total: number } }>(page, `/api/contacts?search=${name}`);
    expect(found.pagination.total).toBe(1);
});

test("an answer is lost: a known car keeps what is known of it", async ({ page }) => {
    const name = `Connu${Date.now().toString(36)}`;
    const plate = `CN-${String(Date.now() % 1000).padStart(3, "0")}-CN`;
    await signIn(page);
    const json = (body: object): RequestInit => ({
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
    const contact = await api<{ data: { id: string } }>(page, "/api/contacts", json({ last_name: name }));
    const car = { owner_id: contact.data.id, license_plate: plate, make: "Renault", model: "Clio", vin: "VF1AAAA1234567890" };
    const made = await api<{ data: { id: string } }>(page, "/api/vehicles", json(car));
    await loseAnswer(page, "/api/quotes$");
    await page.goto(new URL(`/reception?plate=${plate}`, page.url()).href);
    await page.getByRole("button", { name: new RegExp(`${plate}.*${name}`) }).click();
    await work(page);
    await press(page, "Enregistrer");
    await expect(page.locator("main [role=alert]").first()).toBeVisible();
    await field(page, "vehicle.mileage").fill("99 000");
    await press(page, "Enregistrer");
    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    const after = await api<{ data: { make: string; vin: string; mileage: number } }>(page, `/api/vehicles/${made.data.id}`);
    expect(after.data).toMatchObject({ make: "Renault", vin: "VF1AAAA1234567890", mileage: 99000 });
    const quotes = await api<{ pagination: { total: number } }>(page, `/api/quotes?contact_id=${contact.data.id}`);
    expect(quotes.pagination.total).toBe(1);
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
    await expect(field(page, "vehicle.license_plate")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(field(page, "vehicle.license_plate")).toHaveValue("QR-123-ST");
    await press(page, "Annuler");
});
