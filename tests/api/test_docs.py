# SPDX-License-Identifier: MIT
"""The API reference: the page at /docs and its files, and /api/openapi.json against the route table and real answers."""

import hashlib
import html.parser
import json
import re
import unittest
from decimal import Decimal

import spec_examples
from description import DescribedCase, Document
from harness import PASSWORD, ROOT, ApiCase, days_from_now, line, unique
from test_ai import sent_days_ago

SIGNS_IN = {"/api/auth/signin", "/api/auth/login", "/api/auth/refresh"}
MIME = {"js": "application/javascript", "css": "text/css", "svg": "image/svg+xml", "json": "application/json", "": "text/html", "woff2": "font/woff2"}


class References(html.parser.HTMLParser):
    """What a page refers to, and what a strict Content-Security-Policy would refuse."""

    def __init__(self, text):
        super().__init__()
        self.urls, self.inline, self.element = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.element = tag
        for name, value in attrs:
            if name in ("src", "href"):
                self.urls.append(value)
            if name.startswith("on") or name == "style" or (value or "").startswith("javascript:"):
                self.inline.append(f"<{tag} {name}>")

    def handle_data(self, data):
        if self.element in ("script", "style") and data.strip():
            self.inline.append(f"<{self.element}>{data.strip()[:40]}")


class Page(ApiCase):
    def everywhere(self):
        return [self.instance.client(self.subdomain), self.instance.client(None),
                self.instance.client(None, secure=False)]

    def test_pages_refer_only_to_files_that_are_here(self):
        for client in self.everywhere():
            if not client.secure:
                client.host = "localhost"
            for path in ("/", "/docs", "/docs/"):
                with self.subTest(origin=client.origin, path=path):
                    page = client.get(path).expect(200)
                    self.assertTrue(page.headers["Content-Type"].startswith("text/html"))
                    self.assertIn("default-src 'self'", page.headers["Content-Security-Policy"])
                    self.assertNotIn("unsafe-eval", page.headers["Content-Security-Policy"])
                    found = References(page.text)
                    self.assertEqual(found.inline, [])
                    self.assertGreater(len(found.urls), 2)
                    for url in found.urls:
                        self.assertTrue(url.startswith("/") and not url.startswith("//"), f"{url} is not local")
                        self.check_file(client, url)

    def check_file(self, client, url):
        answer = client.get(url).expect(200)
        suffix = url.rpartition("/")[2].rpartition(".")[2] if "." in url else ""
        self.assertEqual(answer.headers["Content-Type"].split(";")[0], MIME[suffix], url)

    def test_favicon(self):
        """Browsers ask for this name without being told."""
        answer = self.owner.get("/favicon.ico").expect(200)
        self.assertEqual(answer.headers["Content-Type"], "image/x-icon")
        self.assertEqual(answer.raw[:6], b"\0\0\1\0\3\0")  # three sizes

    def test_what_is_no_file_is_not_found(self):
        for path in ("/docs/vendor/missing.js", "/missing.css", "/api/../etc/passwd", "/api/x%2f..%2f..%2fetc"):
            with self.subTest(path=path):
                self.assertIn(self.owner.get(path).status, (400, 404))

    def test_the_page_shows_the_description(self):
        script = self.owner.get("/docs/docs.js").expect(200).text
        url = re.search(r'\burl: "([^"]+)"', script)[1]
        self.assertTrue(self.owner.get(url).expect(200).json["paths"])
        self.assertNotRegex(script, r"https?://")

    def test_vendored_files_are_as_they_were_published(self):
        vendor = ROOT / "web/docs/vendor"
        readme = (vendor / "README").read_text()
        sums = dict(reversed(row.split()) for row in re.findall(r"^[0-9a-f]{64}  \S+$", readme, re.M))
        self.assertEqual({file.name for file in vendor.iterdir()}, {"README", *sums})
        for name, expected in sums.items():
            self.assertEqual(hashlib.sha256((vendor / name).read_bytes()).hexdigest(), expected, name)


class Description(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = Document(cls.owner.get("/api/openapi.json").expect(200).json)
        cls.routes = json.loads(cls.instance.cli("routes", "--json").stdout)

    def test_the_command_line_prints_the_same(self):
        served = self.owner.get("/api/openapi.json").text
        self.assertTrue(self.instance.cli("routes", "--openapi").stdout.strip() == served.strip(), "they differ")

    def test_it_is_the_route_table(self):
        operations = self.document.operations()
        self.assertEqual(set(operations), {(route["method"], route["path"]) for route in self.routes})
        for route in self.routes:
            with self.subTest(method=route["method"], path=route["path"]):
                operation = operations[route["method"], route["path"]]
                self.assertEqual(operation.get("security") == [], route["perm"] == "none")
                self.assertEqual("401" in operation["responses"], route["perm"] != "none" or route["path"] in SIGNS_IN)
                self.assertEqual("429" in operation["responses"], route["rate"] != "none")
                errors = operation["responses"]["default"]["$ref"].rpartition("/")[2]
                twins = {twin["dialect"] for twin in self.routes if (twin["method"], twin["path"]) == (route["method"], route["path"])}
                self.assertIn(errors.lower().removesuffix("error"), twins)

    def test_it_has_every_operation_of_both_specifications(self):
        def shape(method, path):
            return method, re.sub(r"\{\w+\}|:\w+", "{}", path)
        described = {shape(*operation) for operation in self.document.operations()}
        for name, heading, count in (("workshop", r"^### (\w+) (/api/[^\s?]+)$", 31), ("pipeline", r"^(GET|POST|PUT|DELETE) (/api/[^\s?]+)", 36)):
            text = (spec_examples.folder() / f"{name}-api.md").read_text(encoding="utf-8")
            printed = {shape(*operation) for operation in re.findall(heading, text, re.M)}
            self.assertEqual((len(printed), printed - described), (count, set()))

    def test_operations_say_who_and_how_often(self):
        for route in self.routes:
            operation = self.document.operations()[route["method"], route["path"]]
            with self.subTest(method=route["method"], path=route["path"]):
                self.assertEqual((operation["x-least-role"], operation["x-rate-class"]), (route["perm"], route["rate"]))

    def test_free_objects_may_hold_anything(self):
        schemas = self.document.json["components"]["schemas"]
        for schema, field in (("Contact", "custom_fields"), ("NewContact", "custom_fields"), ("Activity", "metadata")):
            self.assertIs(schemas[schema]["properties"][field]["additionalProperties"], True)

    def test_every_reference_resolves(self):
        references = list(self.document.references(self.document.json))
        self.assertGreater(len(references), 100)
        for node in references:
            with self.subTest(reference=node["$ref"]):
                self.assertEqual(list(node), ["$ref"])
                self.assertIsInstance(self.document.resolve(node), dict)

    def test_operations_are_whole(self):
        sections = {tag["name"]: tag["description"] for tag in self.document.json["tags"]}
        names = [operation["operationId"] for operation in self.document.operations().values()]
        self.assertEqual(len(names), len(set(names)), "an operationId stands twice")
        for (method, path), operation in self.document.operations().items():
            with self.subTest(method=method, path=path):
                self.assertRegex(operation["operationId"], r"^[a-z][A-Za-z0-9]*$")
                self.assertTrue(operation["summary"])
                self.assertTrue(all(sections.get(tag) for tag in operation["tags"]), "see struct route_group in fcgi/serve/route.h")
                if operation["operationId"].startswith("create"):
                    self.assertIn("201", operation["responses"], "see ROUTE_CREATED in fcgi/serve/route.h")
                parameters = [self.document.resolve(parameter) for parameter in operation["parameters"]]
                inside = [parameter["name"] for parameter in parameters if parameter["in"] == "path"]
                self.assertEqual(inside, re.findall(r"\{(\w+)\}", path))
                self.assertEqual(len(parameters), len({(one["in"], one["name"]) for one in parameters}))
                self.check_success(operation)

    def check_success(self, operation):
        status, answer = next(iter(operation["responses"].items()))
        self.assertIn(status, ("200", "201", "204"))
        self.assertEqual("content" in answer, status != "204")
        for content in answer.get("content", {}).values():
            schema = self.document.flat(content["schema"])
            data = schema.get("properties", {}).get("data", schema)
            self.assertTrue(data, "what does it answer? see `out` in fcgi/serve/route.h")

    def test_examples_follow_their_schemas(self):
        schemas = self.document.json["components"]["schemas"]
        examples = {name: schema["example"] for name, schema in schemas.items() if "example" in schema}
        self.assertLess({"SignIn", "SignUp", "NewContact", "NewQuote", "NewInvoice"}, examples.keys())
        for name, example in examples.items():
            with self.subTest(schema=name):
                self.assertEqual(self.document.problems(schemas[name], example), [])
        for name, response in self.document.json["components"]["responses"].items():
            with self.subTest(response=name):
                content = response["content"]["application/json"]
                self.assertEqual(self.document.problems(content["schema"], content["example"]), [])

    def test_the_validator_sees_a_wrong_answer(self):
        contact = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "format": "uuid"}}}
        for wrong in ({}, {"id": 7}, {"id": None}, {"id": "x"}, {"id": "01978f3e-7c1a-7d2b-9b3c-4d5e6f708192", "more": 1}):
            self.assertEqual(len(self.document.problems(contact, wrong)), 1, wrong)


class Truth(DescribedCase):
    """Real requests and answers are what the description says."""

    def test_system_and_settings(self):
        self.call("GET", "/api/health")
        self.call("GET", "/api/openapi.json")
        self.call("GET", "/api/users/names")
        self.call("GET", "/api/settings")
        self.call("PATCH", "/api/settings", {"payment_terms_days": 30, "address": {"city": "Paris"}})

    def test_credentials(self):
        tenant = unique()
        client = self.instance.client(tenant)
        self.call("POST", "/api/auth/signup", {"email": "a@b.fr", "password": PASSWORD, "name": "A B", "subdomain": tenant,
                                               "tenantName": "Garage"}, client)
        self.call("POST", "/api/auth/signin", {"email": "a@b.fr", "password": PASSWORD}, client)
        self.call("GET", "/api/auth/session", client=client)
        self.call("POST", "/api/auth/signout", client=client)
        self.call("GET", "/api/auth/session", client=client, failure=401)

    def test_contacts(self):
        full = {"first_name": "Marc", "last_name": "Dupont", "email": "m@d.fr", "phone": "+33612345678", "company": "Dupont",
                "address": {"street": "1 Rue A", "city": "Paris", "postal_code": "75001", "country": "France"},
                "tags": ["a", "b"], "is_vip": True, "custom_fields": {"a": [1, "b"]}}
        full_id = self.call("POST", "/api/contacts", full)["id"]
        sparse_id = self.call("POST", "/api/contacts", {"last_name": "X", "email": None})["id"]
        self.vehicle(full_id)
        self.quote(full_id)
        self.call("POST", "/api/activities", {"type": "NOTE", "description": "x", "contact_id": full_id})
        self.call("GET", "/api/contacts/{id}", ids=[full_id])
        self.call("GET", "/api/contacts", page=1, limit=5, search="dup", tags=["a", "b"], is_vip="true", sort_by="last_name",
                  sort_order="asc")
        self.call("GET", "/api/contacts")
        self.call("PATCH", "/api/contacts/{id}", {"phone": None}, ids=[full_id])
        self.call("DELETE", "/api/contacts/{id}", ids=[sparse_id])
        self.call("POST", "/api/contacts/{id}/restore", ids=[sparse_id])
        self.call("POST", "/api/contacts/{id}/restore", ids=[sparse_id], failure=409)

    def test_vehicles(self):
        body = {"owner_id": self.contact()["id"], "vin": "VF1AAAA1234567890", "license_plate": "AB-123-CD", "year": 2020}
        vehicle = self.call("POST", "/api/vehicles", body)["id"]
        bare = self.call("POST", "/api/vehicles", {"owner_id": body["owner_id"]})["id"]
        self.call("GET", "/api/vehicles/{id}", ids=[bare])
        self.call("GET", "/api/vehicles", search="ab-123", sort_by="mileage")
        self.call("PATCH", "/api/vehicles/{id}", {"color": "Bleu", "model": None}, ids=[vehicle])
        self.call("PATCH", "/api/vehicles/{id}/mileage", {"mileage": 100}, ids=[vehicle])
        service = {"date": "2026-01-02", "description": "Vidange", "cost": Decimal("95.50"), "labor_hours": Decimal("1.5"),
                   "parts": [{"name": "Huile", "quantity": Decimal("4.5"), "unit_price": 9}]}
        self.call("POST", "/api/vehicles/{id}/service-records", service, ids=[vehicle])
        self.call("POST", "/api/vehicles/{id}/service-records", {"date": "2026-01-02", "description": "Pneus"}, ids=[vehicle])
        self.call("GET", "/api/vehicles/{id}/history", ids=[vehicle])
        self.call("GET", "/api/vehicles/{id}/history", ids=[bare])
        self.call("DELETE", "/api/vehicles/{id}", ids=[bare])
        self.call("POST", "/api/vehicles/{id}/restore", ids=[bare])
        self.call("POST", "/api/vehicles/{id}/restore", ids=[bare], failure=409)

    def test_quotes(self):
        body = {"contact_id": self.contact()["id"], "items": [line(100), line(50, vat_rate=10), line(-5, vat_rate=10)], "vat_rate": 20}
        quote = self.call("POST", "/api/quotes", body)["id"]
        self.call("GET", "/api/quotes/{id}", ids=[quote])
        self.call("PATCH", "/api/quotes/{id}", {"notes": "x"}, ids=[quote])
        self.call("PATCH", "/api/quotes/{id}/status", {"status": "SENT"}, ids=[quote])
        self.call("GET", "/api/quotes", status="SENT", from_date="2020-01-01")
        copy = self.call("POST", "/api/quotes/{id}/duplicate", ids=[quote])["id"]
        self.call("POST", "/api/quotes/{id}/convert", {"payment_method": "CARD"}, ids=[quote])
        self.call("GET", "/api/quotes/{id}/pdf", ids=[quote])
        self.call("DELETE", "/api/quotes/{id}", ids=[copy])

    def test_invoices(self):
        contact = self.contact()["id"]
        vehicle = self.vehicle(contact)["id"]
        body = {"contact_id": contact, "vehicle_id": vehicle, "items": [line(100)], "due_date": days_from_now(30)}
        invoice = self.call("POST", "/api/invoices", body)["id"]
        draft = self.call("POST", "/api/invoices", {"contact_id": contact, "items": [line(1)]})["id"]
        self.call("GET", "/api/invoices/{id}", ids=[invoice])
        self.call("PATCH", "/api/invoices/{id}", {"notes": "x", "due_date": days_from_now(3)}, ids=[invoice])
        self.call("PATCH", "/api/invoices/{id}/status", {"status": "SENT"}, ids=[invoice])
        payment = self.call("POST", "/api/invoices/{id}/payments", {"amount": 10, "payment_method": "CHECK"}, ids=[invoice])
        self.call("POST", "/api/invoices/{id}/payments/{payment_id}/reversal", {"reason": "x"},
                  ids=[invoice, payment["payment"]["id"]])
        note = self.call("POST", "/api/invoices/{id}/credit-note", {"reason": "x"}, ids=[invoice])["id"]
        self.call("GET", "/api/invoices/{id}", ids=[invoice])
        self.call("GET", "/api/invoices", sort_by="total", contact_id=contact)
        self.call("GET", "/api/invoices/{id}/pdf", ids=[invoice])
        self.call("DELETE", "/api/invoices/{id}", ids=[draft])
        self.call("GET", "/api/credit-notes", invoice_id=invoice)
        self.call("GET", "/api/credit-notes/{id}", ids=[note])
        self.call("GET", "/api/credit-notes/{id}/pdf", ids=[note])

    def test_tasks_and_activities(self):
        body = {"title": "x", "contact_id": self.contact()["id"], "assignee_id": self.owner.user["id"],
                "due_date": "2026-01-01T10:00:00.000Z", "status": "TODO", "priority": "HIGH"}
        task = self.call("POST", "/api/tasks", body)["id"]
        bare = self.call("POST", "/api/tasks", {"title": "x"})["id"]
        self.call("GET", "/api/tasks/{id}", ids=[bare])
        self.call("GET", "/api/tasks")
        self.call("GET", "/api/tasks", page=1, status="TODO")
        self.call("PATCH", "/api/tasks/{id}", {"status": "DONE"}, ids=[task])
        self.call("DELETE", "/api/tasks/{id}", ids=[task])
        self.call("POST", "/api/tasks/{id}/restore", ids=[task])
        self.call("POST", "/api/tasks/{id}/restore", ids=[task], failure=409)
        activity = self.call("POST", "/api/activities", {"type": "MEETING", "description": "x", "metadata": {"a": 1}})["id"]
        self.call("GET", "/api/activities/{id}", ids=[activity])
        self.call("GET", "/api/activities", type="MEETING", page=1)
        self.call("GET", "/api/activities")

    def test_the_assistant(self):
        """Every figure of an insight and every target of an action is described; none is in all of them."""
        contact_id = self.contact(first_name="Ada", last_name="Grand")["id"]
        quotes = [self.quote(contact_id, status="SENT") for _ in range(2)]
        for quote in quotes:
            sent_days_ago(self.owner, quote, 20)
        for day, price in (("2024-02-10", 600), ("2024-01-10", 1000)):
            self.pay(self.invoice(contact_id, [line(price)], issued=True, vat_rate=0), price, paid_at=f"{day}T09:00:00.000Z")
        insights, advice = {}, {}
        february = {"date_range": {"from": "2024-02-01", "to": "2024-02-29"}}
        for kind, period in (("pipeline", {}), ("revenue", february), ("clients", {}), ("tasks", {})):
            found = self.call("POST", "/api/ai/analyze", {"analysis_type": kind, **period})
            for row in found["insights"]:
                insights.update(row)
            for row in found["recommendations"]:
                advice.update(row)
        self.assertEqual(insights.keys(), {"type", "severity", "message", "count", "value", "current", "target", "change"})
        self.assertEqual(advice.keys(), {"action", "priority", "message", "targets"})
        for question in ("Quels devis sont en attente ?", "Que dit le chat ?", "Combien de clients ?"):
            self.call("POST", "/api/ai/assistant", {"message": question})

    def test_reports(self):
        self.pay(self.invoice(issued=True), 10)
        for group in ("day", "week", "month"):
            self.call("GET", "/api/reports/revenue", from_date="2026-01-01", to_date="2026-01-31", group_by=group)
        self.quote()
        self.call("GET", "/api/today")
        self.call("GET", "/api/reports/pipeline")
        bearer = self.owner.twin()
        login = bearer.post("/api/auth/login", {"username": self.owner.user["email"], "password": PASSWORD}).expect(200).json
        bearer.cookies.clear()
        bearer.headers["Authorization"] = f"Bearer {login['access_token']}"
        self.assertIn("report_id", self.call("GET", "/api/reports/pipeline", client=bearer))
        self.call("GET", "/api/reports/quote-pipeline")
        report = self.call("GET", "/api/reports/opportunity-pipeline", start_date="2025-01-01")["report_id"]
        self.call("GET", "/api/reports/{id}", ids=[report])
        self.call("GET", "/api/reports", page=1, limit=5)
        for kind in ("excel", "csv", "pdf"):
            self.call("GET", "/api/reports/{id}/download", ids=[report], format=kind)
        self.call("GET", "/api/reports/{id}/download", ids=[report], format="doc", failure=400)
        self.call("GET", "/api/opportunities/export", format="csv", status="active", sort_by="closing_date")

    def test_failures(self):
        stranger = self.instance.client(self.subdomain)
        user = self.instance.add_user(self.subdomain, "sales")
        contact = self.contact()["id"]
        quote = self.quote(status="SENT")["id"]
        missing = "01978f3e-7c1a-7d2b-9b3c-4d5e6f708192"
        self.call("POST", "/api/contacts", {"email": "x"}, failure=400)
        self.call("GET", "/api/contacts", limit=0, failure=400)
        self.call("GET", "/api/contacts", client=stranger, failure=401)
        self.call("GET", "/api/users/names", client=stranger, failure=401)
        self.call("POST", "/api/auth/signin", {"email": "a@b.fr", "password": "x"}, client=stranger, failure=401)
        self.call("DELETE", "/api/contacts/{id}", ids=[contact], client=user, failure=403)
        self.call("GET", "/api/contacts/{id}", ids=[missing], failure=404)
        self.call("PATCH", "/api/quotes/{id}", {"notes": "x"}, ids=[quote], failure=409)


if __name__ == "__main__":
    unittest.main()
