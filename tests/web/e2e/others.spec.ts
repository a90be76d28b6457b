// SPDX-License-Identifier: MIT
// What a colleague does shows without reload: in the list, on the record, and beside a form, whose text stays.

import type { Browser, Page } from "@playwright/test";
import { accessible, api, expect, signIn, test, world } from "./world";

const { origin } = world.atelier ?? {};

interface Contact {
    id: string;
    email: string | null;
    company: string | null;
}

const json = (method: string, body: object) => ({
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
});

async function made(page: Page, last_name: string): Promise<Contact> {
    return (await api<{ data: Contact }>(page, "/api/contacts", json("POST", { last_name, company: "Avant" }))).data;
}

/** The page of somebody else, in a browser of their own. */
async function colleague(browser: Browser): Promise<Page> {
    const page = await (await browser.newContext()).newPage();
    const begun = page.waitForResponse(/\/api\/changes$/); // or the next page would take this one's for its own
    await signIn(page, "atelier", "manager");
    await begun;
    return page;
}

/** Opens a page that knows from where on it wants to be told. */
async function open(page: Page, path: string): Promise<void> {
    const begun = page.waitForResponse(/\/api\/changes$/);
    await page.goto(origin + path);
    await begun;
}

/** Somebody comes back to the window. */
function look(page: Page): Promise<void> {
    return page.evaluate(() => void dispatchEvent(new Event("focus")));
}

test("a list and a record follow; focus and row stay; nothing is asked while nobody looks", async ({ page, browser }) => {
    await signIn(page);
    const other = await colleague(browser);
    const stem = `Voisin${Date.now().toString(36)}`;
    const contact = await made(page, `${stem} M`);
    await open(other, `/contacts?search=${stem}&sort=name`);
    const row = other.getByRole("link", { name: `${stem} M` });
    await row.focus();
    await made(page, `${stem} A`);
    await look(other);
    await expect(other.getByRole("link", { name: `${stem} A` })).toBeVisible();
    await expect(row).toBeFocused();

    const last = other.waitForResponse(/\/readiness$/); // what the record's page asks for behind all else
    await open(other, `/contacts/${contact.id}`);
    await last;
    await expect(other.getByText("Avant")).toBeVisible();
    const asked: string[] = [];
    other.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const ofApi = () => asked.filter((path) => path.startsWith("/api/"));
    await other.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
    await api(page, `/api/contacts/${contact.id}`, json("PATCH", { company: "Après" }));
    await look(other);
    expect(ofApi()).toEqual([]);
    await other.evaluate(() => Object.defineProperty(document, "hidden", { value: false }));
    await look(other);
    await expect(other.getByText("Après")).toBeVisible();
    await other.context().close();
});

test("a form that is typed in keeps its text, says who changed the record, and saves both", async ({ page, browser }) => {
    await signIn(page);
    const other = await colleague(browser);
    const name = `Fiche${Date.now().toString(36)}`;
    const { id } = await made(page, name);
    await open(other, `/contacts/${id}?edit=1`);
    const company = other.locator('main [name="company"]');
    await company.fill("Tapé ici");
    await api(page, `/api/contacts/${id}`, json("PATCH", { email: "ailleurs@example.fr" }));
    await look(other);
    await expect(other.getByRole("status").filter({ hasText: "a modifié cette fiche" })).toBeVisible();
    await expect(company).toBeFocused();
    await expect(company).toHaveValue("Tapé ici");
    await accessible(other, "a form of a record that was changed");
    await other.keyboard.press("Control+Enter");
    await other.waitForURL(`${origin}/contacts/${id}`);
    const { data } = await api<{ data: Contact }>(page, `/api/contacts/${id}`);
    expect([data.company, data.email]).toEqual(["Tapé ici", "ailleurs@example.fr"]);

    await open(other, `/contacts/${id}?edit=1`);
    await company.fill("Encore");
    await api(page, `/api/contacts/${id}`, { method: "DELETE" });
    await look(other);
    await expect(other.getByRole("status").filter({ hasText: "a supprimé cette fiche" })).toBeVisible();
    await expect(company).toHaveValue("Encore");
    await other.context().close();
});
