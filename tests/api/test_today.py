# SPDX-License-Identifier: MIT
"""The first page of the day (contract 8): what waits, counted and summed, and what has happened last."""

import sqlite3

from harness import ApiCase, days_from_now, line
from probe import tenant_file

DAY_MS = 24 * 3600 * 1000


class Today(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def queues(self, client=None):
        return {queue["key"]: queue for queue in (client or self.owner).read("/api/today")["queues"]}

    def shown(self, key, client=None):
        queue = self.queues(client)[key]
        return queue["count"], str(queue["sum"]), queue["oldest"]

    def rewrite(self, sql, *values):
        with sqlite3.connect(tenant_file(self.owner), timeout=20) as file:
            file.execute(sql, values)
        file.close()

    def test_nothing_waits(self):
        self.assertTrue(all((queue["count"], queue["oldest"]) == (0, None) for queue in self.queues().values()))
        self.assertEqual(self.shown("INVOICES_OVERDUE"), (0, "0.00", None))
        self.assertIsNone(self.queues()["MY_TASKS_TODAY"]["sum"])

    def test_quotes(self):
        quote = self.quote(items=[line(100)], status="SENT")
        self.quote(items=[line(10)])
        self.assertEqual(self.shown("QUOTES_TO_CHASE")[0], 0)
        self.rewrite("UPDATE quote SET sent_at = sent_at - ? WHERE id = ?", 9 * DAY_MS, quote["id"])
        self.assertEqual(self.shown("QUOTES_TO_CHASE"), (1, "120.00", quote["issue_date"]))
        self.assertEqual(self.shown("QUOTE_DRAFTS"), (1, "12.00", quote["issue_date"]))
        self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": "ACCEPTED"})
        self.assertEqual((self.shown("QUOTES_TO_CHASE")[0], self.shown("QUOTES_TO_INVOICE")[:2]), (0, (1, "120.00")))
        self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(200, 201)
        self.invoice(items=[line(50)])
        self.assertEqual((self.shown("QUOTES_TO_INVOICE")[0], self.shown("INVOICE_DRAFTS")[:2]), (0, (1, "60.00")))

    def test_invoices(self):
        """What is due counts, not what the paper says; the sweep need not have run."""
        late, soon = (self.invoice(items=[line(100)], vat_rate=0, due_date=days_from_now(2), issued=True) for _ in range(2))
        self.invoice(items=[line(100)], due_date=days_from_now(20), issued=True)
        self.pay(late, 30)
        self.assertEqual(self.shown("INVOICES_DUE_THIS_WEEK"), (2, "170.00", soon["due_date"]))
        self.pay(soon, 100)
        self.assertEqual(self.shown("INVOICES_DUE_THIS_WEEK"), (1, "70.00", late["due_date"]))
        self.rewrite("DROP TRIGGER invoice_immutable")
        self.rewrite("UPDATE invoice SET due_date = ? WHERE id = ?", days_from_now(-5), late["id"])
        self.assertEqual(self.shown("INVOICES_OVERDUE"), (1, "70.00", days_from_now(-5)))

    def test_tasks(self):
        me = self.owner.user["id"]

        def task(due, assignee=me, **fields):
            return self.owner.create("/api/tasks", {"title": "T", "due_date": due, "assignee_id": assignee, **fields})

        task(f"{days_from_now(-1)}T12:00:00.000Z")
        done = task(f"{days_from_now(-3)}T12:00:00.000Z")
        task(f"{days_from_now(3)}T12:00:00.000Z")
        task(None)
        task(None, assignee=None)
        self.owner.change(f"/api/tasks/{done['id']}", {"status": "DONE"})
        counts = {key: queue["count"] for key, queue in self.queues().items() if "TASK" in key}
        self.assertEqual(counts, {"MY_TASKS_OVERDUE": 1, "MY_TASKS_TODAY": 0, "MY_TASKS_LATER": 2, "UNASSIGNED_TASKS": 1})
        self.assertEqual(self.shown("MY_TASKS_OVERDUE")[2], days_from_now(-1))
        colleague = self.instance.add_user(self.owner.tenant, "sales")
        self.assertEqual(self.queues(colleague)["MY_TASKS_OVERDUE"]["count"], 0)

    def test_the_ten_newest_activities(self):
        for number in range(12):
            self.owner.create("/api/activities", {"type": "NOTE", "description": f"N{number}"})
        rows = self.owner.read("/api/today")["activities"]
        self.assertEqual([row["description"] for row in rows], [f"N{number}" for number in range(11, 1, -1)])
        self.assertEqual(rows[0]["user"]["name"], "Marc Dupont")
