# SPDX-License-Identifier: MIT
"""Contacts (contract 5): create, validation, read with vehicles and timeline, change, soft delete."""

from harness import INSTANT, ApiCase, line, random_id

ADDRESS = {"street": "45 Avenue des Champs", "city": "Lyon", "postal_code": "69001", "country": "France"}


class Create(ApiCase):
    def refused(self, *fields, **body):
        return self.owner.post("/api/contacts", body).invalid(*fields)

    def test_everything(self):
        body = {"first_name": "Sophie", "last_name": "Martin", "email": "sophie.martin@example.fr", "phone": "+33698765432",
                "company": "Martin Transport", "address": ADDRESS, "tags": ["prospect"], "is_vip": True,
                "custom_fields": {"source": "website", "n": 1, "deep": {"list": [1, None, "é"]}}, "siren": "732829320"}
        contact = self.owner.create("/api/contacts", body)
        self.assertEqual({key: contact[key] for key in body}, body)
        again = self.owner.read(f"/api/contacts/{contact['id']}")
        self.assertEqual({key: again[key] for key in body}, body)
        self.assertRegex(contact["created_at"], f"^{INSTANT.pattern}$")

    def test_company_alone_and_name_alone(self):
        for body in ({"company": "Dupont SARL"}, {"first_name": "Marc"}, {"last_name": "Dupont"}):
            with self.subTest(body=body):
                self.owner.create("/api/contacts", body)

    def test_neither_name_nor_company(self):
        self.owner.post("/api/contacts", {"email": "a@b.fr"}).invalid()
        self.owner.post("/api/contacts", {"first_name": "  ", "company": ""}).invalid()

    def test_email_syntax(self):
        for email in ("nonsense", "a@", "@b.fr", "a b@c.fr", "a@b@c.fr", "a@b..fr", "a@b.fr\r\nBcc: x@y.fr",
                      "x" * 250 + "@b.fr"):
            with self.subTest(email=email):
                self.assertEqual(self.refused("email", first_name="A", email=email)["email"], "Invalid email format")

    def test_phone_e164(self):
        for phone in ("0612345678", "06 12 34 56 78", "33612345678"):
            with self.subTest(phone=phone):
                self.assertEqual(self.refused("phone", first_name="A", phone=phone)["phone"], "Phone number must start with +")
        for phone in ("+", "+123", "+1234567890123456", "+33abc45678"):
            with self.subTest(phone=phone):
                self.refused("phone", first_name="A", phone=phone)

    def test_phone_blanks_are_removed(self):
        contact = self.owner.create("/api/contacts", {"first_name": "A", "phone": "+33 6 12.34-56 78"})
        self.assertEqual(contact["phone"], "+33612345678")

    def test_business_numbers(self):
        self.refused("siren", company="A", siren="732829321")
        self.refused("siren", company="A", siren="12345")
        self.refused("vat_number", company="A", vat_number="FR00732829320")
        self.refused("vat_number", company="A", vat_number="1-nonsense")
        key = (12 + 3 * (732829320 % 97)) % 97
        contact = self.owner.create("/api/contacts", {"company": "A", "siren": "732829320",
                                                      "vat_number": f"FR{key:02}732829320"})
        self.assertEqual(contact["vat_number"], f"FR{key:02}732829320")

    def test_all_errors_at_once(self):
        self.refused("email", "phone", "is_vip", "tags", "nickname", email="x", phone="0", is_vip="yes", tags="prospect",
                     nickname="N")

    def test_wrong_types(self):
        for field, value in (("first_name", 7), ("first_name", ["A"]), ("email", {}), ("tags", [1]), ("tags", {}),
                             ("is_vip", 1),
                             ("address", "Lyon"), ("custom_fields", []), ("custom_fields", "x"), ("company", True)):
            with self.subTest(field=field, value=value):
                self.owner.post("/api/contacts", {"last_name": "A", field: value}).fault(400, "VALIDATION_ERROR")

    def test_unknown_member_of_the_address(self):
        self.owner.post("/api/contacts", {"last_name": "A", "address": {"street": "x",
                                                                        "planet": "Mars"}}).invalid("address.planet")

    def test_read_only_fields_are_ignored(self):
        contact = self.owner.create("/api/contacts", {"first_name": "A", "id": random_id(),
                                                      "created_at": "2000-01-01T00:00:00.000Z",
                                                      "updated_at": "2000-01-01T00:00:00.000Z"})
        self.assertNotEqual(contact["created_at"][:4], "2000")
        self.owner.read(f"/api/contacts/{contact['id']}")

    def test_columns_that_are_no_fields(self):
        for name in ("tenant_id", "deleted_at", "search", "seq", "rowid", "role"):
            with self.subTest(name=name):
                response = self.owner.post("/api/contacts", {"first_name": "A", name: "1"})
                response.expect(201, 400)
                if response.status == 201:
                    self.assertNotEqual(response.data.get(name), "1")
                    self.owner.get(f"/api/contacts/{response.data['id']}").expect(200)

    def test_any_name_of_the_world(self):
        for name in ("Łukasz Żółć", "Αλέξανδρος", "محمد", "李小龍", "👩‍🔧", "O'Brien \"Bob\" <b>&amp;</b>", "Zoe\u0301"):
            with self.subTest(name=name):
                contact = self.owner.create("/api/contacts", {"last_name": name})
                self.assertEqual(self.owner.read(f"/api/contacts/{contact['id']}")["last_name"], name)


class Read(ApiCase):
    def test_vehicles_quotes_and_activities(self):
        contact = self.contact()
        for number in range(7):
            if number < 2:
                self.vehicle(contact["id"], license_plate=f"AB-12{number}-CD")
            self.quote(contact["id"], items=[line(100 + number)])
            self.owner.create("/api/activities", {"type": "NOTE", "description": f"note {number}", "contact_id": contact["id"]})
        detail = self.owner.read(f"/api/contacts/{contact['id']}")
        self.assertEqual(len(detail["vehicles"]), 2)
        self.assertEqual([str(quote["total"]) for quote in detail["recent_quotes"]],
                         ["127.20", "126.00", "124.80", "123.60", "122.40"])
        self.assertEqual([row["description"] for row in detail["recent_activities"]], [f"note {n}" for n in (6, 5, 4, 3, 2)])

    def test_empty_collections(self):
        detail = self.owner.read(f"/api/contacts/{self.contact()['id']}")
        self.assertEqual((detail["vehicles"], detail["recent_quotes"], detail["recent_activities"], detail["tags"]),
                         ([], [], [], []))

    def test_unknown_and_malformed_ids(self):
        for bad in (random_id(), "1", "uuid-contact-1", "' OR 1=1 --", "0" * 36, "a" * 500):
            with self.subTest(bad=bad[:40]):
                response = self.owner.get(f"/api/contacts/{bad}")
                response.fault(404)

    def test_upper_case_id(self):
        contact = self.contact()
        self.owner.get(f"/api/contacts/{contact['id'].upper()}").expect(200, 404)


class Change(ApiCase):
    def test_changes_only_what_is_named(self):
        contact = self.contact(email="marc@example.fr", address=ADDRESS, tags=["a"], company="Dupont SARL")
        changed = self.owner.change(f"/api/contacts/{contact['id']}", {"tags": ["a", "b"]})
        self.assertEqual(changed["tags"], ["a", "b"])
        again = self.owner.read(f"/api/contacts/{contact['id']}")
        for key in ("first_name", "last_name", "email", "address", "company", "is_vip"):
            self.assertEqual(again[key], contact[key], key)
        self.assertGreaterEqual(again["updated_at"], contact["updated_at"])
        self.assertEqual(again["created_at"], contact["created_at"])

    def test_null_clears(self):
        contact = self.contact(email="marc@example.fr", company="Dupont SARL", address=ADDRESS)
        changed = self.owner.change(f"/api/contacts/{contact['id']}", {"email": None, "address": {"street": None}})
        self.assertEqual((changed["email"], changed["company"]), (None, "Dupont SARL"))
        self.assertEqual((changed["address"]["street"], changed["address"]["city"]), (None, "Lyon"))

    def test_the_last_name_cannot_be_cleared(self):
        contact = self.owner.create("/api/contacts", {"last_name": "Dupont"})
        self.owner.patch(f"/api/contacts/{contact['id']}", {"last_name": None}).fault(400, "VALIDATION_ERROR")
        self.assertEqual(self.owner.read(f"/api/contacts/{contact['id']}")["last_name"], "Dupont")

    def test_refused_change_changes_nothing(self):
        contact = self.contact()
        self.owner.patch(f"/api/contacts/{contact['id']}", {"first_name": "Eve", "email": "x"}).invalid("email")
        self.assertEqual(self.owner.read(f"/api/contacts/{contact['id']}")["first_name"], "Marc")

    def test_empty_change(self):
        contact = self.contact()
        self.assertEqual(self.owner.change(f"/api/contacts/{contact['id']}", {})["last_name"], "Dupont")

    def test_unknown_contact(self):
        self.owner.patch(f"/api/contacts/{random_id()}", {"first_name": "A"}).fault(404, "NOT_FOUND")


class Delete(ApiCase):
    def test_gone_from_lists_and_reads_kept_for_documents(self):
        contact = self.contact(last_name="Disparu")
        invoice = self.invoice(contact["id"], issued=True)
        response = self.owner.delete(f"/api/contacts/{contact['id']}").expect(200)
        self.assertEqual(response.json["message"], "Contact deleted successfully")
        self.owner.get(f"/api/contacts/{contact['id']}").fault(404, "NOT_FOUND")
        self.owner.patch(f"/api/contacts/{contact['id']}", {"first_name": "A"}).fault(404)
        self.owner.delete(f"/api/contacts/{contact['id']}").fault(404)
        self.assertNotIn(contact["id"], self.ids("/api/contacts"))
        self.assertEqual(self.ids("/api/contacts", search="disparu"), [])
        self.assertEqual(self.read_invoice(invoice)["invoice_number"], invoice["invoice_number"])
        self.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200)

    def test_nothing_new_for_a_deleted_contact(self):
        contact = self.contact()
        self.owner.delete(f"/api/contacts/{contact['id']}").expect(200)
        for path, body in (("/api/quotes", {"contact_id": contact["id"], "items": [line(1)], "vat_rate": 20,
                                            "valid_until": "2030-01-01"}),
                           ("/api/vehicles", {"owner_id": contact["id"], "make": "Renault", "model": "Clio"}),
                           ("/api/tasks", {"title": "T", "contact_id": contact["id"]})):
            with self.subTest(path=path):
                self.owner.post(path, body).expect(400)
