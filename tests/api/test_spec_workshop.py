# SPDX-License-Identifier: MIT
"""Replays every example of the workshop specification, each in a tenant of its own.

A set-up function makes the records that an example speaks of and binds its placeholders (uuid-contact-1) to them. Then the
printed request is sent as it stands, and the answer must have the printed status, every printed key with the same JSON type,
and the printed values. Not compared by value: ids without a binding, instants of the server's clock, and what REPLACED says."""

import contextlib
import datetime
import decimal
import re
import sqlite3
import unittest

import spec_examples
from harness import PASSWORD, UUID, days_from_now, line, parse_json, pdf_text, shared, today, unique
from probe import tenant_file
from spec_examples import Comparison

# Examples that are not replayed here, with the test that owns them. An entry that no longer fits the file is an error.
ELSEWHERE = {
    "POST /api/vehicles/ocr": "reads a photograph: the tests of OCR",
    "POST /api/webhooks/stripe": "needs a signature: the tests of billing",
}

VIN = "VF1AAAA1234567890"
CLIO = {"vin": VIN, "license_plate": "AB-123-CD", "make": "Renault", "model": "Clio", "year": 2020}
STANDARD_CODES = {400: "VALIDATION_ERROR", 401: "UNAUTHORIZED", 404: "NOT_FOUND", 429: "AI_QUOTA_EXCEEDED"}


class Garage:
    """A fresh tenant, and what the placeholders of one example stand for."""

    def __init__(self):
        self.owner = shared().sign_up(name="Garage Dupont", email="owner@garage-dupont.fr", person="Marc Dupont")
        self.bound = {"uuid-user-1": self.owner.user["id"]}
        self.replaced = {}   # path in the answer -> the value expected instead of the printed one
        self.caller = self.owner

    def bind(self, placeholder, record):
        self.bound[placeholder] = record["id"]
        return record

    def substitute(self, text):
        return Comparison.placeholder.sub(lambda match: self.bound.get(match[0], match[0]), text)

    def contact(self, placeholder, **fields):
        return self.bind(placeholder, self.owner.create("/api/contacts", fields))

    def marc(self, **fields):
        return self.contact("uuid-contact-1", **{
            "first_name": "Marc", "last_name": "Dupont", "email": "marc.dupont@example.fr", "phone": "+33612345678",
            "company": "Dupont SARL", "tags": ["client_fidele"], "is_vip": True,
            "address": {"street": "12 Rue de la Paix", "city": "Paris", "postal_code": "75001", "country": "France"},
            **fields})

    def clio(self, **fields):
        return self.bind("uuid-vehicle-1", self.owner.create(
            "/api/vehicles", {"owner_id": self.bound["uuid-contact-1"], **CLIO, "color": "Bleu", "mileage": 45000, **fields}))

    def quote(self, *steps, items=None):
        quote = self.owner.create("/api/quotes", {"contact_id": self.bound["uuid-contact-1"], "valid_until": "2026-02-01",
                                                  "items": items or [line(120), line(180)], "vat_rate": 20.0})
        for status in steps:
            self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": status})
        return quote

    def invoice(self, total, vat_rate=0, **fields):
        invoice = self.owner.create("/api/invoices", {"contact_id": self.bound["uuid-contact-1"], "vat_rate": vat_rate,
                                                      "due_date": days_from_now(30), "items": [line(total)], **fields})
        self.owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
        return invoice


# --- one set-up for each example


def signin(garage):
    tenant = unique()
    garage.caller = shared().client(tenant)
    garage.caller.post("/api/auth/signup", {"email": "owner@garage-dupont.fr", "password": "SecurePassword123!",
                                            "name": "Marc Dupont", "subdomain": tenant,
                                            "tenantName": "Garage Dupont"}).expect(201)


def signup(garage):
    garage.caller = shared().client("garage-martin")


def contacts_list(garage):
    for number in range(44):
        garage.contact("uuid-other", first_name=f"Client {number}", last_name="Dupont", is_vip=True)
    garage.contact("uuid-other", first_name="Paul", last_name="Dupont", is_vip=False)
    garage.contact("uuid-other", first_name="Paul", last_name="Martin", is_vip=True)
    garage.marc(tags=["client_fidele", "commercial"])
    for _ in range(3):
        garage.owner.create("/api/vehicles", {"owner_id": garage.bound["uuid-contact-1"], "make": "Renault", "model": "Clio"})


def contact_with_vehicle(garage):
    garage.marc()
    garage.clio()


def marc(garage):
    garage.marc()


def history(garage):
    contact_with_vehicle(garage)
    garage.bind("uuid-service-1", garage.owner.create(f"/api/vehicles/{garage.bound['uuid-vehicle-1']}/service-records", {
        "date": "2025-12-15", "mileage": 45000, "description": "Vidange + contrôle freins", "cost": 180.50, "labor_hours": 1.5,
        "parts": [{"name": "Huile moteur 5W30", "quantity": 5, "unit_price": 8.50},
                  {"name": "Filtre à huile", "quantity": 1, "unit_price": 12.00}]}))


def quote_create(garage):
    garage.marc()
    garage.replaced = {"$.data.quote_number": f"{today().year}-001", "$.data.issue_date": today().isoformat()}


def quote_draft(garage):
    garage.marc()
    garage.bind("uuid-quote-1", garage.quote())


def quote_sent(garage):
    garage.marc()
    garage.bind("uuid-quote-1", garage.quote("SENT"))
    garage.replaced = {"$.data.invoice.invoice_number": f"{today().year}-001", "$.data.invoice.issue_date": today().isoformat()}


def invoice_overdue(garage):
    garage.marc()
    garage.bind("uuid-invoice-1", garage.invoice(375, vat_rate=20, due_date=days_from_now(-17)))
    garage.invoice(10)
    garage.replaced = {"$.data[0].invoice_number": f"{today().year}-001", "$.data[0].issue_date": today().isoformat(),
                       "$.data[0].due_date": days_from_now(-17)}


def invoice_sent(garage):
    garage.marc()
    garage.bind("uuid-invoice-1", garage.invoice(450))


def jean_and_task(garage):
    garage.contact("uuid-contact-1", first_name="Jean", last_name="Martin")
    garage.bind("uuid-task-1", garage.owner.create("/api/tasks", {
        "title": "Rappeler client Dupont", "description": "Suivi devis 2026-001", "assignee_id": garage.bound["uuid-user-1"],
        "contact_id": garage.bound["uuid-contact-1"], "due_date": "2026-01-03T17:00:00.000Z", "priority": "HIGH"}))


def task_create(garage):
    garage.contact("uuid-contact-2", first_name="Jean", last_name="Martin")


def timeline(garage):
    jean = garage.contact("uuid-contact-1", first_name="Jean", last_name="Martin")
    garage.bind("uuid-quote-1", garage.quote())
    garage.bind("uuid-activity-2", garage.owner.create("/api/activities", {
        "type": "CALL_MADE", "description": "Appel téléphonique - 5 minutes", "contact_id": jean["id"],
        "metadata": {"duration": 300}}))
    garage.bind("uuid-activity-1", garage.owner.create("/api/activities", {
        "type": "EMAIL_SENT", "description": "Devis 2026-001 envoyé", "contact_id": jean["id"],
        "metadata": {"subject": "Devis pour vidange moteur", "quote_id": garage.bound["uuid-quote-1"]}}))


class OwnId:
    """Equal to every id of this server, where the printed one is a carrier's."""

    def __eq__(self, other):
        return bool(UUID.fullmatch(other))


def message(garage):
    """The answer comes before a carrier has accepted."""
    garage.contact("uuid-contact-1", first_name="Jean", last_name="Martin", email="jean.martin@example.fr", phone="+33612345678")
    garage.bind("uuid-quote-1", garage.quote("SENT"))
    garage.replaced = {"$.data.message_id": OwnId(), "$.data.status": "queued"}


def revenue(garage):
    """42 paid invoices in four weeks; the week that the printed answer leaves out was without revenue."""
    garage.marc()
    for monday, total, count in (("2025-12-01", 3200, 8), ("2025-12-08", 4150, 11), ("2025-12-15", 3800, 10),
                                 ("2025-12-22", 4300, 13)):
        share = total // count
        for number in range(count):
            invoice = garage.invoice(share if number else total - share * (count - 1))
            garage.owner.change(f"/api/invoices/{invoice['id']}/status",
                                {"status": "PAID", "payment_method": "CARD", "paid_at": f"{monday}T09:00:00.000Z"})


def pipeline(garage):
    """20 quotes as printed, and 8 rejected ones: 4 converted of 25 sent. The two printed ratios follow from no such numbers."""
    garage.marc()
    for steps, total, count in (((), 980, 3), (("SENT",), 5640, 12), (("SENT", "ACCEPTED"), 2150, 5),
                                (("SENT", "REJECTED"), 80, 8)):
        for number in range(count):
            share = total // count
            net = share if number else total - share * (count - 1)
            quote = garage.owner.create("/api/quotes", {"contact_id": garage.bound["uuid-contact-1"], "items": [line(net)],
                                                        "valid_until": days_from_now(30), "vat_rate": 0})
            for status in steps:
                garage.owner.change(f"/api/quotes/{quote['id']}/status", {"status": status})
            if steps == ("SENT", "ACCEPTED") and number < 4:
                garage.owner.post(f"/api/quotes/{quote['id']}/convert", {"due_date": days_from_now(30)}).expect(201)
    garage.replaced = {"$.data.conversion_rate": decimal.Decimal("0.16"), "$.data.average_deal_size": decimal.Decimal("438.50")}


def sent_days_ago(garage, quote, days):
    """The clock cannot be turned back: the file is told when a quote was sent."""
    sent = int((datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)).timestamp() * 1000)
    with contextlib.closing(sqlite3.connect(tenant_file(garage.owner), timeout=20)) as db, db:
        db.execute("UPDATE quote SET sent_at = ? WHERE id = ?", (sent, quote["id"]))


def waiting_quotes(garage):
    """The numbers are this year's, and given one after the other; names, amounts and days are those printed."""
    numbers = {}
    for placeholder, first, last, total, days in (("uuid-quote-2", "Jean", "Martin", 450, 12), ("uuid-quote-3", "Sophie", "Dubois", 680, 9),
                                                  ("uuid-quote-4", "Paul", "Lefèvre", 320, 8), ("uuid-quote-5", "Luc", "Frais", 10, 7)):
        contact = garage.contact("uuid-other", first_name=first, last_name=last)
        quote = garage.owner.create("/api/quotes", {"contact_id": contact["id"], "items": [line(total)], "vat_rate": 0,
                                                    "valid_until": days_from_now(30)})
        garage.owner.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
        sent_days_ago(garage, quote, days)
        garage.bind(placeholder, quote)
        numbers[placeholder] = quote["quote_number"]
    reply = next(example.answers[0].json["data"]["reply"] for example in spec_examples.workshop()
                 if example.name == "POST /api/ai/assistant")
    for printed, placeholder in (("2025-042", "uuid-quote-2"), ("2025-038", "uuid-quote-3"), ("2025-035", "uuid-quote-4")):
        reply = reply.replace(printed, numbers[placeholder])
    # tokens: words read and written by the embedded engine
    garage.replaced = {"$.data.reply": reply, "$.data.tokens_used.input": 11, "$.data.tokens_used.output": len(reply.split())}


def analysis(garage):
    """25 quotes of December 2025: 5 stalled, worth 2,450.00, 7 converted; and 12 % more money than in the 32 days before. Thousands
    are told apart as French does, and every stalled quote is a target."""
    garage.marc()
    stalled = []
    for number in range(25):
        quote = garage.owner.create("/api/quotes", {"contact_id": garage.bound["uuid-contact-1"], "vat_rate": 0,
                                                    "items": [line(490 if number < 5 else 100)]})
        garage.owner.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
        if number < 5:
            sent_days_ago(garage, quote, 40 - number)
            stalled.append(quote["id"])
        elif number < 12:
            garage.owner.post(f"/api/quotes/{quote['id']}/convert", {"due_date": days_from_now(30)}).expect(201)
    with contextlib.closing(sqlite3.connect(tenant_file(garage.owner), timeout=20)) as db, db:
        db.execute("UPDATE quote SET issue_date = '2025-12-15'")
    for day, total in (("2025-12-10", 1120), ("2025-11-10", 1000)):
        garage.owner.change(f"/api/invoices/{garage.invoice(total)['id']}/status",
                            {"status": "PAID", "payment_method": "CARD", "paid_at": f"{day}T09:00:00.000Z"})
    garage.bound.update({"uuid-quote-x": stalled[0], "uuid-quote-y": stalled[1]})
    garage.replaced = {"$.data.insights[0].message": "5 devis d'une valeur de 2\u202f450€ sont bloqués depuis plus de 14 jours"}


def followup(garage):
    """Tokens: words of the template and of the text."""
    body = next(example.answers[0].json["data"]["body"] for example in spec_examples.workshop()
                if example.name == "POST /api/ai/generate")
    garage.replaced = {"$.data.tokens_used.input": 45, "$.data.tokens_used.output": len(body.split())}


SETUPS = {
    "POST /api/auth/signin": signin,
    "POST /api/auth/signup": signup,
    "GET /api/contacts": contacts_list,
    "POST /api/contacts": lambda garage: None,
    "GET /api/contacts/:id": contact_with_vehicle,
    "PATCH /api/contacts/:id": marc,
    "DELETE /api/contacts/:id": marc,
    "POST /api/vehicles": marc,
    "GET /api/vehicles/:id/history": history,
    "PATCH /api/vehicles/:id/mileage": contact_with_vehicle,
    "POST /api/quotes": quote_create,
    "PATCH /api/quotes/:id/status": quote_draft,
    "POST /api/quotes/:id/convert": quote_sent,
    "GET /api/quotes/:id/pdf": quote_draft,
    "GET /api/invoices": invoice_overdue,
    "PATCH /api/invoices/:id/status": invoice_sent,
    "GET /api/invoices/:id/pdf": invoice_sent,
    "GET /api/tasks": jean_and_task,
    "POST /api/tasks": task_create,
    "PATCH /api/tasks/:id": jean_and_task,
    "GET /api/activities": timeline,
    "POST /api/activities": marc,
    "POST /api/ai/assistant": waiting_quotes,
    "POST /api/communications/email": message,
    "POST /api/communications/whatsapp": message,
    "POST /api/ai/analyze": analysis,
    "POST /api/ai/generate": followup,
    "GET /api/reports/revenue": revenue,
    "GET /api/reports/pipeline": pipeline,
}

# How a printed error comes about: a change to the printed request.
ERRORS = {
    ("POST /api/auth/signin", 401): lambda target, body: (target, body.replace("SecurePassword123!", PASSWORD)),
    ("POST /api/auth/signup", 400): lambda target, body: (target, body),  # the second time, the name is taken
    ("POST /api/contacts", 400): lambda target, body: (target, body.replace("@", " ").replace("+33", "0")),
    ("POST /api/ai/assistant", 429): lambda target, body: (target, body),  # after the tenth call of the month
    ("GET /api/contacts/:id", 404): lambda target, body: ("/api/contacts/0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000", body),
}


class SpecWorkshop(unittest.TestCase):
    maxDiff = None

    def send(self, garage, example, change=None):
        target, body = garage.substitute(example.target), garage.substitute(example.body)
        if change:
            target, body = change(target, body)
        return garage.caller.request(example.method, target, raw=body.encode() or None, headers=example.headers)

    def check(self, garage, response, answer):
        response.expect(answer.status)
        for name, value in answer.headers.items():
            self.check_header(garage, response, name, value)
        if answer.json is None:
            return
        self.assertEqual(response.headers.get_content_type(), "application/json")
        comparison = Comparison(garage.bound, garage.replaced, answer.abbreviated)
        comparison.compare(answer.json, response.json)
        if comparison.wrong:
            self.fail("\n".join(["not as printed:", *comparison.wrong, response.what, response.text]))
        if answer.status >= 400:
            code = answer.json.get("code", STANDARD_CODES[answer.status])
            self.assertEqual(response.json["code"], code)

    def check_header(self, garage, response, name, value):
        """A header as printed, the number of the document excepted."""
        pattern = re.escape(value).replace(r"2026\-001", rf"{today().year}-001").replace(r"2025\-045", rf"{today().year}-001")
        self.assertRegex(response.headers.get(name, ""), rf"^{pattern}$")
        if value == "application/pdf":
            self.assertTrue(response.raw.startswith(b"%PDF-"))
            self.assertIn(f"{today().year}-001", pdf_text(response.raw))

    def replay(self, example):
        garage = Garage()
        SETUPS[example.name](garage)
        self.check(garage, self.send(garage, example), example.answers[0])
        for error in example.answers[1:]:
            for _ in range(9 if error.status == 429 else 0):
                self.send(garage, example).expect(200)
            self.check(garage, self.send(garage, example, ERRORS[example.name, error.status]), error)

    def test_every_example_is_replayed_or_listed(self):
        names = [example.name for example in spec_examples.workshop()]
        self.assertEqual(len(names), len(set(names)))
        self.assertEqual(sorted(names), sorted([*SETUPS, *ELSEWHERE]))

    def test_every_block_was_read(self):
        text = (spec_examples.folder() / "workshop-api.md").read_text(encoding="utf-8")
        examples = spec_examples.workshop()
        self.assertEqual(text.count("\n### "), len(examples))
        printed = len(re.findall(r"^\*\*(?:Response|Error) \(", text, re.M))
        self.assertEqual(sum(len(example.answers) for example in examples), printed)
        for example in examples:
            if example.body.startswith("{"):
                parse_json(example.body)

    def test_comparison_can_fail(self):
        printed = parse_json('{"id":"uuid-a","total":360.00,"page":1,"at":"2026-01-01T10:00:00.000Z","rows":[{"n":"x"}]}')
        good = parse_json('{"id":"0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000","total":360.00,"page":1,'
                          '"at":"2026-01-01T10:00:00.000Z","rows":[{"n":"x"}],"more":null}')
        for key, value in (("id", "17"), ("total", decimal.Decimal("360.0")), ("total", 360), ("page", decimal.Decimal("1.0")),
                           ("page", "1"), ("at", "2026-01-01T10:00:00Z"), ("rows", []), ("rows", [{"n": None}]), ("rows", {})):
            comparison = Comparison()
            comparison.compare(printed, {**good, key: value})
            self.assertTrue(comparison.wrong, f"{key} = {value!r} passed")
        comparison = Comparison()
        comparison.compare(printed, good)
        self.assertEqual(comparison.wrong, [])

    def test_revenue_fills_the_week_that_the_example_leaves_out(self):
        garage = Garage()
        report = garage.owner.read("/api/reports/revenue", from_date="2025-12-01", to_date="2026-01-01", group_by="week")
        self.assertEqual([row["period"] for row in report["breakdown"]],
                         ["2025-W49", "2025-W50", "2025-W51", "2025-W52", "2026-W01"])
        self.assertEqual({str(row["revenue"]) for row in report["breakdown"]}, {"0.00"})


def add_replays():
    for example in spec_examples.workshop():
        if example.name in SETUPS:
            name = "test_" + re.sub(r"\W+", "_", example.name.lower().replace("/api/", "")).strip("_")
            setattr(SpecWorkshop, name, lambda self, example=example: self.replay(example))


add_replays()
