# SPDX-License-Identifier: MIT
"""Every route of the table against everybody who must not pass it: nobody, another tenant, a lower role (contract 3)."""

import json
import re

from harness import DRAWING, ApiCase, line, random_id

ROLES = ["sales", "manager", "admin", "owner"]
LEAST = {"none": None, "user": "sales", "manager": "manager", "admin": "admin", "owner": "owner"}
# Routes that end or replace the very credential a test goes on using.
CREDENTIAL = re.compile(r"^/api/auth/")

# What a write needs to get past validation, so that the id in its path decides the answer.
BODIES = {
    "/api/invoices/{id}/payments": {"amount": 1, "payment_method": "CARD", "paid_at": "2026-01-01T00:00:00.000Z"},
    "/api/invoices/{id}/status": {"status": "PAID", "payment_method": "CARD"},
    "/api/quotes/{id}/status": {"status": "SENT"},
    "/api/supplier-invoices/{id}/status": {"status": "APPROVED"},
    "/api/quotes/{id}/convert": {"due_date": "2030-01-01"},
    "/api/opportunities/{id}/activities": {"activity_type": "call_made", "description": "Appel"},
    "/api/opportunities/{id}/duplicate": {"project_name": "Copie"},
    "/api/opportunities/{id}/status": {"status": "Won"},
    "/api/vehicles/{id}/mileage": {"mileage": 10 ** 6},
    "/api/vehicles/{id}/service-records": {"date": "2026-01-01", "description": "Vidange", "mileage": 10 ** 6},
}


def with_ids(path, ids):
    """The path with each {…} replaced by the next of `ids`."""
    remaining = iter(ids)
    return re.sub(r"\{[^}]*\}", lambda _: next(remaining), path)


class Matrix(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.routes = json.loads(cls.instance.cli("routes", "--json").stdout)
        for route in cls.routes:
            route["perm"] = route["perm"].lower().removeprefix("perm_")
            route["dialect"] = route["dialect"].lower().removeprefix("dialect_")
        cls.inside = [route for route in cls.routes if route["perm"] != "none"]
        cls.stranger = cls.instance.sign_up()

    def send(self, client, route, ids=None, headers=None):
        ids = ids or [random_id(), random_id(), random_id()]
        body = BODIES.get(route["path"], {}) if route["method"] in ("POST", "PUT", "PATCH") else None
        return client.request(route["method"], with_ids(route["path"], ids), body=body, headers=headers)

    def fault(self, route, response, status, code=None):
        (response.pipeline_fault if route["dialect"] == "pipeline" else response.fault)(status, code)

    def each(self, routes):
        for route in routes:
            with self.subTest(route=f"{route['method']} {route['path']}"):
                yield route

    def served_by_cookie(self, routes):
        """Without the rows that only a bearer token reaches: their path has another row for the cookie."""
        twice = {"/api/reports/pipeline"}
        return [route for route in routes if not (route["path"] in twice and route["dialect"] == "pipeline")]

    def test_the_table_itself(self):
        self.assertGreater(len(self.inside), 30)
        for route in self.each(self.routes):
            self.assertIn(route["perm"], LEAST)
            self.assertIn(route["method"], ("GET", "POST", "PUT", "PATCH", "DELETE"))
            self.assertIn(route["dialect"], ("workshop", "pipeline"))
        pairs = [(route["method"], route["path"]) for route in self.served_by_cookie(self.routes)]
        self.assertEqual(len(pairs), len(set(pairs)))

    def test_nobody(self):
        nobody = self.instance.client(self.subdomain)
        for route in self.each(self.served_by_cookie(self.inside)):
            self.fault(route, self.send(nobody, route), 401, "UNAUTHORIZED")

    def test_cookie_of_another_tenant(self):
        thief = self.instance.client(self.subdomain)
        thief.cookies = dict(self.stranger.cookies)
        for route in self.each(self.served_by_cookie(self.inside)):
            self.fault(route, self.send(thief, route), 401, "UNAUTHORIZED")

    def test_forged_bearer(self):
        forger = self.instance.client(self.subdomain)
        forger.cookies = dict(self.owner.cookies)  # where both stand, Bearer wins
        header = {"Authorization": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."}
        for route in self.each(self.inside):
            self.send(forger, route, headers=header).expect(401)

    def test_apex(self):
        apex = self.instance.client(None)
        apex.cookies = dict(self.owner.cookies)
        for route in self.each(self.inside):
            self.send(apex, route).expect(401, 404)

    def foreign_ids(self):
        """Records of self.owner's tenant, by the first word of the paths that name them."""
        contact = self.contact()
        vehicle, quote = self.vehicle(contact["id"]), self.quote(contact["id"], status="SENT")
        self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": "ACCEPTED", "signature": DRAWING})
        invoice = self.invoice(contact["id"], items=[line(100)], issued=True)
        payment = self.pay(invoice, 1).data["payment"]
        note = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(1)]})
        note = note.get("credit_note", note)
        task = self.owner.create("/api/tasks", {"title": "T", "contact_id": contact["id"]})
        activity = self.owner.create("/api/activities", {"type": "NOTE", "description": "N", "contact_id": contact["id"]})
        return {"contacts": [contact["id"]], "vehicles": [vehicle["id"]], "quotes": [quote["id"]], "tasks": [task["id"]],
                "invoices": [invoice["id"], payment["id"]], "credit-notes": [note["id"]], "activities": [activity["id"]],
                "users": [self.owner.user["id"]]}

    def test_records_of_another_tenant(self):
        """404, and to the last byte the answer for an id that exists nowhere. Positive control: the owner reaches them."""
        records = self.foreign_ids()
        covered = set()
        for route in self.each([route for route in self.served_by_cookie(self.inside) if "{" in route["path"]]):
            word = route["path"].split("/")[2]
            ids = (records.get(word, []) + [random_id(), random_id()])[:3]
            answer = self.send(self.stranger, route, ids)
            self.fault(route, answer, 404)
            if route["dialect"] == "workshop":
                self.assertEqual(answer.raw, self.send(self.stranger, route).raw)
            if route["method"] == "GET" and word in records and route["path"].count("{") == 1:
                covered.add(word)
                self.send(self.owner, route, ids).expect(200)
        self.assertLessEqual({"contacts", "vehicles", "quotes", "invoices", "credit-notes"}, covered)
        self.owner.get(f"/api/contacts/{records['contacts'][0]}").expect(200)

    def test_malformed_ids(self):
        for route in self.each([route for route in self.served_by_cookie(self.inside) if "{" in route["path"]]):
            self.fault(route, self.send(self.owner, route, ["uuid-contact-1", "2", "3"]), 404, "NOT_FOUND")

    def test_roles(self):
        people = {role: self.instance.add_user(self.subdomain, role) for role in ROLES[:3]}
        people["owner"] = self.owner
        routes = [route for route in self.served_by_cookie(self.inside) if not CREDENTIAL.match(route["path"])]
        for route in self.each(routes):
            least = ROLES.index(LEAST[route["perm"]])
            for rank, role in enumerate(ROLES):
                answer = self.send(people[role], route)
                if rank < least:
                    self.fault(route, answer, 403, "FORBIDDEN")
                else:
                    self.assertNotIn(answer.status, (401, 403, 405, 429), f"{role}: {answer.raw[:300]}")
                    if b"BILLING_NOT_CONFIGURED" not in answer.raw:  # a 503: there is no key of Stripe here
                        self.assertLess(answer.status, 500, f"{role}: {answer.raw[:300]}")
