# SPDX-License-Identifier: MIT
"""kill -9 of workers under load: what was acknowledged is there, once, and numbered without gap or double; readers notice
nothing; a write whose answer was lost is repeated under its key and happens once."""

import collections
import contextlib
import itertools
import queue
import random
import signal
import sqlite3
import threading
import time
import unittest

from harness import PASSWORD, another, days_from_now, line
from probe import Background, kill_all, reading, rows, signal_all, tenant_file, wait_until, write_lock

STORM_SECONDS = 8
KILL_EVERY_SECONDS = 0.2
TENANTS = 4
WRITERS = 3  # of each tenant
QUOTES = 60  # of each tenant, to be converted
KILLED = r"was killed by signal 9"


class Accounts:
    """What one tenant's clients were told."""

    def __init__(self):
        self.contacts = {}  # id: last name
        self.invoices = {}  # id: number
        self.retried = set()  # keys of writes that met a 502
        self.reads = collections.Counter()  # status: answers


def account(path, accounts):
    """What the file says differently from what was acknowledged."""
    problems = []
    contacts = dict(rows(path, "SELECT id, last_name FROM contact"))
    invoices = dict(rows(path, "SELECT id, invoice_number FROM invoice"))
    problems += [f"contact {id} lost" for id, name in accounts.contacts.items() if contacts.get(id) != name]
    problems += [f"contact {name} {count} times" for name, count in collections.Counter(contacts.values()).items() if count > 1]
    problems += [f"invoice {number} lost" for id, number in accounts.invoices.items() if invoices.get(id) != number]
    numbers = sorted(int(number.split("-")[1]) for number in invoices.values())
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(f"numbers are not 1..{len(numbers)}: {numbers}")
    problems += [f"total of {name} is {value}" for name, value in rows(path, "SELECT name, value FROM counter")
                 if name in ("contact", "invoice") and value != len({"contact": contacts, "invoice": invoices}[name])]
    problems += [f"integrity: {text}" for text, in rows(path, "PRAGMA integrity_check") if text != "ok"]
    problems += [f"foreign key: {row}" for row in rows(path, "PRAGMA foreign_key_check")]
    return problems


def settle(client, path, body, key, accounts):
    """Repeats a write under its key until it is answered, as a client should."""
    while True:
        answer = client.post(path, body, headers={"Idempotency-Key": key})
        if answer.status != 502:
            return answer.expect(201).data
        answer.fault(502, "BAD_GATEWAY")
        accounts.retried.add(key)


class Storm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.instance = another(workers=4)
        cls.instance.expect_alarm(KILLED)
        cls.owners = [cls.instance.sign_up() for _ in range(TENANTS)]
        cls.accounts = [Accounts() for _ in cls.owners]
        cls.stop = threading.Event()
        cls.kills = 0
        tasks = []
        for owner, accounts in zip(cls.owners, cls.accounts):
            quotes = cls.quotes(owner)
            tasks += [Background(cls.write, owner.twin(), accounts, quotes, number) for number in range(WRITERS)]
            tasks.append(Background(cls.read, owner.twin(), accounts))
        cls.kill()
        cls.stop.set()
        for task in tasks:
            task.result()

    @classmethod
    def quotes(cls, owner):
        contact = owner.create("/api/contacts", {"last_name": "Acheteur"})["id"]
        waiting = queue.SimpleQueue()
        for _ in range(QUOTES):
            quote = owner.create("/api/quotes", {"contact_id": contact, "valid_until": days_from_now(30), "vat_rate": 20,
                                                 "items": [line(100)]})
            owner.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
            waiting.put(quote["id"])
        return waiting

    @classmethod
    def write(cls, client, accounts, quotes, number):
        for turn in itertools.count():
            if cls.stop.is_set():
                return
            name = f"w{number}-{turn}"
            if turn % 6 == 5 and not quotes.empty():
                path = f"/api/quotes/{quotes.get()}/convert"
                invoice = settle(client, path, {"due_date": days_from_now(30)}, name, accounts)["invoice"]
                accounts.invoices[invoice["id"]] = invoice["invoice_number"]
            else:
                contact = settle(client, "/api/contacts", {"last_name": name}, name, accounts)
                accounts.contacts[contact["id"]] = name

    @classmethod
    def read(cls, client, accounts):
        while not cls.stop.is_set():
            for path in ("/api/contacts", "/api/invoices?limit=100", "/api/settings"):
                accounts.reads[client.get(path).status] += 1

    @classmethod
    def kill(cls):
        chance = random.Random(20261122)
        began = time.monotonic()
        while time.monotonic() < began + STORM_SECONDS or not cls.enough() and time.monotonic() < began + 300:
            time.sleep(KILL_EVERY_SECONDS)
            alive = cls.instance.workers()
            # Later on those that came back get time to work: whoever dies young comes back late.
            if alive and (time.monotonic() < began + STORM_SECONDS or len(alive) == 4):
                kill_all([chance.choice(alive)])
                cls.kills += 1

    @classmethod
    def enough(cls):
        """Whether the storm was one: else the tests of this class would prove nothing."""
        def total(count):
            return sum(count(accounts) for accounts in cls.accounts)

        return (cls.kills >= 12 and total(lambda each: len(each.contacts)) > 200 and total(lambda each: len(each.invoices)) > 30
                and total(lambda each: each.reads.total()) > 100 and total(lambda each: len(each.retried)) > 0)

    def test_the_storm_was_one(self):
        self.assertTrue(self.enough(), [vars(accounts) for accounts in self.accounts])

    def test_nothing_acknowledged_is_lost(self):
        for owner, accounts in zip(self.owners, self.accounts):
            with self.subTest(tenant=owner.tenant):
                self.assertEqual(account(tenant_file(owner), accounts), [])
                self.instance.cli("verify", owner.tenant)

    def test_the_accounting_sees_a_loss(self):
        """Positive control: a copy in which one acknowledged row was deleted, doubled or spoilt."""
        accounts = max(self.accounts, key=lambda each: len(each.invoices))
        source = tenant_file(self.owners[self.accounts.index(accounts)])
        losses = {"contact .* lost": ("DELETE FROM contact WHERE id = ?", list(accounts.contacts)[3]),
                  "2 times": ("UPDATE contact SET last_name = 'w0-0' WHERE id = ?", list(accounts.contacts)[-1]),
                  "numbers are not": ("DELETE FROM invoice WHERE id = ?", list(accounts.invoices)[3]),
                  "total of contact": ("UPDATE counter SET value = value - 1 WHERE name = 'contact' AND ? > ''", "x")}
        for number, (problem, (sql, value)) in enumerate(losses.items()):
            with self.subTest(problem=problem):
                copy = self.instance.folder / f"copy-{number}.db"
                with reading(source) as live, sqlite3.connect(copy) as other:
                    live.backup(other)
                    other.executescript("DROP TRIGGER invoice_undeletable; DROP TRIGGER invoice_item_no_delete;")
                    other.execute(sql, (value,))
                self.assertRegex("\n".join(account(copy, accounts)), problem)

    def test_reads_never_fail(self):
        for owner, accounts in zip(self.owners, self.accounts):
            self.assertEqual(set(accounts.reads), {200}, f"{owner.tenant}: {accounts.reads}")

    def test_writes_that_met_a_crash_happened_once(self):
        """`account` finds doubles; here, that their answers were kept. There were chances for them: see `enough`."""
        for owner, accounts in zip(self.owners, self.accounts):
            kept = {key for key, in rows(tenant_file(owner), "SELECT key FROM idempotency")}
            self.assertLessEqual(accounts.retried, kept)

    def test_the_tenants_work_on(self):
        for owner in self.owners:
            owner.create("/api/contacts", {"last_name": "Après"})
            owner.read("/api/contacts", search="apres")


class MidRequest(unittest.TestCase):
    """A worker dies with a request in its hands."""

    @classmethod
    def setUpClass(cls):
        cls.instance = another(write_wait_ms=30000)
        cls.instance.expect_alarm(KILLED)
        cls.owner = cls.instance.sign_up()

    def dies_during(self, kind, send):
        """Sends while the workers are frozen, kills them, and returns the answer."""
        frozen = self.instance.workers(kind)
        self.assertEqual(len(frozen), 2)
        signal_all(frozen, signal.SIGSTOP)
        request = Background(send)
        time.sleep(0.3)
        self.assertTrue(request.running(), "answered by a frozen worker")
        kill_all(frozen)
        return request.result()

    def test_a_read_is_answered_by_another(self):
        self.owner.get("/api/contacts").expect(200)  # a kept connection leads to the worker
        self.dies_during("api", lambda: self.owner.twin().get("/api/contacts")).expect(200)

    def dies_waiting(self, kind, send):
        """Sends while the write lock is held, kills the workers once one of them waits for it, and returns the answer."""
        with write_lock(tenant_file(self.owner)):
            request = Background(send)
            time.sleep(3)  # until a busy machine has read it
            self.assertTrue(request.running(), "done without the lock")
            kill_all(self.instance.workers(kind))
        return request.result()

    def test_a_document_is_answered_by_another(self):
        """The session is due to be extended, for which the worker waits with the finished document."""
        contact = self.owner.create("/api/contacts", {"last_name": "A"})
        quote = self.owner.create("/api/quotes", {"contact_id": contact["id"], "valid_until": days_from_now(9), "vat_rate": 20,
                                                  "items": [line(100)]})
        with contextlib.closing(sqlite3.connect(tenant_file(self.owner), timeout=10)) as connection, connection:
            connection.execute("UPDATE session SET extended_at = extended_at - 2 * 86400 * 1000")
        answer = self.dies_waiting("heavy", lambda: self.owner.twin().get(f"/api/quotes/{quote['id']}/pdf")).expect(200)
        self.assertTrue(answer.raw.startswith(b"%PDF"))

    def test_a_write_has_one_effect(self):
        """502 at once, not a second execution; the same key afterwards: one row."""
        def send():
            return self.owner.twin().post("/api/contacts", {"last_name": "Unique"}, headers={"Idempotency-Key": "once"})

        self.dies_waiting("api", send).fault(502, "BAD_GATEWAY")
        first, again = send().expect(201), send().expect(201)
        self.assertEqual(first.raw, again.raw)
        self.assertEqual(rows(tenant_file(self.owner), "SELECT count(*) FROM contact WHERE last_name = 'Unique'"), [(1,)])

    def test_a_sign_in_can_be_repeated(self):
        def send():
            return self.instance.client(self.owner.tenant).post("/api/auth/signin",
                                                                {"email": "owner@garage.fr", "password": PASSWORD})

        self.dies_waiting("heavy", send).fault(502, "BAD_GATEWAY")
        send().expect(200)

    def test_dead_workers_are_replaced(self):
        before = self.instance.workers()
        kill_all(before)
        wait_until(lambda: len(self.instance.workers()) == 2 and not set(before) & set(self.instance.workers()), "respawn")
        self.owner.get("/api/contacts").expect(200)
