# SPDX-License-Identifier: MIT
"""An archive is a stranger's file: what restore and verify refuse, that a replaced tenant is kept, and that nothing in the data
folder is lost or made anew when it is cut in the middle."""

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from harness import BINARY, PASSWORD, another, unique
from probe import wait_until
from test_cli import FAILED, MISSING, OK, CliCase, rows


def sign(folder, manifest):
    """Writes a manifest with its hash, as whoever forges one can."""
    text = json.dumps(manifest, ensure_ascii=False).encode()
    (folder / "manifest.json").write_bytes(text)
    (folder / "manifest.sha256").write_text(f"{hashlib.sha256(text).hexdigest()}  manifest.json\n")


def measure(folder, manifest):
    """The hashes of what lies there now."""
    for row in manifest["files"]:
        content = (folder / row["path"]).read_bytes()
        row["bytes"], row["sha256"] = len(content), hashlib.sha256(content).hexdigest()
    sign(folder, manifest)


class Forged(CliCase):
    def runTest(self):
        """For the genuine archive, which is made before any test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        maker = cls()
        client = maker.tenant()
        invoice = maker.invoice(client)
        client.get(f"/api/invoices/{invoice['id']}/pdf").expect(200)
        done = cls.instance.cli("backup", client.tenant, str(cls.instance.folder / unique("genuine")))
        cls.genuine = cls.instance.folder / done.stdout.strip()

    def setUp(self):
        self.folder = self.instance.folder / unique("forged")
        shutil.copytree(self.genuine, self.folder)
        self.manifest = json.loads((self.folder / "manifest.json").read_text())

    def everything(self):
        """Every path below the instance's folder, but for what the workers do meanwhile."""
        return {str(path) for path in self.instance.folder.rglob("*") if "/run/" not in str(path)
                and not path.name.startswith("tenant.db-") and not path.name.startswith("registry.db-")}

    def refused(self, *words):
        """Neither verify nor restore takes it; both say why, and nothing is left behind."""
        before = self.everything()
        for command in (("verify", "--backup", self.folder), ("restore", self.folder, "--as", unique())):
            done = self.cli(*command, expect=FAILED)
            for word in words:
                self.assertIn(word, done.stderr)
            self.assertNotRegex(done.stdout + done.stderr, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
        self.assertEqual(self.everything(), before)

    def test_genuine(self):
        """The control: the same folder, untouched, and signed again."""
        measure(self.folder, self.manifest)
        self.cli("verify", "--backup", self.folder)
        self.cli("restore", self.folder, "--as", unique())

    def test_every_field_of_the_tenant(self):
        wrong = {
            "id": ["../../../escaped", "", "a b", "0192", "0192A000-0000-7000-8000-000000000000", "/etc", None, 5,
                   "0192a000-0000-7000-8000-00000000000\n"],
            "subdomain": ["../x", "A-B", "", None, "a b c", "-abc", "x" * 64],
            "name": ["", None, "\x1b]0;owned\x07", "a\nb", "x" * 101, " x ", "\x7fx"],
            "status": ["root", "", None, "ACTIVE"],
            "plan": ["GOLD", "", "free", None],
            "stripe_customer_id": ["cus 1", "cus\x1b[2J", "x" * 256, "é"],
            "stripe_subscription_id": ["'; --", "\u202e"],
            "created_at": ["yesterday", None, -1],
        }
        for field, values in wrong.items():
            for value in values:
                with self.subTest(field, value=value):
                    manifest = json.loads((self.genuine / "manifest.json").read_text())
                    manifest["tenant"][field] = value
                    sign(self.folder, manifest)
                    self.refused()

    def test_every_path(self):
        row = self.manifest["files"][-1]
        for path in ("../x", "files/../../x", "files/./x", "/etc/passwd", "files/", "files//x", "files/.hidden", "tenant.db-wal",
                     "files/a\x1b[2J", "files/a\nb", "files/..", "files", "manifest.json", "files/\u009b2J", "", None):
            with self.subTest(path=path):
                manifest = {**self.manifest, "files": [*self.manifest["files"], {**row, "path": path}]}
                sign(self.folder, manifest)
                self.refused()

    def test_files_are_what_they_say(self):
        path = self.manifest["files"][-1]["path"]
        for change in ({"bytes": 1}, {"bytes": -1}, {"sha256": "0" * 64}, {"sha256": "zz"}, {"sha256": None}):
            with self.subTest(change):
                files = [{**row, **(change if row["path"] == path else {})} for row in self.manifest["files"]]
                sign(self.folder, {**self.manifest, "files": files})
                self.refused()
        sign(self.folder, {**self.manifest, "files": [row for row in self.manifest["files"] if row["path"] != "tenant.db"]})
        self.refused("tenant.db")

    def test_links_and_pipes(self):
        """Hashes fit in each case: it is the kind of file that is refused."""
        document = self.folder / self.manifest["files"][-1]["path"]
        content = document.read_bytes()
        elsewhere = Path(tempfile.mkdtemp(prefix="vcrm-elsewhere-"))
        (elsewhere / document.name).write_bytes(content)
        document.unlink()
        document.symlink_to(elsewhere / document.name)
        self.refused(document.name, "link")
        document.unlink()
        os.mkfifo(document)
        self.refused(document.name)
        document.unlink()
        document.mkdir()
        self.refused(document.name)
        shutil.rmtree(self.folder / "files")
        (self.folder / "files").symlink_to(elsewhere)
        self.refused("link")
        shutil.rmtree(elsewhere)

    def test_links_for_manifest_and_database(self):
        for name in ("tenant.db", "manifest.json", "manifest.sha256"):
            with self.subTest(name):
                (self.folder / name).rename(self.folder / "moved")
                (self.folder / name).symlink_to("moved")
                self.refused(name)
                (self.folder / name).unlink()
                (self.folder / "moved").rename(self.folder / name)

    def test_foreign_schema(self):
        for word, sql in {
            "evil": "CREATE TRIGGER evil AFTER INSERT ON contact BEGIN UPDATE user SET role = 'owner'; END",
            "peek": "CREATE VIEW peek AS SELECT * FROM user",
            "spare": "CREATE TABLE spare (x)",
            "spare_by_x": "CREATE INDEX spare_by_x ON contact (first_name, last_name, email)",
            "ghost": "CREATE VIRTUAL TABLE ghost USING fts5(x)",
            "ledger_no_delete": "DROP TRIGGER ledger_no_delete",
            "invoice_immutable": "DROP TRIGGER invoice_immutable; CREATE TRIGGER invoice_immutable BEFORE UPDATE ON invoice"
                                 " WHEN 0 BEGIN SELECT 1; END",
            "added": "ALTER TABLE contact ADD COLUMN added TEXT",
            "quote_status": "INSERT INTO quote_status (name, position, phase) VALUES ('LATER', 60, 'open')",
            "version": "PRAGMA application_id = 0",
            "tenant.db": None,
        }.items():
            with self.subTest(word):
                shutil.copy(self.genuine / "tenant.db", self.folder / "tenant.db")
                if sql:
                    with contextlib.closing(sqlite3.connect(self.folder / "tenant.db")) as db:
                        db.executescript(sql)
                else:
                    (self.folder / "tenant.db").write_bytes(b"SQLite format 3\0" + random.randbytes(40000))
                measure(self.folder, self.manifest)
                self.refused(*([word] if word != "added" else ["contact"]))

    def test_schema_of_the_future_and_of_none(self):
        for version in (0, 9999, -1):
            shutil.copy(self.genuine / "tenant.db", self.folder / "tenant.db")
            with contextlib.closing(sqlite3.connect(self.folder / "tenant.db")) as db:
                db.execute(f"PRAGMA user_version = {version}")
            measure(self.folder, self.manifest)
            self.refused("schema")

    def test_statistics_made_by_hand_are_no_harm(self):
        with contextlib.closing(sqlite3.connect(self.folder / "tenant.db")) as db:
            db.execute("ANALYZE")
        measure(self.folder, self.manifest)
        self.cli("restore", self.folder, "--as", unique())


class Terminal(CliCase):
    def test_stored_text_moves_no_cursor(self):
        name = unique()
        self.cli("tenant", "create", name, "--name", "Garage", "--owner-email", "a@b.fr", "--owner-name", "A B",
                 "--password-stdin", text=PASSWORD)
        with contextlib.closing(sqlite3.connect(self.data / "registry.db", timeout=10)) as db, db:
            db.execute("UPDATE tenant SET name = ? WHERE subdomain = ?", ["Evil\x1b[2J\u009b2J\u202eegarag\r\x7f\u2028", name])
        for arguments in (["tenant", "list"], ["tenant", "list", "--json"], ["verify", "--all"]):
            done = self.instance.cli(*arguments, check=False)
            self.assertNotRegex(done.stdout + done.stderr, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]")
        shown = next(row for row in self.json("tenant", "list") if row["subdomain"] == name)
        self.assertEqual(shown["name"], "Evil\x1b[2J\u009b2J\u202eegarag\r\x7f\u2028", "JSON says the same as before")
        self.assertIn("Evil", self.cli("tenant", "list").stdout)
        for argument in ("\x1b[2J", "a\u009bb"):
            done = self.instance.cli("tenant", "suspend", argument, check=False)
            self.assertNotRegex(done.stdout + done.stderr, "[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Replacing(CliCase):
    def test_what_is_replaced_is_kept_and_counted(self):
        client = self.tenant()
        self.invoice(client)
        folder = self.backup(client)
        newer = self.invoice(client)
        self.quote(client)
        client.get(f"/api/invoices/{newer['id']}/pdf").expect(200)
        before = rows(self.database(client))
        self.cli("tenant", "suspend", client.tenant)
        done = self.json("restore", folder, "--replace")
        self.assertEqual(done["newer_documents"], 2)
        client.get(f"/api/invoices/{newer['id']}").fault(404)
        kept = self.instance.folder / done["replaced"]
        self.assertTrue(list((kept / "files").glob("*.pdf")))
        self.cli("verify", "--backup", kept)
        self.assertEqual(rows(kept / "tenant.db"), {**before})
        self.cli("tenant", "suspend", client.tenant)
        time.sleep(1.1)  # names of backups tell seconds apart
        text = self.cli("restore", kept, "--replace").stdout
        self.assertIn("0 newer documents", text)
        self.assertIn("/replaced/", text)
        client.read(f"/api/invoices/{newer['id']}")

    def test_a_damaged_tenant_is_kept_as_it_is(self):
        client = self.tenant()
        folder, path = self.backup(client), self.database(client)
        self.cli("tenant", "suspend", client.tenant)
        for file in path.parent.glob("tenant.db*"):
            file.unlink()
        path.write_bytes(b"this is no database" * 1000)
        done = self.json("restore", folder, "--replace")
        self.assertIsNone(done["newer_documents"])
        self.assertEqual((self.instance.folder / done["replaced"] / "tenant.db").read_bytes(), b"this is no database" * 1000)
        client.read("/api/contacts")

    def test_killed_at_any_moment_there_is_a_tenant(self):
        client = self.tenant()
        self.contact(client)
        folder, place = self.backup(client), self.database(client).parent
        for attempt in range(12):
            self.cli("tenant", "suspend", client.tenant)
            child = subprocess.Popen([BINARY, "restore", folder, "--replace"], env=self.instance.env, cwd=self.instance.folder,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            delay = time.monotonic() + attempt * 0.012
            while time.monotonic() < delay and child.poll() is None:
                self.assertTrue((place / "tenant.db").exists())
            child.kill()
            child.wait()
            self.assertTrue((place / "tenant.db").exists())
            self.cli("verify", client.tenant)
            self.cli("tenant", "resume", client.tenant)
            self.assertEqual(len(client.read("/api/contacts")), 1)
        for stray in (self.data / "tenants").glob(".new-*"):
            shutil.rmtree(stray)  # a sweep does so after an hour

    def test_cut_between_two_renames_it_is_undone_at_the_next_start(self):
        """Where a file system cannot exchange two folders at one stroke."""
        own = another()
        client = own.create_tenant()
        client.create("/api/contacts", {"last_name": "Dupont"})
        place = own.folder / "data/tenants" / client.user["tenantId"]
        replaced = own.folder / "data/replaced"
        replaced.mkdir(mode=0o700)
        place.rename(replaced / f".swap-{place.name}")
        own.restart()
        self.assertEqual(len(own.client(client.tenant).signin("owner@garage.fr").read("/api/contacts")), 1)
        self.assertEqual(list(replaced.iterdir()), [])


class Folders(CliCase):
    def test_backup_into_a_folder_where_others_write(self):
        """Links that somebody has laid before, under every name that the backup is going to have."""
        client = self.tenant()
        shared, trap = self.instance.folder / unique("shared"), self.instance.folder / unique("trap")
        shared.mkdir()
        trap.mkdir()
        shared.chmod(0o1777)
        now = time.time()
        for second in range(-1, 20):
            stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now + second))
            (shared / f"{client.tenant}-{stamp}").symlink_to(trap)
        done = self.cli("backup", client.tenant, shared, expect=FAILED)
        self.assertIn("exists", done.stderr)
        self.assertEqual(list(trap.iterdir()), [])
        self.assertEqual([path.name for path in shared.iterdir() if not path.is_symlink()], [])

    def test_data_and_its_folders_are_synced(self):
        folder = Path(tempfile.mkdtemp(prefix="vcrm-sync-"))
        trace = folder / "trace"
        if shutil.which("strace") is None:
            self.skipTest("strace is not installed")
        env = {**self.instance.env, "VISIONCRM_DATA": str(folder / "a/data"), "ASAN_OPTIONS": "detect_leaks=0"}  # traces, too
        subprocess.run(["strace", "-f", "-y", "-e", "trace=mkdir,fsync", "-o", trace, BINARY, "tenant", "create", "garage", "--name",
                        "X", "--owner-email", "a@b.fr", "--owner-name", "A B", "--password-stdin"], env=env, input=PASSWORD + "\n",
                       text=True, check=True, capture_output=True)
        text = trace.read_text()
        for parent in (folder, folder / "a", folder / "a/data", folder / "a/data/tenants"):
            self.assertRegex(text, rf"fsync\(\d+<{parent}>\)")
        shutil.rmtree(folder)


class LostRegistry(unittest.TestCase):
    def setUp(self):
        self.instance = another()
        self.client = self.instance.create_tenant()
        self.data = self.instance.folder / "data"

    def lose(self, how):
        self.instance.restart()
        for child in (self.instance.nginx, self.instance.server):
            child.send_signal(signal.SIGTERM)
            child.wait(20)
        for path in self.data.glob("registry.db*"):
            path.rename(self.instance.folder / ("kept-" + path.name))
        how()

    def refuses(self):
        done = subprocess.run([BINARY, "serve"], env=self.instance.env, cwd=self.instance.folder, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=20)
        self.assertEqual(done.returncode, FAILED)
        self.assertIn("registry.db is missing or empty although", done.stderr)
        done = self.instance.cli("tenant", "create", self.client.tenant, "--name", "Stranger", "--owner-email", "s@x.fr",
                                 "--owner-name", "S X", "--password-stdin", text=PASSWORD, check=False)
        self.assertNotEqual(done.returncode, OK)
        self.assertIn("registry.db", done.stderr)

    def back(self):
        for path in self.data.glob("registry.db*"):
            path.unlink()
        for path in self.instance.folder.glob("kept-*"):
            path.rename(self.data / path.name.removeprefix("kept-"))
        self.instance._launch()
        self.client.twin().get("/api/contacts").expect(200)

    def test_missing(self):
        self.lose(lambda: None)
        self.refuses()
        self.assertFalse((self.data / "registry.db").exists())
        self.back()

    def test_empty(self):
        self.lose(lambda: (self.data / "registry.db").touch())
        self.refuses()
        self.back()

    def test_gone_while_serving(self):
        """Workers that start anew do not make an empty one."""
        for path in self.data.glob("registry.db*"):
            path.rename(self.instance.folder / ("kept-" + path.name))
        self.instance.expect_alarm("registry|prematurely|ended with code")
        self.instance.server.send_signal(signal.SIGHUP)
        wait_until(lambda: "cannot open the registry" in self.instance.server_log.read_text(), "the refusal")
        self.assertFalse((self.data / "registry.db").exists())
        for path in self.instance.folder.glob("kept-*"):
            path.rename(self.data / path.name.removeprefix("kept-"))


if __name__ == "__main__":
    unittest.main()
