# SPDX-License-Identifier: MIT
"""Notes and terms of quotes and invoices (contract 8)."""

import json

from harness import ApiCase, line, pdf_text


class Terms(ApiCase):
    def convert(self, **fields):
        quote = self.quote(status="SENT", **fields)
        return self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201).data["invoice"]

    def test_of_drafts(self):
        for path, make in (("/api/quotes", self.quote), ("/api/invoices", self.invoice)):
            with self.subTest(path=path):
                record = make(notes="Clé déposée", terms="Acompte de 30 %\nà la commande")
                self.assertEqual((record["notes"], record["terms"]), ("Clé déposée", "Acompte de 30 %\nà la commande"))
                url = f"{path}/{record['id']}"
                self.assertEqual(self.owner.change(url, {"notes": "N"})["terms"], record["terms"])
                changed = self.owner.change(url, {"terms": "Livraison sous 8 jours"})
                self.assertEqual((changed["notes"], changed["terms"]), ("N", "Livraison sous 8 jours"))
                text = pdf_text(self.owner.get(f"{url}/pdf").expect(200).raw)
                self.assertIn("Livraison sous 8 jours", text)
                self.assertIsNone(self.owner.change(url, {"terms": None})["terms"])
                self.assertIsNone(make()["terms"])
                self.owner.patch(url, {"terms": "x" * 5001}).invalid("terms")
                self.owner.patch(url, {"terms": 7, "notes": 7}).invalid("terms", "notes")

    def test_of_a_copy(self):
        quote = self.quote(notes="N", terms="Devis valable 30 jours")
        copy = self.owner.create(f"/api/quotes/{quote['id']}/duplicate")
        self.assertEqual((copy["notes"], copy["terms"]), ("N", "Devis valable 30 jours"))

    def test_conversion_takes_the_notes_and_leaves_the_terms(self):
        invoice = self.convert(notes="Pièces d'origine", terms="Devis valable 30 jours")
        self.assertEqual((invoice["notes"], invoice["terms"]), ("Pièces d'origine", None))
        text = pdf_text(self.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200).raw)
        self.assertIn("Pièces d'origine", text)
        self.assertNotIn("valable", text)

    def test_notes_that_speak_of_the_validity_stay_with_the_quote(self):
        for notes in ("Devis valable 30 jours", "DEVIS VALABLE UN MOIS.", "Ce devis est valable jusqu'au 31/12.",
                      "Validité du devis : 15 jours", "Validité de l'offre : un mois", "Offre valable 8 jours",
                      "This quote is valid for 30 days", "Merci.\nDevis valide 30 jours"):
            with self.subTest(notes=notes):
                self.assertIsNone(self.convert(notes=notes)["notes"])
        for notes in ("Garantie valable 2 ans", "Travaux selon devis signé", "Contrôle technique valable jusqu'en mars",
                      "Travaux selon devis validé le 12/11", "Devis validés par le client", "Offre à valider avec le client",
                      "Pièces du devis\nGarantie valable un an"):
            with self.subTest(notes=notes):
                self.assertEqual(self.convert(notes=notes)["notes"], notes)

    def test_of_an_issued_invoice(self):
        invoice = self.invoice(terms="Paiement à réception", issued=True)
        self.assertEqual(invoice["terms"], "Paiement à réception")
        self.owner.patch(f"/api/invoices/{invoice['id']}", {"terms": "x"}).fault(409)
        report = json.loads(self.instance.cli("verify", self.subdomain, "--json").stdout)
        self.assertEqual([row["problem"] for row in report], [None])
