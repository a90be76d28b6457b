# SPDX-License-Identifier: MIT
"""Closings: by hand and by the sweep, what they add up to, who may, and that the chain is whole with them."""

import contextlib
import hashlib
import json
import sqlite3
import subprocess
import tempfile
import time

from harness import BINARY, ROOT, ApiCase, another, line, pdf_text, random_id, today
from probe import rows, tenant_file


class ClosingCase(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def issue(self, price=100):
        draft = self.owner.create("/api/invoices", {"contact_id": self.contact()["id"], "items": [line(price)]})
        self.owner.patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"}).expect(200)
        return draft

    def verify(self):
        [report] = json.loads(self.instance.cli("verify", self.owner.tenant, "--json", check=False).stdout)
        return report["problem"]


class Closings(ClosingCase):
    def test_a_day_is_closed_early_and_once(self):
        self.owner.post("/api/closings").fault(409, "NOTHING_TO_CLOSE")
        invoice = self.issue()
        self.pay(invoice, 50, payment_method="CASH", paid_at="2020-01-01T10:00:00Z")
        closing = self.owner.post("/api/closings").expect(201).data
        day = today().isoformat()
        self.assertEqual([closing[key] for key in ("kind", "number", "from_date", "to_date", "entries")], ["DAY", 1, day, day, 2])
        self.assertEqual([closing[key] for key in ("invoiced_net", "invoiced_vat", "invoiced", "turnover", "paid", "received")],
                         [100, 20, 120, 120, 50, 50])
        self.assertEqual(self.owner.post("/api/closings").expect(200).data, closing)
        self.assertEqual(self.owner.read(f"/api/closings/{closing['id']}"), closing)
        # What comes after it belongs to another closing of the same day, and the totals go on.
        payment = self.owner.read(f"/api/invoices/{invoice['id']}")["payments"][0]
        self.assertTrue(payment["paid_at"].startswith("2020-01-01"))
        self.owner.post(f"/api/invoices/{invoice['id']}/payments/{payment['id']}/reversal", {}).expect(201)
        self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(10)]}).expect(201)
        second = self.owner.post("/api/closings").expect(201).data
        self.assertEqual([second[key] for key in ("number", "from_at", "reversed", "credited", "received", "turnover")],
                         [2, closing["to_at"], 50, 12, -50, -12])
        self.assertEqual([second[key] for key in ("perpetual_invoiced", "perpetual_credited", "perpetual_turnover",
                                                  "perpetual_received")], [120, 12, 108, 0])
        self.assertEqual(self.ids("/api/closings", kind="DAY"), [second["id"], closing["id"]])
        self.assertEqual(self.ids("/api/closings", to="2020-01-01"), [])
        self.assertEqual(self.ids("/api/closings", kind="MONTH"), [])
        self.assertIsNone(self.verify())
        [entry] = rows(tenant_file(self.owner), "SELECT entry, hash FROM ledger WHERE ref_id = ?", second["id"])
        self.assertEqual((json.loads(entry[0])["perpetual_paid"], entry[1]), (5000, second["hash"]))

    def test_who_may(self):
        self.issue()
        sales, manager = (self.instance.add_user(self.owner.tenant, role) for role in ("sales", "manager"))
        sales.get("/api/closings").fault(403)
        sales.post("/api/closings").fault(403)
        closing = manager.post("/api/closings").expect(201).data
        manager.get(f"/api/closings/{closing['id']}").expect(200)
        manager.get(f"/api/closings/{random_id()}").fault(404)
        manager.get("/api/closings", kind="WEEK").invalid("kind")

    def test_a_repeated_request_closes_once(self):
        self.issue()
        answers = [self.owner.post("/api/closings", headers={"Idempotency-Key": "close"}).expect(201).data for _ in range(2)]
        self.assertEqual(answers[0], answers[1])

    def test_the_till_sheet(self):
        invoice = self.issue(200)
        for fields in ({"amount": 30, "payment_method": "CASH", "till": "2"}, {"amount": 20, "payment_method": "CASH"},
                       {"amount": 50, "payment_method": "CARD", "paid_at": "2020-01-01T10:00:00Z"}):
            self.owner.post(f"/api/invoices/{invoice['id']}/payments", fields).expect(201)
        payment = self.owner.read(f"/api/invoices/{invoice['id']}")["payments"][1]
        self.owner.post(f"/api/invoices/{invoice['id']}/payments/{payment['id']}/reversal", {}).expect(201)
        sheet = self.owner.read("/api/closings/till")
        self.assertEqual([[row[key] for key in ("till", "payment_method", "paid", "reversed", "received", "other_day")]
                          for row in sheet["rows"]],
                         [[None, "CARD", 50, 0, 50, 50], [None, "CASH", 20, 20, 0, 0], ["2", "CASH", 30, 0, 30, 0]])
        self.assertEqual((sheet["date"], sheet["sum"]["received"], sheet["sum"]["payment_count"], sheet["is_closed"]),
                         (today().isoformat(), 80, 3, False))
        closing = self.owner.post("/api/closings").expect(201).data
        self.assertEqual(closing["received"], sheet["sum"]["received"])
        self.assertTrue(self.owner.read("/api/closings/till")["is_closed"])
        self.assertEqual(self.owner.read("/api/closings/till", date="2020-01-01")["rows"], [])
        self.owner.get("/api/closings/till", date="2020-13-01").invalid("date")
        text = pdf_text(self.owner.get("/api/closings/till/pdf").expect(200).raw)
        for words in ("Feuille de caisse", "Espèces – caisse 2", "80,00", "Journée clôturée"):
            self.assertIn(words, text)

    def test_turnover_is_proven(self):
        invoice = self.issue(100)
        self.pay(invoice, 70)
        self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(10)]}).expect(201)
        day = today().isoformat()
        period = {"from_date": day, "to_date": day}
        found = self.owner.read("/api/reports/turnover", **period)
        self.assertEqual([found[key] for key in ("turnover_net", "turnover_vat", "turnover", "received", "entries", "is_proven",
                                                 "first_entry", "last_entry")], [90, 18, 108, 70, 3, True, 1, 3])
        empty = self.owner.read("/api/reports/turnover", from_date="2020-01-01", to_date="2020-01-31")
        self.assertEqual((empty["entries"], empty["turnover"], empty["is_proven"], empty["last_entry"]), (0, 0, True, None))
        self.owner.get("/api/reports/turnover", from_date=day).invalid("to_date")
        # Rows that differ from the chain are no proof, nor is an entry that does not fit its hash.
        for table, trigger, change in (("payment", "payment_no_update", "amount = amount + 1"),
                                       ("ledger", "ledger_no_update", "entry = replace(entry, '\"total\":12000', '\"total\":12001')")):
            with contextlib.closing(sqlite3.connect(tenant_file(self.owner), isolation_level=None)) as db:
                db.execute(f"DROP TRIGGER {trigger}")
                db.execute(f"UPDATE {table} SET {change}")
            self.assertFalse(self.owner.read("/api/reports/turnover", **period)["is_proven"])
            with contextlib.closing(sqlite3.connect(tenant_file(self.owner), isolation_level=None)) as db:
                back = change.replace("+", "-") if "+" in change else "entry = replace(entry, '\"total\":12001', '\"total\":12000')"
                db.execute(f"UPDATE {table} SET {back}")
            self.assertTrue(self.owner.read("/api/reports/turnover", **period)["is_proven"])

    def test_the_archive_is_checked_without_the_program(self):
        invoice = self.issue(100)
        self.pay(invoice, 70)
        self.owner.post("/api/closings").expect(201)
        self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(10)]}).expect(201)
        self.owner.post("/api/closings").expect(201)
        self.instance.add_user(self.owner.tenant, "manager").post("/api/archive").fault(403)
        answer = self.owner.post("/api/archive").expect(200)
        head, *_, foot = [json.loads(text) for text in answer.raw.splitlines()]
        self.assertEqual((head["archive"], head["demonstration"], foot["entries"]), ("visioncrm-ledger-1", False, 5))
        for kind, in rows(tenant_file(self.owner), "SELECT name FROM accounting_kind"):
            self.assertIn(kind, head["fields"]["kind"])
        self.assertEqual(self.check(answer.raw), (0, ""))
        # One byte anywhere, a line less, another closing: each is found, by the hash of the file and, where that is made anew, by the chain.
        for position in range(len(answer.raw) // 40, len(answer.raw), len(answer.raw) // 20):
            changed = bytearray(answer.raw)
            changed[position] ^= 1
            self.assertEqual(self.check(bytes(changed))[0], 1, position)
        lines = answer.raw.splitlines(keepends=True)[:-1]
        for number, entry in enumerate(lines[1:], 1):
            for other in (b"", entry.replace(b'12000', b'12001').replace(b'7000', b'7001').replace(b'1200,', b'1201,')):
                body = b"".join(lines[:number] + [other] + lines[number + 1:])
                foot = {"entries": body.count(b"\n") - 1, "sha256": hashlib.sha256(body).hexdigest()}
                forged = self.check(body + json.dumps(foot).encode() + b"\n")
                self.assertEqual(forged[0], 0 if not other and number == len(lines) - 1 else 1, (number, forged))
        [event] = self.owner.read("/api/events", kind="ARCHIVE")
        self.assertIn(json.loads(answer.raw.splitlines()[-1])["sha256"], event["detail"])
        self.assertIsNotNone(event["created_by"])
        self.assertIsNone(self.verify())

    def check(self, archive):
        with tempfile.NamedTemporaryFile() as file:
            file.write(archive)
            file.flush()
            done = subprocess.run(["/usr/bin/python3", ROOT / "scripts/verify_archive.py", file.name], capture_output=True, text=True,
                                  check=False, timeout=60)
        return done.returncode, done.stderr

    def test_the_attestation_is_a_form(self):
        self.owner.change("/api/settings", {"siret": "73282932000074", "legal_name": "Garage Étoile"})
        self.issue(10)
        text = " ".join(pdf_text(self.owner.get("/api/attestation/pdf").expect(200).raw).split())
        for words in ("286", "Garage Étoile", "732 829 320 00074", today().strftime("%d/%m/%Y"), "Volet 2"):
            self.assertIn(words, text.replace("\xa0", " "))
        self.assertNotIn("DÉMONSTRATION", text)

    def test_what_a_check_finds_is_noted_once(self):
        self.issue(10)
        with contextlib.closing(sqlite3.connect(tenant_file(self.owner), isolation_level=None)) as db:
            db.execute("UPDATE sequence SET value = 7 WHERE name LIKE 'invoice:%'")
        for _ in range(2):
            self.assertIn("gap", self.verify())
        self.assertEqual([event["kind"] for event in self.owner.read("/api/events")], ["VERIFY_FAILED"])


class Sweeps(ClosingCase):
    """On an instance of its own: no other tenant is to be closed days ahead."""

    @classmethod
    def setUpClass(cls):
        cls.instance = another()

    @classmethod
    def tearDownClass(cls):
        pass

    def sweep(self, days):
        """As if it were so many days later."""
        clock = {"VISIONCRM_TEST_NOW": str(int((time.time() + 86400 * days) * 1000))}
        done = subprocess.run([BINARY, "sweep"], env={**self.instance.env, **clock}, cwd=self.instance.folder,
                              capture_output=True, text=True, check=True, timeout=60)
        return json.loads(done.stdout)["closings"]

    def test_a_sweep_closes_what_is_over(self):
        self.issue()
        self.assertEqual(self.sweep(0), 0)
        self.assertEqual(self.sweep(400), 3)
        self.assertEqual(self.sweep(400), 0)
        self.owner.signin("owner@garage.fr")  # sessions have ended meanwhile
        closings = self.owner.read("/api/closings")
        self.assertEqual([closing["kind"] for closing in closings], ["YEAR", "MONTH", "DAY"])
        self.assertEqual({closing["perpetual_turnover"] for closing in closings}, {120})
        self.assertEqual({closing["created_by"] for closing in closings}, {None})
        self.assertIsNone(self.verify())
        # For this tenant the server's clock is one that was set back.
        draft = self.owner.create("/api/invoices", {"contact_id": self.contact()["id"], "items": [line(1)]})
        self.owner.patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"}).fault(409, "PERIOD_CLOSED")
        self.assertEqual(self.owner.read(f"/api/invoices/{draft['id']}")["status"], "DRAFT")
        self.assertIsNone(self.verify())
        self.assertEqual([event["kind"] for event in self.owner.read("/api/events")], ["VERSION"])
        self.assertEqual(self.owner.read("/api/audit", entity="CLOSING")[0]["source"], "SWEEP")
