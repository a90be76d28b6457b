# SPDX-License-Identifier: MIT
"""Group commit: writes of one tenant that are there at the same time share a commit. Each is answered as if it had been alone,
once, and only when it is stored, whatever happens meanwhile to the lock, the disk, the worker or the callers.

"At the same time" is known, not hoped for: the callers write to the socket of the only worker while it stands still."""

import collections
import contextlib
import itertools
import json
import random
import signal
import sqlite3
import threading
import time
import unittest

import test_crash
from harness import another, days_from_now
from probe import (Background, Worker, commits, fastcgi_request, frozen, full_disk, kill_all, lock_free, reading, rows,
                   signal_all, tenant_file, wait_until, write_lock)
from test_disk_full import FULL

STORM_SECONDS = 4
STORM_CALLERS = 40
REFUSED = (503, 507)  # the lock was held too long; the disk was full


def contact(name, **params):
    return dict(params, method="POST", uri="/api/contacts", body={"last_name": name})


def start(case, **settings):
    case.instance = another(workers=1, heavy_workers=1, **settings)
    case.instance.expect_alarm(f"{FULL}|{test_crash.KILLED}")
    case.socket = case.instance.folder / "data/run/api-0.sock"
    case.owner = case.instance.sign_up()
    case.file = tenant_file(case.owner)


class Groups(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        start(cls)

    def worker(self):
        """The pid of the one worker there is: while it is replaced there are two for a moment, or none."""
        pids = []

        def alone():
            pids[:] = self.instance.workers()
            return len(pids) == 1

        wait_until(alone, "one worker")
        return pids[0]

    def callers(self, count):
        """Connections that the worker knows."""
        callers = [Worker(self.socket) for _ in range(count)]
        for caller in callers:
            self.addCleanup(caller.close)
            caller.request(uri="/api/health")
        return callers

    def together(self, *requests):
        """Callers whose requests are there at the same time."""
        callers = self.callers(len(requests))
        with frozen(self.worker()):
            for caller, request in zip(callers, requests):
                caller.send(client=self.owner, **request)
        return callers

    def stored(self, prefix):
        return [name for name, in rows(self.file, "SELECT last_name FROM contact WHERE last_name GLOB ? || '-*'", prefix)]

    def test_writes_share_commits(self):
        numbers = itertools.count()

        def few():
            before = commits(self.file)
            for caller in self.together(*[contact(f"share-{next(numbers)}") for _ in range(24)]):
                caller.receive().expect(201)
            return commits(self.file) - before <= 4

        with reading(self.file) as reader:  # keeps the log from beginning anew, but for the first write beside it
            reader.executescript("BEGIN; SELECT count(*) FROM contact")
            self.owner.create("/api/contacts", {"last_name": "Première"})
            before = commits(self.file)
            for _ in range(10):
                self.owner.create("/api/contacts", {"last_name": "Seule"})
            self.assertEqual(commits(self.file) - before, 10)  # positive control: they are counted
            wait_until(few, "24 writes in 4 commits", 30)
        self.assertEqual(sorted(self.stored("share")), sorted(f"share-{number}" for number in range(next(numbers))))

    def test_a_quiet_tenant_waits_for_one_request_of_a_busy_one(self):
        """In the order of the log: whose reads are all there before its own is."""
        quiet = self.instance.sign_up()
        busy = self.callers(24)
        last, = self.callers(1)
        begins = len(self.instance.server_log.read_bytes())
        with frozen(self.worker()):
            for caller in busy:
                caller.send(client=self.owner, uri="/api/contacts?limit=100")
            last.send(client=quiet, uri="/api/contacts?limit=100")
        for caller in (*busy, last):
            caller.receive().expect(200)

        def served():
            lines = self.instance.server_log.read_bytes()[begins:].decode().splitlines()
            return [line["tenant"] for line in map(json.loads, lines) if line.get("route") == "GET /api/contacts"]

        wait_until(lambda: len(served()) == 25, "all are in the log")
        tenants = served()
        self.assertIn(next(at for at, tenant in enumerate(tenants) if tenants.count(tenant) == 1), (0, 1), tenants)

    def test_half_a_request_is_not_waited_for_with_the_lock(self):
        whole, half = self.callers(2)
        with frozen(self.worker()):
            whole.send(client=self.owner, **contact("half-0"))
            half.socket.sendall(fastcgi_request(client=self.owner, **contact("half-1"))[:-12])
        wait_until(lambda: half.unread() == 0, "half a request is read")  # and its rest is waited for
        self.assertTrue(lock_free(self.file))
        half.close()
        whole.receive().expect(201)
        self.assertEqual(self.stored("half"), ["half-0"])

    def test_no_answer_rests_on_what_was_not_committed(self):
        """The disk is full when the group commits: the second was served after a write that did not happen."""
        path = "/api/contacts/" + self.owner.create("/api/contacts", {"last_name": "Gardée"})["id"]
        tag = self.owner.get(path).headers["ETag"]
        change = dict(method="PATCH", uri=path, body={"first_name": "B"})
        pairs = {404: (dict(method="DELETE", uri=path), change), 412: [dict(change, HTTP_IF_MATCH=tag)] * 2,
                 401: (dict(method="POST", uri="/api/auth/signout", body={}), change),
                 409: [contact(name, HTTP_IDEMPOTENCY_KEY="key") for name in ("key-1", "key-2")]}
        for wrong, pair in pairs.items():
            with self.subTest(wrong=wrong), full_disk(self.worker()):
                for caller in self.together(*pair):
                    caller.receive().fault(507, "INSUFFICIENT_STORAGE")
            self.assertEqual(self.owner.get(path).expect(200).headers["ETag"], tag)
        self.assertEqual(self.stored("key"), [])
        self.together(contact("key-3", HTTP_IDEMPOTENCY_KEY="key"))[0].receive().expect(201)

    def test_term(self):
        """Whoever wrote before the worker was asked to stop is answered: those who wait for the lock, and a group at hand."""
        for prefix, pause in (("parked", lambda: write_lock(self.file)), ("group", lambda: frozen(old))):
            old, callers = self.worker(), self.callers(50)
            with pause():
                for number, caller in enumerate(callers):
                    caller.send(client=self.owner, **contact(f"{prefix}-{number}"))
                if prefix == "parked":
                    wait_until(lambda: not any(caller.unread() for caller in callers), "all are read")
                signal_all([old], signal.SIGTERM)
            names = [caller.receive().expect(201).data["last_name"] for caller in callers]
            self.assertEqual(sorted(self.stored(prefix)), sorted(names))
            kill_all([old])  # it would wait for nginx
            wait_until(lambda: self.worker() != old, "a successor")

    def test_killed_between_answers(self):
        """What was acknowledged up to then is stored; the rest once or not at all."""
        def cut(prefix):
            callers, told = self.together(*[contact(f"{prefix}-{number}") for number in range(60)]), set()
            with contextlib.suppress(ConnectionError):
                for caller in callers:
                    told.add(caller.receive().expect(201).data["last_name"])
                    kill_all(self.instance.workers() if len(told) == 1 else [])
            stored = self.stored(prefix)
            self.assertLessEqual(told, set(stored))
            self.assertEqual(len(stored), len(set(stored)))
            return 0 < len(told) < len(callers)  # else all had been answered

        turns = itertools.count()
        for _ in range(3):
            wait_until(lambda: cut(f"kill{next(turns)}"), "killed in time", 30)


class Books:
    """What the callers of one tenant were told."""

    def __init__(self, owner):
        quotes = test_crash.Storm.quotes(owner)
        self.quotes = [quotes.get() for _ in range(quotes.qsize())]  # to be converted
        self.owner, self.file = owner, tenant_file(owner)
        self.base = owner.create("/api/contacts", {"last_name": "Base"})["id"]
        self.contacts = dict(rows(self.file, "SELECT id, last_name FROM contact"))
        self.invoices = {}  # id: number
        self.shown, self.left = set(), set()  # ids of contacts; names in requests whose callers went away
        self.effects = collections.defaultdict(list)  # what must have one effect: those that were acknowledged
        self.tag = None  # of the base


def audit(path, books):
    """What the file says differently from what was told."""
    contacts = dict(rows(path, "SELECT id, last_name FROM contact"))
    problems = test_crash.account(path, books)
    problems += [f"contact {name} was refused" for id, name in contacts.items()
                 if id not in books.contacts and name not in books.left]
    problems += [f"contact {id} was shown and is not there" for id in books.shown - contacts.keys()]
    problems += [f"invoice {id} was refused" for id, in rows(path, "SELECT id FROM invoice") if id not in books.invoices]
    return problems + [f"{what}: {effects}" for what, effects in books.effects.items() if len(set(effects)) > 1]


# What callers do: each sends what it yields and examines the answer, which is no refusal.

def create(books, name, chance):
    made = (yield contact(name)).expect(201).data
    assert made["last_name"] == name and made["id"] not in books.contacts, made
    books.contacts[made["id"]] = name


def repeat(books, name, chance):
    """One of a few keys of this round, with one of two bodies."""
    key = f"{name.split('-')[0]}-key-{chance.randrange(4)}"
    name = f"{key}-{chance.choice('aaab')}"
    answer = (yield contact(name, HTTP_IDEMPOTENCY_KEY=key)).expect(201, 409)
    if answer.status == 201:
        books.effects[key].append(answer.data["id"])
        books.contacts[answer.data["id"]] = name


def change(books, name, chance):
    request = dict(method="PATCH", uri=f"/api/contacts/{books.base}", body={"first_name": name}, HTTP_IF_MATCH=books.tag)
    if (yield request).expect(200, 412).status == 200:
        books.effects[request["HTTP_IF_MATCH"]].append(name)


def look(books, name, chance):
    """What was acknowledged is seen at once, and what is seen is there in the end."""
    last = list(books.contacts)[-1]
    seen = {row["id"] for row in (yield dict(uri="/api/contacts?limit=100")).expect(200).data}
    assert last in seen, last
    books.shown |= seen


def convert(books, name, chance):
    quote = books.quotes[min(len(books.invoices), len(books.quotes) - 1)]
    answer = yield dict(method="POST", uri=f"/api/quotes/{quote}/convert", body={"due_date": days_from_now(30)})
    if answer.status == 201:
        invoice = answer.data["invoice"]
        books.invoices[invoice["id"]] = invoice["invoice_number"]
        books.effects[quote].append(invoice["id"])
    else:
        answer.fault(400, "ALREADY_CONVERTED")


MOVES = {create: 36, repeat: 18, change: 12, look: 16, convert: 18}


class Storm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        start(cls, write_wait_ms=200)
        cls.books = [Books(cls.owner), Books(cls.instance.sign_up())]
        cls.pid, = cls.instance.workers()
        cls.callers = [Worker(cls.socket) for _ in range(STORM_CALLERS)]
        cls.answers, cls.stop = collections.Counter(), threading.Event()
        chance, numbers, began = random.Random(20261122), itertools.count(), time.monotonic()
        troubles = [Background(cls.trouble, 0.3, lambda: write_lock(chance.choice(cls.books).file)),
                    Background(cls.trouble, 0.04, lambda: full_disk(cls.pid, chance.choice((4096, 100000))))]
        try:
            while time.monotonic() < began + (STORM_SECONDS if cls.enough() else 60):
                cls.turn(next(numbers), chance)
            cls.owner.read("/api/contacts")  # after what those who left had sent
        finally:
            cls.stop.set()
            for caller in cls.callers:
                caller.close()
            for trouble in troubles:
                trouble.result()

    @classmethod
    def trouble(cls, longest, make):
        chance = random.Random(longest)
        while not cls.stop.wait(chance.uniform(0.05, 0.3)):
            with make():
                time.sleep(longest * chance.choice((0.01, 0.05, 0.2, 1)))

    @classmethod
    def turn(cls, number, chance):
        """Some callers write at the same time, most of them to one tenant; some do not wait for the answer."""
        moves, leaving = [], []
        for books in cls.books:
            books.tag = books.owner.get(f"/api/contacts/{books.base}").expect(200).headers["ETag"]
        crowded = chance.choice(cls.books)
        with frozen(cls.pid) if chance.random() < 0.7 else contextlib.nullcontext():
            for at in chance.sample(range(STORM_CALLERS), chance.randint(2, STORM_CALLERS)):
                books, name = crowded if chance.random() < 0.8 else chance.choice(cls.books), f"{number}-{at}"
                play, = chance.choices(list(MOVES), MOVES.values())
                move = play(books, name, chance)
                cls.callers[at].send(client=books.owner, **next(move))
                if play is create and chance.random() < 0.1:
                    books.left.add(name)
                    leaving.append(at)
                else:
                    moves.append((at, move))
        for at in leaving:
            cls.callers[at].close()
            cls.callers[at] = Worker(cls.socket)
        for at, move in moves:
            answer = cls.callers[at].receive()
            cls.answers[answer.status] += 1
            with contextlib.suppress(StopIteration):
                answer.status in REFUSED or move.send(answer)

    @classmethod
    def enough(cls):
        """Whether the storm was one: else the tests of this class would prove nothing."""
        return (all(cls.answers[status] for status in (400, 409, 412, *REFUSED)) and cls.answers[201] > 200
                and any(len(each) > len(set(each)) for books in cls.books for each in books.effects.values())
                and all(len(books.invoices) > 3 and len(books.left) > 3 for books in cls.books))

    def test_the_file_says_what_was_told(self):
        self.assertTrue(self.enough(), self.answers)
        for books in self.books:
            self.assertEqual(audit(books.file, books), [])
        self.assertEqual(self.instance.workers(), [self.pid])

    def test_the_audit_sees_what_is_wrong(self):
        """Positive control: a copy in which one row was lost, doubled, or stored although refused."""
        books, id = self.books[0], list(self.books[0].contacts)[-1]
        wrong = {f"contact {id} lost": "DELETE FROM contact WHERE id = ?",
                 "2 times": "UPDATE contact SET last_name = 'Base' WHERE id = ?",
                 "contact Refused was refused": "UPDATE contact SET id = 'x', last_name = 'Refused' WHERE id = ?"}
        for number, (problem, sql) in enumerate(wrong.items()):
            with self.subTest(problem=problem):
                copy = self.instance.folder / f"copy-{number}.db"
                with reading(books.file) as live, contextlib.closing(sqlite3.connect(copy)) as other, other:
                    live.backup(other)
                    other.execute(sql, (id,))
                self.assertIn(problem, "\n".join(audit(copy, books)))
