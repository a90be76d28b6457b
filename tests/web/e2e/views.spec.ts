// SPDX-License-Identifier: MIT
// Views of a list: saved under a name, chosen by keys, shared, renamed, deleted.

import { accessible, expect, settled, signIn, test, wellFormed, world } from "./world";

const { origin } = world.atelier ?? {};

test("what a list is narrowed to is kept, chosen again, seen by a colleague, renamed and deleted", async ({ page, browser, watch }) => {
    const name = `Fidèles ${Date.now().toString(36)}`;
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn(page, "atelier", "owner", "/contacts?search=Fi&vip=1");
    const menu = page.getByRole("button", { name: "Vues", exact: true });
    await menu.click();
    await page.getByRole("menuitem", { name: "Enregistrer cette vue…" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.locator('[name="name"]')).toBeFocused();
    await dialog.locator('[name="name"]').fill(name);
    await dialog.getByLabel("Partager avec mon équipe").check();
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);

    await page.goto(`${origin}/contacts`);
    await menu.focus();
    await page.keyboard.press("ArrowDown");
    const choice = page.getByRole("menuitem", { name });
    await expect(choice).toBeVisible();
    await settled(page, watch);
    await accessible(page, "the menu of views");
    await wellFormed(page, 360, "the menu of views");
    await choice.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`${origin}/contacts?search=Fi&vip=1`);
    await expect(page.getByRole("button", { name: "VIP", pressed: true })).toBeVisible();

    const other = await (await browser.newContext()).newPage();
    await signIn(other, "atelier", "manager", "/contacts");
    await other.getByRole("button", { name: "Vues", exact: true }).click();
    await other.getByRole("menuitem", { name: new RegExp(`^${name} – `) }).click();
    await other.waitForURL(`${origin}/contacts?search=Fi&vip=1`);
    await other.context().close();

    await menu.click();
    await page.getByRole("menuitem", { name: "Gérer mes vues…" }).click();
    await accessible(page, "one's own views");
    await dialog.getByRole("button", { name: `Modifier la vue ${name}` }).click();
    await dialog.locator('[name="name"]').fill(`${name} bis`);
    await page.keyboard.press("Enter");
    await dialog.getByRole("button", { name: `Supprimer la vue ${name} bis` }).click();
    await expect(dialog.getByRole("button", { name: `Supprimer la vue ${name} bis` })).toHaveCount(0);
});
