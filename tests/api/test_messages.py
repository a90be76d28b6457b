# SPDX-License-Identifier: MIT
"""Messages that a tenant writes (workshop API, "Communications"; contract, section 5): stored, logged, bounded by the plan, handed
over by their jobs; quotes and invoices on their way to the contact."""

import email
import email.policy
import unittest
import uuid

from harness import ApiCase, another, days_from_now, line, pdf_text, shared, today
from probe import rows, tenant_file, wait_until
from test_outbox import outbox, rewrite

EMAIL = {"to": "jean.martin@example.fr", "subject": "Devis pour vidange moteur", "body": "Bonjour Jean,\n\nVeuillez trouver ci-joint..."}


class MessageCase(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.instance.sign_up(name="Garage Été")
        cls.jean = cls.owner.create("/api/contacts", {"first_name": "Jean", "last_name": "Martin", "email": "Jean.Martin@example.fr",
                                                      "phone": "+33612345678"})
        cls.silent = cls.owner.create("/api/contacts", {"last_name": "Muet"})

    @classmethod
    def quote(cls, contact=None, **fields):
        return cls.owner.create("/api/quotes", {"contact_id": (contact or cls.jean)["id"], "valid_until": days_from_now(30),
                                                "vat_rate": 20, "items": [line(100)], **fields})

    @classmethod
    def invoice(cls, status=True):
        invoice = cls.owner.create("/api/invoices", {"contact_id": cls.jean["id"], "due_date": days_from_now(30), "vat_rate": 20,
                                                     "items": [line(250)]})
        return cls.owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"}) if status else invoice

    def post(self, **changes):
        body = {**EMAIL, **changes}
        return self.owner.post("/api/communications/email", {key: value for key, value in body.items() if value is not None})

    def letter_of(self, receipt, owner=None):
        """The letter of a message, once it was handed over."""
        owner = owner or self.owner
        wait_until(lambda: owner.read(f"/api/communications/{receipt['message_id']}")["status"] == "sent", "the letter", 10)
        attempt, = rows(tenant_file(owner), "SELECT attempt_id FROM outbox WHERE id = ?", receipt["message_id"])[0]
        path = self.instance.folder / "data/mail" / owner.tenant / "new" / attempt
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def files(letter):
    return {part.get_filename(): part.get_content() for part in letter.iter_attachments()}


def text_of(letter):
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


class Email(MessageCase):
    def test_it_is_stored_logged_and_sent(self):
        receipt = self.post(contact_id=self.jean["id"]).expect(200).data
        self.assertEqual(receipt["status"], "queued")
        activity = self.owner.read(f"/api/activities/{receipt['activity_id']}")
        self.assertEqual((activity["type"], activity["contact_id"], activity["metadata"]),
                         ("EMAIL_SENT", self.jean["id"], {"message_id": receipt["message_id"]}))
        letter = self.letter_of(receipt)
        self.assertEqual((letter["To"], letter["Subject"]), (EMAIL["to"], EMAIL["subject"]))
        self.assertEqual(text_of(letter).rstrip("\n"), EMAIL["body"])
        self.assertEqual(letter["From"].addresses[0].display_name, "Garage Été")
        message = self.owner.read(f"/api/communications/{receipt['message_id']}")
        self.assertEqual((message["body"], message["contact"], message["kind"], message["channel"], message["attempts"]),
                         (EMAIL["body"], {"id": self.jean["id"], "name": "Jean Martin"}, "MESSAGE", "email", 1))
        self.assertEqual((message["created_by"], message["activity_id"]), (self.owner.user["id"], receipt["activity_id"]))

    def test_the_contact_is_found_by_the_address(self):
        receipt = self.post(to="JEAN.MARTIN@EXAMPLE.FR").expect(200).data
        self.assertEqual(self.owner.read(f"/api/communications/{receipt['message_id']}")["contact"]["id"], self.jean["id"])

    def test_documents_of_the_tenant_go_along(self):
        quote, invoice = self.quote(), self.invoice()
        note = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"reason": "Geste"})
        origin = self.owner.origin
        receipt = self.post(attachments=[
            {"filename": "devis-2026-001.pdf", "url": f"https://storage.visioncrm.app/quotes/{quote['id']}.pdf"},
            {"filename": "Été & co.pdf", "url": f"{origin}/api/invoices/{invoice['id']}/pdf"},
            {"url": f"/api/credit-notes/{note['id'].upper()}/pdf"}]).expect(200).data
        stored = self.owner.read(f"/api/communications/{receipt['message_id']}")["attachments"]
        self.assertEqual(stored[0], {"filename": "devis-2026-001.pdf", "url": f"/api/quotes/{quote['id']}/pdf"})
        found = files(self.letter_of(receipt))
        self.assertEqual(set(found), {"devis-2026-001.pdf", "Été & co.pdf", f"avoir-{note['credit_note_number']}.pdf"})
        self.assertEqual(found["devis-2026-001.pdf"], self.owner.get(f"/api/quotes/{quote['id']}/pdf").raw)
        self.assertEqual(found["Été & co.pdf"], self.owner.get(f"/api/invoices/{invoice['id']}/facturx").raw)

    def test_nothing_else_is_attached(self):
        quote = self.quote()
        other = self.instance.sign_up()
        foreign = other.create("/api/contacts", {"last_name": "X"})
        strange = other.create("/api/quotes", {"contact_id": foreign["id"], "valid_until": days_from_now(3), "vat_rate": 0,
                                               "items": [line(1)]})
        before = len(outbox(self.owner))
        for url in (f"/api/quotes/{strange['id']}/pdf", f"/api/quotes/{uuid.uuid4()}/pdf", f"{other.origin}/api/quotes/{quote['id']}/pdf",
                    f"https://evil.example/api/quotes/{quote['id']}/pdf", f"/api/quotes/{quote['id']}/pdf?x=1",
                    f"/api/quotes/{quote['id']}", f"/api/quotes/../invoices/{quote['id']}/pdf", "file:///etc/passwd", "/etc/passwd",
                    f"//evil.example/api/quotes/{quote['id']}/pdf", f"http://storage.visioncrm.app/quotes/{quote['id']}.pdf",
                    f"https://storage.visioncrm.app/quotes/{quote['id']}.pdf#x", f"https://storage.visioncrm.app/{quote['id']}.pdf",
                    f"{self.owner.origin}.evil.example/api/quotes/{quote['id']}/pdf",
                    f"{self.owner.origin}@evil.example/api/quotes/{quote['id']}/pdf"):
            with self.subTest(url=url):
                refused = self.post(attachments=[{"filename": "a.pdf", "url": url}]).fault(400, "VALIDATION_ERROR")
                self.assertEqual([row["field"] for row in refused], ["attachments[0].url"])
        self.post(attachments=[{"url": f"/api/quotes/{quote['id']}/pdf"}] * 6).fault(400, "VALIDATION_ERROR")
        self.assertEqual(len(outbox(self.owner)), before)

    def test_all_errors_at_once(self):
        refused = self.owner.post("/api/communications/email", {"to": "nobody", "contact_id": str(uuid.uuid4()), "cc": "x",
                                                                "attachments": [{"filename": "a"}, {"url": "x"}]})
        self.assertEqual({row["field"] for row in refused.fault(400, "VALIDATION_ERROR")},
                         {"to", "subject", "body", "contact_id", "cc", "attachments[0].url", "attachments[1].url"})
        self.post(subject="a\nb").fault(400, "VALIDATION_ERROR")
        self.post(body="x" * 20001).fault(400, "VALIDATION_ERROR")

    def test_a_document_that_is_gone_fails_the_attempt(self):
        self.instance.expect_alarm(r"attempt \d+ failed")
        owner = self.instance.sign_up()
        contact = owner.create("/api/contacts", {"last_name": "M", "email": EMAIL["to"]})
        quote = owner.create("/api/quotes", {"contact_id": contact["id"], "valid_until": days_from_now(3), "vat_rate": 0, "items": [line(1)]})
        self.instance.cli("tenant", "suspend", owner.tenant)  # until then nothing is sent
        self.instance.cli("tenant", "resume", owner.tenant)
        receipt = owner.post("/api/communications/email", {**EMAIL, "attachments": [{"url": f"/api/quotes/{quote['id']}/pdf"}]}).expect(200).data
        wait_until(lambda: outbox(owner)[0][0] == "sent", "delivery", 10)
        rewrite(owner, "UPDATE outbox SET status = 'queued', files = ? WHERE id = ?",
                f'[{{"filename":"a.pdf","url":"/api/quotes/{uuid.uuid4()}/pdf"}}]', receipt["message_id"])
        rewrite(owner, "UPDATE job SET state = 'queued', attempts = 0, due_at = 0, done_at = NULL WHERE id = ?", receipt["message_id"])
        self.instance.cli("deliver")
        self.assertEqual(owner.read("/api/jobs")[0]["last_error"], "Quote not found")

    def test_the_same_key_sends_once(self):
        key = {"Idempotency-Key": "once"}
        first = self.owner.post("/api/communications/email", EMAIL, headers=key).expect(200)
        again = self.owner.post("/api/communications/email", EMAIL, headers=key).expect(200)
        self.assertEqual(first.raw, again.raw)
        self.assertEqual(len(rows(tenant_file(self.owner), "SELECT 1 FROM outbox WHERE id = ?", first.data["message_id"])), 1)


class WhatsApp(MessageCase):
    def test_it_is_stored_and_logged(self):
        body = {"to": "+33 6 12 34 56 78", "message": "Bonjour Jean, votre véhicule est prêt !\nGarage Été"}
        receipt = self.owner.post("/api/communications/whatsapp", body).expect(200).data
        message = self.owner.read(f"/api/communications/{receipt['message_id']}")
        self.assertEqual((message["to"], message["body"], message["channel"], message["subject"], message["contact"]["id"]),
                         ("+33612345678", body["message"], "whatsapp", None, self.jean["id"]))
        self.assertEqual(self.owner.read(f"/api/activities/{receipt['activity_id']}")["type"], "WHATSAPP_SENT")
        self.assertEqual(self.owner.read("/api/jobs")[0]["kind"], "whatsapp")

    def test_what_is_refused(self):
        refused = self.owner.post("/api/communications/whatsapp", {"to": "0612345678"}).fault(400, "VALIDATION_ERROR")
        self.assertEqual({row["field"]: row["message"] for row in refused}["to"], "Phone number must start with +")
        self.owner.post("/api/communications/whatsapp", {"to": "+33612345678", "message": "x" * 1601}).fault(400, "VALIDATION_ERROR")


class Papers(MessageCase):
    def test_a_draft_quote_is_sent(self):
        quote = self.quote()
        answer = self.owner.post(f"/api/quotes/{quote['id']}/send").expect(200).data
        self.assertEqual((answer["status"], answer["quote"]["status"]), ("queued", "SENT"))
        self.assertEqual(self.owner.read(f"/api/quotes/{quote['id']}")["status"], "SENT")
        activity = self.owner.read(f"/api/activities/{answer['activity_id']}")
        self.assertEqual((activity["type"], activity["metadata"]["quote_id"], activity["metadata"]["message_id"]),
                         ("QUOTE_SENT", quote["id"], answer["message_id"]))
        self.assertEqual(len([row for row in self.owner.read("/api/activities", type="QUOTE_SENT")
                              if row["metadata"]["quote_id"] == quote["id"]]), 1)
        letter = self.letter_of(answer)
        self.assertEqual((letter["To"], letter["Subject"]), ("Jean.Martin@example.fr", f"Devis {quote['quote_number']} – Garage Été"))
        self.assertIn("120,00\xa0€", text_of(letter))
        pdf = files(letter)[f"devis-{quote['quote_number']}.pdf"]
        self.assertIn(quote["quote_number"], pdf_text(pdf))
        self.assertEqual([row["id"] for row in self.owner.read("/api/communications", kind="QUOTE", contact_id=self.jean["id"])][0],
                         answer["message_id"])

    def test_again_with_words_of_ones_own(self):
        quote = self.quote()
        self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
        answer = self.owner.post(f"/api/quotes/{quote['id']}/send", {"to": EMAIL["to"], "subject": "Votre devis", "message": "Voici."})
        letter = self.letter_of(answer.expect(200).data)
        self.assertEqual((letter["Subject"], text_of(letter).strip(), len(files(letter))), ("Votre devis", "Voici.", 1))

    def test_a_sent_quote_keeps_its_date(self):
        quote = self.quote()
        self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
        self.owner.post(f"/api/quotes/{quote['id']}/send", {"valid_until": days_from_now(90)}).invalid("valid_until")
        self.owner.post(f"/api/quotes/{quote['id']}/send", {"valid_until": quote["valid_until"]}).expect(200)

    def test_a_credited_invoice_is_not_called_paid(self):
        invoice = self.invoice()
        self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {})
        letter = text_of(self.letter_of(self.owner.post(f"/api/invoices/{invoice['id']}/send").expect(200).data))
        self.assertIn("annulée par un avoir", letter)
        self.assertNotIn("réglée", letter)

    def test_a_letter_too_large_for_a_courier_ends_and_the_courier_does_not(self):
        """Five papers that want more memory than one job may have."""
        instance = another(couriers=1)
        owner = instance.sign_up()
        contact = owner.create("/api/contacts", {"last_name": "M", "email": EMAIL["to"]})["id"]
        quote = owner.create("/api/quotes", {"contact_id": contact, "valid_until": days_from_now(30), "vat_rate": 20, "items": [
            {"description": "中" + "a b" * 666, "quantity": 1, "unit_price": 1} for _ in range(500)]})
        instance.expect_alarm(r"attempt \d+ failed")
        couriers = instance.workers("courier")
        paper = {"filename": "devis.pdf", "url": f"/api/quotes/{quote['id']}/pdf"}
        receipt = owner.post("/api/communications/email", {**EMAIL, "attachments": [paper] * 5}).expect(200).data
        path = f"/api/communications/{receipt['message_id']}"
        wait_until(lambda: owner.read(path)["status"] in ("failed", "sent"), "the end of the job", 120)
        self.assertIn("memory", owner.read(path)["last_error"])
        self.assertEqual(instance.workers("courier"), couriers)
        other = owner.post("/api/communications/email", EMAIL).expect(200).data
        wait_until(lambda: owner.read(f"/api/communications/{other['message_id']}")["status"] == "sent", "the next letter", 30)

    def test_quotes_that_are_not_sent(self):
        quote = self.quote()
        for status in ("SENT", "REJECTED"):
            self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": status})
        self.owner.post(f"/api/quotes/{quote['id']}/send").fault(400, "INVALID_TRANSITION")
        expired = self.quote()
        for status in ("SENT", "EXPIRED"):
            self.owner.change(f"/api/quotes/{expired['id']}/status", {"status": status})
        self.owner.post(f"/api/quotes/{expired['id']}/send").fault(400, "INVALID_TRANSITION")
        sent = self.owner.post(f"/api/quotes/{expired['id']}/send", {"valid_until": days_from_now(60)}).expect(200).data
        self.assertEqual((sent["quote"]["status"], sent["quote"]["valid_until"]), ("SENT", days_from_now(60)))

    def test_a_contact_without_an_address(self):
        quote = self.quote(self.silent)
        refused = self.owner.post(f"/api/quotes/{quote['id']}/send").fault(400, "VALIDATION_ERROR")
        self.assertEqual(refused[0]["field"], "to")
        self.assertEqual(self.owner.read(f"/api/quotes/{quote['id']}")["status"], "DRAFT", "it moved without a letter")

    def test_an_issued_invoice_is_sent_a_draft_is_not(self):
        draft = self.invoice(status=False)
        self.owner.post(f"/api/invoices/{draft['id']}/send").fault(400, "INVALID_TRANSITION")
        invoice = self.invoice()
        answer = self.owner.post(f"/api/invoices/{invoice['id']}/send").expect(200).data
        self.assertEqual(answer["invoice"]["status"], "SENT")
        letter = self.letter_of(answer)
        self.assertIn("Reste à régler : 300,00 €", text_of(letter).replace("\u202f", " ").replace("\xa0", " "))
        self.assertEqual(files(letter), {f"facture-{invoice['invoice_number']}.pdf": self.owner.get(f"/api/invoices/{invoice['id']}/facturx").raw})
        self.assertEqual(self.owner.read(f"/api/activities/{answer['activity_id']}")["type"], "INVOICE_SENT")


class Lists(MessageCase):
    def test_newest_first_filtered_and_paged(self):
        owner = self.instance.sign_up()
        contact = owner.create("/api/contacts", {"last_name": "M", "email": EMAIL["to"], "phone": "+33612345678"})
        self.instance.cli("tenant", "suspend", owner.tenant)
        self.instance.cli("tenant", "resume", owner.tenant)
        ids = [owner.post("/api/communications/email", {**EMAIL, "subject": f"S {number}"}).expect(200).data["message_id"] for number in range(5)]
        ids.append(owner.post("/api/communications/whatsapp", {"to": "+33612345678", "message": "M"}).expect(200).data["message_id"])
        self.instance.client(owner.tenant).post("/api/auth/forgot-password", {"email": "owner@garage.fr"}).expect(200)
        self.assertEqual([row["id"] for row in owner.read("/api/communications")], ids[::-1])
        self.assertEqual([row["id"] for row in owner.read("/api/communications", sort_by="created_at", sort_order="asc")], ids)
        self.assertEqual([row["id"] for row in owner.read("/api/communications", channel="WHATSAPP")], ids[5:])
        self.assertEqual(len(owner.read("/api/communications", contact_id=contact["id"])), 6)
        self.assertEqual(len(owner.read("/api/communications", from_date=today().isoformat())), 6)
        self.assertEqual(owner.read("/api/communications", to_date=days_from_now(-2)), [])
        page = owner.get("/api/communications", page=2, limit=4).expect(200).json
        self.assertEqual(([row["id"] for row in page["data"]], page["pagination"]["total"]), (ids[1::-1], 6))
        self.assertNotIn("body", page["data"][0])
        secret, = rows(tenant_file(owner), "SELECT id FROM outbox WHERE kind = 'RESET'")[0]
        owner.get(f"/api/communications/{secret}").fault(404, "NOT_FOUND")
        other = self.instance.sign_up()
        other.get(f"/api/communications/{ids[0]}").fault(404, "NOT_FOUND")


class Limits(unittest.TestCase):
    def test_a_free_tenant_writes_to_its_own_records(self):
        instance = shared()
        owner = instance.sign_up()
        refused = owner.post("/api/communications/email", EMAIL).fault(400, "RECIPIENT_NOT_ALLOWED")
        self.assertEqual(refused[0]["field"], "to")
        owner.post("/api/communications/whatsapp", {"to": "+33612345678", "message": "x"}).fault(400, "RECIPIENT_NOT_ALLOWED")
        owner.post("/api/clients", {"name": "Client", "email": EMAIL["to"].upper()}).expect(201)
        owner.post("/api/communications/email", EMAIL).expect(200)
        contact = owner.create("/api/contacts", {"last_name": "M", "phone": "+33612345678", "email": "m@example.fr"})
        owner.post("/api/communications/whatsapp", {"to": "+33612345678", "message": "x"}).expect(200)
        owner.post("/api/communications/email", {**EMAIL, "to": "stranger@example.fr", "contact_id": contact["id"]}).fault(400, "RECIPIENT_NOT_ALLOWED")
        owner.delete(f"/api/contacts/{contact['id']}").expect(200)
        owner.post("/api/communications/whatsapp", {"to": "+33612345678", "message": "x"}).fault(400, "RECIPIENT_NOT_ALLOWED")
        instance.cli("tenant", "plan", owner.tenant, "PRO")
        owner.post("/api/communications/whatsapp", {"to": "+33699999999", "message": "x"}).expect(200)

    def test_fifty_a_day(self):
        instance = another(rate_limit_scale="0")
        owner = instance.sign_up()
        owner.create("/api/contacts", {"last_name": "M", "email": EMAIL["to"]})
        for number in range(49):
            owner.post("/api/communications/email", EMAIL).expect(200)
        owner.post("/api/communications/email", {**EMAIL, "to": "stranger@example.fr"}).expect(400)  # counts for nothing
        owner.post("/api/communications/email", EMAIL).expect(200)
        refused = owner.post("/api/communications/email", EMAIL)
        refused.fault(429, "MESSAGE_QUOTA_EXCEEDED")
        self.assertGreater(int(refused.headers["Retry-After"]), 0)
        self.assertLessEqual(int(refused.headers["Retry-After"]), 90001)
        self.assertEqual(len(owner.read("/api/communications", limit=100)), 50)
        instance.client(owner.tenant).post("/api/auth/forgot-password", {"email": "owner@garage.fr"}).expect(200)
        rewrite(owner, "UPDATE outbox SET created_at = created_at - 2 * 86400000 WHERE seq = 1")
        owner.post("/api/communications/email", EMAIL).expect(200)
        owner.post("/api/communications/email", EMAIL).fault(429, "MESSAGE_QUOTA_EXCEEDED")
        rewrite(owner, "UPDATE outbox SET created_at = created_at - 60000")
        for zone in ("Europe/Bucharest", "Asia/Kolkata", "Pacific/Auckland"):  # where a new day has begun
            owner.change("/api/settings", {"timezone": zone})
            owner.post("/api/communications/email", EMAIL).fault(429, "MESSAGE_QUOTA_EXCEEDED")
        instance.cli("tenant", "plan", owner.tenant, "PRO")
        owner.post("/api/communications/email", EMAIL).expect(200)
