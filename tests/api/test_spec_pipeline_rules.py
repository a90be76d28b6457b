# SPDX-License-Identifier: MIT
"""What the pipeline specification says of all endpoints together: format and codes of errors, pages, rate limits. The examples
of its endpoints are in test_spec_pipeline.py."""

import json
import re
import unittest

import spec_examples
from harness import PASSWORD, ApiCase, another, fresh_minute, random_id, unique
from test_spec_pipeline import DAWAIYAT, SECONDS


class Rules(ApiCase):
    """What the specification says of all endpoints together."""

    def section(self, title):
        text = spec_examples.pipeline_text().partition(f"\n## {title}\n")[2].partition("\n## ")[0]
        blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.S | re.M)
        return text, blocks[0]

    def test_error_format(self):
        printed = json.loads(self.section("Error Response Format")[1])
        answer = self.owner.post("/api/opportunities", {**DAWAIYAT, "original_amount": -1, "closing_date": "2025-12-31"})
        answer.pipeline_fault(400, "VALIDATION_ERROR")
        error = answer.json["error"]
        self.assertEqual([row.pop("code") for row in error["details"]], ["NOT_POSITIVE", "TOO_EARLY"])  # contract 8
        self.assertEqual(error, printed["error"])
        self.assertEqual(answer.json["path"], printed["path"])
        self.assertRegex(answer.json["timestamp"], SECONDS)
        self.assertEqual(answer.json["request_id"], answer.headers["X-Request-Id"])

    def test_error_codes(self):
        codes = re.findall(r"^- `([A-Z_]+)`: .* \((\d+)\)$", self.section("Error Response Format")[0], re.M)
        self.assertEqual(len(codes), 7)
        made = {"VALIDATION_ERROR": self.owner.get("/api/opportunities", page=0),
                "UNAUTHORIZED": self.instance.client(self.subdomain).get("/api/opportunities"),
                "FORBIDDEN": self.instance.add_user(self.subdomain, "sales").get("/api/dashboard/global"),
                "NOT_FOUND": self.owner.get(f"/api/opportunities/{random_id()}")}
        self.owner.post("/api/teams", {"name": "Twice"}).expect(201)
        made["CONFLICT"] = self.owner.post("/api/teams", {"name": "Twice"})
        for code, status in codes:
            if code in ("INTERNAL_ERROR", "SERVICE_UNAVAILABLE"):  # the tests of bad luck
                continue
            made[code].pipeline_fault(int(status), code)

    def test_pages(self):
        printed = json.loads(self.section("Pagination")[1].partition("Response:\n")[2].replace("[...]", "[]"))
        for number in range(3):
            self.owner.post("/api/clients", {"name": f"Client {number}"}).expect(201)
            self.owner.post("/api/teams", {"name": f"Team {number}"}).expect(201)
            made = self.owner.post("/api/opportunities", DAWAIYAT).expect(201).json
            self.owner.get("/api/reports/opportunity-pipeline").expect(200)
            self.instance.add_user(self.subdomain, "sales")
            self.owner.post(f"/api/opportunities/{made['id']}/activities", {"activity_type": "call_made", "description": "x"})
        for path in ("/api/opportunities", "/api/clients", "/api/users", "/api/reports", "/api/teams",
                     f"/api/opportunities/{made['id']}/activities"):
            with self.subTest(path=path):
                seen = []
                while True:
                    page = self.owner.get(path, page=len(seen) + 1, limit=1).expect(200).json
                    self.assertLessEqual(set(printed), set(page))
                    self.assertEqual((page["page"], page["limit"], page["has_prev"], page["pages"]),
                                     (len(seen) + 1, 1, len(seen) > 0, page["total"]))
                    seen += page["items"]
                    self.assertEqual(page["has_next"], len(seen) < page["total"])
                    if not page["has_next"]:
                        break
                self.assertEqual(len({json.dumps(row, default=str) for row in seen}), page["total"])
                self.assertGreaterEqual(page["total"], 2)
                self.assertEqual(self.owner.get(path, page=page["total"] + 1, limit=1).expect(200).json["items"], [])
                for bad in ({"limit": 101}, {"limit": 0}, {"page": 0}, {"page": "x"}):
                    self.owner.get(path, **{"page": 1, **bad}).pipeline_fault(400, "VALIDATION_ERROR")


class Limits(unittest.TestCase):
    """The printed limits in an instance that keeps them, and the printed refusal."""

    @classmethod
    def setUpClass(cls):
        cls.instance = another(rate_limit_scale=1, test_now=fresh_minute())
        text = spec_examples.pipeline_text().partition("\n## Rate Limiting\n")[2].partition("\n## ")[0]
        limits = re.findall(r"^- (\w+) endpoints.*: (\d+) requests/minute", text, re.M)
        cls.limits = {word.lower(): int(number) for word, number in limits}
        cls.printed = json.loads(text[text.index("{"):text.rindex("}") + 1])
        cls.headers = re.findall(r"^(X-RateLimit-\w+): \d+$", text, re.M)

    def exhaust(self, limit, send):
        """The refusal after `limit` answers that count down."""
        for left in range(limit - 1, -1, -1):
            answer = send()
            self.assertNotEqual(answer.status, 429)
            for name in self.headers:
                self.assertRegex(answer.headers[name], r"^\d+$")
            self.assertEqual([answer.headers[f"X-RateLimit-{word}"] for word in ("Limit", "Remaining")], [str(limit), str(left)])
        return send()

    def check_refusal(self, answer):
        error = answer.pipeline_fault(429, "RATE_LIMIT_EXCEEDED")
        self.assertEqual(error["message"], self.printed["error"]["message"])
        self.assertIs(type(error["retry_after"]), int)
        self.assertTrue(1 <= error["retry_after"] <= self.printed["error"]["retry_after"])
        self.assertEqual(answer.headers["Retry-After"], str(error["retry_after"]))
        self.assertEqual(answer.headers["X-RateLimit-Remaining"], "0")

    def bearer(self, tenant, email):
        client = self.instance.client(tenant)
        token = client.post("/api/auth/login", {"username": email, "password": PASSWORD}).expect(200).json["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        return client

    def test_reads_and_writes_of_a_user(self):
        self.assertEqual(self.limits, {"authentication": 10, "read": 100, "write": 30})
        tenant = unique()
        self.instance.create_tenant(tenant)
        self.instance.add_user(tenant, "sales", "sam@garage.fr")
        owner, sales = self.bearer(tenant, "owner@garage.fr"), self.bearer(tenant, "sam@garage.fr")
        self.check_refusal(self.exhaust(self.limits["write"], lambda: sales.put("/api/users/me", {"first_name": "Sam"})))
        self.check_refusal(self.exhaust(self.limits["read"], lambda: sales.get("/api/auth/me")))
        owner.get("/api/auth/me").expect(200)
        owner.put("/api/users/me", {"first_name": "Marc"}).expect(200)

    def test_sign_in(self):
        tenant = unique()
        self.instance.cli("tenant", "create", tenant, "--name", "X", "--owner-email", "o@garage.fr", "--owner-name", "O",
                          "--password-stdin", text=PASSWORD)
        client = self.instance.client(tenant)
        self.check_refusal(self.exhaust(self.limits["authentication"], lambda: client.post(
            "/api/auth/login", {"username": "o@garage.fr", "password": "wrong-password"})))
