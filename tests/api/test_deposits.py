# SPDX-License-Identifier: MIT
"""Deposits (contract 8): asked from a quote, deducted by its invoice when they are paid, credited when they are not; on paper, as
electronic invoices, in the ledger, and in the sums that nothing counts in twice."""

import decimal
import sqlite3

import einvoice
from harness import ROOT, days_from_now, line, pdf_text
from probe import reading, rows, tenant_file
from test_einvoice import BUSINESS, SELLER, EinvoiceCase, schema_faults
from test_outbox import rewrite

Decimal = decimal.Decimal
MIXED = [line(6000, kind="LABOUR"), line(4725.49, kind="PART"), line(100.1, vat_rate=10), line(33.33, vat_rate=5.5)]


class DepositCase(EinvoiceCase):
    def ask(self, quote, expect=201, **body):
        return self.owner.post(f"/api/quotes/{quote['id']}/deposit", body).expect(expect).data

    def refused(self, quote, status, code, **body):
        answer = self.owner.post(f"/api/quotes/{quote['id']}/deposit", body).expect(status)
        self.assertEqual(answer.json["code"], code)
        return answer.json

    def convert(self, quote, expect=201):
        answer = self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(expect)
        return answer.data["invoice"] if expect == 201 else answer.json

    def paid(self, quote, **body):
        deposit = self.ask(quote, **body)
        self.pay(deposit, deposit["amount_due"])
        return deposit

    def rates(self, document):
        return {tax.number("RateApplicablePercent"): (tax.number("BasisAmount"), tax.number("CalculatedAmount"))
                for tax in document.taxes}

    def assertXml(self, paper, kind, path="/api/invoices"):
        raw = self.xml(paper, path)
        if path != "/api/invoices":
            paper = self.owner.read(f"{path}/{paper['id']}")
        self.assertEqual((schema_faults(raw), einvoice.faults(raw, paper)), ([], []))
        document = einvoice.Document(raw)
        self.assertEqual(document.type, kind)
        return document


class Asking(DepositCase):
    def test_by_percent_and_what_is_left(self):
        quote = self.quote(items=[line(10725.49)], status="ACCEPTED")
        first = self.ask(quote, percent=50)
        self.assertEqual((first["type"], first["deposit_kind"], str(first["deposit_percent"]), first["status"], first["quote_id"]),
                         ("DEPOSIT", "ACOMPTE", "50", "SENT", quote["id"]))
        self.assertEqual((str(first["total"]), str(first["vat_amount"])), ("6435.30", "1072.55"))
        second = self.ask(quote, percent=50, kind="ARRHES", due_date=days_from_now(3))
        self.assertEqual((str(second["total"]), second["deposit_kind"], second["due_date"]), ("6435.29", "ARRHES", days_from_now(3)))
        numbers = [int(paper["invoice_number"].split("-")[1]) for paper in (first, second, self.invoice(issued=True))]
        self.assertEqual(numbers, list(range(numbers[0], numbers[0] + 3))) # one series
        details = self.refused(quote, 400, "VALIDATION_ERROR", percent=1)["details"]
        self.assertEqual([(row["field"], row["code"], row["params"]) for row in details], [("percent", "MORE_THAN_LEFT", {"max": 0})])
        shown = self.owner.read(f"/api/quotes/{quote['id']}")["deposits"]
        self.assertEqual([(row["id"], row["invoice_number"], row["status"]) for row in shown],
                         [(paper["id"], paper["invoice_number"], "SENT") for paper in (first, second)])
        self.assertVerified()

    def test_what_is_refused(self):
        quote = self.quote(items=[line(100)], status="SENT")
        for body, field, code in (({}, "percent", "REQUIRED"), ({"percent": 10, "amount": 5}, "amount", "NOT_APPLICABLE"),
                                  ({"percent": 0}, "percent", "OUT_OF_RANGE"), ({"percent": 100.01}, "percent", "OUT_OF_RANGE"),
                                  ({"amount": 120.01}, "amount", "MORE_THAN_LEFT"), ({"amount": 0}, "amount", "OUT_OF_RANGE"),
                                  ({"amount": 1, "kind": "X"}, "kind", "NOT_IN_LIST"), ({"amount": 1.001}, "amount", "TOO_MANY_DECIMALS")):
            with self.subTest(body=body):
                details = self.refused(quote, 400, "VALIDATION_ERROR", **body)["details"]
                self.assertEqual([(row["field"], row["code"]) for row in details], [(field, code)])
        self.refused(self.quote(), 400, "INVALID_TRANSITION", percent=10)
        self.refused(self.quote(status="REJECTED"), 400, "INVALID_TRANSITION", percent=10)
        self.convert(quote)
        self.refused(quote, 400, "ALREADY_CONVERTED", percent=10)

    def test_every_rate_in_both_modes(self):
        for mode in ("NET", "GROSS"):
            quote = self.quote(items=MIXED, status="ACCEPTED", price_mode=mode)
            papers = [self.paid(quote, percent=33.33), self.paid(quote, percent=33.33, kind="ARRHES"), self.paid(quote, percent=33.34)]
            final = self.convert(quote)
            self.assertEqual((final["status"], str(final["amount_due"]), final["amount_deposited"]), ("PAID", "0.00", final["total"]))
            left = self.rates(self.assertXml(final, "380"))
            for paper in papers:
                self.assertEqual(paper["price_mode"], mode)
                for rate, (net, vat) in self.rates(self.assertXml(paper, "386")).items():
                    left[rate] = (left[rate][0] - net, left[rate][1] - vat)
            self.assertEqual(set(left.values()), {(Decimal(0), Decimal(0))})
        self.assertVerified()


class Deducting(DepositCase):
    def test_paid_and_unpaid(self):
        quote = self.quote(self.contact(**BUSINESS)["id"], items=MIXED, status="ACCEPTED")
        paid, unpaid = self.paid(quote, percent=30), self.ask(quote, amount=100)
        half = self.ask(quote, amount=50)
        self.pay(half, 20)
        self.assertEqual(self.convert(quote, 409)["code"], "DEPOSIT_PARTLY_PAID")
        self.assertEqual(self.read_invoice(unpaid)["status"], "SENT") # nothing was done
        self.pay(half, 30)
        final = self.convert(quote)
        self.assertEqual(final["total"], self.owner.read(f"/api/quotes/{quote['id']}")["total"])
        self.assertEqual(final["amount_due"], final["total"] - paid["total"] - half["total"])
        self.assertEqual({row["id"] for row in final["deposits"]}, {paid["id"], half["id"]})
        self.assertEqual({str(row["vat_rate"]) for row in final["deposits"]}, {"20.0", "10.0", "5.5"})
        self.assertEqual(sum(row["total"] for row in final["deposits"]), final["amount_deposited"])
        self.assertTrue(all(row["net"] + row["vat_amount"] == row["total"] for row in final["deposits"]))
        now = self.read_invoice(unpaid)
        self.assertEqual((now["status"], str(now["amount_due"])), ("CREDITED", "0.00"))

        note = self.assertXml(now["credit_notes"][0], "503", "/api/credit-notes")
        self.assertEqual((note.frame, note.references[0].text("IssuerAssignedID")), ("M1", unpaid["invoice_number"]))
        deposit = self.assertXml(paid, "386")
        self.assertEqual((deposit.frame, {tax.text("DueDateTypeCode") for tax in deposit.taxes}), ("M1", {"72"}))
        document = self.assertXml(final, "380")
        self.assertEqual((document.frame, document.sums.number("TotalPrepaidAmount"), document.sums.number("DuePayableAmount")),
                         ("M4", final["amount_deposited"], final["amount_due"]))
        self.assertEqual([(row.text("IssuerAssignedID"), row.text("FormattedIssueDateTime/DateTimeString")) for row in document.references],
                         [(paper["invoice_number"], paper["issue_date"].replace("-", "")) for paper in (paid, half)])

        self.pay(final, final["amount_due"])
        self.assertEqual(self.read_invoice(final)["status"], "PAID")
        answer = self.owner.post(f"/api/invoices/{paid['id']}/credit-note", {}).expect(409)
        self.assertIn(final["invoice_number"], answer.json["error"])
        self.credit(final)
        credited = self.read_invoice(final)
        self.assertEqual((credited["status"], credited["amount_due"]), ("CREDITED", -final["total"]))
        self.assertVerified()

    def test_on_paper(self):
        quote = self.quote(items=[line(100), line(50, vat_rate=10)], status="ACCEPTED", price_mode="GROSS")
        paid = self.paid(quote, percent=30, kind="ARRHES")
        acompte = self.paid(quote, amount=10)
        final = self.convert(quote)
        text = pdf_text(self.owner.get(f"/api/invoices/{paid['id']}/pdf").expect(200).raw)
        for words in ("FACTURE D’ARRHES", f"Arrhes de 30 % sur le devis {quote['quote_number']}", "TVA exigible à l'encaissement"):
            self.assertIn(words, text)
        self.assertIn("FACTURE D’ACOMPTE", pdf_text(self.owner.get(f"/api/invoices/{acompte['id']}/pdf").expect(200).raw))
        text = " ".join(pdf_text(self.owner.get(f"/api/invoices/{final['id']}/pdf").expect(200).raw).split())
        for words in ("ACOMPTES DÉDUITS", f"Facture d’arrhes N° {paid['invoice_number']} du", "TVA 20 % : 25,00 € HT + 5,00 € de TVA = 30,00 € TTC",
                      f"Facture d’acompte N° {acompte['invoice_number']} du", "Acomptes déduits -55,00 €", "Reste à payer 95,00 €"):
            self.assertIn(words, text)

    def test_nothing_counts_twice(self):
        contact = self.contact()["id"]
        quote = self.quote(contact, items=[line(100)], status="ACCEPTED")
        deposit = self.paid(quote, percent=40)
        final = self.convert(quote)
        self.assertEqual((str(deposit["total"]), str(final["amount_due"]), str(final["total"])), ("48.00", "72.00", "120.00"))
        answer = self.owner.get("/api/invoices", summary="1", contact_id=contact).expect(200).json
        self.assertEqual((str(answer["summary"]["sum_total"]), str(answer["summary"]["sum_due"])), ("120.00", "72.00"))
        self.assertEqual([(row["type"], str(row["amount_deposited"])) for row in answer["data"]], [("INVOICE", "48.00"), ("DEPOSIT", "0.00")])
        self.pay(final, final["amount_due"])
        day = self.owner.read("/api/reports/revenue", from_date="2026-01-01", to_date="2026-01-01", group_by="day")
        self.assertEqual(day["summary"]["total_revenue"] % 120, 0) # both payments, each once

    def test_a_wrong_figure_is_found(self):
        self.owner = self.instance.sign_up() # a file of its own
        self.subdomain = self.owner.tenant
        self.owner.change("/api/settings", SELLER)
        quote = self.quote(items=[line(100)], status="ACCEPTED")
        deposit = self.paid(quote, percent=40)
        final = self.convert(quote)
        self.assertVerified()
        for trigger in ("deposit_rate_no_update", "deposit_deduction_no_update", "invoice_deposit_immutable"):
            rewrite(self.owner, f"DROP TRIGGER {trigger}")
        for paper, key, table, column, problem in (
                (deposit, "invoice_id", "deposit_rate", "net", "its row was changed"),
                (final, "invoice_id", "deposit_deduction", "vat", "its row was changed"),
                (final, "id", "invoice", "amount_deposited", None)):
            rewrite(self.owner, f"UPDATE {table} SET {column} = {column} - 1 WHERE {key} = ?", paper["id"])
            self.assertVerified(f"INVOICE {paper['id']}: {problem}" if problem else
                                f"INVOICE {paper['invoice_number']}: what it asks for or deducts as deposits does not add up")
            rewrite(self.owner, f"UPDATE {table} SET {column} = {column} + 1 WHERE {key} = ?", paper["id"])
        self.assertVerified()


class Refunds(DepositCase):
    def give(self, note, amount, expect=201, client=None, **fields):
        body = {"amount": amount, "payment_method": "BANK_TRANSFER", **fields}
        return (client or self.owner).post(f"/api/credit-notes/{note['id']}/refund", body).expect(expect)

    def test_what_is_owed_back(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        self.pay(invoice, 90)
        note = self.credit(invoice, items=[line(50)]) # 60 of 120; 30 are owed back
        answer = self.give(note, 30.01, 400).json
        self.assertEqual([(row["field"], row["code"], row["params"]) for row in answer["details"]], [("amount", "MORE_THAN_DUE", {"max": 30})])
        given = self.give(note, 10, reason="Virement", till="A", paid_at="2026-01-02T09:00:00.000Z").data
        self.assertEqual((given["credit_note_id"], given["invoice_id"], str(given["amount"]), given["reason"], given["till"]),
                         (note["id"], invoice["id"], "10.00", "Virement", "A"))
        self.assertEqual((str(given["invoice"]["amount_refunded"]), str(given["invoice"]["amount_due"])), ("10.00", "-20.00"))
        self.give(note, 20)
        now = self.read_invoice(invoice)
        self.assertEqual((now["status"], str(now["amount_due"]), str(now["amount_paid"])), ("PAID", "0.00", "90.00"))
        self.assertEqual([str(row["amount"]) for row in now["refunds"]], ["10.00", "20.00"])
        self.assertEqual(len(now["payments"]), 1) # a refund is no reversal
        self.give(note, 0.01, 400)
        self.assertVerified()

    def test_not_more_than_the_note(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        self.pay(invoice, 120)
        small, large = self.credit(invoice, items=[line(10)]), self.credit(invoice)
        self.give(small, 12.01, 400)
        self.give(small, 12)
        self.give(large, 108)
        self.assertEqual(str(self.read_invoice(invoice)["amount_due"]), "0.00")
        self.assertVerified()

    def test_deposits_come_back_with_their_invoice(self):
        quote = self.quote(items=[line(100)], status="ACCEPTED")
        self.paid(quote, percent=50)
        final = self.convert(quote)
        self.pay(final, 60)
        self.give(self.credit(final), 120)
        now = self.read_invoice(final)
        self.assertEqual((now["status"], str(now["amount_due"]), str(now["amount_refunded"])), ("CREDITED", "0.00", "120.00"))
        self.assertVerified()

    def test_who_and_what_it_does_to_the_revenue(self):
        invoice = self.invoice(items=[line(100)], issued=True)
        self.pay(invoice, 120, paid_at="2025-03-01T12:00:00.000Z")
        note = self.credit(invoice)
        self.give(note, 45, paid_at="2025-03-02T12:00:00.000Z")
        for grouping, amounts in (("day", ["120.00", "-45.00"]), ("month", ["75.00"])):
            report = self.owner.read("/api/reports/revenue", from_date="2025-03-01", to_date="2025-03-02", group_by=grouping)
            self.assertEqual([str(row["revenue"]) for row in report["breakdown"]], amounts)
            self.assertEqual(str(report["summary"]["total_revenue"]), "75.00")


class Movements(DepositCase):
    """Payments, reversals and refunds are one list, that adds up to the revenue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.instance.sign_up()
        cls.subdomain = cls.owner.tenant
        cls.owner.change("/api/settings", SELLER)
        make = cls("setUp")
        cls.paper = make.invoice(items=[line(100)], issued=True)
        # Midday of the first day, and half an hour after midnight of the third in Paris.
        bounced = make.pay(cls.paper, 20, paid_at="2025-03-01T11:00:00.000Z", payment_method="CHECK").data["payment"]
        cls.owner.create(f"/api/invoices/{cls.paper['id']}/payments/{bounced['id']}/reversal", {"reason": "Sans provision"})
        make.pay(cls.paper, 120, paid_at="2025-03-01T12:00:00.000Z", payment_method="CARD")
        cls.note = make.credit(cls.paper)
        body = {"amount": 45, "payment_method": "CARD", "paid_at": "2025-03-02T23:30:00.000Z", "reason": "Geste"}
        cls.given = cls.owner.create(f"/api/credit-notes/{cls.note['id']}/refund", body)

    def mine(self, **query):
        return [row for row in self.owner.read("/api/payments", **query) if row["invoice_id"] == self.paper["id"]]

    def kinds(self, **query):
        return [(row["kind"], str(row["amount"])) for row in self.mine(**query)]

    def test_the_list(self):
        self.assertEqual(self.kinds(), [("REFUND", "-45.00"), ("PAYMENT", "120.00"), ("REVERSAL", "-20.00"), ("PAYMENT", "20.00")])
        refund, payment, reversal, bounced = self.mine()
        self.assertEqual((refund["id"], refund["credit_note_id"], refund["invoice_id"], refund["invoice_number"], refund["reason"]),
                         (self.given["id"], self.note["id"], self.paper["id"], self.paper["invoice_number"], "Geste"))
        self.assertEqual((refund["created_by"], refund["created_at"], refund["version"], refund["reversal_of"]),
                         (self.owner.user["id"], self.given["created_at"], 1, None))
        self.assertEqual((reversal["reversal_of"], bounced["reversed_by"], payment["credit_note_id"]), (bounced["id"], reversal["id"], None))
        self.assertEqual(refund["contact"], payment["contact"])

    def test_filters_and_orders(self):
        self.assertEqual(self.kinds(kind="REFUND,REVERSAL"), [("REFUND", "-45.00"), ("REVERSAL", "-20.00")])
        self.assertEqual(self.kinds(method="CARD"), [("REFUND", "-45.00"), ("PAYMENT", "120.00")])
        self.assertEqual(self.kinds(**{"from": "2025-03-03", "to": "2025-03-03"}), [("REFUND", "-45.00")])
        self.assertEqual(self.kinds(sort_by="amount"), [("REFUND", "-45.00"), ("REVERSAL", "-20.00"), ("PAYMENT", "20.00"), ("PAYMENT", "120.00")])
        self.assertEqual(self.kinds(sort_by="paid_at", page=1, limit=2), [("PAYMENT", "20.00"), ("PAYMENT", "120.00")])
        self.owner.get("/api/payments", kind="GIFT").invalid("kind")

    def test_they_are_found_by_their_invoice(self):
        stranger = self.invoice(items=[line(10)], issued=True)
        self.pay(stranger, 12, paid_at="2025-06-01T12:00:00.000Z")
        for words in (self.paper["invoice_number"], self.paper["invoice_number"] + " dupo"):
            self.assertEqual([row["invoice_id"] for row in self.owner.read("/api/payments", search=words)], [self.paper["id"]] * 4)
        answer = self.owner.get("/api/payments", search=self.paper["invoice_number"], kind="REFUND", summary="1").expect(200).json
        self.assertEqual(([row["kind"] for row in answer["data"]], answer["summary"]["sum_total"]), (["REFUND"], 75))
        file = self.owner.get("/api/payments/export", format="csv", search=self.paper["invoice_number"]).expect(200).raw.decode("utf-8-sig")
        self.assertEqual(len(file.splitlines()), 5)

    def test_it_adds_up_to_the_revenue(self):
        days = {"from": "2025-03-01", "to": "2025-03-03"}
        report = self.owner.read("/api/reports/revenue", from_date=days["from"], to_date=days["to"], group_by="day")
        answer = self.owner.get("/api/payments", summary="1", limit="1", **days).expect(200).json
        self.assertEqual(answer["summary"]["sum_total"], report["summary"]["total_revenue"])
        self.assertEqual(answer["summary"]["total_by_status"], {"PAYMENT": 140, "REVERSAL": 0, "REFUND": -45})
        counts = self.owner.get("/api/payments", summary="1", to="2025-04-01").expect(200).json["summary"]["count_by_status"]
        self.assertEqual(counts, {"PAYMENT": 2, "REVERSAL": 0, "REFUND": 1}) # the reversal is of today
        file = self.owner.get("/api/payments/export", format="csv", **days).expect(200).raw.decode("utf-8-sig")
        self.assertEqual([row.split(",")[3:6:2] for row in file.splitlines()[1:]],
                         [["Remboursement", "-45.00"], ["Encaissement", "120.00"], ["Encaissement", "20.00"]])

    def test_what_was_recorded_before_there_was_the_list(self):
        now = rows(tenant_file(self.owner), "SELECT * FROM movement")
        copy = self.instance.folder / "before.db"
        with reading(tenant_file(self.owner)) as live, sqlite3.connect(copy) as before:
            live.backup(before)
            before.executescript("DROP TRIGGER payment_moves; DROP TRIGGER refund_moves; DROP TABLE movement;")
            before.executescript((ROOT / "sql/tenant/0035_movements.sql").read_text())
        self.assertEqual(rows(copy, "SELECT * FROM movement"), now)

    def test_nothing_of_it_changes(self):
        for sql in ("UPDATE movement SET amount = amount + 1", "DELETE FROM movement"):
            with self.assertRaisesRegex(sqlite3.IntegrityError, "PAYMENT_IMMUTABLE"):
                rewrite(self.owner, sql)

    def test_tampering_is_found(self):
        self.assertVerified()
        for name in ("movement_no_update", "movement_no_delete"):
            rewrite(self.owner, f"DROP TRIGGER {name}")
        problem = "lists and reports read something else than was recorded"
        for column, other in (("amount", "amount - 1"), ("paid_at", "paid_at + 86400000"), ("payment_method", "'CASH'"), ("kind", "'REVERSAL'")):
            kept, = rows(tenant_file(self.owner), f"SELECT {column} FROM movement WHERE id = ?", self.given["id"])[0]
            rewrite(self.owner, f"UPDATE movement SET {column} = {other} WHERE id = ?", self.given["id"])
            self.assertVerified(f"MOVEMENT {self.given['id']}: {problem}")
            rewrite(self.owner, f"UPDATE movement SET {column} = ? WHERE id = ?", kept, self.given["id"])
        rewrite(self.owner, "CREATE TABLE kept AS SELECT * FROM movement WHERE id = ?", self.given["id"])
        rewrite(self.owner, "DELETE FROM movement WHERE id = ?", self.given["id"])
        self.assertVerified(f"MOVEMENT: {problem}")
        rewrite(self.owner, "INSERT INTO movement SELECT * FROM kept")
        self.assertVerified()
