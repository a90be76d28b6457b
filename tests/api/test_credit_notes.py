# SPDX-License-Identifier: MIT
"""Credit notes by VAT rate (contract 8), and invoices of which nothing is due: paid at once, never overdue."""

import decimal
import json
import re

from harness import ApiCase, days_from_now, line, pdf_text

Decimal = decimal.Decimal


def cents(value):
    return value.quantize(Decimal("0.01"), rounding=decimal.ROUND_HALF_UP)


class CreditCase(ApiCase):
    def credit(self, invoice, **fields):
        return self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", fields)

    def amounts(self, response):
        note = response.expect(201).data
        self.assertAddsUp(note)
        return tuple(str(note[key]) for key in ("subtotal", "vat_amount", "total"))

    def assertAddsUp(self, note):
        self.assertGreaterEqual(len(note["items"]), 1)
        self.assertEqual(sum(item["total"] for item in note["items"]), note["subtotal"])
        self.assertEqual(note["subtotal"] + note["vat_amount"], note["total"])

    def vat_rows(self, note):
        """The VAT table of the paper: [(rate, net, VAT)]."""
        text = pdf_text(self.owner.get(f"/api/credit-notes/{note['id']}/pdf").expect(200).raw)
        rows = re.findall(r"^ *(\d+(?:,\d+)?) ?% +([\d ]+,\d\d) € +([\d ]+,\d\d) €", text, re.M)
        return [tuple(Decimal(part.replace(" ", "").replace(",", ".")) for part in row) for row in rows]

    def assertVerifies(self):
        report = json.loads(self.instance.cli("verify", self.subdomain, "--json").stdout)
        self.assertEqual([(row["ok"], row["problem"]) for row in report], [(True, None)])


class Parts(CreditCase):
    def test_unequal_parts(self):
        invoice = self.invoice(items=[line(price) for price in (68.33, 68.33, 57.50, 85.00)], issued=True)
        self.assertEqual(str(invoice["total"]), "334.99")
        totals = [self.amounts(self.credit(invoice, items=[line(price)]))[2] for price in (85.00, 57.50, 68.33, 68.33)]
        self.assertEqual(totals, ["102.00", "69.00", "82.00", "81.99"])
        now = self.read_invoice(invoice)
        self.assertEqual((now["status"], str(now["amount_due"])), ("CREDITED", "0.00"))
        self.assertVerifies()

    def test_equal_parts(self):
        for count, price, totals in ((3, 10.01, ["12.01", "12.01", "12.02"]), (2, 1.13, ["1.36", "1.35"])):
            with self.subTest(price=price):
                invoice = self.invoice(items=[line(price)] * count, issued=True)
                self.assertEqual([self.amounts(self.credit(invoice, items=[line(price)]))[2] for _ in totals], totals)
                now = self.read_invoice(invoice)
                self.assertEqual((now["status"], str(now["amount_due"])), ("CREDITED", "0.00"))

    def test_the_rest_after_parts_at_several_rates(self):
        rates = (20, 10, 5.5, 2.1, 8.5, 0)
        invoice = self.invoice(items=[line(33.33, vat_rate=rate) for rate in rates], issued=True)
        self.credit(invoice, items=[line(11.11, vat_rate=20), line(0.37, 3, vat_rate=2.1)]).expect(201)
        self.credit(invoice, items=[line(33.33, vat_rate=10)]).expect(201)
        rest = self.credit(invoice).expect(201).data
        self.assertAddsUp(rest)
        self.assertEqual([str(item["vat_rate"]) for item in rest["items"]], ["20.0", "8.5", "5.5", "2.1", "0.0"])
        rows = self.vat_rows(rest)
        self.assertEqual(len(rows), 5)
        self.assertEqual(sum(row[1] for row in rows), rest["subtotal"])
        self.assertEqual(sum(row[2] for row in rows), rest["vat_amount"])
        notes = self.read_invoice(invoice)["credit_notes"]
        for key in ("subtotal", "vat_amount", "total"):
            self.assertEqual(sum(note[key] for note in notes), invoice[key])
        self.assertVerifies()

    def test_the_paper_of_each_part_keeps_its_vat(self):
        """Drawn late, when other notes have come since."""
        invoice = self.invoice(items=[line(1.13), line(1.13)], issued=True)
        first, second = (self.credit(invoice, items=[line(1.13)]).expect(201).data for _ in range(2))
        self.assertEqual(self.vat_rows(first), [(20, Decimal("1.13"), Decimal("0.23"))])
        self.assertEqual(self.vat_rows(second), [(20, Decimal("1.13"), Decimal("0.22"))])

    def test_quantities_with_three_decimals(self):
        invoice = self.invoice(items=[line(19.99, 1.125), line(7.77, 0.333)], issued=True)
        part = self.credit(invoice, items=[line(19.99, 0.375)]).expect(201).data
        self.assertEqual(part["subtotal"], cents(Decimal("19.99") * Decimal("0.375")))
        self.assertEqual(part["vat_amount"], cents(part["subtotal"] * Decimal("0.2")))
        self.credit(invoice).expect(201)
        self.assertEqual(self.read_invoice(invoice)["status"], "CREDITED")


class Bounds(CreditCase):
    def test_a_rate_that_was_not_invoiced(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        row = self.credit(invoice, items=[line(50, vat_rate=10)]).invalid("items[0].vat_rate")
        self.assertIn("10.0 %", row["items[0].vat_rate"])
        rows = self.credit(invoice, items=[line(1), line(1, vat_rate=5.5), line(1, vat_rate=0)]).invalid(
            "items[1].vat_rate", "items[2].vat_rate")
        self.assertIn("5.5 %", rows["items[1].vat_rate"])
        self.assertEqual(self.read_invoice(invoice)["credit_notes"], [])
        self.assertEqual(self.amounts(self.credit(invoice)), ("100.00", "20.00", "120.00"))

    def test_more_than_was_invoiced_at_a_rate(self):
        invoice = self.invoice(items=[line(100), line(1000, vat_rate=5.5)], issued=True)
        row = self.credit(invoice, items=[line(100.01)]).invalid("items")
        self.assertIn("20.0 %", row["items"])
        self.credit(invoice, items=[line(60)]).expect(201)
        self.assertIn("40.00", self.credit(invoice, items=[line(40.01)]).invalid("items")["items"])
        self.credit(invoice, items=[line(40)]).expect(201)
        self.credit(invoice, items=[line(0.01)]).invalid("items")
        self.assertEqual(self.amounts(self.credit(invoice)), ("1000.00", "55.00", "1055.00"))
        self.assertVerifies()

    def test_errors_come_at_once(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        self.credit(invoice, reason="x" * 501, items=[line(1, vat_rate=10)]).invalid("reason", "items[0].vat_rate")
        self.credit(invoice, reason="x" * 501, items=[line(101)]).invalid("reason", "items")
        self.credit(invoice, reason="x" * 501, items=[line(1.001, vat_rate=10, quantity="2")]).invalid(
            "reason", "items[0].quantity")

    def test_vat_is_not_moved_by_negative_lines(self):
        steered = [line(100, vat_rate=20), line(-50, vat_rate=0), line(50, vat_rate=5.5)]
        balanced = [line(100, vat_rate=20), line(80, vat_rate=5.5), line(-80, vat_rate=5.5)]
        contact = self.contact()
        for path in ("/api/quotes", "/api/invoices"):
            with self.subTest(path=path):
                body = {"contact_id": contact["id"], "vat_rate": 20}
                row = self.owner.post(path, {**body, "items": steered}).invalid("items")
                self.assertIn("0.0 %", row["items"])
                record = self.owner.create(path, {**body, "items": balanced})
                self.owner.patch(f"{path}/{record['id']}", {"items": steered}).invalid("items")
                # without a word of the lines: the rate of those that have none moves
                plain = self.owner.create(path, {**body, "items": [line(-10), line(20), line(30, vat_rate=10)]})
                self.owner.change(f"{path}/{plain['id']}", {"vat_rate": 10})
                mixed = self.owner.create(path, {**body, "items": [line(-10), line(20, vat_rate=20), line(5, vat_rate=10)]})
                self.owner.patch(f"{path}/{mixed['id']}", {"vat_rate": 10}).invalid("items")
        invoice = self.invoice(items=[line(100), line(100, vat_rate=5.5)], issued=True)
        self.credit(invoice, items=[line(50), line(-20, vat_rate=5.5)]).invalid("items")
        self.credit(invoice, items=[line(50), line(20, vat_rate=5.5), line(-20, vat_rate=5.5)]).expect(201)


class NothingDue(CreditCase):
    def warranty(self, **fields):
        return {"items": [line(80), line(-80, description="Prise en charge garantie")], **fields}

    def assertPaid(self, invoice, due="0.00"):
        now = self.read_invoice(invoice)
        self.assertEqual((now["status"], str(now["amount_due"]), now["days_overdue"]), ("PAID", due, 0))
        self.assertIsNotNone(now["paid_at"])
        row = next(row for row in self.owner.read("/api/invoices", status="PAID", limit=100) if row["id"] == invoice["id"])
        self.assertEqual((row["status"], row["paid_at"]), ("PAID", now["paid_at"]))
        self.assertNotIn(invoice["id"], self.ids("/api/invoices", status="OVERDUE"))
        self.assertNotIn(invoice["id"], self.ids("/api/invoices", status="SENT"))
        return now

    def test_a_warranty_job_is_paid_when_issued(self):
        late = days_from_now(-40)
        draft = self.invoice(due_date=late, **self.warranty())
        answer = self.owner.change(f"/api/invoices/{draft['id']}/status", {"status": "SENT"})
        self.assertEqual(answer["status"], "PAID")
        converted = self.quote(status="SENT", **self.warranty())
        converted = self.owner.post(f"/api/quotes/{converted['id']}/convert", {"due_date": late}).expect(201).data["invoice"]
        json.loads(self.instance.cli("sweep").stdout)
        for invoice in (draft, converted):
            now = self.assertPaid(invoice)
            self.assertEqual(now["paid_at"], now["issued_at"])
            self.pay(invoice, 0.01, expect=400)
            self.owner.patch(f"/api/invoices/{invoice['id']}/status", {"status": "PAID", "payment_method": "CARD"}).fault(400)
            self.credit(invoice).fault(409)
            self.assertNotIn("INVOICE_OVERDUE", [row["type"] for row in
                                                 self.owner.read("/api/activities", contact_id=invoice["contact_id"])])
        self.assertVerifies()

    def test_a_credit_note_pays_the_rest(self):
        invoice = self.invoice(items=[line(100)], due_date=days_from_now(-5), issued=True)
        self.pay(invoice, 90)
        self.assertEqual(self.read_invoice(invoice)["status"], "OVERDUE")
        self.credit(invoice, items=[line(25)]).expect(201)
        self.assertPaid(invoice)
        types = [row["type"] for row in self.owner.read("/api/activities", contact_id=invoice["contact_id"])]
        self.assertEqual(types.count("INVOICE_PAID"), 1)

    def test_a_credit_after_payment_leaves_money_owed(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        first, second = (self.pay(invoice, amount).data["payment"]["id"] for amount in (100, 20))
        self.credit(invoice, items=[line(25)]).expect(201)
        self.assertPaid(invoice, "-30.00")
        self.pay(invoice, 1, expect=400)
        reverse = f"/api/invoices/{invoice['id']}/payments/{{}}/reversal".format
        self.owner.post(reverse(second), {}).expect(201)
        self.assertPaid(invoice, "-10.00")
        self.owner.post(reverse(first), {}).expect(201)
        now = self.read_invoice(invoice)
        self.assertEqual((now["status"], str(now["amount_due"]), now["paid_at"]), ("SENT", "90.00", None))
        self.pay(invoice, 90)
        self.assertPaid(invoice)
        self.credit(invoice).expect(201)
        now = self.read_invoice(invoice)
        self.assertEqual((now["status"], str(now["amount_due"])), ("CREDITED", "-90.00"))
        self.assertVerifies()
