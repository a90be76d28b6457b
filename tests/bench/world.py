# SPDX-License-Identifier: MIT
"""What is measured: a program behind nginx, its CPU and memory, and the data of its tenants.

Site:  one program (the product, or a floor) behind an nginx of its own, in a temporary folder.
The rest fills tenant files in bulk, through the schema and triggers that the product made itself, while nothing serves them.
"""

import datetime
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "api"))
import harness  # noqa: E402

ROOT = harness.ROOT
TICKS = os.sysconf("SC_CLK_TCK")
FIRST_NAMES = """Alice Amandine Antoine Arthur Aurélie Benoît Camille Catherine Chloé Claire Damien David Denis
    Élodie Émilie Éric Fabien François Gaëlle Guillaume Hélène Hugo Inès Isabelle Jacques Jeanne Jérôme Julie Julien
    Karim Laure Léa Louis Lucas Manon Marc Marie Mathieu Nadia Nicolas Noémie Olivier Pascal Paul Pierre Quentin
    Raphaël Rémi Sandrine Sarah Simon Sophie Stéphane Thomas Valérie Victor Vincent Virginie Yasmine Zoé""".split()
LAST_NAMES = """Adam Andre Arnaud Aubert Barbier Baron Benoit Berger Bernard Bertrand Blanc Blanchard Bonnet Boucher
    Bourgeois Boyer Brun Brunet Carpentier Caron Charles Chevalier Clement Colin Collet David Denis Deschamps Dubois
    Dufour Dumas Dumont Dupont Dupuis Durand Duval Fabre Faure Fernandez Fleury Fontaine Fournier Francois Gaillard
    Garcia Garnier Gauthier Gautier Gerard Girard Giraud Guerin Guillaume Guillot Henry Hubert Huet Jacquet Jean Joly
    Lacroix Lambert Laurent Leclerc Lefebvre Lefevre Legrand Lemaire Lemoine Leroux Leroy Lopez Lucas Marchand Marie
    Martin Martinez Masson Mathieu Mercier Meunier Meyer Michel Moreau Morel Morin Moulin Muller Nicolas Noel Olivier
    Perez Perrin Petit Philippe Picard Pierre Renard Renaud Rey Richard Riviere Robert Robin Roche Roger Rolland
    Rousseau Roussel Roux Roy Sanchez Schmitt Simon Thomas Vidal Vincent""".split()
# What people type: the beginning of a name, a name, a town's worth of digits of a telephone number, half a plate.
SEARCHES = ["dup", "martin", "lef", "rousseau", "bern", "camille%20mar", "moreau", "sophie", "aubert", "ga%C3%ABlle", "0612",
            "vincent%20gir", "carpentier", "nadia", "ab12", "leroy"]


class Site(harness.Instance):
    """`prepare` makes the tenant `demo`; `up` and `down` may alternate. `end_all` ends what runs, however it came to that."""

    made = []

    def __init__(self, program, **settings):
        super().__init__(**settings)
        self.program = program
        self.made.append(self)

    @classmethod
    def end_all(cls):
        while cls.made:
            site = cls.made.pop()
            site.stop()
            site.remove()

    def prepare(self):
        self.cli("tenant", "create", "demo", "--name", "Garage Dupont", "--owner-email", "owner@garage-dupont.fr",
                 "--owner-name", "Jean Dupont", "--password-stdin", text=harness.PASSWORD)
        (self.folder / "nginx.conf").write_text(self.cli("config", "--nginx").stdout)
        return self

    def up(self):
        with open(self.server_log, "ab") as log:
            self.server = subprocess.Popen([self.program, "serve"], env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL,
                                           stdout=log, stderr=log)
            self.nginx = subprocess.Popen([harness.NGINX, "-e", str(self.nginx_log), "-c", str(self.folder / "nginx.conf")],
                                          env=self.env, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._wait_for_health()
        return self

    def down(self):
        problems = self.stop()
        if problems:
            raise RuntimeError("; ".join(problems))

    @property
    def registry(self):
        return self.folder / "data/registry.db"

    def tenant_folder(self, name):
        with sqlite3.connect(self.registry) as db:
            return self.folder / "data/tenants" / db.execute("SELECT id FROM tenant WHERE subdomain = ?", [name]).fetchone()[0]

    def host(self, tenant):
        return f"{tenant}.{harness.DOMAIN}:{self.https_port}"

    def cpu_seconds(self):
        """Of nginx and the program, with all their processes, since they began."""
        return sum(int(stat[11]) + int(stat[12]) for stat in map(process_stat, self.processes())) / TICKS

    def processes(self):
        roots = {self.server.pid, self.nginx.pid}
        return roots | {pid for pid, parent in parents().items() if parent in roots}

    def biggest_worker(self):
        """Resident kilobytes and open files of the program's biggest process."""
        workers = [pid for pid, parent in parents().items() if parent == self.server.pid]
        return max((memory_kb(pid), len(os.listdir(f"/proc/{pid}/fd"))) for pid in workers)


# --- processes


def process_stat(pid):
    """The fields of /proc/PID/stat behind the name, from the state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def parents():
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                found[int(entry)] = int(process_stat(entry)[1])
            except (FileNotFoundError, ProcessLookupError):
                pass
    return found


def memory_kb(pid, key="VmRSS"):
    """0 for a process that has ended and waits to be collected."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1])
    return 0


def timed(command, env):
    """Runs a program: its output, seconds of wall, seconds of CPU, peak resident megabytes."""
    started = time.monotonic()
    peak = 0
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=out)
        while not (ended := os.wait4(child.pid, os.WNOHANG))[0]:
            peak = max(peak, memory_kb(child.pid, "VmHWM"))  # rusage would count this program's memory before exec
            time.sleep(0.02)
        wall = time.monotonic() - started
        child.returncode = os.waitstatus_to_exitcode(ended[1])
        out.seek(0)
        output = out.read()
    if child.returncode:
        raise RuntimeError(f"{command}: exit {child.returncode}: {output}")
    return output, wall, ended[2].ru_utime + ended[2].ru_stime, peak / 1024


# --- data


def uuid7(at_ms, number):
    text = f"{at_ms:012x}7{number >> 12 & 0xfff:03x}8{number & 0xfff:03x}{number * 2654435761 % 2**48:012x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def open_tenant(folder):
    db = sqlite3.connect(folder / "tenant.db", isolation_level=None)
    if db.execute("PRAGMA page_size").fetchone()[0] < 4096:  # as the program does once a file has grown to a megabyte
        db.executescript("PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM; PRAGMA journal_mode = WAL;")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA cache_size = -65536")
    return db


def fill_contacts(folder, count):
    """`count` contacts with 1.2 vehicles each, and for every second one a quote and an activity. Returns the contacts' ids."""
    draw = random.Random(count)
    now = int(time.time() * 1000)
    ids = [uuid7(now - (count - i) * 60000, i) for i in range(count)]
    db = open_tenant(folder)
    user = db.execute("SELECT id FROM app_user").fetchone()[0]
    db.execute("BEGIN IMMEDIATE")
    for i, contact in enumerate(ids):
        at = now - (count - i) * 60000
        first, last = draw.choice(FIRST_NAMES), draw.choice(LAST_NAMES)
        insert(db, "contact", id=contact, first_name=first, last_name=last, email=f"{last.lower()}.{i}@example.fr",
               phone=f"+336{draw.randrange(10**8):08d}", company=f"{last} SARL" if i % 5 == 0 else None,
               address_street=f"{i % 120 + 1} rue de la République", address_city="Lyon", address_postal_code="69003",
               address_country="France", tags='["client","fidèle"]' if i % 3 == 0 else "[]", is_vip=i % 20 == 0,
               created_at=at, updated_at=at)
        for n in range(2 if i % 5 == 0 else 1):
            letters = "".join(draw.choice("ABCDEFGHJKLMNPQRSTVWXYZ") for _ in range(4))
            insert(db, "vehicle", id=uuid7(at, 2 * i + n), owner_id=contact, make="Renault", model="Clio", year=2020,
                   color="Gris", license_plate=f"{letters[:2]}-{draw.randrange(1000):03d}-{letters[2:]}", vin=f"VF1RJA00{2 * i + n:09d}",
                   mileage=45000, created_at=at, updated_at=at)
        if i % 2 == 0:
            insert(db, "quote", id=uuid7(at, i), quote_number=f"2026-{i:06d}", contact_id=contact, issue_date="2026-10-01",
                   valid_until="2099-12-31", subtotal=12900, vat_rate=2000, vat_amount=2580, total=15480, status="SENT",
                   created_by=user, created_at=at, updated_at=at)
            insert(db, "activity", id=uuid7(at, i), type="QUOTE_SENT", description=f"Devis 2026-{i:06d} envoyé", user_id=user,
                   contact_id=contact, created_at=at)
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return ids


# What the product keeps for sorting, and of what; near enough for measuring.
KEYS = {"contact": {"last_name_key": "last_name", "company_key": "company"}, "vehicle": {"make_key": "make"},
        "client": {"name_key": "name"}, "team": {"name_key": "name"}, "app_user": {"name_key": "first_name"}}
columns = {}


def sort_keys(db, table, row):
    if (db, table) not in columns:
        columns[db, table] = {name for name, in db.execute("SELECT name FROM pragma_table_info(?)", [table])}
    plain = lambda text: "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()
    return {key: plain(row[of]) for key, of in KEYS.get(table, {}).items() if row.get(of) and key in columns[db, table]}


def insert(db, table, **row):
    row.update(sort_keys(db, table, row))
    db.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({','.join('?' * len(row))})", list(row.values()))


def fill_invoices(owner, count, groups):
    """Issued by the running product, so that numbers and ledger are whole; due in `groups` months from January 2020 on."""
    contacts = [owner.create("/api/contacts", {"first_name": draw, "last_name": "Client"})["id"] for draw in FIRST_NAMES]
    for i in range(count):
        due = datetime.date(2020 + i % groups // 12, i % groups % 12 + 1, 15)
        invoice = owner.create("/api/invoices", {
            "contact_id": contacts[i % len(contacts)], "due_date": due.isoformat(), "vat_rate": 20,
            "items": [harness.line(129, description="Vidange moteur"), harness.line(65, 1.5, description="Main-d’œuvre")]})
        owner.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})


def copy_tenant(site, name, copies):
    """Further tenants with the same content, credentials and sessions included."""
    source = site.tenant_folder(name)
    with sqlite3.connect(site.registry) as db:
        now = int(time.time() * 1000)
        for number, copy in enumerate(copies):
            tenant = uuid7(now, number)
            target = source.parent / tenant
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("*-wal", "*-shm", "*.lock"))
            insert(db, "tenant", id=tenant, subdomain=copy, name=copy, created_at=now, updated_at=now)


def settle(folder):
    """Moves the write-ahead log of a closed file into the file."""
    db = open_tenant(folder)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def forget(path):
    """Drops the file from the page cache, so that the next reader meets the disk."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
        os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(fd)
