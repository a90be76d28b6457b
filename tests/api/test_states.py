# SPDX-License-Identifier: MIT
"""State machines: what /api/openapi.json says of a status (`x-transitions`) is what the server does. Every status is reached by
following the document's own rows, and then every status is asked for by every route that takes one."""

from harness import ApiCase, days_from_now, line

# What the routes want besides the status.
BESIDES = {"/api/quotes/{id}/status": {"valid_until": days_from_now(30)},
           "/api/invoices/{id}/payments": {"amount": 100, "payment_method": "CARD"}}
DEAL = {"project_name": "x", "original_amount": 100, "project_type": "Integrated services to Business", "project_maturity": "RFI",
        "client_type": "Existing", "client_relationship": "3 - Good", "starting_date": "2026-01-01", "closing_date": "2026-12-31"}


class States(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.schemas = cls.owner.get("/api/openapi.json").expect(200).json["components"]["schemas"]

    def members(self, schema):
        """The properties of a schema and of those that it extends."""
        if "$ref" in schema:
            return self.members(self.schemas[schema["$ref"].rpartition("/")[2]])
        parts = map(self.members, schema.get("allOf", []))
        return {name: member for part in [*parts, schema.get("properties", {})] for name, member in part.items()}

    def status(self, schema, field="status"):
        return self.schemas[schema]["properties"][field]

    def make(self, schema):
        """A record in the status that it begins with: its address, and what it answers."""
        items = {"contact_id": self.contact_id, "items": [line(100)], "vat_rate": 0}
        path, body = {"Quote": ("/api/quotes", items), "Task": ("/api/tasks", {"title": "x"}),
                      "Invoice": ("/api/invoices", {**items, "due_date": self.due_date}),
                      "Opportunity": ("/api/opportunities", DEAL)}[schema]
        answer = self.owner.post(path, body).expect(201).json
        return (answer.get("data") or answer)["id"]

    def current(self, row_path, id):
        noun = row_path.split("/{id}")[0]
        answer = self.owner.get(f"{noun}/{id}").expect(200).json
        return (answer.get("data") or answer)["status"]

    def do(self, row, id):
        body = {**BESIDES.get(row["path"], {}), **row.get("body", {})}
        return self.owner.request(row["method"], row["path"].replace("{id}", id), body)

    def ways(self, rows, first):
        """From the first status to each one: rows to follow, the fewest."""
        ways, new = {first: []}, [first]
        while new:
            at = new.pop(0)
            for row in rows:
                if row["from"] == at and row["to"] not in ways and ("body" in row or row.get("path", "").endswith("/credit-note")):
                    ways[row["to"]] = [*ways[at], row]
                    new.append(row["to"])
        return ways

    def arrive(self, schema, way, status):
        id = self.make(schema)
        for row in way:
            self.do(row, id).expect(200, 201)
            self.assertEqual(self.current(row["path"], id), row["to"], row)
        return id

    def walk(self, schema, first, change=lambda rows: rows):
        """Pairs of which document and server disagree."""
        status, wrong = self.status(schema), []
        rows = change(status["x-transitions"])
        ways = self.ways(rows, first)
        asked = {row["path"]: row for row in rows if "body" in row}.values()
        allowed = {(row["path"], row["from"], row["to"]) for row in rows if "body" in row}
        for one in ways:
            for route in asked:
                for to in status["enum"]:
                    if to == one:
                        continue
                    answer = self.do({**route, "body": {"status": to}}, self.arrive(schema, ways[one], one))
                    if answer.status != 200:
                        answer.fault(400, "INVALID_TRANSITION")
                    if (answer.status == 200) != ((route["path"], one, to) in allowed):
                        wrong.append((one, to))
        return set(ways), wrong

    def check(self, schema, first, unreached=()):
        reached, wrong = self.walk(schema, first)
        self.assertEqual(wrong, [])
        self.assertEqual(reached, set(self.status(schema)["enum"]) - set(unreached))

    def setUp(self):
        super().setUp()
        self.contact_id = self.contact()["id"]
        self.due_date = days_from_now(30)

    def test_quotes(self):
        self.check("Quote", "DRAFT")

    def test_a_wrong_document_is_found(self):
        """Positive control: a row too few, and a row too many."""
        few = self.walk("Quote", "DRAFT", lambda rows: [row for row in rows if (row["from"], row["to"]) != ("SENT", "REJECTED")])
        self.assertEqual(few[1], [("SENT", "REJECTED")])
        extra = {"from": "DRAFT", "to": "REJECTED", "method": "PATCH", "path": "/api/quotes/{id}/status",
                 "body": {"status": "REJECTED"}}
        with self.assertRaises(AssertionError):
            self.walk("Quote", "DRAFT", lambda rows: [extra, *rows])

    def test_invoices(self):
        self.check("Invoice", "DRAFT", unreached={"OVERDUE"})
        self.due_date = days_from_now(-30)
        late = self.make("Invoice")
        self.owner.patch(f"/api/invoices/{late}/status", {"status": "SENT"}).expect(200)
        self.assertEqual(self.current("/api/invoices", late), "OVERDUE")
        rows = {(row["from"], row["to"], row.get("path")) for row in self.status("Invoice")["x-transitions"]}
        self.assertIn(("DRAFT", "OVERDUE", "/api/invoices/{id}/status"), rows)
        self.assertIn(("SENT", "OVERDUE", None), rows)  # by itself
        self.owner.patch(f"/api/invoices/{late}/status", {"status": "PAID"}).expect(200)
        self.assertIn(("OVERDUE", "PAID", "/api/invoices/{id}/status"), rows)

    def test_tasks(self):
        self.check("Task", "TODO")

    def test_opportunities(self):
        self.check("Opportunity", "Active")

    def test_jobs_and_messages_name_the_way_back(self):
        for schema, field in (("Job", "state"), ("Communication", "status")):
            rows = self.status(schema, field)["x-transitions"]
            self.assertEqual([row for row in rows if "path" in row],
                             [{"from": "failed", "to": "queued", "method": "POST", "path": "/api/jobs/{id}/retry"}])
            self.assertTrue(any(row["to"] == "failed" and "method" not in row for row in rows))

    def test_statuses_within_other_answers_are_enumerated(self):
        quotes, messages = self.status("Quote")["enum"], self.status("Communication")["enum"]
        for schema, path, values in (("ContactDetail", ("recent_quotes", "items"), quotes),
                                     ("QuotePipeline", ("stages", "items"), quotes), ("SentQuote", (), messages),
                                     ("Receipt", (), messages)):
            at = self.schemas[schema]
            for step in path:
                at = at["items"] if step == "items" else self.members(at)[step]
            self.assertEqual(self.members(at)["status"]["enum"], values, schema)

    def test_every_status_has_its_transitions(self):
        """A status of a record that is answered alone has the table; what the enumeration lacks does not occur in it."""
        for schema in ("Quote", "Invoice", "Task", "Opportunity", "Communication"):
            status = self.status(schema)
            for row in status["x-transitions"]:
                self.assertLessEqual({row["from"], row["to"]}, set(status["enum"]))
