# SPDX-License-Identifier: MIT
"""A new program, a new configuration and a restart, while everybody works. VISIONCRM_SWAPS says how often the program is
exchanged (4; 50 now and then)."""

import collections
import contextlib
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
import unittest

from harness import Instance, days_from_now, line
from probe import Background, rows, signal_all, tenant_file, wait_until, write_lock

SWAPS = int(os.environ.get("VISIONCRM_SWAPS", "4"))


class Own(unittest.TestCase):
    """Instances that run a copy of the program, with a configuration file."""

    def make(self, conf="", **settings):
        instance = Instance(**settings)
        (instance.folder / "bin").mkdir()
        self.program = instance.folder / "bin/visioncrm"
        shutil.copy(instance.binary, self.program)
        self.conf = instance.folder / "visioncrm.conf"
        self.conf.write_text(conf)
        instance.binary = self.program
        instance.env["VISIONCRM_CONF"] = str(self.conf)
        for name in ("WORKERS", "HEAVY_WORKERS"):
            if name.lower() in conf:
                del instance.env[f"VISIONCRM_{name}"]
        self.addCleanup(instance.remove)
        instance.start()
        self.addCleanup(lambda: self.assertEqual(instance.stop(), []))
        return instance

    def install(self, content):
        """In place of the program, as `make install` does it."""
        fresh = self.program.with_suffix(".new")
        fresh.write_bytes(content)
        fresh.chmod(0o755)
        fresh.rename(self.program)

    def runs(self, pid):
        return os.stat(f"/proc/{pid}/exe").st_ino == self.program.stat().st_ino

    def restart(self, instance, kept=None):
        """Ends the service and starts it with the sockets that were kept; returns how long the end took."""
        kept = kept or {}
        began = time.monotonic()
        instance.server.send_signal(signal.SIGTERM)
        self.assertEqual(instance.server.wait(20), 0)
        took = time.monotonic() - began
        redirections = " ".join(f"{3 + number}<&{fd}" for number, fd in enumerate(kept.values()))
        environment = {**instance.env, "LISTEN_FDS": str(len(kept)), "LISTEN_FDNAMES": ":".join(kept)}
        with open(instance.server_log, "ab") as log:
            instance.server = subprocess.Popen(
                ["/bin/bash", "-c", f'export LISTEN_PID=$$; exec "$0" serve {redirections}', self.program], env=environment,
                cwd=instance.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=list(kept.values()))
        return took

    def load(self, owners):
        """Works until `stop` is set; returns the event and a function for what was answered."""
        stop, counts = threading.Event(), collections.Counter()

        def work(client, contact, quote):
            turn = 0
            while not stop.is_set():
                began = time.monotonic()
                if turn % 3 == 0:
                    counts[client.post("/api/contacts", {"last_name": f"N{turn}"}).status] += 1
                elif turn % 10 == 1:
                    counts[client.get(f"/api/quotes/{quote}/pdf").status] += 1
                else:
                    counts[client.get(f"/api/contacts/{contact}").status] += 1
                counts["slowest"] = max(counts["slowest"], time.monotonic() - began)
                turn += 1

        tasks = []
        for owner in owners:
            contact = owner.create("/api/contacts", {"last_name": "A"})["id"]
            quote = owner.create("/api/quotes", {"contact_id": contact, "valid_until": days_from_now(30), "vat_rate": 20,
                                                 "items": [line(100)]})["id"]
            tasks += [Background(work, owner.twin(), contact, quote) for _ in range(2)]

        def result():
            stop.set()
            for task in tasks:
                task.result()
            return counts

        return counts, result


class Swap(Own):
    def test_nothing_is_dropped(self):
        """The program is exchanged again and again: the same process runs the new one, and every answer is a success."""
        instance = self.make()
        original = self.program.read_bytes()
        owners = [instance.sign_up() for _ in range(3)]
        counts, result = self.load(owners)
        pid = instance.server.pid
        for number in range(SWAPS):
            before, answered = set(instance.workers()), counts[200]
            self.install(original + b"\0" * number)
            self.assertFalse(self.runs(pid))
            instance.server.send_signal(signal.SIGHUP)
            wait_until(lambda: self.runs(pid), "the new program", 30)
            wait_until(lambda: len(set(instance.workers()) - before) == 2, "new workers", 30)
            self.assertTrue(all(self.runs(worker) for worker in set(instance.workers()) - before))
            wait_until(lambda: counts[200] > answered + 50, "load", 30)
        wait_until(lambda: len(instance.workers()) == 2, "the old workers' end", 40)
        counts = result()
        self.assertEqual(set(counts), {200, 201, "slowest"}, counts)
        self.assertLess(counts["slowest"], 12, counts)  # nginx gives up at 15
        stored = sum(rows(tenant_file(owner), "SELECT count(*) FROM contact")[0][0] for owner in owners)
        self.assertEqual(stored, counts[201] + len(owners))
        second = subprocess.run([self.program, "serve"], env=instance.env, cwd=instance.folder, capture_output=True, text=True,
                                timeout=20)
        self.assertEqual(second.returncode, 1)
        self.assertIn("already serving", second.stderr)

    def test_twice_at_once(self):
        """Reloads faster than workers start: in the end one generation serves."""
        instance = self.make()
        owner = instance.sign_up()
        for _ in range(5):
            instance.server.send_signal(signal.SIGHUP)
            time.sleep(0.02)
            owner.get("/api/contacts").expect(200)
        wait_until(lambda: len(instance.workers()) == 2 and len(instance.workers("heavy")) == 2, "one generation", 40)
        owner.get("/api/contacts").expect(200)

    def test_a_worker_that_does_not_start(self):
        """Old workers serve until their successors do."""
        instance = self.make()
        instance.expect_alarm(r"registry|worker \d+ (ended|was killed)|database|disk|cannot be")
        owner = instance.sign_up()
        old = set(instance.workers())
        registry = instance.folder / "data/registry.db"
        registry.rename(registry.with_suffix(".away"))
        registry.mkdir()
        instance.server.send_signal(signal.SIGHUP)
        log = instance.server_log
        wait_until(lambda: log.read_text().count("worker cannot open the registry") >= 3, "failures", 30)
        self.assertLessEqual(old, set(instance.workers()))
        registry.rmdir()
        registry.with_suffix(".away").rename(registry)
        wait_until(lambda: set(instance.workers()) and not old & set(instance.workers()), "successors", 60)
        owner.get("/api/contacts").expect(200)


class Refused(Own):
    def refuse(self, instance, owner):
        before, log = instance.workers(), instance.server_log
        count = log.read_text().count("nothing was changed")
        instance.expect_alarm(r"nothing was changed|cannot run|mail:|workers")
        instance.server.send_signal(signal.SIGHUP)
        wait_until(lambda: log.read_text().count("nothing was changed") > count, "refusal", 30)
        self.assertEqual(instance.workers(), before)
        owner.get("/api/contacts").expect(200)

    def test_what_cannot_be_used(self):
        """Neither a broken program nor a broken configuration ends what serves."""
        instance = self.make("workers = 2\n")
        owner, original = instance.sign_up(), self.program.read_bytes()
        for content in (b"", b"\x7fELF broken", b"#!/bin/sh\nexit 3\n", b"#!/bin/sh\nsleep 100\n"):
            with self.subTest(program=content):
                self.install(content)
                self.refuse(instance, owner)
        self.install(original)
        for text in ("mail = nonsense\n", "workers = 0\n", "no such key = 1\n", "workers\n"):
            with self.subTest(configuration=text):
                self.conf.write_text(text)
                self.refuse(instance, owner)
                checked = instance.cli("serve", "--check", check=False)
                self.assertNotEqual(checked.returncode, 0)
                self.assertTrue(checked.stderr)
        self.conf.write_text("workers = 2\n")
        instance.cli("serve", "--check")
        before = set(instance.workers())
        instance.server.send_signal(signal.SIGHUP)  # positive control
        wait_until(lambda: set(instance.workers()) - before, "new workers", 30)

    def test_other_numbers(self):
        """More workers, then fewer: nginx, which does not know yet, meets somebody on every socket."""
        instance = self.make("workers = 2\n")
        owners = [instance.sign_up() for _ in range(6)]
        for number in (4, 1, 2):
            self.conf.write_text(f"workers = {number}\n")
            before = set(instance.workers())
            instance.server.send_signal(signal.SIGHUP)
            wait_until(lambda: len(set(instance.workers()) - before) == number, "new workers", 30)
            for owner in owners:
                owner.twin().get("/api/contacts").expect(200)


class Restart(Own):
    """Under a service manager that keeps the sockets, and without."""

    def manager(self, instance):
        """Listens as systemd does."""
        inbox = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        inbox.bind(str(instance.folder / "notify"))
        inbox.settimeout(10)
        self.addCleanup(inbox.close)
        instance.env["NOTIFY_SOCKET"] = str(instance.folder / "notify")
        return inbox

    def told(self, inbox):
        """What the service says until it is ready: the sockets that are to be kept, by name."""
        kept = {}
        while True:
            text, fds, _, _ = socket.recv_fds(inbox, 4096, 4)
            fields = dict(part.split("=", 1) for part in text.decode().split("\n"))
            if "FDNAME" in fields:
                self.assertEqual(fields["FDSTORE"], "1")
                kept[fields["FDNAME"]], = fds
            if fields.get("READY") == "1":
                return kept

    def test_only_what_is_in_flight_is_lost(self):
        instance = self.make(stop_wait_ms=10000)
        inbox = self.manager(instance)
        self.restart(instance)
        kept = self.told(inbox)
        self.assertEqual(sorted(kept), ["api-0", "api-1", "heavy", "slow"])
        wait_until(lambda: instance.client(None).get("/api/health").status == 200, "health")
        counts, result = self.load([instance.sign_up() for _ in range(2)])
        wait_until(lambda: counts[200] > 50, "load", 30)
        took = self.restart(instance, kept)
        self.assertEqual(self.told(inbox).keys(), kept.keys())
        answered = counts[200]
        wait_until(lambda: counts[200] > answered + 50, "load after the restart", 30)
        counts = result()
        self.assertLess(took, 10)
        self.assertLessEqual(set(counts), {200, 201, 502, "slowest"}, counts)
        self.assertLessEqual(counts[502], 4, counts)  # a write of each client, at most
        self.assertLess(counts["slowest"], 12, counts)

    def test_a_slow_request_does_not_delay_it(self):
        instance = self.make(stop_wait_ms=1500, write_wait_ms=60000)
        instance.expect_alarm(r"was killed by signal 9|prematurely closed|recv\(\) failed")
        owner = instance.sign_up()
        with write_lock(tenant_file(owner)):
            waiting = [Background(owner.twin().post, "/api/contacts", {"last_name": "A"}) for _ in range(3)]
            signin = Background(instance.client(owner.tenant).post, "/api/auth/signin",
                                {"email": "owner@garage.fr", "password": "Correct-Horse-42"})
            time.sleep(0.3)
            self.assertTrue(all(each.running() for each in (*waiting, signin)))
            self.assertLess(self.restart(instance), 10)
        for each in (*waiting, signin):
            self.assertIn(each.result().status, (502, 503, 504))
        wait_until(lambda: instance.client(None).get("/api/health").status == 200, "health")

    def test_idle_connections_do_not_delay_it(self):
        instance = self.make()
        owner = instance.sign_up()
        owner.get("/api/contacts").expect(200)  # nginx keeps the connection, for longer
        self.assertLess(self.restart(instance), 10)
        wait_until(lambda: instance.client(None).get("/api/health").status == 200, "health")


class OtherFiles(Own):
    """Files that were made by other migrations: neither served nor changed, and a sentence says what to do."""

    def make_folder(self):
        instance = self.make()
        environment = {**instance.env, "VISIONCRM_DATA": str(instance.folder / "other")}

        def run(*arguments, text=None):
            return subprocess.run([self.program, *arguments], env=environment, cwd=instance.folder, input=text, timeout=30,
                                  capture_output=True, text=True)

        made = run("tenant", "create", "other", "--name", "Garage", "--owner-email", "a@b.fr", "--owner-name", "A B",
                   "--password-stdin", text="Correct-Horse-42\n")
        self.assertEqual(made.returncode, 0, made.stderr)
        return instance.folder / "other", run

    def mark(self, file, number):
        with contextlib.closing(sqlite3.connect(file)) as db:
            before, = db.execute("PRAGMA application_id").fetchone()
            db.execute(f"PRAGMA application_id = {number}")
        return before

    def test_a_registry_of_others_ends_the_start(self):
        folder, run = self.make_folder()
        own = self.mark(folder / "registry.db", 0)
        content = (folder / "registry.db").read_bytes()
        for command in (["serve"], ["tenant", "list"]):
            done = run(*command)
            self.assertEqual(done.returncode, 1, command)
            self.assertRegex(done.stderr, "registry.db was made by a version of visioncrm .* keep the folder .* name an empty one")
        self.assertEqual((folder / "registry.db").read_bytes(), content)
        self.mark(folder / "registry.db", own)
        self.assertIn("other", run("tenant", "list").stdout)  # positive control

    def test_a_tenant_of_others_is_refused_alone(self):
        folder, run = self.make_folder()
        file, = folder.glob("tenants/*/tenant.db")
        own = self.mark(file, 7)
        done = run("verify", "other")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("tenant.db was made by a version of visioncrm", done.stderr)
        self.mark(file, own)
        self.assertEqual(run("verify", "other").returncode, 0)


class Insistence(Own):
    def test_a_worker_that_does_not_end(self):
        """A frozen one does not keep the service from stopping."""
        instance = self.make(stop_wait_ms=500)
        instance.expect_alarm(r"was killed by signal 9")
        pid, *_ = instance.workers()
        signal_all([pid], signal.SIGSTOP)
        self.assertLess(self.restart(instance), 15)
        wait_until(lambda: instance.client(None).get("/api/health").status == 200, "health")
