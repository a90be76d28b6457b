# SPDX-License-Identifier: MIT
"""make bench, part `recalculate`: a coefficient that all of a tenant's 100,000 open deals use is changed, and what others notice.

Four callers, each on a connection of its own with pauses: a reader and a writer of that tenant, and those of another one.
Their latencies without the recalculation are taken before it, for as long as it is expected to last.
"""

import itertools
import statistics
import subprocess
import threading
import time

import world

DEALS = 100000
OTHERS = 1000
OWNER = ("owner@garage-dupont.fr", "SecurePassword123!")
PAUSE_SECONDS = 0.01
CALM_SECONDS = 20


def make_tenant(site, tenant, deals):
    """All deals are open and use the same coefficient. Returns some ids all over the file."""
    subprocess.run([world.harness.BINARY, "demo", "--tenant", tenant, "--contacts", "20", "--opportunities", str(deals)],
                   env=site.env, stdout=subprocess.DEVNULL, check=True)
    db = world.open_tenant(site.tenant_folder(tenant))
    db.execute("UPDATE opportunity SET status = 'Active', stage = 'RFI', closed_date = NULL, conservative_approach = 0,"
               " win_probability_override = NULL")
    ids = [row[0] for row in db.execute("SELECT id FROM opportunity WHERE seq % ? = 0", [deals // OTHERS])]
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return ids


class Caller(threading.Thread):
    """Asks again and again until told to stop; `seconds` is how long each answer took."""

    def __init__(self, site, tenant, ask):
        super().__init__(daemon=True)
        self.client = site.client(tenant).signin(*OWNER)
        self.ask, self.seconds, self.error, self.ended = ask, [], None, threading.Event()

    def run(self):
        try:
            for number in itertools.count():
                if self.ended.wait(PAUSE_SECONDS):
                    return
                began = time.perf_counter()
                self.ask(self.client, number)
                self.seconds.append(time.perf_counter() - began)
        except Exception as error:  # noqa: BLE001 - raised again by stop()
            self.error = error

    def stop(self):
        self.ended.set()
        self.join()
        self.client.close()
        if self.error:
            raise self.error
        return [1000 * seconds for seconds in self.seconds]


def callers(site, ids):
    """{(tenant, what): Caller}"""
    step = 7919  # prime: the deals of the file are met in no order

    def read(tenant):
        def ask(client, number):
            path = "/api/opportunities?status=active&limit=20" if number % 2 else f"/api/opportunities/{ids[tenant][number * step % OTHERS]}"
            client.get(path).expect(200)
        return ask

    def write(tenant):
        def ask(client, number):
            client.put(f"/api/opportunities/{ids[tenant][number * step % OTHERS]}", {"update_notes": f"Note {number}"}).expect(200)
        return ask

    return {(tenant, name): Caller(site, tenant, ask(tenant)) for tenant in ids for name, ask in (("reads", read), ("writes", write))}


def watch(site, ids, during):
    """Runs `during` beside the callers; {(tenant, what): milliseconds}."""
    asking = callers(site, ids)
    for caller in asking.values():
        caller.start()
    during()
    return {key: caller.stop() for key, caller in asking.items()}


def describe(values):
    return f"{statistics.median(values):.1f} / {statistics.quantiles(values, n=100)[98]:.1f} / {max(values):.0f}"


def bench(report):
    site = world.Site(world.harness.BINARY).prepare()
    ids = {"big": make_tenant(site, "big", DEALS), "other": make_tenant(site, "other", OTHERS)}
    site.up()
    admin = site.client("big").signin(*OWNER)
    rows = admin.get("/api/coefficients").expect(200).json["items"]
    factor = next(row["id"] for row in rows if (row["factor_type"], row["factor_value"]) == ("conservative_approach", "No"))
    lasted = []

    def change(value):
        began = time.perf_counter()
        admin.put(f"/api/coefficients/{factor}", {"coefficient": value}).expect(200)
        lasted.append(time.perf_counter() - began)

    change(0.8)
    calm = watch(site, ids, lambda: time.sleep(CALM_SECONDS))
    beside = watch(site, ids, lambda: change(0.9))
    unfinished = world.open_tenant(site.tenant_folder("big")).execute(
        "SELECT count(*) FROM opportunity WHERE conservative_coef <> 9000").fetchone()[0]
    if unfinished:
        raise RuntimeError(f"{unfinished} deals were not recalculated")
    report("recalculation of 100,000 open deals", "stated", f"**{lasted[0]:.1f} s** alone, {lasted[1]:.1f} s beside reads and writes")
    for (tenant, what), values in calm.items():
        name = "the same tenant" if tenant == "big" else "another tenant"
        report(f"{what} of {name} without and beside it, median / p99 / max", "stated",
               f"{describe(values)} ms → **{describe(beside[tenant, what])} ms** ({len(beside[tenant, what])} answers)")
    site.down()
