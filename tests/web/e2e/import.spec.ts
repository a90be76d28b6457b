// SPDX-License-Identifier: MIT
// Moving in: a French file of Excel goes in, what is wrong is said beside it, and one button takes it all back.

import { accessible, api, expect, signIn, test } from "./world";

/** As Excel saves it in France: semicolons, Windows-1252. */
const CSV = Buffer.from(
    "Nom;Prénom;Portable;E-mail;Ville;Remarque\r\nLefèvre;Élodie;06 98 76 54 32;elodie@exemple.fr;Metz;VIP\r\n;;0612;rien;;\r\n",
    "latin1",
);
const row = "Élodie Lefèvre";
const names = async (page: Parameters<typeof api>[0]) =>
    (await api<{ data: { name: string }[] }>(page, "/api/contacts?search=lefevre")).data.map((one) => one.name);

test("a file of customers goes in, survives reloads, and is undone", async ({ page }) => {
    await signIn(page, "atelier", "manager", "/import");
    await page.locator('input[name="file"]').setInputFiles({ name: "clients.csv", mimeType: "text/csv", buffer: CSV });
    await expect(page.locator("h1")).toHaveText("clients.csv");
    await expect(page.getByLabel("Prénom")).toHaveValue("first_name");
    await expect(page.getByLabel("Remarque")).toHaveValue("");
    await expect(page.locator(".candidate").first()).toContainText("Ligne 3");
    await expect(page.locator(".candidate").first()).toContainText("Téléphone :");
    await accessible(page, "the draft of an import");
    // The second choice is made before the first is answered, and goes behind it.
    let answer = () => {};
    const chosen = new Promise<void>((done) => {
        answer = done;
    });
    await page.route("**/api/imports/*", async (route) => {
        await (route.request().method() === "PATCH" ? chosen : undefined);
        await route.continue();
    });
    await page.getByLabel("Remarque").selectOption("company");
    await page.getByLabel("Ville").selectOption("");
    const second = page.waitForResponse((response) => (response.request().postData() ?? "").includes('"column":4'));
    answer();
    await second;
    await page.unroute("**/api/imports/*");
    await page.reload();
    await expect(page.getByLabel("Remarque")).toHaveValue("company");
    await expect(page.getByLabel("Ville")).toHaveValue("");
    await page.getByText("1 nouveau").click();
    await expect(page.locator(".candidate").first()).toContainText("+33698765432");
    await page.getByRole("button", { name: "Importer 1 ligne" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Terminé");
    await expect(page.locator(".facts")).toContainText("Créés1");
    await expect(page.locator(".candidate")).toContainText("Ligne 3");
    expect(await names(page)).toEqual([row]);
    await accessible(page, "an import that has run");
    await page.reload();
    await page.getByRole("button", { name: "Annuler cet import" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Annuler cet import" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Annulé");
    expect(await names(page)).toEqual([]);
});

test("a draft that is dropped is gone from the list", async ({ page }) => {
    await signIn(page, "atelier", "manager", "/import");
    await page.locator('input[name="file"]').setInputFiles({ name: "abandon.csv", mimeType: "text/csv", buffer: CSV });
    await expect(page.locator("h1")).toHaveText("abandon.csv");
    await expect(page.locator(".candidate").first()).toBeVisible();
    await page.getByRole("button", { name: "Abandonner" }).click();
    await page.waitForURL(/\/import$/);
    await expect(page.locator("#before")).toBeVisible();
    await expect(page.getByText("abandon.csv")).toHaveCount(0);
});
