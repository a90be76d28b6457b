# SPDX-License-Identifier: MIT
"""What every request has in common (contract 2, 4 and 7): dialects, JSON at the door, conditional and repeated requests,
headers, and what is no proper HTTP. Limits, logs and files stand in test_operations.py."""

import gzip
import json
import re
from concurrent.futures import ThreadPoolExecutor

from harness import PASSWORD, ApiCase, line, random_id

BEARER = {"Authorization": "Bearer x.y.z"}

MALFORMED = [
    b"", b" ", b"{", b"}", b"[", b"{]", b'{"first_name"}', b'{"first_name":}', b'{"first_name":"A"', b'{"first_name":"A",}',
    b'{,}',
    b"{'first_name':'A'}", b'{first_name:"A"}', b'{"first_name":"A"} x', b'{"first_name":"A"}{}', b'{"first_name":"A"}\x00',
    b'{"first_name":"A" "last_name":"B"}', b'{"first_name":NaN}', b'{"is_vip":True}', b'{"is_vip":tru}',
    b'{"first_name":"A\\x41"}',
    b'{"custom_fields":{"n":Infinity}}', b'{"custom_fields":{"n":-Infinity}}', b'{"custom_fields":{"n":01}}',
    b'{"custom_fields":{"n":+1}}',
    b'{"custom_fields":{"n":.5}}', b'{"custom_fields":{"n":1.}}', b'{"custom_fields":{"n":0x10}}',
    b'{"custom_fields":{"n":1e}}',
    b'{"first_name":"A" /* comment */}', b'{"first_name":"A"} // comment', b'{"first_name":"A\nB"}', b'{"first_name":"A\tB"}',
    b'{"first_name":"A\x00B"}', b'{"first_name":"A\\u0000B"}', b'{"first_name":"\\ud800"}', b'{"first_name":"\\udc00\\ud800"}',
    b'{"first_name":"\\u12"}', b'{"first_name":"\xff"}', b'{"first_name":"\xc0\xaf"}', b'{"first_name":"\xed\xa0\x80"}',
    b'{"first_name":"\xf5\x80\x80\x80"}', b'{"first_name":"\xc3"}', b'{"\xff":"A"}', b"\xff\xfe{\x00}\x00",
    b'{"custom_fields":' + b'{"a":' * 5000 + b"1" + b"}" * 5001, b"[" * 100000, b'{"tags":' + b"[" * 1000 + b"]" * 1000 + b"}",
    b'{"first_name":"A","first_name":"B"}', b'{"first_name":"A","custom_fields":{"a":1,"a":2}}',
    b'{"first_name":"A","first\\u005fname":"B"}',
    b'null', b'true', b'7', b'"x"', b"[]", b'[{"first_name":"A"}]',
]


class Json(ApiCase):
    def post(self, raw, **headers):
        return self.owner.post("/api/contacts", raw=raw, headers=headers)

    def test_malformed_bodies(self):
        for raw in MALFORMED:
            with self.subTest(raw=raw[:60]):
                self.post(raw).fault(400, "VALIDATION_ERROR")
        self.owner.get("/api/contacts").expect(200)
        self.assertEqual(self.owner.get("/api/contacts").json["pagination"]["total"], 0)

    def test_numbers_out_of_range(self):
        for number in ("1e999", "-1e999", "9223372036854775808", "99999999999999999999999", "1e40", "1" * 400):
            with self.subTest(number=number[:30]):
                raw = f'{{"title":"x","amount":{number},"description":{number}}}'.encode()
                self.owner.post("/api/tasks", raw=raw).fault(400, "VALIDATION_ERROR")

    def test_well_formed_oddities(self):
        other = self.instance.sign_up()
        for raw in (b' \r\n\t{ "last_name" : "A" } \n',
                    b'{"last_name":"\\u00c9lodie \\ud83d\\ude00 \\"\\\\\\/"}',
                    '{"last_name":"Éloïse 😀"}'.encode()):
            with self.subTest(raw=raw):
                name = other.post("/api/contacts", raw=raw).expect(201).data["last_name"]
                self.assertEqual(name, json.loads(raw)["last_name"])

    def test_one_mebibyte_and_one_byte_more(self):
        body = b'{"last_name":"Grand"}'
        other = self.instance.sign_up()
        other.post("/api/contacts", raw=body.rjust(1 << 20)).expect(201)
        other.post("/api/contacts", raw=body.rjust((1 << 20) + 1)).fault(413, "PAYLOAD_TOO_LARGE")
        other.post("/api/contacts", raw=body.rjust((1 << 20) + 1), headers=BEARER).pipeline_fault(413, "PAYLOAD_TOO_LARGE")
        other.post("/api/contacts", raw=body.rjust(3 << 20)).fault(413, "PAYLOAD_TOO_LARGE")
        other.get("/api/contacts").expect(200)

    def test_content_types(self):
        for value in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml",
                      "nonsense"):
            with self.subTest(value=value):
                self.post(b'{"last_name":"A"}', **{"Content-Type": value}).fault(415, "UNSUPPORTED_MEDIA_TYPE")
        for value in ("application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"):
            with self.subTest(value=value):
                self.instance.sign_up().post("/api/contacts", raw=b'{"last_name":"A"}',
                                             headers={"Content-Type": value}).expect(201)

    def test_answers_are_json(self):
        for response in (self.owner.get("/api/contacts"), self.owner.get(f"/api/contacts/{random_id()}"),
                         self.owner.get("/api/nothing")):
            self.assertRegex(response.headers["Content-Type"], r"^application/json")
            response.json  # noqa: B018


class Routing(ApiCase):
    def test_unknown_paths(self):
        for path in ("/api", "/api/", "/api/nothing", "/api/contacts/x/y/z", "/api/Contacts",
                     "/api/contacts/" + random_id() + "/nothing"):
            with self.subTest(path=path):
                self.owner.get(path).fault(404, "NOT_FOUND")
                error = self.owner.get(path, headers=BEARER).pipeline_fault(404, "NOT_FOUND")
                self.assertTrue(error["message"])

    def test_wrong_methods(self):
        cases = [("PUT", "/api/contacts", {"GET", "POST"}), ("DELETE", "/api/contacts", {"GET", "POST"}),
                 ("POST", f"/api/contacts/{random_id()}", {"GET", "PATCH", "DELETE"}), ("GET", "/api/auth/signin", {"POST"}),
                 ("PUT", f"/api/quotes/{random_id()}/status", {"PATCH"}), ("POST", "/api/health", {"GET"}),
                 ("BREW", "/api/contacts", {"GET"})]
        for method, path, allowed in cases:
            with self.subTest(method=method, path=path):
                response = self.owner.request(method, path, body={})
                response.fault(405, "METHOD_NOT_ALLOWED")
                self.assertLessEqual(allowed, set(re.split(r", *", response.headers.get("Allow", ""))))
                self.assertNotIn(method, re.split(r", *", response.headers.get("Allow", "")))
                self.owner.request(method, path, body={}, headers=BEARER).pipeline_fault(405, "METHOD_NOT_ALLOWED")

    def test_head(self):
        response = self.owner.request("HEAD", "/api/contacts").expect(200)
        self.assertEqual(response.raw, b"")

    def test_error_in_the_dialect_of_the_credential(self):
        body = self.owner.get("/api/nothing", headers=BEARER)
        body.pipeline_fault(404)
        answer = body.json
        self.assertEqual(answer["path"], "/api/nothing")
        self.assertRegex(answer["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(answer["request_id"], body.headers["X-Request-Id"])

    def test_health_says_nothing_else(self):
        for tenant in (None, self.subdomain, "demo"):
            answer = self.instance.client(tenant).get("/api/health").expect(200).json
            answer = answer.get("data", answer)
            self.assertLessEqual(answer.keys(), {"status", "version", "success"})

    def test_openapi_names_every_route(self):
        document = self.instance.client(self.subdomain).get("/api/openapi.json").expect(200).json
        self.assertTrue(document["openapi"].startswith("3."))
        for route in json.loads(self.instance.cli("routes", "--json").stdout):
            with self.subTest(route=route["path"]):
                self.assertIn(route["method"].lower(), document["paths"][route["path"]])


class Headers(ApiCase):
    def test_request_ids(self):
        ids = [self.owner.get("/api/contacts").headers["X-Request-Id"] for _ in range(3)]
        self.assertEqual(len(set(ids)), 3)
        self.assertTrue(all(ids))

    def test_security_headers_on_every_status(self):
        big = b" " * ((1 << 20) + 1)
        for response in (self.owner.get("/api/contacts"), self.owner.get("/api/nothing"), self.owner.put("/api/contacts"),
                         self.owner.post("/api/contacts", {}), self.owner.post("/api/contacts", raw=big),
                         self.instance.client(self.subdomain).get("/api/contacts"),
                         self.instance.client("no-such").get("/api/contacts")):
            with self.subTest(response=response.what, status=response.status):
                self.assertIn("max-age=", response.headers["Strict-Transport-Security"])
                self.assertEqual(response.headers["X-Content-Type-Options"], "nosniff")
                self.assertIn("frame-ancestors", response.headers["Content-Security-Policy"])
                self.assertTrue(response.headers["Referrer-Policy"])
                for name in ("Strict-Transport-Security", "X-Content-Type-Options", "Content-Security-Policy", "X-Request-Id"):
                    self.assertEqual(len(response.headers.get_all(name)), 1, name)

    def test_answers_are_not_for_caches(self):
        self.assertRegex(self.owner.get("/api/contacts").headers["Cache-Control"], r"no-store|private|no-cache")

    def test_gzip(self):
        for _ in range(5):
            self.contact()
        response = self.owner.get("/api/contacts", headers={"Accept-Encoding": "gzip"}).expect(200)
        self.assertEqual(response.headers["Content-Encoding"], "gzip")
        self.assertIn(b'"Dupont"', gzip.decompress(response.raw))
        again = self.owner.get("/api/contacts", headers={"Accept-Encoding": "gzip", "If-None-Match": response.headers["ETag"]})
        again.expect(304)


class Conditional(ApiCase):
    def etag(self, path, **headers):
        return self.owner.get(path, headers=headers).expect(200).headers["ETag"]

    def test_reads(self):
        contact = self.contact()
        for path in (f"/api/contacts/{contact['id']}", "/api/contacts", "/api/settings"):
            with self.subTest(path=path):
                etag = self.etag(path)
                self.assertRegex(etag, r'^(W/)?"[^"]+"$')
                for value in (etag, "W/" + etag.removeprefix("W/"), f'"other", {etag}', "*"):
                    response = self.owner.get(path, headers={"If-None-Match": value}).expect(304)
                    self.assertEqual(response.raw, b"")
                    self.assertEqual(response.headers["ETag"].removeprefix("W/"), etag.removeprefix("W/"))
                self.owner.get(path, headers={"If-None-Match": '"other"'}).expect(200)

    def test_etag_follows_the_record(self):
        contact = self.contact()
        path = f"/api/contacts/{contact['id']}"
        before, listed = self.etag(path), self.etag("/api/contacts")
        self.assertEqual(before, self.etag(path))
        self.owner.change(path, {"first_name": "Nouveau"})
        self.assertNotEqual(before, self.etag(path))
        self.assertNotEqual(listed, self.etag("/api/contacts"))
        self.owner.get(path, headers={"If-None-Match": before}).expect(200)

    def test_errors_have_no_304(self):
        self.owner.get(f"/api/contacts/{random_id()}", headers={"If-None-Match": "*"}).expect(404)

    def test_writes(self):
        path = f"/api/contacts/{self.contact()['id']}"
        stale = self.etag(path)
        self.owner.patch(path, {"first_name": "A"}, headers={"If-Match": stale}).expect(200)
        self.owner.patch(path, {"first_name": "B"}, headers={"If-Match": stale}).fault(412, "PRECONDITION_FAILED")
        self.owner.delete(path, headers={"If-Match": stale}).fault(412, "PRECONDITION_FAILED")
        self.assertEqual(self.owner.read(path)["first_name"], "A")
        fresh = self.etag(path)
        self.owner.patch(path, {"first_name": "C"}, headers={"If-Match": "W/" + fresh.removeprefix("W/")}).expect(200)
        self.owner.patch(path, {"first_name": "D"}, headers={"If-Match": f'"x", {self.etag(path)}'}).expect(200)
        self.owner.patch(path, {"first_name": "E"}, headers={"If-Match": "*"}).expect(200)
        self.owner.delete(path, headers={"If-Match": self.etag(path)}).expect(200)

    def test_workflows(self):
        quote = self.quote()
        path = f"/api/quotes/{quote['id']}"
        stale = self.etag(path)
        self.owner.change(path, {"notes": "x"})
        self.owner.patch(path + "/status", {"status": "SENT"}, headers={"If-Match": stale}).fault(412, "PRECONDITION_FAILED")
        self.owner.patch(path + "/status", {"status": "SENT"}, headers={"If-Match": self.etag(path)}).expect(200)
        self.owner.post(path + "/convert", {"due_date": "2030-01-01"}, headers={"If-Match": stale}).fault(412,
                                                                                                          "PRECONDITION_FAILED")
        self.owner.post(path + "/convert", {"due_date": "2030-01-01"}, headers={"If-Match": self.etag(path)}).expect(201)

    def test_tag_is_version_and_hash(self):
        contact = self.contact()
        path = f"/api/contacts/{contact['id']}"
        self.assertEqual(contact["version"], 1)
        self.assertRegex(self.etag(path), r'^"1\.[0-9a-f]{16}"$')
        changed = self.owner.patch(path, {"first_name": "A"}).expect(200)
        self.assertEqual((changed.json["data"]["version"], changed.headers["ETag"]), (2, self.etag(path)))
        listed = next(row for row in self.owner.read("/api/contacts", search="A") if row["id"] == contact["id"])
        self.assertEqual(listed["version"], 2)
        for old in ('"9f1c0a5e3b7d2468"', '"2"', '"1.' + self.etag(path).split(".")[1]):
            self.owner.patch(path, {"first_name": "B"}, headers={"If-Match": old}).fault(412, "PRECONDITION_FAILED")
        self.owner.patch(path, {"first_name": "B"}, headers={"If-Match": '"2.0000000000000000"'}).expect(200)

    def test_tags_survive_a_restart(self):
        path = f"/api/contacts/{self.contact()['id']}"
        tags = {each: self.etag(each) for each in (path, "/api/contacts", "/api/settings")}
        self.instance.restart()
        for each, tag in tags.items():
            self.owner.get(each, headers={"If-None-Match": tag}).expect(304)
        self.owner.patch(path, {"first_name": "A"}, headers={"If-Match": tags[path]}).expect(200)

    def test_own_transaction(self):
        person = self.instance.add_user(self.subdomain, "sales")
        tag = person.get("/api/users/me").expect(200).headers["ETag"]
        change = {"current_password": PASSWORD, "new_password": "another-long-secret-1"}
        path = "/api/users/me/change-password"
        person.put("/api/users/me", {"first_name": "Neu"}).expect(200)
        person.post(path, change, headers={"If-Match": tag}).pipeline_fault(412)
        person.post(path, change, headers={"If-Match": person.get("/api/users/me").headers["ETag"]}).expect(200)

    def test_concurrent_writers_with_one_etag(self):
        path = f"/api/contacts/{self.contact()['id']}"
        etag = self.etag(path)

        def write(number):
            return self.owner.twin().patch(path, {"first_name": f"N{number}"}, headers={"If-Match": etag}).status

        with ThreadPoolExecutor(6) as pool:
            self.assertEqual(sorted(pool.map(write, range(6))), [200] + [412] * 5)


class Idempotency(ApiCase):
    def post(self, key, body, path="/api/contacts", client=None):
        return (client or self.owner).post(path, body, headers={"Idempotency-Key": key})

    def total(self, search):
        return self.owner.get("/api/contacts", search=search).json["pagination"]["total"]

    def test_same_answer_once_done(self):
        body = {"last_name": "Unique"}
        first, again = self.post("k1", body).expect(201), self.post("k1", body).expect(201)
        self.assertEqual(first.raw, again.raw)
        self.assertEqual(self.total("unique"), 1)

    def test_another_body(self):
        self.post("k2", {"last_name": "A"}).expect(201)
        self.post("k2", {"last_name": "B"}).fault(409, "CONFLICT")

    def test_per_path_and_user(self):
        self.post("k3", {"last_name": "Chemin"}).expect(201)
        self.post("k3", {"title": "T"}, path="/api/tasks").expect(201)
        colleague = self.instance.add_user(self.subdomain, "sales")
        self.post("k3", {"last_name": "Chemin"}, client=colleague).expect(201)
        self.assertEqual(self.total("chemin"), 2)
        stranger = self.instance.sign_up()
        self.post("k3", {"last_name": "Ailleurs"}, client=stranger).expect(201)

    def test_failures_are_not_kept(self):
        self.post("k4", {"last_name": "A", "email": "x"}).expect(400)
        self.post("k4", {"last_name": "A", "email": "a@b.fr"}).expect(201)

    def test_workflows_happen_once(self):
        quote = self.quote(status="SENT")
        path = f"/api/quotes/{quote['id']}/convert"
        first = self.post("k5", {"due_date": "2030-01-01"}, path=path).expect(201)
        again = self.post("k5", {"due_date": "2030-01-01"}, path=path).expect(201)
        self.assertEqual(first.raw, again.raw)
        invoice = self.invoice(items=[line(100)], vat_rate=0, issued=True)
        body = {"amount": 40, "payment_method": "CARD", "paid_at": "2026-01-01T00:00:00.000Z"}
        for _ in range(3):
            self.post("k6", body, path=f"/api/invoices/{invoice['id']}/payments").expect(201)
        self.assertEqual(str(self.read_invoice(invoice)["amount_paid"]), "40.00")

    def test_the_tag_comes_again_as_well(self):
        first = self.post("k8", {"last_name": "Étiquette"}).expect(201)
        again = self.post("k8", {"last_name": "Étiquette"}).expect(201)
        self.assertEqual(again.headers["Idempotency-Replayed"], "true")
        self.assertEqual(again.headers["ETag"], first.headers["ETag"])
        self.owner.patch(f"/api/contacts/{first.data['id']}", {"is_vip": True}, headers={"If-Match": again.headers["ETag"]}).expect(200)

    def test_concurrent_twins(self):
        def attempt(_):
            return self.post("k7", {"last_name": "Jumeau"}, client=self.owner.twin())

        with ThreadPoolExecutor(6) as pool:
            answers = list(pool.map(attempt, range(6)))
        self.assertLessEqual({answer.status for answer in answers}, {201, 409})
        self.assertEqual(len({answer.raw for answer in answers if answer.status == 201}), 1)
        self.assertEqual(self.total("jumeau"), 1)

    def test_odd_keys(self):
        self.post("k" * 255, {"last_name": "Long"}).expect(201, 400)
        self.post("k" * 5000, {"last_name": "Trop"}).expect(201, 400, 431)
        self.post("' OR 1=1; --", {"last_name": "Cité"}).expect(201, 400)


class NoProperHttp(ApiCase):
    """Whatever arrives, the answer is an error and the workers live on."""

    def raw(self, request, timeout=3):
        answer = self.instance.raw(request.replace(b"HOST", self.owner.host.encode()), self.owner.host, timeout)
        return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0

    def test_requests(self):
        cookie = f"Cookie: visioncrm_session={self.owner.cookies['visioncrm_session']}\r\n".encode()
        end = b"Host: HOST\r\nConnection: close\r\n" + cookie + b"\r\n"
        cases = [b"GET /api/contacts/%00 HTTP/1.1\r\n" + end, b"GET /api/contacts/%zz HTTP/1.1\r\n" + end,
                 b"GET /api/contacts/%ff%fe HTTP/1.1\r\n" + end, b"GET /api/../../etc/passwd HTTP/1.1\r\n" + end,
                 b"GET /api/contacts/..%2f..%2fapi%2fx HTTP/1.1\r\n" + end, b"GET /api//contacts//x HTTP/1.1\r\n" + end,
                 b"GET /api/contacts?page=%zz HTTP/1.1\r\n" + end, b"GET /api/contacts?page=%00 HTTP/1.1\r\n" + end,
                 b"GET /api/" + b"a" * 6000 + b" HTTP/1.1\r\n" + end,
                 b"GET /api/contacts HTTP/1.1\r\nX: " + b"a" * 70000 + b"\r\n" + end,
                 b"POST /api/contacts HTTP/1.1\r\nContent-Length: -1\r\n" + end,
                 b"POST /api/contacts HTTP/1.1\r\nContent-Length: x\r\n" + end,
                 b"POST /api/contacts HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n" + end,
                 b"GET /api/contacts HTTP/1.1\r\nConnection: close\r\n\r\n", b"\x16\x03\x01\x00\r\n\r\n", b"GARBAGE\r\n\r\n"]
        for case in cases:
            with self.subTest(case=case[:60]):
                status = self.raw(case)
                self.assertTrue(status == 0 or 400 <= status < 500, status)
        self.owner.get("/api/contacts").expect(200)

    def test_no_path_leaves_the_static_files(self):
        """Outside of /api every path is the front end's: its page, never a file of the machine."""
        for path in (b"/../etc/passwd", b"/..%2f..%2fetc%2fpasswd", b"/api/contacts/..%2f..%2fetc%2fpasswd", b"/etc/passwd"):
            with self.subTest(path=path):
                answer = self.instance.raw(b"GET " + path + b" HTTP/1.1\r\nHost: " + self.owner.host.encode() +
                                           b"\r\nConnection: close\r\n\r\n", self.owner.host, 3)
                self.assertNotIn(b"root:", answer)

    def test_body_cut_short(self):
        for body in (b'{"last_name":"A"', b""):
            self.raw(b"POST /api/contacts HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n"
                     b"Content-Length: 100\r\n\r\n" + body, timeout=0.3)
        self.owner.get("/api/contacts").expect(200)

    def test_chunked_body(self):
        cookie = self.owner.cookies["visioncrm_session"].encode()
        status = self.raw(b"POST /api/contacts HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n"
                          b"Content-Type: application/json\r\nCookie: visioncrm_session=" + cookie +
                          b"\r\nTransfer-Encoding: chunked\r\n\r\n"
                          b"5\r\n{\"las\r\nf\r\nt_name\":\"Seau\"}\r\n0\r\n\r\n")
        self.assertIn(status, (201, 411))


class Challenges(ApiCase):
    """Every 401 says how to come back (contract 8), and none makes a browser ask for a password."""

    def test_www_authenticate(self):
        stranger = self.owner.twin()
        stranger.cookies.clear()
        for method, path, body in (("GET", "/api/contacts", None), ("GET", "/api/opportunities", None), ("GET", "/api/auth/me", None),
                                   ("GET", "/api/auth/session", None), ("PUT", "/api/users/me", {}),
                                   ("POST", "/api/auth/signin", {"email": "a@b.fr", "password": "x"}),
                                   ("POST", "/api/auth/login", {"username": "a@b.fr", "password": "x"}),
                                   ("POST", "/api/auth/refresh", {"refresh_token": "x"})):
            with self.subTest(path=path):
                answer = stranger.request(method, path, body).expect(401)
                self.assertEqual(answer.headers["WWW-Authenticate"], 'Bearer realm="VisionCRM"')
        answer = stranger.get("/api/contacts", headers=BEARER).expect(401)
        self.assertEqual(answer.headers["WWW-Authenticate"], 'Bearer realm="VisionCRM", error="invalid_token"')
        self.assertNotIn("WWW-Authenticate", self.owner.get("/api/contacts").expect(200).headers)
        self.assertNotIn("WWW-Authenticate", self.owner.get(f"/api/contacts/{random_id()}").expect(404).headers)


class Documents(ApiCase):
    """What is the same has the same tag, and is not sent twice; HEAD says what GET would."""

    def papers(self):
        quote = self.quote()
        self.owner.patch(f"/api/quotes/{quote['id']}/status", {"status": "SENT"}).expect(200)
        invoice = self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201).data["invoice"]
        note = self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", {}).expect(201).data
        report = self.owner.get("/api/reports/opportunity-pipeline").expect(200).json
        draft = self.quote()
        yield f"/api/quotes/{draft['id']}/pdf"
        yield f"/api/quotes/{quote['id']}/pdf"
        yield f"/api/invoices/{invoice['id']}/pdf"
        yield f"/api/credit-notes/{note['id']}/pdf"
        yield f"/api/reports/{report['report_id']}/download?format=pdf"

    def test_tags_of_papers(self):
        for path in self.papers():
            with self.subTest(path=path):
                first, again = self.owner.get(path).expect(200), self.owner.get(path).expect(200)
                tag = first.headers["ETag"]
                self.assertEqual((again.headers["ETag"], again.raw), (tag, first.raw))
                same = self.owner.get(path, headers={"If-None-Match": tag}).expect(304)
                self.assertEqual((same.raw, same.headers["ETag"]), (b"", tag))
                self.owner.get(path, headers={"If-None-Match": '"another"'}).expect(200)
                head = self.owner.request("HEAD", path).expect(200)
                self.assertEqual((head.raw, head.headers["ETag"], head.headers["Content-Length"], head.headers["Content-Type"]),
                                 (b"", tag, str(len(first.raw)), "application/pdf"))

    def framing(self, answer):
        """Where it may be framed, as old and as new browsers read it."""
        found = [answer.headers.get_all(name) for name in ("X-Frame-Options", "Content-Security-Policy")]
        self.assertEqual([len(lines) for lines in found], [1, 1], found)
        self.assertEqual(len(re.findall("frame-ancestors", found[1][0])), 1)
        return found[0][0], re.search(r"frame-ancestors ([^;]*)", found[1][0])[1]

    def test_papers_in_frames_of_the_same_origin(self):
        """`?disposition=inline`: to be shown, also where an archived file is sent by nginx, and nothing else may be framed."""
        nowhere, here = ("DENY", "'none'"), ("SAMEORIGIN", "'self'")
        for path in self.papers():
            with self.subTest(path=path):
                more = "&" if "?" in path else "?"
                saved = self.owner.get(path).expect(200)
                self.assertRegex(saved.headers["Content-Disposition"], r'^attachment; filename="[\w.-]+\.pdf"$')
                self.assertEqual(self.framing(saved), nowhere)
                self.assertEqual(self.framing(self.owner.get(f"{path}{more}disposition=attachment").expect(200)), nowhere)
                shown = self.owner.get(f"{path}{more}disposition=inline").expect(200)
                self.assertEqual(shown.headers["Content-Disposition"], saved.headers["Content-Disposition"].replace("attachment", "inline"))
                self.assertEqual((self.framing(shown), shown.raw), (here, saved.raw))
                same = self.owner.get(f"{path}{more}disposition=inline", headers={"If-None-Match": shown.headers["ETag"]}).expect(304)
                self.assertEqual(self.framing(same), here)
                for value in ("", "Inline", "inline; filename=x"):
                    refused = self.owner.get(f"{path}{more}disposition={value}").expect(400)
                    self.assertEqual(self.framing(refused), nowhere)
        for path in ("/", "/api/contacts", "/api/nowhere", f"/api/quotes/{random_id()}/pdf?disposition=inline", "/api/openapi.json"):
            self.assertEqual(self.framing(self.owner.get(path)), nowhere, path)

    def test_only_a_pdf_is_shown(self):
        report = self.owner.get("/api/reports/opportunity-pipeline").expect(200).json["report_id"]
        for query in ("", "&format=excel", "&format=csv"):
            refused = self.owner.get(f"/api/reports/{report}/download?disposition=inline{query}").pipeline_fault(400)
            self.assertEqual([(row["field"], row["code"]) for row in refused["details"]], [("disposition", "NOT_APPLICABLE")])
        refused = self.owner.get(f"/api/reports/{report}/download?disposition=x&format=y").pipeline_fault(400)
        self.assertEqual([row["field"] for row in refused["details"]], ["format", "disposition"])
        self.owner.get("/api/opportunities/export?disposition=inline").pipeline_fault(400)

    def test_another_paper_has_another_tag(self):
        quote = self.quote()
        path = f"/api/quotes/{quote['id']}/pdf"
        tag = self.owner.get(path).expect(200).headers["ETag"]
        self.owner.change(f"/api/quotes/{quote['id']}", {"notes": "changed"})
        self.assertNotEqual(self.owner.get(path, headers={"If-None-Match": tag}).expect(200).headers["ETag"], tag)

    def test_head_stands_in_allow(self):
        for path in ("/api/contacts", "/api/opportunities", "/api/health", "/api/users/me"):
            allow = re.split(r", *", self.owner.request("BREW", path).expect(405).headers["Allow"])
            self.assertEqual("GET" in allow, True)
            self.assertIn("HEAD", allow)
            self.owner.request("HEAD", path).expect(200)
        self.assertNotIn("HEAD", self.owner.request("BREW", "/api/auth/signin").expect(405).headers["Allow"])


class Me(ApiCase):
    def test_if_match_on_ones_own_name(self):
        tag = self.owner.get("/api/users/me").expect(200).headers["ETag"]
        self.assertEqual(self.owner.get("/api/auth/me").expect(200).headers["ETag"], tag)
        self.owner.put("/api/users/me", {"first_name": "Neu"}, headers={"If-Match": '"x"'}).pipeline_fault(412)
        self.owner.put("/api/users/me", {"first_name": "Neu"}, headers={"If-Match": tag}).expect(200)
        self.owner.put("/api/users/me", {"first_name": "Alt"}, headers={"If-Match": tag}).pipeline_fault(412)
        self.owner.put("/api/users/me", {"first_name": "Alt"}, headers={"If-Match": "*"}).expect(200)


class Unknown(ApiCase):
    """A report on what does not exist says so; an empty choice of format is none."""

    def test_team_of_a_report(self):
        path = "/api/reports/opportunity-pipeline"
        for value in (random_id(), "x"):
            answer = self.owner.get(path, team_id=value, start_date="x").expect(400)
            self.assertEqual([row["field"] for row in answer.json["error"]["details"]], ["team_id", "start_date"])
        self.owner.get(path, team_id="").expect(200)  # an empty box of a form
        team = self.owner.post("/api/teams", {"name": random_id()}).expect(201).json["id"]
        self.assertEqual(self.owner.get(path, team_id=team).expect(200).json["parameters"]["team_id"], team)

    def test_formats(self):
        report = self.owner.get("/api/reports/opportunity-pipeline").expect(200).json["report_id"]
        for path in ("/api/opportunities/export", f"/api/reports/{report}/download"):
            for value in ("", "xls", " "):
                answer = self.owner.get(path, format=value).expect(400)
                self.assertEqual([row["field"] for row in answer.json["error"]["details"]], ["format"])
            self.owner.get(path).expect(200)
