# SPDX-License-Identifier: MIT
"""/api/views: what lists are narrowed to, under names; whose they are and who sees them."""

from harness import random_id, unique
from test_roles import Teams

VIEW = {"noun": "quotes", "name": "Relances", "query": "status=SENT&sort=-total", "shared": False}


class SavedViews(Teams):
    def view(self, who="owner", **fields):
        return self.people[who].create("/api/views", {**VIEW, **fields})

    def seen(self, who, noun="quotes"):
        return [row["id"] for row in self.people[who].read("/api/views", noun=noun, limit=100)]

    def test_from_its_first_day_to_its_last(self):
        view = self.view()
        path = f"/api/views/{view['id']}"
        self.assertEqual({key: view[key] for key in VIEW} | {"user_id": view["user_id"], "version": view["version"]},
                         VIEW | {"user_id": self.owner.user["id"], "version": 1})
        answer = self.owner.get(path).expect(200)
        changed = self.owner.patch(path, {"name": "À relancer", "shared": True, "noun": "tasks"},
                                   headers={"If-Match": answer.headers["ETag"]}).expect(200).data
        self.assertEqual((changed["name"], changed["shared"], changed["noun"], changed["version"]), ("À relancer", True, "quotes", 2))
        self.owner.patch(path, {"name": "X"}, headers={"If-Match": answer.headers["ETag"]}).expect(412)
        operations = [row["operation"] for row in self.owner.read("/api/audit", id=view["id"])]
        self.assertEqual(operations, ["CHANGE", "CREATE"])
        self.owner.delete(path).expect(200)
        self.owner.get(path).fault(404)
        self.assertNotIn(view["id"], self.seen("owner"))

    def test_who_sees_what_is_shared(self):
        """Sam of North: Sue and Nora of North and admins; Max of South no more than a stranger. An admin's is everybody's."""
        own, team = self.view("sam")["id"], self.view("sam", shared=True, name="Équipe")["id"]
        for who, expected in (("sam", {own, team}), ("sue", {team}), ("nora", {team}), ("ann", {team}), ("max", set()), ("mona", set())):
            with self.subTest(who):
                self.assertEqual(set(self.seen(who)) & {own, team}, expected)
                self.people[who].get(f"/api/views/{team}").expect(200 if team in expected else 404)
        for_all = self.view("ann", shared=True)["id"]
        led = self.view("nora", shared=True)["id"]
        self.assertEqual({who: {for_all, led} & set(self.seen(who)) for who in ("sam", "max")}, {"sam": {for_all, led}, "max": {for_all}})
        self.assertNotIn(team, self.seen("sam", "invoices"))

    def test_its_keeper_alone_changes_it(self):
        view = self.view("sam", shared=True)["id"]
        for who, patch, delete in (("sue", 403, 403), ("max", 404, 404), ("nora", 403, 403), ("ann", 403, 200)):
            with self.subTest(who):
                self.people[who].patch(f"/api/views/{view}", {"name": "Y"}).expect(patch)
                self.people[who].delete(f"/api/views/{view}").expect(delete)
        private = self.view("sam")["id"]
        self.people["ann"].delete(f"/api/views/{private}").expect(404)
        self.people["sam"].delete(f"/api/views/{private}").expect(200)

    def test_what_a_query_is(self):
        for query in ("status=SENT", "search=%C3%A9t%C3%A9+2026&sort=-total&vip=1", "a=" + "x" * 2046, "status="):
            self.view(query=query)
        for query in ("?status=SENT", "status", "=x", "a=1&a=2", "a=1&&b=2", "a=1&", "a=<b>", "a=%4", "a=1#b", "A=1", "a=1&b=2&a=3",
                      "a=" + "x" * 2047, "&".join(f"a{i}=1" for i in range(41))):
            with self.subTest(query[:40]):
                self.owner.post("/api/views", {**VIEW, "query": query}).invalid("query")
        self.owner.post("/api/views", {"noun": "Dogs!", "name": "", "query": ""}).invalid("noun", "name", "query")
        self.owner.get(f"/api/views/{random_id()}").fault(404)

    def test_so_many_and_no_more(self):
        person = self.instance.add_user(self.subdomain, "sales", f"{unique()}@garage.fr")
        for number in range(50):
            person.create("/api/views", {**VIEW, "name": f"V{number}"})
        self.assertEqual(person.post("/api/views", VIEW).expect(409).json["code"], "TOO_MANY")
        self.assertEqual(len(person.read("/api/views", limit=100)), 50)

    def test_changes_are_told_to_who_sees_it(self):
        seq = self.owner.read("/api/changes")["seq"]
        view = self.view("sam", shared=True)["id"]
        told = lambda who: [row["id"] for row in self.people[who].read("/api/changes", after=seq)["changes"] if row["type"] == "SAVED_VIEW"]
        self.assertEqual({who: told(who) for who in ("sam", "sue", "max")}, {"sam": [view], "sue": [view], "max": []})
        self.people["sam"].delete(f"/api/views/{view}").expect(200)
        self.assertEqual({who: told(who) for who in ("sam", "sue", "max")}, {"sam": [view], "sue": [view], "max": []})
