# SPDX-License-Identifier: MIT
"""Unit prices with four decimals (contract 4), and the largest documents there may be."""

import json
from decimal import Decimal

from harness import ApiCase, line, pdf_text


class FinePrices(ApiCase):
    def test_four_decimals(self):
        for path, make in (("/api/quotes", self.quote), ("/api/invoices", self.invoice)):
            with self.subTest(path=path):
                items = [line(0.1234, 1000), line(12.3456, 0.5), line(-0.0001, 100), line(7)]
                record = make(items=items)
                read = self.owner.read(f"{path}/{record['id']}")["items"]
                self.assertEqual([str(item["unit_price"]) for item in read], ["0.1234", "12.3456", "-0.0001", "7.00"])
                self.assertEqual([str(item["total"]) for item in read], ["123.40", "6.17", "-0.01", "7.00"])
                self.assertEqual(str(record["subtotal"]), "136.56")
                self.assertIn("0,1234 €", pdf_text(self.owner.get(f"{path}/{record['id']}/pdf").expect(200).raw))
                self.owner.post(path, {"contact_id": record["contact_id"], "items": [line(0.12345)]}).invalid("items[0].unit_price")
                self.owner.post(path, {"contact_id": record["contact_id"], "items": [line(1000000000)]}).invalid(
                    "items[0].unit_price")

    def test_on_their_way_to_the_ledger(self):
        quote = self.quote(items=[line(0.0725, 333)])
        copy = self.owner.create(f"/api/quotes/{quote['id']}/duplicate")
        self.owner.change(f"/api/quotes/{copy['id']}/status", {"status": "SENT"})
        invoice = self.owner.post(f"/api/quotes/{copy['id']}/convert", {}).expect(201).data["invoice"]
        self.assertEqual((str(invoice["items"][0]["unit_price"]), str(invoice["subtotal"])), ("0.0725", "24.14"))
        part = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(0.0725, 100)]})
        self.assertEqual((str(part["items"][0]["unit_price"]), str(part["subtotal"])), ("0.0725", "7.25"))
        rest = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note")
        self.assertEqual((str(rest["items"][0]["unit_price"]), str(rest["subtotal"])), ("16.89", "16.89"))
        self.assertEqual(self.read_invoice(invoice)["status"], "CREDITED")
        report = json.loads(self.instance.cli("verify", self.subdomain, "--json").stdout)
        self.assertEqual([row["problem"] for row in report], [None])

    def test_of_parts(self):
        vehicle = self.vehicle()
        record = self.owner.create(f"/api/vehicles/{vehicle['id']}/service-records",
                                   {"date": "2026-01-02", "description": "x", "parts": [
                                       {"name": "Vis", "quantity": 12, "unit_price": 0.0455}]})
        self.assertEqual(record["parts"][0]["unit_price"], Decimal("0.0455"))


class Limits(ApiCase):
    def test_as_many_lines_as_there_may_be(self):
        invoice = self.invoice(items=[line(0.01, vat_rate=rate % 16) for rate in range(500)], issued=True)
        self.assertEqual((len(invoice["items"]), str(invoice["subtotal"])), (500, "5.00"))
        self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"items": invoice["items"][:250]})
        self.owner.create(f"/api/invoices/{invoice['id']}/credit-note")
        self.assertEqual(self.read_invoice(invoice)["status"], "CREDITED")
        contact = invoice["contact_id"]
        self.owner.post("/api/invoices", {"contact_id": contact, "items": [line(1)] * 501}).invalid("items")
        self.owner.post("/api/invoices", {"contact_id": contact, "items": [line(1, vat_rate=rate) for rate in range(17)]}).invalid(
            "items")

    def test_amounts_beyond_what_there_is(self):
        contact = self.contact()["id"]
        for items in ([line(999999999.99, 1000000)], [line(999999999.9999, 1000000), line(-999999999.9999, 1000000)],
                      [line(999999999.99, 1000)] * 2):
            with self.subTest(items=items):
                self.owner.post("/api/quotes", {"contact_id": contact, "items": items}).invalid("items")
        largest = self.invoice(contact, items=[line(833333333.33, 1000)], issued=True)
        self.assertEqual(str(largest["total"]), "999999999996.00")
        self.owner.create(f"/api/invoices/{largest['id']}/credit-note", {"items": [line(0.01)]})
        self.owner.create(f"/api/invoices/{largest['id']}/credit-note")
        self.assertEqual(self.read_invoice(largest)["status"], "CREDITED")
