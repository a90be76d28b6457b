// SPDX-License-Identifier: MIT
// Signing in through the page, as each role: what is wrong is said, what was wanted is reached, and signing out closes every tab.

import { expect, focused, type Role, settled, signIn, test, world } from "./world";

for (const role of ["owner", "manager", "sales"] as Role[]) {
    test(`${role} signs in and out`, async ({ page, watch }) => {
        watch.expect(/status of 401/);
        await signIn(page, "atelier", role);
        await expect(page.locator("h1")).toHaveText("Aujourd’hui");
        await page.locator("nav.bar").getByRole("button", { name: "Se déconnecter" }).click();
        await page.waitForURL("**/signin");
        await page.goto(`${world.atelier.origin}/contacts`);
        await page.waitForURL("**/signin?next=%2Fcontacts");
    });
}

test("a wrong password is said beside the form, and the address stays", async ({ page, watch }) => {
    watch.expect(/status of 401/);
    await page.goto(`${world.atelier.origin}/signin`);
    await expect(page.locator('input[name="email"]')).toBeFocused();
    await page.keyboard.type("owner@atelier.fr");
    await page.keyboard.press("Tab");
    await page.keyboard.type("not the password");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("incorrect");
    await expect(page.locator('input[name="email"]')).toHaveValue("owner@atelier.fr");
    expect(await focused(page)).not.toBe("nowhere");
});

test("a link to a new password that is good no more says so", async ({ page, watch }) => {
    watch.expect(/status of 40[01]/);
    await page.goto(`${world.atelier.origin}/reset-password?token=${"a".repeat(43)}`);
    await page.locator('input[name="new_password"]').fill("Cheval-Juste-Pile-88");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toContainText("Ce lien n’est plus valable");
    await page.getByRole("link", { name: "Recevoir un nouveau lien" }).click();
    await expect(page.locator('input[name="email"]')).toBeVisible();
});

test("one is where one wanted to be, and nowhere else", async ({ page, watch }) => {
    watch.expect(/status of 401/);
    await signIn(page, "atelier", "owner", "/vehicles?sort=make");
    await page.goto(`${world.atelier.origin}/signin?next=${encodeURIComponent("//evil.example/")}`);
    await page.locator('input[name="email"]').fill(world.atelier.people.owner.email);
    await page.locator('input[name="password"]').fill(world.atelier.people.owner.password);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${world.atelier.origin}/`);
});

test("a stranger's address leads to the form and back", async ({ page, watch }) => {
    watch.expect(/status of 401/);
    await page.goto(`${world.atelier.origin}/contacts`);
    await page.waitForURL("**/signin?next=%2Fcontacts");
    await page.locator('input[name="email"]').fill(world.atelier.people.sales.email);
    await page.locator('input[name="password"]').fill(world.atelier.people.sales.password);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/contacts");
});

test("signing out in one tab closes the others", async ({ context, page, watch }) => {
    await signIn(page);
    const other = await context.newPage();
    await other.goto(`${world.atelier.origin}/contacts`);
    await expect(other.locator("nav.bar")).toContainText("Atelier Martin");
    await settled(other, watch); // what it still asked for would be refused
    await page.locator("nav.bar").getByRole("button", { name: "Se déconnecter" }).click();
    await other.waitForURL("**/signin");
});
