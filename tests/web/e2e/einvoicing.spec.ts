// SPDX-License-Identifier: MIT
// Whether one is ready for electronic invoices: what is missing, said in words with the way to each field, before a number is spent.

import { expect, type Page } from "@playwright/test";
import { api, signIn, test } from "./world";

const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`);
const hintOf = (page: Page, name: string) => page.locator("main .field").filter({ has: page.locator(`[name="${name}"]`) });

test("the settings say how far the company is, and each line leads to its field", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/settings/einvoicing");
    await expect(page.locator("h1")).toHaveText("Facture électronique");
    const lacks = page.locator(".lacks");
    await expect(lacks.locator("summary")).toContainText(/Prêt pour 2027 : \d+ sur \d+/);
    await lacks.getByRole("link", { name: "plateforme agréée" }).click();
    await expect(field(page, "platform_name")).toBeFocused();
    await page.keyboard.type("Plateforme du Rhône");
    await field(page, "vat_regime").selectOption("MONTHLY");
    await field(page, "fiscal_year_end").fill("30/6");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".toasts")).toContainText("Enregistré");
    await expect(lacks.getByRole("link", { name: "plateforme agréée" })).toHaveCount(0);
    const { data } = await api<{ data: Record<string, string> }>(page, "/api/settings");
    expect([data.platform_name, data.vat_regime, data.fiscal_year_end]).toEqual(["Plateforme du Rhône", "MONTHLY", "06-30"]);
    await expect(field(page, "fiscal_year_end")).toHaveValue("30/06");
    await field(page, "fiscal_year_end").fill("31/12");
    await page.keyboard.press("Control+Enter");
    await expect.poll(async () => (await api<{ data: Record<string, string> }>(page, "/api/settings")).data.fiscal_year_end).toBe("12-31");
});

test("a customer's numbers are checked while they are typed, and a draft says what is missing", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/contacts/new");
    await field(page, "company").fill("Transports Durand");
    await field(page, "siren").fill("732829321");
    await expect(hintOf(page, "siren")).toContainText("n’est pas valable");
    await field(page, "siren").fill("");
    await field(page, "delivery_address.city").fill("Vienne");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toContainText("Transports Durand");
    const contact_id = new URL(page.url()).pathname.split("/").pop();
    const items = [{ description: "Vidange", quantity: 1, unit_price: 10 }];
    const { data } = await api<{ data: { id: string } }>(page, "/api/invoices", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ contact_id, items }),
    });
    await page.goto(new URL(`/invoices/${data.id}`, page.url()).href);
    const lacks = page.locator(".lacks");
    await lacks.locator("summary").click();
    await lacks.getByRole("link", { name: "Le SIREN de ce client professionnel manque." }).click();
    await expect(field(page, "siren")).toBeVisible();
    await field(page, "siren").fill("732 829 320");
    await expect(hintOf(page, "siren")).toContainText("Numéro valable");
});
