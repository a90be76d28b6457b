// SPDX-License-Identifier: MIT
// The garage's reports, and lists as files: what is on the screen is what is asked for, by keyboard and by address.

import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { accessible, settled, signIn, test, wellFormed, world } from "./world";

/** What a menu's entry brings, as text. */
async function download(page: Page, entry: string): Promise<{ name: string; text: string }> {
    await page.getByRole("button", { name: "Autres actions" }).press("Enter");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: entry }).press("Enter")]);
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

const cents = (text: string | null): number =>
    Number(
        (text ?? "")
            .replace(/[^\d\u2212,]/g, "")
            .replace("\u2212", "-")
            .replace(",", ""),
    );

test("revenue by period, from the bar to the file", async ({ page, watch }) => {
    await page.clock.setFixedTime(world.now); // the server's day is that of the figures
    await signIn(page, "garage", "sales");
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await expect(page.locator("h1")).toHaveText("Encaissements");
    await settled(page, watch);
    await expect(page.getByRole("link", { name: "Ce mois" })).toHaveAttribute("aria-current", "page");
    const rows = page.locator("table.bars tbody tr");
    const days = await rows.count();
    expect(days).toBeGreaterThanOrEqual(28);

    await page.getByRole("link", { name: "Mois dernier" }).click();
    await expect(page.getByRole("link", { name: "Mois dernier" })).toHaveAttribute("aria-current", "page");
    await page.getByRole("link", { name: "Période suivante" }).click();
    await expect(page.getByRole("link", { name: "Ce mois" })).toHaveAttribute("aria-current", "page");
    await page.getByRole("link", { name: "Cette année" }).click();
    await expect(page.locator("table.bars thead")).toContainText("Semaine");
    await page.getByLabel("Par", { exact: true }).selectOption("month");
    await expect(rows).toHaveCount(12);
    await settled(page, watch);
    await accessible(page, "revenue");

    // The parts are the whole, and the file holds the payments of which it is made.
    const parts = await rows.locator("td:nth-of-type(2)").allTextContents();
    const total = cents(await page.locator("table.bars tfoot tr").first().locator("td").nth(1).textContent());
    expect(parts.map(cents).reduce((sum, part) => sum + part, 0)).toBe(total);
    expect(total).toBeGreaterThan(0);
    const file = await download(page, "Exporter (CSV)");
    expect(file.name).toMatch(/^encaissements_\d{4}-\d\d-\d\d\.csv$/);
    const lines = file.text.split("\r\n").slice(1, -1);
    const amounts = lines.map((line) => Number(/,(-?\d+)\.(\d\d),EUR,/.exec(line)?.slice(1).join("")));
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(total);
    await expect(page.locator(".toasts")).toContainText(file.name);

    // An address is a state; what is no span of days is this month.
    await page.goto(`${new URL(page.url()).origin}/reports/revenue?from=2026-02-30&to=x&by=year`);
    await expect(page.getByRole("link", { name: "Ce mois" })).toHaveAttribute("aria-current", "page");
});

test("the payments behind a figure", async ({ page, watch }) => {
    await page.clock.setFixedTime(world.now);
    await signIn(page, "garage", "sales", "/reports/revenue");
    await page.getByRole("link", { name: "Cette année" }).click();
    await page.getByLabel("Par", { exact: true }).selectOption("month");
    const rows = page.locator("table.bars tbody tr");
    await expect(rows).toHaveCount(12);
    const june = rows.nth(5);
    const month = cents(await june.locator("td").nth(1).textContent());
    expect(month).toBeGreaterThan(0);
    await expect(rows.last().getByRole("link")).toHaveCount(0); // nothing came in yet
    const year = page.locator(".facts a").first();
    const total = cents(await year.textContent());
    await june.getByRole("link").click();
    await expect(page.locator("h1")).toHaveText("Paiements");
    const sum = page.locator(".list-sum strong");
    await expect.poll(async () => cents(await sum.textContent())).toBe(month);
    await page.goBack();
    await year.click();
    await expect.poll(async () => cents(await sum.textContent())).toBe(total);
    await settled(page, watch);
    await accessible(page, "payments");

    await page.getByRole("button", { name: "Carte", exact: true }).click();
    await expect(page).toHaveURL(/method=CARD/);
    await expect(page.locator("table.list tbody tr.row").first()).toContainText("Carte");
    await page.getByRole("button", { name: "Carte", exact: true }).click();
    const tabs = page.getByRole("navigation", { name: "Nature" });
    await tabs.getByRole("link", { name: /Annulations/ }).click();
    await expect(page.locator("table.list tbody tr.row").first()).toContainText("Annulation");
    await expect.poll(async () => cents(await sum.textContent())).toBeLessThan(0);
    await tabs.getByRole("link", { name: /Tous/ }).click();
    const first = page.locator("table.list tbody tr.row").first();
    await expect(first).toContainText("Encaissement");
    const number = (await first.locator("td").first().textContent()) ?? "";
    await page.getByRole("searchbox").fill(number);
    await expect(page.locator("table.list tbody tr.row").first()).toContainText(number);
    await settled(page, watch);
    await page.setViewportSize({ width: 360, height: 780 });
    await wellFormed(page, 360, "payments");
    await page.locator("table.list tbody tr.row").first().getByRole("link").click();
    await expect(page.locator("h1")).toContainText(number);
});

test("quotes by status, and their list as a file", async ({ page, watch }) => {
    await signIn(page, "garage", "owner", "/reports/quotes");
    await expect(page.locator("h1")).toHaveText("Suivi des devis");
    await expect(page.locator("table.bars tbody tr")).toHaveCount(3);
    await expect(page.locator(".facts")).toContainText("%");
    await settled(page, watch);
    await accessible(page, "quotes");
    const accepted = page.locator("table.bars tbody tr").nth(2);
    const count = cents(await accepted.locator("td").first().textContent());
    await accepted.getByRole("link").click();
    await expect(page.locator("h1")).toHaveText("Devis");
    await settled(page, watch);
    const file = await download(page, "Exporter (CSV)");
    const lines = file.text.split("\r\n").slice(1, -1);
    expect(lines.length).toBe(count);
    expect(lines.every((line) => line.includes(",Accepté,"))).toBe(true);
    const book = await download(page, "Exporter (Excel)");
    expect(book.name).toMatch(/^devis_.*\.xlsx$/);
});
