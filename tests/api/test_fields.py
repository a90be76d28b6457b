# SPDX-License-Identifier: MIT
"""Every property that a change may name is changed by naming it: from the description of the API, each writable property of each
resource is sent alone and read back. A field that an UPDATE forgets would answer 200 and be lost."""

import unittest

from harness import PASSWORD, ApiCase, days_from_now, line, unique

# Values for properties whose rules no schema says; a function takes the case.
VALUES = {
    "email": "autre@exemple.fr", "phone": "+33612345678", "siren": "732829320", "vat_number": "FR44732829320",
    "supplier_siren": "732829320", "supplier_vat_number": "FR44732829320",
    "siret": "73282932000074", "iban": "FR7630006000011234567890189", "bic": "AGRIFRPP", "timezone": "Europe/Lisbon", "currency": "CHF",
    "country": "France", "license_plate": "XY-987-ZA", "vin": "VF1RFB00067890123", "year": 2019, "mileage": 60000,
    "valid_until": days_from_now(40), "due_date": days_from_now(50), "service_date": days_from_now(-1), "items": [line(77)],
    "tags": ["un", "deux"], "custom_fields": {"a": 1}, "metadata": {"a": 1}, "profile_picture_url": "https://cdn.test/b.jpg",
    "starting_date": "2026-02-01", "closing_date": "2027-03-31", "project_type": "Integrated services to Business",
    "project_maturity": "RFQ", "client_type": "New", "client_relationship": "2 - Medium",
    "probability_step": 0.1, "win_probability_override": 0.35, "gross_margin_percentage": 0.2, "vat_rate": 10,
    "original_amount": 123456.78, "closed_date": "2026-03-01", "share_capital": 5000, "role": "manager", "username": "autre",
    "contact_id": lambda case: case.contact()["id"], "owner_id": lambda case: case.contact()["id"],
    "vehicle_id": lambda case: case.vehicle(case.customer)["id"], "assignee_id": lambda case: case.owner.user["id"],
    "team_id": lambda case: case.team, "manager_id": lambda case: case.owner.user["id"], "member_ids": lambda case: [case.person],
    "client_id": lambda case: case.client_id, "price_mode": "GROSS", "vat_exemption": "VATEX-EU-AE", "fiscal_year_end": "06-30",
    "private_endpoint": "sans-adresse@exemple.fr", "platform_matricule": "P123",
}
OF_RESOURCE = {
    ("/api/opportunities/{id}", "owner_id"): lambda case: case.person,
    ("/api/coefficients/{id}", "coefficient"): 0.77,
    ("/api/clients/{id}", "phone"): "comme tape",
    ("/api/imports/{id}", "encoding"): "ISO_8859_15", ("/api/views/{id}", "query"): "status=DRAFT",
    ("/api/settings", "reminder_days_2"): 22, ("/api/settings", "reminder_days_3"): 36,  # each later than the one before
    ("/api/tasks/{id}", "due_date"): "2026-05-17T10:00:00.000Z",
    ("/api/catalogue/{id}", "kind"): "FEE",
    ("/api/contacts/{id}", "electronic_address.value"): "732829320_ATELIER",
    ("/api/settings", "electronic_address.value"): "factures@exemple.fr",  # its scheme was changed before
    **{("/api/settings", f"accounts.{name}"): "7061A" for name in (
        "customers", "services", "goods", "expenses", "deposits", "vat", "vat_pending", "bank", "cheques", "cards", "cash")},
    ("/api/tasks/{id}", "subject"): lambda case: {"type": "contact", "id": case.customer},  # both or none
}
# A package has lines and no price: test_catalogue changes them. Where the columns of a file go is answered in another shape: test_imports.
OF_OTHERS = {("/api/catalogue/{id}", "items"), ("/api/imports/{id}", "mapping")}
# Sent, and answered under another name or not at all.
PRINTED_ELSEWHERE = {
    ("/api/teams/{id}", "member_ids"), ("/api/users/{id}", "password"), ("/api/users/me", "password"),
    ("/api/opportunities/{id}", "update_notes_append"),
}


def types_of(schema):
    kind = schema.get("type", "string")
    return kind if isinstance(kind, list) else [kind]


def generic(name, schema):
    """A value that a schema allows."""
    kinds = types_of(schema)
    if "enum" in schema:
        return [value for value in schema["enum"] if value is not None][-1]
    if "boolean" in kinds:
        return True
    if "integer" in kinds or "number" in kinds:
        return max(schema.get("minimum", 0), min(7, schema.get("maximum", 7)))
    if schema.get("format") == "date":
        return "2026-05-17"
    if schema.get("format") == "date-time":
        return "2026-05-17T10:00:00.000Z"
    return f"Valeur de {name}"[: schema.get("maxLength", 40)]


def same_value(found, sent):
    """What was sent stands in what is found: numbers by value, members of objects one by one."""
    if isinstance(sent, dict):
        return isinstance(found, dict) and all(same_value(found.get(key), value) for key, value in sent.items())
    if isinstance(sent, list):
        return isinstance(found, list) and len(found) == len(sent) and all(map(same_value, found, sent))
    if isinstance(sent, (int, float)) and not isinstance(sent, bool):
        return found is not None and float(found) == float(sent)
    return found == sent


class Fields(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        document = cls.owner.get("/api/openapi.json").json
        cls.schemas = document["components"]["schemas"]
        cls.changes = {(path, method): operation for path, operations in document["paths"].items()
                       for method, operation in operations.items()
                       if method in ("patch", "put") and "get" in operations}
        cls.team = cls.owner.post("/api/teams", {"name": "Equipe"}).expect(201).json["id"]
        person = {"email": "p@exemple.fr", "first_name": "P", "last_name": "Q", "password": PASSWORD, "role": "sales",
                  "team_id": cls.team}
        cls.person = cls.owner.post("/api/users", person).expect(201).json["id"]
        cls.customer = cls.owner.create("/api/contacts", {"last_name": "Client"})["id"]
        cls.client_id = cls.owner.post("/api/clients", {"name": "Client"}).expect(201).json["id"]

    def make(self, path):
        """A record of its own for each change."""
        if path == "/api/opportunities/{id}":
            deal = {"project_name": "Projet", "original_amount": 1000, "gross_margin_percentage": 0.13,
                    "project_type": "Integrated services to Business", "project_maturity": "RFI", "client_type": "Existing",
                    "client_relationship": "3 - Good", "starting_date": "2026-01-01", "closing_date": "2028-12-31"}
            return self.owner.post("/api/opportunities", deal).expect(201).json["id"]
        return {
            "/api/contacts/{id}": lambda: self.contact()["id"],
            "/api/vehicles/{id}": lambda: self.vehicle()["id"],
            "/api/quotes/{id}": lambda: self.quote(self.customer)["id"],
            "/api/invoices/{id}": lambda: self.invoice(self.customer)["id"],
            "/api/catalogue/{id}": lambda: self.owner.create(
                "/api/catalogue", {"label": "Article", "kind": "PART", "unit_price": 3})["id"],
            "/api/imports/{id}": self.sheet,
            "/api/supplier-invoices/{id}": self.photograph,
            "/api/views/{id}": lambda: self.owner.create("/api/views", {"noun": "quotes", "name": f"V{self.number}", "query": "status=SENT"})["id"],
            "/api/tasks/{id}": lambda: self.owner.create("/api/tasks", {"title": "x"})["id"],
            "/api/users/{id}": lambda: self.person,
            "/api/teams/{id}": lambda: self.owner.post("/api/teams", {"name": f"E{self.number}"}).expect(201).json["id"],
            "/api/clients/{id}": lambda: self.owner.post("/api/clients", {"name": f"C{self.number}"}).expect(201).json["id"],
            "/api/coefficients/{id}": lambda: self.owner.get("/api/coefficients").json["items"][0]["id"],
            "/api/settings": lambda: "", "/api/users/me": lambda: "me",
        }[path]()

    def sheet(self):
        body = "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nNom;Ville\nMartin;Lyon\n\r\n--frontier--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=frontier"}
        return self.owner.post("/api/imports?kind=contacts", raw=body.encode(), headers=kind).expect(201).data["id"]

    def photograph(self):
        """Another one each time: of what is read of a file nothing is typed."""
        head = "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
        body = head.encode() + b"\x89PNG\r\n\x1a\n" + unique().encode() + b"\r\n--frontier--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=frontier"}
        return self.owner.post("/api/supplier-invoices", raw=body, headers=kind).expect(201).data["id"]

    def value(self, path, name, schema):
        given = OF_RESOURCE.get((path, name), VALUES.get(name.split(".")[-1]))
        if given is None:
            return generic(name, schema)
        return given(self) if callable(given) else given

    def properties(self, operation):
        """None of a file, nor of an object that holds what one likes."""
        schema = operation["requestBody"]["content"].get("application/json", {}).get("schema", {})
        return self.schemas[schema["$ref"].rsplit("/", 1)[1]].get("properties", {}) if "$ref" in schema else {}

    def test_each_is_kept(self):
        self.number = 0
        for (path, method), operation in sorted(self.changes.items()):
            for name, schema in self.properties(operation).items():
                if "object" in types_of(schema) and "properties" in schema and (path, name) not in OF_RESOURCE:
                    for inner, inner_schema in schema["properties"].items():
                        self.keep(path, method, (name, inner), inner_schema)
                else:
                    self.keep(path, method, (name,), schema)
        self.assertGreater(self.number, 60)

    def keep(self, path, method, keys, schema):
        if (path, keys[0]) in OF_OTHERS:
            return
        self.number += 1
        with self.subTest(path=path, field=".".join(keys)):
            value = self.value(path, ".".join(keys), schema)
            body = {keys[0]: value} if len(keys) == 1 else {keys[0]: {keys[1]: value}}
            address = path.replace("{id}", self.make(path))
            getattr(self.owner, method)(address, body).expect(200)
            if (path, keys[0]) in PRINTED_ELSEWHERE:
                return
            answer = self.owner.get(address if path != "/api/users/me" else "/api/auth/me").expect(200).json
            found = answer["data"] if "success" in answer else answer
            for key in keys:
                self.assertIn(key, found)
                found = found[key]
            self.assertTrue(same_value(found, value), f"sent {value!r}, found {found!r}")

    def test_what_was_read_is_sent_back_whole(self):
        """Whoever reads a record, changes a field and sends all of it back is understood: what is computed is ignored."""
        self.number = 1000
        otherwise = {"/api/imports/{id}", "/api/settings/logo", "/api/users/me/preferences"}  # asked in another shape than answered
        for path, method in sorted(self.changes):
            if path in otherwise:
                continue
            self.number += 1
            with self.subTest(path=path):
                address = path.replace("{id}", self.make(path))
                whole = self.owner.get(address if path != "/api/users/me" else "/api/auth/me").expect(200).json
                answer = getattr(self.owner, method)(address, whole.get("data", whole))
                unknown = [row["field"] for row in answer.json.get("details", []) if row["code"] == "UNKNOWN_FIELD"]
                self.assertEqual(unknown, [], answer.raw)

    def test_what_no_answer_has_is_unknown(self):
        """Columns that nobody is shown, and words beside members of answers."""
        for path, body in (("/api/clients", {"name": "X", "created_by": self.person}), ("/api/clients", {"name": "X", "opportunity": 1}),
                           ("/api/contacts", {"last_name": "X", "vehicles_has": 1}), ("/api/contacts", {"last_name": "X", "name_key": "x"}),
                           ("/api/contacts", {"last_name": "X", "": 1})):
            with self.subTest(path=path, body=body):
                details = self.owner.post(path, body).expect(400).json
                rows = details.get("details") or details["error"]["details"]
                self.assertEqual([row["field"] for row in rows], [list(body)[1]])


class Control(unittest.TestCase):
    def test_values_are_compared(self):
        self.assertTrue(same_value({"a": 7, "b": [1]}, {"a": 7.0}))
        self.assertFalse(same_value("a", "b") or same_value(None, "x") or same_value([{"a": 1}], [{"a": 2}]))
