# SPDX-License-Identifier: MIT
"""Whoever does not belong here: made-up hosts and tenants, people of another tenant, guessers of passwords.
VISIONCRM_SLOW=1 takes 500 measurements instead of 60."""

import json
import os
import random
import re
import statistics
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import DOMAIN, PASSWORD, ApiCase, another, days_from_now, fresh_minute, line, random_id
from probe import Worker, rows, tenant_file

MEASUREMENTS = 500 if os.environ.get("VISIONCRM_SLOW") else 60
WRONG = "Wrong-Horse-42"


def milliseconds(send):
    began = time.perf_counter()
    send()
    return (time.perf_counter() - began) * 1000


def fastest(enough, *sends):
    """What each takes when nothing comes between (its fastest twentieth), measured in an order of chance, so that what else happens on
    this machine, and who went before, meets all of them alike. Measures until `enough` of them says so, for two minutes at most."""
    took = [[] for _ in sends]
    deadline = time.monotonic() + 120
    while True:
        for _ in range(MEASUREMENTS):
            for send, each in random.sample(list(zip(sends, took)), len(sends)):
                each.append(milliseconds(send))
        found = [statistics.quantiles(each, n=20)[0] for each in took]
        if enough(*found) or time.monotonic() > deadline:
            return found


def said(answer):
    """An answer without what is of its request alone."""
    return answer.status, {key: value for key, value in answer.json.items() if key not in ("path", "timestamp", "request_id")}


class Hosts(ApiCase):
    def ask(self, *hosts, path="/api/contacts", start=None):
        """Status of a signed-in request that names these hosts."""
        lines = "".join(f"Host: {host}\r\n" for host in hosts)
        cookie = self.owner.cookies["visioncrm_session"]
        start = start or f"GET {path} HTTP/1.1"
        request = f"{start}\r\n{lines}Connection: close\r\nCookie: visioncrm_session={cookie}\r\n\r\n"
        return int(self.instance.raw(request.encode("latin-1"), self.owner.host, 3).split(b" ", 2)[1])

    def test_the_tenant_itself(self):
        """Positive control, in every spelling that means the same host."""
        port = self.instance.https_port
        for host in (self.owner.host, f"{self.owner.host}:{port}", self.owner.host.upper(), self.owner.host.title(),
                     f"{self.owner.host}.", f"{self.owner.host}.:{port}", f"{self.owner.host}:1"):
            with self.subTest(host=host):
                self.assertIn(self.ask(host), (200, 400, 404) if "." == host.split(":")[0][-1] else (200,))

    def test_others(self):
        other = self.instance.sign_up()
        port = self.instance.https_port
        for host in ("127.0.0.1", f"127.0.0.1:{port}", "[::1]", "localhost", "0", "2130706433", "", "*", "_",
                     f"x.{self.owner.host}",
                     f"{self.owner.host}.example", f"{self.owner.host}%2e", f"{self.owner.tenant}%2e{DOMAIN}",
                     f".{self.owner.host}",
                     f"{self.owner.tenant}..{DOMAIN}", f"{self.owner.tenant}-.{DOMAIN}", f"-{self.owner.host}",
                     f"{self.owner.tenant}.com",
                     f"{self.owner.tenant}_.{DOMAIN}", f"{self.owner.host}@{other.host}", f"{self.owner.host}, {other.host}",
                     f"{self.owner.host}\\.{other.host}", f"{self.owner.host}/..", f"{self.owner.tenant}\xa0.{DOMAIN}", DOMAIN,
                     f".{DOMAIN}",
                     f"{self.owner.tenant}.{DOMAIN.upper()}x", f"xn--{self.owner.host}", other.host, "a" * 300,
                     "a." * 120 + DOMAIN):
            with self.subTest(host=host):
                self.assertIn(self.ask(host), (400, 401, 404, 421))

    def test_two_names(self):
        """Whichever counts, the session counts with it."""
        other = self.instance.sign_up()
        self.assertEqual(self.ask(self.owner.host, other.host), 400)
        self.assertEqual(self.ask(), 400)
        self.assertIn(self.ask(self.owner.host, start=f"GET https://{other.host}/api/contacts HTTP/1.1"), (400, 401, 404))
        self.assertIn(self.ask(other.host, start=f"GET https://{self.owner.host}/api/contacts HTTP/1.1"), (200, 400, 401))


class MadeUpTenants(ApiCase):
    """Ten thousand names, and not one file more."""

    PIECES = ["..", "/", ".", "a", "-", "_", "%2e", "%2f", "\\", " ", "é", "😀", "A", "0", "~", "$HOME", "`id`", ";", "|", "*",
              "?", "'", '"',
              "tenants", "registry.db", "tenant.db", "new-", ".new-", "\n", "\r", "\t", "\x01", "\x7f", "xn--", "www", "admin",
              "//", "#",
              "a" * 63, "a" * 64, "b" * 300]

    def names(self, count, pieces):
        chance = random.Random(count)
        known = [f"{self.subdomain}x", self.owner.user["tenantId"], f"{self.subdomain}/", f"../{self.owner.user['tenantId']}",
                 f"{self.subdomain} ", f"{self.subdomain}.", f"tenants/{self.owner.user['tenantId']}"]
        yield from known
        for _ in range(count - len(known)):
            yield "".join(chance.choice(pieces) for _ in range(chance.randint(1, 6)))

    def files(self):
        data = self.instance.folder / "data"
        return {path for path in data.rglob("*") if data / "run" not in path.parents and path.suffix not in (".db-wal",
                                                                                                             ".db-shm")}

    def test_names_past_nginx(self):
        """The worker believes nobody."""
        before, outside = self.files(), set(self.instance.folder.iterdir())
        worker = Worker(self.instance.folder / "data/run/api-0.sock")
        for name in [self.subdomain.upper(), *self.names(8000, self.PIECES)]:
            status, body = worker.request(TENANT=name)
            if status != 404 or b"NOT_FOUND" not in body:
                self.fail(f"{name!r}: {status} {body[:200]!r}")
        status, body = worker.request(TENANT=self.subdomain)
        self.assertEqual(status, 401, body)  # positive control: this one is known, and asks who is there
        worker.close()
        self.assertEqual((self.files(), set(self.instance.folder.iterdir())), (before, outside))

    def test_names_in_hosts(self):
        """Through nginx, two hundred requests a connection, until it refuses to listen to more."""
        before = self.files()
        pieces = [piece for piece in self.PIECES if piece.isascii() and piece.isprintable() and len(piece) < 100]
        names, statuses = list(self.names(2000, pieces)), []
        for at in range(0, len(names), 200):
            batch = [f"GET /api/contacts HTTP/1.1\r\nHost: {name}.{DOMAIN}\r\n\r\n".encode() for name in names[at:at + 200]]
            while batch:
                answer = self.instance.raw(b"".join(batch[:-1]) + batch[-1].replace(b"\r\n\r\n",
                                                                                    b"\r\nConnection: close\r\n\r\n"))
                found = re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)
                self.assertTrue(found)
                statuses += found
                batch = batch[len(found):]
        self.assertEqual(len(statuses), len(names))
        self.assertLessEqual(set(statuses), {b"400", b"404"})
        self.assertIn(b"404", statuses)
        self.assertEqual(self.files(), before)

    def test_names_at_sign_up(self):
        before = self.files()
        for name in ["..", "../x", "a/b", "", ".", "a", "ab", "-ab", "ab-", "a_b", "é" * 5, "a" * 64, "www", "admin", "demo",
                     "a.b", "ABC/", "%2e",
                     "a\x00b", "a\nb", "registry.db", None, 7, [], {"a": 1}]:
            with self.subTest(name=name):
                body = {"email": "new@garage.fr", "password": PASSWORD, "name": "N", "subdomain": name, "tenantName": "T"}
                self.instance.client(None).post("/api/auth/signup", body).fault(400)
        self.assertEqual(self.files(), before)
        self.instance.sign_up()
        self.assertGreater(len(self.files()), len(before))  # positive control: a tenant is seen


class OtherTenant(ApiCase):
    """Everything of tenant A offered to tenant B: as if it did not exist."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.b = cls.instance.sign_up()
        cls.routes = json.loads(cls.instance.cli("routes", "--json").stdout)
        case = cls()
        contact = case.contact()["id"]
        vehicle, quote = case.vehicle(contact)["id"], case.quote(contact, status="SENT")["id"]
        invoice = case.invoice(contact, issued=True)
        payment = case.pay(invoice, 1).data["payment"]["id"]
        note = cls.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(1)]})
        cls.ids = {"contact": contact, "vehicle": vehicle, "quote": quote, "invoice": invoice["id"], "payment": payment,
                   "note": note.get("credit_note", note)["id"], "user": cls.owner.user["id"],
                   "tenant": cls.owner.user["tenantId"],
                   "task": cls.owner.create("/api/tasks", {"title": "T"})["id"],
                   "activity": cls.owner.create("/api/activities", {"type": "NOTE", "description": "N"})["id"]}
        cls.own = cls.b.create("/api/contacts", {"last_name": "B"})["id"]

    BODIES = {"payments": {"amount": 1, "payment_method": "CARD", "paid_at": "2026-01-01T00:00:00.000Z"},
              "status": {"status": "SENT"}, "mileage": {"mileage": 10 ** 6}, "convert": {"due_date": "2030-01-01"},
              "service-records": {"date": "2026-01-01", "description": "V", "mileage": 10 ** 6},
              "/api/supplier-invoices/{id}/status": {"status": "APPROVED"}}

    def test_every_route_with_every_id(self):
        """404, and the very answer of an id that nobody has."""
        before = {table: rows(tenant_file(self.owner), f"SELECT * FROM {table} ORDER BY seq")
                  for table in ("contact", "vehicle", "quote", "invoice", "payment", "task", "activity", "app_user")}
        count = 0
        for route in self.routes:
            if "{" not in route["path"]:
                continue
            last = route["path"].rsplit("/", 1)[1]
            body = self.BODIES.get(route["path"], self.BODIES.get(last, {})) if route["method"] != "GET" else None
            for kind, id in self.ids.items():
                with self.subTest(route=f"{route['method']} {route['path']}", id=kind):
                    answer, unknown = (self.b.request(route["method"], re.sub(r"\{[^}]*\}", each, route["path"]),
                                                      body if route["method"] != "DELETE" else None) for each in (id,
                                                                                                                  random_id()))
                    answer.expect(*((404,) if route["dialect"] == "workshop" else (404, 400)))  # 400: the body comes first there
                    self.assertEqual(said(answer), said(unknown))
                    names = [set(each.headers) for each in (answer, unknown)]
                    self.assertEqual(names[0], names[1])
                    count += 1
        self.assertGreater(count, 200)
        for table, found in before.items():
            self.assertEqual(rows(tenant_file(self.owner), f"SELECT * FROM {table} ORDER BY seq"), found)

    def test_ids_in_bodies(self):
        document = {"vat_rate": 20, "items": [line(1)]}
        cases = [("/api/vehicles", {"make": "R", "model": "C"}, "owner_id", "contact"),
                 ("/api/quotes", {**document, "valid_until": days_from_now(9)}, "contact_id", "contact"),
                 ("/api/quotes", {**document, "valid_until": days_from_now(9), "contact_id": self.own}, "vehicle_id",
                  "vehicle"),
                 ("/api/invoices", {**document, "due_date": days_from_now(9)}, "contact_id", "contact"),
                 ("/api/invoices", {**document, "due_date": days_from_now(9), "contact_id": self.own}, "vehicle_id", "vehicle"),
                 ("/api/tasks", {"title": "T"}, "contact_id", "contact"), ("/api/tasks", {"title": "T"}, "assignee_id", "user"),
                 ("/api/activities", {"type": "NOTE", "description": "N"}, "contact_id", "contact")]
        for path, body, field, kind in cases:
            with self.subTest(path=path, field=field):
                answer, unknown = (self.b.post(path, {**body, field: id}) for id in (self.ids[kind], random_id()))
                answer.expect(400, 404)
                self.assertEqual((answer.status, answer.raw), (unknown.status, unknown.raw))
        self.b.create("/api/tasks", {"title": "T", "contact_id": self.own})  # positive control

    def test_ids_in_filters(self):
        for path, name, kind in (("/api/vehicles", "owner_id", "contact"), ("/api/quotes", "contact_id", "contact"),
                                 ("/api/invoices", "contact_id", "contact"), ("/api/tasks", "assignee_id", "user"),
                                 ("/api/activities", "contact_id", "contact")):
            with self.subTest(path=path):
                self.assertEqual(self.b.read(path, **{name: self.ids[kind]}), [])

    def test_timing(self):
        for path in (f"/api/contacts/{self.ids['contact']}", f"/api/invoices/{self.ids['invoice']}"):
            foreign, unknown = fastest(lambda foreign, unknown: abs(foreign - unknown) < 5,
                                         lambda: self.b.get(path).expect(404),
                                         lambda: self.b.get(f"{path[:-36]}{random_id()}").expect(404))
            self.assertLess(abs(foreign - unknown), 5)

    def test_idempotency_key_of_another_tenant(self):
        """Neither its answer nor its existence: also with another body it is a fresh key."""
        headers = {"Idempotency-Key": "shared-by-chance"}
        first = self.owner.post("/api/contacts", {"last_name": "Secret"}, headers=headers).expect(201)
        self.owner.post("/api/contacts", {"last_name": "Autre"}, headers=headers).expect(409)  # positive control: known here
        other = self.b.post("/api/contacts", {"last_name": "Autre"}, headers=headers).expect(201)
        self.assertNotEqual(first.data["id"], other.data["id"])
        self.assertEqual(other.data["last_name"], "Autre")
        self.assertIsNone(other.headers["Idempotency-Replayed"])

    def test_cookie(self):
        thief = self.instance.client(self.b.tenant)
        thief.cookies = dict(self.owner.cookies)
        for path in ("/api/contacts", "/api/auth/session", f"/api/contacts/{self.ids['contact']}", f"/api/contacts/{self.own}"):
            thief.get(path).fault(401, "UNAUTHORIZED")
        thief.post("/api/auth/signout").expect(401)
        self.owner.get("/api/auth/session").expect(200)


class Sessions(ApiCase):
    def test_ends_on_the_next_request(self):
        """In every worker, the heavy ones included, however often the session was just used there."""
        quote = self.quote()
        paths = ["/api/contacts", "/api/auth/session", f"/api/quotes/{quote['id']}/pdf"]
        for end in ("signin", "signout", "password", "deactivate"):
            with self.subTest(end=end):
                person = self.instance.add_user(self.subdomain, "sales")
                email, old = person.user["email"], person.twin()
                for path in paths * 3:
                    old.get(path).expect(200)
                if end == "signin":
                    person.signin(email)
                elif end == "signout":
                    person.post("/api/auth/signout").expect(200)
                elif end == "password":
                    self.instance.cli("user", "password", self.subdomain, email, "--password-stdin", text="Other-Horse-43")
                else:
                    self.instance.cli("user", "activate", self.subdomain, email, "--deactivate")
                for path in paths:
                    old.get(path).fault(401, "UNAUTHORIZED")

    def test_a_session_cannot_be_chosen(self):
        """A cookie from before the sign-in does not become the session."""
        victim = self.instance.client(self.subdomain)
        victim.cookies["visioncrm_session"] = chosen = "A" * 43
        victim.signin("owner@garage.fr")
        self.assertNotEqual(victim.cookies["visioncrm_session"], chosen)
        victim.cookies["visioncrm_session"] = chosen
        victim.get("/api/contacts").fault(401)


class Guessing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """The minute of the limits begins with the server: none of it is over before the tests are."""
        cls.instance = another(rate_limit_scale=1, password_cost=1, test_now=fresh_minute())
        cls.instance.cli("tenant", "create", "garage", "--name", "G", "--owner-email", "owner@garage.fr", "--owner-name",
                         "Marc Dupont",
                         "--password-stdin", text=PASSWORD)

    def attempt(self, password, source=None, email="owner@garage.fr", **headers):
        client = self.instance.client("garage", source=source)
        try:
            return client.post("/api/auth/signin", {"email": email, "password": password}, headers=headers)
        finally:
            client.close()

    def test_ten_failures(self):
        """The eleventh attempt from one address is refused, also the right one, whatever it says of itself; another address
        still gets in, and so does another account."""
        for _ in range(10):
            self.attempt(WRONG, "127.0.0.10").fault(401, "UNAUTHORIZED")
        answer = self.attempt(WRONG, "127.0.0.10")
        answer.fault(429, "RATE_LIMIT_EXCEEDED")
        self.assertRegex(answer.headers["Retry-After"], r"^\d+$")
        self.attempt(PASSWORD, "127.0.0.10").fault(429)
        self.attempt(PASSWORD, "127.0.0.10", email="OWNER@garage.FR").fault(429)
        for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "CF-Connecting-IP"):
            self.attempt(PASSWORD, "127.0.0.10", **{name: "127.0.0.2"}).fault(429)
        self.attempt(WRONG, "127.0.0.10", email="other@garage.fr").fault(401)
        self.attempt(PASSWORD, "127.0.0.2").expect(200)

    def test_one_account_whatever_its_name(self):
        """Its address, its user name, either dialect, in any case: one bucket. A name that is nobody's has one of its own."""
        source = "127.0.0.20"
        client = self.instance.client("garage", source=source)
        names = ["owner@garage.fr", "owner", "OWNER", "Owner@Garage.FR"]
        for attempt in range(10):
            name = names[attempt % len(names)]
            if attempt % 2:
                client.post("/api/auth/login", {"username": name, "password": WRONG}).expect(401)
            else:
                self.attempt(WRONG, source, email=name).fault(401)
        for name in names:
            client.post("/api/auth/login", {"username": name, "password": PASSWORD}).expect(429)
            self.attempt(PASSWORD, source, email=name).fault(429)
        self.attempt(WRONG, source, email="owners").fault(401)
        client.close()

    def test_a_thousand_guesses_from_elsewhere(self):
        def guess(number):
            source = f"127.0.1.{number + 1}"
            return [self.attempt(WRONG, source).status for _ in range(11)]

        self.instance.restart(test_now=fresh_minute())
        began = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(guess, range(100)))
        self.assertTrue(all(each == [401] * 10 + [429] for each in answers), answers)
        self.attempt(PASSWORD, "127.0.0.3").expect(200)
        self.assertLess(time.monotonic() - began, 58, "the minute was over: this proves nothing")


class Accounts(ApiCase):
    """Nobody learns which accounts exist."""

    def setUp(self):
        self.instance.cli("user", "create", self.subdomain, "--email", "away@garage.fr", "--name", "Away", "--role", "sales",
                          "--password-stdin", text=PASSWORD, check=False)
        self.instance.cli("user", "activate", self.subdomain, "away@garage.fr", "--deactivate")
        self.client = self.instance.client(self.subdomain)

    def attempt(self, email, password=WRONG):
        return self.client.post("/api/auth/signin", {"email": email, "password": password})

    def test_same_answer(self):
        answers = [self.attempt(email).expect(401) for email in ("owner@garage.fr", "nobody@garage.fr", "away@garage.fr")]
        for answer in answers[1:]:
            self.assertEqual(answer.raw, answers[0].raw)
            self.assertEqual(set(answer.headers), set(answers[0].headers))
        self.attempt("away@garage.fr", PASSWORD).fault(403, "FORBIDDEN")

    def test_same_time(self):
        known, unknown, away, refused = fastest(
            lambda known, unknown, away, _: max(abs(known - unknown), abs(known - away)) < 5,
            lambda: self.attempt("owner@garage.fr").expect(401), lambda: self.attempt("nobody@garage.fr").expect(401),
            lambda: self.attempt("away@garage.fr").expect(401), lambda: self.attempt("owner@garage.fr", "").expect(400))
        self.assertLess(abs(known - unknown), 5, f"{known:.2f} and {unknown:.2f} ms")
        self.assertLess(abs(known - away), 5, f"{known:.2f} and {away:.2f} ms")
        self.assertGreater(known - refused, 5)  # positive control: without the hash it would show
