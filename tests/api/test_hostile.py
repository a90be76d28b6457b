# SPDX-License-Identifier: MIT
"""Hostile input. Every write of the route table is offered what it must refuse; whatever arrives, the same workers live on."""

import functools
import itertools
import json
import re
import socket
import ssl
import time
import unicodedata
import unittest
import urllib.parse

from harness import ApiCase, Response, days_from_now, line, random_id, shared
from probe import Background, dump, rows, tenant_file
from test_http import MALFORMED

SLOW = {}  # what tests that only wait have started at the beginning


def setUpModule():
    SLOW["workers"] = shared().workers() + shared().workers("heavy")
    SLOW["owner"] = shared().sign_up()
    SLOW["body"] = Background(stall, SLOW["owner"])


def open_tls(client, source="127.0.0.1"):
    context = ssl.create_default_context(cafile=client.instance.cert)
    context.check_hostname = False
    return context.wrap_socket(socket.create_connection(("127.0.0.1", client.instance.https_port), 30, (source, 0)),
                               server_hostname=client.host)


def head(client, method="POST", path="/api/contacts", length=None, extra=""):
    cookie = f"Cookie: visioncrm_session={client.cookies['visioncrm_session']}\r\n" if client.cookies else ""
    size = "" if length is None else f"Content-Length: {length}\r\n"
    return (f"{method} {path} HTTP/1.1\r\nHost: {client.host}\r\nContent-Type: application/json\r\n{cookie}{size}{extra}\r\n"
            ).encode()


def stall(client):
    """Seconds until the server gives up on a body that stops, and what it says then."""
    began = time.monotonic()
    with open_tls(client) as connection:
        connection.sendall(head(client, length=100) + b'{"last_name":"')
        answer = connection.recv(4096)
    return time.monotonic() - began, answer


class Case(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.routes = json.loads(cls.instance.cli("routes", "--json").stdout)

    def writes(self):
        """Every route with a JSON body but those that ask for its signature first, its ids filled in with ids that nothing has, as a
        function that sends, and the method of an answer that expects an error in its dialect."""
        for route in self.routes:
            json_body = route["method"] in ("POST", "PATCH", "PUT") and not route["upload"]
            if json_body and not re.search("/(signout|logout)$|/webhooks/", route["path"]):
                path = re.sub(r"\{[^}]*\}", random_id(), route["path"])
                send = functools.partial(self.owner.request, route["method"], path)
                yield send, Response.pipeline_fault if route["dialect"] == "pipeline" else Response.fault


class Bodies(Case):
    def test_malformed_json_on_every_route(self):
        before = dump(tenant_file(self.owner))
        count = 0
        for send, fault in self.writes():
            for raw in MALFORMED[1:]:  # without the empty one: some actions need no body
                answer = send(raw=raw).expect(400, 404, 413)
                fault(answer, answer.status)
                count += 1
        self.assertGreater(count, 500)
        self.assertEqual(dump(tenant_file(self.owner)), before)

    def test_twenty_thousand_deep(self):
        for opening, closing in ((b"[", b"]"), (b'{"a":', b"}")):
            for raw in (opening * 20000, opening * 20000 + b"1" + closing * 20000):
                for send, fault in self.writes():
                    send(raw=raw).expect(400, 404, 413)

    def test_content_types_on_every_route(self):
        for send, fault in self.writes():
            for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                         "application/jsonx"):
                fault(send(raw=b'{"a":1}', headers={"Content-Type": kind}), 415, "UNSUPPORTED_MEDIA_TYPE")

    def test_one_byte_too_many_on_every_route(self):
        raw = b"{}".rjust((1 << 20) + 1)
        for send, _ in self.writes():
            send(raw=raw).fault(413, "PAYLOAD_TOO_LARGE")  # nginx knows the credential's dialect only

    def test_endless_chunks(self):
        """A body that announces no length is counted as it comes."""
        with open_tls(self.owner) as connection:
            connection.sendall(head(self.owner, extra="Transfer-Encoding: chunked\r\n"))
            chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
            try:
                for _ in range(64):
                    connection.sendall(chunk)
            except (ConnectionError, ssl.SSLError):
                pass
            else:
                self.assertRegex(connection.recv(64), rb"^HTTP/1\.1 413 ")
        self.owner.get("/api/contacts").expect(200)

    def test_numbers_and_keys(self):
        """Sizes that a parser might take literally."""
        wide = {f"k{number}": number for number in range(20000)}
        self.owner.post("/api/contacts", wide).expect(400)
        self.owner.post("/api/contacts", {"last_name": "A", "custom_fields": wide}).expect(400)
        self.owner.post("/api/contacts", {"last_name": "A", "tags": [f"t{n}" for n in range(20000)]}).expect(413)
        self.owner.post("/api/contacts", {"last_name": "A", "tags": [f"t{n}" for n in range(9000)]}).expect(400)
        self.owner.post("/api/contacts", {"last_name": "A" * 900000}).invalid("last_name")
        self.owner.post("/api/quotes", {"contact_id": random_id(), "valid_until": "2030-01-01", "vat_rate": 20,
                                        "items": [line(1)] * 8000}).expect(413)
        self.owner.post("/api/quotes", {"contact_id": self.contact()["id"], "valid_until": "2030-01-01", "vat_rate": 20,
                                        "items": [line(9 * 10 ** 12, 9 * 10 ** 9)] * 3}).expect(400)


class SlowBodies(Case):
    def test_they_hold_no_worker(self):
        """Two hundred bodies that stop halfway, of four addresses, on a server of four workers."""
        connections = []
        try:
            for number in range(200):
                connections.append(open_tls(self.owner, f"127.0.2.{number % 4 + 1}"))
                connections[-1].sendall(head(self.owner, length=1000) + b'{"last_name":')
            began = time.monotonic()
            for _ in range(20):
                self.owner.get("/api/contacts").expect(200)
                self.contact()
            self.assertLess(time.monotonic() - began, 5)
        finally:
            for connection in connections:
                connection.close()

    def test_they_end(self):
        """15 s after the last byte; begun when this file began."""
        seconds, answer = SLOW["body"].result()
        self.assertTrue(10 < seconds < 25, seconds)
        self.assertTrue(not answer or b" 408 " in answer.split(b"\r\n")[0], answer[:100])
        SLOW["owner"].get("/api/contacts").expect(200)


# --- columns

EVIL_ID = "01900000-dead-7eef-8000-00000000dead"
EVIL = {EVIL_ID, 981173106000, 981173106, 424242, 42424200, 424242000, "2001-02-03", "2001-424242", "dead" * 16,
        "canari-colonne"}


def evil(column):
    """A value that would take effect if the column could be written, and that nothing else produces."""
    if column == "id" or column.endswith("_id") or column in ("created_by", "reversal_of", "ref_id"):
        return EVIL_ID
    if column.endswith("_at") or column == "last_login":
        return "2001-02-03T04:05:06.000Z"
    if column.endswith("_date") or column in ("date", "valid_until"):
        return "2001-02-03"
    if column.endswith("_number"):
        return "2001-424242"
    if "hash" in column:
        return "dead" * 16
    if column in ("status", "role", "kind", "plan", "registration"):
        return {"status": "PAID", "role": "owner", "kind": "token", "plan": "BUSINESS", "registration": "open"}[column]
    if column in ("seq", "value", "total", "subtotal", "vat_amount", "amount", "position", "vehicles_count", "cost") or \
            column.startswith("amount_"):
        return 424242
    return False if column.startswith("is_") else "canari-colonne"


# What a person may write, by table; everything else is offered to every write.
WRITABLE = {
    "contact": {"first_name", "last_name", "email", "phone", "company", "siren", "siret", "vat_number", "tags", "is_vip",
                "custom_fields"},
    "vehicle": {"owner_id", "vin", "license_plate", "make", "model", "year", "color", "mileage"},
    "service_record": {"date", "mileage", "description", "cost", "parts", "labor_hours"},
    "quote": {"contact_id", "vehicle_id", "issue_date", "valid_until", "vat_rate", "notes", "terms", "status", "price_mode",
              "vat_exemption"},
    "invoice": {"contact_id", "vehicle_id", "due_date", "service_date", "vat_rate", "notes", "terms", "payment_method",
                "paid_at", "status", "price_mode", "vat_exemption"},
    "payment": {"amount", "payment_method", "paid_at", "till", "reason"},
    "credit_note": {"reason"},
    "task": {"title", "description", "assignee_id", "contact_id", "due_date", "status", "priority", "position"},
    "activity": {"type", "description", "contact_id", "metadata"},
}


class Columns(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        files = [tenant_file(cls.owner), cls.instance.folder / "data/registry.db"]
        found = itertools.chain.from_iterable(
            rows(path, "SELECT DISTINCT column.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS column "
                       "WHERE t.type = 'table' AND t.name NOT LIKE '%search%'") for path in files)
        cls.columns = {name for name, in found} | {"tenant_id", "tenant", "user_id", "owner", "is_admin", "password"}
        if len(cls.columns) < 90:
            raise AssertionError(f"columns not found: {cls.columns}")

    def offer(self, method, path, body, writable):
        """Sends all columns that may not be written; unknown ones are refused by name (so many at a time), and without them the
        rest is ignored."""
        reads_body = not path.endswith("/duplicate")
        columns = sorted(self.columns - writable - body.keys())
        extra = {} if reads_body else {column: evil(column) for column in columns[:150]}
        for first in range(0, len(columns) if reads_body else 0, 150):  # an object has 256 members at most
            extra |= self.not_refused(method, path, body, {column: evil(column) for column in columns[first:first + 150]})
        answer = self.owner.request(method, path, {**body, **extra}).expect(200, 201)
        self.assertFalse(reads_body and {"tenant_id", "password_hash", "role", "seq"} & extra.keys(), extra)
        return answer, extra.keys()

    def not_refused(self, method, path, body, extra):
        """What of `extra` is not refused by name. Another one that always is keeps the request from being done."""
        extra = {**extra, "no_such_column": 1}
        while len(named := self.owner.request(method, path, {**body, **extra}).invalid()) > 1 or "no_such_column" not in named:
            self.assertTrue(named and named.keys() <= extra.keys(), f"{method} {path}: {named}")
            extra = {column: value for column, value in extra.items() if column not in named or column == "no_such_column"}
        del extra["no_such_column"]
        return extra

    def assertClean(self):
        for table, found in dump(tenant_file(self.owner)).items():
            for row in found:
                self.assertFalse(EVIL & {value for value in row if isinstance(value, (str, int))}, f"{table}: {row}")

    def stored(self, table, record):
        found, = rows(tenant_file(self.owner), f"SELECT * FROM {table} WHERE id = ?", record["id"])
        names = [name for name, in rows(tenant_file(self.owner), f"SELECT name FROM pragma_table_xinfo('{table}')")]
        return {name: value for name, value in zip(names, found) if name != "updated_at"}

    def bodies(self):
        contact = self.contact()["id"]
        document = {"contact_id": contact, "vat_rate": 20, "items": [line(100)]}
        return {"contact": ("/api/contacts", {"last_name": "A"}),
                "vehicle": ("/api/vehicles", {"owner_id": contact, "make": "Renault", "model": "Clio"}),
                "quote": ("/api/quotes", {**document, "valid_until": days_from_now(9)}),
                "invoice": ("/api/invoices", {**document, "due_date": days_from_now(9)}),
                "task": ("/api/tasks", {"title": "T"}),
                "activity": ("/api/activities", {"type": "NOTE", "description": "N"})}

    def test_creating(self):
        for table, (path, body) in self.bodies().items():
            with self.subTest(table=table):
                answer, ignored = self.offer("POST", path, body, WRITABLE[table])
                self.assertIn("id", ignored)
                self.assertIn("created_at", ignored)
                self.assertNotEqual(answer.data["id"], EVIL_ID)
                self.stored(table, answer.data)
                self.assertClean()

    def test_changing(self):
        for table, (path, body) in self.bodies().items():
            if table == "activity":
                continue
            with self.subTest(table=table):
                record = self.owner.create(path, body)
                before = self.stored(table, record)
                self.offer("PATCH", f"{path}/{record['id']}", {}, WRITABLE[table])
                self.assertEqual(self.stored(table, record), {**before, "version": before["version"] + 1})  # a write is a write
                self.assertClean()

    def test_the_comparison_sees_a_change(self):
        """Positive control: a column that may be written, with a value that `assertClean` looks for."""
        task = self.owner.create("/api/tasks", {"title": "T"})
        before = self.stored("task", task)
        self.owner.change(f"/api/tasks/{task['id']}", {"title": evil("anything")})
        self.assertNotEqual(self.stored("task", task), before)
        self.assertRaises(AssertionError, self.assertClean)
        self.owner.change(f"/api/tasks/{task['id']}", {"title": "T"})
        self.assertClean()

    def test_states_that_nobody_sets(self):
        """A status belongs to a workflow: it is neither set at creation nor by a change."""
        bodies = self.bodies()
        for table, default in (("quote", "DRAFT"), ("invoice", "DRAFT")):
            path, body = bodies[table]
            for status in ("PAID", "SENT", "ACCEPTED", "OVERDUE"):
                with self.subTest(table=table, status=status):
                    record = self.owner.create(path, body)
                    self.owner.patch(f"{path}/{record['id']}", {"status": status}).expect(200, 400)
                    answer = self.owner.post(path, {**body, "status": status}).expect(201, 400)
                    found = [record["id"]] + ([answer.data["id"]] if answer.status == 201 else [])
                    for id in found:
                        self.assertEqual(self.owner.read(f"{path}/{id}")["status"], default)

    def test_workflows(self):
        contact = self.contact()["id"]
        vehicle = self.vehicle(contact)["id"]
        paid = "2026-01-01T00:00:00.000Z"

        def sent():
            return self.quote(contact, status="SENT")["id"]

        def issued():
            return self.invoice(contact, issued=True)["id"]

        cases = [("PATCH", f"/api/quotes/{self.quote(contact)['id']}/status", {"status": "SENT"}, WRITABLE["quote"]),
                 ("POST", f"/api/quotes/{sent()}/convert", {"due_date": days_from_now(9)}, WRITABLE["invoice"]),
                 ("POST", f"/api/quotes/{sent()}/duplicate", {}, WRITABLE["quote"]),
                 ("PATCH", f"/api/invoices/{self.invoice(contact)['id']}/status", {"status": "SENT"}, WRITABLE["invoice"]),
                 ("POST", f"/api/invoices/{issued()}/payments", {"amount": 1, "payment_method": "CARD", "paid_at": paid},
                  WRITABLE["payment"]),
                 ("POST", f"/api/invoices/{issued()}/credit-note", {}, WRITABLE["credit_note"]),
                 ("PATCH", f"/api/vehicles/{vehicle}/mileage", {"mileage": 10}, WRITABLE["payment"] | {"correction"}),
                 ("POST", f"/api/vehicles/{vehicle}/service-records", {"date": "2026-01-01", "description": "V", "mileage": 11},
                  WRITABLE["service_record"])]
        for method, path, body, writable in cases:
            with self.subTest(path=path):
                self.offer(method, path, body, writable)
                self.assertClean()

    def test_settings(self):
        own = {name for name, in rows(tenant_file(self.owner), "SELECT name FROM pragma_table_info('setting')")}
        self.offer("PATCH", "/api/settings", {}, own - {"id", "updated_at"})
        self.assertClean()


# --- text, lists, headers, paths

TEXTS = ["Éloïse Ñandú Straße", "עברית ‏مرحبا‎ x", "\u202eevil\u202c", "👩‍👩‍👧‍👦 🇫🇷 ☕️", "e\u0301\u0327 NFD", "Ꮖ ﬁ Ⅳ ㎏",
         "a\u200b\ufeff zero", "\U0010fffd \ue000 \ufffd", "日本語テキスト", "' OR 1=1 --",
         '"; DROP TABLE contact; --',
         "%s%n%x %00 ${7*7} {{7*7}}", "<script>alert(1)</script>", "../../../etc/passwd", "=cmd|' /C calc'!A0", "\\u0041\\n"]

SEARCHES = ["'", '"', "\"\"", "'--", "*", "a*", "**", "^a", "-a", "+a", "(", ")", "((", "a OR b", "a AND", "NOT a", "NEAR(a b)",
            "NEAR",
            "last_name:a", "{last_name}:a", "a:b:c", "\\", "%", "_", "%%%", "a\"b", "\" OR 1=1 --", "'; DROP TABLE contact; --",
            ";",
            "\u200b", "👩‍👩‍👧‍👦", "\u202e", "e\u0301", "@", "@@@", "a" * 2000, "a " * 1000, "\" " * 500,
            "(" * 500, "\t\n\r"]


class Text(Case):
    def test_round_trip(self):
        """What was written is what is read, byte for byte, also in the error that repeats it."""
        for text in TEXTS:
            with self.subTest(text=text):
                contact = self.contact(last_name=text, tags=[text[:30]], custom_fields={text: [text, {"x": text}]})
                stored = self.owner.read(f"/api/contacts/{contact['id']}")
                self.assertEqual(stored["last_name"], text)
                self.assertEqual(stored["custom_fields"], {text: [text, {"x": text}]})
                listed = self.owner.read("/api/contacts", tags=text[:30].replace(",", " "), limit=100)
                self.assertTrue(all(isinstance(row["last_name"], str) for row in listed))

    def test_both_forms_of_an_accent_are_found(self):
        self.contact(last_name="Crépuscule")
        for word in ("crepuscule", "CRÉPUSCULE", unicodedata.normalize("NFD", "crépuscule")):
            with self.subTest(word=word):
                self.assertEqual(len(self.owner.read("/api/contacts", search=word)), 1)

    def test_searches(self):
        """No character has a meaning: an answer, never an error, and nothing that does not match."""
        owner = self.instance.sign_up()
        self.contact(owner, last_name="Témoin", first_name="Unique")
        for path in ("/api/contacts", "/api/vehicles", "/api/quotes", "/api/invoices"):
            for text in SEARCHES:
                with self.subTest(path=path, text=text[:40]):
                    owner.get(path, search=text).expect(200, 400)
        for text in ("témoin OR zzz", "NOT zzz", "-zzz", "last_name:temoin", "zzz*", '" OR 1=1 --'):
            with self.subTest(text=text):
                self.assertEqual(owner.read("/api/contacts", search=text), [])
        self.assertEqual(len(owner.read("/api/contacts", search="tem")), 1)  # positive control


class Queries(Case):
    def test_pages(self):
        for page in (2, 10 ** 6, 2 ** 31 - 1, 2 ** 31, 2 ** 53, 2 ** 63 - 1, 2 ** 63, 2 ** 64, 10 ** 40, -1, 0, "1e3", "0x10",
                     "१", "+1",
                     " 1", "1;2", "NaN", ""):
            with self.subTest(page=page):
                answer = self.owner.get("/api/contacts", page=page).expect(200, 400)
                if answer.status == 200:
                    self.assertEqual(answer.data, [])
        for limit in (101, 2 ** 31, 2 ** 63, -1, 0, "all", "50.0"):
            self.owner.get("/api/contacts", limit=limit).fault(400, "VALIDATION_ERROR")

    def test_many_and_long_parameters(self):
        self.owner.get("/api/contacts?" + "&".join(f"tags=t{n}" for n in range(900))).expect(200, 400)
        self.owner.get("/api/contacts?tags=" + ",".join(f"t{n}" for n in range(2000))).expect(200, 400, 414)
        self.owner.get("/api/contacts?" + "&".join(f"p{n}={n}" for n in range(1200))).expect(200, 400, 414)
        self.owner.get("/api/contacts?" + "&" * 8000).expect(200, 400)
        self.owner.get("/api/contacts?search=" + "a" * 12000).expect(200, 400)
        self.owner.get("/api/contacts?search=" + "a" * 16500).fault(414)
        self.owner.get("/api/contacts?page=1&page=2&page=999").expect(200, 400)

    def test_sort_and_filters_take_no_sql(self):
        for name in ("sort_by", "sort", "sort_order", "order", "is_vip", "status", "contact_id", "start_date"):
            for value in ("id; DROP TABLE contact", "1 OR 1=1", "(SELECT password_hash FROM app_user)", "password_hash",
                          "deleted_at",
                          "seq", "' OR ''='", "random()", "id--"):
                with self.subTest(name=name, value=value):
                    answer = self.owner.get("/api/contacts", **{name: value}).expect(200, 400)
                    self.assertNotIn("scrypt", answer.text)


class HeadersAndPaths(Case):
    EVIL = "Dupont\r\nSet-Cookie: evil=1\r\nX-Evil: 1\r\n\r\n<html>"

    def assertPlain(self, answer):
        self.assertIsNone(answer.headers["X-Evil"])
        self.assertNotIn("evil", str(answer.headers.get_all("Set-Cookie")))
        for name in ("Content-Type", "Content-Length", "Content-Disposition", "X-Request-Id", "Content-Security-Policy",
                     "Date"):
            self.assertLessEqual(len(answer.headers.get_all(name) or []), 1, name)

    def test_line_ends_in_names(self):
        for name in (self.EVIL, self.EVIL.replace("\r", ""), self.EVIL.replace("\n", ""), self.EVIL.replace("\r\n", "\u2028")):
            answer = self.owner.post("/api/contacts", {"last_name": name, "company": name, "address": {"street": name}})
            self.assertPlain(answer.expect(201, 400))
            contact = answer.data["id"] if answer.status == 201 else self.contact()["id"]
            self.assertPlain(self.owner.get(f"/api/contacts/{contact}").expect(200))
            quote = self.quote(contact, items=[line(100, 1, "Vidange")])
            invoice = self.invoice(contact, issued=True)
            for path in (f"/api/quotes/{quote['id']}/pdf", f"/api/invoices/{invoice['id']}/pdf"):
                answer = self.owner.get(path).expect(200)
                self.assertPlain(answer)
                self.assertEqual(len(answer.headers.get_all("Content-Disposition")), 1)
                self.assertTrue(answer.raw.startswith(b"%PDF"))

    def test_line_ends_in_addresses(self):
        code = urllib.parse.quote("\r\nX-Evil: 1\r\n\r\n")
        for path in (f"/api/contacts/{code}", f"/api/contacts?search={code}", f"/api/{code}", f"/{code}",
                     f"/api/contacts?{code}={code}"):
            for headers in ({}, {"Authorization": "Bearer x"}, {"Origin": "https://x.example"}):
                self.assertPlain(self.owner.get(path, headers=headers))

    def test_an_echoed_key_is_no_header(self):
        for key in ("a b", "é".encode().decode("latin-1"), "x" * 300, "x" * 8000):
            self.assertPlain(self.owner.post("/api/contacts", {"last_name": "A"}, headers={"Idempotency-Key": key}).expect(400))

    def test_path_tricks(self):
        """Nothing but the routes, and nothing outside of the front end's folder."""
        folder = self.owner.user["tenantId"]
        inside = [f"/_files/{folder}/files/", f"/_files/{folder}/tenant.db", f"/_files/{folder}/files/../tenant.db", "/_error",
                  "/../registry.db", "/..%2fregistry.db", "/%2e%2e/registry.db", "/....//registry.db", "/.git/config",
                  "/%2egit/config",
                  "/.env", "//etc/passwd", "/api/..%2f_files", f"/api/contacts/..;/{folder}", "/api\\contacts",
                  "/etc/passwd%00.html",
                  "/index.html%00.pdf", f"/api/%2e%2e/_files/{folder}/tenant.db", "/static/..%5c..%5cregistry.db"]
        for path in inside:
            with self.subTest(path=path):
                status, _, rest = self.instance.raw(head(self.owner, "GET", path, extra="Connection: close\r\n"),
                                                    self.owner.host, 3).partition(b"\r\n")
                self.assertRegex(status, rb"^HTTP/1\.1 (200|400|404)")
                self.assertNotIn(b"SQLite format", rest)
                self.assertNotIn(b"root:", rest)
                if b" 200 " in status:  # the front end's page, for addresses that it knows itself
                    self.assertIn(b"text/html", rest)
        for path in (f"/api/contacts/{random_id()}/..", "/api/./contacts", "/api//contacts", "/api/contacts/",
                     "/api/contacts%00",
                     "/api/%63ontacts/../settings"):
            with self.subTest(path=path):
                answer = self.instance.raw(head(self.owner, "GET", path, extra="Connection: close\r\n"), self.owner.host, 3)
                self.assertRegex(answer, rb"^HTTP/1\.1 (400|404) ")


class TheWorkers(unittest.TestCase):
    """Runs after all others of this file."""

    def test_none_of_them_died(self):
        self.assertEqual(shared().workers() + shared().workers("heavy"), SLOW["workers"])
