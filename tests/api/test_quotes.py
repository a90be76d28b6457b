# SPDX-License-Identifier: MIT
"""Quotes (contract 4 and 5): money, numbers, transitions, drafts, conversion, PDF."""

import decimal
import random
import re
from concurrent.futures import ThreadPoolExecutor

from harness import ApiCase, days_from_now, line, pdf_text, random_id, today

YEAR = today().year
MONEY_KEYS = {"unit_price", "total", "subtotal", "vat_amount"}


def cents(value):
    return decimal.Decimal(value).quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP)


def totals(items, rate):
    """Net, VAT and total: line nets rounded first, VAT per rate on the sum of its lines, half away from zero."""
    nets = {}
    for item in items:
        net = cents(decimal.Decimal(str(item["quantity"])) * decimal.Decimal(str(item["unit_price"])))
        own = decimal.Decimal(str(item.get("vat_rate", rate)))
        nets[own] = nets.get(own, 0) + net
    vat = sum(cents(net * own / 100) for own, net in nets.items())
    return sum(nets.values()), vat, sum(nets.values()) + vat


class Money(ApiCase):
    def check(self, items, rate=20):
        quote = self.quote(items=items, vat_rate=rate)
        self.assertEqual((quote["subtotal"], quote["vat_amount"], quote["total"]), totals(items, rate))
        self.assertAllMoney(quote, MONEY_KEYS)
        return quote

    def test_rounding_away_from_zero(self):
        self.check([line(0.01, 0.5)])          # 0.005 -> 0.01
        self.check([line(10), line(-0.01, 0.5)])
        self.check([line(1.01, 0.125)])

    def test_vat_on_the_sum_of_the_lines(self):
        """Three lines of 3.58: per line 0.72 each, on the sum 2.15."""
        self.assertEqual(str(self.check([line(3.58)] * 3)["vat_amount"]), "2.15")

    def test_rate_per_line(self):
        self.check([line(100), line(50, vat_rate=10), line(33.33, vat_rate=5.5), line(9.99, vat_rate=2.1), line(7, vat_rate=0)])

    def test_discount_line(self):
        self.assertEqual(str(self.check([line(100), line(-30, description="Remise")])["total"]), "84.00")

    def test_negative_total_is_refused(self):
        self.refused(items=[line(10), line(-11)])

    def test_random_items(self):
        dice = random.Random(42)
        for _ in range(15):
            items = [line(dice.randint(1, 99999) / 100, dice.choice([1, 2, 0.5, 1.125, 0.333]),
                          vat_rate=dice.choice([20, 10, 5.5, 2.1, 0])) for _ in range(dice.randint(1, 12))]
            with self.subTest(items=items):
                self.check(items)

    def test_big_and_exact(self):
        self.check([line(999999.99, 100), line(0.01)])

    def refused(self, **fields):
        body = {"contact_id": self.contact()["id"], "valid_until": days_from_now(30), "items": [line(1)], "vat_rate": 20,
                **fields}
        return self.owner.post("/api/quotes", body).fault(400, "VALIDATION_ERROR")

    def test_too_many_decimals(self):
        for item, field in ((line(1.00001), "items[0].unit_price"), (line(1, 1.0005), "items[0].quantity")):
            with self.subTest(field=field):
                self.assertIn(field, [row["field"] for row in self.refused(items=[item])])

    def test_out_of_range(self):
        for item in (line(1e15), line(1, 1e15), line(9e18), line(99999999.99, 99999999.999), line("12"), line(True), line(None),
                     line(1, None), line(1, vat_rate=-1), line(1, vat_rate=101)):
            with self.subTest(item=item):
                self.refused(items=[item])

    def test_all_rows_are_named(self):
        rows = self.refused(items=[line(1), line(1.00001), {"quantity": 1, "unit_price": 1}, line(1, extra=1)],
                            valid_until="2026-13-01")
        fields = {row["field"] for row in rows}
        self.assertLessEqual({"items[1].unit_price", "items[2].description", "items[3].extra", "valid_until"}, fields)

    def test_no_items(self):
        self.refused(items=[])
        self.refused(items=None)
        self.refused(items={"description": "x"})

    def test_unknown_contact(self):
        self.assertIn("contact_id", [row["field"] for row in self.refused(contact_id=random_id())])

    def test_dates_in_the_past_are_accepted(self):
        self.assertEqual(self.quote(valid_until="2020-02-29")["valid_until"], "2020-02-29")


class Numbers(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def test_sequence_and_deleted_drafts(self):
        numbers = [self.quote()["quote_number"] for _ in range(2)]
        doomed = self.quote()
        self.owner.delete(f"/api/quotes/{doomed['id']}").expect(200)
        numbers.append(self.quote()["quote_number"])
        self.assertEqual(numbers, [f"{YEAR}-001", f"{YEAR}-002", f"{YEAR}-004"])

    def test_refused_quote_takes_no_number(self):
        before = self.quote()["quote_number"]
        self.owner.post("/api/quotes", {"contact_id": self.contact()["id"], "items": [line(1.00001)], "vat_rate": 20,
                                        "valid_until": "2030-01-01"}).expect(400)
        self.assertEqual(int(self.quote()["quote_number"][5:]), int(before[5:]) + 1)


class Transitions(ApiCase):
    def patch(self, quote, status, **fields):
        return self.owner.patch(f"/api/quotes/{quote['id']}/status", {"status": status, **fields})

    def reach(self, *steps):
        quote = self.quote()
        for step in steps:
            self.patch(quote, step).expect(200)
        return quote

    def test_matrix(self):
        reached = {"DRAFT": (), "SENT": ("SENT",), "ACCEPTED": ("SENT", "ACCEPTED"), "REJECTED": ("SENT", "REJECTED"),
                   "EXPIRED": ("SENT", "EXPIRED")}
        allowed = {("DRAFT", "SENT"), ("SENT", "ACCEPTED"), ("SENT", "REJECTED"), ("SENT", "EXPIRED")}
        for start, steps in reached.items():
            for end in reached:
                with self.subTest(start=start, end=end):
                    quote = self.reach(*steps)
                    response = self.patch(quote, end)
                    if (start, end) in allowed:
                        self.assertEqual(response.expect(200).data["status"], end)
                    else:
                        response.fault(400, "INVALID_TRANSITION")
                        self.assertEqual(self.owner.read(f"/api/quotes/{quote['id']}")["status"], start)

    def test_expired_is_sent_again_with_a_new_date(self):
        quote = self.reach("SENT", "EXPIRED")
        self.patch(quote, "SENT").fault(400, "INVALID_TRANSITION")
        self.assertEqual(self.patch(quote, "SENT", valid_until=days_from_now(15)).expect(200).data["status"], "SENT")
        self.assertEqual(self.owner.read(f"/api/quotes/{quote['id']}")["valid_until"], days_from_now(15))

    def test_nonsense(self):
        quote = self.quote()
        for value in ("sent", "PAID", "", None, 1):
            with self.subTest(value=value):
                self.patch(quote, value).invalid("status")
        self.owner.patch(f"/api/quotes/{quote['id']}/status", {}).invalid("status")

    def test_status_is_no_field_of_a_change(self):
        quote = self.quote()
        self.owner.patch(f"/api/quotes/{quote['id']}", {"status": "ACCEPTED"}).expect(200, 400)
        self.assertEqual(self.owner.read(f"/api/quotes/{quote['id']}")["status"], "DRAFT")

    def test_sweep_expires(self):
        late = self.quote(valid_until=days_from_now(-1), status="SENT")
        draft, last_day = self.quote(valid_until=days_from_now(-1)), self.quote(valid_until=today().isoformat(), status="SENT")
        self.instance.cli("sweep")
        self.assertEqual([self.owner.read(f"/api/quotes/{quote['id']}")["status"] for quote in (late, draft, last_day)],
                         ["EXPIRED", "DRAFT", "SENT"])

    def test_timeline(self):
        contact = self.contact()
        quote = self.quote(contact["id"], status="ACCEPTED")
        log = self.owner.read("/api/activities", contact_id=contact["id"])
        self.assertLessEqual({"QUOTE_SENT", "QUOTE_ACCEPTED"}, {row["type"] for row in log})
        self.assertIn(quote["quote_number"], str(log))


class Drafts(ApiCase):
    def test_change(self):
        quote = self.quote(items=[line(100)])
        changed = self.owner.change(f"/api/quotes/{quote['id']}", {"items": [line(10), line(5)], "notes": "Nouveau"})
        self.assertEqual((str(changed["total"]), changed["notes"], changed["quote_number"]),
                         ("18.00", "Nouveau", quote["quote_number"]))
        changed = self.owner.change(f"/api/quotes/{quote['id']}", {"vat_rate": 10})
        self.assertEqual(str(changed["total"]), "16.50")
        self.assertEqual(len(changed["items"]), 2)

    def test_sent_quotes_stay(self):
        quote = self.quote(status="SENT")
        self.owner.patch(f"/api/quotes/{quote['id']}", {"notes": "x"}).expect(400, 409)
        self.owner.delete(f"/api/quotes/{quote['id']}").expect(400, 409)
        self.assertNotEqual(self.owner.read(f"/api/quotes/{quote['id']}")["notes"], "x")

    def test_delete(self):
        quote = self.quote()
        self.owner.delete(f"/api/quotes/{quote['id']}").expect(200)
        self.owner.get(f"/api/quotes/{quote['id']}").fault(404, "NOT_FOUND")

    def test_duplicate(self):
        vehicle = self.vehicle()
        quote = self.quote(vehicle["owner_id"], items=[line(100), line(50, 2, vat_rate=10)], status="SENT", notes="Note",
                           vehicle_id=vehicle["id"])
        copy = self.owner.post(f"/api/quotes/{quote['id']}/duplicate").expect(201).data
        self.assertEqual((copy["status"], str(copy["total"]), copy["contact_id"]),
                         ("DRAFT", str(quote["total"]), quote["contact_id"]))
        self.assertNotIn(copy["id"], quote["id"])
        self.assertNotEqual(copy["quote_number"], quote["quote_number"])
        self.assertEqual(len(copy["items"]), 2)

    def test_vehicle(self):
        vehicle = self.vehicle()
        self.assertEqual(self.quote(vehicle["owner_id"], vehicle_id=vehicle["id"])["vehicle_id"], vehicle["id"])
        self.owner.post("/api/quotes", {"contact_id": vehicle["owner_id"], "vehicle_id": random_id(), "items": [line(1)],
                                        "vat_rate": 20, "valid_until": "2030-01-01"}).invalid("vehicle_id")


class Lists(ApiCase):
    def test_filters(self):
        self.owner = self.instance.sign_up()
        contact = self.contact()
        draft, sent = self.quote(contact["id"]), self.quote(contact["id"], status="SENT")
        other = self.quote()
        self.assertEqual(self.ids("/api/quotes"), [other["id"], sent["id"], draft["id"]])
        self.assertEqual(self.ids("/api/quotes", status="SENT"), [sent["id"]])
        self.assertEqual(self.ids("/api/quotes", status="SENT,DRAFT"), self.ids("/api/quotes", status=["DRAFT", "SENT"]))
        self.assertIn(sent["id"], self.ids("/api/quotes", status="SENT,DRAFT"))
        self.assertEqual(self.ids("/api/quotes", contact_id=contact["id"]), [sent["id"], draft["id"]])
        self.owner.get("/api/quotes", status="NONSENSE").invalid("status")


class Convert(ApiCase):
    def convert(self, quote, **body):
        body = {"due_date": "2026-02-01", "payment_method": "BANK_TRANSFER", **body}
        return self.owner.post(f"/api/quotes/{quote['id']}/convert", body)

    def test_from_sent_and_accepted(self):
        for status in ("SENT", "ACCEPTED"):
            with self.subTest(status=status):
                quote = self.quote(status=status, items=[line(100), line(50, 2, vat_rate=10)])
                invoice = self.convert(quote).expect(201).data["invoice"]
                self.assertEqual((invoice["status"], invoice["quote_id"], str(invoice["total"])),
                                 ("SENT", quote["id"], str(quote["total"])))
                self.assertRegex(invoice["invoice_number"], rf"^{YEAR}-\d{{3}}$")
                self.assertEqual(self.owner.read(f"/api/quotes/{quote['id']}")["status"], "ACCEPTED")
                self.assertEqual(len(self.owner.read(f"/api/invoices/{invoice['id']}")["items"]), 2)

    def test_once(self):
        self.owner = self.instance.sign_up()
        quote = self.quote(status="SENT")
        self.convert(quote).expect(201)
        self.convert(quote).fault(400, "ALREADY_CONVERTED")
        self.assertEqual(self.owner.get("/api/invoices").json["pagination"]["total"], 1)

    def test_not_from_draft_or_rejected(self):
        for status in (None, "REJECTED"):
            with self.subTest(status=status):
                self.convert(self.quote(status=status)).fault(400)

    def test_validation(self):
        self.convert(self.quote(status="SENT"), due_date="tomorrow", payment_method="GOLD").invalid("due_date",
                                                                                                    "payment_method")

    def test_due_date_follows_the_payment_terms(self):
        quote = self.quote(status="SENT")
        invoice = self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201).data["invoice"]
        self.assertGreaterEqual(invoice["due_date"], today().isoformat())

    def test_all_payment_methods(self):
        for method in ("BANK_TRANSFER", "CARD", "CASH", "CHECK", "DIRECT_DEBIT", "OTHER"):
            self.assertEqual(self.convert(self.quote(status="SENT"), payment_method=method).data["invoice"]["payment_method"],
                             method)

    def test_concurrent_conversions_have_one_winner(self):
        quote = self.quote(status="SENT")

        def attempt(_):
            return self.owner.twin().post(f"/api/quotes/{quote['id']}/convert", {"due_date": "2030-01-01"}).status

        with ThreadPoolExecutor(6) as pool:
            self.assertEqual(sorted(pool.map(attempt, range(6))), [201] + [400] * 5)


class Pdf(ApiCase):
    def test_content(self):
        contact = self.contact(address={"street": "12 Rue de la Paix", "city": "Paris", "postal_code": "75001",
                                        "country": "France"})
        vehicle = self.vehicle(contact["id"], license_plate="AB-123-CD", mileage=45000)
        quote = self.quote(contact["id"], items=[line(1120), line(180, description="Remplacement plaquettes freins")],
                           vehicle_id=vehicle["id"], valid_until="2026-12-31")
        response = self.owner.get(f"/api/quotes/{quote['id']}/pdf").expect(200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn(f'filename="devis-{quote["quote_number"]}.pdf"', response.headers["Content-Disposition"])
        text = pdf_text(response.raw)
        for part in (quote["quote_number"], "Marc Dupont", "12 Rue de la Paix", "75001 Paris", "Vidange moteur",
                     "Remplacement plaquettes freins", "1 120,00", "1 560,00 €", "260,00", "AB-123-CD", "31/12/2026"):
            with self.subTest(part=part):
                self.assertIn(part, text)

    def test_same_input_same_bytes(self):
        quote = self.quote(status="SENT")
        one, other = (self.owner.get(f"/api/quotes/{quote['id']}/pdf").expect(200).raw for _ in range(2))
        self.assertEqual(one, other)

    def test_any_name_and_many_pages(self):
        contact = self.contact(last_name="Żółć-Παπαδόπουλος")
        quote = self.quote(contact["id"], items=[line(1, description=f"Poste {number}") for number in range(120)])
        text = pdf_text(self.owner.get(f"/api/quotes/{quote['id']}/pdf").expect(200).raw)
        self.assertIn("Żółć-Παπαδόπουλος", text)
        pages = text.split("\f")[:-1]
        self.assertGreater(len(pages), 1)
        for page in pages:
            self.assertTrue(re.search(r"\d+ ?/ ?\d+|\d+ sur \d+", page), "a page without its number")

    def test_unknown(self):
        self.owner.get(f"/api/quotes/{random_id()}/pdf").fault(404, "NOT_FOUND")
