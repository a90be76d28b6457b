// SPDX-License-Identifier: MIT
// What comes before it is asked for: a page whose link is pointed at, and the PDF of a paper beside its page.

import { devices, expect, type Page } from "@playwright/test";
import { api, settled, signIn, test, type Watch, wellFormed, world } from "./world";

const json = (body: unknown): RequestInit => ({
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
});

/** Files and records that were asked for since; the page is quiet when it begins. */
async function listening(page: Page, watch: Watch): Promise<string[]> {
    await settled(page, watch);
    const asked: string[] = [];
    page.on("request", (request) => {
        const { pathname } = new URL(request.url());
        if (/^\/app\/|^\/api\/contacts\//.test(pathname)) {
            asked.push(pathname.replace(/-[A-Z0-9]{8}\./, "."));
        }
    });
    return asked;
}

test("a link that is pointed at brings its page and its record, once", async ({ page, watch }) => {
    await signIn(page, "garage", "owner", "/contacts");
    const asked = await listening(page, watch);
    const link = page.locator("#row-0");
    await link.hover();
    const count = (part: string) => asked.filter((path) => path.includes(part)).length;
    await expect.poll(() => [count("/app/contact."), count("/api/contacts/")]).toEqual([1, 1]);
    await page.mouse.move(0, 0);
    await link.hover();
    await settled(page, watch);
    await link.click();
    await expect(page.locator("main dl.facts").first()).toBeVisible();
    await settled(page, watch);
    const record = asked.filter((path) => /^\/api\/contacts\/[^/]{36}$/.test(path));
    expect([count("/app/contact."), record.length]).toEqual([1, 1]);
    // By keys as well: the focus rests on a link.
    await page.locator('nav a[href="/vehicles"]').focus();
    await expect.poll(() => count("/app/vehicles.")).toBe(1);
});

test("a list that is pointed at brings its first rows as its link asks for them, once", async ({ page, watch }) => {
    await signIn(page, "garage", "owner");
    await settled(page, watch);
    const asked: string[] = [];
    page.on("request", (request) => {
        const { pathname, search } = new URL(request.url());
        if (/^\/api\/(contacts|invoices)$/.test(pathname)) {
            asked.push(pathname + search);
        }
    });
    await page.locator('nav a[href="/contacts"]').hover();
    await expect.poll(() => asked.length).toBe(1);
    await page.locator('a.tile[href="/invoices?status=OVERDUE"]').hover();
    await expect.poll(() => asked.length).toBe(2);
    expect(asked[1]).toMatch(/^\/api\/invoices\?.*status=OVERDUE/);
    await page.locator('nav a[href="/contacts"]').click();
    await expect(page.locator("#row-0")).toBeVisible();
    await settled(page, watch);
    expect(asked.filter((path) => path.startsWith("/api/contacts"))).toHaveLength(1);
});

test("what comes under a mouse that rests while the list scrolls is not brought", async ({ page, watch }) => {
    await signIn(page, "garage", "owner", "/contacts");
    const asked = await listening(page, watch);
    const box = await page.locator("#row-0").boundingBox();
    const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 10 };
    const records = () => asked.filter((path) => /^\/api\/contacts\/[^/]{36}$/.test(path)).length;
    await page.mouse.move(at.x, at.y);
    await expect.poll(records).toBe(1);
    await page.mouse.wheel(0, 300);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await settled(page, watch);
    await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    expect(records()).toBe(1);
    await page.mouse.move(at.x + 3, at.y);
    await expect.poll(records).toBe(2);
});

test("a finger that scrolls brings nothing", async ({ browser, watch }) => {
    const { defaultBrowserType: _browser, ...telephone } = devices["Galaxy S9+"];
    const context = await browser.newContext({ ...telephone, ignoreHTTPSErrors: true, locale: "fr-FR" });
    const page = await context.newPage();
    watch.add(page);
    await signIn(page, "garage", "owner", "/contacts");
    const asked = await listening(page, watch);
    const session = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", y: number) =>
        session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x: 150, y }] });
    await touch("touchStart", 600);
    for (let y = 580; y >= 200; y -= 20) {
        await touch("touchMove", y);
    }
    await touch("touchEnd", 200);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await settled(page, watch);
    expect(asked).toEqual([]);
    await context.close();
});

test("the PDF stands beside the page, and is drawn anew when it was saved", async ({ page }) => {
    await signIn(page);
    const contact = await api<{ data: { id: string } }>(page, "/api/contacts", json({ last_name: "Feuillet" }));
    const items = [{ description: "Vidange", quantity: 1, unit_price: 50 }];
    const quote = await api<{ data: { id: string } }>(page, "/api/quotes", json({ contact_id: contact.data.id, items }));
    let drawn = 0;
    await page.route("**/pdf?disposition=inline", (route) => {
        drawn++;
        return route.fulfill({ contentType: "text/html", body: "<p>PDF</p>" });
    });
    await page.goto(`${world.atelier.origin}/quotes/${quote.data.id}`);
    const panel = page.getByRole("complementary", { name: "PDF à côté" });
    await expect(page.getByRole("button", { name: "PDF à côté" })).toHaveAttribute("aria-pressed", "false");
    await page.keyboard.press("p");
    await expect(panel.locator("iframe")).toBeVisible();
    await expect.poll(() => drawn).toBe(1);
    await page.keyboard.press("e");
    await expect(panel).toContainText("Tel qu’enregistré en dernier");
    await wellFormed(page, 1280, "the editor beside the PDF");
    await page.locator('[data-cell="0.unit_price"]').fill("60");
    expect(drawn).toBe(1);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".sums .total dd")).toHaveText(/^72,00/);
    await expect.poll(() => drawn).toBe(2);
    await expect(panel).not.toContainText("Tel qu’enregistré");
    // It follows to other devices, and gives way where there is no room.
    await page.evaluate(() => localStorage.removeItem("beside"));
    await page.reload();
    await expect(panel).toBeVisible();
    await page.setViewportSize({ width: 1279, height: 800 });
    await expect(panel).toHaveCount(0);
    await expect(page.getByRole("button", { name: "PDF à côté" })).toHaveCount(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("button", { name: "PDF à côté" }).click();
    await expect(panel).toHaveCount(0);
});
