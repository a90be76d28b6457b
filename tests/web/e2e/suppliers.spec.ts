// SPDX-License-Identifier: MIT
// A supplier's invoice comes in as a file: what it says stands as it says it, what does not add up is told; a photograph is typed.

import { readFileSync } from "node:fs";
import { accessible, expect, signIn, test } from "./world";

const sample = readFileSync(`${process.cwd()}/../data/einvoice/samples/00-base.xml`, "utf8");
const WRONG = sample.replace("FA-2026-000123", "FA-E2E-1").replace("<ram:GrandTotalAmount>163.08<", "<ram:GrandTotalAmount>199.99<");
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC";

test("an electronic invoice is received, told what is wrong with it, disputed, paid", async ({ page, watch }) => {
    watch.expect(/status of (400|409)/); // a reason is left out, and the file comes twice
    await signIn(page, "atelier", "manager", "/supplier-invoices");
    await page.getByRole("link", { name: "Recevoir une facture" }).first().click();
    await accessible(page, "where a supplier's invoice comes in");
    const file = { name: "facture.xml", mimeType: "text/xml", buffer: Buffer.from(WRONG) };
    await page.locator('input[name="file"]').setInputFiles(file);
    await expect(page.locator("h1")).toHaveText("GARAGE DES TILLEULS · FA-E2E-1");
    await expect(page.locator(".note.warn").last()).toContainText("Total TTC : 199,99 € indiqué, le calcul donne 163,08 €");
    await expect(page.locator(".sums .total")).toContainText("199,99 €");
    await expect(page.locator("table.lines")).toContainText("Plaquettes de frein avant (jeu)");
    await accessible(page, "a supplier's invoice");
    await page.getByRole("button", { name: "Autres actions" }).click();
    await page.getByRole("menuitem", { name: "Mettre en litige" }).click();
    await page.getByRole("button", { name: "Confirmer" }).click();
    await expect(page.getByRole("dialog")).toContainText("À remplir");
    await page.getByLabel("Explication").fill("Le total est faux");
    await page.getByRole("button", { name: "Confirmer" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("En litige");
    await expect(page.locator(".facts")).toContainText("Le total est faux");
    await page.getByRole("button", { name: "Approuver", exact: true }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Approuvée");
    await page.getByRole("button", { name: "Noter le paiement" }).click();
    await page.getByLabel("Moyen de paiement").selectOption("CARD");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Payée");
    await expect(page.locator(".facts")).toContainText("Carte");
    // The same file once more leads to what is there.
    await page.goto(new URL("/supplier-invoices/new", page.url()).href);
    await page.locator('input[name="file"]').setInputFiles(file);
    await expect(page.locator(".page-head .chip")).toHaveText("Payée");
});

test("a photograph is dropped on the list, typed, and found there", async ({ page }) => {
    await signIn(page, "atelier", "manager", "/supplier-invoices");
    await page.waitForLoadState("networkidle");
    const dropped = await page.evaluateHandle((base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], "photo.png", { type: "image/png" }));
        return transfer;
    }, PIXEL);
    await page.locator("h1").dispatchEvent("drop", { dataTransfer: dropped });
    await expect(page.locator("h1")).toHaveText("photo.png");
    await page.getByRole("button", { name: "Saisir les montants" }).click();
    await page.getByLabel("Fournisseur").fill("Pneus du Nord");
    await page.getByLabel("Numéro").fill("N-17");
    await page.getByLabel("Date").first().fill("1/11/2026");
    await page.getByLabel("Total TTC").fill("120,00");
    await accessible(page, "what a photograph says, to be typed");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator("h1")).toHaveText("Pneus du Nord · N-17");
    await page.getByRole("button", { name: "Approuver", exact: true }).click();
    await expect(page.locator(".page-head .chip")).toHaveText("Approuvée");
    await page.goto(new URL("/supplier-invoices?search=pneus", page.url()).href);
    await expect(page.locator(".row, tbody tr").first()).toContainText("120,00 €");
    await accessible(page, "the list of suppliers' invoices");
});
