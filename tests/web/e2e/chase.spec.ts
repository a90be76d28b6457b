// SPDX-License-Identifier: MIT
// Several rows at once: chosen by keys, by their boxes, all of them; what is done with each, and what is said of those it was not.

import { expect, type Page } from "@playwright/test";
import { api, signIn, test } from "./world";

const json = (body: unknown, method = "POST"): RequestInit => ({
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
});

interface Made {
    data: { id: string };
}

/** Three issued invoices of one customer, and a draft. */
async function invoices(page: Page, name: string, email: string | null): Promise<void> {
    const contact = await api<Made>(page, "/api/contacts", json({ last_name: name, email }));
    for (const issue of [true, true, true, false]) {
        const items = [{ description: "Vidange", quantity: 1, unit_price: 50 }];
        const made = await api<Made>(page, "/api/invoices", json({ contact_id: contact.data.id, items }));
        if (issue) {
            await api(page, `/api/invoices/${made.data.id}/status`, json({ status: "SENT" }, "PATCH"));
        }
    }
}

async function openList(page: Page, name: string): Promise<void> {
    await page.goto(new URL(`/invoices?search=${name}`, page.url()).href);
    await expect(page.locator(".count")).toHaveText("4 factures");
}

const bar = (page: Page) => page.getByRole("region", { name: "Lignes choisies" });

for (const [role, width] of [
    ["owner", 1280],
    ["manager", 360],
    ["sales", 1280],
] as const) {
    test(`D: all that are late are reminded by four presses, as ${role} at ${width}`, async ({ page }) => {
        const name = `Relance${role}${Date.now().toString(36)}`;
        await page.setViewportSize({ width, height: 800 });
        await signIn(page, "atelier", role);
        await invoices(page, name, `${name}@example.fr`);
        await openList(page, name);
        await page.locator(".row .choose").nth(1).click();
        await expect(bar(page)).toContainText("1 choisie");
        // Pressed with Shift it stays chosen, and its box says so.
        await page
            .locator(".row .choose")
            .nth(1)
            .click({ modifiers: ["Shift"] });
        await expect(bar(page)).toContainText("1 choisie");
        await expect(page.locator(".row .choose input").nth(1)).toBeChecked();
        await page
            .locator(".row .choose")
            .nth(3)
            .click({ modifiers: ["Shift"] });
        await expect(bar(page)).toContainText("3 choisies");
        await page.getByRole("checkbox", { name: "Tout choisir" }).click();
        await expect(bar(page)).toContainText("4 choisies");
        await bar(page).getByRole("button", { name: "Relancer" }).click();
        await expect(page.locator("dialog")).toContainText("3 documents partent");
        await expect(page.locator("dialog")).toContainText("1 autre est un brouillon");
        await page.locator("dialog").getByRole("button", { name: "Envoyer" }).click();
        await expect(page.getByText("Relances envoyées.")).toBeVisible();
        await expect(bar(page)).toHaveCount(0);
        const sent = await api<{ data: { to: string }[] }>(page, "/api/communications?limit=100");
        expect(sent.data.filter(({ to }) => to.toLowerCase() === `${name.toLowerCase()}@example.fr`)).toHaveLength(3);
    });
}

test("whoever closes after some were refused has only those chosen", async ({ page, watch }) => {
    watch.expect(/status of 400/);
    const name = `Partie${Date.now().toString(36)}`;
    await signIn(page);
    await invoices(page, `${name}a`, `${name}@example.fr`);
    await invoices(page, `${name}b`, null);
    await page.goto(new URL(`/invoices?search=${name}&status=SENT`, page.url()).href);
    await expect(page.locator(".count")).toHaveText("6 factures");
    await page.getByRole("checkbox", { name: "Tout choisir" }).click();
    await bar(page).getByRole("button", { name: "Relancer" }).click();
    await page.locator("dialog").getByRole("button", { name: "Envoyer" }).click();
    await expect(page.locator("dialog [role=alert] li")).toHaveCount(3);
    await expect(page.locator("dialog")).toContainText("3 envoyés sur 6");
    await page.locator("dialog p.actions").getByRole("button", { name: "Fermer" }).click();
    await expect(bar(page)).toContainText("3 choisies");
    const sent = await api<{ data: { to: string }[] }>(page, "/api/communications?limit=100");
    expect(sent.data.filter(({ to }) => to.toLowerCase() === `${name.toLowerCase()}@example.fr`)).toHaveLength(3);
});

test("rows are chosen without a pointer, and the refused ones say why", async ({ page, watch }) => {
    watch.expect(/status of 400/);
    const name = `Clavier${Date.now().toString(36)}`;
    await signIn(page);
    await invoices(page, name, null);
    await openList(page, name);
    await page.keyboard.press("j");
    await expect(page.locator('a[data-index="0"]')).toBeFocused();
    await page.keyboard.press("x");
    await expect(bar(page)).toContainText("1 choisie");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect(page.locator('a[data-index="3"]')).toBeFocused();
    await page.keyboard.press("Shift+X");
    await expect(bar(page)).toContainText("4 choisies");
    await page.keyboard.press("x");
    await expect(bar(page)).toContainText("3 choisies");
    await bar(page).getByRole("button", { name: "Relancer" }).press("Enter");
    await page.locator("dialog").getByRole("button", { name: "Envoyer" }).press("Enter");
    await expect(page.locator("dialog [role=alert] li").first()).toContainText(name);
    await expect(page.locator("dialog").getByRole("button", { name: "Réessayer" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(bar(page)).toHaveCount(0);
});
