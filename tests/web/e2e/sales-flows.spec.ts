// SPDX-License-Identifier: MIT
// The ways through a day of sales with the presses they may cost, as whoever goes them; and what the pages of figures lead to.

import { expect, type Page } from "@playwright/test";
import { makeDeal } from "./deals";
import { Hand } from "./hand";
import { api, type Role, signIn, signInAs, test, world } from "./world";

const headers = { "Content-Type": "application/json" };
const send = <T>(page: Page, path: string, body: object, method = "POST") =>
    api<T>(page, path, { method, body: JSON.stringify(body), headers });
const unique = (word: string) => `${word} ${Date.now().toString(36)}`;
const to = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);
const dialog = (page: Page) => page.locator("dialog[open]");

/** The tenant sells as well, and the manager leads one team, of two. */
async function sells(page: Page, role: Role): Promise<{ team: string; sales: string }> {
    await signIn(page, "atelier", "owner");
    await send(page, "/api/settings", { modules: { garage: true, pipeline: true } }, "PATCH");
    const { items } = await api<{ items: { id: string; email: string }[] }>(page, "/api/users?limit=100");
    const idOf = (who: Role) => items.find(({ email }) => email === world.atelier.people[who].email)?.id as string;
    const known = await api<{ items: { id: string; name: string; manager_id: string | null }[] }>(page, "/api/teams");
    const body = { name: "Équipe Nord", manager_id: idOf("manager"), member_ids: [idOf("manager"), idOf("sales")] };
    const former = known.items.find(({ name }) => name === body.name);
    const team = former ?? (await send<{ id: string }>(page, "/api/teams", body));
    for (const other of known.items.filter(({ name, manager_id }) => name !== body.name && manager_id === body.manager_id)) {
        await send(page, `/api/teams/${other.id}`, { manager_id: null }, "PUT");
    }
    if (role !== "owner") {
        await signInAs(page, role);
    }
    return { team: team.id, sales: idOf("sales") };
}

for (const [role, width] of [
    ["owner", 1280],
    ["sales", 360],
] as const) {
    test(`G: a new deal with its client, as ${role} at ${width}`, async ({ page }) => {
        const name = unique("Chaufferie");
        await page.setViewportSize({ width, height: 800 });
        await sells(page, role);
        await to(page, "/opportunities");
        await expect(page.locator("h1")).toHaveText("Affaires");
        const hand = new Hand(page);
        const since = Date.now();
        await hand.press(page.locator("main").getByRole("link", { name: "Nouvelle affaire" }).first());
        await page.locator('[name="project_name"]').fill(name);
        await page.locator('[name="client_id"]').fill(name);
        await hand.press(page.getByRole("option", { name: `Créer la société « ${name} »` }));
        await expect(page.locator(".toasts")).toContainText("Société créée");
        await page.locator('[name="original_amount"]').fill("17000");
        await page.locator('[name="gross_margin_percentage"]').fill("13");
        await page.locator('[name="starting_date"]').fill("01/01/2036");
        await page.locator('[name="closing_date"]').fill("31/12/2038");
        await page.locator('[name="project_maturity"]').selectOption("RFI");
        await hand.key("Control+Enter");
        await expect(page.locator("h1")).toHaveText(name);
        hand.within(3, since);
    });
}

for (const [role, width] of [
    ["manager", 360],
    ["sales", 1280],
] as const) {
    test(`H: a deal is moved on with a note by keys alone, as ${role} at ${width}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        await sells(page, role);
        const { id } = await makeDeal(page, unique("Avance"));
        await to(page, `/opportunities/${id}`);
        await expect(page.locator(".timeline")).toBeVisible();
        const hand = new Hand(page);
        const since = Date.now();
        await hand.key("s");
        await expect(page.locator('dialog [name="stage"]')).toBeFocused();
        await page.keyboard.type("Nég");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        await page.keyboard.type("Offre retenue");
        await hand.key("Control+Enter");
        await expect(page.locator(".timeline")).toContainText("Demande d’info → Négociation");
        hand.within(4, since);
    });
}

for (const [role, width] of [
    ["owner", 1280],
    ["manager", 1280],
    ["sales", 360],
] as const) {
    test(`E: a call is logged with a day to call back, as ${role} at ${width}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        await signIn(page, "atelier", role);
        const { data } = await send<{ data: { id: string } }>(page, "/api/contacts", { last_name: unique("Appel") });
        await to(page, `/contacts/${data.id}`);
        await expect(page.locator("h1")).toContainText("Appel");
        const hand = new Hand(page);
        const since = Date.now();
        await hand.key("l");
        await expect(page.locator('dialog [name="description"]')).toBeFocused();
        await page.keyboard.type("Rappeler pour le devis");
        await page.keyboard.press("Tab");
        await page.keyboard.type("+7");
        await hand.key("Control+Enter");
        await expect(dialog(page)).toHaveCount(0);
        await expect(page.locator(".toasts")).toContainText("noté");
        hand.within(2, since);
    });
}

for (const [role, width, presses] of [
    ["manager", 1280, 4],
    ["manager", 360, 5], // the bar's rest is behind a button there
] as const) {
    test(`I: the Monday meeting: a team, one of its people, the file, as ${role} at ${width}`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        const name = unique("Lundi");
        const { sales } = await sells(page, role);
        await makeDeal(page, name, { owner_id: sales });
        await to(page, "/opportunities");
        await expect(page.locator("h1")).toHaveText("Affaires");
        const hand = new Hand(page);
        const since = Date.now();
        if (width < 700) {
            await hand.press(page.getByRole("button", { name: "Plus" }));
        }
        await hand.press(page.locator('a[href="/dashboard/teams"]').filter({ visible: true }));
        await hand.press(page.getByRole("link", { name: "Serge Sales" }));
        await expect(page.getByRole("row", { name })).toBeVisible();
        await hand.press(page.getByRole("button", { name: "Autres actions" }));
        const file = page.waitForEvent("download");
        await hand.press(page.getByRole("menuitem", { name: "Exporter (Excel)" }));
        expect((await file).suggestedFilename()).toMatch(/\.xlsx$/);
        hand.within(presses, since);
    });
}

test("figures of a team and of the company lead to their deals", async ({ page }) => {
    const name = unique("Menée");
    const { team, sales } = await sells(page, "owner");
    await makeDeal(page, name, { owner_id: sales, sector_type: name });
    await to(page, "/dashboard/company");
    await page
        .getByRole("row", { name: new RegExp(name) })
        .getByRole("link")
        .first()
        .click();
    await expect(page.locator("h1")).toHaveText("Affaires");
    await expect(page.getByRole("link", { name })).toBeVisible();
    await expect(page.locator(".list-sums")).toContainText(/10.000,00/);

    await signInAs(page, "manager");
    await to(page, "/dashboard/teams");
    await page.waitForURL(`**/dashboard/teams/${team}`);
    await expect(page.locator("h1")).toHaveText("Équipe Nord");
    await to(page, `/forecast?by=quarter&team=${team}`);
    await expect(page.locator("tbody tr")).toHaveCount(4);
    await page.getByLabel("Période").selectOption("month");
    await expect(page.locator("tbody tr")).toHaveCount(12);
    await page.locator("tbody a").first().click();
    await expect(page).toHaveURL(new RegExp(`team=${team}`));
    await expect(page.locator("h1")).toHaveText("Affaires");
});

test("many deals are changed at once, and refusals are named", async ({ page }) => {
    const mark = unique("Lot");
    await sells(page, "owner");
    await makeDeal(page, `${mark} un`);
    await makeDeal(page, `${mark} deux`, { starting_date: "2036-09-01" });
    await to(page, `/opportunities?view=list&search=${encodeURIComponent(mark)}&sort=project_name`);
    await expect(page.locator("tbody a")).toHaveCount(2);
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await page.keyboard.press("j");
    await page.keyboard.press("Shift+X");
    await expect(page.locator(".bulk")).toContainText("2 choisies");
    await page.locator(".bulk").getByRole("button", { name: "Modifier" }).click();
    await dialog(page).locator('[name="stage"]').selectOption("RFQ");
    await dialog(page).locator('[name="closing_date"]').fill("30/06/2036");
    await page.keyboard.press("Control+Enter");
    await expect(dialog(page).getByRole("alert")).toContainText(`${mark} deux : Fin : `);
    await expect(dialog(page)).toContainText("1 modifiée sur 2");
    await dialog(page).locator('[name="closing_date"]').fill("31/12/2036");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".toasts")).toContainText("2 affaires modifiées");
    await expect(page.locator("tbody tr", { hasText: "Demande de prix" })).toHaveCount(2);
});

test("a report is made and kept with its files", async ({ page }) => {
    await sells(page, "sales");
    await to(page, "/reports/pipeline");
    await expect(page.locator("h1")).toHaveText("Rapports d’affaires");
    await page.keyboard.press("n");
    await dialog(page).locator('[name="start_date"]').fill("01/01/2030");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText("Toutes les équipes · créées à partir du 01/01/2030");
    for (const [format, ending] of [
        ["Excel", "xlsx"],
        ["CSV", "csv"],
        ["PDF", "pdf"],
    ] as const) {
        const kept = page.waitForEvent("download");
        await page.getByRole("link", { name: format, exact: true }).click();
        expect((await kept).suggestedFilename()).toContain(`.${ending}`);
    }
    await to(page, "/reports/pipeline");
    await expect(page.locator(".related-row").first()).toContainText("créées à partir du 01/01/2030");
});

test("a coefficient says what it touches, and open deals follow", async ({ page }) => {
    await sells(page, "owner");
    const { id } = await makeDeal(page, unique("Suit"), { client_relationship: "5 - Excellent" });
    const probability = async () =>
        (await api<{ probability_breakdown: { final: number } }>(page, `/api/opportunities/${id}`)).probability_breakdown.final;
    const before = await probability();
    await to(page, "/coefficients");
    await page.getByRole("button", { name: "Modifier « relation excellente »" }).click();
    await expect(dialog(page).getByRole("status").first()).toHaveText(/Touche \d+ affaires? ouvertes?/);
    const field = dialog(page).locator('[name="coefficient"]');
    await field.fill("1,2");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".toasts")).toContainText("Coefficient enregistré");
    expect(await probability()).toBeGreaterThan(before);
    await expect(page.getByRole("row", { name: /relation excellente/ })).toContainText("1,20");
    await signInAs(page, "sales", "/coefficients");
    await expect(page.getByRole("row", { name: /relation excellente/ })).toContainText("1,20");
    await expect(page.getByRole("button", { name: /Modifier/ })).toHaveCount(0);
});
