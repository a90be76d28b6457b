# SPDX-License-Identifier: MIT
"""What an operator relies on (contract 2, 3 and 7): log lines without anything private, files nobody else reads, rate limits."""

import json
import subprocess
import threading
import time
import unittest

from harness import PASSWORD, ROOT, ApiCase, another, fresh_minute
from probe import wait_until


class Logs(ApiCase):
    def lines_of(self, request_id):
        """The log lines of one request, waiting a moment for the first."""
        for _ in range(100):
            lines = [json.loads(text) for text in self.instance.server_log.read_text().splitlines() if request_id in text]
            if lines:
                break
            time.sleep(0.05)
        return lines

    def test_one_line_a_request(self):
        contact = self.contact()
        request_id = self.owner.get(f"/api/contacts/{contact['id']}").headers["X-Request-Id"]
        found = self.lines_of(request_id)
        self.assertEqual(len(found), 1)
        self.assertEqual(found[0]["status"], 200)
        self.assertIn(self.owner.user["id"], found[0].values())
        self.assertIn("/api/contacts/{id}", str(found[0]))
        self.assertNotIn(contact["id"], str(found[0]))

    def test_nothing_private(self):
        """Canaries in every place a request has; none of them in any log."""
        canary = "Canari-7f3a9c"
        contact = self.owner.create("/api/contacts", {"last_name": canary, "email": f"{canary}@example.fr", "company": canary})
        self.owner.get("/api/contacts", search=canary).expect(200)
        self.owner.get(f"/api/contacts/{canary}").expect(404)
        self.owner.post("/api/contacts", {"email": canary, canary: canary}).expect(400)
        self.owner.post("/api/contacts", raw=canary.encode()).expect(400)
        self.owner.get("/api/contacts", headers={"Authorization": f"Bearer {canary}",
                                                 "Referer": f"https://{canary}/"}).expect(401)
        self.owner.post("/api/contacts", {"last_name": "A"}, headers={"Idempotency-Key": canary}).expect(201)
        visitor = self.instance.client(self.subdomain)
        visitor.post("/api/auth/signin", {"email": f"{canary}@example.fr", "password": canary}).expect(401)
        visitor.get("/api/contacts", headers={"Cookie": f"visioncrm_session={canary}"}).expect(401)
        self.owner.get(f"/api/contacts/{contact['id']}").expect(200)
        time.sleep(1.2)  # nginx writes its log once a second
        logs = [self.instance.server_log, self.instance.nginx_log, *self.instance.folder.glob("data/run/*.log")]
        private = [canary, "owner@garage.fr", self.owner.cookies["visioncrm_session"], PASSWORD]
        for path in logs:
            text = path.read_text(errors="replace")
            for word in private:
                self.assertNotIn(word.lower(), text.lower(), path.name)
        self.assertIn(self.owner.user["tenantId"], self.instance.server_log.read_text())


class Rotation(unittest.TestCase):
    """scripts/visioncrm.logrotate under traffic, with its paths turned into those of an instance."""

    def rotate(self, instance):
        text = (ROOT / "scripts/visioncrm.logrotate").read_text()
        conf = instance.folder / "logrotate.conf"
        conf.write_text(text.replace("/var/lib/visioncrm/", f"{instance.folder}/"))
        conf.chmod(0o600)
        subprocess.run(["/usr/sbin/logrotate", "--force", "-s", instance.folder / "logrotate.state", conf], check=True, timeout=60)

    def served(self, *paths):
        """The ids of the requests in log files."""
        whole = (path.read_text().rpartition("\n")[0] for path in paths if path.exists())  # the last line may be on its way
        rows = [json.loads(text) for lines in whole for text in lines.splitlines()]
        return {row["request_id"] for row in rows if row.get("status")}

    def test_no_line_is_lost(self):
        instance = another(log="visioncrm.log")
        asked = []
        stopping = threading.Event()

        def ask():
            client = instance.client("demo")
            while not stopping.is_set():
                asked.append(client.get("/api/contacts").headers["X-Request-Id"])
        thread = threading.Thread(target=ask)
        thread.start()
        try:
            wait_until(lambda: len(asked) > 20, "requests", 30)
            wait_until(lambda: asked[0] in self.served(instance.folder / "data/run/nginx-access.log"), "nginx's lines", 30)
            self.rotate(instance)
            count = len(asked)
            wait_until(lambda: len(asked) > count + 50, "further requests", 30)
        finally:
            stopping.set()
            thread.join()
        for path in (instance.folder / "visioncrm.log", instance.folder / "data/run/nginx-access.log"):
            old = path.with_name(path.name + ".1")
            with self.subTest(path.name):
                wait_until(lambda now=path, was=old: set(asked) <= self.served(now, was), "all lines", 20)
                self.assertIn(asked[0], self.served(old))
                self.assertIn(asked[-1], self.served(path))
        self.assertIn("opened the log again", (instance.folder / "visioncrm.log").read_text())


class Storage(ApiCase):
    def test_secrets_are_stored_only_as_hashes(self):
        secrets = [self.owner.cookies["visioncrm_session"].encode(), PASSWORD.encode()]
        names = 0
        for path in self.instance.folder.glob("data/**/*"):
            if path.is_file():
                content = path.read_bytes()
                names += b"owner@garage.fr" in content
                for secret in secrets:
                    self.assertNotIn(secret, content, path.name)
        self.assertGreater(names, 0)  # the files that were read do hold the tenants

    def test_modes(self):
        """Nobody else reads a file or enters a folder; sockets are for nginx's group."""
        for path in (self.instance.folder / "data").rglob("*"):
            if "nginx" in path.name:
                continue
            mode = path.stat().st_mode
            most = 0o700 if path.is_dir() else 0o660 if path.is_socket() else 0o600
            with self.subTest(path=str(path.relative_to(self.instance.folder))):
                self.assertEqual(mode & 0o777 & ~most, 0, oct(mode & 0o777))


class RateLimits(unittest.TestCase):
    """The limits as they are shipped, in an instance of its own. A window lasts a minute and may end while something is counted
    up to its limit here: it is reached after at most twice its number."""

    def until_refused(self, limit, send):
        """Sends until 429 and returns all answers, the refusal last."""
        answers = [send(0).expect(200, 401, 404)]
        while answers[-1].status != 429 and len(answers) <= 2 * limit:
            answers.append(send(len(answers)))
        answers[-1].fault(429, "RATE_LIMIT_EXCEEDED")
        self.assertRegex(answers[-1].headers.get("Retry-After", ""), r"^([1-9]|[1-5]\d|60)$")
        for name in ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"):
            self.assertEqual(len(answers[-1].headers.get_all(name)), 1, f"{name}: {answers[-1].headers.get_all(name)}")
        self.assertEqual(answers[-1].headers["X-RateLimit-Remaining"], "0")
        return answers

    def test_as_shipped(self):
        now = fresh_minute()
        instance = another(rate_limit_scale=1, test_now=now)
        owner = instance.client("demo").signin("demo@garage-demo.fr")
        self.check_reads(owner, now // 60000 * 60 + 60)
        self.check_sign_in(instance.client("demo"))
        for _ in range(120):
            owner.get("/api/health").expect(200)

    def check_reads(self, owner, reset):
        answers = self.until_refused(100, lambda number: owner.get("/api/contacts"))
        self.assertGreaterEqual(len(answers), 90)  # the session opened above may have counted
        first, second = answers[:2]
        self.assertEqual({answer.headers["X-RateLimit-Limit"] for answer in answers}, {"100"})
        self.assertNotEqual(first.headers["X-RateLimit-Remaining"], second.headers["X-RateLimit-Remaining"])
        self.assertEqual(int(first.headers["X-RateLimit-Reset"]), reset)
        for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP"):
            owner.get("/api/contacts", headers={name: "203.0.113.7"}).fault(429)
        owner.twin().get("/api/contacts").fault(429)
        owner.get("/api/health").expect(200)

    def check_sign_in(self, client):
        def attempt(email):
            return client.post("/api/auth/signin", {"email": email, "password": "Wrong-Horse-42"})

        answers = self.until_refused(10, lambda number: attempt("owner@garage.fr"))
        self.assertGreaterEqual(len(answers), 11)
        attempt("someone-else@garage.fr").fault(401, "UNAUTHORIZED")
        self.until_refused(60, lambda number: attempt(f"guess-{number}@garage.fr"))
