# SPDX-License-Identifier: MIT
"""Tasks on the board: their order in a column, moves, and what they are about."""

import contextlib
import itertools
import sqlite3

from harness import ApiCase, line, random_id, unique
from probe import tenant_file
from test_opportunities import DEAL

ROOM = 67108864
LAST = 4000000000000000


class TaskBoard(ApiCase):
    def setUp(self):
        super().setUp()
        self.owner = self.instance.sign_up()

    def task(self, title="Rappeler", **fields):
        return self.owner.create("/api/tasks", {"title": title, **fields})

    def move(self, task, **fields):
        return self.owner.change(f"/api/tasks/{task['id']}", fields)

    def board(self, client=None, **query):
        columns = (client or self.owner).read("/api/tasks/board", **query)["columns"]
        self.assertEqual([column["status"] for column in columns], ["TODO", "IN_PROGRESS", "DONE"])
        return {column["status"]: column for column in columns}

    def titles(self, status="TODO", **query):
        return [task["title"] for task in self.board(**query)[status]["items"]]

    def test_new_ones_are_above_and_a_move_is_one_write(self):
        one, two, three = (self.task(title) for title in ("one", "two", "three"))
        self.assertEqual(self.titles(), ["three", "two", "one"])
        between = (two["position"] + one["position"]) // 2
        moved = self.move(three, position=between)
        self.assertEqual((moved["position"], moved["status"]), (between, "TODO"))
        self.assertEqual(self.titles(), ["two", "three", "one"])
        for task in (one, two):
            self.assertEqual(self.owner.read(f"/api/tasks/{task['id']}")["position"], task["position"])
        self.move(one, status="IN_PROGRESS", position=5)
        self.move(two, status="IN_PROGRESS")
        self.assertEqual((self.titles(), self.titles("IN_PROGRESS")), (["three"], ["two", "one"]))

    def test_a_place_is_halved_until_those_behind_move_on(self):
        """Always between the first and the second: beyond the room that there is, and nobody's order changes."""
        first, last = self.task("first"), self.task("last")
        first, last = last, first
        self.move(first, title="first")
        self.move(last, title="last")
        newest, expected = last, []
        for number in range(40):
            task = self.task(f"{number}")
            place = first["position"] + -(-(newest["position"] - first["position"]) // 2)
            newest = self.move(task, position=place)
            expected.insert(0, f"{number}")
        self.assertEqual(self.titles(), ["first", *expected, "last"])
        places = [task["position"] for task in self.board()["TODO"]["items"]]
        self.assertTrue(all(a < b for a, b in itertools.pairwise(places)), places)

    def test_a_crowd_has_no_room_and_loses_nobody(self):
        tasks = [self.task(f"{number}", position=number % 3) for number in range(12)]
        self.move(tasks[0], position=1)
        self.assertEqual(sorted(self.titles()), sorted(f"{number}" for number in range(12)))
        edge = self.task("edge", position=LAST)
        self.task("other", position=LAST)
        self.assertEqual(sorted(self.titles()[-2:]), ["edge", "other"])
        self.task("top", position=-LAST)
        self.assertEqual(self.task("higher")["position"], -LAST)
        self.owner.patch(f"/api/tasks/{edge['id']}", {"position": LAST + 1}).invalid("position")

    def test_an_untouched_version(self):
        """Who moves on was changed by nobody: a form open at it can still be saved."""
        one, two = self.task("one", position=7), self.task("two")
        self.move(two, position=7)
        self.assertEqual(self.titles(), ["two", "one"])
        self.assertEqual(self.owner.read(f"/api/tasks/{one['id']}")["version"], one["version"])

    def test_counts_filters_and_bounds(self):
        contact = self.contact(self.owner)
        for number in range(5):
            self.task(f"vidange {number}", contact_id=contact["id"] if number % 2 else None,
                      assignee_id=self.owner.user["id"] if number else None)
        column = self.board(per_status=2)["TODO"]
        self.assertEqual((column["count"], len(column["items"])), (5, 2))
        self.assertEqual(self.titles(contact_id=contact["id"]), ["vidange 3", "vidange 1"])
        self.assertEqual(self.titles(assignee_id="none"), ["vidange 0"])
        self.assertEqual(len(self.titles(assignee_id="me", search="vida")), 4)
        self.owner.get("/api/tasks/board", per_status=101).invalid("per_status")
        self.owner.get("/api/tasks/board", per_status=0).invalid("per_status")
        for name in ("status", "sort_by", "page", "completed_from"):
            self.owner.get("/api/tasks/board", **{name: "1"}).invalid(name)

    def test_of_what_is_done_the_last_alone(self):
        tasks = [self.task(f"{number}", status="DONE") for number in range(35)]
        done = self.board(per_status=100)["DONE"]
        self.assertEqual((done["count"], [task["title"] for task in done["items"]]), (35, [f"{n}" for n in range(34, 4, -1)]))
        with contextlib.closing(sqlite3.connect(tenant_file(self.owner), timeout=20)) as database, database:
            database.execute("UPDATE task SET completed_at = completed_at - 32 * 86400000 WHERE id <> ?", (tasks[3]["id"],))
        done = self.board()["DONE"]
        self.assertEqual((done["count"], [task["title"] for task in done["items"]]), (1, ["3"]))
        self.assertEqual(len(self.owner.read("/api/tasks", status="DONE")), 35)


class TaskSubject(ApiCase):
    def subjects(self):
        """One of each kind, with its title and its contact."""
        contact = self.contact(last_name="Sujet")
        vehicle = self.vehicle(contact["id"], license_plate="AB-123-CD")
        quote = self.quote(contact["id"])
        invoice = self.owner.create("/api/invoices", {"contact_id": contact["id"], "items": [line(10)]})
        deal = self.owner.post("/api/opportunities", DEAL).expect(201).json
        client = self.owner.post("/api/clients", {"name": "Société"}).expect(201).json
        return (("contact", contact["id"], "Marc Sujet", contact["id"]), ("vehicle", vehicle["id"], "Renault Clio AB-123-CD", contact["id"]),
                ("quote", quote["id"], quote["quote_number"], contact["id"]), ("invoice", invoice["id"], None, contact["id"]),
                ("opportunity", deal["id"], deal["project_name"], None), ("client", client["id"], "Société", None))

    def test_each_kind(self):
        for kind, subject_id, title, contact_id in self.subjects():
            task = self.owner.create("/api/tasks", {"title": "Suivre", "subject": {"type": kind, "id": subject_id}})
            self.assertEqual(task["subject"], {"type": kind, "id": subject_id, "title": title})
            self.assertEqual(task["contact_id"], contact_id, kind)
            rows = self.owner.read("/api/tasks", subject=subject_id)
            self.assertEqual([(row["id"], row["subject"]) for row in rows], [(task["id"], task["subject"])])
            self.owner.change(f"/api/tasks/{task['id']}", {"title": "Suivi", "subject": task["subject"]})
            self.assertIsNone(self.owner.change(f"/api/tasks/{task['id']}", {"subject": None})["subject"])

    def test_the_contact_that_is_named_stands(self):
        other, vehicle = self.contact(), self.vehicle()
        subject = {"type": "vehicle", "id": vehicle["id"]}
        for contact_id in (other["id"], None):
            task = self.owner.create("/api/tasks", {"title": "T", "subject": subject, "contact_id": contact_id})
            self.assertEqual(task["contact_id"], contact_id)

    def test_bad_ones(self):
        invalid = lambda subject, field: self.owner.post("/api/tasks", {"title": "T", "subject": subject}).invalid(field)
        invalid({"type": "contact"}, "subject.id")
        invalid({"id": random_id()}, "subject.type")
        invalid({"type": "boat", "id": random_id()}, "subject.type")
        invalid({"type": "quote", "id": "x"}, "subject.id")
        for kind in ("contact", "vehicle", "quote", "invoice", "opportunity", "client"):
            invalid({"type": kind, "id": random_id()}, "subject.id")
        invalid({"type": "vehicle", "id": self.contact()["id"]}, "subject.id")
        gone = self.contact()
        self.owner.delete(f"/api/contacts/{gone['id']}").expect(200)
        invalid({"type": "contact", "id": gone["id"]}, "subject.id")

    def test_a_subject_that_goes_leaves_its_task(self):
        quote = self.quote()
        task = self.owner.create("/api/tasks", {"title": "T", "subject": {"type": "quote", "id": quote["id"]}})
        self.owner.delete(f"/api/quotes/{quote['id']}").expect(200)
        self.assertEqual(self.owner.change(f"/api/tasks/{task['id']}", {"title": "U"})["subject"],
                         {"type": "quote", "id": quote["id"], "title": None})

    def test_tasks_of_a_deal_are_seen_as_the_deal(self):
        deal = self.owner.post("/api/opportunities", DEAL).expect(201).json
        sam, admin = (self.instance.add_user(self.subdomain, role) for role in ("sales", "admin"))
        word = "brontosaure"
        body = {"title": word, "subject": {"type": "opportunity", "id": deal["id"]}}
        task = self.owner.create("/api/tasks", body)
        path, mine = f"/api/tasks/{task['id']}", lambda client: client.read("/api/tasks/board")["columns"][0]["items"]
        sees = lambda client: (task["id"] in [row["id"] for row in client.read("/api/tasks")],
                               task["id"] in [row["id"] for row in mine(client)],
                               len(client.read("/api/tasks", search=word)) == 1,
                               len(client.read("/api/tasks", subject=deal["id"])) == 1,
                               len(client.read("/api/search", q=word)["groups"]) == 1,
                               client.get(path).status == 200)
        total = lambda client: client.get("/api/tasks", limit=1).json["pagination"]["total"]
        waiting = lambda client: next(queue["count"] for queue in client.read("/api/today")["queues"] if queue["key"] == "UNASSIGNED_TASKS")
        self.assertEqual((sees(self.owner), sees(admin), sees(sam)), ((True,) * 6, (True,) * 6, (False,) * 6))
        self.assertEqual((total(sam), waiting(sam)), (total(admin) - 1, waiting(admin) - 1))
        sam.patch(path, {"title": "Moi"}).fault(404)
        sam.post("/api/tasks", body).invalid("subject.id")
        self.owner.change(path, {"assignee_id": sam.user["id"]})
        self.assertEqual(sees(sam), (True,) * 6)
        named = lambda client: {read["subject"]["title"] for read in
                                (client.read(path), client.read("/api/tasks", search=word)[0], mine(client)[0])}
        self.assertEqual((named(admin), named(sam)), ({DEAL["project_name"]}, {None}))
        handed = sam.change(path, {"assignee_id": admin.user["id"]})
        self.assertEqual((handed["assignee"]["id"], handed["subject"]["title"]), (admin.user["id"], None))
        sam.get(path).fault(404)
        self.assertEqual(self.owner.read(path)["version"], handed["version"])
        self.owner.change(path, {"assignee_id": None})
        self.owner.delete(f"/api/opportunities/{deal['id']}").expect(200, 204)
        self.assertEqual((sees(admin), sees(sam)), ((True,) * 6, (False,) * 6))

    def test_many_tasks_of_deals_are_looked_at_so_far(self):
        tenant = unique()
        owner = self.instance.sign_up(tenant)
        sam = self.instance.add_user(tenant, "sales")
        deal = owner.post("/api/opportunities", DEAL).expect(201).json
        sam.create("/api/tasks", {"title": "tricératops"})
        total = lambda client: client.get("/api/tasks", limit=1).json["pagination"]["total"]
        found = lambda: [row["title"] for group in sam.read("/api/search", q="tricératops")["groups"] for row in group["items"]]
        self.assertEqual(found(), ["tricératops"])
        with contextlib.closing(sqlite3.connect(tenant_file(owner), timeout=20)) as database, database:
            database.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20050)"
                             " INSERT INTO task (id, title, subject_type, subject_id, created_at, updated_at)"
                             " SELECT 't' || i, 'tricératops', 'opportunity', ?, 1, 1 FROM n", (deal["id"],))
        self.assertEqual((total(owner), total(sam)), (20051, 51))
        self.assertEqual(found(), [])
        sam.create("/api/tasks", {"title": "tricératops jeune"})
        self.assertEqual(found(), ["tricératops jeune"])

    def test_what_a_deals_task_says_is_not_told_to_everybody(self):
        deal, contact = self.owner.post("/api/opportunities", DEAL).expect(201).json, self.contact()
        for word, subject in (("brachiosaure", {"type": "opportunity", "id": deal["id"]}), ("iguanodon", None)):
            task = self.owner.create("/api/tasks", {"title": word, "subject": subject, "contact_id": contact["id"]})
            self.owner.change(f"/api/tasks/{task['id']}", {"status": "DONE"})
        self.owner.create("/api/tasks", {"title": "brachiosaure", "subject": {"type": "opportunity", "id": deal["id"]}, "status": "DONE"})
        sam = self.instance.add_user(self.subdomain, "sales")
        for path in ("/api/activities", f"/api/activities?contact_id={contact['id']}", "/api/today"):
            told = sam.get(path).expect(200).text
            self.assertIn("Tâche terminée : iguanodon", told)
            self.assertNotIn("brachiosaure", told)
