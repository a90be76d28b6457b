# SPDX-License-Identifier: MIT
"""What the lists of a desk are filtered and sorted by beside their plain fields: due dates, what is late, whose turn it is, names."""

from harness import ApiCase, days_from_now, line
from test_outbox import rewrite


class Case(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()
        self.addCleanup(self.owner.close)

    def values(self, path, key, **query):
        """A member of each row found."""
        answer = self.owner.get(path, **query).expect(200).json
        self.assertEqual(answer["pagination"]["total"], len(answer["data"]))
        return [row[key] for row in answer["data"]]

    def refuses(self, path, **query):
        [name] = query
        self.owner.get(path, **query).invalid(name)


class Tasks(Case):
    def setUp(self):
        super().setUp()
        noon = lambda days: f"{days_from_now(days)}T11:00:00.000Z"
        me = self.owner.get("/api/auth/session").json["user"]["id"]
        other = self.instance.add_user(self.owner.tenant, "sales").get("/api/auth/session").json["user"]["id"]
        self.other = other
        for title, fields in (("late", {"due_date": noon(-3), "assignee_id": me, "priority": "LOW"}),
                              ("done", {"due_date": noon(-3), "status": "DONE", "assignee_id": other, "priority": "URGENT"}),
                              ("today", {"due_date": noon(0), "assignee_id": other}),
                              ("soon", {"due_date": noon(5), "priority": "HIGH"}), ("whenever", {"priority": "URGENT"})):
            self.owner.create("/api/tasks", {"title": title, **fields})

    def titles(self, **query):
        return self.values("/api/tasks", "title", page=1, sort_by="created_at", **query)

    def test_due(self):
        self.assertEqual(self.titles(due_from=days_from_now(0)), ["today", "soon"])
        self.assertEqual(self.titles(due_to=days_from_now(0)), ["late", "done", "today"])
        self.assertEqual(self.titles(due_from=days_from_now(-3), due_to=days_from_now(-1)), ["late", "done"])
        self.refuses("/api/tasks", due_from="soon")

    def test_overdue(self):
        self.assertEqual(self.titles(overdue="true"), ["late"])
        self.assertEqual(self.titles(overdue="false"), ["done", "today", "soon", "whenever"])
        self.refuses("/api/tasks", overdue="x")

    def test_whose(self):
        self.assertEqual(self.titles(assignee_id="me"), ["late"])
        self.assertEqual(self.titles(assignee_id="none"), ["soon", "whenever"])
        self.assertEqual(self.titles(assignee_id="me,none"), ["late", "soon", "whenever"])
        self.assertEqual(self.titles(assignee_id=self.other), ["done", "today"])
        self.assertEqual(self.titles(assignee_id=f"none,{self.other.upper()}", overdue="false"), ["done", "today", "soon", "whenever"])
        self.refuses("/api/tasks", assignee_id="nobody")

    def test_priority(self):
        ordered = [row["title"] for row in self.owner.read("/api/tasks", sort_by="priority", sort_order="desc")]
        self.assertEqual(ordered, ["whenever", "done", "soon", "today", "late"])


class Invoices(Case):
    def setUp(self):
        super().setUp()
        people = [self.contact(first_name=None, last_name=name) for name in ("Zola", "Éluard", "eluard")]
        self.people = [person["id"] for person in people]
        for person, price, due, issued in ((0, 100, -10, True), (1, 300, 5, True), (2, 200, 20, True), (1, 50, -10, False)):
            self.invoice(self.people[person], items=[line(price)], due_date=days_from_now(due), issued=issued)
        self.all = dict(zip(("late", "soon", "later", "draft"), reversed(self.ids("/api/invoices"))))

    def found(self, **query):
        names = {value: key for key, value in self.all.items()}
        return [names[row] for row in self.values("/api/invoices", "id", **{"sort_by": "created_at", **query})]

    def test_due(self):
        self.assertEqual(self.found(due_from=days_from_now(0)), ["soon", "later"])
        self.assertEqual(self.found(due_to=days_from_now(5), status="SENT,OVERDUE"), ["late", "soon"])
        self.assertEqual(self.found(min_due="240"), ["soon", "later"])
        self.pay({"id": self.all["later"]}, 200)
        self.assertEqual((self.found(min_due="240.00"), self.found(min_due="40", due_from=days_from_now(20))), (["soon"], ["later"]))
        self.refuses("/api/invoices", min_due="much")
        self.refuses("/api/invoices", due_to="2026-13-01")

    def test_overdue(self):
        self.assertEqual((self.found(overdue="true"), self.found(overdue="false")), (["late"], ["soon", "later", "draft"]))
        self.assertEqual(self.found(status="OVERDUE"), ["late"])
        self.pay({"id": self.all["late"]}, 120)
        self.assertEqual(self.found(overdue="true"), [])

    def test_orders(self):
        self.assertEqual(self.found(sort_by="amount_due"), ["draft", "late", "later", "soon"])
        self.assertEqual(self.found(sort_by="contact_name"), ["later", "draft", "soon", "late"])
        self.assertEqual(self.found(sort_by="invoice_number", status="SENT,OVERDUE"), ["late", "soon", "later"])
        self.owner.change(f"/api/contacts/{self.people[0]}", {"last_name": "Aragon"})
        self.assertEqual(self.found(sort_by="contact_name", sort_order="desc"), ["draft", "soon", "later", "late"])
        self.owner.change(f"/api/invoices/{self.all['draft']}", {"contact_id": self.people[0]})
        self.assertEqual(self.found(sort_by="contact_name"), ["draft", "late", "later", "soon"])

    def test_contacts_with_something_overdue(self):
        late = lambda value: sorted(self.values("/api/contacts", "name", has_overdue=value))
        self.assertEqual((late("true"), late("false")), (["Zola"], ["eluard", "Éluard"]))
        self.refuses("/api/contacts", has_overdue="maybe")


class Quotes(Case):
    def test_filters(self):
        offers = {name: self.quote(status=status, valid_until=days_from_now(days))["id"]
                  for name, status, days in (("draft", None, 10), ("sent", "SENT", 20), ("agreed", "ACCEPTED", 30), ("done", "ACCEPTED", 40))}
        self.owner.post(f"/api/quotes/{offers['done']}/convert", {}).expect(201)
        names = {value: key for key, value in offers.items()}
        found = lambda **query: [names[row] for row in self.values("/api/quotes", "id", sort_by="quote_number", **query)]
        self.assertEqual(found(), ["draft", "sent", "agreed", "done"])
        self.assertEqual((found(valid_to=days_from_now(20)), found(valid_to=days_from_now(9))), (["draft", "sent"], []))
        self.assertEqual((found(converted="true"), found(converted="false", status="ACCEPTED")), (["done"], ["agreed"]))
        self.assertEqual((found(sent_before=days_from_now(0)), found(sent_before=days_from_now(1), status="SENT")), ([], ["sent"]))
        self.refuses("/api/quotes", converted="yes")

    def test_orders(self):
        ids = [self.quote(self.contact(first_name=None, last_name=name)["id"])["id"] for name in ("Œuvrard", "Oé", "Ozon")]
        self.assertEqual(self.ids("/api/quotes", sort_by="contact_name"), [ids[1], ids[0], ids[2]])
        rewrite(self.owner, f"UPDATE quote SET quote_number = '2026-1000' WHERE id = '{ids[0]}'")
        rewrite(self.owner, f"UPDATE quote SET quote_number = '2026-999' WHERE id = '{ids[2]}'")
        rewrite(self.owner, f"UPDATE quote SET quote_number = '2025-001' WHERE id = '{ids[1]}'")
        self.assertEqual(self.ids("/api/quotes", sort_by="quote_number"), [ids[1], ids[2], ids[0]])


class Others(Case):
    def test_contacts(self):
        for fields in ({"first_name": "Zoé", "last_name": "Abel", "address": {"city": "Lyon"}}, {"company": "Œdipe SARL"},
                       {"first_name": "Éric", "last_name": "Zola", "address": {"city": "LYON"}}, {"last_name": "oé"}):
            self.owner.create("/api/contacts", fields)
        self.assertEqual(self.values("/api/contacts", "name", sort_by="name"), ["Éric Zola", "oé", "Œdipe SARL", "Zoé Abel"])
        self.assertEqual(self.values("/api/contacts", "name", city="lyon", sort_by="name"), ["Éric Zola", "Zoé Abel"])
        self.assertEqual(self.values("/api/contacts", "name", city="ly"), [])
        self.assertEqual(len(self.ids("/api/contacts", created_from=days_from_now(0))), 4)
        self.assertEqual(self.ids("/api/contacts", created_from=days_from_now(1)), [])

    def test_vehicles(self):
        for plate in ("ZZ-001-ZZ", "AA-001-AA", "GG-001-GG"):
            self.vehicle(license_plate=plate)
        self.assertEqual(self.values("/api/vehicles", "license_plate", sort_by="license_plate", sort_order="desc"),
                         ["ZZ-001-ZZ", "GG-001-GG", "AA-001-AA"])

    def test_clients(self):
        for name, industry, tier in (("A", "Énergie", "Gold"), ("B", "Bois", "Gold"), ("C", "Énergie", None)):
            self.owner.post("/api/clients", {"name": name, "industry": industry, "relationship_tier": tier}).expect(201)
        found = lambda **query: sorted(row["name"] for row in self.owner.get("/api/clients", **query).expect(200).json["items"])
        self.assertEqual((found(industry="ÉNERGIE"), found(relationship_tier="GOLD"), found(industry="Énergie", relationship_tier="Gold")),
                         (["A", "C"], ["A", "B"], ["A"]))

    def test_activities_are_searched(self):
        contact = self.contact()
        note = self.owner.create("/api/activities", {"type": "NOTE", "description": "Client d’accord, sœur rappelle", "contact_id": contact["id"]})
        call = self.owner.create("/api/activities", {"type": "CALL_MADE", "description": "Rappel du devis", "contact_id": contact["id"]})
        for search, expected in (("soeur", [note]), ("rappel", [call, note]), ("RAPPEL devis", [call]), ("rien", [])):
            with self.subTest(search=search):
                self.assertEqual(self.ids("/api/activities", search=search), [row["id"] for row in expected])
        self.assertEqual(self.ids("/api/activities", search="rappel", type="NOTE"), [note["id"]])
