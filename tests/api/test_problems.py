# SPDX-License-Identifier: MIT
"""Rows of `details`: each wrong field once, with a code that programs know and what its sentence speaks of (contract 8)."""

from harness import ApiCase, line, random_id


class Problems(ApiCase):
    def rows(self, answer):
        body = answer.expect(400).json
        return {row["field"]: (row["code"], row.get("params")) for row in body.get("details") or body["error"]["details"]}

    def test_codes_of_the_workshop_api(self):
        contact = self.contact()["id"]
        wrong = self.owner.post("/api/contacts", {"first_name": "x" * 101, "last_name": "A", "email": "a@", "phone": "0612345678", "is_vip": 1,
                                                  "tags": ["a,b"], "siren": "1", "nickname": "x", "address": "x"})
        self.assertEqual(self.rows(wrong), {
            "first_name": ("TOO_LONG", {"max": 100}), "email": ("INVALID_EMAIL", None), "phone": ("INVALID_PHONE", None),
            "is_vip": ("WRONG_TYPE", {"type": "boolean"}), "tags[0]": ("COMMA_NOT_ALLOWED", None),
            "siren": ("INVALID_SIREN", None), "nickname": ("UNKNOWN_FIELD", None), "address": ("WRONG_TYPE", {"type": "object"})})
        item = {"description": "a", "quantity": 1.23456, "unit_price": "x"}
        wrong = self.owner.post("/api/quotes", {"contact_id": contact, "items": [item], "vat_rate": 101, "valid_until": "soon"})
        self.assertEqual(self.rows(wrong), {
            "items[0].quantity": ("TOO_MANY_DECIMALS", {"max": 3}), "items[0].unit_price": ("NOT_A_NUMBER", None),
            "vat_rate": ("OUT_OF_RANGE", {"min": 0, "max": 100}), "valid_until": ("INVALID_DATE", None)})
        self.assertEqual(self.rows(self.owner.post("/api/quotes", {"items": []})),
                         {"contact_id": ("REQUIRED", None), "items": ("TOO_FEW_ENTRIES", {"min": 1})})
        self.assertEqual(self.rows(self.owner.post("/api/vehicles", {"owner_id": random_id(), "vin": "I" * 17})),
                         {"owner_id": ("NOT_FOUND", None), "vin": ("INVALID_VIN", None)})

    def test_codes_of_the_pipeline_api(self):
        wrong = self.owner.post("/api/users", {"email": "a@b.fr", "role": "king", "first_name": "A", "password": "short"})
        rows = self.rows(wrong)
        self.assertEqual(rows["role"][0], "NOT_IN_LIST")
        self.assertEqual(rows["role"][1], {"values": ["admin", "manager", "sales"]})
        self.assertEqual(rows["password"], ("PASSWORD_LENGTH", None))

    def test_codes_of_queries(self):
        rows = self.rows(self.owner.get("/api/contacts?limit=0&sort_by=shoe&sort_order=up&page=x&is_vip=maybe"))
        self.assertIn("last_name", rows.pop("sort_by")[1]["values"])
        self.assertEqual(rows, {"limit": ("OUT_OF_RANGE", {"min": 1, "max": 100}), "page": ("OUT_OF_RANGE", {"min": 1}),
                                "sort_order": ("NOT_IN_LIST", {"values": ["asc", "desc"]}), "is_vip": ("WRONG_TYPE", {"type": "boolean"})})
        self.assertEqual(self.rows(self.owner.get("/api/contacts?page=1&page=2")), {"page": ("GIVEN_TWICE", None)})
        self.assertEqual(self.rows(self.owner.get("/api/contacts?tags=" + ",".join("abcdefghijk"))), {"tags": ("TOO_MANY_VALUES", {"max": 10})})
        self.assertEqual(self.rows(self.owner.get("/api/reports/revenue?from_date=2026-01-01&to_date=2026-01-31&group_by=year")),
                         {"group_by": ("NOT_IN_LIST", {"values": ["day", "week", "month"]})})

    def test_amounts_are_told_as_numbers(self):
        contact = self.contact()["id"]
        invoice = self.owner.create("/api/invoices", {"contact_id": contact, "items": [line(100)], "vat_rate": 20})
        self.owner.patch(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"}).expect(200)
        paid = self.owner.post(f"/api/invoices/{invoice['id']}/payments", {"amount": 121, "payment_method": "CARD"})
        self.assertEqual(self.rows(paid), {"amount": ("MORE_THAN_DUE", {"max": 120})})

    def test_rates_are_told_as_numbers(self):
        contact = self.contact()["id"]
        negative = self.owner.post("/api/invoices", {"contact_id": contact, "items": [line(-100)], "vat_rate": 5.5})
        self.assertEqual(self.rows(negative), {"items": ("NEGATIVE_NET", {"rate": 5.5})})
        invoice = self.owner.create("/api/invoices", {"contact_id": contact, "items": [line(100)], "vat_rate": 20})
        self.owner.patch(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"}).expect(200)
        note = f"/api/invoices/{invoice['id']}/credit-note"
        self.assertEqual(self.rows(self.owner.post(note, {"reason": "R", "items": [line(101)]})),
                         {"items": ("MORE_THAN_LEFT", {"max": 100, "rate": 20})})
        self.assertEqual(self.rows(self.owner.post(note, {"reason": "R", "items": [{**line(10), "vat_rate": 10}]})),
                         {"items[0].vat_rate": ("NOT_INVOICED_AT_RATE", {"rate": 10})})

    def test_the_description_lists_them(self):
        document = self.owner.get("/api/openapi.json").json
        row = document["components"]["schemas"]["FailureDetails"]["items"]
        codes = row["properties"]["code"]["enum"]
        self.assertEqual(len(codes), len(set(codes)))
        self.assertLessEqual({"REQUIRED", "TOO_LONG", "TOO_MANY_DECIMALS", "INVALID_EMAIL", "NOT_FOUND"}, set(codes))
        self.assertEqual(row["required"], ["field", "code", "message"])
