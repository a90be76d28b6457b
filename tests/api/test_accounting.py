# SPDX-License-Identifier: MIT
"""What the accountant gets: entries, their balance, and the VAT that is due."""

import csv
import io
import random
import re
import unittest
from decimal import Decimal

import fec
import test_list_exports
from harness import SANITIZED, ApiCase, another, line, today
from test_einvoicing import SIRET
from test_outbox import rewrite

ALL = {"from_date": "2020-01-01", "to_date": "2029-12-31"}


class Accounting(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()
        self.owner.change("/api/settings", {"siret": SIRET})

    def file(self, **query):
        answer = self.owner.get("/api/exports/fec", **(query or ALL)).expect(200)
        name = re.search(r'filename="?([^";]+)', answer.headers["Content-Disposition"])[1]
        rows, faults = fec.read(answer.raw)
        self.assertEqual(faults + fec.name_faults(name), [])
        return rows

    def entries(self, rows):
        found = {}
        for row in rows:
            found.setdefault(int(row["EcritureNum"]), []).append(
                (row["JournalCode"], row["CompteNum"], str(fec.amount(row["Debit"]) - fec.amount(row["Credit"]))))
        return list(found.values())

    def sums(self, rows):
        found = {}
        for row in rows:
            found[row["CompteNum"]] = found.get(row["CompteNum"], 0) + fec.amount(row["Debit"]) - fec.amount(row["Credit"])
        return found

    def books(self, **query):
        return self.owner.read("/api/accounting", **(query or ALL))

    def credit(self, invoice, **body):
        return self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", body)

    def repair(self, **fields):
        return self.invoice(items=[line(90, kind="LABOUR"), line(45.9, kind="PART")], vat_rate=20, issued=True, **fields)

    def test_services_owe_their_vat_when_they_are_paid(self):
        invoice = self.repair(payment_method="CARD")
        self.pay(invoice, 81.54, payment_method="CARD")
        last = self.pay(invoice, 81.54, payment_method="CASH").data["payment"]
        self.owner.create(f"/api/invoices/{invoice['id']}/payments/{last['id']}/reversal", {})
        self.assertEqual(self.entries(self.file()), [
            [("VE", "411", "163.08"), ("VE", "707", "-45.90"), ("VE", "44571", "-9.18"), ("VE", "706", "-90.00"),
             ("VE", "44574", "-18.00")],
            [("BQ", "5115", "81.54"), ("BQ", "411", "-81.54"), ("BQ", "44574", "9.00"), ("BQ", "44571", "-9.00")],
            [("CA", "530", "81.54"), ("CA", "411", "-81.54"), ("CA", "44574", "9.00"), ("CA", "44571", "-9.00")],
            [("CA", "530", "-81.54"), ("CA", "411", "81.54"), ("CA", "44574", "-9.00"), ("CA", "44571", "9.00")]])
        due = [(str(row["rate"]), str(row["base"]), str(row["vat"])) for row in self.books()["vat"]]
        self.assertEqual(due, [("20.0", "90.90", "18.18")])

    def test_deposits_and_refunds(self):
        quote = self.quote(items=[line(1000, kind="LABOUR", vat_rate=20)], status="ACCEPTED")
        deposit = self.owner.create(f"/api/quotes/{quote['id']}/deposit", {"percent": 30})
        self.pay(deposit, 360, payment_method="CARD")
        invoice = self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201).data["invoice"]
        self.pay(invoice, 840, payment_method="CARD")
        note = self.credit(invoice, reason="Annulé")
        self.owner.create(f"/api/credit-notes/{note['id']}/refund", {"amount": 100, "payment_method": "CASH"})
        self.assertEqual(self.entries(self.file()), [
            [("VE", "411", "360.00"), ("VE", "4191", "-300.00"), ("VE", "44574", "-60.00")],
            [("BQ", "5115", "360.00"), ("BQ", "411", "-360.00"), ("BQ", "44574", "60.00"), ("BQ", "44571", "-60.00")],
            [("VE", "411", "840.00"), ("VE", "706", "-1000.00"), ("VE", "44574", "-140.00"), ("VE", "4191", "300.00")],
            [("BQ", "5115", "840.00"), ("BQ", "411", "-840.00"), ("BQ", "44574", "140.00"), ("BQ", "44571", "-140.00")],
            [("VE", "411", "-1200.00"), ("VE", "706", "1000.00"), ("VE", "44571", "200.00")],
            [("CA", "530", "-100.00"), ("CA", "411", "100.00")]])
        self.assertEqual(set(fec.letters(self.file())), {deposit["invoice_number"]}, "of the other one 1100.00 are owed back")
        revenue = self.owner.read("/api/reports/revenue", **ALL)["summary"]["total_revenue"]
        self.assertEqual((str(self.books()["revenue"]), str(revenue)), ("1100.00", "1100.00"))
        closed = self.owner.create("/api/closings", {})
        self.assertEqual([str(closed[name]) for name in ("invoiced_net", "invoiced_vat", "invoiced", "credited", "paid", "reversed")],
                         ["1000.00", "200.00", "1200.00", "1200.00", "1200.00", "100.00"])
        turnover = self.owner.read("/api/reports/turnover", from_date=today(), to_date=today())
        self.assertTrue(turnover["is_proven"])
        till = self.owner.read("/api/closings/till", date=today())["sum"]
        self.assertEqual([str(till[name]) for name in ("paid", "reversed", "received")], ["1200.00", "100.00", "1100.00"])

    def test_settled_invoices_bear_a_letter(self):
        day = today().strftime("%Y%m%d")
        owed, paid, credited = self.repair(), self.repair(), self.repair()
        self.pay(owed, 163)
        self.pay(paid, 100, paid_at="2021-01-01T12:00:00.000Z")
        self.assertEqual(fec.letters(self.file()), {})
        self.pay(paid, 63.08)
        self.pay(credited, 63.08)
        note = self.credit(credited)
        self.assertEqual(set(fec.letters(self.file())), {paid["invoice_number"]})
        self.owner.create(f"/api/credit-notes/{note['id']}/refund", {"amount": 63.08, "payment_method": "CASH"})
        rows = self.file()
        self.assertEqual(fec.letters(rows), {each["invoice_number"]: {("411", day): 0} for each in (paid, credited)})
        self.assertEqual([row["EcritureLet"] for row in rows if row["CompteNum"] == "411"].count(credited["invoice_number"]), 4)
        rewrite(self.owner, "DROP TRIGGER accounting_entry_no_update")
        rewrite(self.owner, "UPDATE accounting_entry SET booked_at = booked_at + 86400000 WHERE number = (SELECT max(number) FROM accounting_entry)")
        before = self.file(from_date="2020-01-01", to_date=str(today()))
        self.assertEqual(set(fec.letters(before)), {paid["invoice_number"]}, "what came later settles nothing of a period")

    def test_settings_choose(self):
        self.owner.change("/api/settings", {"vat_on_debits": True, "accounts": {"services": "706100", "cheques": "511200"}})
        self.pay(self.repair(), 163.08, payment_method="CHECK")
        self.assertEqual(self.sums(self.file()), {
            "411": 0, "706100": Decimal("-90.00"), "707": Decimal("-45.90"), "44571": Decimal("-27.18"), "511200": Decimal("163.08")})
        self.owner.change("/api/settings", {"vat_on_debits": False, "parts_follow_repair": True})
        self.repair()
        self.assertEqual(self.entries(self.file())[-1], [
            ("VE", "411", "163.08"), ("VE", "707", "-45.90"), ("VE", "44574", "-27.18"), ("VE", "706100", "-90.00")])

    def test_credit_notes_take_back_what_is_left(self):
        invoice = self.repair()
        self.pay(invoice, 163.08)
        self.credit(invoice, items=[line(90, kind="LABOUR")])
        self.credit(invoice)  # the rest, which says no kind
        rows = self.file()
        self.assertEqual({account: sum for account, sum in self.sums(rows).items() if sum},
                         {"411": Decimal("-163.08"), "5115": Decimal("163.08")})
        self.assertEqual(self.books()["vat"], [])

    def test_a_fiscal_year_ends_as_its_closing_does(self):
        self.owner.change("/api/settings", {"fiscal_year_end": "02-28"})
        for year, end in ((2027, "20270228"), (2028, "20280229")):
            self.assertIn(f"FEC{end}.", self.owner.get("/api/exports/fec", year=year).expect(200).headers["Content-Disposition"])

    def test_numbers_are_for_ever(self):
        free = self.invoice(items=[line(0)], issued=True)
        nothing = self.invoice(items=[line(80, kind="LABOUR"), line(-80, kind="LABOUR")], issued=True)
        self.assertEqual([free["total"], nothing["total"], self.file()], [0, 0, []])
        moved = self.invoice(items=[line(80, kind="LABOUR"), line(-80, kind="PART")], issued=True)
        self.assertEqual(moved["total"], 0)
        invoice = self.repair()
        before = self.file()
        self.assertEqual(len(self.entries(before)), 2)
        self.pay(invoice, 10, paid_at="2021-01-01T12:00:00.000Z")
        after = self.file()
        self.assertEqual(after[:len(before)], before)
        self.assertEqual({row["EcritureNum"] for row in after}, {"1", "2", "3"})
        self.assertEqual([row["PieceDate"] for row in after if row["EcritureNum"] == "3"][0], "20210101")
        self.assertEqual(self.file(year=today().year), after)
        self.assertEqual(self.file(year=2021), [])
        books = self.books(from_date=str(today()), to_date=str(today()))
        self.assertEqual([str(books[key]) for key in ("booked", "received_elsewhere", "booked_elsewhere", "revenue")],
                         ["10.00", "10.00", "0.00", "0.00"])
        late = self.books(from_date="2021-01-01", to_date="2021-01-31")
        self.assertEqual([str(late[key]) for key in ("booked", "booked_elsewhere", "revenue")], ["0.00", "10.00", "10.00"])

    def test_names_of_the_world(self):
        buyer = self.contact(company="Ørsted Łódź Œuvre “Ελλάς” 5 €")
        self.invoice(buyer["id"], issued=True)
        self.assertEqual(self.file()[0]["CompAuxLib"], 'Ørsted Lódz Œuvre "?????" 5 €')

    def test_whatever_happens_adds_up(self):
        """Random papers in both modes of prices: what the entries say is what the papers and the report of revenue say."""
        dice = random.Random(11)
        turnover = vat = 0
        owed = {}
        for _ in range(25):
            items = [line(dice.randrange(100, 20000) / 100, dice.choice((1, 1, 2, 0.5)), kind=dice.choice(("LABOUR", "PART", "EXPENSE", None)),
                          vat_rate=dice.choice((20, 20, 10, 5.5, 0)), discount_percent=dice.choice((None, None, 12.5))) for _ in range(dice.randrange(1, 6))]
            invoice = self.invoice(items=items, issued=True, price_mode=dice.choice(("NET", "GROSS")))
            total = Decimal(str(invoice["total"]))
            owed[invoice["invoice_number"]] = total
            turnover, vat = turnover + Decimal(str(invoice["subtotal"])), vat + Decimal(str(invoice["vat_amount"]))
            if dice.random() < 0.7:
                part = dice.choice((total, (total / 3).quantize(Decimal("0.01"))))
                payment = self.pay(invoice, float(part), payment_method=dice.choice(("CASH", "CARD", "CHECK"))).data["payment"]
                owed[invoice["invoice_number"]] -= part
                if dice.random() < 0.3:
                    owed[invoice["invoice_number"]] += part
                    self.owner.create(f"/api/invoices/{invoice['id']}/payments/{payment['id']}/reversal", {})
            if dice.random() < 0.4:
                rate = items[0]["vat_rate"]
                note = self.credit(invoice, **({"items": [line(0.5, vat_rate=rate)]} if dice.random() < 0.5 else {}))
                owed[invoice["invoice_number"]] -= Decimal(str(note["total"]))
                turnover, vat = turnover - Decimal(str(note["subtotal"])), vat - Decimal(str(note["vat_amount"]))
        rows = self.file()
        settled = {number for number, left in owed.items() if left == 0}
        self.assertEqual({number: set(sums.values()) for number, sums in fec.letters(rows).items()}, {number: {0} for number in settled})
        self.assertTrue(0 < len(settled) < len(owed))
        sums, books = self.sums(rows), self.books()
        self.assertEqual(-sum(sums.get(account, 0) for account in ("706", "707", "467")), turnover)
        self.assertEqual(-sums["44571"] - sums["44574"], vat)
        self.assertEqual(-sums["44571"], sum(Decimal(str(row["vat"])) for row in books["vat"]))
        revenue = self.owner.read("/api/reports/revenue", **ALL)["summary"]["total_revenue"]
        self.assertEqual(sum(sums.get(account, 0) for account in ("512", "5112", "5115", "530")), Decimal(str(revenue)))
        self.assertEqual((books["revenue"], books["debit"]), (revenue, books["credit"]))
        self.assertEqual({row["number"]: Decimal(str(row["balance"])) for row in books["accounts"]}, sums)
        table = list(csv.DictReader(io.StringIO(self.owner.get("/api/exports/vat", **ALL).expect(200).raw.decode("utf-8-sig"))))
        self.assertEqual(sum(Decimal(row["TVA exigible"]) for row in table), -sums["44571"])

    def test_who_and_what_is_asked(self):
        self.owner.get("/api/exports/fec").invalid("from_date", "to_date")
        self.owner.get("/api/exports/fec", year=2026, from_date="2026-01-01").invalid("year")
        self.owner.get("/api/accounting", year=1).invalid("year")
        for role, statuses in (("sales", (403, 403, 403)), ("manager", (200, 200, 403)), ("admin", (200, 200, 200))):
            person = self.instance.add_user(self.owner.tenant, role)
            for path, status in zip(("/api/accounting", "/api/exports/vat", "/api/exports/fec"), statuses):
                person.get(path, year=2026).expect(status)
        self.owner.change("/api/settings", {"siret": None})
        self.owner.get("/api/exports/fec", **ALL).fault(409, "LEGAL_IDENTITY_INCOMPLETE")


class ManyEntries(ApiCase):
    """The file is written as its entries come: what a worker holds of them does not grow with their number."""

    @unittest.skipIf(SANITIZED, "a sanitizer keeps what was freed")
    def test_a_hundred_thousand_lines(self):
        self.instance = another(heavy_workers=1)
        self.owner = self.instance.sign_up()
        self.owner.change("/api/settings", {"siret": SIRET})
        invoice = self.invoice(items=[line(90, kind="LABOUR"), line(10, kind="PART")], issued=True)
        self.owner.get("/api/exports/fec", **ALL).expect(200)
        few = test_list_exports.Many.peak(self)
        number = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
        rewrite(self.owner, number + "INSERT INTO invoice_item (invoice_id, position, description, quantity, unit_price, vat_rate, total, kind)"
                " SELECT 'i' || i, position, description, quantity, unit_price, vat_rate, total, kind FROM n, invoice_item"
                " WHERE invoice_id = ?", invoice["id"])
        rewrite(self.owner, number + "INSERT INTO invoice (id, invoice_number, contact_id, issue_date, due_date, subtotal, vat_rate, vat_amount,"
                " total, status, seller, buyer, created_at, updated_at) SELECT 'i' || i, 'N' || i, contact_id, issue_date, due_date, subtotal,"
                " vat_rate, vat_amount, total, status, seller, buyer, created_at, updated_at FROM n, invoice WHERE id = ?", invoice["id"])
        rewrite(self.owner, number + "INSERT INTO ledger (seq, kind, ref_id, entry, previous_hash, hash, created_at)"
                " SELECT l.seq + i, kind, 'i' || i, '', '', i, created_at FROM n, ledger l WHERE ref_id = ? ORDER BY i", invoice["id"])
        rows, faults = fec.read(self.owner.get("/api/exports/fec", **ALL).expect(200).raw)
        self.assertEqual((len(rows), faults), (100005, []))
        self.assertLess(test_list_exports.Many.peak(self) - few, 4 * 1024)
