# SPDX-License-Identifier: MIT
"""Both specifications in one tenant: either credential on the routes of both, the dialect of a route and of an unknown path,
and the one path that both specifications have (contract, sections 2 and 3)."""

import json
import re

from harness import INSTANT, PASSWORD, ApiCase, line, random_id
from test_einvoicing import SIRET
from test_opportunities import DEAL

SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
CLASH = "/api/reports/pipeline"
SPAN = {"from_date": "2026-01-01", "to_date": "2026-02-01"}
# What routes want to be asked.
QUERIES = {"/api/search": {"q": "a"}, "/api/catalogue/suggest": {"q": "a"}, "/api/reports/revenue": {**SPAN, "group_by": "week"},
           "/api/reports/turnover": SPAN, "/api/accounting": SPAN, "/api/exports/fec": SPAN, "/api/exports/vat": SPAN,
           "/api/e-reports": {"month": "2026-01-01"}}


class Both(ApiCase):
    """`self.owner` holds a cookie, `self.bearer` an access token of the same person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bearer = cls.instance.client(cls.subdomain)
        answer = cls.bearer.post("/api/auth/login", {"username": "owner@garage.fr", "password": PASSWORD}).expect(200).json
        cls.bearer.headers["Authorization"] = f"Bearer {answer['access_token']}"
        cls.bearer.user = answer["user"]
        cls.nobody = cls.instance.client(cls.subdomain)
        cls.routes = json.loads(cls.instance.cli("routes", "--json").stdout)

    def callers(self):
        for name, client in (("cookie", self.owner), ("bearer", self.bearer)):
            with self.subTest(credential=name):
                yield client

    def fault(self, dialect, answer, status, code):
        self.assertEqual(answer.headers.get_content_type(), "application/json")
        return (answer.fault if dialect == "workshop" else answer.pipeline_fault)(status, code)

    def readings(self):
        """GET rows that answer without an id, without the clash and what is open to all."""
        return [route for route in self.routes if route["method"] == "GET" and "{" not in route["path"] and route["path"] != CLASH
                and route["perm"] != "none"]

    def test_reading_with_either_credential(self):
        """The same bytes, but for reports, which are made anew, and the session, which is each one's own."""
        self.owner.change("/api/settings", {"siret": SIRET, "vat_regime": "QUARTERLY"})
        words = {"workshop": 0, "pipeline": 0}
        for route in self.readings():
            with self.subTest(path=route["path"]):
                query = QUERIES.get(route["path"], {})
                if route["path"].endswith("/export"):  # a workbook says when it was made
                    query = {"format": "csv"}
                answers = [client.get(route["path"], **query) for client in (self.owner, self.bearer)]
                if route["path"] == "/api/settings/logo":  # there is none yet, for both
                    self.assertEqual([answer.status for answer in answers], [404, 404])
                    continue
                self.assertEqual([answer.status for answer in answers], [200, 200])
                words[route["dialect"]] += 1
                if not re.search("pipeline|session", route["path"]):
                    self.assertEqual(answers[0].raw, answers[1].raw)
                if answers[0].headers.get_content_type() == "application/json":
                    self.assertEqual("success" in answers[0].json, route["dialect"] == "workshop" and not route["path"].endswith("/session"))
        self.assertTrue(min(words.values()) >= 8, words)

    def test_writing_workshop_records(self):
        for client in self.callers():
            contact = client.create("/api/contacts", {"first_name": "Marc", "last_name": "Dupont"})
            self.assertRegex(contact["created_at"], INSTANT)
            client.change(f"/api/contacts/{contact['id']}", {"company": "Dupont SARL"})
            quote = client.create("/api/quotes", {"contact_id": contact["id"], "valid_until": "2026-02-01", "items": [line(100)],
                                                  "vat_rate": 20})
            client.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
            self.assertTrue(client.get(f"/api/quotes/{quote['id']}/pdf").expect(200).raw.startswith(b"%PDF"))
            client.delete(f"/api/contacts/{contact['id']}").expect(200, 204)

    def test_writing_pipeline_records(self):
        for client in self.callers():
            deal = client.post("/api/opportunities", DEAL).expect(201).json
            self.assertRegex(deal["created_at"], SECONDS)
            self.assertEqual((deal["owner_id"], deal["created_by_id"]), (self.owner.user["id"],) * 2)
            client.put(f"/api/opportunities/{deal['id']}", {"sector_type": "Port"}).expect(200)
            client.put(f"/api/opportunities/{deal['id']}/status", {"status": "Won"}).expect(200)
            client.delete(f"/api/opportunities/{deal['id']}").expect(204)

    def test_one_credential_sees_what_the_other_wrote(self):
        deal = self.bearer.post("/api/opportunities", DEAL).expect(201).json
        self.assertEqual(self.owner.get(f"/api/opportunities/{deal['id']}").expect(200).json, deal)
        contact = self.owner.create("/api/contacts", {"first_name": "Marc"})
        self.assertEqual(self.bearer.read(f"/api/contacts/{contact['id']}")["id"], contact["id"])
        self.assertEqual(self.bearer.get("/api/auth/session").expect(200).json["user"]["id"],
                         self.owner.get("/api/auth/me").expect(200).json["id"])

    def test_deals_stay_out_of_the_timeline(self):
        self.bearer.post("/api/opportunities", {**DEAL, "project_name": "Never in a timeline"}).expect(201)
        for client in self.callers():
            self.assertNotIn("Never in a timeline", client.get("/api/activities").expect(200).text)

    def test_errors_speak_the_dialect_of_the_route(self):
        """Whoever asks: bad input, an unknown id, no credential."""
        for dialect, path, body in (("workshop", "/api/contacts", {"email": 1}), ("pipeline", "/api/clients", {"name": 1})):
            for client in self.callers():
                self.fault(dialect, client.post(path, body), 400, "VALIDATION_ERROR")
                self.fault(dialect, client.post(path, raw=b"{"), 400, "VALIDATION_ERROR")
                self.fault(dialect, client.get(f"{path}/{random_id()}"), 404, "NOT_FOUND")
                self.fault(dialect, client.get(path, limit=0), 400, "VALIDATION_ERROR")
            self.fault(dialect, self.nobody.get(path), 401, "UNAUTHORIZED")
            self.fault(dialect, self.nobody.get(path, headers={"Authorization": "Bearer x"}), 401, "UNAUTHORIZED")
        sales = self.instance.add_user(self.subdomain, "sales")
        self.fault("workshop", sales.get("/api/settings"), 403, "FORBIDDEN")
        self.fault("pipeline", sales.get("/api/users"), 403, "FORBIDDEN")

    def test_every_route_refuses_nobody_in_its_dialect(self):
        for route in self.routes:
            if route["perm"] == "none":
                continue
            with self.subTest(route=f"{route['method']} {route['path']}"):
                path = re.sub(r"\{[^}]*\}", lambda _: random_id(), route["path"])
                clash = route["path"] == CLASH and route["dialect"] == "pipeline"
                forged = {"Authorization": "Bearer x"}
                for headers in (forged,) if clash else ({},) if path == CLASH else ({}, forged):
                    self.fault(route["dialect"], self.nobody.request(route["method"], path, headers=headers), 401, "UNAUTHORIZED")

    def test_unknown_paths_speak_the_dialect_of_the_credential(self):
        for path in ("/api/nothing", "/api/contacts/x/y/z", "/api/opportunities/x/nothing", "/api/"):
            with self.subTest(path=path):
                self.fault("workshop", self.owner.get(path), 404, "NOT_FOUND")
                self.fault("pipeline", self.bearer.get(path), 404, "NOT_FOUND")
                self.fault("workshop", self.nobody.get(path), 404, "NOT_FOUND")
                self.fault("pipeline", self.nobody.get(path, headers={"Authorization": "Bearer x"}), 404, "NOT_FOUND")
                self.fault("workshop", self.nobody.get(path, headers={"Authorization": "Session-Cookie"}), 404, "NOT_FOUND")

    def test_wrong_methods_speak_the_dialect_of_the_credential(self):
        for path in ("/api/contacts", "/api/opportunities"):
            for dialect, client in (("workshop", self.owner), ("pipeline", self.bearer)):
                answer = client.delete(path)
                self.fault(dialect, answer, 405, "METHOD_NOT_ALLOWED")
                self.assertEqual(set(re.split(r", *", answer.headers["Allow"])) & {"GET", "POST", "DELETE"}, {"GET", "POST"})

    def test_too_large_speaks_the_dialect_of_the_credential(self):
        for dialect, client in (("workshop", self.owner), ("pipeline", self.bearer)):
            for path in ("/api/contacts", "/api/opportunities"):
                answer = client.post(path, raw=b"[" + b" " * (1 << 20) + b"]", headers={"Content-Type": "application/json"})
                client.close()
                self.fault(dialect, answer, 413, "PAYLOAD_TOO_LARGE")

    def test_the_clash(self):
        report = self.bearer.get(CLASH).expect(200).json
        self.assertEqual(report["report_type"], "pipeline")
        quotes = self.owner.get(CLASH).expect(200).json
        self.assertEqual((quotes["success"], "conversion_rate" in quotes["data"]), (True, True))
        for client in self.callers():
            self.assertEqual(client.get("/api/reports/opportunity-pipeline").expect(200).json["report_type"], "pipeline")
            self.assertEqual(client.get("/api/reports/quote-pipeline").expect(200).json, quotes)
        self.fault("workshop", self.nobody.get(CLASH), 401, "UNAUTHORIZED")
        self.fault("pipeline", self.nobody.get(CLASH, headers={"Authorization": "Bearer x"}), 401, "UNAUTHORIZED")
        both = self.owner.twin()
        both.headers.update(self.bearer.headers)
        self.assertEqual(both.get(CLASH).expect(200).json["report_type"], "pipeline")
        self.fault("pipeline", self.bearer.get(CLASH, start_date="x"), 400, "VALIDATION_ERROR")
        ignored = self.owner.get(CLASH, headers={"Authorization": "Session-Cookie"}).expect(200).json
        self.assertEqual(ignored, quotes)
        for client, dialect in ((self.owner, "workshop"), (self.bearer, "pipeline")):
            self.fault(dialect, client.post(CLASH), 405, "METHOD_NOT_ALLOWED")

    def test_a_stored_report_of_the_one_is_read_by_the_other(self):
        report = self.bearer.get(CLASH).expect(200).json
        self.assertEqual(self.owner.get(f"/api/reports/{report['report_id']}").expect(200).json["data"], report["data"])
        self.owner.get(report["download_url"], format="csv").expect(200)

    def test_a_foreign_origin_stops_cookies_alone(self):
        foreign = {"Origin": "https://elsewhere.example"}
        for path, body in (("/api/contacts", {"first_name": "X"}), ("/api/opportunities", DEAL)):
            self.owner.post(path, body, headers=foreign).expect(403)
            self.bearer.post(path, body, headers=foreign).expect(201)

    def test_signing_out_ends_one_session(self):
        for end in ("/api/auth/signout", "/api/auth/logout"):
            cookie = self.instance.client(self.subdomain).signin("owner@garage.fr")
            token = self.nobody.post("/api/auth/login", {"username": "owner@garage.fr", "password": PASSWORD}).json["access_token"]
            for headers, kept in (({}, dict(cookie.cookies)), ({"Authorization": f"Bearer {token}"}, {})):
                caller = self.instance.client(self.subdomain)
                caller.cookies, caller.headers = dict(kept), headers
                caller.get("/api/contacts").expect(200)
                caller.post(end).expect(200)
                caller.cookies = dict(kept)
                caller.get("/api/contacts").expect(401)
                caller.get("/api/opportunities").expect(401)
        self.bearer.get("/api/contacts").expect(200)
        self.owner.get("/api/opportunities").expect(200)

    def test_idempotency_and_tags_in_both(self):
        for client in self.callers():
            for path, body in (("/api/contacts", {"first_name": "Once"}), ("/api/clients", {"name": "Once"})):
                headers = {"Idempotency-Key": random_id()}
                made = client.post(path, body, headers=headers).expect(201)
                self.assertEqual(client.post(path, body, headers=headers).expect(201).json, made.json)
                client.post(path, {**body, "phone": "+33612345678"}, headers=headers).expect(409)
                record = made.json.get("data", made.json)
                tag = client.get(f"{path}/{record['id']}").headers["ETag"]
                client.get(f"{path}/{record['id']}", headers={"If-None-Match": tag}).expect(304)
