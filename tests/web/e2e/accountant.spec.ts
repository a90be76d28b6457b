// SPDX-License-Identifier: MIT
// What the accountant and the state get, and erasing a person: by keyboard, in the browser.

import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { accessible, settled, signIn, test, world } from "./world";

test("entries, VAT and declarations", async ({ page, watch }) => {
    await page.clock.setFixedTime(world.now);
    await signIn(page, "garage", "owner", "/reports/accounting");
    await expect(page.locator("h1")).toHaveText("Comptable");
    await page.getByRole("link", { name: "Cette année" }).click();
    await expect(page.locator("table.figures")).toHaveCount(2);
    await settled(page, watch);
    await accessible(page, "accounting");
    await expect(page.locator("table.figures").first().locator("tfoot td").last()).toHaveText(/^0,00/);
    const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Fichier des écritures" }).press("Enter"),
    ]);
    expect(file.suggestedFilename()).toMatch(/^\d{9}FEC\d{8}\.txt$/);
    expect((await readFile(await file.path(), "latin1")).split("\r\n")[0]?.split("\t")).toHaveLength(18);
    await page
        .getByRole("tab", { name: "Déclarations" })
        .or(page.getByRole("link", { name: "Déclarations" }))
        .click();
    await expect(page.locator("h1")).toHaveText("Déclarations");
    await settled(page, watch);
    await accessible(page, "declarations");
});

test("a person's data is erased once the name is typed", async ({ page, watch }) => {
    await signIn(page, "atelier", "owner", "/contacts/new");
    await page.getByLabel("Nom", { exact: true }).fill("Quetzalcourt");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText("Quetzalcourt");
    await page.getByRole("button", { name: "Autres actions" }).press("Enter");
    await page.getByRole("menuitem", { name: "Effacer les données personnelles" }).press("Enter");
    await accessible(page, "erase");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Martin");
    await page.keyboard.press("Enter");
    await expect(dialog.locator("[aria-invalid=true]")).toHaveCount(1);
    await dialog.getByRole("textbox").fill("quetzalcourt");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/contacts$/);
    await settled(page, watch);
    await expect(page.getByText("Quetzalcourt")).toHaveCount(0);
});
