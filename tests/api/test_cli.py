# SPDX-License-Identifier: MIT
"""The command line: help and exit codes, tenants and people, the sweep, backup, restore and verify.

Runs on an instance of its own, because the sweep, `backup --all` and `verify --all` see every tenant of a data folder."""

import contextlib
import json
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
import uuid
from pathlib import Path

import harness
from harness import BINARY, NGINX, PASSWORD, alone, days_from_now, line, unique
from probe import wait_until

OK, FAILED, USAGE, MISSING = 0, 1, 2, 3

class CliCase(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.instance = alone()
        cls.data = cls.instance.folder / "data"

    def cli(self, *args, expect=OK, **options):
        """Runs a command; a failure must be told in one line on stderr."""
        done = self.instance.cli(*map(str, args), check=False, **options)
        self.assertEqual(done.returncode, expect, f"{args}: {done.stdout}{done.stderr}")
        if expect:
            self.assertRegex(done.stderr.splitlines()[-1], r"^visioncrm: .+")
        return done

    def json(self, *args, **options):
        return json.loads(self.cli(*args, "--json", **options).stdout)

    def tenant(self):
        """A tenant with a client of its owner."""
        return self.instance.create_tenant()

    def tenant_id(self, client):
        return next(row["id"] for row in self.json("tenant", "list") if row["subdomain"] == client.tenant)

    def database(self, client):
        return self.data / "tenants" / self.tenant_id(client) / "tenant.db"

    def contact(self, client, **fields):
        return client.create("/api/contacts", {"first_name": "Marc", "last_name": "Dupont", **fields})

    def invoice(self, client, contact_id=None, due=30):
        body = {"contact_id": contact_id or self.contact(client)["id"], "due_date": days_from_now(due), "items": [line(100)],
                "vat_rate": 20.0}
        invoice = client.create("/api/invoices", body)
        client.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
        return client.read(f"/api/invoices/{invoice['id']}")

    def quote(self, client, until=30):
        body = {"contact_id": self.contact(client)["id"], "valid_until": days_from_now(until), "items": [line(100)],
                "vat_rate": 20.0}
        quote = client.create("/api/quotes", body)
        client.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
        return quote

    def backup(self, client):
        """A fresh backup of a tenant; the folder."""
        made = self.json("backup", client.tenant, self.instance.folder / unique("backups"))
        return self.instance.folder / made[0]["backup"]


def rows(path):
    """Every row of every table of a database that holds rows itself, with the order of their keys."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"
                                                 " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")]
        return {name: sorted(db.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


def flip(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


class HelpTest(CliCase):
    def commands(self):
        overview = self.cli("--help").stdout
        listed = [row[2:18].strip() for row in overview.splitlines() if row.startswith("  ")]
        self.assertGreater(len(listed), 12)
        self.assertIn("Exit codes:", overview)
        return listed

    def test_every_command_has_help(self):
        for name in self.commands():
            words = name.split()
            with self.subTest(name):
                text = self.cli("help", *words).stdout
                self.assertTrue(text.startswith(f"usage: visioncrm {name}"), text)
                self.assertIn("Exit codes:", text)
                self.assertEqual(self.cli(*words, "--help").stdout, text)

    def test_families(self):
        self.assertIn("visioncrm tenant suspend NAME", self.cli("help", "tenant").stdout)
        self.assertIn("visioncrm user password", self.cli("user", "--help").stdout)
        self.assertIn("visioncrm tenant list", self.cli("tenant", expect=USAGE).stderr)

    def test_wrong_usage(self):
        for args in ([], ["bogus"], ["help", "bogus"], ["tenant", "bogus"], ["tenant", "list", "extra"],
                     ["tenant", "list", "--bogus"], ["tenant", "list", "-x"], ["tenant", "create"],
                     ["tenant", "create", "abc", "--name"], ["backup", "demo"], ["backup", "--all"], ["verify", "demo", "--all"],
                     ["sweep", "--as-of", "2026-02-30"], ["sweep", "extra"]):
            with self.subTest(args):
                done = self.instance.cli(*args, check=False)
                self.assertEqual(done.returncode, USAGE, done.stderr)
                self.assertTrue(done.stderr)
                self.assertFalse(done.stdout)

    def test_what_is_missing_is_named(self):
        for args, name in ((["tenant", "create"], "NAME"), (["tenant", "plan", "demo"], "FREE|PRO|BUSINESS"),
                           (["user", "password", "demo"], "EMAIL"), (["backup"], "TENANT|--all"), (["backup", "demo"], "DIR"),
                           (["restore"], "BACKUP"), (["user", "create"], "TENANT")):
            with self.subTest(args):
                done = self.cli(*args, expect=USAGE)
                self.assertIn(f": {name} is missing", done.stderr)
        self.assertIn('"extra"', self.cli("tenant", "list", "extra", expect=USAGE).stderr)
        self.assertIn("from 20 to 100000", self.cli("demo", "--contacts", "3", expect=USAGE).stderr)

    def test_version_is_what_health_says(self):
        version = self.cli("--version").stdout.split()[1]
        self.assertEqual(self.instance.client(None).get("/api/health").json["version"], version)

    def test_no_data_folder(self):
        env = {**self.instance.env, "VISIONCRM_DATA": str(self.instance.folder / "nothing")}
        for args in (["tenant", "list"], ["sweep"], ["verify"], ["backup", "--all", "x"]):
            done = subprocess.run([BINARY, *args], env=env, capture_output=True, text=True)
            self.assertEqual(done.returncode, MISSING)
            self.assertIn("VISIONCRM_DATA", done.stderr)
        self.assertFalse((self.instance.folder / "nothing").exists())

    @unittest.skipUnless(os.getuid() == 0, "only root can become somebody whom a folder is shut to")
    def test_permission_is_not_called_missing(self):
        shown = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, shown)
        shown.chmod(0o755)
        program = shutil.copy(BINARY, shown)
        os.chmod(program, 0o755)
        done = subprocess.run([program, "tenant", "list"], env=self.instance.env, capture_output=True, text=True, user="daemon",
                              group="daemon", cwd="/")
        self.assertEqual(done.returncode, FAILED)
        self.assertIn("Permission denied", done.stderr)
        self.assertNotIn("no registry", done.stderr)

    def test_bad_settings(self):
        env = {**self.instance.env, "VISIONCRM_WORKERS": "many"}
        done = subprocess.run([BINARY, "tenant", "list"], env=env, capture_output=True, text=True)
        self.assertEqual(done.returncode, USAGE)
        self.assertEqual(done.stderr,
                         "visioncrm: environment: VISIONCRM_WORKERS = many: must be a whole number from 1 to 120\n")
        self.assertEqual(subprocess.run([BINARY, "--version"], env=env, capture_output=True).returncode, OK)


class ConfigTest(CliCase):
    def with_env(self, *args, **settings):
        env = {**self.instance.env, **{f"VISIONCRM_{key.upper()}": value for key, value in settings.items()}}
        return subprocess.run([BINARY, "config", *args], env=env, cwd=self.instance.folder, capture_output=True, text=True)

    def test_values_and_sources(self):
        conf = self.instance.folder / "some.conf"
        conf.write_text("write_wait_ms = 5000\nsignup = open\n")
        done = self.with_env("--json", conf=str(conf), signup="closed")
        rows_ = {row["key"]: row for row in json.loads(done.stdout)["settings"]}
        self.assertEqual((rows_["signup"]["value"], rows_["signup"]["source"]), ("closed", "environment"))
        self.assertEqual((rows_["write_wait_ms"]["value"], rows_["write_wait_ms"]["source"]), ("5000", "file"))
        self.assertEqual((rows_["mail"]["value"], rows_["mail"]["source"]), (rows_["mail"]["default"], "default"))
        self.assertEqual(json.loads(done.stdout)["file"], str(conf))
        self.assertTrue(all(row["about"] and row["allowed"] for row in rows_.values()))
        text = self.with_env().stdout
        for key in rows_:
            self.assertIn(f"VISIONCRM_{key.upper()}", text)

    def test_reserved_names(self):
        reserved = self.json("config")["reserved"]
        for name in ("demo", "www", "api", "app", "admin", "mail", "static"):
            self.assertIn(name, reserved)
            self.assertRegex(self.cli("config").stdout, rf"\b{name}\b")
        self.assertIn("garage-central", json.loads(self.with_env("--json", default_tenant="garage-central").stdout)["reserved"])

    def test_nginx(self):
        text = self.with_env("--nginx", workers="3", domain="crm.example.org").stdout
        self.assertNotRegex(text, r"(?m)^[^#\n]*@[A-Z0-9_]+@")
        self.assertEqual(text.count("/api-2.sock max_fails=0;"), 33)
        self.assertIn("33.33% api_1;", text)
        self.assertIn("* api_2;", text)
        self.assertIn(r"\.crm\.example\.org$", text)
        self.assertRegex(text, r'location ~ "\^/api/\(\?:(.*\|)?auth/signin\|.*\|invoices/\[\^/\]\+/pdf.*\)\$"')
        for path in (str(self.instance.folder / "bad; name"), "/a$b"):
            with self.subTest(path):
                done = self.with_env("--nginx", tls_cert=path)
                self.assertEqual((done.returncode, done.stdout), (USAGE, ""))
                self.assertIn("VISIONCRM_TLS_CERT", done.stderr)

    def test_what_nginx_needs_is_there(self):
        for key in ("tls_cert", "tls_key", "web", "acme_folder"):
            with self.subTest(key):
                done = self.with_env("--nginx", **{key: str(self.instance.folder / "missing")})
                self.assertEqual((done.returncode, done.stdout), (USAGE, ""))
                self.assertIn(f"{key} = {self.instance.folder}/missing: must be", done.stderr)

    def test_values_are_checked_by_every_command(self):
        for key, value in (("signup", "close"), ("workers", "0"), ("mail", "nonsense"), ("user", "root"), ("bind", "here")):
            for command in (["config"], ["serve"], ["tenant", "list"], ["sweep"]):
                with self.subTest(key, command=command):
                    env = {**self.instance.env, f"VISIONCRM_{key.upper()}": value}
                    done = subprocess.run([BINARY, *command], env=env, cwd=self.instance.folder, capture_output=True, text=True,
                                          timeout=30)
                    self.assertEqual((done.returncode, done.stdout), (USAGE, ""))
                    self.assertIn(f"VISIONCRM_{key.upper()} = {value}: must be ", done.stderr)

    def test_certificates_to_trust_that_are_not_there(self):
        env = {**self.instance.env, "VISIONCRM_CA_FILE": "/nonexistent/ca.pem"}
        done = subprocess.run([BINARY, "config"], env=env, cwd=self.instance.folder, capture_output=True, text=True, timeout=30)
        self.assertEqual((done.returncode, done.stdout), (USAGE, ""))
        self.assertIn("ca_file = /nonexistent/ca.pem: must be a file that can be read", done.stderr)

    def test_bind(self):
        for value, wanted in (("loopback", {"127.0.0.1"}), ("any", {"0.0.0.0"}), ("192.0.2.1, 2001:db8::1",
                                                                              {"192.0.2.1", "[2001:db8::1]"})):
            text = self.with_env("--nginx", bind=value, https_port="18443").stdout
            found = set(re.findall(r"listen (\S+):18443 ssl", text))
            with self.subTest(value):
                self.assertEqual(found - {"[::1]", "[::]"}, wanted)
                self.assertNotIn("[::]" if value == "loopback" else "[::1]", found)

    def test_http2_as_this_nginx_spells_it(self):
        version = subprocess.run([NGINX, "-v"], capture_output=True, text=True).stderr
        major, minor, patch = map(int, re.search(r"nginx/(\d+)\.(\d+)\.(\d+)", version).groups())
        text = self.with_env("--nginx").stdout
        self.assertEqual("http2 on;" in text, (major, minor, patch) >= (1, 25, 1))
        self.assertNotEqual("http2 on;" in text, " ssl http2" in text)
        conf = self.instance.folder / "checked.conf"
        conf.write_text(text)
        done = subprocess.run([NGINX, "-t", "-e", "stderr", "-c", str(conf)], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("[warn]", done.stderr)

    def installed(self, *args, **settings):
        """The program as `make install` leaves it, in an empty folder."""
        home = Path(tempfile.mkdtemp(dir=self.instance.folder))
        (home / "bin").mkdir()
        program = shutil.copy(BINARY, home / "bin")
        env = {key: value for key, value in self.instance.env.items() if key not in ("VISIONCRM_DATA",)}
        env |= {f"VISIONCRM_{key.upper()}": str(value) for key, value in settings.items()}
        done = subprocess.run([program, *args], env=env, cwd=home, capture_output=True, text=True, timeout=30)
        self.assertEqual([path.name for path in home.iterdir()], ["bin"])
        return done

    def test_an_installed_program_makes_no_data_folder_of_its_own_accord(self):
        owner = ("--name", "A", "--owner-email", "a@example.org", "--owner-name", "A")
        for args in (("tenant", "create", "abc", *owner), ("demo",), ("serve",), ("config", "--nginx"), ("sweep",)):
            with self.subTest(args):
                done = self.installed(*args, conf="/dev/null")
                self.assertEqual((done.returncode, done.stdout), (USAGE, ""))
                self.assertIn("data = FOLDER", done.stderr)
        self.assertEqual(self.installed("config", conf="/dev/null").returncode, OK)
        self.assertEqual(self.installed("tenant", "list", data=self.instance.folder / "data").returncode, OK)

    def test_a_made_data_folder_is_said(self):
        made = self.instance.folder / unique("made")
        done = self.installed("demo", "--contacts", "20", "--opportunities", "1", data=made)
        self.assertEqual(done.returncode, OK, done.stderr)
        self.assertIn(f"made the data folder {made}\n", done.stderr)

    def test_routes(self):
        table = self.json("routes")
        keys = [(row["method"], row["path"], row["dialect"]) for row in table]
        self.assertEqual(len(keys), len(set(keys)))
        for row in table:
            with self.subTest(row["path"]):
                self.assertIn(row["perm"], ("none", "user", "manager", "admin", "owner"))
                self.assertIn(row["tx"], ("none", "read", "write"))
                self.assertTrue(row["about"])
        self.assertEqual(len(self.cli("routes").stdout.splitlines()), len(table))


class TenantTest(CliCase):
    def create(self, name, *more, expect=OK):
        return self.cli("tenant", "create", name, "--name", "Garage X", "--owner-email", "owner@garage.fr", "--owner-name",
                        "Marc Dupont", *more, expect=expect)

    def row(self, name):
        return next((row for row in self.json("tenant", "list") if row["subdomain"] == name), None)

    def test_generated_password_signs_in(self):
        name = unique()
        password = self.create(name, "--plan", "PRO").stdout.split("\n")[0].removeprefix("password: ")
        self.assertGreaterEqual(len(password), 20)
        self.instance.client(name).signin("owner@garage.fr", password)
        self.assertEqual((self.row(name)["plan"], self.row(name)["status"]), ("PRO", "active"))

    def test_password_from_environment(self):
        name = unique()
        env = {**self.instance.env, "GARAGE_PASSWORD": PASSWORD}
        done = subprocess.run([BINARY, "tenant", "create", name, "--name", "G", "--owner-email", "o@garage.fr", "--owner-name", "O",
                               "--password-env", "GARAGE_PASSWORD"], env=env, capture_output=True, text=True)
        self.assertEqual(done.returncode, OK, done.stderr)
        self.assertNotIn(PASSWORD, done.stdout + done.stderr)
        self.instance.client(name).signin("o@garage.fr")

    def test_password_is_not_echoed_on_a_terminal(self):
        name = unique()
        main, terminal = pty.openpty()
        child = subprocess.Popen([BINARY, "tenant", "create", name, "--name", "G", "--owner-email", "o@garage.fr", "--owner-name",
                                  "O", "--password-stdin"], env=self.instance.env, stdin=terminal, stdout=terminal,
                                 stderr=terminal)
        os.close(terminal)
        self.addCleanup(child.kill)
        seen = b""
        while b"Password: " not in seen:
            seen += os.read(main, 1000)
        os.write(main, f"{PASSWORD}\n".encode())
        with contextlib.suppress(OSError):
            while chunk := os.read(main, 1000):
                seen += chunk
        os.close(main)
        self.assertEqual(child.wait(20), OK, seen)
        self.assertNotIn(PASSWORD.encode(), seen)
        self.instance.client(name).signin("o@garage.fr")

    def test_refusals(self):
        name = unique()
        self.create(name)
        self.assertIn(name, self.create(name, expect=MISSING).stderr)
        for bad in ("ab", "-abc", "Garage", "a.b.c", "a" * 64, "../etc"):
            with self.subTest(bad):
                self.create(bad, expect=USAGE)
        done = self.cli("tenant", "create", unique(), "--owner-email", "nobody", "--plan", "GOLD", expect=USAGE)
        for option in ("--name", "--owner-email", "--owner-name", "--plan"):
            self.assertIn(option, done.stderr)
        weak = self.instance.cli("tenant", "create", unique(), "--name", "G", "--owner-email", "o@garage.fr", "--owner-name", "O",
                                 "--password-stdin", text="password", check=False)
        self.assertEqual(weak.returncode, USAGE)
        self.assertEqual([path.name for path in (self.data / "tenants").iterdir() if path.name.startswith(".")], [])

    def test_suspend_resume_delete(self):
        client = self.tenant()
        name, folder = client.tenant, self.data / "tenants" / self.tenant_id(client)
        self.cli("tenant", "delete", name, "--yes", expect=MISSING)
        self.cli("tenant", "suspend", name)
        client.get("/api/contacts").fault(403, "TENANT_SUSPENDED")
        self.cli("tenant", "resume", name)
        client.get("/api/contacts").expect(200)
        self.cli("tenant", "suspend", name)
        self.assertIn("--yes", self.cli("tenant", "delete", name, expect=USAGE).stderr)
        self.assertTrue(folder.exists())
        self.cli("tenant", "delete", name, "--yes")
        self.assertFalse(folder.exists())
        client.get("/api/contacts").fault(404, "TENANT_NOT_FOUND")
        for args in (("delete", name, "--yes"), ("suspend", name), ("resume", name)):
            self.assertIn(name, self.cli("tenant", *args, expect=MISSING).stderr)


    def test_show_and_plan(self):
        name = unique()
        self.create(name, "--plan", "PRO")
        shown = self.json("tenant", "show", name)
        self.assertEqual((shown["plan"], shown["demo"], shown["last_backup"], shown["owner"]["email"], shown["owner"]["name"]),
                         ("PRO", False, None, "owner@garage.fr", "Marc Dupont"))
        self.assertGreater(shown["bytes"], 100000)
        self.json("backup", name, self.instance.folder / unique("backups"))
        self.assertIsNotNone(self.json("tenant", "show", name)["last_backup"])
        text = self.cli("tenant", "show", name).stdout
        for wanted in ("Marc Dupont <owner@garage.fr>", "PRO", " MB", "last backup  2"):
            self.assertIn(wanted, text)
        self.cli("tenant", "plan", name, "BUSINESS")
        self.assertEqual(self.json("tenant", "show", name)["plan"], "BUSINESS")
        done = self.cli("tenant", "plan", name, "GOLD", expect=USAGE)
        self.assertIn("PLAN", done.stderr)
        self.cli("tenant", "plan", unique(), "PRO", expect=MISSING)
        self.cli("tenant", "show", unique(), expect=MISSING)

    def test_a_password_is_printed_only_when_the_account_exists(self):
        owner = ("--name", "G", "--owner-email", "owner@garage.fr", "--owner-name", "O")
        for args in (("tenant", "create", "demo", *owner), ("tenant", "create", "x", *owner),
                     ("user", "create", "demo", "--email", "demo@garage-demo.fr", "--name", "Again"),
                     ("user", "password", "demo", "nobody@garage.fr")):
            with self.subTest(args):
                done = self.instance.cli(*args, check=False)
                self.assertNotEqual(done.returncode, OK)
                self.assertEqual(done.stdout, "")
        done = self.cli("user", "create", "demo", "--email", f"{unique()}@garage.fr", "--name", "New")
        self.assertRegex(done.stdout, r"^password: \S{20}\ncreated ")


class UserTest(CliCase):
    def test_list(self):
        people = self.json("user", "list", self.owner.tenant)
        self.assertIn(("owner@garage.fr", "owner", True), [(row["email"], row["role"], row["is_active"]) for row in people])
        text = self.cli("user", "list", self.owner.tenant).stdout
        self.assertRegex(text, r"(?m)^owner +active +owner@garage\.fr +Marc Dupont")
        self.cli("user", "list", unique(), expect=MISSING)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.instance.create_tenant()

    def signin(self, email, password=PASSWORD):
        return self.instance.client(self.owner.tenant).post("/api/auth/signin", {"email": email, "password": password})

    def test_create(self):
        client = self.instance.add_user(self.owner.tenant, "manager", "ursule@garage.fr", "Ursule de la Tour")
        self.assertEqual((client.user["role"], client.user["name"]), ("MANAGER", "Ursule de la Tour"))
        self.cli("user", "create", self.owner.tenant, "--email", "URSULE@garage.fr", "--name", "U", expect=MISSING)
        self.cli("user", "create", self.owner.tenant, "--email", "x@garage.fr", "--name", "U", "--role", "owner", expect=USAGE)
        self.cli("user", "create", self.owner.tenant, "--email", "x", expect=USAGE)
        self.cli("user", "create", unique(), "--email", "x@garage.fr", "--name", "U", expect=MISSING)

    def test_password(self):
        client = self.instance.add_user(self.owner.tenant, "sales", "paul@garage.fr")
        done = self.cli("user", "password", self.owner.tenant, "paul@garage.fr", "--password-stdin", text="Another-Horse-43")
        self.assertNotIn("Another-Horse-43", done.stdout)
        client.get("/api/auth/session").fault(401)
        self.assertEqual(self.signin("paul@garage.fr").status, 401)
        self.assertEqual(self.signin("paul@garage.fr", "Another-Horse-43").status, 200)
        self.cli("user", "password", self.owner.tenant, "nobody@garage.fr", expect=MISSING)

    def test_activate(self):
        client = self.instance.add_user(self.owner.tenant, "sales", "rose@garage.fr")
        self.cli("user", "activate", self.owner.tenant, "rose@garage.fr", "--deactivate")
        client.get("/api/auth/session").fault(401)
        self.assertEqual(self.signin("rose@garage.fr").status, 403)
        self.cli("user", "activate", self.owner.tenant, "rose@garage.fr")
        self.assertEqual(self.signin("rose@garage.fr").status, 200)
        self.cli("user", "activate", self.owner.tenant, "owner@garage.fr", "--deactivate", expect=MISSING)
        self.owner.get("/api/auth/session").expect(200)

    def test_an_activation_brings_the_team_that_was_asked_for(self):
        """As one by an admin does, and with its row in the journal."""
        team = self.owner.post("/api/teams", {"name": "Nord"}).expect(201).json["id"]
        people = []
        for name in ("ines", "jules"):
            body = {"email": f"{name}@garage.fr", "password": PASSWORD, "first_name": name, "last_name": "X", "team_id": team}
            person = self.owner.twin().post("/api/auth/register", body).expect(201).json
            self.assertFalse(person["is_active"])
            people.append(person["id"])
        self.cli("user", "activate", self.owner.tenant, "ines@garage.fr")
        self.owner.put(f"/api/users/{people[1]}", {"is_active": True}).expect(200)
        changed = []
        for person in people:
            shown = self.owner.get(f"/api/users/{person}").expect(200).json
            self.assertEqual((shown["is_active"], shown["team_id"], shown["version"]), (True, team, 2))
            self.assertNotIn("pending_team_id", shown)
            row = self.owner.read("/api/audit", id=person)[0]
            changed.append((row["source"], row["before"], row["after"]))
        self.assertEqual([source for source, _, _ in changed], ["COMMAND", None])
        self.assertEqual(changed[0][1:], changed[1][1:])


class SweepTest(CliCase):
    def sweep(self, *args, expect=OK):
        done = self.cli("sweep", *args, expect=expect)
        self.assertEqual(len(done.stdout.splitlines()), 1)
        self.summary = json.loads(done.stdout)
        self.assertEqual(list(self.summary), ["tenants", "marked", "expired_quotes", "closings", "failed"])
        return done

    def setUp(self):
        self.sweep()  # whatever other tests left
        self.client = self.tenant()

    def overdue(self, client=None):
        return (client or self.client).read("/api/activities", type="INVOICE_OVERDUE")

    def stored_status(self, invoice):
        with contextlib.closing(sqlite3.connect(self.database(self.client))) as db:
            return db.execute("SELECT status FROM invoice WHERE id = ?", [invoice["id"]]).fetchone()[0]

    def test_marks_once(self):
        late, later = self.invoice(self.client, due=-3), self.invoice(self.client, due=10)
        self.sweep()
        self.assertEqual((self.summary["marked"], self.summary["failed"]), (1, 0))
        self.assertEqual((self.stored_status(late), self.stored_status(later)), ("OVERDUE", "SENT"))
        self.sweep()
        self.assertEqual(self.summary["marked"], 0)
        [activity] = self.overdue()
        self.assertEqual(activity["description"], f"Facture {late['invoice_number']} en retard")
        self.assertEqual(activity["metadata"], {"invoice_id": late["id"], "invoice_number": late["invoice_number"]})
        self.assertIsNone((activity.get("user") or {}).get("id"))
        self.assertEqual(self.client.read(f"/api/invoices/{late['id']}")["status"], "OVERDUE")
        self.cli("verify", self.client.tenant)

    def test_as_of(self):
        invoice = self.invoice(self.client, due=10)
        self.sweep("--as-of", days_from_now(10))
        self.assertEqual(self.stored_status(invoice), "SENT")
        self.sweep("--as-of", days_from_now(11))
        self.assertEqual((self.stored_status(invoice), self.summary["marked"]), ("OVERDUE", 1))

    def test_quotes_expire(self):
        late, later = self.quote(self.client, until=-1), self.quote(self.client, until=1)
        self.sweep()
        self.assertEqual(self.summary["expired_quotes"], 1)
        self.assertEqual([self.client.read(f"/api/quotes/{quote['id']}")["status"] for quote in (late, later)],
                         ["EXPIRED", "SENT"])

    def test_paid_drafts_and_cancelled_stay(self):
        paid, cancelled = self.invoice(self.client, due=-3), self.invoice(self.client, due=-3)
        draft = self.client.create("/api/invoices", {"contact_id": self.contact(self.client)["id"], "items": [line(1)],
                                                     "due_date": days_from_now(-3), "vat_rate": 20.0})
        self.client.change(f"/api/invoices/{paid['id']}/status", {"status": "PAID", "payment_method": "CARD"})
        self.client.post(f"/api/invoices/{cancelled['id']}/credit-note", {}).expect(201)
        self.sweep()
        self.assertEqual(self.summary["marked"], 0)
        self.assertEqual([self.stored_status(invoice) for invoice in (paid, cancelled, draft)], ["PAID", "CREDITED", "DRAFT"])

    def test_suspended_tenants_are_swept(self):
        invoice = self.invoice(self.client, due=-3)
        self.cli("tenant", "suspend", self.client.tenant)
        self.sweep()
        self.assertEqual(self.stored_status(invoice), "OVERDUE")

    def test_beside_itself_and_live_traffic(self):
        contact = self.contact(self.client)["id"]
        for _ in range(40):
            self.invoice(self.client, contact, due=-3)
        written, stop = [], threading.Event()

        def write():
            twin = self.client.twin()
            while not stop.is_set():
                written.append(self.contact(twin)["id"])
            twin.close()

        writer = threading.Thread(target=write)
        writer.start()
        sweeps = [subprocess.Popen([BINARY, "sweep"], env=self.instance.env, stdout=subprocess.PIPE, text=True) for _ in range(4)]
        outputs = [child.communicate(timeout=60)[0] for child in sweeps]
        stop.set()
        writer.join()
        self.assertEqual([child.returncode for child in sweeps], [OK] * 4)
        self.assertEqual(sum(json.loads(text)["marked"] for text in outputs), 40)
        self.assertEqual(len(self.overdue()), 40)
        self.assertTrue(written)
        self.client.read(f"/api/contacts/{written[-1]}")

    def test_a_broken_tenant_is_reported_and_skipped(self):
        invoice, broken = self.invoice(self.client, due=-3), self.tenant()
        path = self.database(broken)
        for file in path.parent.glob("tenant.db*"):
            file.unlink()
        path.write_bytes(b"this is no database" * 1000)
        done = self.sweep(expect=FAILED)
        self.assertEqual((self.summary["failed"], self.summary["marked"]), (1, 1))
        self.assertIn(f"visioncrm: {broken.tenant}: ", done.stderr)
        self.assertEqual(self.stored_status(invoice), "OVERDUE")
        self.cli("verify", broken.tenant, expect=FAILED)
        self.cli("tenant", "suspend", broken.tenant)
        self.cli("tenant", "delete", broken.tenant, "--yes")

    def test_tidies_up(self):
        folders = [self.data / "tenants" / f".new-{uuid.uuid4()}" for _ in range(2)]
        for folder in folders:
            (folder / "files").mkdir(parents=True)
        os.utime(folders[0], (time.time() - 7200,) * 2)
        path = self.database(self.client)
        with contextlib.closing(sqlite3.connect(path)) as db, db:
            db.execute("UPDATE session SET expires_at = 1000")
            db.execute("INSERT INTO idempotency (key, user_id, path, body_hash, status, body, content_type, created_at)"
                       " VALUES ('old', '', '/', '', 200, '{}', 'application/json', 1000),"
                       " ('new', '', '/', '', 200, '{}', 'application/json', ?)", [int(time.time() * 1000)])
        self.sweep()
        self.assertEqual([folder.exists() for folder in folders], [False, True])
        shutil.rmtree(folders[1])
        with contextlib.closing(sqlite3.connect(path)) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM session").fetchone()[0], 0)
            self.assertEqual(db.execute("SELECT key FROM idempotency").fetchall(), [("new",)])

    def test_a_tenant_without_work_is_not_written_to(self):
        path = self.database(self.client)
        log = path.with_name("tenant.db-wal")
        self.sweep()  # the first one of a version notes it
        before = [(file.stat().st_size, file.stat().st_mtime_ns) for file in (path, log) if file.exists()]
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("BEGIN IMMEDIATE")  # a sweep that wanted to write would fail here
            self.sweep()
            db.execute("ROLLBACK")
        self.assertEqual(self.summary["failed"], 0)
        self.assertEqual(before, [(file.stat().st_size, file.stat().st_mtime_ns) for file in (path, log) if file.exists()])


class BackupTest(CliCase):
    def filled(self):
        """A tenant with a little of everything, a document in its folder included."""
        client = self.tenant()
        invoice = self.invoice(client)
        self.quote(client)
        client.post(f"/api/invoices/{invoice['id']}/payments",
                    {"amount": 20, "payment_method": "CARD", "paid_at": "2026-01-01T14:30:00.000Z"}).expect(201)
        client.get(f"/api/invoices/{invoice['id']}/pdf").expect(200)
        return client

    def test_backup_says_what_it_holds(self):
        client = self.filled()
        folder = self.backup(client)
        manifest = json.loads((folder / "manifest.json").read_text())
        self.assertEqual(manifest["tenant"]["id"], self.tenant_id(client))
        self.assertEqual(manifest["tenant"]["subdomain"], client.tenant)
        listed = {row["path"] for row in manifest["files"]}
        found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        self.assertEqual(listed, found - {"manifest.json", "manifest.sha256"})
        self.assertIn("tenant.db", listed)
        self.assertTrue(any(path.startswith("files/") for path in listed), listed)
        for path in [folder, *folder.rglob("*")]:
            self.assertEqual(path.stat().st_mode & 0o077, 0, path)
        self.assertEqual([path.name for path in folder.parent.iterdir()], [folder.name])
        self.assertTrue(self.json("verify", "--backup", folder)[0]["ok"])

    def test_backup_of_all(self):
        clients = [self.tenant(), self.tenant()]
        made = self.json("backup", "--all", self.instance.folder / unique("all"))
        self.assertLessEqual({client.tenant for client in clients}, {row["tenant"] for row in made})
        self.assertEqual(len(made), len(self.json("tenant", "list")))
        self.cli("backup", unique(), self.instance.folder / "none", expect=MISSING)

    def test_every_flipped_byte_is_named(self):
        folder = self.backup(self.filled())
        for path in [path for path in folder.rglob("*") if path.is_file()]:
            for at in (0, path.stat().st_size // 2, path.stat().st_size - 1):
                name = str(path.relative_to(folder))
                with self.subTest(name, at=at):
                    flip(path, at)
                    done = self.cli("verify", "--backup", folder, expect=FAILED)
                    self.assertIn("manifest.json" if name.startswith("manifest") else name, done.stderr)
                    self.cli("restore", folder, "--as", unique(), expect=FAILED)
                    flip(path, at)
        self.cli("verify", "--backup", folder)
        (next((folder / "files").rglob("*.pdf"))).unlink()
        self.assertIn(".pdf", self.cli("verify", "--backup", folder, expect=FAILED).stderr)
        self.assertEqual([path.name for path in (self.data / "tenants").iterdir() if path.name.startswith(".")], [])

    def test_no_backup_there(self):
        self.cli("verify", "--backup", self.instance.folder / "nothing", expect=MISSING)
        self.cli("restore", self.instance.folder, expect=MISSING)

    def test_verify_leaves_the_backup_as_it_is(self):
        folder = self.backup(self.filled())
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        self.cli("verify", "--backup", folder)
        self.assertEqual(before, {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()})

    def test_restore_under_another_name(self):
        client = self.filled()
        folder, name = self.backup(client), unique("copy")
        restored = self.json("restore", folder, "--as", name)
        copy = self.data / "tenants" / restored["id"]
        self.assertNotEqual(restored["id"], self.tenant_id(client))
        restored_rows, kept, own = rows(copy / "tenant.db"), rows(folder / "tenant.db"), rows(self.database(client))
        self.assertEqual(kept, own)
        for table in ("event", "ledger", "journal"):  # the technical log says that it was restored
            self.assertEqual(len(restored_rows.pop(table)), len(kept.pop(table)) + 1)
        self.assertEqual(restored_rows, kept)
        for path in (folder / "files").rglob("*"):
            self.assertEqual((copy / "files" / path.relative_to(folder / "files")).read_bytes(), path.read_bytes())
        twin = self.instance.client(name).signin("owner@garage.fr")
        self.assertEqual(twin.read("/api/contacts"), client.read("/api/contacts"))
        self.cli("verify", name)
        self.cli("restore", folder, "--as", name, expect=MISSING)
        self.cli("restore", folder, "--as", "No Name", expect=USAGE)
        self.cli("restore", folder, "--as", unique(), "--replace", expect=MISSING)

    def test_restore_after_deletion_keeps_the_id(self):
        client = self.filled()
        folder, old_id, contacts = self.backup(client), self.tenant_id(client), client.read("/api/contacts")
        self.cli("tenant", "suspend", client.tenant)
        self.cli("tenant", "delete", client.tenant, "--yes")
        client.get("/api/contacts").fault(404, "TENANT_NOT_FOUND")
        self.cli("restore", folder)
        self.assertEqual(self.tenant_id(client), old_id)
        self.assertEqual(client.read("/api/contacts"), contacts)

    def test_restore_in_place_answers_at_once(self):
        client = self.filled()
        folder, before = self.backup(client), client.read("/api/contacts")
        lost = self.contact(client, last_name="Perdu")["id"]
        self.cli("restore", folder, expect=MISSING)
        self.cli("restore", folder, "--replace", expect=MISSING)
        client.read(f"/api/contacts/{lost}")
        self.cli("tenant", "suspend", client.tenant)
        self.cli("restore", folder, "--replace")
        client.get(f"/api/contacts/{lost}").fault(404)
        self.assertEqual(client.read("/api/contacts"), before)
        kept = self.contact(client)["id"]
        client.read(f"/api/contacts/{kept}")
        self.assertEqual([path.name for path in (self.data / "tenants").iterdir() if path.name.startswith(".")], [])

    def test_backup_under_load(self):
        client = self.tenant()
        done, stop = [], threading.Event()

        def write():
            twin = client.twin()
            while not stop.is_set():
                done.append(self.contact(twin)["id"])
            twin.close()

        writers = [threading.Thread(target=write) for _ in range(4)]
        for writer in writers:
            writer.start()
        try:
            for _ in range(3):
                while len(done) < 50:
                    time.sleep(0.01)
                acknowledged = list(done)
                folder = self.backup(client)
                self.cli("verify", "--backup", folder)
                saved = {row[1] for row in rows(folder / "tenant.db")["contact"]}
                self.assertLessEqual(set(acknowledged), saved)
                wait_until(lambda: len(done) > len(acknowledged), "a write beside the backup")
        finally:
            stop.set()
            for writer in writers:
                writer.join()


class VerifyTest(CliCase):
    def tamper(self, client, *statements):
        with contextlib.closing(sqlite3.connect(self.database(client))) as db, db:
            for statement in statements:
                db.execute(statement)

    def setUp(self):
        self.client = self.tenant()
        self.invoices = [self.invoice(self.client) for _ in range(3)]
        self.client.post(f"/api/invoices/{self.invoices[0]['id']}/payments",
                         {"amount": 20, "payment_method": "CARD", "paid_at": "2026-01-01T14:30:00.000Z"}).expect(201)
        self.assertEqual(self.json("verify", self.client.tenant),
                         [{"tenant": self.client.tenant, "ok": True, "entries": 4, "broken_entry": None, "problem": None}])

    def broken(self, *names):
        done = self.cli("verify", self.client.tenant, expect=FAILED)
        [finding] = json.loads(self.instance.cli("verify", self.client.tenant, "--json", check=False).stdout)
        self.assertFalse(finding["ok"])
        for name in names:
            self.assertIn(name, done.stderr)
            self.assertIn(name, finding["problem"])
        return finding["broken_entry"]

    def test_changed_invoice(self):
        invoice = self.invoices[1]
        self.tamper(self.client, "DROP TRIGGER invoice_immutable",
                    f"UPDATE invoice SET total = total + 1 WHERE id = '{invoice['id']}'")
        self.assertEqual(self.broken("INVOICE", invoice["id"]), 2)
        self.cli("verify", expect=FAILED)

    def test_changed_line(self):
        invoice = self.invoices[2]
        self.tamper(self.client, "DROP TRIGGER invoice_item_no_update",
                    f"UPDATE invoice_item SET description = 'Autre' WHERE invoice_id = '{invoice['id']}'")
        self.assertEqual(self.broken("INVOICE", invoice["id"]), 3)

    def test_removed_payment(self):
        self.tamper(self.client, "DROP TRIGGER payment_no_delete", "DELETE FROM payment")
        self.assertEqual(self.broken("PAYMENT"), 4)

    def test_rewritten_and_removed_entries(self):
        self.tamper(self.client, "DROP TRIGGER ledger_no_update", "UPDATE ledger SET entry = entry || ' ' WHERE seq = 2")
        self.assertEqual(self.broken(self.invoices[1]["id"]), 2)
        self.tamper(self.client, "DROP TRIGGER ledger_no_delete", "DELETE FROM ledger WHERE seq = 2")
        self.assertEqual(self.broken(self.invoices[2]["id"]), 3)

    def test_triggers_keep_honest_programs_out(self):
        with self.assertRaises(sqlite3.IntegrityError):
            self.tamper(self.client, "UPDATE invoice SET total = total + 1")
        self.cli("verify", self.client.tenant)

    def test_damaged_file(self):
        path = self.database(self.client)
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'contact_by_last_name'").fetchone()[0]
        with open(path, "r+b") as file:
            file.seek((page - 1) * 4096 + 3000)
            file.write(os.urandom(1096))
        self.cli("verify", self.client.tenant, expect=FAILED)
        self.cli("tenant", "suspend", self.client.tenant)
        self.cli("tenant", "delete", self.client.tenant, "--yes")

    def tearDown(self):
        if any(row["subdomain"] == self.client.tenant for row in self.json("tenant", "list")):
            self.cli("tenant", "suspend", self.client.tenant)
            self.cli("tenant", "delete", self.client.tenant, "--yes")


if __name__ == "__main__":
    unittest.main()
