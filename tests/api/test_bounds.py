# SPDX-License-Identifier: MIT
"""The bounds of what the door lets in: the largest input of each shape on every route ends no worker, and whoever holds his
requests unfinished holds nobody else's."""

import json
import os
import re
import signal
import socket
import ssl
import unittest

from harness import ApiCase, another, days_from_now, line, random_id
from probe import unread, wait_until
from test_hostile import head
from test_outbox import rewrite

KIB = 1024
BODY = 1024 * KIB - 64  # of the 1 MiB that a body may have


def padded(text):
    """JSON whose size is that of the largest body."""
    return text.replace("@", "a" * (BODY - len(text)))


def many(piece, count):
    return "[" + ",".join([piece] * count) + "]"


BODIES = {
    "one text": padded('{"x":"@"}'),
    "a known text": padded('{"description":"@","notes":"@","last_name":"x"}'.replace('@","notes":"@', "@")),
    "as many objects as may be": '{"x":' + many("{}", 9990) + "}",
    "more objects": '{"x":' + many("{}", 300000) + "}",
    "more arrays": many("[]", 300000),
    "numbers": '{"items":' + many("1", 9990) + "}",
    "lines": '{"contact_id":"%s","vat_rate":20,"items":' % random_id() +
             many('{"description":"x","quantity":1,"unit_price":1.00}', 2400) + "}",
    "broken lines": '{"items":' + many('{"a":1,"b":2}', 3300) + "}",
    "names": "{" + ",".join(f'"{number}":0' for number in range(256)) + "}",
    "long names": "{" + ",".join(f'"{"k" * 4000}{number}":0' for number in range(250)) + "}",
    "tags": '{"last_name":"x","tags":' + many('"t"', 9000) + "}",
    "ids": '{"opportunity_ids":' + many(f'"{random_id()}"', 9000) + ',"updates":{"notes":"x"}}',
    "escapes": '{"x":"' + "\\u0041" * (BODY // 6 - 8) + '"}',
    "deep": "[" * 31 + "]" * 31,
}
QUERIES = {
    "blanks": "+&" * 3900 + "tags=vip" + "&tags=" * 1300,
    "separators": "&" * 15000,
    "tags": "&".join(f"tags=t{number}" for number in range(100)),
    "more parameters": "&".join(f"p{number}={number}" for number in range(101)),
    "commas": "tags=" + "a," * 2000,
    "long": "search=" + "a+" * 2000,
    "longer": "search=" + "%41" * 4000,
    "everything": "&".join(f"{name}={'x' * 100}" for name in (
        "search", "sort_by", "sort_order", "page", "limit", "tags", "status", "stage", "contact_id", "user_id", "team_id",
        "start_date", "end_date", "type", "priority", "is_vip", "license_plate", "vin", "owner_id", "client_id", "format")),
}
HEADERS = {
    "tags": {"If-None-Match": ",".join(['"0123456789abcdef"'] * 700)},
    "wishes": {"If-Match": "W/" * 6000},
    "cookies": {"Cookie": "; ".join(f"c{number}={'v' * 20}" for number in range(500))},
    "a token": {"Authorization": "Bearer " + "e30." * 3500},
    "a key": {"Idempotency-Key": "k" * 14000},
}


class Shapes(ApiCase):
    """On an instance of its own, so that its workers can be compared before and after."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.instance = another(twilio_token="x", resend_webhook_secret="whsec_eA==", stripe_key="sk_test_x",
                               stripe_url="http://127.0.0.1:1")  # what is not set up answers 503
        cls.owner = cls.instance.sign_up()
        cls.routes = [route for route in json.loads(cls.instance.cli("routes", "--json").stdout)
                      if not re.search("/(signout|logout)$", route["path"])]

    def setUp(self):
        contact = self.owner.create("/api/contacts", {"last_name": "Dupont"})["id"]
        records = {
            "contacts": contact,
            "vehicles": self.owner.create("/api/vehicles", {"owner_id": contact, "license_plate": "AB-123-CD"})["id"],
            "quotes": self.owner.create("/api/quotes", {"contact_id": contact, "vat_rate": 20, "items": [line(1)]})["id"],
            "invoices": self.owner.create("/api/invoices", {"contact_id": contact, "vat_rate": 20, "items": [line(1)],
                                                            "due_date": days_from_now(9)})["id"],
            "tasks": self.owner.create("/api/tasks", {"title": "x"})["id"],
        }
        self.paths = {}
        for route in self.routes:
            record = records.get(route["path"].split("/")[2], random_id())
            self.paths[route["path"]] = re.sub(r"\{[^}]*\}", record, route["path"])
        self.workers = self.living()

    def living(self):
        return [self.instance.workers(kind) for kind in ("api", "heavy", "slow")]

    def tearDown(self):
        self.assertEqual(self.living(), self.workers)
        self.owner.get("/api/contacts").expect(200)

    def test_bodies_on_every_route(self):
        for route in self.routes:
            if route["method"] in ("POST", "PUT", "PATCH"):
                for name, body in BODIES.items():
                    with self.subTest(route=route["path"], body=name):
                        answer = self.owner.request(route["method"], self.paths[route["path"]], raw=body.encode())
                        self.assertIn(answer.status, (200, 201, 400, 401, 403, 404, 409, 412, 413, 415, 503), answer.raw[:300])

    def test_queries_on_every_route(self):
        for route in self.routes:
            for name, query in QUERIES.items():
                with self.subTest(route=route["path"], query=name):
                    answer = self.owner.request(route["method"], f"{self.paths[route['path']]}?{query}")
                    self.assertLess(answer.status, 500, answer.raw[:300])

    def test_headers_on_every_route(self):
        for route in self.routes:
            for name, headers in HEADERS.items():
                with self.subTest(route=route["path"], headers=name):
                    answer = self.owner.request(route["method"], self.paths[route["path"]], headers=headers)
                    self.assertLess(answer.status, 500, answer.raw[:300])

    def test_what_is_refused(self):
        self.owner.get("/api/contacts?" + QUERIES["blanks"]).fault(400)
        self.owner.get("/api/contacts?" + QUERIES["more parameters"]).fault(400)
        self.owner.post("/api/contacts", raw=BODIES["more objects"].encode()).fault(413, "PAYLOAD_TOO_LARGE")
        stranger = self.instance.client(self.owner.tenant)
        for path in ("/api/auth/refresh", "/api/auth/signin", "/api/auth/signup"):
            stranger.post(path, raw=('{"x":' + many("1", 120) + "}").encode()).expect(413)
            stranger.post(path, raw=b'{"x":"' + b"a" * 17 * KIB + b'"}').expect(413)
            stranger.post(path, raw=b'{"x":"' + b"a" * 15 * KIB + b'"}').expect(400)


class Costly(unittest.TestCase):
    """What anybody can ask for is no alarm: lines of the log with "error" are for somebody to look at."""

    def test_a_query_that_costs_too_much(self):
        instance = another(query_budget_ms=1)
        owner = instance.create_tenant()
        rewrite(owner, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO journal (id, at,"
                       " user_id, entity, operation) SELECT ?, i, ?, 'INVOICE', 'CHANGE' FROM n", random_id(), owner.user["id"])
        owner.get("/api/audit", entity="TASK", user=f"{owner.user['id']},{random_id()}").fault(503, "QUERY_TOO_COSTLY")
        self.assertRegex(instance.server_log.read_text(), '"level": ?"warning".*interrupted')
        self.assertEqual(instance.alarms(), [])


class Unfinished(unittest.TestCase):
    """One address has 64 requests with a body under way, whatever becomes of them; a tenant's limit is no lever for anybody. Its
    reads are 512: those of an office, which has one address, and soon over."""

    def test_one_peer_holds_nobody_else(self):
        instance = another()
        owner = instance.sign_up()
        context = ssl.create_default_context(cafile=instance.cert)
        context.check_hostname = False
        held = []
        try:
            self.hold(300, held, context, instance, owner)
            for _ in range(5):
                owner.twin().create("/api/contacts", {"last_name": "Served"})
            # Positive control: the address that holds them writes no more. On a busy machine the first have ended by now: some anew.
            for _ in range(5):
                if self.from_address(instance, owner, "127.0.0.9").status == 429:
                    break
                self.hold(80, held, context, instance, owner)
            self.assertEqual(self.from_address(instance, owner, "127.0.0.9").status, 429)
            self.assertEqual(self.from_address(instance, owner, "127.0.0.9", "GET").status, 200)
            self.assertEqual(self.from_address(instance, owner, "127.0.0.10").status, 201)
        finally:
            for connection in held:
                connection.close()

    @staticmethod
    def hold(count, held, context, instance, owner):
        for _ in range(count):
            plain = socket.create_connection(("127.0.0.1", instance.https_port), 30, ("127.0.0.9", 0))
            connection = context.wrap_socket(plain, server_hostname=owner.host)
            connection.sendall(head(owner, length=100) + b'{"last_name":"')
            held.append(connection)

    @staticmethod
    def from_address(instance, owner, source, method="POST"):
        client = instance.client(owner.tenant, source=source)
        client.cookies.update(owner.cookies)
        try:
            return client.request(method, "/api/contacts", {"last_name": "Whole"} if method == "POST" else None)
        finally:
            client.close()

    def test_reads_of_an_office_are_many(self):
        """Hundreds of pages behind one address that ask in the same moment are answered, though none is before the last has asked."""
        instance = another()
        owner = instance.sign_up()
        connections = [owner.twin()._connect() for _ in range(300)]
        headers = {"Host": owner.host, "Cookie": f"visioncrm_session={owner.cookies['visioncrm_session']}"}
        try:
            for worker in instance.workers():
                os.kill(worker, signal.SIGSTOP)
            for connection in connections:
                connection.request("GET", "/api/contacts", headers=headers)
            wait_until(lambda: not unread(instance.https_port), "nginx to read the last", 20)
        finally:
            for worker in instance.workers():
                os.kill(worker, signal.SIGCONT)
        for connection in connections:
            self.addCleanup(connection.close)
        self.assertEqual([connection.getresponse().status for connection in connections], [200] * 300)
