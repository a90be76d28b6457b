# SPDX-License-Identifier: MIT
"""GET /api/changes: who wrote which record since one looked, of what one may see, and never what."""

import time

from harness import random_id
from test_opportunities import DEAL
from test_outbox import rewrite
from test_roles import Teams

MOST, LOOKED = 200, 2000


class Changes(Teams):
    def setUp(self):
        self.at = {name: self.ask(person)["seq"] for name, person in self.people.items()}

    def ask(self, person=None, **query):
        return (person or self.owner).read("/api/changes", **query)

    def since(self, name):
        """What was told to that person since the test began."""
        return [(row["type"], row["op"], row["id"], row["by"] and row["by"]["name"])
                for row in self.ask(self.people[name], after=self.at[name])["changes"]]

    def told(self, **expected):
        """Who is told of so many."""
        self.assertEqual({name: len(self.since(name)) for name in expected}, expected)

    def test_begins_with_the_present_and_is_silent_until_something_happens(self):
        begun = self.ask()
        self.assertEqual((begun["changes"], begun["is_complete"]), ([], True))
        sam, path = self.people["sam"], f"/api/changes?after={begun['seq']}"
        first = sam.get(path).expect(200)
        self.assertEqual(first.data, begun)
        silent = sam.get(path, headers={"If-None-Match": first.headers["ETag"]}).expect(304)
        self.assertEqual(silent.text, "")
        contact = self.contact()["id"]
        self.owner.change(f"/api/contacts/{contact}", {"last_name": "Durand"})
        self.owner.delete(f"/api/contacts/{contact}").expect(200)
        answer = sam.get(path, headers={"If-None-Match": first.headers["ETag"]}).expect(200)
        row, = answer.data["changes"]
        self.assertEqual((row["type"], row["id"], row["op"], row["by"]["id"]), ("CONTACT", contact, "REMOVE", self.owner.user["id"]))
        self.assertNotIn("Durand", answer.text)
        self.assertGreater(answer.data["seq"], begun["seq"])
        self.assertEqual(self.ask(sam, after=answer.data["seq"])["changes"], [])
        for query in ("after=x", "after=-1", "after=1&after=2", "before=1"):
            sam.get(f"/api/changes?{query}").fault(400)
        self.instance.client(self.subdomain).get("/api/changes").fault(401)

    def test_each_person_who_wrote_a_record_is_named(self):
        contact = self.contact()["id"]
        self.people["sam"].change(f"/api/contacts/{contact}", {"last_name": "Durand"})
        self.assertEqual([(op, who) for kind, op, _id, who in self.since("sue") if kind == "CONTACT"],
                         [("CHANGE", "Sam X"), ("CREATE", "Marc Dupont")])

    def test_deals_are_told_to_who_sees_them(self):
        deal = self.deal("max")["id"]
        self.people["max"].post(f"/api/opportunities/{deal}/activities", {
            "activity_type": "call_made", "description": "Called"}).expect(201)
        self.told(sam=0, sue=0, nora=0, max=2, mona=2, ann=2)
        self.owner.delete(f"/api/opportunities/{deal}").expect(204)
        self.assertEqual({name: ("OPPORTUNITY", "REMOVE", deal, "Marc Dupont") in self.since(name) for name in ("sam", "max", "ann")},
                         {"sam": False, "max": True, "ann": True})

    def test_who_loses_a_deal_is_told(self):
        deal = self.deal("sam")["id"]
        self.at = {name: self.ask(person)["seq"] for name, person in self.people.items()}
        self.owner.put(f"/api/opportunities/{deal}", {"owner_id": self.people["max"].user["id"]}).expect(200)
        self.told(sam=1, max=1, sue=1)
        self.owner.put(f"/api/opportunities/{deal}", {"sector_type": "Port"}).expect(200)
        self.assertEqual(len(self.ask(self.people["max"], after=self.at["max"])["changes"]), 1)

    def test_tasks_of_deals_and_what_is_of_few(self):
        deal = self.deal("max")["id"]
        self.at = {name: self.ask(person)["seq"] for name, person in self.people.items()}
        task = self.owner.create("/api/tasks", {"title": "Appeler", "subject": {"type": "opportunity", "id": deal}})["id"]
        self.told(sam=0, max=1, ann=1)
        self.owner.delete(f"/api/tasks/{task}").expect(200)
        self.assertEqual([row[:3] for row in self.since("max")], [("TASK", "REMOVE", task)])
        self.told(sam=0)
        self.people["ann"].put(f"/api/users/{self.people['sue'].user['id']}", {"last_name": "Y"}).expect(200)
        self.assertEqual({name: any(row[0] == "USER" for row in self.since(name)) for name in ("sam", "nora", "ann")},
                         {"sam": False, "nora": True, "ann": True})

    def test_no_more_than_is_of_use(self):
        """Beyond, and beyond a day, it says that there was more."""
        owner = self.instance.create_tenant()
        begun = self.ask(owner)["seq"]

        def write(count, at):
            rewrite(owner, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO journal (id, at,"
                           " entity, entity_id, operation) SELECT ? || i, ?, 'INVOICE', ? || i, 'CHANGE' FROM n",
                    count, random_id()[:-5], at, random_id()[:-5])
            return self.ask(owner)["seq"]

        now = int(time.time() * 1000)
        seq = write(10, now - 90_000_000)
        old = self.ask(owner, after=begun)
        self.assertEqual((old["changes"], old["is_complete"], old["seq"]), ([], False, seq))
        write(MOST, now)
        whole = self.ask(owner, after=seq)
        self.assertEqual((len(whole["changes"]), whole["is_complete"]), (MOST, True))
        write(1, now)
        more = self.ask(owner, after=seq)
        self.assertEqual((len(more["changes"]), more["is_complete"], more["changes"][0]["by"]), (MOST, False, None))
        self.assertFalse(self.ask(owner, after=more["seq"] + 1)["is_complete"])
        self.contact(owner)
        mark = self.ask(owner)["seq"]
        rewrite(owner, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) INSERT INTO journal (id, at,"
                       " entity, entity_id, operation) SELECT ?, ?, 'INVOICE', ?, 'CHANGE' FROM n", LOOKED + 1, random_id(), now, random_id())
        one = self.ask(owner, after=mark)
        self.assertEqual((len(one["changes"]), one["is_complete"]), (1, False))
