// SPDX-License-Identifier: MIT
// The end of the day: the till is counted, the day is closed once, and what was closed is listed with the turnover since the start.

import { expect } from "@playwright/test";
import { api, signIn, test } from "./world";

test("the till is counted and the day closed", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/closings");
    await expect(page.locator("h1")).toHaveText("Clôtures");
    const { data: contact } = await api<{ data: { id: string } }>(page, "/api/contacts", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ last_name: "Caisse" }),
    });
    const send = (path: string, method: string, body: object) =>
        api<{ data: { id: string } }>(page, path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const items = [{ description: "Vidange", quantity: 1, unit_price: 100 }];
    const { data: invoice } = await send("/api/invoices", "POST", { contact_id: contact.id, items });
    await send(`/api/invoices/${invoice.id}/status`, "PATCH", { status: "SENT" });
    await send(`/api/invoices/${invoice.id}/payments`, "POST", { amount: 70, payment_method: "CASH", till: "2" });
    await page.reload();
    const till = page.getByRole("region", { name: /Caisse du/ });
    await expect(till.getByRole("row", { name: /Espèces, caisse 2/ })).toContainText("70,00");
    await expect(till).toContainText("n’est pas clôturée");
    const paper = await till.getByRole("link", { name: "Feuille de caisse" }).getAttribute("href");
    expect(await page.evaluate(async (href) => (await fetch(href)).headers.get("Content-Type"), paper ?? "")).toBe("application/pdf");

    await page.getByRole("button", { name: "Clôturer la journée" }).click();
    await expect(page.locator(".toasts")).toContainText("Journée clôturée jusqu’au");
    await expect(till).toContainText("Cette journée est clôturée.");
    const rows = page.locator("#closed ~ section tbody tr");
    await expect(rows).toHaveCount(1);
    const { data: closed } = await api<{ data: { paid: number }[] }>(page, "/api/closings?kind=DAY");
    expect(closed[0]?.paid).toBeGreaterThanOrEqual(70); // with what others took that day
    await page.getByRole("button", { name: "Clôturer la journée" }).click();
    await expect(page.locator(".toasts")).toContainText("Journée clôturée jusqu’au");
    await expect(rows).toHaveCount(1);
    await page.getByRole("link", { name: "Exercices" }).click();
    await expect(page).toHaveURL(/kind=YEAR/);
});

test("what is paid at a workstation carries its till", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/me");
    await page.getByLabel("Caisse de ce poste").fill("Accueil ");
    await page.reload();
    await expect(page.getByLabel("Caisse de ce poste")).toHaveValue("Accueil");
    const send = <T>(path: string, body: object, method = "POST") =>
        api<{ data: T }>(page, path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const { data: contact } = await send<{ id: string }>("/api/contacts", { last_name: "Caisse" });
    const items = [{ description: "Vidange", quantity: 1, unit_price: 100 }];
    const { data: invoice } = await send<{ id: string }>("/api/invoices", { contact_id: contact.id, items });
    await send(`/api/invoices/${invoice.id}/status`, { status: "SENT" }, "PATCH");
    await page.goto(new URL(`/invoices/${invoice.id}`, page.url()).href);
    await page.getByRole("button", { name: /^Encaisser/ }).click();
    const dialog = page.locator("dialog[open]");
    await expect(dialog).toContainText("Caisse : Accueil");
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Payée");
    const { data: paid } = await api<{ data: { payments: { till: string | null }[] } }>(page, `/api/invoices/${invoice.id}`);
    expect(paid.payments.map((payment) => payment.till)).toEqual(["Accueil"]);
});

test("sales people are not shown closings", async ({ page }) => {
    await signIn(page, "atelier", "sales", "/reports/revenue");
    await expect(page.locator("h1")).toBeVisible();
    await expect(page.getByRole("link", { name: "Clôtures" })).toHaveCount(0);
});
