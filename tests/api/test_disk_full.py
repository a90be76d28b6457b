# SPDX-License-Identifier: MIT
"""A full disk: writes answer 507 and change nothing, reads and documents go on, and when there is space again writes succeed
without anybody doing anything. As root on a small tmpfs that holds the whole data folder; for everybody with a limit on the
size of files, which SQLite meets in the same place."""

import contextlib
import os
import resource
import signal
import subprocess
import unittest

from harness import Instance, another, days_from_now, line, unique
from probe import dump, rows, tenant_file, tenant_folder, wait_until

FULL = r"disk is full|disk I.O error|No space left|File too large|document not archived"


class Checks:
    """The tests, for a class that has `instance`, fill() and free()."""

    BLOCK = 4096
    FILLER = "Texte qui prend de la place. " * 2000

    def owner_with_invoice(self):
        owner = self.instance.sign_up()
        contact = owner.create("/api/contacts", {"last_name": "Avant", "custom_fields": {}})
        invoice = owner.create("/api/invoices", {"contact_id": contact["id"], "due_date": days_from_now(9), "vat_rate": 20,
                                                 "items": [line(100)]})
        owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
        return owner, contact["id"], invoice["id"]

    def write_until_refused(self, owner):
        """Ids of what was acknowledged before the first 507."""
        written = {}
        for number in range(4000):
            name = f"Plein {number}"
            answer = owner.post("/api/activities", {"type": "NOTE", "description": f"{name}: {self.FILLER}"[:2000]})
            if answer.status != 201:
                answer.fault(507, "INSUFFICIENT_STORAGE")
                return written
            written[answer.data["id"]] = name
        raise AssertionError("the disk is never full")

    def check_writes(self, owner, contact, invoice):
        """Every kind of write is refused and leaves the file as it was. Small ones may still fit into what SQLite has."""
        for method, path, body in (("POST", "/api/activities", {"type": "NOTE", "description": self.FILLER[:2000]}),
                                   ("PATCH", f"/api/contacts/{contact}", {"custom_fields": {"texte": self.FILLER[:4000]}}),
                                   ("POST", "/api/invoices", {"contact_id": contact, "due_date": days_from_now(9),
                                                              "vat_rate": 20, "items": [line(1, 1, "x" * 400)] * 50})):
            with self.subTest(write=path):
                for _ in range(20):
                    before = dump(tenant_file(owner))
                    answer = owner.request(method, path, body)
                    if answer.status >= 300:
                        break
                answer.fault(507, "INSUFFICIENT_STORAGE")
                self.assertEqual(dump(tenant_file(owner)), before)

    def check_reads(self, owner, contact, invoice):
        owner.get(f"/api/contacts/{contact}").expect(200)
        owner.get("/api/activities", page=1).expect(200)
        owner.get("/api/contacts", search="avant").expect(200)
        owner.get("/api/reports/revenue", start_date="2026-01-01", end_date="2026-12-31", group_by="month").expect(200, 400)
        document = owner.get(f"/api/invoices/{invoice}/pdf").expect(200)
        self.assertTrue(document.raw.startswith(b"%PDF"))
        self.assertTrue(document.raw.rstrip().endswith(b"%%EOF"))
        self.assertEqual(document.raw, owner.get(f"/api/invoices/{invoice}/pdf").expect(200).raw)

    def check_recovery(self, owner, invoice, written):
        workers = set(self.instance.workers())
        owner.create("/api/contacts", {"last_name": "Après"})
        self.assertEqual({row[0]: row[1] for row in rows(tenant_file(owner),
                          "SELECT id, substr(description, 1, instr(description, ':') - 1) FROM activity "
                          "WHERE description LIKE 'Plein %'")}, written)
        self.assertEqual(rows(tenant_file(owner), "PRAGMA integrity_check"), [("ok",)])
        self.instance.cli("verify", owner.tenant)
        owner.get(f"/api/invoices/{invoice}/pdf").expect(200)
        kept = {path.suffix or path.name for path in (tenant_folder(owner) / "files").iterdir()}
        self.assertEqual(kept, {".pdf", "SHA256SUMS"})
        self.assertEqual(set(self.instance.workers()), workers)

    def test_full_and_free_again(self):
        owner, contact, invoice = self.owner_with_invoice()
        workers = self.instance.workers() + self.instance.workers("heavy")
        self.fill(room=20 * self.BLOCK)
        try:
            written = self.write_until_refused(owner)
            self.assertTrue(written)
            self.fill()
            self.check_writes(owner, contact, invoice)
            self.check_reads(owner, contact, invoice)
        finally:
            self.free()
        self.check_recovery(owner, invoice, written)
        self.assertEqual(self.instance.workers() + self.instance.workers("heavy"), workers, "a worker did not survive")


@unittest.skipUnless(os.geteuid() == 0, "mounting needs root")
class SmallDisk(Checks, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.instance = Instance()
        cls.data = cls.instance.folder / "data"
        cls.data.mkdir(mode=0o700)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m,mode=700", "none", cls.data], capture_output=True)
        if mounted.returncode:
            cls.instance.remove()
            raise unittest.SkipTest("this root may not mount")
        cls.addClassCleanup(cls.finish)
        cls.instance.start()
        cls.instance.expect_alarm(FULL)

    @classmethod
    def finish(cls):
        problems = cls.instance.stop()
        subprocess.run(["umount", "-l", cls.data], check=True)
        cls.instance.remove()
        if problems:
            raise AssertionError("\n".join(problems))

    def fill(self, room=0):
        """To the last block but `room` bytes."""
        with open(self.data / "filler", "ab", buffering=0) as file:
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\0" * self.BLOCK)
            file.truncate(file.tell() - room)

    def free(self):
        (self.data / "filler").unlink()

    def test_a_tenant_that_finds_no_room_leaves_nothing(self):
        before = {path for path in (self.data / "tenants").iterdir()}
        tenant = unique()
        body = {"email": "new@garage.fr", "password": "Correct-Horse-42", "name": "Jean Martin", "subdomain": tenant,
                "tenantName": "Garage Martin"}
        self.fill()
        try:
            self.instance.client(None).post("/api/auth/signup", body).fault(507, "INSUFFICIENT_STORAGE")
            self.instance.client(None).post("/api/auth/signup", body, headers={"Authorization": "Bearer x"}).expect(507)
        finally:
            self.free()
        self.assertEqual({path for path in (self.data / "tenants").iterdir()}, before)
        self.instance.client(None).post("/api/auth/signup", body).expect(201)

    def test_nginx_answers_too(self):
        """A body that nginx buffers on disk."""
        owner = self.instance.sign_up()
        body = b'{"last_name":"Grand"}'.rjust(900000)
        self.fill()
        try:
            owner.post("/api/contacts", raw=body).expect(500, 507).json  # noqa: B018
        finally:
            self.free()
        owner.post("/api/contacts", raw=body).expect(201)


class SmallFiles(Checks, unittest.TestCase):
    """No file of a worker grows beyond what it is plus a little."""

    @classmethod
    def setUpClass(cls):
        cls.instance = another()
        cls.instance.expect_alarm(FULL)

    def limit(self, size):
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        for pid in self.instance.workers() + self.instance.workers("heavy"):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))

    def fill(self, room=0):
        """Nothing is written beyond the length of the longest file and `room`; without room nothing at all."""
        largest = max(path.stat().st_size for path in (self.instance.folder / "data").rglob("*") if path.is_file())
        self.limit(largest + room if room else 0)

    def free(self):
        self.limit(resource.getrlimit(resource.RLIMIT_FSIZE)[1])


@unittest.skipUnless(os.geteuid() == 0, "mounting needs root")
class ReadOnly(unittest.TestCase):
    """A file system that takes no writes, as the kernel makes it when a disk fails: like a full one."""

    def test_reads_go_on(self):
        instance = another()
        instance.expect_alarm(r"[Rr]ead-only|readonly|document not archived|disk I.O error|unable to open|cannot ")
        owner = instance.sign_up()
        contact = owner.create("/api/contacts", {"last_name": "Avant"})["id"]
        owner.create("/api/quotes", {"contact_id": contact, "valid_until": days_from_now(9), "vat_rate": 20, "items": [line(1)]})
        folder = tenant_folder(owner)
        if subprocess.run(["mount", "--bind", folder, folder], capture_output=True).returncode:
            self.skipTest("this root may not mount")
        try:
            subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
            instance.restart()  # files that are open could still be written to
            owner.close()
            for _ in range(2):
                owner.get(f"/api/contacts/{contact}").expect(200)
                owner.get("/api/contacts", search="avant").expect(200)
                owner.post("/api/contacts", {"last_name": "Pendant"}).fault(507, "INSUFFICIENT_STORAGE")
                instance.client(owner.tenant).post("/api/auth/signin", {"email": "owner@garage.fr",
                                                   "password": "Correct-Horse-42"}).fault(507, "INSUFFICIENT_STORAGE")
                owner.get("/api/opportunities/export", format="csv", headers={}).expect(507)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)
        instance.server.send_signal(signal.SIGHUP)
        wait_until(lambda: owner.post("/api/contacts", {"last_name": "Après"}).status == 201, "writes", 30)
