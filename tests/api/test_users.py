# SPDX-License-Identifier: MIT
"""People: me, lists, reading, and what admins do with accounts (pipeline API, section 2; contract, section 3)."""

import hashlib
import re

from harness import PASSWORD, random_id, to_json
from probe import rows, tenant_file, wait_until
from test_outbox import letters
from test_tokens import TokenCase

DEAL = {"project_name": "Dawaiyat Data Center", "original_amount": 17000000, "gross_margin_percentage": 0.13,
        "project_type": "Integrated services to Business", "project_maturity": "RFI", "client_type": "Existing",
        "client_relationship": "3 - Good", "starting_date": "2026-01-01", "closing_date": "2028-12-31"}


class PeopleCase(TokenCase):
    def add(self, role="sales", **fields):
        number = len(self.owner.get("/api/users", limit=100).json["items"])
        body = {"email": f"{role}{number}@company.com", "password": PASSWORD, "first_name": "Pat", "last_name": f"P{number}",
                "role": role, **fields}
        return self.owner.post("/api/users", body).expect(201).json

    def team(self, name, **fields):
        return self.owner.post("/api/teams", {"name": name, **fields}).expect(201).json

    def put(self, person, **fields):
        return self.owner.put(f"/api/users/{person['id']}", fields)


class Me(PeopleCase):
    def test_me_with_team(self):
        team = self.team("Mine", manager_id=self.owner.user["id"])
        someone = self.add(team_id=team["id"])
        me = self.login(someone["username"]).get("/api/auth/me").expect(200).json
        self.assertEqual(me["team"], {"id": team["id"], "name": "Mine", "manager_id": self.owner.user["id"]})
        self.assertLessEqual({"id", "email", "username", "first_name", "last_name", "role", "team_id", "is_active", "created_at",
                              "last_login"}, me.keys())
        self.assertIsNone(self.owner.get("/api/auth/me").json["team"])

    def test_profile(self):
        someone = self.login(self.add()["username"])
        answer = someone.put("/api/users/me", {"last_name": "Smith", "profile_picture_url": "https://cdn.test/p.jpg"}).expect(200).json
        self.assertEqual((answer["first_name"], answer["last_name"]), ("Pat", "Smith"))
        self.assertEqual(answer["profile_picture_url"], "https://cdn.test/p.jpg")
        self.assertIn("updated_at", answer)
        for bad in ({"profile_picture_url": "http://cdn.test/p.jpg"}, {"first_name": None}, {"first_name": ""}, {"nonsense": 1}):
            someone.put("/api/users/me", bad).pipeline_fault(400, "VALIDATION_ERROR")

    def test_nobody_promotes_himself(self):
        someone = self.login(self.add()["username"])
        before = someone.get("/api/auth/me").json
        sent = {**before, "role": "admin", "team_id": random_id(), "is_active": False, "email": "other@company.com", "last_name": "X"}
        answer = someone.put("/api/users/me", sent).expect(200).json
        for field in ("role", "team_id", "is_active", "email"):
            self.assertEqual(answer[field], before[field])


class Lists(PeopleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        cls.one = case.team("One")
        cls.people = [case.add("sales", first_name="Élodie", last_name="Martin", team_id=cls.one["id"]),
                      case.add("sales", first_name="Bob"), case.add("manager", first_name="Zoé"), case.add("admin", first_name="Ada")]
        case.put(cls.people[1], is_active=False).expect(200)

    def names(self, **query):
        return [person["first_name"] for person in self.owner.get("/api/users", **query).expect(200).json["items"]]

    def test_page(self):
        page = self.owner.get("/api/users", limit=2).expect(200).json
        self.assertEqual({key: page[key] for key in ("total", "page", "limit", "pages", "has_next", "has_prev")},
                         {"total": 5, "page": 1, "limit": 2, "pages": 3, "has_next": True, "has_prev": False})
        self.assertEqual([person["first_name"] for person in page["items"]], ["Ada", "Zoé"])
        self.assertEqual(self.names(page=9), [])
        for bad in ({"limit": 0}, {"limit": 101}, {"page": 0}, {"role": "king"}, {"team_id": "x"}, {"sort_by": "password_hash"}):
            self.owner.get("/api/users", **bad).pipeline_fault(400)

    def test_filters(self):
        self.assertEqual(self.names(role="admin"), ["Ada", "Marc"])  # the owner is printed as one
        self.assertEqual(self.names(role="SALES"), ["Bob", "Élodie"])
        self.assertEqual(self.names(team_id=self.one["id"]), ["Élodie"])
        self.assertEqual(self.names(is_active="false"), ["Bob"])
        self.assertEqual(self.names(search="elo mart"), ["Élodie"])
        self.assertEqual(self.names(search="company", role="manager"), ["Zoé"])
        self.assertEqual(self.names(search="sales", is_active="true"), ["Élodie"])
        self.assertEqual(self.names(sort_by="first_name", sort_order="asc")[:2], ["Ada", "Bob"])

    def test_rows(self):
        row = next(p for p in self.owner.get("/api/users").json["items"] if p["first_name"] == "Élodie")
        self.assertEqual((row["team_id"], row["team_name"]), (self.one["id"], "One"))
        self.assertNotIn("password", str(row).lower())

    def test_one(self):
        answer = self.owner.get(f"/api/users/{self.people[0]['id']}").expect(200).json
        self.assertEqual((answer["team"]["id"], answer["team"]["name"]), (self.one["id"], "One"))
        self.assertEqual(self.owner.get(f"/api/users/{random_id()}").pipeline_fault(404)["message"], "User not found")
        self.owner.get("/api/users/x").pipeline_fault(404)

    def test_who_may(self):
        manager, sales = self.login(self.people[2]["username"]), self.login(self.people[0]["username"])
        manager.get("/api/users").expect(200)
        manager.get(f"/api/users/{self.people[0]['id']}").expect(200)
        sales.get("/api/users").pipeline_fault(403, "FORBIDDEN")
        sales.get(f"/api/users/{self.people[0]['id']}").pipeline_fault(403)
        for client in (manager, sales):
            client.post("/api/users", {}).pipeline_fault(403)
            client.put(f"/api/users/{self.people[0]['id']}", {"role": "admin"}).pipeline_fault(403)
        self.assertIn("Zoé", str(sales.get("/api/users/names").expect(200).json))


class Accounts(PeopleCase):
    def test_names_to_choose_from(self):
        team = self.team("Pickers")
        gone, here = (self.add("sales", team_id=team["id"]) for _ in range(2))
        self.put(gone, is_active=False).expect(200)

        def names(**query):
            return {row["id"]: row for row in self.owner.get("/api/users/names", **query).expect(200).json["items"]}

        for query in ({}, {"active": "true"}):
            rows = names(**query)
            self.assertEqual(rows[here["id"]], {"id": here["id"], "name": f"Pat {here['last_name']}", "role": "sales",
                                                "team_id": team["id"], "is_active": True})
            self.assertEqual(rows[self.owner.user["id"]]["role"], "admin")
            self.assertNotIn(gone["id"], rows)
        self.assertEqual([(row["id"], row["is_active"]) for row in names(active="false").values() if row["team_id"] == team["id"]],
                         [(gone["id"], False)])
        self.assertLessEqual({gone["id"], here["id"]}, names(active="all").keys())
        self.owner.get("/api/users/names", active="yes").pipeline_fault(400)

    def test_create(self):
        team = self.team("Fresh")
        answer = self.add("manager", team_id=team["id"], username="pat.p")
        self.assertEqual((answer["role"], answer["is_active"], answer["team"]["name"]), ("manager", True, "Fresh"))
        self.login("pat.p")
        for bad in ({"role": "owner"}, {"password": "short"}, {"team_id": random_id()}, {"username": "a b"}, {"is_owner": 1}):
            self.owner.post("/api/users", {"email": "q@company.com", "first_name": "Q", **bad}).pipeline_fault(400)
        self.owner.post("/api/users", {"email": answer["email"].upper(), "first_name": "Q"}).pipeline_fault(409, "CONFLICT")

    def test_without_a_password_a_letter_comes(self):
        answer = self.owner.post("/api/users", {"email": "new.one@company.com", "first_name": "New"}).expect(201).json
        self.attempt(answer["username"], PASSWORD).pipeline_fault(401)
        mine = lambda: [letter for letter in letters(self.instance, self.subdomain) if letter["To"] == "new.one@company.com"]  # noqa: E731
        wait_until(mine, "the letter", 60)
        token = re.search(r"token=([\w-]+)", mine()[0].get_body(("plain",)).get_content())[1]
        self.instance.client(self.subdomain).post("/api/auth/reset-password", {"token": token, "new_password": PASSWORD}).expect(200)
        self.login(answer["username"])

    def test_the_same_key_creates_one_account(self):
        body = {"email": "once@company.com", "first_name": "Once", "password": PASSWORD}
        first, again = (self.owner.post("/api/users", body, headers={"Idempotency-Key": "k1"}).expect(201) for _ in range(2))
        self.assertEqual(first.raw, again.raw)
        self.assertEqual(again.headers["Idempotency-Replayed"], "true")
        other = {**body, "password": PASSWORD + "x"}
        self.owner.post("/api/users", other, headers={"Idempotency-Key": "k1"}).pipeline_fault(409)
        self.owner.post("/api/users", body).pipeline_fault(409)
        kept, = rows(tenant_file(self.owner), "SELECT body_hash FROM idempotency WHERE key = 'k1'")
        self.assertNotEqual(kept[0], hashlib.sha256(to_json(body)).hexdigest(), "passwords could be tried against it")

    def test_a_password_keeps_its_blanks(self):
        self.add(username="blank", password="  two words  ")
        self.login("blank", "  two words  ")
        self.attempt("blank", "two words").pipeline_fault(401)

    def test_the_owner_stays(self):
        owner = {"id": self.owner.user["id"]}
        admin = self.login(self.add("admin")["username"])
        for fields in ({"role": "sales"}, {"role": "manager"}, {"is_active": False}):
            admin.put(f"/api/users/{owner['id']}", fields).pipeline_fault(403)
            self.put(owner, **fields).pipeline_fault(403)
        self.put(owner, role="admin", is_active=True).expect(200)  # as it is printed
        self.assertEqual(rows(tenant_file(self.owner), "SELECT role, is_active FROM app_user WHERE id = ?", owner["id"]),
                         [("owner", 1)])
        self.owner.get("/api/auth/me").expect(200)
        self.put(self.add(), role="owner").pipeline_fault(400)

    def test_a_new_role_and_a_deactivation_end_sessions(self):
        someone = self.add()
        for fields, ends in (({"role": "sales"}, False), ({"first_name": "Pit"}, False), ({"role": "manager"}, True),
                             ({"is_active": False}, True)):
            with self.subTest(fields=fields):
                bearer = self.login(someone["username"])
                browser = self.instance.client(self.subdomain).signin(someone["email"])
                self.put(someone, **fields).expect(200)
                for client in (bearer, browser):
                    client.get("/api/auth/me").expect(401 if ends else 200)
        self.attempt(someone["username"], PASSWORD).pipeline_fault(403)
        for bad in ({"role": None}, {"is_active": None}, {"team_id": random_id()}, {"role": "king"}):
            self.put(someone, **bad).pipeline_fault(400)

    def test_deals_follow_their_owner(self):
        first, second = self.team("First"), self.team("Second")
        someone = self.add(team_id=first["id"])
        deal = self.login(someone["username"]).post("/api/opportunities", DEAL).expect(201).json
        self.assertEqual(deal["team_id"], first["id"])
        for team in (second["id"], None, first["id"]):
            self.assertEqual(self.put(someone, team_id=team).expect(200).json["team_id"], team)
            self.assertEqual(self.owner.get(f"/api/opportunities/{deal['id']}").expect(200).json["team_id"], team)

    def test_what_was_read_can_be_sent_back(self):
        someone = self.add()
        whole = self.owner.get(f"/api/users/{someone['id']}").json
        answer = self.put(someone, **{**whole, "first_name": "Changed"}).expect(200).json
        self.assertEqual((answer["first_name"], answer["email"]), ("Changed", someone["email"]))
