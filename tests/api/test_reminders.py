# SPDX-License-Identifier: MIT
"""`visioncrm sweep --remind`: one letter a level and invoice, never twice, in words that fit the debtor (contract, section 5)."""

import json
import unittest

from harness import ApiCase, alone, another, days_from_now, line
from probe import Background, rows, tenant_file, wait_until
from test_messages import files, text_of
from test_outbox import letters, rewrite


class ReminderCase(ApiCase):
    @classmethod
    def setUpClass(cls):
        """An instance of this file's: a sweep passes all tenants, and the shared one has hundreds by now."""
        cls.instance = alone()

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        self.owner = self.instance.sign_up(name="Garage Dupont")
        self.person = self.owner.create("/api/contacts", {"first_name": "Ida", "last_name": "Privat", "email": "ida@example.fr"})
        self.business = self.owner.create("/api/contacts", {"company": "Taxis SARL", "siren": "732829320", "email": "taxis@example.fr"})

    def overdue(self, contact, days, total=250):
        invoice = self.owner.create("/api/invoices", {"contact_id": contact["id"], "due_date": days_from_now(-days), "vat_rate": 20,
                                                      "items": [line(total)]})
        return self.owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})

    def remind(self, in_days=0):
        """What a sweep adds to this tenant's letters."""
        before = self.written()
        done = self.instance.cli("sweep", "--remind", "--as-of", days_from_now(in_days))
        self.assertIn("reminded", json.loads(done.stdout))
        return self.written()[len(before):]

    def written(self):
        return rows(tenant_file(self.owner), "SELECT r.level, i.invoice_number, o.recipient, o.subject, o.body FROM reminder r"
                                             " JOIN invoice i ON i.id = r.invoice_id JOIN outbox o ON o.id = r.message_id ORDER BY r.seq")

    def levels(self, in_days=0):
        return [level for level, *_ in self.remind(in_days)]


class Levels(ReminderCase):
    def test_one_letter_a_level_and_never_twice(self):
        self.overdue(self.person, 0)
        got = {}
        for day in range(0, 60):
            if day in (1, 6, 7, 8, 20, 21, 22, 34, 35, 36, 59):
                got[day] = self.levels(day)
                self.assertEqual(self.levels(day), [])
        self.assertEqual({day: levels for day, levels in got.items() if levels}, {7: [1], 21: [2], 35: [3]})

    def test_a_late_start_keeps_them_apart(self):
        """An invoice that has been overdue for long is not written about three times at once."""
        self.overdue(self.person, 100)
        self.assertEqual([self.levels(day) for day in (0, 13, 14, 27, 28, 29)], [[1], [], [2], [], [3], []])

    def test_days_of_ones_own(self):
        self.owner.change("/api/settings", {"reminder_days_1": 3, "reminder_days_2": None, "reminder_days_3": None})
        self.overdue(self.person, 0)
        self.assertEqual([self.levels(day) for day in (2, 3, 40)], [[], [1], []])
        refused = self.owner.patch("/api/settings", {"reminder_days_1": 30, "reminder_days_2": 30}).fault(400, "VALIDATION_ERROR")
        self.assertEqual({row["field"] for row in refused}, {"reminder_days_2"})
        refused = self.owner.patch("/api/settings", {"reminder_days_3": 30}).fault(400, "VALIDATION_ERROR")
        self.assertEqual({row["field"] for row in refused}, {"reminder_days_3"})

    def test_who_is_not_written_to(self):
        silent = self.owner.create("/api/contacts", {"last_name": "Muet"})
        self.overdue(silent, 30)
        paid = self.overdue(self.person, 30)
        self.owner.post(f"/api/invoices/{paid['id']}/payments", {"amount": 300, "payment_method": "CASH"}).expect(201)
        credited = self.overdue(self.person, 30)
        self.owner.post(f"/api/invoices/{credited['id']}/credit-note", {"reason": "x"}).expect(201)
        self.overdue(self.person, 3)
        self.assertEqual(self.remind(), [])
        self.owner.change(f"/api/contacts/{silent['id']}", {"email": "muet@example.fr"})
        self.assertEqual([row[2] for row in self.remind()], ["muet@example.fr"])

    def test_without_the_option_nobody_is_written_to(self):
        self.overdue(self.person, 30)
        self.assertNotIn("reminded", json.loads(self.instance.cli("sweep").stdout))
        self.assertEqual(self.written(), [])

    def test_a_suspended_tenant_writes_nothing(self):
        self.overdue(self.person, 30)
        self.instance.cli("tenant", "suspend", self.owner.tenant)
        self.assertEqual(self.remind(), [])
        self.instance.cli("tenant", "resume", self.owner.tenant)
        self.assertEqual(len(self.remind()), 1)

    def test_the_plan_is_a_bound_and_the_rest_goes_tomorrow(self):
        for _ in range(3):
            self.overdue(self.person, 30)
        rewrite(self.owner, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 48) INSERT INTO outbox (id, channel,"
                            " recipient, body, status, next_at, created_at) SELECT 'x' || i, 'email', 'a@b.fr', '', 'sent', 0,"
                            " unixepoch() * 1000 FROM n")
        self.assertEqual(len(self.remind()), 2)
        self.assertEqual(len(self.remind()), 0)
        rewrite(self.owner, "UPDATE outbox SET created_at = created_at - 2 * 86400000")
        self.assertEqual(len(self.remind()), 1)


class Words(ReminderCase):
    PENALTIES = ("40 €", "énalité", "ndemnité", "intérêt")

    def test_a_consumer_reads_nothing_of_penalties(self):
        self.overdue(self.person, 100)
        bodies = [row[4] for day in (0, 14, 28) for row in self.remind(day)]
        self.assertEqual(len(bodies), 3)
        for body in bodies:
            for words in self.PENALTIES:
                self.assertNotIn(words, body.replace("\u202f", " ").replace("\xa0", " "))

    def test_a_business_reads_what_its_invoice_says(self):
        invoice = self.overdue(self.business, 100)
        self.owner.change("/api/settings", {"recovery_text": "Indemnité : 1 000 €"})  # after the issue
        bodies = [row[4].replace("\u202f", " ").replace("\xa0", " ") for day in (0, 14, 28) for row in self.remind(day)]
        self.assertNotIn("40 €", bodies[0], "the first letter is a friendly one")
        for body in bodies[1:]:
            self.assertIn("40 €", body)
            self.assertIn("Pénalités de retard", body)
            self.assertNotIn("1 000 €", body)
        for body in bodies:
            self.assertIn(f"Facture n° {invoice['invoice_number']}", body)
            self.assertIn("Reste à régler : 300,00 €", body)

    def test_what_is_left_is_asked_for_and_the_paper_goes_along(self):
        self.owner.change("/api/settings", {"iban": "FR7630006000011234567890189"})
        invoice = self.overdue(self.person, 30)
        self.owner.post(f"/api/invoices/{invoice['id']}/payments", {"amount": 100, "payment_method": "CASH"}).expect(201)
        (level, number, to, subject, body), = self.remind()
        self.assertEqual((level, to, subject), (1, "ida@example.fr", f"Rappel : facture {number}"))
        self.assertIn("Reste à régler : 200,00 €", body.replace("\u202f", " ").replace("\xa0", " "))
        self.assertIn("FR76", body)
        wait_until(lambda: letters(self.instance, self.owner.tenant), "the letter", 10)
        letter, = letters(self.instance, self.owner.tenant)
        self.assertEqual(letter["To"], "ida@example.fr")
        self.assertIn("Bonjour Ida Privat,", text_of(letter))
        self.assertEqual(files(letter), {f"facture-{number}.pdf": self.owner.get(f"/api/invoices/{invoice['id']}/facturx").raw})
        row, = self.owner.read("/api/communications", kind="REMINDER")
        self.assertEqual((row["contact"]["id"], row["created_by"]), (self.person["id"], None))
        activity, = [each for each in self.owner.read("/api/activities", type="EMAIL_SENT")]
        self.assertEqual((activity["metadata"]["level"], activity["metadata"]["invoice_id"]), (1, invoice["id"]))


class Beside(unittest.TestCase):
    def test_several_at_once_write_each_letter_once(self):
        instance = another(rate_limit_scale="0")
        owner = instance.sign_up()
        instance.cli("tenant", "plan", owner.tenant, "PRO")
        contact = owner.create("/api/contacts", {"last_name": "Privat", "email": "ida@example.fr"})
        for _ in range(40):
            invoice = owner.create("/api/invoices", {"contact_id": contact["id"], "due_date": days_from_now(-10), "items": [line(10)]})
            owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
        runs = [Background(instance.cli, "sweep", "--remind") for _ in range(4)]
        summaries = [json.loads(run.result().stdout) for run in runs]
        self.assertEqual(sum(summary["reminded"] for summary in summaries), 40)
        self.assertEqual(rows(tenant_file(owner), "SELECT count(*), count(DISTINCT invoice_id) FROM reminder"), [(40, 40)])
        self.assertEqual(rows(tenant_file(owner), "SELECT count(*) FROM outbox WHERE purpose = 'REMINDER'"), [(40,)])
        wait_until(lambda: len(letters(instance, owner.tenant)) == 40, "the letters", 60)
