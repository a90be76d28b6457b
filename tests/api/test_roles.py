# SPDX-License-Identifier: MIT
"""Roles in the pipeline (contract, section 3): every route with every role against a table of what is expected, and that
nobody learns anything of another team's deal, by whatever way one asks.

Two teams: Nora leads North, where Sam and Sue sell; Mona leads South, where Max sells. Ann is admin, Marc the owner."""

import io
import json
import re
import zipfile

from harness import PASSWORD, ApiCase, pdf_text, random_id, today, unique
from test_opportunities import DEAL

ROLES = ("sales", "manager", "admin", "owner")


def same(statuses):
    """One case, whatever the record."""
    return {"": statuses}


ALL, FROM_MANAGER, FROM_ADMIN = (200,) * 4, (403, 200, 200, 200), (403, 403, 200, 200)
MADE, MADE_BY_ADMIN = (201,) * 4, (403, 403, 201, 201)
READS = {"own": ALL, "team": ALL, "foreign": (404, 404, 200, 200)}
WRITES = {"own": ALL, "team": FROM_MANAGER, "foreign": (404, 404, 200, 200)}


def made(cases):
    return {case: tuple(201 if status == 200 else status for status in statuses) for case, statuses in cases.items()}


def gone(cases):
    return {case: tuple(204 if status == 200 else status for status in statuses) for case, statuses in cases.items()}


# What sales, manager, admin and owner get, by whose the record is: one's own, the own team's, another team's.
EXPECTED = {
    "GET /api/users/names": same(ALL),
    "GET /api/auth/me": same(ALL),
    "GET /api/users/me": same(ALL),
    "PUT /api/users/me": same(ALL),
    "GET /api/users/me/preferences": same(ALL),
    "PUT /api/users/me/preferences": same(ALL),
    "POST /api/users/me/change-password": same((400,) * 4),  # whose current password is wrong; a right one would end the others
    "POST /api/auth/logout": same(ALL),
    "GET /api/users": same(FROM_MANAGER),
    "POST /api/users": same(MADE_BY_ADMIN),
    "GET /api/users/{id}": same(FROM_MANAGER),
    "PUT /api/users/{id}": same(FROM_ADMIN),
    "GET /api/teams": same(ALL),
    "POST /api/teams": same(MADE_BY_ADMIN),
    "GET /api/teams/{id}": same(ALL),
    "PUT /api/teams/{id}": same(FROM_ADMIN),
    "GET /api/reports/pipeline": same(ALL),
    "GET /api/reports/opportunity-pipeline": same(ALL),
    "GET /api/reports": same(ALL),
    "GET /api/reports/{id}": {"own": ALL, "foreign": (404, 404, 200, 200)},
    "GET /api/reports/{id}/download": {"own": ALL, "foreign": (404, 404, 200, 200)},
    "GET /api/dashboard/my-dashboard": same(ALL),
    "GET /api/dashboard/team/{id}": {"team": FROM_MANAGER, "foreign": (403, 404, 200, 200)},
    "GET /api/dashboard/global": same(FROM_ADMIN),
    "GET /api/forecast": same(ALL),
    "GET /api/opportunities": same(ALL),
    "GET /api/opportunities/board": same(ALL),
    "POST /api/opportunities": made(WRITES | {"foreign": (403, 403, 200, 200)}),  # for an owner of that kind
    "POST /api/opportunities/bulk-update": same(ALL),
    "GET /api/opportunities/export": same(ALL),
    "GET /api/opportunities/{id}": READS,
    "PUT /api/opportunities/{id}": WRITES,
    "DELETE /api/opportunities/{id}": gone(WRITES),
    "POST /api/opportunities/{id}/duplicate": made(READS),
    "PUT /api/opportunities/{id}/status": WRITES,
    "GET /api/opportunities/{id}/activities": READS,
    "POST /api/opportunities/{id}/activities": made(WRITES),
    "GET /api/opportunities/{id}/revenue-distribution": READS,
    "GET /api/coefficients": same(ALL),
    "GET /api/coefficients/{id}": same(ALL),
    "POST /api/coefficients": same(MADE_BY_ADMIN),
    "PUT /api/coefficients/{id}": same(FROM_ADMIN),
    "GET /api/clients": same(ALL),
    "POST /api/clients": same(MADE),
    "GET /api/clients/{id}": same(ALL),
    "PUT /api/clients/{id}": same(ALL),
    "DELETE /api/clients/{id}": same((403, 204, 204, 204)),
}

# A body that is accepted from whoever may. {…} in it is filled in for each request.
BODIES = {
    "PUT /api/users/me": {"first_name": "Me"},
    "POST /api/users/me/change-password": {"current_password": "wrong-password", "new_password": PASSWORD},
    "POST /api/users": {"email": "{unique}@garage.fr", "first_name": "New", "password": PASSWORD},
    "PUT /api/users/{id}": {"first_name": "Changed"},
    "POST /api/teams": {"name": "{unique}"},
    "PUT /api/teams/{id}": {"description": "Changed"},
    "POST /api/opportunities": {**DEAL, "owner_id": "{owner}"},
    "POST /api/opportunities/bulk-update": {"opportunity_ids": [], "updates": {"sector_type": "Port"}},
    "PUT /api/opportunities/{id}": {"sector_type": "Port"},
    "POST /api/opportunities/{id}/duplicate": {},
    "PUT /api/opportunities/{id}/status": {"status": "On Hold"},
    "POST /api/opportunities/{id}/activities": {"activity_type": "call_made", "description": "Called"},
    "POST /api/coefficients": {"factor_type": "project_maturity", "factor_value": "{unique}", "coefficient": 0.1},
    "PUT /api/coefficients/{id}": {"is_active": True},
    "POST /api/clients": {"name": "A client"},
    "PUT /api/clients/{id}": {"industry": "Ports"},
}


class Teams(ApiCase):
    """The two teams; everybody calls by token."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {"owner": cls.owner}
        for name, role in (("sam", "sales"), ("sue", "sales"), ("max", "sales"), ("nora", "manager"), ("mona", "manager"),
                           ("ann", "admin")):
            cls.people[name] = cls.token(cls.instance.add_user(cls.subdomain, role, f"{name}@garage.fr", f"{name.title()} X"))
        cls.routes = json.loads(cls.instance.cli("routes", "--json").stdout)
        cls.north, cls.south = cls.team("North", "nora", "sam", "sue"), cls.team("South", "mona", "max")

    @classmethod
    def token(cls, client):
        """The same person by access token instead of the cookie."""
        bearer = cls.instance.client(client.tenant)
        login = bearer.post("/api/auth/login", {"username": client.user["email"], "password": PASSWORD}).expect(200).json
        bearer.user = login["user"]
        bearer.headers["Authorization"] = f"Bearer {login['access_token']}"
        return bearer

    @classmethod
    def team(cls, name, manager, *members):
        ids = [cls.people[member].user["id"] for member in members]
        team = cls.owner.post("/api/teams", {"name": name, "manager_id": cls.people[manager].user["id"]}).expect(201).json
        return cls.owner.put(f"/api/teams/{team['id']}", {"member_ids": ids}).expect(200).json["id"]

    def deal(self, owner, **fields):
        body = {**DEAL, "owner_id": self.people[owner].user["id"], **fields}
        return self.owner.post("/api/opportunities", body).expect(201).json


class Matrix(Teams):
    CALLERS = {"sales": "sam", "manager": "nora", "admin": "ann", "owner": "owner"}
    OWNERS = {"team": "sue", "foreign": "max"}   # "own": the caller

    def record_id(self, path, case, caller):
        """A record for the {id} of this path, fresh where the request may change it."""
        word = path.split("/")[2]
        whose = self.OWNERS.get(case, caller)
        if word == "opportunities":
            return self.deal(whose)["id"]
        if word == "reports":
            return self.people[whose].get("/api/reports/opportunity-pipeline").expect(200).json["report_id"]
        if word == "dashboard":
            return self.south if case == "foreign" else self.north
        if word == "clients":
            return self.owner.post("/api/clients", {"name": "C"}).expect(201).json["id"]
        if word == "coefficients":
            return self.owner.get("/api/coefficients").expect(200).json["items"][0]["id"]
        return self.people["max"].user["id"] if word == "users" else self.south

    def send(self, name, case, caller):
        method, path = name.split()
        client = self.people[caller]
        if path in ("/api/auth/logout", "/api/reports/pipeline"):
            client = self.token(client)   # a session that may end; the report that only tokens get
        text = json.dumps(BODIES.get(name, {})).replace("{unique}", unique("x"))
        text = text.replace("{owner}", self.people[self.OWNERS.get(case, caller)].user["id"])
        target = path.replace("{id}", self.record_id(path, case, caller)) if "{" in path else path
        return client.request(method, target, raw=None if method in ("GET", "DELETE") else text.encode(),
                              headers={} if method in ("GET", "DELETE") else {"Content-Type": "application/json"})

    def test_every_route_is_in_the_table(self):
        inside = {f"{route['method']} {route['path']}" for route in self.routes
                  if route["dialect"] == "pipeline" and route["perm"] != "none"}
        self.assertEqual(inside, set(EXPECTED))
        self.assertLessEqual(set(BODIES), inside)
        open_to_all = {route["path"] for route in self.routes if route["dialect"] == "pipeline" and route["perm"] == "none"}
        self.assertEqual(open_to_all, {f"/api/auth/{name}" for name in ("register", "login", "refresh", "forgot-password",
                                                                       "reset-password")})

    def test_least_role_of_each_route(self):
        """The table of routes refuses whom this one refuses whatever the record."""
        least = {"user": 0, "manager": 1, "admin": 2}
        for route in self.routes:
            cases = EXPECTED.get(f"{route['method']} {route['path']}")
            if cases and route["dialect"] == "pipeline":
                with self.subTest(route=f"{route['method']} {route['path']}"):
                    refused = [all(statuses[rank] == 403 for statuses in cases.values()) for rank in range(4)]
                    self.assertEqual(refused, [rank < least[route["perm"]] for rank in range(4)])

    def test_everybody_everywhere(self):
        for name, cases in EXPECTED.items():
            for case, statuses in cases.items():
                for role, status in zip(ROLES, statuses):
                    with self.subTest(route=name, record=case, role=role):
                        answer = self.send(name, case, self.CALLERS[role])
                        answer.expect(status)
                        if status >= 400:
                            answer.pipeline_fault(status, {400: "VALIDATION_ERROR", 403: "FORBIDDEN", 404: "NOT_FOUND"}[status])

    def test_nobody(self):
        nobody = self.instance.client(self.subdomain)
        for name in EXPECTED:
            with self.subTest(route=name):
                method, path = name.split()
                headers = {"Authorization": "Bearer x"} if path == "/api/reports/pipeline" else None
                nobody.request(method, path.replace("{id}", random_id()), headers=headers).pipeline_fault(401, "UNAUTHORIZED")

    def test_nobody_rises(self):
        """Not by registration, not by one's own profile, not by a manager's or an admin's gift."""
        sam, ann = self.people["sam"], self.people["ann"]
        for fields in ({"role": "admin"}, {"team_id": self.south}, {"is_active": True}, {"team": {"id": self.south}}):
            sam.put("/api/users/me", {"first_name": "Sam", **fields}).expect(200, 400)
        me = sam.get("/api/auth/me").expect(200).json
        self.assertEqual((me["role"], me["team_id"]), ("sales", self.north))
        ann.put(f"/api/users/{sam.user['id']}", {"role": "owner"}).pipeline_fault(400, "VALIDATION_ERROR")
        for fields in ({"role": "sales"}, {"is_active": False}):
            ann.put(f"/api/users/{self.owner.user['id']}", fields).pipeline_fault(403, "FORBIDDEN")
        nobody = self.instance.client(self.subdomain)
        body = {"email": f"{unique()}@garage.fr", "first_name": "X", "last_name": "Y", "password": PASSWORD, "role": "admin"}
        nobody.post("/api/auth/register", body).expect(400)

    def test_bulk_update_obeys_the_matrix(self):
        for caller, allowed in (("sam", "sam"), ("nora", "sam sue"), ("mona", "max"), ("ann", "sam sue max")):
            with self.subTest(caller=caller):
                deals = {owner: self.deal(owner)["id"] for owner in ("sam", "sue", "max")}
                answer = self.people[caller].post("/api/opportunities/bulk-update", {
                    "opportunity_ids": list(deals.values()), "updates": {"sector_type": "Bulk"}}).expect(200).json
                self.assertEqual(answer["updated_count"], len(allowed.split()))
                self.assertEqual({row["id"] for row in answer["failed"]},
                                 {deals[owner] for owner in deals if owner not in allowed.split()})
                for owner, deal_id in deals.items():
                    now = self.owner.get(f"/api/opportunities/{deal_id}").expect(200).json
                    self.assertEqual(now["sector_type"] == "Bulk", owner in allowed.split())


class Canary(Teams):
    """A deal of South whose every word and number is unmistakable; Sam, Sue and Nora of North ask for it in every way."""

    WORDS = ("zyxcanary", "qwycanary", "vuxcanary", "jkycanary", "wpvcanary", "98765432", "24691358",
             "395061728")   # the amount of one, its weighted amount, the amount of all four

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_id = cls.owner.post("/api/clients", {"name": "Client of all"}).expect(201).json["id"]
        planted = {**DEAL, "project_name": "Zyxcanary Tower", "update_notes": "vuxcanary notes", "sector_type": "Qwycanary sector",
                   "service_type": "Jkycanary service", "original_amount": 98765432.10, "client_id": cls.client_id,
                   "closing_date": today().isoformat(), "starting_date": "2026-01-01", "win_probability_override": 0.25,
                   "owner_id": cls.people["max"].user["id"]}
        cls.deals = [cls.owner.post("/api/opportunities", {**planted, "status": status}).expect(201).json
                     for status in ("Active", "Won", "Lost", "On Hold")]
        for deal in cls.deals:
            cls.people["max"].post(f"/api/opportunities/{deal['id']}/activities", {
                "activity_type": "call_made", "description": "wpvcanary call"}).expect(201)
        cls.own = cls.owner.post("/api/opportunities", {**DEAL, "project_name": "Of North", "client_id": cls.client_id,
                                                        "owner_id": cls.people["sam"].user["id"]}).expect(201).json
        cls.reports = [cls.people[name].get("/api/reports/opportunity-pipeline").expect(200).json["report_id"]
                       for name in ("max", "mona", "ann")]
        cls.secrets = re.compile("|".join([*cls.WORDS, *(deal["id"] for deal in cls.deals)]), re.I)

    def text_of(self, answer):
        """All that can be read in an answer, headers included, documents unpacked."""
        texts = [str(answer.headers)]
        if answer.raw.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(answer.raw)) as archive:
                texts += [archive.read(name).decode(errors="replace") for name in archive.namelist()]
        elif answer.raw.startswith(b"%PDF"):
            texts.append(pdf_text(answer.raw))
        else:
            texts.append(answer.text)
        return "\n".join(texts)

    def ask(self, client, method, path, body=None, **query):
        """What of the canary stands in the answer beyond what was asked with. Its amounts may stand nowhere."""
        answer = client.request(method, path, body, query=query)
        self.assertLess(answer.status, 500, answer.what)
        asked = (path + json.dumps(body) + json.dumps(query)).lower()
        found = {word.lower() for word in self.secrets.findall(self.text_of(answer))}
        return answer, {word for word in found if word not in asked}

    def quiet(self, client, method, path, body=None, **query):
        answer, found = self.ask(client, method, path, body, **query)
        self.assertEqual(found, set(), f"{answer.what} {query} {body}: {answer.raw[:600]}")
        return answer

    def readings(self):
        """Every GET that needs no id, and every query that could aim at the canary."""
        files = {"/api/opportunities/export": [{"format": "csv"}, {"format": "excel"}]}
        aims = [{}, {"search": "zyxcanary"}, {"search": "vuxcanary"}, {"search": "zyx"}, {"search": "client of all"},
                {"sector_type": "Qwycanary sector"}, {"service_type": "Jkycanary service"}, {"min_amount": 90000000},
                {"owner_id": self.people["max"].user["id"]}, {"team_id": self.south}, {"client_id": self.client_id},
                {"close_date_to": today().isoformat()}, {"status": "Won"}, {"status": "Lost"}, {"limit": 100},
                {"sort_by": "original_amount", "sort_order": "desc"}]
        for route in self.routes:
            if route["method"] != "GET" or "{" in route["path"]:
                continue
            wide = route["path"] in ("/api/opportunities", "/api/opportunities/export", "/api/clients")
            report = "pipeline" in route["path"] and "reports" in route["path"]
            queries = aims if wide else [{}, {"team_id": self.south}] if report else [{}, {"search": "zyxcanary"}]
            for query in queries:
                for extra in files.get(route["path"], [{}]):
                    yield route["path"], {**query, **extra}

    def test_every_reading(self):
        for name in ("sam", "sue", "nora"):
            for path, query in self.readings():
                with self.subTest(person=name, path=path, query=query):
                    self.quiet(self.people[name], "GET", path, **query)

    def test_positive_control(self):
        """Those who may see it do, by the same ways, and so the search for it finds what there is."""
        seen = set()
        for name in ("max", "mona", "ann"):
            for path, query in self.readings():
                if self.ask(self.people[name], "GET", path, **query)[1]:
                    seen.add((name, path))
        for path in ("/api/opportunities", "/api/opportunities/export", "/api/reports/opportunity-pipeline", "/api/reports/pipeline",
                     "/api/clients"):
            self.assertIn(("mona", path), seen)
        self.assertIn(("max", "/api/dashboard/my-dashboard"), seen)
        self.assertIn(("ann", "/api/dashboard/global"), seen)

    def test_counts_say_nothing(self):
        for name in ("sam", "sue", "nora"):
            client = self.people[name]
            for query in ({"search": "zyxcanary"}, {"sector_type": "Qwycanary sector"}, {"team_id": self.south},
                          {"min_amount": 90000000}, {"owner_id": self.people["max"].user["id"]}):
                page = client.get("/api/opportunities", **query).expect(200).json
                self.assertEqual((page["total"], page["pages"] > 1, page["has_next"]), (0, False, False))
            rows = client.get("/api/clients", search="Client of all").expect(200).json["items"]
            self.assertEqual([(row["opportunity_count"], row["total_value"]) for row in rows], [(1, 17000000)])
            summary = client.get("/api/reports/opportunity-pipeline").expect(200).json["data"]["summary"]
            self.assertEqual((summary["total_opportunities"], summary["total_value"], summary["won_deals"], summary["lost_deals"]),
                             (1, 17000000, 0, 0))

    def test_sorting_of_clients_says_nothing(self):
        """A client whose only deals are South's stands where one without deals stands."""
        rich = self.owner.post("/api/clients", {"name": "Rich"}).expect(201).json["id"]
        self.deal("max", client_id=rich)
        for key in ("total_value", "opportunity_count"):
            rows = self.people["sam"].get("/api/clients", sort_by=key, sort_order="desc").expect(200).json["items"]
            self.assertEqual(rows[0]["id"], self.client_id)
            self.assertEqual([row["opportunity_count"] for row in rows if row["id"] == rich], [0])

    def said(self, answer):
        body = answer.json
        return answer.status, {key: value for key, value in body.items() if key not in ("timestamp", "path", "request_id")}

    def test_every_route_with_its_id_answers_as_for_no_deal(self):
        """To the last word, whatever the method; a bulk update names the id that was asked with and says "not found"."""
        for name in ("sam", "nora"):
            client = self.people[name]
            for route in self.routes:
                path = route["path"]
                if not path.startswith("/api/opportunities/{id}"):
                    continue
                for body in ({}, {"project_name": "x"}, {"status": "Won"}, {"activity_type": "call_made", "description": "x"}):
                    answers = []
                    for deal_id in (self.deals[0]["id"], random_id()):
                        sent = None if route["method"] in ("GET", "DELETE") else body
                        answers.append(self.said(self.quiet(client, route["method"], path.replace("{id}", deal_id), sent)))
                    with self.subTest(person=name, route=f"{route['method']} {path}", body=body):
                        self.assertEqual(*answers)
                        self.assertIn(answers[0][0], (404, 400))
            ids = [self.deals[0]["id"], random_id()]
            for updates in ({"stage": "RFQ"}, {"closing_date": "1999-01-01"}, {"owner_id": client.user["id"]}):
                answer = client.post("/api/opportunities/bulk-update", {"opportunity_ids": ids, "updates": updates}).expect(200).json
                self.assertEqual([(row["id"], row["reason"]) for row in answer["failed"]],
                                 [(deal_id, "Opportunity not found") for deal_id in ids])
        untouched = self.owner.get(f"/api/opportunities/{self.deals[0]['id']}").expect(200).json
        self.assertEqual(untouched["project_name"], "Zyxcanary Tower")

    def test_etag_and_preconditions_say_nothing(self):
        tag = self.people["max"].get(f"/api/opportunities/{self.deals[0]['id']}").headers["ETag"]
        for header in ("If-Match", "If-None-Match"):
            for method in ("GET", "PUT"):
                body = {"sector_type": "x"} if method == "PUT" else None
                answers = [self.said(self.people["sam"].request(method, f"/api/opportunities/{deal_id}", body, headers={header: tag}))
                           for deal_id in (self.deals[0]["id"], random_id())]
                self.assertEqual(*answers)
                self.assertEqual(answers[0][0], 404)

    def test_reports_and_dashboards_of_others(self):
        for name in ("sam", "nora"):
            client = self.people[name]
            for report_id in self.reports:
                for path in (f"/api/reports/{report_id}", f"/api/reports/{report_id}/download"):
                    self.quiet(client, "GET", path).pipeline_fault(404, "NOT_FOUND")
                for kind in ("csv", "excel", "pdf"):
                    self.quiet(client, "GET", f"/api/reports/{report_id}/download", format=kind).expect(404)
            self.quiet(client, "GET", f"/api/dashboard/team/{self.south}").expect(403, 404)
            self.quiet(client, "GET", "/api/dashboard/global").expect(403)
        self.quiet(self.people["nora"], "GET", f"/api/dashboard/team/{self.north}").expect(200)

    def test_files_of_ones_own_reports(self):
        for name in ("sam", "nora"):
            for query in ({}, {"team_id": self.south}):
                made = self.quiet(self.people[name], "GET", "/api/reports/opportunity-pipeline", **query).expect(200).json
                for kind in ("csv", "excel", "pdf"):
                    self.quiet(self.people[name], "GET", f"/api/reports/{made['report_id']}/download", format=kind).expect(200)

    def test_a_client_is_not_deleted_and_names_no_deal(self):
        """That it has deals may be said, by a manager's 409; whose and which not."""
        rich = self.owner.post("/api/clients", {"name": "Of South alone"}).expect(201).json["id"]
        self.deal("max", client_id=rich, project_name="Zyxcanary Two")
        self.quiet(self.people["nora"], "DELETE", f"/api/clients/{rich}").pipeline_fault(409, "CONFLICT")

    def test_a_stranger_cannot_reach_it_by_taking_it(self):
        """Neither by making it one's own nor by moving its owner."""
        for name in ("sam", "nora"):
            client = self.people[name]
            client.put(f"/api/opportunities/{self.deals[0]['id']}", {"owner_id": client.user["id"]}).expect(404)
            client.put(f"/api/users/{self.people['max'].user['id']}", {"team_id": self.north}).expect(403)
            client.put(f"/api/teams/{self.north}", {"member_ids": [self.people["max"].user["id"]]}).expect(403)
            client.put(f"/api/teams/{self.south}", {"manager_id": client.user["id"]}).expect(403)
