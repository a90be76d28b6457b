# SPDX-License-Identifier: MIT
"""`?summary=1` on lists: counts and sums by status over all filters but the status, whatever page is looked at."""

import decimal

from harness import ApiCase, days_from_now, line

LISTS = ("quotes", "invoices", "tasks", "contacts", "opportunities")
money = decimal.Decimal


class Summary(ApiCase):
    def ask(self, noun, client=None, **query):
        return (client or self.owner).get(f"/api/{noun}", summary="1", **query).expect(200).json

    def summary(self, noun, **query):
        return self.ask(noun, **query)["summary"]

    def recount(self, noun, status="status", **query):
        """The same from the rows themselves."""
        rows = self.owner.get(f"/api/{noun}", limit="100", **query).expect(200).json["data"]
        counts = {}
        for row in rows:
            counts[row[status]] = counts.get(row[status], 0) + 1
        return rows, counts

    def test_quotes(self):
        person = self.contact(last_name="Sommier")
        for number, status in enumerate((None, "SENT", "SENT", "ACCEPTED", "REJECTED")):
            self.quote(person["id"], items=[line(100 + number)], status=status)
        self.quote(items=[line(1000)])
        summary = self.summary("quotes", contact_id=person["id"], limit="1")
        self.assertEqual(summary["count_by_status"], {"DRAFT": 1, "SENT": 2, "ACCEPTED": 1, "REJECTED": 1, "EXPIRED": 0})
        self.assertEqual(summary["sum_total"], money("612.00"))
        self.assertEqual(summary["total_by_status"]["SENT"], money("243.60"))
        self.assertNotIn("sum_due", summary)
        # The status is no part of it; any other filter is.
        self.assertEqual(self.summary("quotes", contact_id=person["id"], status="REJECTED"), summary)
        self.assertEqual(self.summary("quotes", search="Sommier"), summary)
        self.assertEqual(self.summary("quotes", search="Sommier", status="SENT,DRAFT", page="7"), summary)
        later = self.summary("quotes", contact_id=person["id"], from_date=days_from_now(1))
        self.assertEqual((set(later["count_by_status"].values()), later["sum_total"]), ({0}, 0))
        self.assertEqual(self.summary("quotes", search="?!")["sum_total"], 0)

    def test_invoices(self):
        person = self.contact(last_name="Compteur")
        self.invoice(person["id"], items=[line(50)])
        late = self.invoice(person["id"], items=[line(100)], due_date=days_from_now(-3), issued=True)
        self.pay(late, 20)
        paid = self.invoice(person["id"], items=[line(10)], issued=True)
        self.pay(paid, 12)
        self.invoice(person["id"], items=[line(200)], issued=True)
        summary = self.summary("invoices", contact_id=person["id"])
        self.assertEqual(summary["count_by_status"], {"DRAFT": 1, "SENT": 1, "PAID": 1, "OVERDUE": 1, "CREDITED": 0})
        self.assertEqual((summary["sum_total"], summary["sum_due"]), (money("432.00"), money("340.00")))
        self.assertEqual(summary["due_by_status"]["OVERDUE"], money("100.00"))
        self.assertEqual(summary["due_by_status"]["DRAFT"], 0)
        self.assertEqual(self.summary("invoices", contact_id=person["id"], status="PAID"), summary)
        self.assertEqual(self.summary("invoices", search="Compteur"), summary)
        self.assertEqual(self.summary("contacts", search="Compteur"), {"sum_due": money("340.00")})
        rows, counts = self.recount("invoices", contact_id=person["id"])
        self.assertEqual({key: count for key, count in summary["count_by_status"].items() if count}, counts)
        self.assertEqual(summary["sum_total"], sum(row["total"] for row in rows))

    def test_tasks(self):
        person = self.contact()
        for title, done in (("Appeler", False), ("Commander", True), ("Commander encore", False)):
            task = self.owner.create("/api/tasks", {"title": title, "contact_id": person["id"]})
            if done:
                self.owner.change(f"/api/tasks/{task['id']}", {"status": "DONE"})
        wanted = {"count_by_status": {"TODO": 2, "IN_PROGRESS": 0, "DONE": 1}}
        self.assertEqual(self.summary("tasks", contact_id=person["id"], status="DONE"), wanted)
        self.assertEqual(self.summary("tasks", search="command", contact_id=person["id"])["count_by_status"]["TODO"], 1)

    def test_only_where_it_is_asked_for(self):
        for noun in LISTS[:4]:
            self.assertNotIn("summary", self.owner.get(f"/api/{noun}").expect(200).json)
            self.assertNotIn("summary", self.owner.get(f"/api/{noun}", summary="0").expect(200).json)
            self.owner.get(f"/api/{noun}", summary="perhaps").fault(400, "VALIDATION_ERROR")
            self.owner.get(f"/api/{noun}", summary=["1", "1"]).fault(400, "VALIDATION_ERROR")
        self.owner.get("/api/vehicles", summary="1").fault(400, "VALIDATION_ERROR")

    def test_it_is_described(self):
        paths = self.owner.get("/api/openapi.json").expect(200).json["paths"]
        for noun in LISTS:
            get = paths[f"/api/{noun}"]["get"]
            self.assertIn("summary", [row["name"] for row in get["parameters"]])
            schema = get["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["summary"]["properties"]
            if noun != "opportunities":
                self.assertEqual(set(schema), set(self.summary(noun)))
                for key, value in schema.items():
                    self.assertEqual(set(value.get("properties", {})), set(self.summary(noun)[key]) if "properties" in value else set())
