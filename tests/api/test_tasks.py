# SPDX-License-Identifier: MIT
"""Tasks (contract 5): board, assignment, status, filters."""

from harness import ApiCase, random_id


class Tasks(ApiCase):
    def task(self, **fields):
        return self.owner.create("/api/tasks", {"title": "Rappeler", **fields})

    def test_defaults(self):
        task = self.task()
        self.assertEqual((task["status"], task["priority"], task["title"]), ("TODO", "MEDIUM", "Rappeler"))
        self.assertEqual((task["due_date"], task["assignee_id"], task["contact_id"]), (None, None, None))

    def test_all_priorities_and_statuses(self):
        for priority in ("LOW", "MEDIUM", "HIGH", "URGENT"):
            self.assertEqual(self.task(priority=priority)["priority"], priority)
        for status in ("IN_PROGRESS", "DONE", "TODO"):
            self.assertEqual(self.owner.change(f"/api/tasks/{self.task()['id']}", {"status": status})["status"], status)

    def test_validation(self):
        self.owner.post("/api/tasks", {"title": "", "priority": "high", "due_date": "2026-01-05", "status": "LATER",
                                       "assignee_id": "x",
                                       "contact_id": random_id()}).invalid("title", "priority", "due_date", "status",
                                                                           "assignee_id")
        self.owner.post("/api/tasks", {}).invalid("title")
        self.owner.post("/api/tasks", {"title": "T", "contact_id": random_id()}).invalid("contact_id")
        self.owner.post("/api/tasks", {"title": "T", "assignee_id": random_id()}).invalid("assignee_id")

    def test_due_date_with_an_offset_is_printed_in_utc(self):
        self.assertEqual(self.task(due_date="2026-01-05T18:00:00+01:00")["due_date"], "2026-01-05T17:00:00.000Z")

    def test_reassign_and_clear(self):
        colleague = self.instance.add_user(self.subdomain, "sales", name="Chloé Martin")
        task = self.task(assignee_id=self.owner.user["id"], due_date="2026-01-05T17:00:00.000Z")
        self.owner.change(f"/api/tasks/{task['id']}", {"assignee_id": colleague.user["id"], "due_date": None})
        row = next(row for row in self.owner.read("/api/tasks") if row["id"] == task["id"])
        self.assertEqual(row["assignee"], {"id": colleague.user["id"], "name": "Chloé Martin"})
        self.assertEqual((row["due_date"], row["title"]), (None, "Rappeler"))
        self.assertEqual(self.ids("/api/tasks", assignee_id=colleague.user["id"]), [task["id"]])

    def test_filters(self):
        contact = self.contact()
        one, two = self.task(contact_id=contact["id"]), self.task(contact_id=contact["id"])
        self.owner.change(f"/api/tasks/{one['id']}", {"status": "DONE"})
        self.assertEqual(self.ids("/api/tasks", contact_id=contact["id"]), [two["id"], one["id"]])
        self.assertEqual(self.ids("/api/tasks", contact_id=contact["id"], status="DONE"), [one["id"]])
        self.owner.get("/api/tasks", status="LATER", contact_id="x").invalid("status", "contact_id")

    def test_done_is_logged_once(self):
        contact = self.contact()
        task = self.task(contact_id=contact["id"])
        for _ in range(2):
            self.owner.change(f"/api/tasks/{task['id']}", {"status": "DONE"})
        log = [row["type"] for row in self.owner.read("/api/activities", contact_id=contact["id"])]
        self.assertEqual(log.count("TASK_DONE"), 1)

    def test_the_first_thousand_unless_a_page_is_asked_for(self):
        owner = self.instance.sign_up()
        for number in range(25):
            owner.create("/api/tasks", {"title": f"T{number}"})
        complete = owner.get("/api/tasks").expect(200).json
        self.assertEqual(len(complete["data"]), 25)
        self.assertEqual(complete["pagination"], {"page": 1, "limit": 1000, "total": 25, "pages": 1, "has_next": False})
        page = owner.get("/api/tasks", page=2, limit=10).expect(200).json
        self.assertEqual([row["title"] for row in page["data"]], [f"T{number}" for number in range(14, 4, -1)])
        self.assertEqual(page["pagination"], {"page": 2, "limit": 10, "total": 25, "pages": 3})

    def test_unknown(self):
        self.owner.patch(f"/api/tasks/{random_id()}", {"status": "DONE"}).fault(404, "NOT_FOUND")
        self.owner.patch("/api/tasks/uuid-task-1", {"status": "DONE"}).fault(404, "NOT_FOUND")

    def test_delete_is_for_managers(self):
        task = self.task()
        sales = self.instance.add_user(self.subdomain, "sales")
        sales.delete(f"/api/tasks/{task['id']}").fault(403, "FORBIDDEN")
        self.owner.delete(f"/api/tasks/{task['id']}").expect(200)
        self.assertNotIn(task["id"], self.ids("/api/tasks"))
