// SPDX-License-Identifier: MIT
// A customer is made, opened, changed and found again without a pointer; the focus is never nowhere on the way. And the keys that
// the help sheet names.

import { expect, focused, settled, signIn, test } from "./world";

test("a customer without a pointer", async ({ page }) => {
    const name = `Clavier${Date.now().toString(36)}`;
    const stays = async (where: string) => expect.poll(() => focused(page), where).not.toBe("nowhere");
    const press = async (keys: string[], where: string) => {
        for (const key of keys) {
            await page.keyboard.press(key);
        }
        await stays(where);
    };
    await signIn(page);

    await press(["g", "c"], "list");
    await expect(page.locator("h1")).toHaveText(/^Clients/);
    await press(["n"], "new");
    await expect(page.locator('main [name="first_name"]')).toBeFocused();
    await page.keyboard.type("Anaïs");
    await press(["Tab"], "second field");
    await page.keyboard.type(name);
    await press(["Control+Enter"], "saved");
    await expect(page.locator("h1")).toHaveText(`Anaïs ${name}`);
    await stays("record");

    await press(["e"], "edit");
    await expect(page.locator('main [name="last_name"]')).toHaveValue(name);
    await page.locator('main [name="company"]').focus();
    await page.keyboard.type("Garage du Port");
    await press(["Control+Enter"], "changed");
    await expect(page.locator('main [name="company"]')).toBeHidden();
    await expect(page.locator("main")).toContainText("Garage du Port");
    const address = page.url();
    await stays("record again");

    await press(["g", "a"], "home");
    await expect(page.locator("h1")).toHaveText("Aujourd’hui");
    await press(["Control+k"], "palette");
    await page.keyboard.type(name);
    const found = page.getByRole("option", { name: new RegExp(name) }).first();
    await expect(found).toBeVisible();
    await expect(found).toHaveAttribute("aria-selected", "true");
    await press(["Enter"], "found");
    await page.waitForURL(address);
    await stays("found again");
});

test("Tab goes through a whole page and leaves nothing out of sight", async ({ page, watch }) => {
    await signIn(page);
    await expect(page.locator("nav.bar")).toContainText("Atelier Martin");
    await settled(page, watch);
    await page.keyboard.press("Tab");
    await expect(page.locator("a.skip")).toBeFocused();
    const seen = new Set<string>();
    for (let i = 0; i < 60; i++) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
            const element = document.activeElement;
            if (!element || element === document.body) {
                return null;
            }
            const box = element.getBoundingClientRect();
            const name = `${[...document.querySelectorAll("*")].indexOf(element)}: ${element.outerHTML.slice(0, 120)}`;
            return { name, seen: box.width > 0 && box.height > 0, outline: getComputedStyle(element).outlineStyle };
        });
        if (!at || seen.has(at.name)) {
            break; // round, or out of the page
        }
        seen.add(at.name);
        expect(at.seen, at.name).toBe(true);
        expect(at.outline, `no outline: ${at.name}`).not.toBe("none");
    }
    expect(seen.size).toBeGreaterThan(5);
});

test("a field that is wrong comes out from behind the buttons", async ({ page, watch }) => {
    watch.expect(/status of 400/);
    await signIn(page, "atelier", "owner", "/contacts/new");
    const field = page.locator('main [name="vat_number"]');
    await page.locator('main [name="last_name"]').fill("Masqué");
    await field.fill("FR27552100554");
    for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 740 });
        await page.locator('main [name="last_name"]').focus();
        await field.evaluate((element) => scrollTo(0, scrollY + element.getBoundingClientRect().bottom - innerHeight));
        await page.keyboard.press("Control+Enter");
        await expect(field).toBeFocused();
        const seen = await field.evaluate((element) => {
            const box = element.getBoundingClientRect();
            return document.elementFromPoint(box.left + 9, box.top + box.height / 2) === element;
        });
        expect(seen, `at ${width}`).toBe(true);
    }
});

test("the help sheet names what is bound, and Esc closes it", async ({ page }) => {
    await signIn(page);
    await page.keyboard.press("h");
    const sheet = page.getByRole("dialog", { name: "Raccourcis clavier" });
    await expect(sheet).toContainText("Rechercher");
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
    await page.keyboard.press("g");
    await page.keyboard.press("v");
    await expect(page.locator("h1")).toHaveText(/^Véhicules/);
});
