# SPDX-License-Identifier: MIT
"""What a stranger or a colleague could pile up: tenants, letters, reports, files; and where a reset token is left behind."""

import contextlib
import os
import re
import sqlite3
import time
import unittest
from pathlib import Path

from harness import PASSWORD, ApiCase, another, unique
from probe import tenant_file, wait_until
from test_outbox import letters


def signup(client, name, email=None):
    return client.post("/api/auth/signup", {"email": email or f"{unique('owner')}@garage.fr", "password": PASSWORD,
                                            "name": "Marc Dupont", "subdomain": name, "tenantName": "Garage X"})


class SignUp(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """The hour of the limits begins with the server."""
        hour = (int(time.time()) // 3600 + 1) * 3600000
        cls.instance = another(rate_limit_scale=1, test_now=hour + 1000)

    def test_five_an_hour_and_address(self):
        visitor = self.instance.client(None, source="127.0.0.21")
        taken = unique()
        signup(visitor, taken).expect(201)
        for _ in range(3):
            self.assertEqual(signup(visitor, taken).expect(400).json["code"], "SUBDOMAIN_EXISTS")
        for _ in range(4):
            signup(visitor, unique()).expect(201)
        refused = signup(visitor, unique()).expect(429)
        self.assertGreater(int(refused.headers["Retry-After"]), 0)
        self.assertLessEqual(int(refused.headers["Retry-After"]), 3600)
        signup(self.instance.client(None, source="127.0.0.22"), unique()).expect(201)

    def test_configurable(self):
        own = another(rate_limit_scale=1, signup_per_hour=1)
        visitor = own.client(None)
        signup(visitor, unique()).expect(201)
        signup(visitor, unique()).expect(429)


class Names(ApiCase):
    def test_look_alikes_of_reserved_names(self):
        visitor = self.instance.client(None)
        for name in ("adm1n", "4dmin", "ad-min", "a-d-m-i-n", "supp0rt", "bi11ing", "secur3", "rnail", "vvebmail", "www2", "api-01",
                     "mail-admin", "secure-login", "v1sioncrm", "visioncrm-support", "my-visioncrm", "vision-crm", "log1n2",
                     "5tatus", "we8mail"):
            with self.subTest(name):
                self.assertEqual(signup(visitor, name).expect(400).json["code"], "SUBDOMAIN_EXISTS")

    def test_names_that_browsers_rewrite(self):
        for name in ("xn--80ak6aa92e", "ab--cd", "xn--garage"):
            with self.subTest(name):
                signup(self.instance.client(None), name).invalid("subdomain")

    def test_honest_names(self):
        for name in ("admiral", "garage-service", "mailly", "apiculture", "auto-1", "abc--d", "wwf-garage"):
            with self.subTest(name):
                signup(self.instance.client(None), name).expect(201)


class Invitations(ApiCase):
    def invite(self, owner, **fields):
        return owner.post("/api/users", {"email": f"{unique('guest')}@x.fr", "username": unique("guest"), "first_name": "Ida",
                                         "last_name": "Durand", **fields})

    def test_names_make_no_link_and_no_markup(self):
        owner = self.instance.sign_up(name="Win <b>1000</b> at http://evil.example/x now www.evil.example")
        self.invite(owner, first_name="Click https://evil.example/?q=1 [a](b) <a href=x>").expect(201)
        wait_until(lambda: letters(self.instance, owner.tenant), "the letter")
        letter, = letters(self.instance, owner.tenant)
        text = letter.get_body(("plain",)).get_content()
        link, = re.findall(r"https?://\S+", text)
        self.assertTrue(link.startswith(owner.origin + "/reset-password?token="))
        rest = text.replace(link, "")
        self.assertNotRegex(rest, r"evil\.|www\.|://|[<>\[\]()@]")
        self.assertIn("Click https", rest)
        self.assertEqual(letter["From"].addresses[0].display_name, "VisionCRM")

    def test_so_many_a_day(self):
        owner = self.instance.sign_up()
        with contextlib.closing(sqlite3.connect(tenant_file(owner), timeout=20)) as db, db:
            db.executemany("INSERT INTO outbox (id, channel, kind, recipient, body, status, next_at, created_at)"
                           " VALUES (?, 'email', 'INVITATION', 'a@b.fr', '', 'sent', 0, ?)",
                           [(unique(), int(time.time() * 1000)) for _ in range(49)]
                           + [(unique(), int((time.time() - 90000) * 1000))])
        self.invite(owner).expect(201)
        refused = self.invite(owner).expect(429)
        self.assertEqual(refused.json.get("code") or refused.json["error"]["code"], "MESSAGE_QUOTA_EXCEEDED")
        self.invite(owner, password=PASSWORD).expect(201)
        self.instance.client(owner.tenant).post("/api/auth/forgot-password", {"email": "owner@garage.fr"}).expect(200)


class Tokens(unittest.TestCase):
    def test_a_delivered_token_is_nowhere_but_in_its_letter(self):
        instance = another()
        owner = instance.sign_up()
        visitor = instance.client(owner.tenant)
        visitor.post("/api/auth/forgot-password", {"email": "owner@garage.fr"}).expect(200)
        backup = instance.folder / "backup"
        instance.cli("backup", owner.tenant, str(backup))  # whatever stands in the outbox by now
        wait_until(lambda: letters(instance, owner.tenant), "the letter")
        letter, = letters(instance, owner.tenant)
        token = re.search(r"token=([\w-]+)", letter.get_body(("plain",)).get_content())[1].encode()
        found = [str(path) for path in instance.folder.rglob("*") if path.is_file() and token in path.read_bytes()
                 and "data/mail" not in str(path)]
        self.assertEqual(found, [])
        log = tenant_file(owner).with_name("tenant.db-wal").read_bytes()
        self.assertIn(b"sealed:", log, "the control: this log held the letter")
        visitor.post("/api/auth/reset-password", {"token": token.decode(), "new_password": PASSWORD + "!"}).expect(200)
        visitor.signin("owner@garage.fr", PASSWORD + "!")


class Leftovers(ApiCase):
    def files(self, owner):
        return self.instance.folder / "data/tenants" / owner.user["tenantId"] / "files"

    def test_exports_go_after_ten_minutes(self):
        old, fresh = self.files(self.owner) / ".download-old.csv", self.files(self.owner) / ".download-new.csv"
        for path, age in ((old, 660), (fresh, 540)):
            path.touch(0o600)
            os.utime(path, (time.time() - age,) * 2)
        self.instance.cli("deliver")
        self.assertEqual((old.exists(), fresh.exists()), (False, True))

    def test_the_courier_sees_to_it(self):
        own = another()
        owner = own.sign_up()
        path = own.folder / "data/tenants" / owner.user["tenantId"] / "files/.download-old.csv"
        path.write_text("x")
        os.utime(path, (time.time() - 660,) * 2)
        own.restart()  # it looks everywhere when it starts, then once a minute
        wait_until(lambda: not path.exists(), "the removal")

    def test_stored_reports_of_a_person(self):
        owner = self.instance.sign_up()
        first = owner.get("/api/reports/opportunity-pipeline").expect(200).json["report_id"]
        for _ in range(50):
            latest = owner.get("/api/reports/opportunity-pipeline").expect(200).json["report_id"]
        self.assertEqual(owner.get("/api/reports").expect(200).json["total"], 50)
        owner.get(f"/api/reports/{first}").expect(404)
        owner.get(f"/api/reports/{latest}").expect(200)

    def test_a_page_of_another_site_stores_nothing(self):
        owner = self.instance.sign_up()
        contact = self.contact(owner)
        invoice = owner.create("/api/invoices", {"contact_id": contact["id"], "due_date": "2030-01-01",
                                                 "items": [{"description": "Vidange", "quantity": 1, "unit_price": 10}]})
        owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}):
            with self.subTest(headers):
                owner.get("/api/contacts", headers=headers).expect(200)
                self.assertTrue(owner.get(f"/api/invoices/{invoice['id']}/pdf", headers=headers).expect(200).raw.startswith(b"%PDF"))
                owner.get("/api/reports/opportunity-pipeline", headers=headers).expect(403)
                owner.get("/api/opportunities/export", headers=headers).expect(403)
                self.assertEqual(owner.get("/api/reports").expect(200).json["total"], 0)
                self.assertEqual(list(self.files(owner).iterdir()), [])
        for headers in ({"Sec-Fetch-Site": "same-origin", "Origin": owner.origin}, {"Sec-Fetch-Site": "none"}, {}):
            owner.get("/api/reports/opportunity-pipeline", headers=headers).expect(200)
            owner.get(f"/api/invoices/{invoice['id']}/pdf", headers=headers).expect(200)
        self.assertTrue(list(self.files(owner).iterdir()))
        self.assertEqual(owner.get("/api/reports").expect(200).json["total"], 3)


class Storage(unittest.TestCase):
    def test_reads_and_deletions_go_on_at_the_bound(self):
        instance = another(storage_free_mb=1)
        owner = instance.sign_up()
        contact = owner.create("/api/contacts", {"last_name": "Dupont"})
        path = Path(instance.folder / "data/tenants" / owner.user["tenantId"] / "files/large.bin")
        path.write_bytes(bytes(2 << 20))
        instance.restart()  # what a worker has measured it believes for a minute
        owner.close()
        refused = owner.post("/api/contacts", {"last_name": "Martin"}).expect(507)
        self.assertEqual(refused.json["code"], "STORAGE_FULL")
        self.assertRegex(instance.cli("tenant", "show", owner.tenant).stdout, r"storage +2\.\d of 1 MB")
        owner.get("/api/contacts").expect(200)
        owner.delete(f"/api/contacts/{contact['id']}").expect(200, 204)
        owner.get("/api/reports/opportunity-pipeline").expect(507)
        instance.client(owner.tenant).signin("owner@garage.fr").post("/api/auth/signout").expect(200)
        owner.post("/api/billing/checkout", {"plan": "PRO"}).fault(503, "BILLING_NOT_CONFIGURED")  # a larger plan is a way out
        owner.post("/api/users/me/change-password",
                   {"current_password": PASSWORD, "new_password": "Another-Horse-43"}).expect(200)
        path.unlink()
        instance.restart()
        owner.close()
        owner.create("/api/contacts", {"last_name": "Martin"})


class Size(unittest.TestCase):
    def test_a_new_tenant_takes_little_room_until_it_grows(self):
        instance = another()
        instance.expect_alarm("open: database is locked")  # a courier may look while it is written anew, or the other way round
        owner = instance.sign_up()
        path = tenant_file(owner)
        for folder in (instance.folder / "data/tenants").iterdir():  # signed up, and made by `tenant create`
            with self.subTest(folder=folder.name):
                taken = sum(entry.stat().st_blocks * 512 for entry in (folder, *folder.rglob("*")))
                self.assertLessEqual(taken, 640 * 1024)  # a quarter of it is the text of the schema
        for number in range(3):
            owner.create("/api/contacts", {"last_name": f"Dupont {number}"})
        with contextlib.closing(sqlite3.connect(path, timeout=20)) as db, db:
            self.assertEqual(db.execute("PRAGMA page_size").fetchone()[0], 1024)
            db.executemany("INSERT INTO outbox (id, channel, recipient, body, status, next_at, created_at)"
                           " VALUES (?, 'email', 'a@b.fr', ?, 'sent', 0, 0)", [(unique(), "x" * 100000) for _ in range(15)])
        def widened():
            instance.restart()
            owner.close()
            found = owner.get("/api/contacts")
            with contextlib.closing(sqlite3.connect(path, timeout=20)) as db:
                return found.status == 200 and db.execute("PRAGMA page_size").fetchone()[0] == 4096
        wait_until(widened, "larger pages", 60)
        self.assertEqual(len(owner.read("/api/contacts")), 3)
        with contextlib.closing(sqlite3.connect(path, timeout=20)) as db:
            self.assertEqual(db.execute("PRAGMA journal_mode").fetchone()[0], "wal")
        owner.create("/api/contacts", {"last_name": "Martin"})
        self.assertEqual(len(owner.read("/api/contacts", search="mart")), 1)
        instance.cli("verify", owner.tenant)


class Documents(ApiCase):
    def test_verify_names_a_document_that_is_not_what_it_was(self):
        owner = self.instance.sign_up()
        contact = self.contact(owner)
        folder = self.instance.folder / "data/tenants" / owner.user["tenantId"] / "files"
        for _ in range(2):
            invoice = owner.create("/api/invoices", {"contact_id": contact["id"], "due_date": "2030-01-01",
                                                     "items": [{"description": "Vidange", "quantity": 1, "unit_price": 10}]})
            owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
            owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200)
        document = max(folder.glob("*.pdf"))
        content = document.read_bytes()
        self.instance.cli("verify", owner.tenant)
        flipped = content[:1000] + bytes([content[1000] ^ 1]) + content[1001:]
        for wrong in (content[:-100], content[:len(content) // 2], b"", flipped, content + b"x", None):
            document.unlink(missing_ok=True)
            if wrong is not None:
                document.touch(0o600)
                document.write_bytes(wrong)
            done = self.instance.cli("verify", owner.tenant, check=False)
            self.assertEqual(done.returncode, 1)
            self.assertIn(document.name, done.stderr)
        document.touch(0o600)
        document.write_bytes(content)
        self.instance.cli("verify", owner.tenant)
        (folder / "SHA256SUMS").unlink()  # documents of a version that kept no hashes
        self.instance.cli("verify", owner.tenant)
        document.write_bytes(content[:-100])
        self.assertIn(document.name, self.instance.cli("verify", owner.tenant, check=False).stderr)


if __name__ == "__main__":
    unittest.main()
