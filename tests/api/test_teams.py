# SPDX-License-Identifier: MIT
"""Teams: list, read, create, change, with members and manager (pipeline API, section 3)."""

from harness import random_id
from test_users import DEAL, PeopleCase


class Teams(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        cls.sales, cls.manager, cls.other = case.add("sales"), case.add("manager"), case.add("sales")

    def members(self, team):
        return [member["id"] for member in self.owner.get(f"/api/teams/{team['id']}").expect(200).json["members"]]

    def change(self, team, **fields):
        return self.owner.put(f"/api/teams/{team['id']}", fields)

    def test_create_and_read(self):
        made = self.team("Enterprise Sales", manager_id=self.manager["id"], description="Large accounts",
                         member_ids=[self.sales["id"]])
        read = self.owner.get(f"/api/teams/{made['id']}").expect(200).json
        self.assertEqual({**made}, read)
        self.assertEqual(read["manager"], {"id": self.manager["id"], "first_name": "Pat", "last_name": self.manager["last_name"],
                                           "email": self.manager["email"]})
        self.assertEqual(read["members"], [{"id": self.sales["id"], "first_name": "Pat", "last_name": self.sales["last_name"],
                                            "email": self.sales["email"], "role": "sales"}])
        self.assertEqual(read["member_count"], 1)

    def test_list(self):
        made = self.team("Listed", manager_id=self.manager["id"])
        answer = self.login(self.sales["username"]).get("/api/teams").expect(200).json
        self.assertEqual((answer["page"], answer["limit"], answer["has_next"], answer["has_prev"]), (1, 1000, False, False))
        self.assertEqual(answer["total"], len(answer["items"]))
        row = next(team for team in answer["items"] if team["id"] == made["id"])
        self.assertEqual((row["manager_name"], row["member_count"]), (f"Pat {self.manager['last_name']}", 0))
        self.assertLessEqual({"id", "name", "manager_id", "manager_name", "member_count", "description", "created_at"}, row.keys())
        page = self.owner.get("/api/teams", page=1, limit=1).expect(200).json
        self.assertEqual((len(page["items"]), page["limit"], page["has_prev"]), (1, 1, False))

    def test_members_join_and_leave_with_their_deals(self):
        team, rival = self.team("Joined"), self.team("Rival", member_ids=[self.sales["id"]])
        deal = self.login(self.sales["username"]).post("/api/opportunities", DEAL).expect(201).json
        self.assertEqual(deal["team_id"], rival["id"])
        self.change(team, member_ids=[self.sales["id"], self.other["id"], self.sales["id"]]).expect(200)
        self.assertEqual(set(self.members(team)), {self.sales["id"], self.other["id"]})
        self.assertEqual(self.members(rival), [])
        self.assertEqual(self.owner.get(f"/api/opportunities/{deal['id']}").json["team_id"], team["id"])
        self.assertEqual(set(self.members(team)), {self.sales["id"], self.other["id"]})
        self.change(team, name="Joined again").expect(200)  # says nothing of members
        self.assertEqual(len(self.members(team)), 2)
        self.change(team, member_ids=[self.other["id"]]).expect(200)
        self.assertEqual(self.members(team), [self.other["id"]])
        self.assertIsNone(self.owner.get(f"/api/opportunities/{deal['id']}").json["team_id"])
        self.change(team, member_ids=[]).expect(200)
        self.assertEqual(self.members(team), [])

    def test_wrong_values(self):
        team = self.team("Wrong")
        gone = self.add()
        self.put(gone, is_active=False).expect(200)
        for fields, field in (({"manager_id": self.sales["id"]}, "manager_id"), ({"manager_id": random_id()}, "manager_id"),
                              ({"member_ids": [self.sales["id"], random_id()]}, "member_ids[1]"),
                              ({"member_ids": [gone["id"]]}, "member_ids[0]"), ({"member_ids": ["x", 3]}, "member_ids[1]"),
                              ({"member_ids": "x"}, "member_ids"), ({"name": None}, "name"), ({"name": ""}, "name")):
            with self.subTest(fields=fields):
                details = self.change(team, **fields).pipeline_fault(400, "VALIDATION_ERROR")["details"]
                self.assertIn(field, [row["field"] for row in details])
        self.owner.post("/api/teams", {}).pipeline_fault(400)
        for name in ("Wrong", "wRONG", " Wrong "):
            self.owner.post("/api/teams", {"name": name}).pipeline_fault(409, "CONFLICT")
        self.change(self.team("Right"), name="Wrong").pipeline_fault(409)
        self.change(team, name="WRONG", description=None, manager_id=None).expect(200)

    def test_who_may(self):
        team = self.team("Guarded")
        for someone in (self.sales, self.manager):
            client = self.login(someone["username"])
            client.get(f"/api/teams/{team['id']}").expect(200)
            client.post("/api/teams", {"name": "Mine"}).pipeline_fault(403)
            client.put(f"/api/teams/{team['id']}", {"name": "Mine"}).pipeline_fault(403)
        self.assertEqual(self.owner.get(f"/api/teams/{random_id()}").pipeline_fault(404)["message"], "Team not found")
