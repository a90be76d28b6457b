// SPDX-License-Identifier: MIT
// Every address of the table (web/src/routes.ts), in the light and in the dark, on a telephone, a tablet and a screen: axe finds
// nothing, nothing scrolls sideways, the console is silent. One picture of each, light and 1280 wide, is compared with that of shots/;
// the others, and all while there is no such folder, are left in build/web-e2e/shots/, to be looked at.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContextOptions, test as base, devices, expect, type Page } from "@playwright/test";
import { type Route, routes } from "../../../web/src/routes";
import { accessible, api, settled, signIn, Watch, wellFormed, world } from "./world";

const SHOTS = join(__dirname, "../shots");
const KEPT = join(__dirname, "../../../build/web-e2e/shots");
const COMPARED = existsSync(SHOTS) || process.env.VISIONCRM_SHOTS === "update";

/** Whether a picture is one of those that are compared. */
const isCompared = (name: string): boolean => COMPARED && name.endsWith("-1280-light");

const HEIGHTS: Record<number, number> = { 320: 640, 360: 740, 768: 1024, 1280: 800 };
const { defaultBrowserType: _browser, viewport: _screen, deviceScaleFactor: _scale, ...touch } = devices["Galaxy S9+"];

/** Two windows that stay open from page to page, one with a mouse and one that is touched. */
interface Window {
    page: Page;
    watch: Watch;
}

function window(options: BrowserContextOptions) {
    return async ({ browser }: { browser: import("@playwright/test").Browser }, use: (made: Window) => Promise<void>) => {
        const context = await browser.newContext({
            ...options,
            ignoreHTTPSErrors: true,
            locale: "fr-FR",
            timezoneId: "Europe/Paris",
            reducedMotion: "reduce",
        });
        const page = await context.newPage();
        const watch = new Watch();
        watch.add(page);
        // The clock is the server's, and stands still: a picture shows the same day each time.
        await page.clock.setFixedTime(world.now);
        await signIn(page, "garage", "owner");
        await use({ page, watch });
        await context.close();
    };
}

const test = base.extend<object, { screen: Window; telephone: Window }>({
    screen: [window({}), { scope: "worker" }],
    telephone: [window(touch), { scope: "worker" }],
});

/** What the API calls otherwise. */
const NOUNS: Record<string, string> = { people: "users", import: "imports" };

const SHEET = "Nom;Téléphone;E-mail\nMartin;0612345678;\n;06;rien\n";
const INVOICE = join(__dirname, "../../data/einvoice/samples/34-vat-off-by-2.xml");

/** What no demonstration has: a draft with a row that is wrong, a supplier's invoice that does not add up. Another one each time. */
const MADE: Record<string, () => { address: string; text: string }> = {
    import: () => ({ address: "/api/imports?name=clients.csv", text: SHEET }),
    "supplier-invoices": () => ({
        address: "/api/supplier-invoices?name=facture.xml",
        text: readFileSync(INVOICE, "utf8").replace("FA-2026-000123", `FA-${Date.now()}`),
    }),
};

function make(page: Page, noun: string): Promise<void> {
    return page.evaluate(async ({ address, text }) => {
        const form = new FormData();
        form.append("file", new Blob([text]));
        await fetch(address, { method: "POST", body: form });
    }, (MADE[noun] as () => { address: string; text: string })());
}

/** A record for `:id`: the first that was made, or a report that is made now. */
async function addressOf(page: Page, route: Route): Promise<string> {
    if (!route.path.includes(":id")) {
        return route.path;
    }
    if (route.path === "/reports/pipeline/:id") {
        const { report_id } = await api<{ report_id: string }>(page, "/api/reports/opportunity-pipeline");
        return route.path.replace(":id", report_id);
    }
    const noun = route.path.split("/:id")[0]?.split("/").at(-1) as string;
    if (noun in MADE) {
        await make(page, noun);
    }
    const query = "limit=1&sort_by=created_at&sort_order=asc";
    const { data, items } = await api<Record<string, { id: string }[] | undefined>>(page, `/api/${NOUNS[noun] ?? noun}?${query}`);
    return route.path.replace(":id", (data ?? items)?.[0]?.id ?? "none");
}

function nameOf(route: Route): string {
    return route.path === "/" ? "home" : route.path.slice(1).replaceAll("/", "-").replace(":", "");
}

async function size(page: Page, width: number): Promise<void> {
    await page.setViewportSize({ width, height: HEIGHTS[width] as number });
}

async function open({ page, watch }: Window, route: Route, width: number, language: "fr" | "en" = "fr"): Promise<void> {
    await size(page, width);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await page.evaluate((chosen) => localStorage.setItem("language", chosen), language);
    await page.goto(world.garage.origin + (await addressOf(page, route)));
    await settled(page, watch);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
}

async function look(page: Page, route: Route, width: number, scheme: "light" | "dark"): Promise<void> {
    const where = `${route.path} ${width} ${scheme}`;
    await page.emulateMedia({ colorScheme: scheme });
    await size(page, width);
    await wellFormed(page, width, where);
    await accessible(page, where);
}

async function picture({ page, watch }: Window, name: string): Promise<void> {
    await page.mouse.move(0, 0); // nothing is pointed at
    await settled(page, watch);
    if (isCompared(name)) {
        await expect.soft(page).toHaveScreenshot(`${name}.png`);
    } else {
        await page.screenshot({ path: join(KEPT, `${name}.png`), animations: "disabled", caret: "hide" });
    }
}

for (const route of routes) {
    const name = nameOf(route);

    test(`${route.path} on a screen and a tablet`, async ({ screen }) => {
        await open(screen, route, 1280);
        for (const width of [1280, 768]) {
            for (const scheme of ["light", "dark"] as const) {
                await look(screen.page, route, width, scheme);
                if (scheme === "light" || width === 1280) {
                    await picture(screen, `${name}-${width}-${scheme}`);
                }
            }
        }
        await open(screen, route, 1280, "en");
        await wellFormed(screen.page, 1280, `${route.path} in English`);
        await picture(screen, `${name}-1280-english`);
        screen.watch.silent();
    });

    test(`${route.path} on a telephone`, async ({ telephone }) => {
        await open(telephone, route, 360);
        for (const scheme of ["dark", "light"] as const) {
            await look(telephone.page, route, 360, scheme);
        }
        await picture(telephone, `${name}-360-light`);
        await size(telephone.page, 320);
        await wellFormed(telephone.page, 320, `${route.path} 320`);
        telephone.watch.silent();
    });
}
