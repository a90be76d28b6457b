// SPDX-License-Identifier: MIT
// A task from a customer's page to the board, moved by mouse, by keys, by its menu and by finger, checked off, and taken back.

import { devices, expect, type Locator, type Page } from "@playwright/test";
import { accessible, api, settled, signIn, test, wellFormed } from "./world";

const column = (page: Page, name: string) => page.locator(`[data-column="${name}"]`);
const card = (page: Page, title: string) => page.locator("[data-card]", { hasText: title });
const unique = (word: string) => `${word} ${Date.now().toString(36)}`;

async function make(page: Page, fields: object): Promise<string> {
    const body = JSON.stringify(fields);
    const made = await api<{ data: { id: string } }>(page, "/api/tasks", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
    });
    return made.data.id;
}

async function mine(page: Page): Promise<string> {
    return (await api<{ user: { id: string } }>(page, "/api/auth/session")).user.id;
}

const middle = async (of: Locator) => {
    const box = await of.boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + Math.min((box?.height ?? 0) / 2, 60), top: box?.y ?? 0 };
};

test("a task begins at a customer, and is his", async ({ page }) => {
    const title = unique("Rappeler");
    const name = unique("Tâcheron");
    await signIn(page, "atelier", "owner", "/contacts/new");
    await page.locator('[name="company"]').fill(name);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(name);
    await page.getByRole("navigation", { name: "Éléments liés" }).getByRole("link", { name: "Tâches" }).click();
    await page.getByRole("link", { name: "Nouvelle tâche" }).click();
    await page.locator('[name="title"]').fill(title);
    await page.locator('[name="due_date"]').fill("demain");
    await page.locator('[name="priority"]').selectOption("URGENT");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(title);
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("link", { name: "Tâches" }).last().click();
    await expect(page.locator(".belongings")).toContainText(title);

    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await expect(card(page, title)).toContainText("Urgente");
    await expect(card(page, title)).toContainText(name);
});

test("a card is carried by the mouse, sent by keys and by its menu, and comes back", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/tasks");
    const [first, second] = [unique("Premier"), unique("Second")];
    const assignee_id = await mine(page);
    await make(page, { title: second, assignee_id });
    await make(page, { title: first, assignee_id });
    await page.reload();
    await expect(column(page, "TODO").locator("[data-card]").first()).toContainText(first);

    const from = await middle(card(page, first));
    const to = await middle(column(page, "IN_PROGRESS").locator("header"));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y + 40, { steps: 8 });
    await expect(column(page, "IN_PROGRESS").locator(".card-line")).toBeVisible();
    await page.mouse.up();
    await expect(column(page, "IN_PROGRESS")).toContainText(first);
    await expect(page.locator(".toasts")).toContainText(`« ${first} » déplacé vers En cours, 1 sur`);
    await expect(card(page, first).locator(".card-link")).toBeFocused();

    await card(page, second).locator(".card-link").focus();
    await page.keyboard.press("Control+ArrowRight");
    await expect(column(page, "IN_PROGRESS").locator("[data-card]").first()).toContainText(second);
    await expect(page.locator(".toasts")).toContainText(`« ${second} » déplacé vers En cours, 1 sur`);
    await expect(card(page, second).locator(".card-link")).toBeFocused();
    await page.keyboard.press("Control+ArrowDown");
    await expect(column(page, "IN_PROGRESS").locator("[data-card]").first()).toContainText(first);
    await expect(page.locator(".toasts")).toContainText(`« ${second} » déplacé vers En cours, 2 sur`);
    await expect(card(page, second).locator(".card-link")).toBeFocused();

    await page.getByRole("button", { name: `Déplacer « ${first} »` }).click();
    await page.getByRole("menuitem", { name: "Déplacer vers Terminé" }).click();
    await expect(column(page, "DONE")).toContainText(first);
    await expect(card(page, first).locator(".card-link")).toBeFocused();
    await expect(page.locator(".toasts")).toContainText("déplacé vers Terminé");
    await page.keyboard.press("Control+z");
    await expect(column(page, "IN_PROGRESS").locator("[data-card]").first()).toContainText(first);
    await page.reload();
    await expect(column(page, "IN_PROGRESS").locator("[data-card]").first()).toContainText(first);
});

test("a card whose move is not written lies where it lay", async ({ page, watch }) => {
    watch.expect(/ERR_FAILED/);
    await signIn(page, "atelier", "owner", "/tasks");
    const title = unique("Sans réseau");
    await make(page, { title, assignee_id: await mine(page) });
    await page.reload();
    await expect(column(page, "TODO")).toContainText(title);
    await page.route("**/api/tasks/**", (route) => route.abort());
    await card(page, title).locator(".card-link").focus();
    await page.keyboard.press("Control+ArrowRight");
    await expect(page.locator(".toasts")).toContainText("La réponse du serveur s’est perdue");
    await expect(column(page, "TODO")).toContainText(title);
    await expect(column(page, "IN_PROGRESS")).not.toContainText(title);
});

test("a call with a follow-up: two presses, keys alone", async ({ page }) => {
    const name = unique("Appelant");
    await signIn(page, "atelier", "owner", "/contacts/new");
    await page.locator('[name="company"]').fill(name);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(name);
    await page.keyboard.press("l");
    await expect(page.locator('[name="description"]')).toBeFocused();
    await page.keyboard.type("Passera vendredi");
    await page.keyboard.press("Tab");
    await page.keyboard.type("demain");
    await page.keyboard.press("Control+Enter");
    await expect(page.locator(".toasts")).toContainText("rappel prévu le");
    await page.goto(`${page.url()}?tab=tasks`);
    await expect(page.locator(".belongings")).toContainText(`Rappeler ${name}`);
    await page.goto(page.url().replace("tasks", "activity"));
    await expect(page.locator(".belongings")).toContainText("Passera vendredi");
});

test("the list has what the board has, for everybody", async ({ page, watch }) => {
    await signIn(page, "garage", "owner", "/tasks?all=1");
    await expect(page.locator("[data-card]").first()).toBeVisible();
    await page.getByRole("link", { name: "Liste" }).click();
    await expect(page).toHaveURL(/\/tasks\?(all=1&view=list|view=list&all=1)$/);
    await expect(page.locator("table.list .row").first()).toBeVisible();
    await settled(page, watch);
    await accessible(page, "/tasks?view=list");
    await page.getByRole("button", { name: "En retard" }).click();
    await expect(page).toHaveURL(/overdue=1.*view=list/);
    await page.getByRole("link", { name: "Tableau" }).click();
    await expect(page.getByRole("button", { name: "En retard" })).toHaveAttribute("aria-pressed", "true");
    await settled(page, watch);
    await accessible(page, "/tasks?overdue=1");
    const narrow = { width: 360, height: 740 };
    await page.setViewportSize(narrow);
    await page.goBack();
    await settled(page, watch);
    await wellFormed(page, narrow.width, "/tasks?view=list");
});

test("the palette begins a task, and finds it again", async ({ page }) => {
    const word = unique("Vernis");
    await signIn(page);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(`nouvelle tâche ${word}`);
    await page.getByRole("option", { name: `Nouvelle tâche ${word}`, exact: true }).click();
    await expect(page.locator('[name="title"]')).toHaveValue(word);
    await page.keyboard.press("Control+Enter");
    await expect(page.locator("h1")).toHaveText(word);
    await page.goto(new URL("/", page.url()).href);
    await expect(page.locator("nav.bar")).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(word);
    await page.getByRole("option", { name: new RegExp(`^${word}`) }).click();
    await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
});

test("checked off at home, and open again", async ({ page }) => {
    const title = unique("Commander");
    await signIn(page);
    await make(page, { title, assignee_id: await mine(page), due_date: new Date(0).toISOString() });
    await page.reload();
    const box = page.getByRole("checkbox", { name: `Terminer « ${title} »` });
    await box.click();
    await expect(page.locator(".toasts")).toContainText(`« ${title} » est terminée`);
    await expect(box).toHaveCount(0);
    await page.keyboard.press("Control+z");
    await expect(box).not.toBeChecked();
});

test("a finger that stays carries, one that moves scrolls", async ({ browser }) => {
    const { defaultBrowserType: _browser, ...telephone } = devices["Galaxy S9+"];
    const context = await browser.newContext({
        ...telephone,
        viewport: { width: 360, height: 740 },
        ignoreHTTPSErrors: true,
        locale: "fr-FR",
    });
    const page = await context.newPage();
    await signIn(page, "atelier", "owner", "/tasks");
    const title = unique("Doigt");
    const assignee_id = await mine(page);
    await make(page, { title: unique("Sous"), assignee_id });
    await make(page, { title, assignee_id });
    await page.reload();
    await expect(card(page, title)).toBeVisible();
    const client = await context.newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number, y: number) =>
        client.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
    await expect(column(page, "TODO").locator("[data-card]").first()).toContainText(title);
    const at = await middle(card(page, title));

    await touch("touchStart", at.x, at.y);
    for (let step = 1; step <= 5; step++) {
        await touch("touchMove", at.x - step * 30, at.y);
    }
    await touch("touchEnd", at.x - 150, at.y);
    await expect(page.locator(".carried")).toHaveCount(0);
    await expect(column(page, "TODO")).toContainText(title);
    // The swipe may run on for a while.
    const rested = () =>
        page.locator(".board").evaluate(async (board) => {
            board.scrollTo({ left: 0, behavior: "instant" });
            for (let frame = 0; frame < 10; frame++) {
                await new Promise(requestAnimationFrame);
            }
            return board.scrollLeft;
        });
    await expect.poll(rested).toBe(0);

    const again = await middle(card(page, title));
    const below = await middle(column(page, "TODO").locator("[data-card]").nth(1));
    await touch("touchStart", again.x, again.y);
    await expect(page.locator(".carried")).toBeVisible();
    await touch("touchMove", again.x, below.y + 30);
    await expect(page.locator(".card-line")).toBeVisible();
    await touch("touchEnd", again.x, below.y + 30);
    await expect(column(page, "TODO").locator("[data-card]").nth(1)).toContainText(title);
    await context.close();
});
