# SPDX-License-Identifier: MIT
"""What leaves the tenant's file: nothing into logs, nothing readable by another account, no secret in clear."""

import base64
import os
import re
import stat
import subprocess
import sys
import time
import unittest
import urllib.parse

from harness import PASSWORD, another, days_from_now, line, random_id
from probe import kill_all, rows, tenant_file, tenant_folder, wait_until

CANARIES = [f"Canari{number:02d}x{os.getpid()}q" for number in range(20)]


def spellings(word):
    """How a log might write it."""
    return {word.lower(), urllib.parse.quote(word).lower(), base64.b64encode(word.encode()).decode().lower(),
            word.encode().hex()}


class Logs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Twenty canaries, each in another place of a request, in requests that succeed, fail, and meet a dead worker."""
        cls.instance = another(password_cost=1)
        cls.instance.expect_alarm(r"was killed by signal 9")
        c = iter(CANARIES)
        owner = cls.instance.sign_up(email=f"{next(c)}@garage.fr", person=next(c), name=next(c))
        contact = owner.create("/api/contacts", {"last_name": next(c), "email": f"{next(c)}@example.fr", "company": next(c),
                                                 "phone": "+33612345678", "tags": [next(c)],
                                                 "custom_fields": {next(c): next(c)}})
        owner.get("/api/contacts", search=next(c)).expect(200)
        owner.get(f"/api/contacts/{next(c)}").expect(404)
        owner.get(f"/{next(c)}/x").expect(200, 404)
        owner.post("/api/contacts", {"email": next(c), "canary": 1}).expect(400)
        owner.post("/api/contacts", raw=next(c).encode()).expect(400)
        owner.get("/api/contacts", headers={"Authorization": f"Bearer {next(c)}"}).expect(401)
        owner.get("/api/contacts", headers={"Referer": f"https://{next(c)}/", "User-Agent": CANARIES[15]}).expect(200)
        owner.post("/api/contacts", {"last_name": "A"}, headers={"Idempotency-Key": next(c)}).expect(201)
        visitor = cls.instance.client(owner.tenant)
        visitor.post("/api/auth/signin", {"email": f"{next(c)}@garage.fr", "password": next(c)}).expect(401)
        visitor.get("/api/contacts", headers={"Cookie": f"visioncrm_session={next(c)}"}).expect(401)
        if next(c, None):
            raise AssertionError("canaries left over")
        cls.provoke(owner, contact["id"])
        cls.owner, cls.private = owner, CANARIES + [owner.cookies["visioncrm_session"], PASSWORD, "+33612345678"]
        time.sleep(1.2)  # nginx writes its log once a second
        cls.logs = [cls.instance.server_log, cls.instance.nginx_log, *(cls.instance.folder / "data/run").glob("*.log")]

    @classmethod
    def provoke(cls, owner, contact):
        """What makes a server talkative: a conflict, a failing store, a dead worker, a request that is none."""
        quote = owner.create("/api/quotes", {"contact_id": contact, "valid_until": days_from_now(9), "vat_rate": 20,
                                             "items": [line(100, 1, CANARIES[3])]})
        owner.get(f"/api/quotes/{quote['id']}/pdf").expect(200)
        time.sleep(0.3)  # a killed worker takes its last log lines with it
        before = cls.instance.workers()
        kill_all(before)
        wait_until(lambda: len(set(cls.instance.workers()) - set(before)) == 2, "respawn")
        owner.get(f"/api/contacts?search={CANARIES[4]}").expect(200)
        owner.post("/api/contacts", raw=CANARIES[5].encode() * 100000).expect(413)
        cls.instance.raw(f"GET /{CANARIES[6]} HTTP/1.1\r\nHost: {CANARIES[7]}\r\n{CANARIES[8]}\r\n\r\n".encode(), timeout=1)
        cls.instance.raw(f"GET /api/contacts/{random_id()}?q={CANARIES[9]} HTTP/9.9\r\n\r\n".encode(), timeout=1)
        owner.get("/api/contacts?search=" + CANARIES[10] * 900).expect(200, 400, 414)

    def test_none_of_them_is_in_a_log(self):
        self.assertGreaterEqual(len(self.logs), 4)
        for path in self.logs:
            text = path.read_text(errors="replace").lower()
            for word in self.private:
                for spelling in spellings(word):
                    with self.subTest(log=path.name, word=word):
                        self.assertNotIn(spelling, text)

    def test_the_logs_were_written(self):
        """Positive control: the requests did reach the logs, and the canaries the tenant."""
        text = self.instance.server_log.read_text()
        self.assertIn(self.owner.user["tenantId"], text)
        self.assertGreater(text.count('"route"'), 15)
        self.assertGreater((self.instance.folder / "data/run/nginx-access.log").read_text().count('"status"'), 15)
        stored = str(rows(tenant_file(self.owner), "SELECT * FROM contact")) + str(rows(tenant_file(self.owner),
                                                                                        "SELECT * FROM app_user"))
        self.assertIn(CANARIES[3], stored)
        self.assertIn(CANARIES[0].lower(), stored.lower())

    def test_every_line_is_json(self):
        for line_text in self.instance.server_log.read_text().splitlines():
            self.assertRegex(line_text, r'^\{"time":"[0-9TZ:.-]+",.*\}$')


class AtRest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.instance = another()
        cls.owner = cls.instance.sign_up()
        contact = cls.owner.create("/api/contacts", {"last_name": "A"})["id"]
        invoice = cls.owner.create("/api/invoices", {"contact_id": contact, "due_date": days_from_now(9), "vat_rate": 20,
                                                     "items": [line(100)]})
        cls.owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
        cls.owner.get(f"/api/invoices/{invoice['id']}/pdf").expect(200)
        cls.instance.cli("backup", "--all", cls.instance.folder / "data/backups")
        cls.data = cls.instance.folder / "data"

    def paths(self):
        return [self.data, *self.data.rglob("*")]

    def test_modes(self):
        kinds = set()
        for path in self.paths():
            mode = path.lstat().st_mode
            kind = "folder" if stat.S_ISDIR(mode) else "socket" if stat.S_ISSOCK(mode) else "file"
            with self.subTest(path=str(path.relative_to(self.instance.folder))):
                self.assertEqual(oct(mode & 0o777), oct({"folder": 0o700, "socket": 0o660, "file": 0o600}[kind]))
            kinds.add((kind, path.suffix))
        self.assertLessEqual({("folder", ""), ("socket", ".sock"), ("file", ".db"), ("file", ".lock"), ("file", ".pdf"),
                              ("file", ".log"),
                              ("file", ".json")}, kinds)

    def test_hashes(self):
        hashes = [text for text, in rows(tenant_file(self.owner), "SELECT password_hash FROM app_user")]
        self.assertTrue(hashes)
        for text in hashes:
            self.assertRegex(text, r"^\$scrypt\$ln=10,r=8,p=5\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$")
        twin = self.instance.sign_up()
        self.assertNotIn(rows(tenant_file(twin), "SELECT password_hash FROM app_user")[0][0],
                         hashes)  # same password, other salt

    def test_cost_as_shipped(self):
        """OWASP: scrypt with N = 2^14, r = 8, p = 5."""
        config = subprocess.run([self.instance.server.args[0], "config"], capture_output=True, text=True, cwd="/", check=True,
                                env={"PATH": os.environ["PATH"]}).stdout
        self.assertRegex(config, r"password_cost\s*=\s*14\b")

    def test_session_secrets(self):
        """Only their hashes, anywhere in the data folder. Positive control: the hash is there."""
        secret = self.owner.cookies["visioncrm_session"].encode()
        done = subprocess.run(["sha256sum"], input=secret, capture_output=True, check=True).stdout.split()[0]
        found = 0
        for path in self.paths():
            if path.is_file():
                content = path.read_bytes()
                found += done in content
                for word in (secret, base64.urlsafe_b64decode(secret + b"="), PASSWORD.encode()):
                    self.assertNotIn(word, content, path.name)
        self.assertGreater(found, 0)

    @unittest.skipUnless(os.geteuid() == 0, "becoming another account needs root")
    def test_another_account_reads_nothing(self):
        os.chmod(self.instance.folder, 0o755)  # the data folder protects itself
        paths = [str(path) for path in self.paths()]
        self.assertGreater(len(paths), 20)
        self.assertEqual(self.readable(paths), [])
        open_file = self.data / "open"
        open_file.write_text("x")
        os.chmod(open_file, 0o644)
        os.chmod(self.data, 0o755)
        try:
            found = self.readable([str(path) for path in self.paths()])  # positive control, and each file by its own mode
        finally:
            os.chmod(self.data, 0o700)
            open_file.unlink()
        self.assertEqual(found, [str(self.data), str(open_file)])

    @staticmethod
    def readable(paths):
        """Those which the account nobody can list, open, or connect to."""
        program = """
import os, socket, sys
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for path in sys.stdin.read().split("\\n"):
    try:
        if os.path.isdir(path): os.listdir(path)
        elif path.endswith(".sock"): socket.socket(socket.AF_UNIX).connect(path)
        else: open(path, "rb").read(1)
        print(path)
    except OSError:
        pass
"""
        done = subprocess.run([sys.executable if sys.executable.startswith("/usr") else "/usr/bin/python3", "-c", program],
                              input="\n".join(paths), capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    def test_nothing_of_a_deleted_tenant_stays(self):
        gone = self.instance.sign_up()
        gone.create("/api/contacts", {"last_name": "Oublier"})
        folder = tenant_folder(gone)
        self.instance.cli("tenant", "suspend", gone.tenant)
        self.instance.cli("tenant", "delete", gone.tenant, "--yes")
        self.assertFalse(folder.exists())
        self.assertEqual([path for path in self.paths() if gone.user["tenantId"] in str(path)], [])
        self.assertIsNone(re.search(gone.tenant, str(rows(self.data / "registry.db", "SELECT * FROM tenant"))))
