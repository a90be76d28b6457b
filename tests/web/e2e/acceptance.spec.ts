// SPDX-License-Identifier: MIT
// A customer signs at the desk; the list counts its statuses, and a tab is the filter in the address.

import { expect, type Page } from "@playwright/test";
import { accessible, api, signIn, test } from "./world";

interface Answer<T> {
    data: T;
}

/** A private customer's quote with a part, sent. */
async function sentQuote(page: Page, name: string): Promise<string> {
    const post = <T>(path: string, body: object, method = "POST") =>
        api<Answer<T>>(page, path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
    const contact = (await post<{ id: string }>("/api/contacts", { last_name: name, email: `${name}@example.fr` })).data.id;
    const items = [{ description: "Plaquettes", quantity: 1, unit_price: 80, kind: "PART" }];
    const quote = (await post<{ id: string }>("/api/quotes", { contact_id: contact, items, vat_rate: 20 })).data.id;
    await post(`/api/quotes/${quote}/status`, { status: "SENT" }, "PATCH");
    return quote;
}

async function sign(page: Page): Promise<void> {
    const box = await page.locator("dialog canvas").boundingBox();
    if (!box) {
        throw new Error("no sheet to sign on");
    }
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 60, { steps: 5 });
    await page.mouse.up();
}

test("a quote is signed, and the list has counted it", async ({ page }) => {
    await signIn(page);
    const name = `Signe${Date.now().toString(36)}`;
    const id = await sentQuote(page, name);
    await page.goto(new URL(`/quotes/${id}`, page.url()).href);
    await page.getByRole("button", { name: "Faire signer" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByRole("button", { name: "J’accepte" }).click();
    await expect(dialog.locator('[name="accepted_by"]')).toBeFocused();
    await dialog.locator('[name="accepted_by"]').fill("Zoé Signe");
    await dialog.getByText("acceptées").click();
    await sign(page);
    await accessible(page, "the dialog to sign in");
    await dialog.getByRole("button", { name: "J’accepte" }).click();
    await expect(page.locator(".said")).toContainText("Accepté par Zoé Signe");
    await expect(page.locator(".said")).toContainText("acceptées");
    await expect.poll(() => page.locator(".said img").evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640);
    await accessible(page, "a signed quote");

    await page.goto(new URL(`/quotes?search=${name}`, page.url()).href);
    const tabs = page.locator(".list-tabs");
    await expect(tabs.getByRole("link", { name: "Accepté · 1" })).toBeVisible();
    await expect(tabs.locator(".list-sum")).toContainText("96,00");
    await tabs.getByRole("link", { name: "Envoyé · 0" }).click();
    await expect(page).toHaveURL(new RegExp(`search=${name}&status=SENT`));
    await expect(tabs.getByRole("link", { name: "Accepté · 1" })).toBeVisible();
    await expect(tabs.locator(".list-sum")).toContainText("0,00");
    await tabs.getByRole("link", { name: "Tous · 1" }).click();
    await expect(page.getByRole("link", { name: /^\d{4}-\d+$/ })).toHaveCount(1);
});

test("an expired quote is sent again with a new date in one step", async ({ page }) => {
    await signIn(page);
    const id = await sentQuote(page, `Expire${Date.now().toString(36)}`);
    const headers = { "Content-Type": "application/json" };
    await api(page, `/api/quotes/${id}/status`, { method: "PATCH", body: JSON.stringify({ status: "EXPIRED" }), headers });
    await page.goto(new URL(`/quotes/${id}`, page.url()).href);
    await page.getByRole("button", { name: "Prolonger et renvoyer" }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.getByRole("button", { name: "Envoyer l’e-mail" }).click();
    await expect(dialog.locator('[name="valid_until"]')).toBeFocused();
    await dialog.locator('[name="valid_until"]').fill("31/12/2035");
    await dialog.getByRole("button", { name: "Envoyer l’e-mail" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Envoyé");
    await expect(page.locator("main")).toContainText("31/12/2035");
});

test("a refusal keeps its reason", async ({ page }) => {
    await signIn(page);
    const id = await sentQuote(page, `Refuse${Date.now().toString(36)}`);
    await page.goto(new URL(`/quotes/${id}`, page.url()).href);
    await page.getByRole("button", { name: "Refuser" }).click();
    await page.locator("dialog[open] textarea").fill("Trop cher");
    await page.locator("dialog[open]").getByRole("button", { name: "Refuser" }).click();
    await expect(page.locator("main")).toContainText("Refusé : Trop cher");
});
