# SPDX-License-Identifier: MIT
"""Warnings (contract 8): a paper is issued although the law asks for more than the tenant's settings say."""

from harness import ApiCase, line

IDENTITY = {"legal_name": "Garage Dupont SARL", "legal_form": "SARL au capital de 10 000 €", "siret": "73282932000074",
            "vat_number": "FR44732829320",
            "address": {"street": "1 rue de la Paix", "postal_code": "69001", "city": "Lyon", "country": "France"}}
FIELDS = ["legal_name", "legal_form", "siret", "vat_number", "address.street", "address.postal_code", "address.city"]


class Warnings(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def fields(self, response):
        """Of the law's alone; test_einvoicing.py has what a platform would refuse."""
        rows = [row for row in response.json.get("warnings", []) if "record" not in row]
        for row in rows:
            self.assertEqual(set(row), {"code", "field", "message"})
            self.assertEqual(row["code"], "LEGAL_IDENTITY_INCOMPLETE")
            self.assertTrue(row["message"])
        return [row["field"] for row in rows]

    def ways(self, contact=None, **fields):
        """Every way to issue something: what each warns of."""
        contact = contact or self.contact()["id"]
        draft = self.invoice(contact, **fields)
        quote = self.quote(contact, status="SENT")
        answers = [self.owner.patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"}).expect(200),
                   self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201)]
        answers.append(self.owner.post(f"/api/invoices/{draft['id']}/credit-note", {"items": [line(1)]}).expect(201))
        return [self.fields(answer) for answer in answers]

    def test_every_way_of_issuing(self):
        self.assertEqual(self.ways(), [FIELDS] * 3)
        self.owner.change("/api/settings", IDENTITY)
        self.assertEqual(self.ways(), [[]] * 3)

    def test_each_missing_field_by_itself(self):
        self.owner.change("/api/settings", IDENTITY)
        for field in FIELDS:
            group, _, name = field.rpartition(".")
            lacking = {group: {**IDENTITY[group], name: None}} if group else {field: None}
            with self.subTest(field=field):
                self.owner.change("/api/settings", lacking)
                self.assertEqual(self.ways(), [[field]] * 3)
                self.owner.change("/api/settings", {key: IDENTITY[key] for key in lacking})

    def test_mentions_between_businesses(self):
        texts = ["late_penalty_text", "recovery_text", "discount_text"]
        self.owner.change("/api/settings", {**IDENTITY, **dict.fromkeys(texts)})
        company = self.owner.create("/api/contacts", {"company": "Martin Transport"})
        self.assertEqual(self.ways(), [[]] * 3)
        self.assertEqual(self.ways(company["id"]), [texts, texts, []])

    def test_who_asks_no_vat_has_no_number(self):
        self.owner.change("/api/settings", {**IDENTITY, "vat_number": None,
                                            "invoice_footer": "TVA non applicable, art. 293\u00a0B du CGI"})
        self.assertEqual(self.ways(), [[]] * 3)

    def test_nothing_is_said_where_nothing_is_issued(self):
        draft = self.invoice()
        for response in (self.owner.get(f"/api/invoices/{draft['id']}"),
                         self.owner.patch(f"/api/invoices/{draft['id']}", {"notes": "x"}),
                         self.owner.post("/api/invoices", {"contact_id": draft["contact_id"], "items": [line(1)]})):
            self.assertNotIn("warnings", response.json)
        refused = self.owner.patch(f"/api/invoices/{draft['id']}/status", {"status": "PAID"}).expect(400)
        self.assertNotIn("warnings", refused.json)
        issued = self.owner.patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"}).expect(200)
        self.assertEqual(self.fields(issued), FIELDS)
        paid = self.pay(draft, 1)
        self.assertNotIn("warnings", paid.json)

    def test_a_repeated_request_hears_them_again(self):
        quote = self.quote(status="SENT")
        headers = {"Idempotency-Key": "convert-1"}
        first, again = (self.owner.post(f"/api/quotes/{quote['id']}/convert", {}, headers=headers).expect(201) for _ in range(2))
        self.assertEqual(again.text, first.text)
        self.assertEqual(self.fields(again), FIELDS)

    def test_the_description_knows_them(self):
        document = self.owner.get("/api/openapi.json").json
        answer = document["paths"]["/api/quotes/{id}/convert"]["post"]["responses"]["201"]
        schema = answer["content"]["application/json"]["schema"]
        self.assertEqual(schema["properties"]["warnings"], {"$ref": "#/components/schemas/Warnings"})
        self.assertNotIn("warnings", schema["required"])
        deal = document["paths"]["/api/opportunities"]["post"]["responses"]["201"]["content"]["application/json"]["schema"]
        self.assertIn({"$ref": "#/components/schemas/Warned"}, deal["allOf"])
        rows = document["components"]["schemas"]["Warnings"]["items"]
        self.assertIn("LEGAL_IDENTITY_INCOMPLETE", rows["properties"]["code"]["enum"])
