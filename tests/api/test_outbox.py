# SPDX-License-Identifier: MIT
"""Outgoing mail: queued with its cause, delivered by the courier or `visioncrm deliver`, once, whatever is killed (contract 5)."""

import contextlib
import email
import email.header
import email.policy
import json
import sqlite3
import stat
import subprocess
import time
import unittest
import uuid

from harness import BINARY, DOMAIN, ApiCase, alone, another, shared, unique
from probe import Background, kill_all, rows, tenant_file, wait_until, write_lock


def mailbox(instance, tenant, folder="new"):
    return instance.folder / "data/mail" / tenant / folder


def letters(instance, tenant):
    """The messages in a tenant's mailbox, parsed, oldest first."""
    folder = mailbox(instance, tenant)
    paths = sorted(folder.iterdir()) if folder.exists() else []
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


def forgot(client, address="owner@garage.fr"):
    return client.post("/api/auth/forgot-password", {"email": address}).expect(200)


def outbox(owner):
    return rows(tenant_file(owner), "SELECT status, attempts, attempt_id, body, last_error FROM outbox ORDER BY seq")


def rewrite(owner, sql, *values):
    """Changes a tenant's file past the server, in its turn."""
    with write_lock(tenant_file(owner)), contextlib.closing(sqlite3.connect(tenant_file(owner), timeout=20)) as connection, connection:
        connection.execute(sql, values)


def queue(owner, count, subject="S", body="B", channel="email", secret=0, recipient="a@b.fr"):
    """Puts messages into a tenant's outbox past the server."""
    for number in range(count):
        rewrite(owner, "INSERT INTO outbox (id, channel, recipient, subject, body, secret, status, next_at, created_at) "
                       "VALUES (?, ?, ?, ?, ?, ?, 'queued', 0, 0)",
                str(uuid.uuid4()), channel, recipient, f"{subject} {number}", body, secret)


@contextlib.contextmanager
def suspended(owner):
    """Nobody works at the tenant's jobs meanwhile: couriers look for what is due also unasked."""
    owner.instance.cli("tenant", "suspend", owner.tenant)
    yield
    owner.instance.cli("tenant", "resume", owner.tenant)


def wake(owner):
    folder = owner.instance.folder / "data/run/outbox"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / owner.user["tenantId"]).touch(0o600)


class Courier(ApiCase):
    """`deliver` counts over all tenants: nobody else's may be among them."""

    @classmethod
    def setUpClass(cls):
        cls.instance = alone()
        cls.owner = cls.instance.sign_up()
        cls.subdomain = cls.owner.tenant

    def test_a_letter_arrives_soon_and_whole(self):
        forgot(self.instance.client(self.subdomain), "OWNER@garage.fr")
        wait_until(lambda: letters(self.instance, self.subdomain), "the letter", 60)
        letter, = letters(self.instance, self.subdomain)
        self.assertEqual(letter.defects, [])
        self.assertEqual(letter["To"], "owner@garage.fr")
        self.assertEqual(letter["From"].addresses[0].display_name, "VisionCRM")
        self.assertEqual(letter["From"].addresses[0].addr_spec, f"no-reply@{DOMAIN}")
        self.assertIn("mot de passe – ", letter["Subject"])
        self.assertLess(abs(letter["Date"].datetime.timestamp() - time.time()), 60)
        self.assertEqual([part.get_content_type() for part in letter.iter_parts()], ["text/plain", "text/html"])
        self.assertEqual([part.get_content_charset() for part in letter.iter_parts()], ["utf-8", "utf-8"])
        self.assertIn(f"https://{self.subdomain}.{DOMAIN}:{self.instance.https_port}/reset-password?token=", text_of(letter))
        name = next(mailbox(self.instance, self.subdomain).iterdir())
        message_id, attempt_id = rows(tenant_file(self.owner), "SELECT id, attempt_id FROM outbox WHERE recipient = 'owner@garage.fr'")[0]
        self.assertEqual((letter["Message-ID"], name.name), (f"<{message_id}@{DOMAIN}>", attempt_id))
        self.assertEqual(stat.S_IMODE(name.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(name.parent.stat().st_mode), 0o700)
        self.assertEqual(list(mailbox(self.instance, self.subdomain, "tmp").iterdir()), [])

    def test_a_letter_of_a_wrong_clock_goes_at_once(self):
        """Queued while the clock was a year ahead, or to be tried again then. One that waits for its next try goes on waiting."""
        owner = self.instance.sign_up()
        now = int(time.time() * 1000)
        with suspended(owner):
            queue(owner, 3)
            for number, wait_ms in enumerate((365 * 86400 * 1000, 7 * 3600 * 1000, 3600 * 1000), 1):
                rewrite(owner, "UPDATE job SET due_at = ? WHERE seq = (SELECT min(seq) FROM job) + ?", now + wait_ms, number - 1)
        wake(owner)
        wait_until(lambda: [status for status, *_ in outbox(owner)][:2] == ["sent", "sent"], "delivery", 60)
        self.assertEqual(outbox(owner)[2][0], "queued")

    def test_a_delivered_secret_is_erased(self):
        owner = self.instance.sign_up()
        forgot(self.instance.client(owner.tenant))
        wait_until(lambda: outbox(owner) and outbox(owner)[0][0] == "sent", "delivery", 60)
        self.assertEqual(outbox(owner)[0][3], "")

    def test_a_lost_marker_is_made_good_by_deliver(self):
        owner = self.instance.sign_up()
        queue(owner, 2)
        report = json.loads(self.instance.cli("deliver", "--json").stdout)
        self.assertGreaterEqual(report["sent"], 2)
        self.assertEqual(report["failed"], 0)
        self.assertEqual(len(letters(self.instance, owner.tenant)), 2)
        self.assertEqual(json.loads(self.instance.cli("deliver", "--json").stdout)["sent"], 0)

    def test_subjects_and_bodies_of_all_kinds(self):
        name = "Garage « Ñandú », \"Père & Fils\" <x@y.z>"
        owner = self.instance.sign_up(name=name)
        texts = [("é" * 200, "à\n" * 300), ("=?UTF-8?Q?x?=", "=3D = \t \nend "), ("plain " * 40, "x" * 5000), ("日本語 🚗", ".\n.\n"),
                 ("a\r\nBcc: evil@evil.test\r\n\r\nbody", "\r\nFrom me\r\n")]
        for subject, body in texts:
            queue(owner, 1, subject, body)
        self.instance.cli("deliver")
        found = letters(self.instance, owner.tenant)
        self.assertEqual(len(found), len(texts))
        by_subject = {letter["Subject"].strip(): letter for letter in found}
        for subject, body in texts:
            shown = f"{subject} 0".replace("\r", " ").replace("\n", " ")
            with self.subTest(subject=subject[:20]):
                letter = by_subject[shown]
                self.assertEqual(text_of(letter).replace("\r\n", "\n").rstrip("\n"), body.replace("\r\n", "\n").rstrip("\n"))
                self.assertIsNone(letter["Bcc"])
        for path in mailbox(self.instance, owner.tenant).iterdir():
            self.assertLessEqual(max(map(len, path.read_bytes().split(b"\r\n"))), 76)
            sender = email.message_from_bytes(path.read_bytes())["From"]
            self.assertEqual(str(email.header.make_header(email.header.decode_header(sender))), f"{name} <no-reply@{DOMAIN}>")

    def test_what_the_carrier_does_not_take_is_tried_again_and_given_up(self):
        owner = self.instance.sign_up()
        self.instance.expect_alarm("data/whatsapp/")
        (self.instance.folder / "data/whatsapp").mkdir(exist_ok=True)
        (self.instance.folder / "data/whatsapp" / owner.tenant).write_text("no folder")
        queue(owner, 1, channel="whatsapp", secret=1, body="secret text")
        report = json.loads(self.instance.cli("deliver", "--json").stdout)
        self.assertEqual((report["retried"], report["given_up"]), (1, 0))
        delays = []
        for attempt in range(1, 10):
            status, attempts, attempt_id, body, error = outbox(owner)[0]
            self.assertEqual((status, attempts, attempt_id, body), ("queued", attempt, None, "secret text"))
            self.assertTrue(error)
            next_at, = rows(tenant_file(owner), "SELECT due_at FROM job")[0]
            delays.append(next_at / 1000 - time.time())
            self.assertEqual(json.loads(self.instance.cli("deliver", "--json").stdout)["retried"], 0, "tried too early")
            rewrite(owner, "UPDATE job SET due_at = 0")
            self.instance.cli("deliver", "--json")
        self.assertEqual(outbox(owner)[0][:2] + outbox(owner)[0][3:4], ("failed", 10, ""))
        for attempt, delay in enumerate(delays):
            self.assertAlmostEqual(delay, min(60 * 2 ** attempt, 6 * 3600), delta=20)

    def test_a_suspended_tenant_sends_nothing(self):
        owner = self.instance.sign_up()
        with suspended(owner):
            queue(owner, 1)
            self.instance.cli("deliver")
            self.assertEqual(outbox(owner)[0][0], "queued")
        self.instance.cli("deliver")
        self.assertEqual(outbox(owner)[0][0], "sent")

    def test_one_that_was_read_is_not_delivered_again(self):
        owner = self.instance.sign_up()
        attempt = str(uuid.uuid4())
        with suspended(owner):
            queue(owner, 1)
            rewrite(owner, "UPDATE job SET state = 'running', attempts = 1, attempt_id = ?", attempt)
            for folder in ("tmp", "new", "cur"):
                mailbox(self.instance, owner.tenant, folder).mkdir(parents=True, mode=0o700)
            (mailbox(self.instance, owner.tenant, "cur") / f"{attempt}:2,S").write_text("read")
        self.instance.cli("deliver")
        self.assertEqual(letters(self.instance, owner.tenant), [])
        self.assertEqual(outbox(owner)[0][:3], ("sent", 1, attempt))


class Killed(unittest.TestCase):
    """kill -9 between claim, delivery and note."""

    BATCH = 150
    KILLS = 5

    def test_each_message_arrives_exactly_once(self):
        """A courier that is too quick to be killed often enough gets more to carry."""
        instance = another()
        instance.expect_alarm(r"worker \d+ was killed by signal 9")
        owner = instance.sign_up()
        queued = kills = 0
        deadline = time.monotonic() + 90
        while (sent := self.sent(owner)) < queued or kills < self.KILLS:
            self.assertLess(time.monotonic(), deadline, f"{sent} of {queued} sent, {kills} kills")
            if sent == queued:
                queue(owner, self.BATCH, f"S {queued // self.BATCH}")
                queued += self.BATCH
            wake(owner)
            couriers = instance.workers("courier")
            until = time.monotonic() + 3
            while couriers and time.monotonic() < until and self.sent(owner) < sent + 5:
                time.sleep(0.001)
            if couriers and kills < self.KILLS and self.sent(owner) < queued:
                kill_all(couriers)
                kills += 1
            wait_until(lambda: instance.workers("courier"), "a new courier", 15)
        subjects = sorted(letter["Subject"] for letter in letters(instance, owner.tenant))
        self.assertEqual(subjects, sorted(f"S {batch} {number}" for batch in range(queued // self.BATCH)
                                          for number in range(self.BATCH)))
        self.assertEqual({attempts for _, attempts, *_ in outbox(owner)}, {1})

    @staticmethod
    def sent(owner):
        return [status for status, *_ in outbox(owner)].count("sent")

    def test_a_claim_is_taken_up_under_the_same_attempt(self):
        """The crash between rename and note, as the tables show it: the file is there, the row says sending."""
        instance = shared()
        owner = instance.sign_up()
        queue(owner, 1)
        instance.cli("deliver")
        rewrite(owner, "UPDATE outbox SET status = 'sending', sent_at = NULL")
        rewrite(owner, "UPDATE job SET state = 'running', done_at = NULL")
        before = outbox(owner)[0][2]
        instance.cli("deliver")
        self.assertEqual(outbox(owner)[0][:3], ("sent", 1, before))
        self.assertEqual(len(letters(instance, owner.tenant)), 1)

    def test_two_at_once_deliver_once(self):
        instance = shared()
        owner = instance.sign_up()
        queue(owner, 60)
        runs = [Background(instance.cli, "deliver", "--json") for _ in range(3)]
        wake(owner)
        for run in runs:
            run.result()
        wait_until(lambda: all(row[0] == "sent" for row in outbox(owner)), "delivery", 20)
        self.assertEqual(len(letters(instance, owner.tenant)), 60)


class Carriers(unittest.TestCase):
    def test_an_unknown_carrier_is_an_error_at_once(self):
        instance = shared()
        env = {**instance.env, "VISIONCRM_MAIL": "pigeon", "VISIONCRM_DATA": str(instance.folder / unique("other"))}
        served = subprocess.run([BINARY, "serve"], env=env, capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL)
        self.assertNotEqual(served.returncode, 0)
        self.assertIn("VISIONCRM_MAIL = pigeon: must be maildir", served.stderr + served.stdout)
        env["VISIONCRM_DATA"] = instance.env["VISIONCRM_DATA"]
        sent = subprocess.run([BINARY, "deliver"], env=env, capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL)
        self.assertEqual(sent.returncode, 2)
        self.assertIn("VISIONCRM_MAIL = pigeon: must be maildir", sent.stderr)
