// SPDX-License-Identifier: MIT
// The first day of a garage in one go, by what stands on the pages alone: from signing up to the accountant's file. A picture of each
// step lies in build/web-e2e/owner/.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { accessible, test, wellFormed, world } from "./world";

const KEPT = join(__dirname, "../../../build/web-e2e/owner");
const PASSWORD = "un garage à Lyon, rue Marcel";

const dialog = (page: Page) => page.locator("dialog[open]");
const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`).last();
const press = (page: Page, name: string | RegExp) => page.locator("main").getByRole("button", { name }).first().click();
const answer = (page: Page, name: string | RegExp) => dialog(page).getByRole("button", { name, exact: true }).last().click();
const follow = (page: Page, name: string) => page.locator("main, nav").getByRole("link", { name, exact: true }).first().click();
const heading = (page: Page, text: string | RegExp) => expect(page.locator("h1")).toHaveText(text);

let step = 0;
async function picture(page: Page, name: string): Promise<void> {
    step++;
    await page.screenshot({ path: join(KEPT, `${String(step).padStart(2, "0")}-${name}.png`), animations: "disabled" });
}

async function fill(page: Page, values: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
        await field(page, name).fill(value);
    }
}

/** A host of its own, and its owner signed in there. */
async function signUp(page: Page): Promise<void> {
    const apex = world.atelier.origin.replace("//atelier.", "//");
    await page.goto(`${apex}/signup`);
    await fill(page, { tenantName: "Garage du Premier Jour", name: "Paule Premier", email: "paule@premier.fr", password: PASSWORD });
    await picture(page, "sign-up");
    await page.locator('button[type="submit"]').click();
    await page.waitForURL(/\/\/garage-du-premier-jour\..*\/signin/);
    await expect(page.locator('input[name="email"]')).toHaveValue("paule@premier.fr");
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').click();
    await heading(page, "Aujourd’hui");
}

/** What papers must say of their seller, until nothing of it is missing; and how VAT is declared. */
async function setUp(page: Page): Promise<void> {
    await expect(page.getByRole("region", { name: "Pour commencer" }).getByRole("link")).toHaveCount(3);
    await accessible(page, "the first page of a new garage");
    await page.setViewportSize({ width: 360, height: 740 });
    await wellFormed(page, 360, "the first page of a new garage");
    await page.setViewportSize({ width: 1280, height: 800 });
    await picture(page, "first-page");
    await page.getByRole("link", { name: /^Complétez vos mentions légales/ }).click();
    await heading(page, "Entreprise");
    await fill(page, { legal_name: "Premier SARL", legal_form: "SARL au capital de 10 000 €", siret: "73282932000074", rcs: "RCS Lyon" });
    await press(page, /^D’après le SIRET/);
    await fill(page, { "address.street": "3 rue Marcel Mérieux", "address.postal_code": "69007", "address.city": "Lyon" });
    await fill(page, { phone: "04 72 00 00 01", iban: "FR76 3000 6000 0112 3456 7890 189" });
    const stored = page.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.url().endsWith("/api/settings"));
    await press(page, "Enregistrer");
    await stored;
    await expect(page.locator("main")).toContainText("Rien ne manque de ce que nous vérifions.");
    await picture(page, "company");
    await follow(page, "Facture électronique");
    await heading(page, "Facture électronique");
    await field(page, "vat_regime").selectOption({ label: "Réel normal, déclaration mensuelle" });
    await press(page, "Enregistrer");
    await expect(page.locator(".toasts")).toContainText("Enregistré");
    await picture(page, "vat");
}

/** A customer who is there is found by a part of the name. */
const known = (page: Page, typed: string, name: RegExp) => async () => {
    await field(page, "contact_id").fill(typed);
    await page.getByRole("option", { name }).click();
};

/** A paper in the making: for whom, and one line. */
async function write(page: Page, customer: () => Promise<void>, description: string, price: string): Promise<void> {
    await customer();
    await page.locator('[data-cell="0.description"]').fill(description);
    await page.locator('[data-cell="0.unit_price"]').fill(price);
    await press(page, "Enregistrer");
}

async function issue(page: Page): Promise<void> {
    await expect(page.locator(".page-head .chip")).toHaveText("Brouillon");
    await press(page, "Émettre");
    await answer(page, "Émettre");
    await heading(page, /^Facture \d{4}-\d+/);
}

async function take(page: Page, due: string, method: string): Promise<void> {
    await press(page, `Encaisser ${due}`);
    await dialog(page).getByText(method).click();
    await answer(page, "Enregistrer");
    await expect(page.locator(".page-head .chip")).toHaveText("Payée");
}

/** Somebody who stands at the desk, made in place; she pays at once. */
async function privateInvoice(page: Page): Promise<void> {
    await follow(page, "Factures");
    await follow(page, "Nouvelle facture");
    await heading(page, "Nouvelle facture");
    const makeHer = async () => {
        await field(page, "contact_id").fill("Julie Roux");
        await page.getByRole("option", { name: "Créer le client « Julie Roux »" }).click();
        await answer(page, "Enregistrer");
        await expect(dialog(page)).toHaveCount(0);
    };
    await write(page, makeHer, "Vidange et filtre", "75");
    await issue(page);
    await take(page, "90,00", "Espèces");
    await picture(page, "private-invoice");
}

/** A company, whose numbers are checked, and an invoice that it pays later. */
async function businessInvoice(page: Page): Promise<void> {
    await follow(page, "Clients");
    await follow(page, "Nouveau client");
    await fill(page, { company: "Transports Durand", siren: "552100554", vat_number: "FR96552100554", email: "compta@durand.fr" });
    await fill(page, { "address.street": "8 quai Perrache", "address.postal_code": "69002", "address.city": "Lyon" });
    await press(page, "Enregistrer");
    await heading(page, "Transports Durand");
    await follow(page, "Factures");
    await follow(page, "Nouvelle facture");
    await write(page, known(page, "Durand", /Transports Durand/), "Révision d’un utilitaire", "400");
    await issue(page);
    await picture(page, "business-invoice");
}

/** A large repair: its quote is accepted at the desk, 30 % are asked and paid. */
async function deposit(page: Page): Promise<void> {
    await follow(page, "Devis");
    await follow(page, "Nouveau devis");
    await write(page, known(page, "Roux", /Julie Roux/), "Remplacement du moteur", "2500");
    await heading(page, /^Devis \d{4}-\d+/);
    await press(page, "Faire signer");
    await field(page, "accepted_by").fill("Julie Roux");
    await answer(page, "J’accepte");
    await expect(page.locator(".page-head .chip")).toHaveText("Accepté");
    await press(page, "Demander un acompte");
    await expect(dialog(page)).toContainText("900,00");
    await answer(page, "Émettre la facture d’acompte");
    await expect(page.getByRole("heading", { name: /Facture d’acompte/ })).toBeVisible();
    await take(page, "900,00", "Carte");
    await picture(page, "deposit");
}

/** The end of the day: till, closing, what the state will be told, what the accountant gets. */
async function evening(page: Page): Promise<void> {
    await follow(page, "Rapports");
    await follow(page, "Clôtures");
    const till = page.getByRole("region", { name: /Caisse du/ });
    await expect(till.getByRole("row", { name: /Espèces/ })).toContainText("90,00");
    await press(page, "Clôturer la journée");
    await expect(till).toContainText("Cette journée est clôturée.");
    await picture(page, "closing");
    await follow(page, "Déclarations");
    await heading(page, "Déclarations");
    const sales = page.locator("section", { has: page.getByRole("heading", { name: /^Ventes aux particuliers/ }) });
    await expect(sales.filter({ hasText: "Période en cours" })).toContainText("990,00");
    await picture(page, "declarations");
    await follow(page, "Comptable");
    await heading(page, "Comptable");
    const kept = page.waitForEvent("download");
    await press(page, "Fichier des écritures");
    const rows = (await readFile(await (await kept).path(), "latin1")).split("\r\n").slice(1, -1);
    const sum = (column: number) =>
        rows.reduce((all, row) => all + Math.round(Number(row.split("\t")[column]?.replace(",", ".")) * 100), 0);
    expect(sum(11)).toBeGreaterThan(0);
    expect(sum(11)).toBe(sum(12));
    await picture(page, "accountant");
}

test("from signing up to the accountant's file", async ({ page }) => {
    const since = Date.now();
    await page.clock.setFixedTime(world.now); // reports begin with the browser's month
    await signUp(page);
    await setUp(page);
    await privateInvoice(page);
    await businessInvoice(page);
    await deposit(page);
    await evening(page);
    test.info().annotations.push({ type: "owner", description: `${Date.now() - since} ms of machine` });
});
