# SPDX-License-Identifier: MIT
"""Where one is signed in, and what one wants of the pages: both are one's own, and nobody else's."""

import unittest

from harness import PASSWORD, ApiCase

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"


class Sessions(ApiCase):
    def setUp(self):
        super().setUp()
        self.tenant = self.instance.sign_up(email="owner@garage.test")

    def enter(self, agent):
        client = self.instance.client(self.tenant.tenant)
        client.post("/api/auth/signin", {"email": "owner@garage.test", "password": PASSWORD},
                    headers={"User-Agent": agent}).expect(200)
        return client

    def sessions(self, client):
        return client.get("/api/auth/sessions").expect(200).data["sessions"]

    def test_each_device_has_a_line_and_the_one_in_use_comes_first(self):
        desk, phone = self.enter(FIREFOX), self.enter(CHROME)
        self.enter(None)
        found = self.sessions(phone)
        self.assertEqual([row["is_current"] for row in found], [True, False, False, False])
        self.assertEqual(found[0]["device"], "Chrome, Android")
        self.assertEqual([row["device"] for row in self.sessions(desk)][0], "Firefox, Windows")
        self.assertEqual({row["kind"] for row in found}, {"cookie"})
        self.assertTrue(all(row["created_at"] <= row["last_seen_at"] < row["expires_at"] for row in found))

    def test_a_session_that_is_ended_is_none(self):
        desk, phone = self.enter(FIREFOX), self.enter(CHROME)
        other = next(row for row in self.sessions(desk) if row["device"] == "Chrome, Android")
        desk.delete(f"/api/auth/sessions/{other['id']}").expect(200)
        phone.get("/api/auth/sessions").fault(401)
        desk.delete(f"/api/auth/sessions/{other['id']}").fault(404)
        own = self.sessions(desk)[0]["id"]
        answer = desk.delete(f"/api/auth/sessions/{own}").expect(200)
        self.assertIn("1970", answer.headers["Set-Cookie"])
        desk.get("/api/auth/sessions").fault(401)

    def test_others_sessions_are_nobodys_business(self):
        colleague = self.instance.add_user(self.tenant.tenant, "admin", "a@garage.test", "Ann Admin")
        theirs = self.sessions(colleague)[0]["id"]
        self.tenant.delete(f"/api/auth/sessions/{theirs}").fault(404)
        self.assertNotIn(theirs, [row["id"] for row in self.sessions(self.tenant)])
        self.sessions(colleague)


class Preferences(ApiCase):
    PATH = "/api/users/me/preferences"

    def setUp(self):
        super().setUp()
        self.tenant = self.instance.sign_up()

    def put(self, body, **options):
        return self.tenant.put(self.PATH, body, **options)

    def test_one_object_that_every_device_reads(self):
        first = self.tenant.get(self.PATH).expect(200)
        self.assertEqual(first.json, {})
        wanted = {"language": "en", "columns": {"contacts": ["name", "phone"]}, "n": 1.50}
        made = self.put(wanted).expect(200)
        self.assertEqual(made.json, wanted)
        again = self.tenant.get(self.PATH).expect(200)
        self.assertEqual((again.json, again.headers["ETag"]), (wanted, made.headers["ETag"]))
        self.assertEqual(self.tenant.read("/api/bootstrap")["preferences"], wanted)
        self.put({}).expect(200)
        self.assertEqual(self.tenant.get(self.PATH).json, {})

    def test_two_devices_do_not_overwrite_each_other(self):
        nothing = self.tenant.get(self.PATH).headers["ETag"]
        one = self.put({"theme": "dark"}, headers={"If-Match": nothing}).expect(200).headers["ETag"]
        self.put({"theme": "light"}, headers={"If-Match": nothing}).expect(412)
        self.put({"theme": "light"}, headers={"If-Match": one}).expect(200)

    def test_what_is_refused(self):
        for raw in (b"", b"[]", b"null", b"1", b"{", b'{"a":1,"a":2}', b'{},"version":{}', b'{}}{'):
            with self.subTest(raw=raw):
                self.put(None, raw=raw, headers={"Content-Type": "application/json"}).expect(400)
        self.put({"x": "a" * 16384}).expect(400)
        self.put({"x": "a" * 16000}).expect(200)
        self.instance.client(self.tenant.tenant).get(self.PATH).expect(401)

    def test_they_are_ones_own(self):
        colleague = self.instance.add_user(self.tenant.tenant, "sales", "s@garage.test", "Serge Sales")
        self.put({"theme": "dark"}).expect(200)
        self.assertEqual(colleague.get(self.PATH).expect(200).json, {})


if __name__ == "__main__":
    unittest.main()
