# SPDX-License-Identifier: MIT
"""What people type and paste, at the door of both APIs (contract 4, 5 and 8): which characters a text may hold, and what is
understood for a telephone number, a decimal, a plate, an identifier, an address."""

import unicodedata

from harness import ApiCase, random_id

FORBIDDEN = ("\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff", "\x01", "\x0c", "\x1b", "\x7f", "\x80", "\x9f")
LINE_ENDS = ("\n", "\r\n", "\t", "\u0085", "\u2028", "\u2029")
INVISIBLE = ("\u200b", "\u200d\u200c", "\u2066\u2069", "\u200e\u200f", "\u00ad", "\u3164", "\u115f\u1160", "\u2800", "\ufe0f",
             "\U000e0100", "\ufeff", "\u2060", "\u034f", "\u180b", "\uffa0", "\u200b \u200b", "\u061c", "\U000e0041", "\ufffc")


class Text(ApiCase):
    def places(self):
        """(method, path, body, field, whether the field may have lines) of both APIs; `X` stands for the text."""
        contact = self.contact()["id"]
        vehicle = self.vehicle(contact)["id"]
        team = self.owner.post("/api/teams", {"name": random_id()}).expect(201).json
        item = {"quantity": 1, "unit_price": 1}
        return (
            ("PATCH", f"/api/contacts/{contact}", {"first_name": "X"}, "first_name", False),
            ("PATCH", f"/api/contacts/{contact}", {"company": "X"}, "company", False),
            ("PATCH", f"/api/contacts/{contact}", {"address": {"city": "X"}}, "address.city", False),
            ("PATCH", f"/api/contacts/{contact}", {"address": {"street": "X"}}, "address.street", True),
            ("PATCH", f"/api/contacts/{contact}", {"tags": ["ok", "X"]}, "tags[1]", False),
            ("PATCH", f"/api/vehicles/{vehicle}", {"make": "X"}, "make", False),
            ("POST", f"/api/vehicles/{vehicle}/service-records", {"date": "2026-01-01", "description": "X"}, "description", True),
            ("POST", "/api/quotes", {"contact_id": contact, "items": [item | {"description": "X"}]}, "items[0].description", True),
            ("POST", "/api/quotes", {"contact_id": contact, "items": [item | {"description": "a"}], "notes": "X"}, "notes", True),
            ("POST", "/api/tasks", {"title": "X"}, "title", False),
            ("POST", "/api/activities", {"type": "NOTE", "contact_id": contact, "description": "X"}, "description", True),
            ("PATCH", "/api/settings", {"name": "X"}, "name", False),
            ("PATCH", "/api/settings", {"address": {"street": "X"}}, "address.street", True),
            ("PATCH", "/api/settings", {"quote_footer": "X"}, "quote_footer", True),
            ("POST", "/api/clients", {"name": "X"}, "name", False),
            ("POST", "/api/clients", {"name": "a", "address": "X"}, "address", True),
            ("POST", "/api/clients", {"name": "a", "notes": "X"}, "notes", True),
            ("PUT", f"/api/teams/{team['id']}", {"name": "X"}, "name", False),
            ("PUT", "/api/users/me", {"first_name": "X"}, "first_name", False),
        )

    def fill(self, body, text):
        if isinstance(body, dict):
            return {key: self.fill(value, text) for key, value in body.items()}
        if isinstance(body, list):
            return [self.fill(value, text) for value in body]
        return text if body == "X" else body

    def rows(self, answer):
        """The fields of the error rows, in either dialect."""
        answer.expect(400)
        body = answer.json
        return [row["field"] for row in (body.get("details") or body["error"]["details"])]

    def test_characters_that_no_text_holds(self):
        for method, path, body, field, _ in self.places():
            for character in FORBIDDEN:
                with self.subTest(path=path, field=field, character=ascii(character)):
                    answer = self.owner.request(method, path, self.fill(body, f"a{character}b"))
                    self.assertEqual(self.rows(answer), [field])

    def test_lines_only_where_they_make_sense(self):
        for method, path, body, field, lines in self.places():
            for end in LINE_ENDS:
                with self.subTest(path=path, field=field, end=ascii(end)):
                    answer = self.owner.request(method, path, self.fill(body, f"a{end}b"))
                    if lines:
                        answer.expect(200, 201)
                    else:
                        self.assertEqual(self.rows(answer), [field])

    def test_nothing_to_see(self):
        for method, path, body, field, _ in self.places():
            for text in INVISIBLE:
                with self.subTest(path=path, field=field, text=ascii(text)):
                    self.assertEqual(self.rows(self.owner.request(method, path, self.fill(body, text))), [field])
            self.owner.request(method, path, self.fill(body, "\u200bé\u200d")).expect(200, 201)  # beside something that one sees

    def test_custom_fields(self):
        for value in ({"a": "x\ufffe"}, {"a": [{"b": "\x01"}]}, {"\uffff": 1}):
            with self.subTest(value=ascii(value)):
                self.owner.post("/api/contacts", {"last_name": "A", "custom_fields": value}).invalid("custom_fields")
        self.owner.create("/api/contacts", {"last_name": "A", "custom_fields": {"a": "x\ny"}})

    def test_tags(self):
        self.owner.post("/api/contacts", {"last_name": "A", "tags": ["a,b"]}).invalid("tags[0]")
        self.owner.post("/api/contacts", {"last_name": "A", "tags": ["ok", " "]}).invalid("tags[1]")
        contact = self.owner.create("/api/contacts", {"last_name": "A", "tags": [" VIP ", "vip", "Élu", "élu", "e\u0301lu"]})
        self.assertEqual(contact["tags"], ["VIP", "Élu"])
        self.owner.post("/api/contacts", {"last_name": "A", "tags": [f"t{n}" for n in range(51)]}).invalid("tags")


class Phone(ApiCase):
    def test_what_people_paste(self):
        for typed in ("+33 6 12 34 56 78", "+33 06 12 34 56 78", "+33 (0)6 12 34 56 78", "+33(0)6.12.34/56-78",
                      "\u202a+33\u00a06\u202f12 34 56 78\u202c", "(+33) 6 12 34 56 78", "+33\u20116\u201112\u201134\u201156\u201178"):
            with self.subTest(typed=typed):
                contact = self.owner.create("/api/contacts", {"last_name": "A", "phone": typed})
                self.assertEqual(contact["phone"], "+33612345678")
                self.assertEqual(self.owner.change("/api/settings", {"phone": typed})["phone"], "+33612345678")

    def test_what_is_no_number(self):
        for typed in ("+0612345678", "+33", "+1234567890123456", "+33 6 12 34 56 78 / +33 6 87 65 43 21"):
            with self.subTest(typed=typed):
                self.owner.post("/api/contacts", {"last_name": "A", "phone": typed}).invalid("phone")
        answer = self.owner.post("/api/contacts", {"last_name": "A", "phone": "06 12 34 56 78"})
        self.assertEqual(answer.invalid("phone")["phone"], "Phone number must start with +")

    def test_clients_keep_what_was_typed(self):
        client = self.owner.post("/api/clients", {"name": "A", "phone": "01 42 68 53 00 (std)"}).expect(201).json
        self.assertEqual(client["phone"], "01 42 68 53 00 (std)")


class Names(ApiCase):
    def test_an_empty_user_name(self):
        for path, body in (("/api/auth/register", {"email": "a@b.fr", "password": "SecurePassword123!", "first_name": "A",
                                                   "last_name": "B", "username": ""}),
                           ("/api/auth/login", {"username": "", "email": "a@b.fr", "password": "x"}),
                           ("/api/users", {"email": "a@b.fr", "first_name": "A", "username": ""})):
            with self.subTest(path=path):
                answer = self.owner.post(path, body).expect(400)
                self.assertEqual([row["field"] for row in answer.json["error"]["details"]], ["username"])


class Query(ApiCase):
    def test_characters_that_no_text_holds(self):
        for path in ("/api/contacts", "/api/quotes", "/api/opportunities", "/api/users", "/api/reports/revenue"):
            for character in FORBIDDEN:
                with self.subTest(path=path, character=ascii(character)):
                    answer = self.owner.get(path, search=f"a{character}b", make=f"{character}").expect(400).json
                    rows = answer.get("details") or answer["error"]["details"]
                    self.assertEqual([row["field"] for row in rows], ["search", "make"])
        for text in ("a\tb\r\nc", "\u200b", "\u202e", "é\U0001f600\ufffd"):
            self.owner.get("/api/contacts", search=text).expect(200)


class Decimals(ApiCase):
    def quote_of(self, price, quantity=1, rate=20):
        contact = self.contact()["id"]
        return self.owner.post("/api/quotes", {"contact_id": contact, "vat_rate": rate, "items": [
            {"description": "a", "quantity": quantity, "unit_price": price}]})

    def test_binary_noise(self):
        quote = self.quote_of(0.1 + 0.2, 0.1 * 3, 1.1 * 5).expect(201).data  # 0.30000000000000004, twice, 5.500000000000001
        self.assertEqual([str(quote["items"][0][name]) for name in ("unit_price", "quantity")] + [str(quote["vat_rate"])],
                         ["0.30", "0.3", "5.5"])
        deal = self.owner.post("/api/opportunities", {
            "project_name": "N", "original_amount": 17000000.000000004, "gross_margin_percentage": 0.12000000000000001,
            "project_type": "Integrated services to Business", "project_maturity": "RFI", "client_type": "Existing",
            "client_relationship": "3 - Good", "starting_date": "2026-01-01", "closing_date": "2026-12-31"}).expect(201).json
        self.assertEqual((str(deal["original_amount"]), str(deal["gross_margin_percentage"])), ("17000000.00", "0.12"))

    def test_what_somebody_wrote(self):
        for price, quantity, rate, field in ((0.30505, 1, 20, "items[0].unit_price"), (1, 0.3005, 20, "items[0].quantity"),
                                             (1, 1, 5.555, "vat_rate"), (0.3050500000000001, 1, 20, "items[0].unit_price")):
            with self.subTest(field=field):
                self.quote_of(price, quantity, rate).invalid(field)
        self.assertEqual(str(self.quote_of(1.2345000000000002).expect(201).data["items"][0]["unit_price"]), "1.2345")
        for cost in (0.305, 0.30500000000000005, 12.000000001):
            self.owner.post(f"/api/vehicles/{self.vehicle()['id']}/service-records",
                            {"date": "2026-01-01", "description": "a", "cost": cost}).invalid("cost")


class Codes(ApiCase):
    def test_identifiers(self):
        spelled = {"siret": ("732 829 320 00074", "732\u00a0829\u202f320.00074"),
                   "vat_number": ("fr 44 732829320", "FR-44\u00a0732.829.320"),
                   "iban": ("fr76 3000 6000 0112 3456 7890 189", "FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189")}
        stored = {"siret": "73282932000074", "vat_number": "FR44732829320", "iban": "FR7630006000011234567890189"}
        for field, texts in spelled.items():
            for text in texts:
                with self.subTest(text=text):
                    self.assertEqual(self.owner.change("/api/settings", {field: text})[field], stored[field])
        for text in ("732 829 320", "732.829.320", "732\u202f829\u202f320", "\u200e732829320"):
            contact = self.owner.create("/api/contacts", {"company": "A", "siren": text, "vat_number": "fr44 732 829 320"})
            self.assertEqual((contact["siren"], contact["vat_number"]), ("732829320", "FR44732829320"))
        self.owner.patch("/api/settings", {"siret": "732 829 320 00075", "iban": "fr76 3000"}).invalid("siret", "iban")
        self.owner.post("/api/contacts", {"company": "A", "siren": "732/829/320"}).invalid("siren")

    def test_plates_and_filters(self):
        owner = self.contact()["id"]
        for number, (typed, stored) in enumerate((("1234ab2a", "1234 AB 2A"), ("123 abc 971", "123 ABC 971"), ("1-abc-123", "1-ABC-123"),
                                                  ("123 cd 45", "123 CD 45"), ("zq123zq", "ZQ-123-ZQ"))):
            with self.subTest(typed=typed):
                vin = f"VF1AAAA123456{number:04}"
                vehicle = self.vehicle(owner, license_plate=typed, vin=f" {vin[:3].lower()} {vin[3:]} ")
                self.assertEqual((vehicle["license_plate"], vehicle["vin"]), (stored, vin))
                for query in ({"license_plate": typed}, {"license_plate": stored.lower()}, {"vin": vin.lower()},
                              {"vin": f"{vin[:9]} {vin[9:]}"}):
                    found = self.owner.read("/api/vehicles", **query)
                    self.assertEqual([row["id"] for row in found], [vehicle["id"]], query)
        self.owner.post("/api/vehicles", {"owner_id": owner, "vin": "VF1 AAAA 12345"}).invalid("vin")

    def test_mileage_beside_other_errors(self):
        vehicle = self.vehicle(mileage=100)
        self.owner.patch(f"/api/vehicles/{vehicle['id']}", {"mileage": 99}).fault(400, "MILEAGE_DECREASED")
        self.owner.patch(f"/api/vehicles/{vehicle['id']}", {"mileage": 99, "owner_id": random_id(), "year": "x"}).invalid(
            "mileage", "owner_id", "year")


class Together(ApiCase):
    """All that is wrong comes at once, one row a field: references, what is taken, what follows from the tenant."""

    def rows(self, answer, status=400):
        body = answer.expect(status).json
        rows = [row["field"] for row in (body.get("details") or body["error"]["details"])]
        self.assertEqual(len(rows), len(set(rows)), rows)
        return set(rows)

    def person(self):
        name = "u" + random_id()[:8]
        body = {"email": f"{name}@example.fr", "username": name, "password": "SecurePassword123!", "first_name": "A", "last_name": "B"}
        return self.owner.post("/api/users", body).expect(201).json

    def test_accounts(self):
        taken = self.person()
        for path in ("/api/users", "/api/auth/register"):
            body = {"email": taken["email"].upper(), "username": taken["username"].upper(), "password": "short", "first_name": "",
                    "last_name": 7, "team_id": random_id(), "colour": "red"}
            wrong = {"email", "username", "password", "first_name", "last_name", "team_id", "colour"}
            with self.subTest(path=path):
                self.assertEqual(self.rows(self.owner.post(path, body)), wrong)
                body = {"email": taken["email"], "username": taken["username"], "password": "SecurePassword123!",
                        "first_name": "A", "last_name": "B"}
                answer = self.owner.post(path, body)
                self.assertEqual(self.rows(answer, 409), {"email", "username"})
                self.assertEqual(answer.json["error"]["message"], "Email already exists")
                self.assertEqual(self.rows(self.owner.post(path, body | {"email": "x" + taken["email"]}), 409), {"username"})
                self.assertEqual(self.rows(self.owner.post(path, body | {"username": "a b", "password": "x"})),
                                 {"email", "username", "password"})

    def test_sign_up(self):
        body = {"email": "x", "password": "short", "name": "\u200b", "subdomain": self.owner.tenant, "tenantName": ""}
        self.assertEqual(self.rows(self.owner.post("/api/auth/signup", body)), set(body))
        body = {"email": "a@example.fr", "password": "SecurePassword123!", "name": "A", "subdomain": "www", "tenantName": "G"}
        self.owner.post("/api/auth/signup", body).fault(400, "SUBDOMAIN_EXISTS")

    def test_teams(self):
        name = random_id()
        self.owner.post("/api/teams", {"name": name}).expect(201)
        self.assertEqual(self.rows(self.owner.post("/api/teams", {"name": name.upper()}), 409), {"name"})
        self.assertEqual(self.rows(self.owner.post("/api/teams", {"name": name, "manager_id": random_id(), "description": 7,
                                                                  "member_ids": [random_id()]})),
                         {"name", "manager_id", "description", "member_ids[0]"})

    def test_references(self):
        unknown = random_id()
        for path, body, wrong in (
                ("/api/vehicles", {"owner_id": unknown, "vin": "x", "year": "x", "mileage": -1}, {"owner_id", "vin", "year", "mileage"}),
                ("/api/tasks", {"title": "", "assignee_id": unknown, "contact_id": unknown, "priority": "x", "due_date": "x"},
                 {"title", "assignee_id", "contact_id", "priority", "due_date"}),
                ("/api/activities", {"type": "x", "description": "", "contact_id": unknown}, {"type", "description", "contact_id"}),
                ("/api/opportunities", {"project_name": "", "client_id": unknown, "original_amount": "x", "project_type": "x"},
                 {"project_name", "client_id", "original_amount", "project_type", "project_maturity", "client_type",
                  "client_relationship", "starting_date", "closing_date"}),
                ("/api/auth/reset-password", {"new_password": "x"}, {"token", "new_password"}),
                ("/api/users/me/change-password", {"new_password": "x"}, {"current_password", "new_password"})):
            with self.subTest(path=path):
                self.assertEqual(self.rows(self.owner.post(path, body)), wrong)
        person = self.person()["id"]
        self.assertEqual(self.rows(self.owner.put(f"/api/users/{person}", {"first_name": "", "role": "x", "team_id": unknown,
                                                                            "is_active": None, "profile_picture_url": "x"})),
                         {"first_name", "role", "team_id", "is_active", "profile_picture_url"})


class Addresses(ApiCase):
    """One person's address is one address: in any case, with an international domain or its ASCII form, accents as one character
    or as two."""

    def test_international_domains(self):
        name = "u" + random_id()[:8]
        password = "Clé à molette 12"
        person = self.owner.post("/api/users", {"email": f"{name}@EXÄMPLE.fr", "first_name": "A", "password": password})
        self.assertEqual(person.expect(201).json["email"], f"{name}@exämple.fr")
        for email in (f"{name}@exämple.fr", f"{name}@xn--exmple-cua.fr", f"{name.upper()}@XN--EXMPLE-CUA.FR", f"{name}@exa\u0308mple.fr"):
            with self.subTest(email=email):
                stranger = self.owner.twin()
                stranger.cookies.clear()
                for form in ("NFC", "NFD"):
                    typed = unicodedata.normalize(form, password)
                    stranger.post("/api/auth/signin", {"email": email, "password": typed}).expect(200)
            answer = self.owner.post("/api/users", {"email": email, "first_name": "B"}).expect(409)
            self.assertEqual(answer.json["error"]["message"], "Email already exists")
        stranger.post("/api/auth/login", {"username": email, "password": unicodedata.normalize("NFD", password)}).expect(200)
        stranger.post("/api/auth/login", {"username": email, "password": password.replace("é", "e")}).expect(401)
        contact = self.owner.create("/api/contacts", {"last_name": "A", "email": "user@xn--exmple-cua.fr"})
        self.assertEqual(contact["email"], "user@exämple.fr")
        self.owner.post("/api/contacts", {"last_name": "A", "email": "user@xn--.fr"}).invalid("email")
