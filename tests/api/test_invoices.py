# SPDX-License-Identifier: MIT
"""Invoices (contract 5): drafts, numbers without gap, immutability, payments, reversals, credit notes, overdue, PDF."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor

from harness import ApiCase, days_from_now, line, pdf_text, random_id, today
from probe import tenant_file

YEAR = today().year
MONEY_KEYS = {"unit_price", "total", "subtotal", "vat_amount", "amount", "amount_paid", "amount_due"}


class InvoiceCase(ApiCase):
    def issued(self, total=100, **fields):
        """An issued invoice of exactly `total`."""
        return self.invoice(items=[line(total)], vat_rate=0, issued=True, **fields)

    def status(self, invoice, status, **fields):
        return self.owner.patch(f"/api/invoices/{invoice['id']}/status", {"status": status, **fields})

    def reverse(self, invoice, payment_id, **fields):
        return self.owner.post(f"/api/invoices/{invoice['id']}/payments/{payment_id}/reversal", fields)

    def credit(self, invoice, **fields):
        return self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", fields)

    def assertStanding(self, invoice, status, paid, due):
        now = self.read_invoice(invoice)
        self.assertEqual((now["status"], str(now["amount_paid"]), str(now["amount_due"])), (status, paid, due))
        return now


class Drafts(InvoiceCase):
    def test_create_read_change(self):
        vehicle = self.vehicle(license_plate="AB-123-CD")
        draft = self.invoice(vehicle["owner_id"], items=[line(100), line(50, 2, vat_rate=10)], vehicle_id=vehicle["id"],
                             notes="N")
        self.assertEqual((draft["invoice_number"], draft["status"], str(draft["total"])), (None, "DRAFT", "230.00"))
        self.assertAllMoney(draft, MONEY_KEYS)
        changed = self.owner.change(f"/api/invoices/{draft['id']}", {"items": [line(10)], "due_date": "2026-03-01"})
        self.assertEqual((str(changed["total"]), changed["due_date"], changed["notes"]), ("12.00", "2026-03-01", "N"))
        self.assertEqual(self.read_invoice(draft)["items"][0]["description"], "Vidange moteur")

    def test_validation(self):
        body = {"contact_id": random_id(), "items": [line(1.00001)], "vat_rate": 20, "due_date": "soon", "payment_method": "GOLD",
                "x": 1}
        self.owner.post("/api/invoices", body).invalid("items[0].unit_price", "due_date", "payment_method", "x")
        self.owner.post("/api/invoices", {"contact_id": random_id(), "items": [line(1)], "vat_rate": 20}).invalid("contact_id")
        contact = self.contact()
        self.owner.post("/api/invoices", {"contact_id": contact["id"], "items": [line(10), line(-20)],
                                          "vat_rate": 20}).fault(400)

    def test_draft_takes_no_payment_and_no_credit_note(self):
        draft = self.invoice()
        self.pay(draft, 10, expect=400)
        self.credit(draft).expect(400)
        self.status(draft, "PAID", payment_method="CARD").expect(400)
        self.assertEqual(self.read_invoice(draft)["status"], "DRAFT")


class Numbers(InvoiceCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def test_number_comes_at_issue(self):
        drafts = [self.invoice() for _ in range(3)]
        for index in (1, 0, 2):
            self.status(drafts[index], "SENT").expect(200)
        self.assertEqual([self.read_invoice(draft)["invoice_number"] for draft in drafts],
                         [f"{YEAR}-002", f"{YEAR}-001", f"{YEAR}-003"])
        self.assertEqual(self.read_invoice(drafts[0])["issue_date"], today().isoformat())

    def test_own_sequence_beside_quotes_and_credit_notes(self):
        self.assertEqual(self.quote(status="SENT")["quote_number"], f"{YEAR}-001")
        invoice = self.issued()
        self.assertEqual(invoice["invoice_number"], f"{YEAR}-001")
        self.assertIn(f'"AV-{YEAR}-001"', self.credit(invoice).expect(201).text)
        self.assertEqual(self.issued()["invoice_number"], f"{YEAR}-002")

    def test_concurrent_issues_leave_no_gap(self):
        drafts = [self.invoice() for _ in range(24)]
        last = int(self.issued()["invoice_number"][5:])

        def issue(draft):
            return self.owner.twin().patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"}).status

        with ThreadPoolExecutor(8) as pool:
            self.assertEqual(set(pool.map(issue, drafts)), {200})
        numbers = sorted(int(self.read_invoice(draft)["invoice_number"][5:]) for draft in drafts)
        self.assertEqual(numbers, list(range(last + 1, last + 25)))

    def test_concurrent_issues_of_one_draft(self):
        draft = self.invoice()

        def issue(_):
            return self.owner.twin().patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"}).status

        with ThreadPoolExecutor(4) as pool:
            statuses = sorted(pool.map(issue, range(4)))
        self.assertEqual(statuses, [200, 400, 400, 400])


class Issued(InvoiceCase):
    def test_never_changes(self):
        invoice = self.issued()
        for body in ({"notes": "x"}, {"items": [line(1)]}, {"due_date": "2030-01-01"}, {"contact_id": self.contact()["id"]}):
            with self.subTest(body=body):
                self.owner.patch(f"/api/invoices/{invoice['id']}", body).expect(400, 409)
        self.assertEqual(self.read_invoice(invoice), invoice)

    def test_is_never_deleted(self):
        invoice = self.issued()
        self.owner.delete(f"/api/invoices/{invoice['id']}").expect(400, 405, 409)
        self.assertEqual(self.read_invoice(invoice), invoice)

    def test_statuses(self):
        invoice = self.issued()
        for status in ("DRAFT", "SENT", "CREDITED", "OVERDUE"):
            with self.subTest(status=status):
                self.status(invoice, status).fault(400)
        self.status(invoice, "NONSENSE").invalid("status")
        self.assertEqual(self.read_invoice(invoice)["status"], "SENT")

    def test_seller_and_buyer_are_copies(self):
        contact = self.contact(last_name="Avant")
        invoice = self.issued(contact_id=contact["id"])
        document = self.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200).raw
        self.owner.change(f"/api/contacts/{contact['id']}", {"last_name": "Après"})
        self.owner.change("/api/settings", {"name": "Garage Après"})
        self.assertEqual(self.owner.get(f"/api/invoices/{invoice['id']}/pdf").raw, document)
        self.assertIn("Avant", pdf_text(document))

    def test_timeline(self):
        contact = self.contact()
        invoice = self.issued(contact_id=contact["id"])
        self.status(invoice, "PAID", payment_method="CARD").expect(200)
        self.assertLessEqual({"INVOICE_SENT", "INVOICE_PAID"},
                             {row["type"] for row in self.owner.read("/api/activities", contact_id=contact["id"])})


class Payments(InvoiceCase):
    def test_partial_until_paid(self):
        invoice = self.issued(100)
        response = self.pay(invoice, 30.10, payment_method="CASH")
        self.assertMoney(response, "amount", "30.10")
        self.assertEqual(response.data["payment"]["payment_method"], "CASH")
        self.assertStanding(invoice, "SENT", "30.10", "69.90")
        self.pay(invoice, 69.89)
        self.assertStanding(invoice, "SENT", "99.99", "0.01")
        last = self.pay(invoice, 0.01, paid_at="2026-02-03T08:00:00.000Z")
        now = self.assertStanding(invoice, "PAID", "100.00", "0.00")
        self.assertEqual([str(payment["amount"]) for payment in now["payments"]], ["30.10", "69.89", "0.01"])
        self.assertIn(last.data["payment"]["id"], [payment["id"] for payment in now["payments"]])
        self.assertEqual(now["paid_at"], "2026-02-03T08:00:00.000Z")

    def test_more_than_due(self):
        invoice = self.issued(100)
        self.pay(invoice, 100.01, expect=400).fault(400)
        self.pay(invoice, 60)
        self.pay(invoice, 40.01, expect=400)
        self.assertStanding(invoice, "SENT", "60.00", "40.00")

    def test_validation(self):
        invoice = self.issued(100)
        for amount in (0, -1, 1.001, "10", None, 1e18):
            with self.subTest(amount=amount):
                self.pay(invoice, amount, expect=400).invalid("amount")
        self.pay(invoice, 1, expect=400, payment_method="GOLD").invalid("payment_method")
        self.pay(invoice, 1, expect=400, paid_at="yesterday").invalid("paid_at")
        self.pay({"id": random_id()}, 1, expect=404)
        self.assertStanding(invoice, "SENT", "0.00", "100.00")

    def test_paid_records_the_remainder(self):
        invoice = self.issued(100)
        self.pay(invoice, 30)
        self.assertEqual(self.status(invoice, "PAID", payment_method="CHECK").expect(200).data["status"], "PAID")
        now = self.assertStanding(invoice, "PAID", "100.00", "0.00")
        self.assertEqual([(str(row["amount"]), row["payment_method"]) for row in now["payments"]],
                         [("30.00", "CARD"), ("70.00", "CHECK")])

    def test_paid_only_once(self):
        invoice = self.issued(100)
        self.status(invoice, "PAID", payment_method="CARD").expect(200)
        self.status(invoice, "PAID", payment_method="CARD").fault(400)
        self.pay(invoice, 0.01, expect=400)
        self.assertEqual(len(self.read_invoice(invoice)["payments"]), 1)

    def test_reversal(self):
        invoice = self.issued(100)
        payment = self.pay(invoice, 100, payment_method="CHECK").data["payment"]
        self.assertStanding(invoice, "PAID", "100.00", "0.00")
        self.reverse(invoice, payment["id"], reason="chèque impayé").expect(200, 201)
        self.assertStanding(invoice, "SENT", "0.00", "100.00")
        self.reverse(invoice, payment["id"]).expect(400, 409)
        self.reverse(invoice, random_id()).fault(404)
        self.reverse(self.issued(), payment["id"]).fault(404)
        self.pay(invoice, 100)
        self.assertStanding(invoice, "PAID", "100.00", "0.00")

    def test_reversal_of_a_late_invoice_is_overdue_again(self):
        invoice = self.issued(100, due_date=days_from_now(-5))
        payment = self.pay(invoice, 100).data["payment"]
        self.assertEqual(self.read_invoice(invoice)["status"], "PAID")
        self.reverse(invoice, payment["id"]).expect(200, 201)
        self.assertStanding(invoice, "OVERDUE", "0.00", "100.00")

    def test_concurrent_payments_never_exceed_the_total(self):
        invoice = self.issued(100)

        def pay(_):
            body = {"amount": 40, "payment_method": "CARD", "paid_at": "2026-01-01T00:00:00.000Z"}
            return self.owner.twin().post(f"/api/invoices/{invoice['id']}/payments", body).status

        with ThreadPoolExecutor(6) as pool:
            self.assertEqual(sorted(pool.map(pay, range(6))), [201, 201, 400, 400, 400, 400])
        self.assertStanding(invoice, "SENT", "80.00", "20.00")


class CreditNotes(InvoiceCase):
    def test_full(self):
        invoice = self.invoice(items=[line(100), line(50, 2, vat_rate=10)], issued=True)
        response = self.credit(invoice, reason="erreur de client").expect(201)
        self.assertRegex(response.text, rf'"credit_note_number": ?"AV-{YEAR}-\d{{3}}"')
        self.assertMoney(response, "total", "230.00")
        self.assertStanding(invoice, "CREDITED", "0.00", "0.00")
        self.credit(invoice).expect(400, 409)
        self.pay(invoice, 1, expect=400)

    def test_partial(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        response = self.credit(invoice, items=[line(25, description="Geste commercial")]).expect(201)
        self.assertMoney(response, "total", "30.00")
        self.assertStanding(invoice, "SENT", "0.00", "90.00")
        self.pay(invoice, 90.01, expect=400)
        self.pay(invoice, 90)
        self.assertStanding(invoice, "PAID", "90.00", "0.00")

    def test_more_than_the_invoice(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        self.credit(invoice, items=[line(100.01)]).fault(400)
        self.credit(invoice, items=[line(-10)]).fault(400)
        self.credit(invoice, items=[]).fault(400)
        self.assertStanding(invoice, "SENT", "0.00", "120.00")

    def test_pdf(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        note = self.credit(invoice, reason="erreur").expect(201).data
        note = note.get("credit_note", note)
        response = self.owner.get(f"/api/credit-notes/{note['id']}/pdf").expect(200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        text = pdf_text(response.raw)
        for part in (note["credit_note_number"], invoice["invoice_number"], "120,00"):
            self.assertIn(part, text)
        self.owner.get(f"/api/credit-notes/{random_id()}/pdf").fault(404)

    def test_the_vat_of_the_rest_adds_up(self):
        """0.24 at 20 % is 0.05 of VAT; half of it 0.02, and the other half the remaining 0.03."""
        invoice = self.invoice(items=[line(0.12), line(0.12)], issued=True)
        self.credit(invoice, items=[line(0.12)]).expect(201)
        rest = self.credit(invoice).expect(201)
        self.assertMoney(rest, "vat_amount", "0.03")
        self.assertMoney(rest, "total", "0.15")
        text = pdf_text(self.owner.get(f"/api/credit-notes/{rest.data['id']}/pdf").expect(200).raw)
        self.assertEqual(text.count("0,03"), 2, text)
        self.assertNotIn("0,02", text)


class Overdue(InvoiceCase):
    def test_read_before_the_sweep(self):
        late = self.issued(due_date=days_from_now(-17))
        last_day = self.issued(due_date=today().isoformat())
        paid = self.issued(due_date=days_from_now(-17))
        self.status(paid, "PAID", payment_method="CARD").expect(200)
        rows = {row["id"]: row for row in self.owner.read("/api/invoices")}
        self.assertEqual((rows[late["id"]]["status"], rows[late["id"]]["days_overdue"]), ("OVERDUE", 17))
        self.assertEqual((rows[last_day["id"]]["status"], rows[paid["id"]]["status"]), ("SENT", "PAID"))
        self.assertEqual(self.read_invoice(late)["status"], "OVERDUE")
        self.assertIn(late["id"], self.ids("/api/invoices", status="OVERDUE"))
        self.assertNotIn(late["id"], self.ids("/api/invoices", status="SENT"))

    def test_sweep_is_idempotent_and_logged(self):
        contact = self.contact()
        late = self.issued(due_date=days_from_now(-1), contact_id=contact["id"])
        first = json.loads(self.instance.cli("sweep").stdout)
        self.assertLessEqual({"tenants", "marked", "expired_quotes", "failed"}, first.keys())
        self.assertGreaterEqual(first["marked"], 1)
        self.assertEqual(first["failed"], 0)
        self.assertEqual(json.loads(self.instance.cli("sweep").stdout)["marked"], 0)
        log = [row["type"] for row in self.owner.read("/api/activities", contact_id=contact["id"])]
        self.assertEqual(log.count("INVOICE_OVERDUE"), 1)
        self.pay(late, 50)
        self.assertStanding(late, "OVERDUE", "50.00", "50.00")
        self.pay(late, 50)
        self.assertStanding(late, "PAID", "100.00", "0.00")


class Lists(InvoiceCase):
    def test_filters(self):
        self.owner = self.instance.sign_up()
        draft, sent = self.invoice(), self.issued()
        paid = self.issued()
        self.status(paid, "PAID", payment_method="CARD").expect(200)
        self.assertEqual(self.ids("/api/invoices"), [paid["id"], sent["id"], draft["id"]])
        for status, record in (("DRAFT", draft), ("SENT", sent), ("PAID", paid)):
            self.assertEqual(self.ids("/api/invoices", status=status), [record["id"]])
        now = today().isoformat()
        self.assertEqual(self.ids("/api/invoices", from_date=now, to_date=now), [paid["id"], sent["id"]])
        self.assertEqual(self.ids("/api/invoices", from_date=days_from_now(1)), [])
        self.assertEqual(self.ids("/api/invoices", to_date=days_from_now(-1)), [])
        self.owner.get("/api/invoices", status="LATE", from_date="2026-02-30", to_date="x").invalid("status", "from_date",
                                                                                                    "to_date")

    def test_contact_name(self):
        contact = self.owner.create("/api/contacts", {"company": "Martin Transport"})
        invoice = self.issued(contact_id=contact["id"])
        row = next(row for row in self.owner.read("/api/invoices") if row["id"] == invoice["id"])
        self.assertEqual(row["contact"], {"id": contact["id"], "name": "Martin Transport"})


class Pdf(InvoiceCase):
    def test_business_buyer_gets_the_legal_mentions(self):
        siret, vat_number = "73282932000074", "FR44732829320"
        self.owner.change("/api/settings", {"siret": siret, "vat_number": vat_number})
        company = self.owner.create("/api/contacts", {"company": "Martin Transport", "siren": "732829320"})
        for contact, business in ((company, True), (self.contact(), False)):
            with self.subTest(business=business):
                invoice = self.invoice(contact["id"], items=[line(1000), line(100, vat_rate=5.5)], issued=True)
                response = self.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200)
                self.assertIn(f'filename="facture-{invoice["invoice_number"]}.pdf"', response.headers["Content-Disposition"])
                text = pdf_text(response.raw)
                for part in (invoice["invoice_number"], "732", "1 305,50 €", "5,5 %", "20 %", today().strftime("%d/%m/%Y")):
                    self.assertIn(part, text)
                self.assertEqual("40" in text and "indemnité" in text.lower(), business)

    def test_identifiers_are_grouped_on_paper_alone(self):
        stored = {"siret": "73282932000074", "vat_number": "FR44732829320", "iban": "FR7630006000011234567890189", "phone": "+33478123456"}
        self.owner.change("/api/settings", stored)
        contact = self.owner.create("/api/contacts", {"company": "Martin", "siren": "732829320", "phone": "+33612345678"})
        invoice = self.invoice(contact["id"], issued=True)
        raw = self.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200).raw
        for part in ("732 829 320 00074", "FR 44 732 829 320", "FR76 3000 6000 0112 3456 7890 189", "04 78 12 34 56", "06 12 34 56 78",
                     "SIREN 732 829 320"):
            self.assertIn(part, pdf_text(raw))
        settings = self.owner.read("/api/settings")
        self.assertEqual({key: settings[key] for key in stored}, stored)
        self.assertEqual(self.owner.read(f"/api/contacts/{contact['id']}")["phone"], "+33612345678")

    def test_a_demonstration_says_so(self):
        tenant = self.instance.sign_up()
        contact = tenant.create("/api/contacts", {"last_name": "Martin"})
        lines = [line(10) for _ in range(60)]

        def papers():
            quote = tenant.create("/api/quotes", {"contact_id": contact["id"], "vat_rate": 20, "items": lines})
            invoice = tenant.create("/api/invoices", {"contact_id": contact["id"], "vat_rate": 20, "items": lines})
            yield tenant.get(f"/api/invoices/{invoice['id']}/pdf").expect(200).raw
            tenant.patch(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"}).expect(200)
            note = tenant.post(f"/api/invoices/{invoice['id']}/credit-note", {}).expect(201).data
            for path in (f"quotes/{quote['id']}", f"invoices/{invoice['id']}", f"credit-notes/{note['id']}"):
                yield tenant.get(f"/api/{path}/pdf").expect(200).raw

        for paper in papers():
            self.assertNotIn("DÉMONSTRATION", pdf_text(paper))
        store = sqlite3.connect(tenant_file(tenant))
        with store:
            store.execute("UPDATE setting SET demo = 1")
        store.close()
        for paper in papers():
            pages = pdf_text(paper).split("\f")[:-1]
            self.assertGreater(len(pages), 1)
            self.assertTrue(all("DÉMONSTRATION" in page for page in pages))

    def test_draft(self):
        draft = self.invoice()
        response = self.owner.get(f"/api/invoices/{draft['id']}/pdf")
        response.expect(200, 400)
        if response.status == 200:
            self.assertIn("BROUILLON", pdf_text(response.raw))

    def test_same_input_same_bytes(self):
        invoice = self.issued()
        one, other = (self.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200).raw for _ in range(2))
        self.assertEqual(one, other)
