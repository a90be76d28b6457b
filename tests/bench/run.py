#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""make bench: what the product costs, as ratios against floors that are measured in the same run.

CPU is that of the server: nginx and workers, from /proc, before and after. A ratio is taken between two runs that follow
each other; the table shows the median over the rounds. Prints a table and writes build/bench/table.md.
"""

import argparse
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import pipeline
import recalculate
import world
from world import ROOT, Site

OUT = ROOT / "build/bench"
CONTACTS = 10000
FLEET = 1000
INVOICES = 1000
GROUPS = 10

rows = []
loaded = os.getloadavg()[0]


def report(item, aim, measured, met=None):
    """One line of the table; `met` is None where nothing was aimed at."""
    rows.append((item, aim, measured, {None: "", True: "yes", False: "NO"}[met]))
    print(f"{item}: {measured}{'' if met is None else f' (aim {aim}: ' + ('met' if met else 'MISSED') + ')'}", flush=True)


class Load:
    """wrk on one site: `lines` are "METHOD host path"."""

    def __init__(self, site, name, lines, cookie=""):
        self.site, self.cookie = site, cookie
        self.list = site.folder / f"{name}.list"
        self.list.write_text("\n".join(lines) + "\n")

    def start(self, seconds, connections=32, pause_ms=0):
        threads = min(2, connections)
        return subprocess.Popen(
            ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s",
             str(ROOT / "tests/bench/load.lua"), f"https://127.0.0.1:{self.site.https_port}/", "--", str(self.list),
             self.cookie, str(pause_ms)], stdout=subprocess.PIPE, text=True)

    @staticmethod
    def finish(wrk):
        output = wrk.communicate()[0]
        result = json.loads(output.rpartition("RESULT ")[2])
        if wrk.returncode or result["errors"] or not result["requests"]:
            raise RuntimeError(f"wrk: exit {wrk.returncode}\n{output}")
        return result

    def run(self, seconds, connections=32, warm=0.0):
        """What wrk saw, with `us`: microseconds of server CPU a request."""
        if warm:
            self.finish(self.start(warm, connections))
        before = self.site.cpu_seconds()
        result = self.finish(self.start(seconds, connections))
        result["us"] = (self.site.cpu_seconds() - before) / result["requests"] * 1e6
        return result


def median(values):
    return statistics.median(values)


def spread(values, digits=0):
    return f"{median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


# --- one tenant of 10,000 contacts against the hello world


class Shop:
    """The hello world, and the product with the tenant `demo` and a fresh copy of it for each round of writing."""

    def __init__(self, options):
        self.seconds, self.rounds = options.seconds, options.rounds
        self.hello_site = Site(OUT / "hello").prepare().up()
        self.site = Site(world.harness.BINARY).prepare().up()
        owner = self.site.client("demo").signin("owner@garage-dupont.fr")
        self.cookie = "; ".join(f"{name}={value}" for name, value in owner.cookies.items())
        owner.close()
        self.site.down()
        folder = self.site.tenant_folder("demo")
        self.ids = world.fill_contacts(folder, CONTACTS)
        self.copies = [f"copy-{n}" for n in range(3 * self.rounds)]
        world.copy_tenant(self.site, "demo", self.copies)
        self.site.up()
        self.hello = Load(self.hello_site, "hello", [f"GET {self.hello_site.host('demo')} /api/hello"])

    def load(self, name, method, paths, tenant="demo"):
        return Load(self.site, name, [f"{method} {self.site.host(tenant)} {path}" for path in paths], self.cookie)

    def contacts(self):
        step = 7919  # prime: the pages of the file are met in no order
        return [f"/api/contacts/{self.ids[i * step % CONTACTS]}" for i in range(2000)]

    def close(self):
        self.site.down()
        self.hello_site.down()


def bench_reads(shop):
    items = [("get one contact with vehicles", 45, shop.load("get", "GET", shop.contacts())),
             ("list of 20 with total", 18, shop.load("list", "GET", ["/api/contacts?limit=20"])),
             ("list of 20 with total and a search", 9,
              shop.load("search", "GET", [f"/api/contacts?limit=20&search={text}" for text in world.SEARCHES]))]
    floors, measured = [], {name: [] for name, _, _ in items}
    for _ in range(shop.rounds):
        for name, _, load in items:
            floor = shop.hello.run(shop.seconds, warm=1)
            result = load.run(shop.seconds, warm=1)
            floors.append(floor["us"])
            measured[name].append((result["us"], 100 * floor["us"] / result["us"]))
    report("hello world", "", f"{spread(floors, 1)} µs, {1e6 / median(floors):,.0f} requests a second of CPU")
    for name, aim, _ in items:
        costs, ratios = zip(*measured[name])
        report(name, f"≥ {aim} % of hello", f"**{median(ratios):.1f} %** ({min(ratios):.1f}–{max(ratios):.1f}); "
               f"{median(costs):.1f} µs, {1e6 / median(costs):,.0f} a second of CPU", median(ratios) >= aim)


def bench_latency(shop):
    load = shop.load("get", "GET", shop.contacts())
    floors, gets = [], []
    for _ in range(shop.rounds):
        floors.append(shop.hello.run(shop.seconds, 128, warm=1)["p99_ms"])
        gets.append(load.run(shop.seconds, 128, warm=1)["p99_ms"])
    ratio = median([get / floor for get, floor in zip(gets, floors)])
    report("p99 of get one at 128 connections", "≤ 3 × hello", f"**{ratio:.2f} ×**; {median(gets):.1f} ms against "
           f"{median(floors):.1f} ms", ratio <= 3)


def bench_neighbours(shop):
    """A few requests of quiet tenants, on all workers, without and beside what four connections of a busy one keep asking."""
    owner = shop.site.client("demo").signin("owner@garage-dupont.fr")
    contact = owner.create("/api/contacts", {"last_name": "Acheteur"})["id"]
    draft = owner.create("/api/quotes", {"contact_id": contact, "valid_until": "2099-12-31", "vat_rate": 20,
                                         "items": [world.harness.line(100, 1, f"Pièce n° {n}") for n in range(40)]})["id"]
    owner.close()
    quiet = Load(shop.site, "quiet", [f"GET {shop.site.host(tenant)} {path}" for tenant in shop.copies
                                      for path in shop.contacts()[:20]], shop.cookie)
    busy = [("lists and searches", shop.load("busy", "GET", ["/api/contacts?limit=100", "/api/contacts?limit=20&search=mar"])),
            ("creates", shop.load("writes", "POST", ["/api/contacts"])),
            ("documents", shop.load("drafts", "GET", [f"/api/quotes/{draft}/pdf"]))]
    ratios = {name: [] for name, _ in busy}
    for _ in range(shop.rounds):
        for name, load in busy:
            alone = Load.finish(quiet.start(shop.seconds, 2, 4))
            noise = load.start(shop.seconds + 1, 4)
            time.sleep(0.5)
            beside = Load.finish(quiet.start(shop.seconds, 2, 4))
            Load.finish(noise)
            ratios[name].append((beside["p99_ms"] / alone["p99_ms"], alone["p99_ms"], beside["p99_ms"]))
    for name, measured in ratios.items():
        ratio, alone, beside = (median(column) for column in zip(*measured))
        report(f"p99 of quiet tenants beside a busy one's {name}", "≤ 2 × without", f"**{ratio:.2f} ×**; {alone:.1f} ms → "
               f"{beside:.1f} ms", ratio <= 2)


def insert_floor(shop, tenant, count=2000):
    """Microseconds a row: wall, CPU. The product never opens this tenant."""
    path = shop.site.tenant_folder(tenant) / "tenant.db"
    return [float(word) for word in world.timed([OUT / "insert_floor", path, str(count)], os.environ)[0].split()]


def bench_create(shop):
    cpu, wall, p99 = [], [], []
    for n in range(shop.rounds):
        busy, single, floor_tenant = shop.copies[3 * n:3 * n + 3]
        one = shop.load("one", "POST", ["/api/contacts"], single)
        many = shop.load("many", "POST", ["/api/contacts"], busy)
        floor_wall, floor_cpu = insert_floor(shop, floor_tenant)
        hello_one = shop.hello.run(shop.seconds, 1)
        create_one = one.run(shop.seconds, 1)
        hello_many = shop.hello.run(shop.seconds)
        create_many = many.run(shop.seconds)
        wall.append((create_one["mean_ms"] * 1000, floor_wall, hello_one["mean_ms"] * 1000))
        cpu.append((create_many["us"], floor_cpu, hello_many["us"]))
        p99.append((create_many["p99_ms"], create_many["requests"] / create_many["seconds"]))
    for what, numbers in (("CPU, 32 writers", cpu), ("elapsed, one writer", wall)):
        ratio = median([own / (floor + hello) for own, floor, hello in numbers])
        own, floor, hello = (median(column) for column in zip(*numbers))
        report(f"create contact, synchronous=FULL ({what})", "≤ 1.5 × (bare insert + hello)",
               f"**{ratio:.2f} ×**; {own:,.0f} µs against {floor:,.0f} + {hello:,.0f} µs", ratio <= 1.5)
    slowest, speed = (median(column) for column in zip(*p99))
    report("p99 of creates, 32 writers of one tenant", "≤ 30 ms", f"**{slowest:.1f} ms** at {speed:,.0f} creates a second",
           slowest <= 30)


def bench_pdf():
    done = subprocess.run([OUT / "pdf_floor"], capture_output=True, text=True, check=False)
    lines = {line[:14].strip(): line[14:].split() for line in done.stdout.splitlines()}
    floor, own, wide, outlines = (lines[name] for name in ("bare libharu", "pdf_render", "Unicode fonts", "outlines"))
    ratio, size = float(own[0]) / float(floor[0]), int(own[2]) / 1000
    report("invoice PDF (Windows-1252)", "≤ 2 × bare libharu, ≤ 25 KB",
           f"**{ratio:.2f} ×, {size:.1f} KB**; {own[0]} ms against {floor[0]} ms", ratio <= 2 and size <= 25)
    report("invoice PDF with a Greek name", "", f"{wide[0]} ms, {int(wide[2]) / 1000:.1f} KB")
    report("invoice PDF with a Chinese and an Arabic name", "", f"{outlines[0]} ms, {int(outlines[2]) / 1000:.1f} KB")


def bench_xlsx():
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([OUT / "xlsx_floor", folder], capture_output=True, text=True, check=False)
    floor, own, plain = (line[18:].split() for line in done.stdout.splitlines())
    ratio, size = float(own[0]) / float(floor[0]), float(own[2])
    report("export of 100,000 opportunities as XLSX", "≤ 1.3 × bare libxlsxwriter, ≤ 40 MB",
           f"**{ratio:.2f} ×, {size:.0f} MB**; {own[0]} s against {floor[0]} s", ratio <= 1.3 and size <= 40)
    report("the same as CSV", "", f"{plain[0]} s, {float(plain[2]):.0f} MB")


# --- a thousand tenants of a thousand invoices


class Fleet:
    """One worker, so that all tenants meet the same process. All tenants have the content and the session of `demo`."""

    def __init__(self, options):
        self.rounds = options.rounds
        self.site = Site(world.harness.BINARY, workers=1, open_tenants=500).prepare().up()
        owner = self.site.client("demo").signin("owner@garage-dupont.fr")
        world.fill_invoices(owner, INVOICES, GROUPS)
        self.headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in owner.cookies.items())}
        owner.close()
        self.site.down()
        world.settle(self.site.tenant_folder("demo"))
        self.names = [f"garage-{n:04d}" for n in range(FLEET)]
        world.copy_tenant(self.site, "demo", self.names)

    def ask(self, client, name, path="/api/contacts?limit=20"):
        """Milliseconds of one request, as a client on a kept connection sees it."""
        started = time.perf_counter()
        client.connection.request("GET", path, headers={**self.headers, "Host": self.site.host(name)})
        answer = client.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{name}{path}: {answer.status}")
        return (time.perf_counter() - started) * 1000

    def close(self):
        self.site.down()


def bench_cold(fleet):
    for name in fleet.names[:100]:
        world.forget(fleet.site.tenant_folder(name) / "tenant.db")
    fleet.site.up()
    client = fleet.site.client("demo")
    client.get("/api/health").expect(200)
    empty_kb = fleet.site.biggest_worker()[0]
    first, again, sizes = [], [], []
    for number, name in enumerate(fleet.names):
        first.append(fleet.ask(client, name))
        again.append(fleet.ask(client, name))
        for path in ("/api/invoices?limit=20", "/api/contacts?search=cam", "/api/tasks?page=1"):
            fleet.ask(client, name, path)
        if number + 1 in (500, FLEET):
            sizes.append(fleet.site.biggest_worker())
    client.close()
    p99 = statistics.quantiles(first[100:], n=100)[98]
    report("first request to a cold tenant", "≤ 5 ms", f"**{median(first[100:]):.2f} ms** (p99 {p99:.2f}; from the disk "
           f"{median(first[:100]):.2f}; the second request {median(again):.2f})", median(first[100:]) <= 5)
    each = (sizes[0][0] - empty_kb) / 500
    report("resident memory of a worker, 500 open tenants", "stated, bounded", f"**{sizes[0][0] / 1024:.0f} MB** "
           f"({empty_kb / 1024:.0f} MB before the first, {each:.0f} KB each; {sizes[0][1]} open files)")
    report("… after 1,000 tenants, VISIONCRM_OPEN_TENANTS=500", "no more than that", f"{sizes[1][0] / 1024:.0f} MB "
           f"({sizes[1][1]} open files)", sizes[1][0] <= 1.1 * sizes[0][0])


def sweep(fleet, as_of):
    command = [world.harness.BINARY, "sweep", "--as-of", as_of]
    output, wall, cpu, peak = world.timed(command, fleet.site.env)
    return json.loads(output.strip().splitlines()[-1]), wall, cpu, peak


def bench_sweep(fleet):
    """The site is up. Every month from January 2020 on is due in a hundred invoices of each tenant."""
    site = fleet.site
    cookie = fleet.headers["Cookie"]
    lines = []
    for name in fleet.names[:50]:
        lines += [f"GET {site.host(name)} /api/contacts?limit=20", f"GET {site.host(name)} /api/invoices?limit=20"] * 2
        lines.append(f"POST {site.host(name)} /api/contacts")
    traffic = Load(site, "traffic", lines, cookie)
    summary, wall, cpu, peak = sweep(fleet, "2020-02-01")
    marked = summary["marked"]
    report(f"sweep, {FLEET:,} tenants × {INVOICES:,} invoices, {marked:,} of them fall overdue", "stated",
           f"**{wall:.1f} s**, {cpu:.1f} s of CPU, {cpu / max(marked, 1) * 1e6:.0f} µs an invoice, peak {peak:.0f} MB")
    _, idle_wall, idle_cpu, _ = sweep(fleet, "2020-02-01")
    report("the same sweep again, nothing to do", "stated", f"**{idle_wall:.1f} s**, {idle_cpu:.1f} s of CPU")
    seconds = max(3, round(wall))
    Load.finish(traffic.start(2, 16, 10))
    before = Load.finish(traffic.start(seconds, 16, 10))
    wrk = traffic.start(seconds, 16, 10)
    time.sleep(0.2)
    beside, slowed, _, _ = sweep(fleet, "2020-03-01")
    during = Load.finish(wrk)
    report("p99 of other requests (4 reads, 1 create), without and beside a sweep", "stated",
           f"{before['p99_ms']:.1f} ms → **{during['p99_ms']:.1f} ms**; worst {before['max_ms']:.0f} → "
           f"{during['max_ms']:.0f} ms; {during['requests'] / during['seconds']:,.0f} a second; "
           f"that sweep marked {beside['marked']:,} in {slowed:.1f} s")


def bench_closings(fleet):
    """Two sweeps that mark as many invoices, the second of which also closes the day before, of five entries."""
    _, _, plain, _ = sweep(fleet, "2020-04-01")
    for name in fleet.names:
        with world.open_tenant(fleet.site.tenant_folder(name)) as db:
            [trigger] = db.execute("SELECT sql FROM sqlite_schema WHERE name = 'ledger_no_update'").fetchone()
            db.execute("DROP TRIGGER ledger_no_update")
            db.execute("UPDATE ledger SET created_at = created_at - 86400000 WHERE seq <= 5")
            db.execute(trigger)
    summary, _, closing, _ = sweep(fleet, "2020-05-01")
    if summary["closings"] < len(fleet.names):
        raise RuntimeError(f"the sweep closed nothing: {summary}")
    report("sweep that also closes a day of each tenant, against one that does not", "≤ 1.5 ×", f"**{closing / plain:.2f} ×** "
           f"({plain:.1f} → {closing:.1f} s of CPU, {summary['closings']:,} closings)", closing <= 1.5 * plain)


# --- the whole


def machine():
    """One line about where this was measured."""
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        model = next((line.partition(":")[2].strip() for line in info if line.startswith("model name")), platform.machine())
    version = subprocess.run([world.harness.NGINX, "-v"], capture_output=True, text=True, check=False).stderr.partition("/")[2].strip()
    return (f"{os.cpu_count()} × {model}, Linux {platform.release()}, nginx {version}, "
            f"SQLite {world.sqlite3.sqlite_version}; load average before the run {loaded:.1f}")


def table():
    lines = [machine(), "", "| what | aim | measured | met |", "| --- | --- | --- | --- |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/run.sh")
    parser.add_argument("--seconds", type=int, default=5, help="of each load")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="reads,latency,neighbours,create,pdf,xlsx,pipeline,cold,sweep,recalculate", help="parts to run, by comma")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parts = options.only.split(",")
    try:
        if {"reads", "latency", "neighbours", "create"} & set(parts):
            measure_shop(options, parts)
        if "pdf" in parts:
            bench_pdf()
        if "xlsx" in parts:
            bench_xlsx()
        if "pipeline" in parts:
            pipeline.bench(options, Load, report)
        if {"cold", "sweep"} & set(parts):
            measure_fleet(options, parts)
        if "recalculate" in parts:
            recalculate.bench(report)
    finally:
        Site.end_all()
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "table.md").write_text(table())
    print(f"\n{table()}\nwritten to {OUT / 'table.md'}")


def measure_shop(options, parts):
    shop = Shop(options)
    for name, bench in (("reads", bench_reads), ("latency", bench_latency), ("neighbours", bench_neighbours),
                        ("create", bench_create)):
        if name in parts:
            bench(shop)
    shop.close()


def measure_fleet(options, parts):
    fleet = Fleet(options)
    bench_cold(fleet)
    if "sweep" in parts:
        bench_sweep(fleet)
        bench_closings(fleet)
    fleet.close()


if __name__ == "__main__":
    main()
