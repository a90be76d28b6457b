# SPDX-License-Identifier: MIT
"""No query parameter passes silently: every route of the table refuses what its description does not name, and says what it knows."""

import json
import re
import unittest

from harness import PASSWORD, ApiCase, random_id


class Unknown(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        token = cls.owner.post("/api/auth/login", {"username": "owner@garage.fr", "password": PASSWORD}).expect(200).json
        cls.bearer = {"Authorization": f"Bearer {token['access_token']}", "Cookie": None}
        cls.paths = cls.owner.get("/api/openapi.json").expect(200).json["paths"]
        cls.routes = json.loads(cls.instance.cli("routes", "--json").stdout)

    def known(self, route):
        """The parameters of its operation; both rows of the path that has two share one."""
        return [parameter["name"] for parameter in self.paths[route["path"]][route["method"].lower()]["parameters"]
                if parameter.get("in") == "query"]

    def ask(self, route, query, headers=None):
        path = re.sub(r"\{\w+\}", lambda _: random_id(), route["path"])
        return self.owner.request(route["method"], f"{path}?{query}", headers=headers,
                                  body=None if route["method"] == "GET" or route["upload"] else {})

    def rows(self, answer, dialect):
        return answer.pipeline_fault(400)["details"] if dialect == "pipeline" else answer.fault(400, "VALIDATION_ERROR")

    def test_every_route(self):
        twins = [(route["method"], route["path"]) for route in self.routes]
        for route in self.routes:
            with self.subTest(method=route["method"], path=route["path"], dialect=route["dialect"]):
                twin = twins.count((route["method"], route["path"])) > 1
                headers = self.bearer if twin and route["dialect"] == "pipeline" else None
                rows = self.rows(self.ask(route, "no_such=1&no_such=2&fields=id", headers), route["dialect"])
                self.assertEqual([(row["field"], row["code"]) for row in rows],
                                 [("no_such", "UNKNOWN_PARAMETER"), ("fields", "UNKNOWN_PARAMETER")])
                known = self.known(route) if not twin or headers else []
                self.assertEqual(rows[0]["params"], {"known": known})
                self.assertTrue(rows[0]["message"].endswith(", ".join(known) if known else "none is known here"), rows[0])

    def test_nothing_is_done(self):
        self.owner.post("/api/contacts?dry_run=1", {"last_name": "Sec"}).invalid("dry_run")
        contact = self.contact()
        self.owner.delete(f"/api/contacts/{contact['id']}?force=true").invalid("force")
        self.owner.patch(f"/api/contacts/{contact['id']}?x", {"first_name": "X"}).invalid("x")
        self.assertEqual(self.owner.read(f"/api/contacts/{contact['id']}")["first_name"], "Marc")
        self.assertEqual(self.owner.get("/api/contacts", search="sec").json["pagination"]["total"], 0)

    def test_names_are_exact(self):
        for query in ("Page=1", "page =1", "%70age=1&limit[]=5", "=1", "tag=a"):
            path = f"/api/contacts?{query}"
            self.assertEqual([row["code"] for row in self.owner.get(path).fault(400)], ["UNKNOWN_PARAMETER"], path)
        for query in ("", "&", "&&", "%70age=1&&", "search=", "page=1&limit=5&tags=a&tags=b&sort_by=created_at&sort_order=asc"):
            self.owner.get(f"/api/contacts?{query}").expect(200)

    def test_who_may_not_ask_learns_nothing(self):
        stranger = self.owner.twin()
        stranger.cookies.clear()
        stranger.get("/api/contacts?x=1").fault(401)
        self.owner.get(f"/api/{random_id()}?x=1").fault(404)
        sales = self.instance.add_user(self.subdomain, "sales")
        sales.get("/api/audit?x=1").expect(403)


if __name__ == "__main__":
    unittest.main()
