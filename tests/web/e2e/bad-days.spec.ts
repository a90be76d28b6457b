// SPDX-License-Identifier: MIT
// Bad days: sessions that end, answers that are lost, colleagues who are faster, servers that fall over. Nothing typed is lost and
// nothing happens twice.

import type { Locator, Page } from "@playwright/test";
import { api, expect, focused, loseAnswer, signIn, test, world } from "./world";

const { origin, people } = world.atelier ?? {};

/** Each test has names of its own. */
let last = 0;
function someName(): string {
    last++;
    return `Zoe${Date.now().toString(36)}${last}`;
}

interface Contact {
    id: string;
    last_name: string;
    email: string | null;
    company: string | null;
    phone: string | null;
}

async function called(page: Page, name: string): Promise<Contact[]> {
    return (await api<{ data: Contact[] }>(page, `/api/contacts?search=${name}`)).data;
}

/** Waits until exactly one is there. */
async function oneCalled(page: Page, name: string): Promise<Contact> {
    await expect.poll(async () => (await called(page, name)).length).toBe(1);
    return (await called(page, name))[0] as Contact;
}

function field(page: Page, name: string): Locator {
    return page.locator(`main [name="${name}"]`);
}

async function newContact(page: Page, name: string): Promise<void> {
    await page.goto(`${origin}/contacts/new`);
    await field(page, "last_name").fill(name);
    await field(page, "company").fill("Transports de la Saône");
}

function send(page: Page): Promise<void> {
    return page.locator('main button[type="submit"]').click();
}

/** The record's page, after it was made or changed. */
async function shown(page: Page, text: string): Promise<void> {
    await page.waitForURL(/\/contacts\/[0-9a-f-]{36}$/);
    await expect(page.locator("h1")).toContainText(text);
}

async function made(page: Page): Promise<Contact> {
    const name = someName();
    return (
        await api<{ data: Contact }>(page, "/api/contacts", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ last_name: name, company: "Avant", email: "avant@example.fr" }),
        })
    ).data;
}

function change(page: Page, id: string, body: object): Promise<unknown> {
    return api(page, `/api/contacts/${id}`, {
        method: "PATCH",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
}

async function edit(page: Page, id: string): Promise<void> {
    await page.goto(`${origin}/contacts/${id}?edit=1`);
    await expect(field(page, "company")).toHaveValue("Avant");
}

test("a session that ends while one types: the dialog, then on as before", async ({ page, context, watch }) => {
    watch.expect(/status of 401/);
    await signIn(page);
    const name = someName();
    await newContact(page, name);
    await context.clearCookies();
    await send(page);
    const dialog = page.getByRole("dialog", { name: "Votre session a pris fin" });
    await expect(dialog).toBeVisible();
    await expect(field(page, "last_name")).toHaveValue(name);
    await expect(dialog.locator('input[name="email"]')).toHaveValue(people.owner.email);
    await expect(dialog.locator('input[name="password"]')).toBeFocused();
    await page.keyboard.type(people.owner.password);
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await shown(page, name);
    await oneCalled(page, name);
});

test("three presses make one record", async ({ page }) => {
    await signIn(page);
    const name = someName();
    await newContact(page, name);
    await page.locator("main form").evaluate((form: HTMLFormElement) => {
        for (let i = 0; i < 3; i++) {
            form.requestSubmit();
        }
    });
    await shown(page, name);
    await oneCalled(page, name);
});

/** An issued invoice of 100 euros, made past the page. */
async function someInvoice(page: Page): Promise<string> {
    return page.evaluate(async () => {
        const send = async (method: string, path: string, body: unknown) => {
            const answer = await fetch(path, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
            return (await answer.json()).data as { id: string };
        };
        const contact = await send("POST", "/api/contacts", { last_name: "Payeur" });
        const items = [{ description: "Forfait", quantity: 1, unit_price: 100 }];
        const { id } = await send("POST", "/api/invoices", { contact_id: contact.id, vat_rate: 0, items });
        await send("PATCH", `/api/invoices/${id}/status`, { status: "SENT" });
        return id;
    });
}

test("a payment whose answer is lost is taken once, whatever is typed then", async ({ page }) => {
    await signIn(page);
    const id = await someInvoice(page);
    await loseAnswer(page, "/payments$");
    await page.goto(new URL(`/invoices/${id}`, page.url()).href);
    await page.getByRole("button", { name: /^Encaisser/ }).click();
    const amount = page.locator('dialog [name="amount"]');
    await expect(amount).toBeFocused();
    await amount.fill("20");
    await page.locator("dialog").getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator("dialog [role=alert]")).toBeVisible();
    await amount.fill("30");
    await page.locator("dialog").getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await expect(page.locator(".rows li")).toHaveCount(1);
    const { data } = await api<{ data: { amount_due: number } }>(page, `/api/invoices/${id}`);
    expect(data.amount_due).toBe(80);
});

test("what was typed in a dialog is offered after a reload, until it was sent or given up", async ({ page }) => {
    await signIn(page);
    const { id } = await made(page);
    const dialog = page.locator("dialog[open]");
    const offer = dialog.getByRole("button", { name: "Reprendre" });
    const text = dialog.getByLabel("Ce qui a été dit");
    const open = async () => {
        await page.goto(`${origin}/contacts/${id}`);
        await expect(page.locator("h1")).toContainText("Zoe");
        await page.keyboard.press("l");
        await expect(text).toBeVisible();
    };
    await open();
    await text.fill("Rappelle pour la courroie");
    await expect.poll(() => drafts(page)).toContain("Rappelle pour la courroie"); // what keeps it comes behind the dialog
    await page.reload();
    await open();
    await expect(text).toHaveValue("");
    await offer.click();
    await expect(text).toHaveValue("Rappelle pour la courroie");
    await expect(text).toBeFocused(); // the offer is gone, and the focus is not nowhere
    await text.fill("Rappelle pour la courroie et le liquide");
    await page.reload(); // at once
    await open();
    await offer.click();
    await dialog.getByRole("button", { name: "Enregistrer" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.locator(".toasts")).toContainText("Appel noté");
    await open();
    await text.fill("Non");
    await dialog.getByRole("button", { name: "Annuler" }).click();
    await expect.poll(() => drafts(page)).toBe("[]");
});

test("Enter before the answer opens what is typed, not what was found before", async ({ page }) => {
    const [one, other] = [someName(), someName()];
    await signIn(page);
    for (const name of [one, other]) {
        await newContact(page, name);
        await send(page);
        await shown(page, name);
    }
    await page.keyboard.press("Control+k");
    await expect(page.locator("dialog [role=combobox]")).toBeFocused();
    await page.keyboard.type(one);
    await expect(page.getByRole("group", { name: "Clients" }).getByRole("option", { name: new RegExp(one) })).toBeVisible();
    await page.keyboard.press("Control+a");
    await page.keyboard.type(other);
    await page.keyboard.press("Enter");
    await expect(page.locator("h1")).toContainText(other);
});

test("an answer is lost: again makes no second record", async ({ page }) => {
    await signIn(page);
    await loseAnswer(page, "/api/contacts$");
    const name = someName();
    await newContact(page, name);
    await send(page);
    await expect(page.locator("main [role=alert]")).toBeVisible();
    await expect(field(page, "last_name")).toHaveValue(name);
    await oneCalled(page, name);
    await field(page, "email").fill("apres@example.fr"); // typed after it was sent: saved as well
    await send(page);
    await shown(page, name);
    expect((await oneCalled(page, name)).email).toBe("apres@example.fr");
});

test("502, then again", async ({ page, watch }) => {
    watch.expect(/status of 502/);
    await signIn(page);
    await page.route(
        "**/api/contacts",
        (route) => route.fulfill({ status: 502, body: "<html>Bad Gateway</html>", contentType: "text/html" }),
        {
            times: 1,
        },
    );
    const name = someName();
    await newContact(page, name);
    await send(page);
    await expect(page.locator("main [role=alert]")).toBeVisible();
    await expect(field(page, "last_name")).toHaveValue(name);
    await send(page);
    await shown(page, name);
    await oneCalled(page, name);
});

test("a colleague changed another field: both stay", async ({ page, watch }) => {
    watch.expect(/status of 412/);
    await signIn(page);
    const { id, last_name } = await made(page);
    await edit(page, id);
    await change(page, id, { email: "collegue@example.fr" });
    await field(page, "company").fill("Après");
    await send(page);
    await shown(page, last_name);
    const now = await oneCalled(page, last_name);
    expect([now.company, now.email]).toEqual(["Après", "collegue@example.fr"]);
});

for (const [side, kept] of [
    ["Vous", "Moi"],
    ["Entre-temps", "Collègue"],
] as const) {
    test(`a colleague changed the same field: ${side}`, async ({ page, watch }) => {
        watch.expect(/status of 412/);
        await signIn(page);
        const { id, last_name } = await made(page);
        await edit(page, id);
        await change(page, id, { company: "Collègue" });
        await field(page, "company").fill("Moi");
        await send(page);
        const dialog = page.getByRole("dialog", { name: "Modifié par quelqu’un d’autre" });
        await dialog.getByRole("radio", { name: new RegExp(side) }).check();
        await dialog.getByRole("button", { name: "Enregistrer ce choix" }).click();
        await shown(page, last_name);
        expect((await oneCalled(page, last_name)).company).toBe(kept);
    });
}

test("too many requests: it waits and goes on by itself", async ({ page, watch }) => {
    watch.expect(/status of 429/);
    await signIn(page);
    const body = JSON.stringify({ success: false, error: "Too many requests", code: "RATE_LIMIT_EXCEEDED" });
    await page.route(
        "**/api/contacts",
        (route) => route.fulfill({ status: 429, headers: { "Retry-After": "2" }, contentType: "application/json", body }),
        { times: 1 },
    );
    const name = someName();
    await newContact(page, name);
    await send(page);
    await expect(page.getByRole("alert")).toContainText("Trop de demandes");
    await shown(page, name);
    await oneCalled(page, name);
});

test("offline and back", async ({ page, context, watch }) => {
    watch.expect(/ERR_INTERNET_DISCONNECTED/);
    await signIn(page);
    const name = someName();
    await newContact(page, name);
    await context.setOffline(true);
    await send(page);
    await expect(page.locator(".state-bar")).toContainText("Hors ligne");
    await expect(page.locator("main [role=alert]")).toBeVisible(); // it was tried
    await expect(field(page, "last_name")).toHaveValue(name);
    await context.setOffline(false);
    await send(page);
    await shown(page, name);
    await expect(page.locator(".state-bar")).toBeHidden();
    await oneCalled(page, name);
});

test("who is back is told what waits to be saved", async ({ page, context, watch }) => {
    watch.expect(/ERR_INTERNET_DISCONNECTED/);
    await signIn(page);
    const name = someName();
    await newContact(page, name);
    await expect.poll(() => drafts(page)).toContain(name);
    await context.setOffline(true);
    await expect(page.locator(".state-bar")).toContainText("Hors ligne");
    await context.setOffline(false);
    await expect(page.locator(".toasts")).toContainText(`À enregistrer : ${name}`);
});

test("a worker that is killed loses nothing", async ({ page, watch }) => {
    watch.expect(/status of 50[24]/);
    await signIn(page);
    const name = someName();
    await newContact(page, name);
    const { killed } = await (await fetch(`${world.control}/kill`, { method: "POST" })).json();
    expect(killed).toBeGreaterThan(0);
    // The one who was killed may have been the one who was asked: then somebody presses again.
    await expect(async () => {
        if (/\/new$/.test(page.url())) {
            await send(page);
        }
        await expect(page.locator("h1")).toContainText(name, { timeout: 5000 });
    }).toPass();
    await oneCalled(page, name);
});

/** What the drafts in the browser's own store hold. Whoever opened it before the product would make an empty one. */
function drafts(page: Page): Promise<string> {
    return page.evaluate(async () => {
        if (!(await indexedDB.databases()).some(({ name }) => name === "visioncrm")) {
            return "";
        }
        return new Promise<string>((resolve, reject) => {
            const opening = indexedDB.open("visioncrm");
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const reading = opening.result.transaction("drafts").objectStore("drafts").getAll();
                reading.onerror = () => reject(reading.error);
                reading.onsuccess = () => {
                    opening.result.close();
                    resolve(JSON.stringify(reading.result.filter(({ user }) => user).map(({ values }) => values)));
                };
            };
        });
    });
}

test("what was typed is there after a reload", async ({ page }) => {
    await signIn(page);
    const name = someName();
    await newContact(page, name);
    await expect.poll(() => drafts(page)).toMatch(new RegExp(`${name}.*Transports de la Saône`));
    // What was taken up again and not touched is kept as well.
    for (let reload = 0; reload < 2; reload++) {
        await page.reload();
        await page.getByRole("button", { name: "Reprendre" }).click();
        await expect(field(page, "last_name")).toHaveValue(name);
    }
    await send(page);
    await shown(page, name);
    await page.goto(`${origin}/contacts/new`);
    await expect(field(page, "last_name")).toHaveValue("");
    await expect(page.getByRole("button", { name: "Reprendre" })).toBeHidden();
});

test("a quote that was typed is there after a reload", async ({ page }) => {
    await signIn(page, "atelier", "owner", "/quotes/new");
    const name = someName();
    await page.locator('main [name="contact_id"]').fill(name); // the draft is called by its customer
    await page.locator('[data-cell="0.description"]').fill("Courroie de distribution");
    await page.locator('[data-cell="0.unit_price"]').fill("199");
    await expect(page.locator(".sums .total dd")).toHaveText(/^238,80/);
    await page.goto(`${origin}/quotes`); // at once: the last key is not in the browser's store yet
    await page.goto(`${origin}/quotes/new`);
    await page.getByRole("button", { name: "Reprendre" }).click();
    await expect(page.locator('[data-cell="0.description"]')).toHaveValue("Courroie de distribution");
    await expect(page.locator(".sums .total dd")).toHaveText(/^238,80/);
    await page.getByRole("button", { name: "Annuler" }).click();
    await page.waitForURL(`${origin}/quotes`);
    await expect(page.locator("h1")).toHaveText(/^Devis/);
    await expect.poll(() => drafts(page)).not.toContain(name);
});

test("two tabs change one record", async ({ page, context, watch }) => {
    watch.expect(/status of 412/);
    await signIn(page);
    const { id, last_name } = await made(page);
    const other = await context.newPage();
    await edit(page, id);
    await edit(other, id);
    await field(other, "email").fill("autre@example.fr");
    await send(other);
    await shown(other, last_name);
    await field(page, "company").fill("Après");
    await send(page);
    await shown(page, last_name);
    const now = await oneCalled(page, last_name);
    expect([now.company, now.email]).toEqual(["Après", "autre@example.fr"]);
});

test("back and forward through ten addresses, the focus never nowhere", async ({ page }) => {
    await signIn(page);
    const { id, last_name } = await made(page);
    const steps: [path: string, heading: string][] = [
        ["/contacts", "Clients"],
        [`/contacts/${id}`, last_name],
        [`/contacts/${id}?tab=quotes`, last_name],
        ["/vehicles", "Véhicules"],
        ["/me", "Mon compte"],
        ["/", "Aujourd’hui"],
        ["/contacts/new", "Nouveau client"],
        ["/vehicles/new", "Nouveau véhicule"],
        ["/contacts?search=x", "Clients"],
    ];
    const at = async ([path, heading]: [string, string]) => {
        await page.waitForURL(origin + path);
        await expect(page.locator("h1")).toContainText(heading);
        await expect.poll(() => focused(page), `focus at ${path}`).not.toBe("nowhere");
    };
    const all: [string, string][] = [["/", "Aujourd’hui"], ...steps];
    for (const [path, heading] of steps) {
        // A link that is followed within the product, as every link of it is.
        await page.evaluate((href) => {
            const link = Object.assign(document.createElement("a"), { href });
            document.querySelector("main")?.append(link);
            link.click();
            link.remove();
        }, path);
        await at([path, heading]);
    }
    for (const step of all.slice(0, -1).reverse()) {
        await page.goBack();
        await at(step);
    }
    for (const step of steps) {
        await page.goForward();
        await at(step);
    }
});
