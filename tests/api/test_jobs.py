# SPDX-License-Identifier: MIT
"""Jobs: what happens after the answer (contract, section 8). Who sees them, who waits for whom, and kill -9 of couriers: every job
is done as often as its kind promises."""

import collections
import json
import os
import random
import signal
import sqlite3
import sys
import time
import unittest
from pathlib import Path

from harness import ROOT, ApiCase, another, certificate
from probe import kill_all, lock_free, reading, rows, signal_all, tenant_file, tenant_folder, wait_until
from test_opportunities import DEAL
from test_outbox import letters, outbox, queue, rewrite, suspended, wake

sys.path.insert(0, str(ROOT / "tests/support"))
from receiver import Receiver
from smtp_receiver import SmtpReceiver


def fail_all(owner):
    """Gives up what is queued, as after ten attempts."""
    rewrite(owner, "UPDATE job SET state = 'failed', attempts = 10, done_at = due_at, last_error = 'mailbox unavailable'"
                   " WHERE state = 'queued'")
    rewrite(owner, "UPDATE outbox SET status = 'failed', attempts = 10, body = CASE secret WHEN 1 THEN '' ELSE body END"
                   " WHERE status = 'queued'")


class Api(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.instance.sign_up()
        with suspended(cls.owner):
            queue(cls.owner, 3)
            queue(cls.owner, 1, secret=1, body="secret link")
            fail_all(cls.owner)
            queue(cls.owner, 2, subject="later")
            rewrite(cls.owner, "UPDATE job SET due_at = ? WHERE state = 'queued'", int(time.time() * 1000) + 3600 * 1000)

    def failed(self):
        return self.owner.read("/api/jobs", state="failed")

    def test_1_newest_first_with_filters_and_pages(self):
        jobs = self.owner.read("/api/jobs")
        self.assertEqual([job["state"] for job in jobs], ["queued"] * 2 + ["failed"] * 4)
        self.assertEqual(set(jobs[0]), {"id", "kind", "ref", "state", "attempts", "next_at", "last_error", "created_at", "started_at",
                                        "done_at"})
        self.assertEqual((jobs[-1]["attempts"], jobs[-1]["last_error"], jobs[-1]["next_at"]), (10, "mailbox unavailable", None))
        self.assertIsNotNone(jobs[0]["next_at"])
        self.assertEqual(len(self.failed()), 4)
        self.assertEqual(len(self.owner.read("/api/jobs", state="FAILED", kind="mail")), 4)
        self.assertEqual(self.owner.read("/api/jobs", kind="recalculate"), [])
        page = self.owner.get("/api/jobs", page=2, limit=4).expect(200).json
        self.assertEqual((len(page["data"]), page["pagination"]["total"]), (2, 6))
        self.owner.get("/api/jobs", state="lost").fault(400, "VALIDATION_ERROR")

    def test_2_nothing_secret_is_told(self):
        answer = self.owner.get("/api/jobs").expect(200).raw
        for text in (b"secret link", b"a@b.fr", b"attempt_id"):
            self.assertNotIn(text, answer)

    def test_3_for_admins(self):
        for role, status in (("sales", 403), ("manager", 403), ("admin", 200)):
            client = self.instance.add_user(self.owner.tenant, role)
            client.get("/api/jobs").expect(status)
            if status == 403:
                client.post(f"/api/jobs/{self.failed()[-1]['id']}/retry").expect(403)

    def test_4_what_was_erased_or_has_not_failed_is_not_tried_again(self):
        newest, *_ = self.failed()
        self.owner.post(f"/api/jobs/{newest['id']}/retry").fault(400, "INVALID_TRANSITION")
        waiting, *_ = self.owner.read("/api/jobs", state="queued")
        self.owner.post(f"/api/jobs/{waiting['id']}/retry").fault(400, "INVALID_TRANSITION")
        self.owner.post(f"/api/jobs/{self.owner.user['tenantId']}/retry").fault(404, "NOT_FOUND")
        self.assertEqual(len(self.failed()), 4)

    def test_5_a_failed_one_goes_at_once_and_once(self):
        oldest = self.failed()[-1]
        job = self.owner.post(f"/api/jobs/{oldest['id']}/retry").expect(200).data
        self.assertEqual((job["state"], job["attempts"], job["done_at"]), ("queued", 0, None))
        wait_until(lambda: self.owner.read(f"/api/jobs/{oldest['id']}")["state"] == "done", "delivery", 60)
        letter, = letters(self.instance, self.owner.tenant)
        self.assertEqual(letter["Subject"], "S 0")
        self.owner.post(f"/api/jobs/{oldest['id']}/retry").fault(400, "INVALID_TRANSITION")
        self.assertEqual([job["id"] for job in self.owner.read("/api/jobs", state="done")], [oldest["id"]])

    def test_6_a_change_of_a_coefficient_leaves_one(self):
        owner = self.instance.sign_up()
        owner.post("/api/opportunities", DEAL).expect(201)
        coefficient = owner.get("/api/coefficients").expect(200).json["items"][0]["id"]
        owner.put(f"/api/coefficients/{coefficient}", {"coefficient": 0.5}).expect(200)
        wait_until(lambda: [job["state"] for job in owner.read("/api/jobs", kind="recalculate")] == ["done"], "the job", 10)


def locked(pid, path):
    """Whether a process holds a lock of a file: others open it as well, and find it taken."""
    process = Path(f"/proc/{pid}")
    try:
        return any(os.readlink(fd) == path and "FLOCK" in (process / "fdinfo" / fd.name).read_text()
                   for fd in (process / "fd").iterdir())
    except OSError:  # it has ended, or closed one meanwhile
        return False


def holder(owner, couriers, lease="outbox"):
    """The courier that works at a tenant's jobs of a lease; None: nobody."""
    path = str(tenant_folder(owner) / f"{lease}.lock")
    return next((pid for pid in couriers if locked(pid, path)), None)


class Slow(unittest.TestCase):
    """A courier that stands still in the middle of a tenant's mail is what a carrier that does not answer makes of it."""

    MANY = 400

    def stuck(self, instance, owner):
        """Freezes a courier that works at the tenant's mail, while it does not write."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if [status for status, *_ in outbox(owner)].count("sent") == len(outbox(owner)):
                queue(owner, self.MANY)
                wake(owner)
            pid = holder(owner, instance.workers("courier"))
            if pid:
                signal_all([pid], signal.SIGSTOP)
                time.sleep(0.05)
                if holder(owner, [pid]) and lock_free(tenant_file(owner)):
                    return pid
                signal_all([pid], signal.SIGCONT)
        self.fail("no courier was met at work")

    def test_mail_and_deals_of_others_do_not_wait(self):
        instance = another()
        slow, other = instance.sign_up(), instance.sign_up()
        for owner in (slow, other):
            owner.post("/api/opportunities", DEAL).expect(201)
        pid = self.stuck(instance, slow)
        try:
            self.assertEqual(len(instance.workers("courier")), 2)
            queue(other, 3)
            wake(other)
            wait_until(lambda: len(letters(instance, other.tenant)) == 3, "the other tenant's mail", 20)
            for owner in (other, slow):
                coefficient = owner.get("/api/coefficients").expect(200).json["items"][0]["id"]
                owner.put(f"/api/coefficients/{coefficient}", {"coefficient": 0.5}).expect(200)
                wait_until(lambda: {job["state"] for job in owner.read("/api/jobs", kind="recalculate")} == {"done"}, "recalculation", 20)
            self.assertGreater([status for status, *_ in outbox(slow)].count("queued"), 0)
            self.assertEqual(holder(slow, instance.workers("courier")), pid, "the mail stays in its hands")
        finally:
            signal_all([pid], signal.SIGCONT)
        wait_until(lambda: {status for status, *_ in outbox(slow)} == {"sent"}, "the slow tenant's mail", 60)

    def test_a_mail_server_that_keeps_one_waiting(self):
        """It takes minutes for each letter of one tenant, and has nothing against the other's."""
        receiver = SmtpReceiver()
        receiver.delay = 290
        instance = another(mail=f"smtp://127.0.0.1:{receiver.port}", send_timeout_ms=300000)
        instance.expect_alarm(r"worker \d+ was killed by signal 9")  # at the end it still waits for that server
        slow, other = instance.sign_up(), instance.sign_up()
        slow.post("/api/opportunities", DEAL).expect(201)
        queue(slow, 3, recipient="slow@x.test")
        wake(slow)
        wait_until(lambda: holder(slow, instance.workers("courier")), "a courier at it", 10)
        for number in range(1, 4):
            queue(other, 2)
            wake(other)
            wait_until(lambda: len(receiver.letters) == 2 * number, "the other tenant's mail", 20)
        coefficient = slow.get("/api/coefficients").expect(200).json["items"][0]["id"]
        slow.put(f"/api/coefficients/{coefficient}", {"coefficient": 0.5}).expect(200)
        wait_until(lambda: {job["state"] for job in slow.read("/api/jobs", kind="recalculate")} == {"done"}, "recalculation", 20)
        self.assertEqual([status for status, *_ in outbox(slow)], ["sending", "queued", "queued"], "it was not as slow as that")
        receiver.stop()

    def test_the_control_one_courier_alone(self):
        """With one courier everybody waits: so the test above tests something."""
        instance = another(couriers=1)
        slow, other = instance.sign_up(), instance.sign_up()
        pid = self.stuck(instance, slow)
        try:
            queue(other, 3)
            wake(other)
            time.sleep(2)
            self.assertEqual(letters(instance, other.tenant), [])
        finally:
            signal_all([pid], signal.SIGCONT)
        wait_until(lambda: len(letters(instance, other.tenant)) == 3, "the other tenant's mail", 60)


class Deadly(unittest.TestCase):
    """A job that ends whoever works at it. Here the carrier does it: it kills the courier that is asking it."""

    SIGNALS = (signal.SIGKILL, signal.SIGABRT, signal.SIGKILL)  # the sanitizers would take SIGSEGV for a find of theirs

    def setUp(self):
        self.asked = collections.defaultdict(list)  # recipient: Idempotency-Keys
        self.receiver = Receiver(self.take, certificate())
        self.addCleanup(self.receiver.close)
        self.instance = another(mail="resend", resend_url=self.receiver.url, resend_key="re_FAKE", ca_file=certificate()[0])
        self.instance.expect_alarm(r"worker \d+ was killed by signal \d+")
        self.owner = self.instance.sign_up()
        queue(self.owner, 1, recipient="deadly@x.test")
        queue(self.owner, 5)

    def take(self, request):
        recipient, = json.loads(request["body"])["to"]
        self.asked[recipient].append(request["headers"]["idempotency-key"])
        if recipient == "deadly@x.test":
            signal_all([holder(self.owner, self.instance.workers("courier"))], self.SIGNALS[len(self.asked[recipient]) % 3])
        return 200, {}, '{"id":"re_1"}'

    def go_on(self, ready, what):
        def step():
            rewrite(self.owner, "UPDATE job SET due_at = 0 WHERE state = 'queued'")
            wake(self.owner)
            return ready()
        wait_until(step, what, 60)

    def job(self):
        return self.owner.read("/api/jobs")[-1]

    def test_it_is_given_up_at_the_third_death_and_the_others_go(self):
        self.go_on(lambda: self.job()["state"] == "failed", "the end of it")
        keys = self.asked["deadly@x.test"]
        self.assertEqual((len(keys), len(set(keys))), (3, 1), "it was tried three times, as one attempt")
        self.assertRegex(self.job()["last_error"], "died 3 times")
        self.assertEqual(self.job()["attempts"], 1)
        self.go_on(lambda: [status for status, *_ in outbox(self.owner)] == ["failed"] + ["sent"] * 5, "the others")
        self.assertEqual(len(self.asked["a@b.fr"]), 5)
        self.asked.clear()
        self.owner.post(f"/api/jobs/{self.job()['id']}/retry").expect(200)
        self.go_on(lambda: self.job()["state"] == "failed", "the end of it, again")
        self.assertEqual(len(set(self.asked["deadly@x.test"]) - set(keys)), 1, "an admin's retry is another attempt")

    def test_the_control_deaths_that_are_not_counted(self):
        rewrite(self.owner, "CREATE TRIGGER forget AFTER UPDATE OF deaths ON job WHEN new.deaths > 0 BEGIN"
                            " UPDATE job SET deaths = 0 WHERE seq = new.seq; END")
        self.go_on(lambda: len(self.asked["deadly@x.test"]) > 4, "one death after the other")
        self.assertNotEqual(self.job()["state"], "failed")


class Stopped(unittest.TestCase):
    """Whoever waits for a slow server when the operator stops the product is ended, and that is no fault of the letter."""

    def test_five_restarts_give_up_no_letter(self):
        asked, patient = [], []

        def take(request):
            asked.append(request["headers"]["idempotency-key"])
            if not patient:
                time.sleep(20)
            return 200, {}, '{"id":"re_1"}'
        receiver = Receiver(take, certificate())
        self.addCleanup(receiver.close)
        instance = another(mail="resend", resend_url=receiver.url, resend_key="re_FAKE", ca_file=certificate()[0], stop_wait_ms=200)
        instance.expect_alarm(r"worker \d+ was killed by signal 9")
        owner = instance.sign_up()
        queue(owner, 1)
        wake(owner)
        for number in range(1, 6):
            wait_until(lambda: len(asked) == number, "a courier that waits for the answer", 20)
            if number == 5:
                patient.append(True)
            instance.restart()
            wake(owner)
        wait_until(lambda: owner.read("/api/jobs")[0]["state"] in ("done", "failed"), "the end of it", 20)
        self.assertEqual(owner.read("/api/jobs")[0]["state"], "done")
        self.assertEqual((len(asked), len(set(asked))), (6, 1), "it went on under its attempt")


def account(path, subjects, queued):
    """What a tenant's file and letters say differently from: each message went exactly once, in one attempt; no job is left, and
    every deal follows its coefficients."""
    counts = collections.Counter(subjects)
    problems = [f"letter {name} {counts[name]} times" for name in queued if counts[name] != 1]
    problems += [f"letter {name} was never queued" for name in counts if name not in queued]
    problems += [f"job {id} is {state} after {attempts}" for id, state, attempts in rows(path, "SELECT id, state, attempts FROM job")
                 if (state, attempts) != ("done", 1)]
    problems += [f"message {id}: {what}" for id, what in
                 rows(path, "SELECT o.id, o.status || coalesce(j.state, 'no job') FROM outbox o LEFT JOIN job j ON j.id = o.id"
                            " WHERE o.status <> 'sent' OR j.state IS NOT 'done' OR o.attempt_id IS NOT j.attempt_id")]
    problems += [f"coefficient {value} is marked" for value, in
                 rows(path, "SELECT factor_value FROM coefficient WHERE recalculated_to IS NOT NULL")]
    problems += [f"deal {id} does not follow" for id, in
                 rows(path, "SELECT o.id FROM opportunity o JOIN coefficient c ON c.factor_type = 'project_maturity'"
                            " AND c.factor_value = o.project_maturity WHERE o.maturity_coef <> c.coefficient")]
    return problems


class Storm(unittest.TestCase):
    """kill -9 of couriers at any moment, with three of them at work for three tenants."""

    BATCH = 60
    KILLS = 8

    @classmethod
    def setUpClass(cls):
        cls.instance = another(couriers=3)
        cls.instance.expect_alarm(r"worker \d+ was killed by signal 9")
        cls.owners = [cls.instance.sign_up() for _ in range(3)]
        cls.queued = {owner: [] for owner in cls.owners}
        for owner in cls.owners:
            for _ in range(30):
                owner.post("/api/opportunities", DEAL).expect(201)
        cls.kills = cls.kill_until_enough()

    @classmethod
    def more(cls, owner):
        batch = len(cls.queued[owner]) // cls.BATCH
        queue(owner, cls.BATCH, f"S {batch}")
        cls.queued[owner] += [f"S {batch} {number}" for number in range(cls.BATCH)]
        rewrite(owner, "UPDATE coefficient SET coefficient = 1000 + ?, recalculated_to = 0 WHERE factor_type = 'project_maturity'", batch)
        rewrite(owner, "INSERT INTO job (id, kind, state, due_at, created_at) VALUES (lower(hex(randomblob(16))), 'recalculate',"
                       " 'queued', 0, 0)")
        wake(owner)

    @classmethod
    def left(cls, owner):
        return rows(tenant_file(owner), "SELECT count(*) FROM job WHERE state IN ('queued', 'running')")[0][0]

    @classmethod
    def at_work(cls):
        """Couriers that hold a lease, with whose it is, looked for without a pause; none: they were done before."""
        deadline = time.monotonic() + 1
        found = []
        while not found and time.monotonic() < deadline:
            couriers = cls.instance.workers("courier")
            found = [(pid, owner) for owner in cls.owners for lease in ("outbox", "recalculate")
                     if (pid := holder(owner, couriers, lease))]
        return found

    @classmethod
    def may_die_again(cls, owner):
        """A third death at one job would end that: Deadly is about it."""
        return rows(tenant_file(owner), "SELECT coalesce(max(deaths), 0) FROM job WHERE state IN ('queued', 'running')")[0][0] < 2

    @classmethod
    def kill_until_enough(cls):
        """Kills couriers that hold a lease: one that is killed at rest proves nothing."""
        chance = random.Random(20261126)
        deadline = time.monotonic() + 900
        kills = 0
        while time.monotonic() < deadline and (kills < cls.KILLS or any(map(cls.left, cls.owners))):
            for owner in cls.owners:
                if kills < cls.KILLS and cls.left(owner) < cls.BATCH // 2:
                    cls.more(owner)
                else:
                    wake(owner)
            if kills < cls.KILLS and (victims := cls.at_work()):
                pid, owner = chance.choice(victims)
                time.sleep(chance.random() * 0.01)
                if cls.may_die_again(owner):
                    kill_all([pid])
                    kills += 1
        return kills

    def problems(self, owner, path=None):
        subjects = [letter["Subject"] for letter in letters(self.instance, owner.tenant)]
        return account(path or tenant_file(owner), subjects, self.queued[owner])

    def test_the_storm_was_one(self):
        self.assertGreaterEqual(self.kills, self.KILLS)

    def test_every_job_is_done_as_promised(self):
        for owner in self.owners:
            self.assertEqual(self.problems(owner)[:10], [])
            self.instance.cli("verify", owner.tenant)

    def test_the_accounting_sees_what_is_wrong(self):
        owner = self.owners[0]
        losses = {"is queued after 1": "UPDATE job SET state = 'queued' WHERE seq = 3",
                  "is done after 2": "UPDATE job SET attempts = 2 WHERE seq = 3",
                  "message .*no job": "DELETE FROM job WHERE ref = (SELECT id FROM outbox WHERE seq = 5)",
                  "is marked": "UPDATE coefficient SET recalculated_to = 3 WHERE seq = 4",
                  "does not follow": "UPDATE opportunity SET maturity_coef = 1 WHERE seq = 7"}
        for number, (problem, sql) in enumerate(losses.items()):
            with self.subTest(problem=problem):
                copy = self.instance.folder / f"copy-{number}.db"
                with reading(tenant_file(owner)) as live, sqlite3.connect(copy) as other:
                    live.backup(other)
                    other.execute(sql)
                self.assertRegex("\n".join(self.problems(owner, copy)), problem)
        subjects = [letter["Subject"] for letter in letters(self.instance, owner.tenant)]
        queued = self.queued[owner]
        self.assertIn("S 0 1 2 times", account(tenant_file(owner), [*subjects, "S 0 1"], queued)[0])
        self.assertIn("S 0 1 0 times", account(tenant_file(owner), [each for each in subjects if each != "S 0 1"], queued)[0])
