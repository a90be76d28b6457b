// SPDX-License-Identifier: MIT
// The assistant: a question and what is done about its answer, a question that fails, and the ways that lead to it.

import { expect, type Page } from "@playwright/test";
import { accessible, api, loseAnswer, signIn, test, wellFormed } from "./world";

const json = (body: unknown, method = "POST"): RequestInit => ({
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
});

/** An invoice of somebody of that name that is overdue; its id and number. */
async function overdue(page: Page, name: string): Promise<{ id: string; invoice_number: string }> {
    const contact = await api<{ data: { id: string } }>(page, "/api/contacts", json({ last_name: name, email: `${name}@example.fr` }));
    const items = [{ description: "Vidange", quantity: 1, unit_price: 50 }];
    const invoice = { contact_id: contact.data.id, items, due_date: "2035-06-01" };
    const made = await api<{ data: { id: string } }>(page, "/api/invoices", json(invoice));
    const { data } = await api<{ data: { id: string; invoice_number: string } }>(
        page,
        `/api/invoices/${made.data.id}/status`,
        json({ status: "SENT" }, "PATCH"),
    );
    return data;
}

const field = (page: Page) => page.getByRole("textbox", { name: "Votre question" });
const answers = (page: Page) => page.getByRole("log").locator(".reply");

test("a question becomes a letter that is read, changed and sent once", async ({ page }) => {
    await signIn(page);
    const { invoice_number } = await overdue(page, "Quintembert");
    await expect(page.locator(".tiles")).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await expect(page.getByRole("button", { name: "Quelles factures sont en retard ?" })).toBeVisible();
    await expect(field(page)).toBeFocused();
    await expect(page.getByText(/Encore \d+ demandes? ce mois-ci/)).toBeVisible();
    await page.keyboard.type("factures en retard");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("de Quintembert");
    await expect(field(page)).toHaveValue("factures en retard\nde Quintembert");
    await page.keyboard.press("Enter");
    await expect(answers(page).last()).toContainText(invoice_number);
    await expect(field(page)).toHaveValue("");
    await expect(field(page)).toBeFocused();
    await page.setViewportSize({ width: 360, height: 740 });
    await wellFormed(page, 360, "a conversation");
    await accessible(page, "a conversation");
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole("link", { name: "Préparer les rappels" }).click();
    await expect(page.locator('[name="subject"]')).toHaveValue(`Rappel : facture ${invoice_number}`);
    await expect(page.locator('[name="message"]')).toHaveValue(new RegExp(invoice_number));
    await page.locator('[name="message"]').fill("Bonjour, un rappel.");
    await page.getByText("Facture").first().hover();
    await expect(async () => {
        await page.reload();
        await expect(page.getByRole("button", { name: "Reprendre" })).toBeVisible({ timeout: 4000 });
    }).toPass();
    await page.getByRole("button", { name: "Reprendre" }).click();
    await expect(page.locator('[name="message"]')).toHaveValue("Bonjour, un rappel.");
    await accessible(page, "a letter");
    await page.locator('[name="message"]').press("Control+Enter");
    await expect(page.getByText("Il n’y a plus de lettre à écrire.")).toBeVisible();
    const sent = await api<{ data: { to: string }[] }>(page, "/api/communications?limit=100");
    expect(sent.data.filter(({ to }) => to.toLowerCase() === "quintembert@example.fr")).toHaveLength(1);
    // The conversation is there again, and goes on.
    await page.getByRole("link", { name: "Assistant" }).last().click();
    await page.reload();
    await expect(answers(page)).toHaveCount(1);
    await field(page).fill("et les payées ?");
    await page.keyboard.press("Enter");
    await expect(answers(page).nth(1)).toContainText("Quintembert");
    await page.getByRole("button", { name: "Nouvelle conversation" }).click();
    await expect(page.getByRole("button", { name: "Quelles factures sont en retard ?" })).toBeVisible();
});

test("a question is not lost, whatever becomes of its answer", async ({ page, watch }) => {
    watch.expect(/status of (429|503)/);
    await loseAnswer(page, "/api/ai/assistant$");
    await signIn(page, "atelier", "manager", "/assistant");
    const question = "devis en attente depuis plus de 300 jours";
    await field(page).fill(question);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert").last()).toBeVisible();
    await expect(field(page)).toHaveValue(question);
    // Again: the server has answered it already, and says the same; it is counted and kept once.
    await field(page).press("Enter");
    await expect(answers(page)).toHaveCount(1);
    const kept = await api<{ data: { turns: unknown[] } }>(page, "/api/ai/assistant");
    expect(kept.data.turns).toHaveLength(1);

    let code = "AI_UNAVAILABLE";
    await page.route("**/api/ai/assistant", (route) => {
        if (route.request().method() === "GET") {
            const quota = { plan: "FREE", limit: 10, used: 10, reset_at: "2035-07-01T00:00:00.000Z" };
            return route.fulfill({ json: { success: true, data: { quota, conversation_id: null, turns: [] } } });
        }
        const status = code === "AI_UNAVAILABLE" ? 503 : 429;
        return route.fulfill({ status, headers: { "Retry-After": "900000" }, json: { success: false, error: "AI", code } });
    });
    await field(page).fill(question);
    await field(page).press("Enter");
    await expect(page.getByRole("alert")).toBeVisible();
    await expect(page.getByText("de nouveau à partir du 01/07/2035")).toBeVisible();
    const first = await page.getByRole("alert").textContent();
    code = "AI_QUOTA_EXCEEDED";
    await field(page).press("Enter");
    await expect(page.getByRole("alert")).not.toHaveText(first ?? "");
    await expect(page.locator(".state-bar")).toHaveCount(0); // the rest of the product goes on
    await expect(field(page)).toHaveValue(question);
    // It is still there for whoever comes back.
    await page.keyboard.press("Escape");
    await expect(page.locator("h1")).not.toHaveText("Assistant");
    await page.goto(new URL("/assistant", page.url()).href);
    await expect(field(page)).toHaveValue(question);
});

test("the palette and the mail dialog lead to it", async ({ page }) => {
    await signIn(page, "atelier", "sales");
    const { id, invoice_number } = await overdue(page, "Plouharnel");
    await expect(page.locator(".tiles")).toBeVisible();
    let asked = 0;
    page.on("request", (request) => {
        asked += Number(request.method() === "POST" && request.url().includes("/api/ai/"));
    });
    await page.keyboard.press("Control+k");
    await page.keyboard.type("? factures en retard");
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(field(page)).toHaveValue("factures en retard");
    await expect(page).toHaveURL(/\/assistant$/);
    expect(asked).toBe(0);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Plouharnel");
    await expect(page.getByRole("option").first()).toContainText("Plouharnel");
    await expect(page.getByRole("option").last()).toContainText("Demander à l’assistant");
    await page.keyboard.press("Escape");
    await page.goto(new URL(`/invoices/${id}`, page.url()).href);
    await page.locator(".page-head").getByRole("button", { name: "e-mail" }).click();
    const message = page.locator("dialog").getByRole("textbox", { name: "Message" });
    await message.fill("Bonjour,");
    await page.locator("dialog").getByRole("button", { name: "Proposer un texte" }).click();
    await expect(message).toHaveValue(new RegExp(`^Bonjour,\\n\\n[^]*${invoice_number}`));
});
