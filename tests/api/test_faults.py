# SPDX-License-Identifier: MIT
"""What the workers survive without anybody's help: a system that has nothing left for one more connection, a request that
ends whoever serves it."""

import contextlib
import fcntl
import os
import resource
import signal
import struct
import termios
import time
import unittest
import uuid
from pathlib import Path

from harness import another
from probe import Background, kill_all, reading, rows, signal_all, tenant_file, wait_until, write_lock

ID_LENGTH = 36


def connections(pid):
    """Sockets of a worker beside the one that it listens on and the two ends of libfcgi's."""
    links = [os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir()]
    return sum(link.startswith("socket:") for link in links) - 3


class Deaf(unittest.TestCase):
    def test_a_worker_hears_again(self):
        """No descriptor is left when nginx calls, and no connection is open whose end would be an event."""
        instance = another(workers=1)
        instance.expect_alarm(r"accept: Too many open files")
        pid, = instance.workers()
        wait_until(lambda: connections(pid) == 0, "nginx lets go of its connections", 30)
        before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        used = {int(link.name) for link in Path(f"/proc/{pid}/fd").iterdir()}
        first_free = min(set(range(len(used) + 1)) - used)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (first_free, before[1]))
        request = Background(instance.client("demo").get, "/api/health")
        wait_until(lambda: "accept: Too many open files" in instance.server_log.read_text(), "the failure")
        time.sleep(0.5)
        self.assertTrue(request.running(), "answered without a descriptor")
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        request.result().expect(200)
        self.assertEqual(instance.workers(), [pid])
        self.assertEqual(instance.server_log.read_text().count("accept: Too many open files"), 1)


class Killer(unittest.TestCase):
    """A request that ends its worker meets another one, and another one."""

    @classmethod
    def setUpClass(cls):
        cls.instance = another(workers=1, heavy_workers=3)
        cls.instance.expect_alarm(r"was killed by signal \d|has ended its workers")
        cls.owner = cls.instance.sign_up()
        cls.contact = cls.owner.create("/api/contacts", {"last_name": "Reste"})["id"]

    def deaths(self):
        return self.instance.server_log.read_text().count("was killed by signal")

    def end(self, method, path, deaths, how="crash", **options):
        """The answer to a request that ends its workers that way, and costs that many."""
        before = self.deaths()
        answer = self.owner.twin().request(method, path, headers={"X-Test-Fail": how}, **options)
        wait_until(lambda: self.deaths() - before >= deaths, "deaths")
        time.sleep(0.3)  # for one more
        self.assertEqual(self.deaths() - before, deaths)
        return answer

    def test_a_read_ends_two(self):
        for path in ("/api/contacts", f"/api/contacts/{self.contact}", "/api/none"):
            with self.subTest(path=path):
                answer = self.end("GET", path, 2)
                answer.fault(503, "SERVICE_UNAVAILABLE")
                self.assertRegex(answer.headers["Retry-After"], r"^[1-9]\d*$")
        self.owner.get("/api/contacts").expect(200)

    def test_a_document_ends_two(self):
        self.end("GET", "/api/quotes/0190aaaa-0000-7000-8000-000000000001/pdf", 2).expect(502, 503)

    def test_a_write_ends_one(self):
        """The same sent again is another request, and is not refused for the first."""
        for _ in range(3):
            self.end("POST", "/api/contacts", 1, body={"last_name": "A"}).fault(502, "BAD_GATEWAY")
        self.owner.create("/api/contacts", {"last_name": "B"})

    def test_kills_end_too(self):
        """Whoever kills at random meets a request more than once: it may be one of those, but not for ever."""
        instance = another(workers=1)
        instance.expect_alarm(r"was killed by signal 9|has ended its workers")
        instance.client(None).get("/api/health", headers={"X-Test-Fail": "kill"}).fault(503, "SERVICE_UNAVAILABLE")
        self.assertEqual(instance.server_log.read_text().count("was killed by signal 9"), 6)

    def test_unseen_it_goes_on(self):
        """Positive control: where nobody looks it ends one worker after the other."""
        instance = another(workers=1)
        instance.expect_alarm(r"was killed by signal")
        client = instance.client(None)
        Background(client.get, "/api/health", {"X-Test-Fail": "crash unseen"})
        wait_until(lambda: instance.server_log.read_text().count("was killed by signal") > 3, "deaths", 30)
        client.connection.sock.close()


class Copier(unittest.TestCase):
    """Who copies long logs beside the workers is stopped, and killed with one in hand."""

    @classmethod
    def setUpClass(cls):
        cls.instance = another(workers=1)
        cls.instance.expect_alarm(r"was killed by signal 9")
        cls.owner = cls.instance.sign_up()
        cls.file = Path(tenant_file(cls.owner))
        cls.stored = set()

    @contextlib.contextmanager
    def pipe(self, mode):
        """The pipe in which workers name tenants, which no copier has to be there for."""
        worker, = self.instance.workers()
        [path] = [link for link in Path(f"/proc/{worker}/fd").iterdir() if int(link.name) > 2 and os.readlink(link).startswith("pipe:")]
        end = os.open(path, mode | os.O_NONBLOCK)
        try:
            yield end
        finally:
            os.close(end)

    def waiting(self):
        """How many tenants were named and wait."""
        with self.pipe(os.O_RDONLY) as end:
            return struct.unpack("i", fcntl.ioctl(end, termios.FIONREAD, bytes(4)))[0] // ID_LENGTH

    @contextlib.contextmanager
    def long_log(self):
        """Named to the copier, and kept from the worker, which would copy it when it has nothing else to do: by a reader at first,
        and then by the lock, which the copier does not need."""
        with reading(self.file) as reader:
            reader.executescript("BEGIN; SELECT count(*) FROM contact")
            while self.waiting() == 0:
                self.stored |= {self.owner.create("/api/contacts", {"last_name": "Long"})["id"] for _ in range(20)}
            with write_lock(self.file):
                reader.rollback()
                yield

    def copier(self):
        found = self.instance.workers("copier")
        return found[0] if len(found) == 1 else None

    def test_what_a_dead_one_left_is_copied_by_the_next(self):
        dead = self.copier()
        signal_all([dead], signal.SIGSTOP)
        with self.long_log():
            before = self.file.stat().st_size
            time.sleep(0.5)
            self.assertEqual(self.file.stat().st_size, before)  # positive control: nobody else copies it
            self.assertGreaterEqual(self.waiting(), 1)
            kill_all([dead])
            wait_until(lambda: self.copier() not in (None, dead), "a successor")
            wait_until(lambda: self.waiting() == 0, "it has taken it up")
            wait_until(lambda: self.file.stat().st_size > before, "it is copied, beside who has the lock")
        self.stored.add(self.owner.create("/api/contacts", {"last_name": "After"})["id"])
        self.assertEqual(self.stored, {id for id, in rows(self.file, "SELECT id FROM contact")})
        self.assertEqual(rows(self.file, "PRAGMA integrity_check"), [("ok",)])

    def test_more_than_it_takes_up_is_told_once(self):
        copier = self.copier()
        signal_all([copier], signal.SIGSTOP)
        with self.pipe(os.O_WRONLY) as end:
            for _ in range(70):
                os.write(end, str(uuid.uuid4()).encode())
        signal_all([copier], signal.SIGCONT)
        wait_until(lambda: self.waiting() == 0, "none of them is there, and it goes on")
        wait_until(lambda: "long logs wait to be copied" in self.instance.server_log.read_text(), "the line")
        self.assertEqual(self.instance.server_log.read_text().count("long logs wait to be copied"), 1)
        self.assertEqual(self.copier(), copier)
