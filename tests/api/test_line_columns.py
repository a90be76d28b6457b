# SPDX-License-Identifier: MIT
"""What a line may say besides its price (contract 8, "Prices"): kind, unit, reference, discount; and prices that include VAT."""

import json
import sqlite3

from harness import ApiCase, line, pdf_text
from probe import tenant_file

COLUMNS = {"kind": "PART", "unit": "PIECE", "reference": "OX 171/2D", "discount_percent": 12.5}


def columns(row):
    return {name: row[name] if isinstance(row[name], str) else float(row[name]) for name in COLUMNS}


def sums(paper):
    return tuple(str(paper[name]) for name in ("subtotal", "vat_amount", "total"))


class PriceCase(ApiCase):
    def paper(self, path, record):
        return pdf_text(self.owner.get(f"{path}/{record['id']}/pdf").expect(200).raw)

    def gross(self, *prices, **fields):
        return self.invoice(items=[line(price) for price in prices], vat_rate=20, price_mode="GROSS", **fields)

    def assertVerified(self):
        report = json.loads(self.instance.cli("verify", self.subdomain, "--json").stdout)
        self.assertEqual([row["problem"] for row in report], [None])


class Columns(PriceCase):
    def test_on_their_way_to_the_ledger(self):
        quote = self.quote(items=[line(9.99, 3, **COLUMNS), line(65, 1.5, kind="LABOUR", unit="HOUR"), line(1)])
        first, second, third = self.owner.read(f"/api/quotes/{quote['id']}")["items"]
        self.assertEqual(columns(first), COLUMNS)
        self.assertEqual((str(first["total"]), str(first["net_total"])), ("26.22", "26.22"))
        self.assertEqual((second["kind"], second["unit"], second["discount_percent"]), ("LABOUR", "HOUR", None))
        self.assertEqual({third[name] for name in COLUMNS}, {None})
        copy = self.owner.create(f"/api/quotes/{quote['id']}/duplicate")
        self.owner.change(f"/api/quotes/{copy['id']}/status", {"status": "SENT"})
        invoice = self.owner.post(f"/api/quotes/{copy['id']}/convert", {}).expect(201).data["invoice"]
        self.assertEqual(columns(invoice["items"][0]), COLUMNS)
        note = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note")
        self.assertEqual(columns(note["items"][0]), COLUMNS)
        self.assertVerified()
        with sqlite3.connect(tenant_file(self.owner)) as db:
            entry = json.loads(db.execute("SELECT entry FROM ledger WHERE kind = 'INVOICE'").fetchone()[0])
        self.assertEqual(entry["items"][0] | {"reference": "OX 171/2D", "discount_percent": 1250, "kind": "PART", "unit": "PIECE"},
                         entry["items"][0])
        self.assertNotIn("kind", entry["items"][2])

    def test_what_is_refused(self):
        contact = self.contact()["id"]
        for name, value in (("kind", "WHEEL"), ("unit", "BARREL"), ("reference", "x" * 65), ("discount_percent", 100.01),
                            ("discount_percent", -1), ("discount_percent", 1.005)):
            with self.subTest(name=name, value=value):
                self.owner.post("/api/quotes", {"contact_id": contact, "items": [line(1, **{name: value})]}).invalid(
                    f"items[0].{name}")
        self.owner.post("/api/quotes", {"contact_id": contact, "items": [line(1)], "price_mode": "BOTH"}).invalid("price_mode")

    def test_on_paper(self):
        quote = self.quote(items=[line(9.99, 3, description="Filtre", **COLUMNS), line(65, 1.5, unit="HOUR")])
        text = self.paper("/api/quotes", quote)
        for wanted in ("Réf. OX 171/2D", "3 pce", "1,5 h", "Remise", "12,5 %", "26,22 €", "PU HT", "Total HT"):
            self.assertIn(wanted, text)
        plain = self.paper("/api/quotes", self.quote())
        self.assertNotIn("Remise", plain)
        self.assertNotIn("TVA comprise", plain)


class Gross(PriceCase):
    def test_figures_of_the_law(self):
        self.assertEqual(sums(self.gross(69.99)), ("58.32", "11.67", "69.99"))
        self.assertEqual(sums(self.gross(5.55, 5.55, 5.55)), ("13.87", "2.78", "16.65"))
        invoice = self.invoice(items=[line(5.55, 3)], vat_rate=20, price_mode="GROSS")
        self.assertEqual((sums(invoice), invoice["price_mode"]), (("13.87", "2.78", "16.65"), "GROSS"))
        self.assertEqual((str(invoice["items"][0]["total"]), str(invoice["items"][0]["net_total"])), ("16.65", "13.87"))

    def test_a_mode_stays_with_its_papers(self):
        quote = self.quote(items=[line(69.99), line(10.55, vat_rate=5.5)], vat_rate=20, price_mode="GROSS")
        copy = self.owner.create(f"/api/quotes/{quote['id']}/duplicate")
        self.owner.change(f"/api/quotes/{copy['id']}/status", {"status": "SENT"})
        invoice = self.owner.post(f"/api/quotes/{copy['id']}/convert", {}).expect(201).data["invoice"]
        self.assertEqual((invoice["price_mode"], sums(invoice)), ("GROSS", ("68.32", "12.22", "80.54")))
        part = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(20)]})
        self.assertEqual((part["price_mode"], sums(part)), ("GROSS", ("16.67", "3.33", "20.00")))
        rest = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note")
        self.assertEqual((rest["price_mode"], sums(rest)), ("GROSS", ("51.65", "8.89", "60.54")))
        self.assertEqual(self.read_invoice(invoice)["status"], "CREDITED")
        self.assertVerified()
        text = self.paper("/api/invoices", invoice)
        for wanted in ("PU TTC", "Total TTC", "TVA comprise", "69,99 €", "68,32 €", "12,22 €"):
            self.assertIn(wanted, text)

    def test_default_of_the_settings(self):
        self.assertEqual(self.quote()["price_mode"], "NET")
        self.assertEqual(self.owner.read("/api/bootstrap")["tenant"]["price_mode"], "NET")
        self.owner.change("/api/settings", {"price_mode": "GROSS"})
        self.addCleanup(self.owner.change, "/api/settings", {"price_mode": "NET"})
        self.assertEqual(self.owner.read("/api/bootstrap")["tenant"]["price_mode"], "GROSS")
        self.assertEqual((self.quote()["price_mode"], self.invoice()["price_mode"]), ("GROSS", "GROSS"))
        self.assertEqual(self.quote(price_mode="NET")["price_mode"], "NET")

    def test_a_draft_changes_its_mode(self):
        for path, make in (("/api/quotes", self.quote), ("/api/invoices", self.invoice)):
            with self.subTest(path=path):
                draft = make(items=[line(69.99)], vat_rate=20)
                at = f"{path}/{draft['id']}"
                self.assertEqual(sums(self.owner.change(at, {"price_mode": "GROSS"})), ("58.32", "11.67", "69.99"))
                self.assertEqual(str(self.owner.read(at)["items"][0]["net_total"]), "58.32")
                self.assertEqual(sums(self.owner.change(at, {"vat_rate": 10})), ("63.63", "6.36", "69.99"))
                self.assertEqual(sums(self.owner.change(at, {"price_mode": "NET"})), ("69.99", "7.00", "76.99"))

    def test_an_issued_one_does_not(self):
        invoice = self.gross(69.99, issued=True)
        self.owner.patch(f"/api/invoices/{invoice['id']}", {"price_mode": "NET"}).expect(409)
        with sqlite3.connect(tenant_file(self.owner)) as db:
            with self.assertRaisesRegex(sqlite3.IntegrityError, "INVOICE_IMMUTABLE"):
                db.execute("UPDATE invoice SET price_mode = 'NET' WHERE id = ?", (invoice["id"],))
