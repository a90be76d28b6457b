# SPDX-License-Identifier: MIT
"""The journal over HTTP (contract 8): who wrote what and when, to admins of the tenant alone, never a secret."""

from harness import PASSWORD, ApiCase, random_id
from test_opportunities import DEAL
from test_outbox import rewrite

ITEMS = [{"description": "Vidange", "quantity": 1, "unit_price": 100}]


class Audit(ApiCase):
    def ask(self, client=None, **query):
        return (client or self.owner).request("GET", "/api/audit", query=query)

    def rows(self, client=None, **query):
        return self.ask(client, **query).expect(200).data

    def test_a_record_from_its_first_day_to_its_last(self):
        contact = self.contact(last_name="Dupont", phone="+33612345678")["id"]
        self.owner.patch(f"/api/contacts/{contact}", {"last_name": "Durand", "tags": ["vip"]}).expect(200)
        self.owner.patch(f"/api/contacts/{contact}", {"last_name": "Durand"}).expect(200)
        self.owner.delete(f"/api/contacts/{contact}").expect(200)
        rows = self.rows(id=contact)
        self.assertEqual([row["operation"] for row in rows if row["before"] != row["after"]], ["REMOVE", "CHANGE", "CREATE"])
        change = next(row for row in rows if row["operation"] == "CHANGE" and row["after"].get("last_name"))
        self.assertEqual((change["before"], change["after"]),
                         ({"last_name": "Dupont", "tags": []}, {"last_name": "Durand", "tags": ["vip"]}))
        self.assertEqual({(row["user_id"], row["entity"], row["entity_id"]) for row in rows},
                         {(self.owner.user["id"], "CONTACT", contact)})
        self.assertTrue(all(row["user_name"] and row["at"] for row in rows))

    def test_filters_and_pages(self):
        task = self.owner.create("/api/tasks", {"title": "Rappeler"})["id"]
        for title in "abcde":
            self.owner.patch(f"/api/tasks/{task}", {"title": title}).expect(200)
        whole = self.rows(entity="TASK", id=task, user=self.owner.user["id"], **{"from": "2020-01-01", "to": "2099-12-31"})
        self.assertEqual(len(whole), 6)
        page = self.ask(id=task, limit=2, page=2).expect(200)
        self.assertEqual(page.data, whole[2:4])
        self.assertEqual(page.json["pagination"]["total"], 6)
        self.assertEqual(self.rows(entity="task", operation="create,change", id=task), whole)
        for query in ({"entity": "CONTACT"}, {"user": random_id()}, {"to": "2020-01-01"}, {"from": "2099-12-31"}):
            self.assertEqual(self.rows(id=task, **query), [], query)
        self.ask(id="x", user="y", operation="DELETE", **{"from": "z"}).invalid("id", "user", "operation", "from")

    def test_what_was_deleted_and_what_came_back(self):
        owner = self.instance.sign_up()
        tasks = [owner.create("/api/tasks", {"title": title})["id"] for title in "abc"]
        contact = owner.create("/api/contacts", {"last_name": "Disparu"})["id"]
        for path in (*(f"/api/tasks/{id}" for id in tasks), f"/api/contacts/{contact}"):
            owner.delete(path).expect(200)
        owner.post(f"/api/tasks/{tasks[1]}/restore").expect(200)
        removed = self.rows(owner, operation="REMOVE")
        self.assertEqual([row["entity_id"] for row in removed], [contact, *reversed(tasks)])
        self.assertEqual((removed[0]["entity"], removed[0]["before"]["last_name"]), ("CONTACT", "Disparu"))
        page = self.ask(owner, operation="REMOVE", entity="TASK", limit=2, page=2).expect(200).json
        self.assertEqual(([row["entity_id"] for row in page["data"]], page["pagination"]["total"]), ([tasks[0]], 3))
        both = self.rows(owner, operation="REMOVE,RESTORE", id=tasks[1])
        self.assertEqual([row["operation"] for row in both], ["RESTORE", "REMOVE"])

    def test_after_years(self):
        """A journal that is too long to be counted is read all the same, by everybody who asks for less than all of it, too."""
        owner = self.instance.create_tenant()
        rewrite(owner, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120000) INSERT INTO journal (id, at,"
                       " user_id, entity, operation) SELECT ?, 1700000000000 + i, ?, 'INVOICE', 'CHANGE' FROM n",
                random_id(), owner.user["id"])
        for query in ({}, {"entity": "INVOICE"}, {"user": owner.user["id"]}, {"from": "2000-01-01"}):
            page = self.ask(owner, limit=100, page=1000, **query).expect(200)
            self.assertEqual((page.json["pagination"]["total"], len(page.data)), (100000, 100), query)
        self.assertEqual(self.ask(owner, entity="TASK").json["pagination"]["total"], 0)

    def test_a_deal_tells_where_its_score_comes_from(self):
        deal = self.owner.post("/api/opportunities", DEAL).expect(201).json["id"]
        rows = self.rows(id=deal)
        self.assertEqual(rows[-1]["source"], "MODEL")
        self.assertIn("probability_score", rows[-1]["after"])

    def test_a_copy_tells_nothing_of_its_original(self):
        contact = self.contact()["id"]
        quote = self.owner.create("/api/quotes", {"contact_id": contact, "items": ITEMS})["id"]
        self.owner.patch(f"/api/quotes/{quote}/status", {"status": "SENT"}).expect(200)
        self.owner.post(f"/api/quotes/{quote}/convert").expect(201)
        copy = self.owner.post(f"/api/quotes/{quote}/duplicate").expect(201).data["id"]
        row, = self.rows(id=copy)
        self.assertEqual(row["after"]["status"], "DRAFT")
        self.assertEqual(row["after"].keys() & {"invoice_id", "sent_at", "closed_at"}, set())

    def test_what_time_does(self):
        """The sweep, and the letters that it writes."""
        owner = self.instance.create_tenant()
        contact = owner.create("/api/contacts", {"last_name": "Dupont", "email": "dupont@x.fr"})["id"]
        invoice = owner.create("/api/invoices", {"contact_id": contact, "items": ITEMS, "due_date": "2020-01-31"})["id"]
        owner.patch(f"/api/invoices/{invoice}/status", {"status": "SENT"}).expect(200)
        quote = owner.create("/api/quotes", {"contact_id": contact, "items": ITEMS, "valid_until": "2020-01-31"})["id"]
        owner.patch(f"/api/quotes/{quote}/status", {"status": "SENT"}).expect(200)
        self.assertEqual({row["source"] for row in self.rows(owner)}, {None})
        self.instance.cli("sweep", "--remind")
        told = [(row["entity"], row["operation"], row["after"].get("status"), row["user_id"])
                for row in self.rows(owner) if row["source"] == "SWEEP"]
        self.assertEqual(sorted(told), [("COMMUNICATION", "CREATE", None, None), ("INVOICE", "CHANGE", "OVERDUE", None),
                                        ("QUOTE", "CHANGE", "EXPIRED", None)])

    def test_what_commands_do(self):
        owner = self.instance.create_tenant()
        tenant, person = owner.tenant, f"{random_id()}@b.fr"
        self.instance.cli("user", "create", tenant, "--email", person, "--name", "A B", "--password-stdin", text=PASSWORD)
        self.instance.cli("user", "activate", tenant, person, "--deactivate")
        self.instance.cli("user", "activate", tenant, person)
        self.instance.cli("user", "password", tenant, person, "--password-stdin", text=PASSWORD + "2")
        rows = self.rows(owner, entity="USER")
        self.assertEqual([(row["operation"], row["source"], row["user_id"]) for row in rows],
                         [("CHANGE", "COMMAND", None)] * 3 + [("CREATE", "COMMAND", None)])
        self.assertEqual([row["after"] for row in rows[:3]], [{"password": "changed"}, {"is_active": True}, {"is_active": False}])

    def test_no_secret_is_in_it(self):
        person = self.owner.post("/api/users", {"email": f"{random_id()}@b.fr", "first_name": "A", "password": PASSWORD})
        text = self.ask(id=person.expect(201).json["id"]).expect(200).text
        self.assertNotIn("password", text)
        self.assertNotIn(PASSWORD, text)

    def test_for_admins_of_the_tenant_alone(self):
        contact = self.contact()["id"]
        for role, status in (("sales", 403), ("manager", 403), ("admin", 200)):
            person = self.instance.add_user(self.owner.tenant, role, f"{random_id()}@c.fr", "A B")
            person.get("/api/audit").expect(status)
        self.assertEqual(self.rows(self.instance.create_tenant(), id=contact), [])
