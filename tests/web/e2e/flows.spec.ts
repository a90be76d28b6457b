// SPDX-License-Identifier: MIT
// The ways through a day, with the presses they may cost: taps and Enters that a person must make; typing is not counted.

import { join } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { Hand } from "./hand";
import { api, type Role, signIn, test } from "./world";

/** Everybody at the desk, one of them with a telephone in the hand. */
const ALL: [role: Role, width: number][] = [
    ["owner", 1280],
    ["manager", 360],
    ["sales", 1280],
];

const sized = (page: Page, width: number) => page.setViewportSize({ width, height: 800 });

const PICTURES = join(__dirname, "../../api/pictures");

const headers = { "Content-Type": "application/json" };
const post = <T>(page: Page, path: string, body: object, method = "POST") =>
    api<{ data: T }>(page, path, { method, body: JSON.stringify(body), headers });

/** Two packages that three letters of `word` find; the price list is the owner's. */
async function packages(browser: Browser, word: string): Promise<void> {
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    await signIn(page);
    for (const name of ["vidange", "freins"]) {
        const items = [
            { description: `Main-d’œuvre ${name}`, kind: "LABOUR", quantity: 1, unit_price: 60 },
            { description: `Filtre ${name}`, kind: "PART", quantity: 1, unit_price: 20 },
        ];
        await post(page, "/api/catalogue", { label: `${word}${name[0]} ${name}`, kind: "PACKAGE", items });
    }
    await page.close();
}

/** Types the beginning of a package in the last row and takes it. */
async function addPackage(hand: Hand, text: string): Promise<void> {
    const { page } = hand;
    const cell = page.locator(".cell-description textarea").last();
    await cell.fill("");
    const rows = await page.locator(".cell-description textarea").count();
    await cell.pressSequentially(text);
    await hand.key("Enter");
    await expect(page.locator(".cell-description textarea")).toHaveCount(rows + 2);
}

const word = () => `Q${Date.now().toString(36)}`;

for (const [role, width, picture] of [
    ["sales", 1280, "scan.jpg"],
    ["owner", 360, "lying.jpg"],
] as const) {
    test(`A: a new customer with a car, from the certificate to the paid invoice, as ${role} at ${width}`, async ({ page, browser }) => {
        const mark = word();
        await packages(browser, mark);
        await sized(page, width);
        await signIn(page, "atelier", role);
        await expect(page.locator(".tiles")).toBeVisible();
        const hand = new Hand(page);
        const since = Date.now();
        await hand.key("n");
        await expect(page.locator("h1")).toHaveText("Réception");
        hand.presses += 2; // the button, and the picture in the system's own dialog
        await page.locator('main input[type="file"]').setInputFiles(join(PICTURES, picture));
        await expect(page.getByText("Carte grise lue")).toBeVisible({ timeout: 60_000 });
        await page.locator('main [name="contact.phone"]').fill("06 12 34 55 11");
        await page.locator('main [name="vehicle.mileage"]').fill("120 000");
        await addPackage(hand, `${mark}v`);
        await addPackage(hand, `${mark}f`);
        await hand.button("Faire signer");
        await page.locator('dialog [name="accepted_by"]').fill("Zoé Specimenot");
        await hand.press(page.locator("dialog").getByText("acceptées"));
        await hand.button("J’accepte");
        await expect(page.locator(".page-head .chip")).toHaveText("Accepté");
        await hand.button("Facturer");
        await hand.press(page.locator("dialog").getByRole("button", { name: "Facturer" }));
        await expect(page.locator("h1")).toHaveText(/^Facture \d{4}-\d+/);
        await expect(page.locator('dialog [name="amount"]')).toHaveValue(/^192,00/);
        await hand.press(page.locator("dialog").getByRole("button", { name: "Enregistrer" }));
        await expect(page.locator(".page-head .chip")).toHaveText("Payée");
        hand.within(11, since);
    });
}

/** What the palette finds, opened: of all that has this text what says `of`, too. Arrows are no presses. */
async function find(hand: Hand, text: string, of = text): Promise<void> {
    const { page } = hand;
    await expect(page.locator(".tiles")).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(page.locator("dialog[open] input")).toBeFocused();
    await page.locator("dialog[open] input").fill(text); // at once: no hits of its beginning
    const wanted = page.getByRole("option", { name: new RegExp(of) }).first();
    await expect(wanted).toBeVisible();
    for (let step = 0; step < 5 && (await wanted.getAttribute("aria-selected")) !== "true"; step++) {
        await page.keyboard.press("ArrowDown");
    }
    await hand.key("Enter");
}

/** A customer with a car, by the API. */
async function known(page: Page, mark: string, plate: string): Promise<string> {
    const contact = await post<{ id: string }>(page, "/api/contacts", { last_name: mark, email: `${mark}@example.fr` });
    await post(page, "/api/vehicles", { owner_id: contact.data.id, license_plate: plate });
    return contact.data.id;
}

for (const [index, [role, width]] of ALL.entries()) {
    test(`B: a known car, from its plate to the quote that is sent, as ${role} at ${width}`, async ({ page, browser }) => {
        const mark = word();
        const plate = `B${"ABC"[index]}-${String(Date.now() % 1000).padStart(3, "0")}-BB`;
        await packages(browser, mark);
        await sized(page, width);
        await signIn(page, "atelier", role);
        await known(page, mark, plate);
        const hand = new Hand(page);
        const since = Date.now();
        await find(hand, plate);
        await page.waitForURL(/\/vehicles\//);
        await expect(page.locator("main")).toContainText(plate);
        await hand.press(page.locator("main").getByRole("link", { name: /devis/i }).first());
        await expect(page.locator("h1")).toHaveText("Nouveau devis");
        await addPackage(hand, `${mark}v`);
        await addPackage(hand, `${mark}f`);
        await hand.button("Envoyer");
        await hand.press(page.locator("dialog").getByRole("button", { name: "Envoyer l’e-mail" }));
        await expect(page.locator(".page-head .chip")).toHaveText("Envoyé");
        hand.within(6, since);
    });
}

/** An issued invoice; its number. */
async function issued(page: Page, mark: string): Promise<string> {
    const contact = await post<{ id: string }>(page, "/api/contacts", { last_name: mark });
    const items = [{ description: "Vidange", quantity: 1, unit_price: 100 }];
    const { data } = await post<{ id: string }>(page, "/api/invoices", { contact_id: contact.data.id, items });
    const sent = await post<{ invoice_number: string }>(page, `/api/invoices/${data.id}/status`, { status: "SENT" }, "PATCH");
    return sent.data.invoice_number;
}

async function openInvoice(hand: Hand, number: string, mark: string): Promise<void> {
    await find(hand, number, mark);
    await expect(hand.page.locator("h1")).toHaveText(`Facture ${number}`);
}

for (const [role, width] of ALL) {
    test(`C and F: a cheque is taken, and bounces, as ${role} at ${width}`, async ({ page }) => {
        await sized(page, width);
        await signIn(page, "atelier", role);
        const mark = word();
        const number = await issued(page, mark);
        const hand = new Hand(page);
        let since = Date.now();
        await openInvoice(hand, number, mark);
        await hand.button(/^Encaisser/);
        await hand.press(page.locator("dialog").getByText("Chèque"));
        await hand.press(page.locator("dialog").getByRole("button", { name: "Enregistrer" }));
        await expect(page.locator(".page-head .chip")).toHaveText("Payée");
        hand.within(4, since);
        if (role === "sales") {
            await expect(page.locator(".rows").getByRole("button")).toHaveCount(0); // what bounced is for those who answer for it
            return;
        }

        hand.presses = 0;
        since = Date.now();
        await hand.press(page.locator(".rows").getByRole("button").first());
        await page.locator("dialog").getByRole("textbox").fill("Sans provision");
        await hand.press(page.locator("dialog").getByRole("button", { name: "Confirmer" }));
        await expect(page.locator(".page-head .chip")).not.toHaveText("Payée");
        hand.within(3, since);
    });
}
