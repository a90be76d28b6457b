// SPDX-License-Identifier: MIT
// What a line says beside its price, and prices as a garage displays them: typed, saved, read, changed.

import { expect, type Page } from "@playwright/test";
import { accessible, api, settled, signIn, test, wellFormed } from "./world";

const cellsOf = (page: Page) => (row: number, column: string) => page.locator(`[data-cell="${row}.${column}"]`);

/** A new paper for a new customer. */
async function begin(page: Page, papers: string): Promise<void> {
    await page.goto(new URL("/contacts/new", page.url()).href);
    const name = `Lignes${Date.now().toString(36)}`;
    await page.locator('main [name="last_name"]').fill(name);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(name);
    const contact = new URL(page.url()).pathname.split("/").pop();
    await page.goto(new URL(`/${papers}/new?contact=${contact}`, page.url()).href);
}

test("prices with VAT, and the details of a line", async ({ page }) => {
    await signIn(page);
    await begin(page, "quotes");
    const cell = cellsOf(page);
    await page.locator('main [name="price_mode"]').selectOption("GROSS");
    await cell(0, "description").fill("Forfait vidange");
    await cell(0, "unit_price").fill("69,99");
    await expect(page.locator(".sums")).toContainText(/58,32.*11,67.*69,99/s);
    await cell(1, "description").fill("Filtre à huile");
    await cell(1, "quantity").fill("3");
    await cell(1, "unit_price").fill("9,99");
    await expect(cell(1, "reference")).toHaveCount(0);
    await cell(1, "unit_price").press("Alt+Enter");
    await expect(cell(1, "kind")).toBeFocused();
    await cell(1, "kind").selectOption("PART");
    await expect(cell(1, "unit")).toHaveValue("PIECE");
    await cell(1, "reference").fill("OX 171/2D");
    await cell(1, "discount_percent").fill("12,5");
    await expect(page.locator(".sums .total dd")).toHaveText(/^96,21/);
    await page.keyboard.press("Control+Enter");

    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    const sheet = page.locator(".paper");
    await expect(sheet).toContainText("Pièce · Réf. OX 171/2D · Remise 12,5 %");
    await expect(sheet).toContainText("3 pce");
    await expect(sheet.locator("thead")).toContainText("Total TTC");
    await expect(sheet.locator(".sums")).toContainText(/80,17.*TVA 20 %.*16,04.*96,21/s);

    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole("button", { name: "Modifier" }).click();
    await expect(page.locator(".line-says")).toHaveText("Pièce · Réf. OX 171/2D · pièce · Remise 12,5 %");
    await cell(1, "unit_price").press("Alt+Enter");
    await expect(cell(1, "kind")).toBeFocused();
    await expect(cell(1, "reference")).toHaveValue("OX 171/2D");
    const said = await cell(0, "unit_price").evaluate((input) => {
        const label = getComputedStyle(input.parentElement as Element, "::before");
        return [label.content, label.display];
    });
    expect(said).toEqual(['"Prix TTC"', "block"]);
    // What it says of a line stays while it is being replaced.
    for (const column of ["reference", "discount_percent"]) {
        await cell(1, column).fill("");
    }
    await cell(1, "kind").selectOption("");
    await cell(1, "unit").selectOption("");
    await expect(cell(1, "reference")).toBeVisible();
    // What is opened of a line goes with it.
    await cell(1, "unit_price").press("Control+ArrowUp");
    await expect(cell(0, "reference")).toBeVisible();
    await expect(cell(1, "reference")).toHaveCount(0);
    await cell(0, "unit_price").press("Control+ArrowDown");
    await expect(cell(1, "reference")).toBeVisible();
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".paper")).not.toContainText("Réf.");
    await expect(page.locator(".sums .total dd")).toHaveText(/^99,96/);
});

test("a line without VAT says why, beside lines with it", async ({ page }) => {
    await signIn(page);
    await begin(page, "invoices");
    const cell = cellsOf(page);
    await cell(0, "description").fill("Pose d’un attelage");
    await cell(0, "unit_price").fill("100");
    await cell(1, "description").fill("Taxe de carte grise");
    await cell(1, "unit_price").fill("60");
    await cell(1, "unit_price").press("Alt+Enter");
    await expect(cell(1, "vat_exemption")).toHaveCount(0);
    await page.locator(".cell-vat select").nth(1).selectOption("0");
    await cell(1, "vat_exemption").selectOption("VATEX-EU-79-C");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".page-head .chip")).toHaveText("Brouillon");
    const id = new URL(page.url()).pathname.split("/").pop();
    const { data } = await api<{ data: { items: { vat_exemption: string | null }[] } }>(page, `/api/invoices/${id}`);
    expect(data.items.map((line) => line.vat_exemption)).toEqual([null, "VATEX-EU-79-C"]);
});

test("one line of two is credited", async ({ page, watch }) => {
    await signIn(page);
    await begin(page, "invoices");
    const cell = cellsOf(page);
    await cell(0, "description").fill("Pneu");
    await cell(0, "quantity").fill("4");
    await cell(0, "unit_price").fill("78,90");
    await cell(1, "description").fill("Montage");
    await cell(1, "unit_price").fill("40");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".page-head .chip")).toHaveText("Brouillon");
    await page.getByRole("button", { name: "Émettre" }).click();
    await page.locator("dialog").getByRole("button", { name: "Émettre" }).click();
    await expect(page.locator("h1")).toHaveText(/^Facture \d{4}-\d+/);
    await page.getByRole("button", { name: "Faire un avoir" }).click();
    const dialog = page.locator("dialog");
    await dialog.getByText("Certaines lignes").click();
    await dialog.locator('[name="reason"]').fill("Un pneu repris");
    await dialog.getByRole("button", { name: "Créer l’avoir" }).click();
    await expect(dialog).toContainText("Choisissez au moins une ligne");
    await dialog.getByText("Pneu", { exact: true }).click();
    const much = dialog.getByLabel("Qté (sur 4)");
    await much.fill("5");
    await dialog.getByRole("button", { name: "Créer l’avoir" }).click();
    await expect(much).toHaveAttribute("aria-invalid", "true");
    await expect(much).toHaveAccessibleDescription("Doit être compris entre 0 et 4.");
    await much.fill("1");
    await expect(dialog).toContainText(/Total de l’avoir : 94,68/);
    await settled(page, watch);
    await accessible(page, "credit by line");
    await dialog.getByRole("button", { name: "Créer l’avoir" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.locator(".rows")).toContainText(/AV-\d{4}-\d+ Un pneu repris/);
    await expect(page.locator(".rows")).toContainText("94,68");
    await page.getByRole("button", { name: "Faire un avoir" }).click();
    await expect(dialog).toContainText(/Tout ce qui reste \(332,04/);
});

test("a long word makes no page wider", async ({ page }) => {
    const word = "x".repeat(150);
    await signIn(page);
    await page.goto(new URL("/quotes/new", page.url()).href);
    await page.locator('main [name="contact_id"]').fill("y".repeat(90));
    await page.getByRole("option", { name: /^Créer/ }).click();
    await page.locator("dialog[open]").getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await page.locator('[data-cell="0.description"]').fill(word);
    await page.locator('[data-cell="0.unit_price"]').fill("10");
    await wellFormed(page, 1280, "the editor");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(/^Devis \d{4}-\d+/);
    for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 740 });
        await wellFormed(page, width, "the quote");
    }
    await page.locator(".facts a").first().click();
    await expect(page.locator("h1")).toHaveText(/^y+$/);
    for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        await wellFormed(page, width, "its customer");
    }
});

test("what a long dialog refuses comes into sight", async ({ page }) => {
    await signIn(page);
    await begin(page, "invoices");
    const cell = cellsOf(page);
    for (let row = 0; row < 30; row++) {
        await cell(row, "description").fill(`Poste ${row}`);
        await cell(row, "unit_price").fill("1");
    }
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".page-head .chip")).toHaveText("Brouillon");
    await page.getByRole("button", { name: "Émettre" }).click();
    await page.locator("dialog").getByRole("button", { name: "Émettre" }).click();
    await page.getByRole("button", { name: "Faire un avoir" }).click();
    const dialog = page.locator("dialog");
    await dialog.getByText("Certaines lignes").click();
    await dialog.locator('[name="reason"]').fill("Rien");
    await dialog.getByRole("button", { name: "Créer l’avoir" }).click();
    const said = dialog.getByText("Choisissez au moins une ligne");
    await expect(said).toHaveCount(1);
    await expect(said).toBeInViewport();
});

test("a new quote waits for what the garage's prices are", async ({ page }) => {
    await signIn(page);
    const choose = (price_mode: string) =>
        api(page, "/api/settings", {
            method: "PATCH",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ price_mode }),
        });
    await choose("GROSS");
    try {
        let late = true;
        await page.route("**/api/bootstrap", async (route) => {
            if (late) {
                late = false;
                await expect(page.locator("h1")).toHaveText("Nouveau devis");
            }
            await route.continue();
        });
        await page.goto(new URL("/quotes/new", page.url()).href);
        await expect(page.locator('main [name="price_mode"]')).toHaveValue("GROSS");
    } finally {
        await choose("NET");
    }
});
