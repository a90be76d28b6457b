# SPDX-License-Identifier: MIT
"""Carrying a changed coefficient to thousands of deals (contract, section 6): kill -9 in its middle, as often as one likes,
changes nothing of the result; it goes on by itself; and others read and write meanwhile.

"In its middle" is known, not hoped for: the test takes the tenant's write lock, and whoever recalculates stands between two
batches then, or stands still under SIGSTOP."""

import contextlib
import itertools
import signal
import sqlite3
import time
import uuid

from harness import ApiCase, another, days_from_now
from probe import Background, kill_all, reading, rows, signal_all, tables, tenant_file, wait_until, write_lock
from test_opportunities import DEAL

DEALS = 3000
KILLED = r"was killed by signal 9"
SHARE = 10000
FACTORS = {"project_type": "project_type_coef", "project_maturity": "maturity_coef", "client_type": "client_type_coef",
           "client_relationship": "relationship_coef", "conservative_approach": "conservative_coef"}
WEIGHED = [*FACTORS.values(), "probability", "probability_score", "weighted_amount", "gross_margin_amount"]
OF_ALL = ("conservative_approach", "No")  # a factor value of all these deals
# Deals of every kind; each stands for hundreds.
KINDS = [{}, {"status": "On Hold"}, {"status": "Won", "stage": "Closed"}, {"status": "Lost", "stage": "Closed"},
         {"win_probability_override": 0.6}, {"original_amount": 33333.33, "gross_margin_percentage": 0.07},
         {"project_maturity": "RFQ", "client_type": "New"}, {"client_relationship": "5 - Excellent", "closing_date": "2026-02-11"},
         {"project_type": "One-time service", "sector_type": None}, {"original_amount": 0.01}]


def copy_deals(path, count):
    """Further deals like those that are there, with their history, until there are `count`."""
    with write_lock(path), contextlib.closing(sqlite3.connect(path, timeout=10)) as db, db:
        db.row_factory = sqlite3.Row
        kinds = [dict(row) for row in db.execute("SELECT * FROM opportunity ORDER BY seq")]
        past = {kind["id"]: {table: [dict(row) for row in db.execute(f"SELECT * FROM {table} WHERE opportunity_id = ?", [kind["id"]])]
                             for table in ("opportunity_stage", "opportunity_activity")} for kind in kinds}
        for number in range(len(kinds), count):
            kind = kinds[number % len(kinds)]
            deal = {**kind, "id": new_id(), "project_name": f"Copy {number}"}
            insert(db, "opportunity", deal)
            for table, events in past[kind["id"]].items():
                for event in events:
                    own = {"id": new_id()} if "id" in event else {}
                    insert(db, table, {**event, **own, "opportunity_id": deal["id"]})


def new_id():
    text = uuid.uuid4().hex
    return str(uuid.UUID(f"{text[:12]}7{text[13:16]}8{text[17:]}"))


def insert(db, table, row):
    row.pop("seq")
    db.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({','.join('?' * len(row))})", list(row.values()))


def muldiv(value, numerator):
    return (value * numerator + SHARE // 2) // SHARE


def weigh(deal, coefficients, step):
    """What the deal's numbers should be, in the order of WEIGHED. Closed deals do not follow."""
    if deal["status"] in ("Won", "Lost", "Cancelled"):
        own = [deal[column] for column in FACTORS.values()]
    else:
        values = {**deal, "conservative_approach": "Yes" if deal["conservative_approach"] else "No"}
        own = [coefficients[factor, values[factor]] for factor in FACTORS]
    product = 1
    for coefficient in own:
        product *= coefficient
    final = (2 * product + 10 * SHARE ** 4) // (20 * SHARE ** 4) * 10  # to three decimals
    score = max(step, (2 * final + step) // (2 * step) * step) if step and final else final
    if deal["win_probability_override"] is not None:
        score = deal["win_probability_override"]
    score = {"Won": SHARE, "Lost": 0, "Cancelled": 0}.get(deal["status"], min(score, SHARE))
    weighted = muldiv(deal["original_amount"], score)
    return [*own, final, score, weighted, muldiv(weighted, deal["gross_margin_percentage"])]


def differences(path, before):
    """What is wrong after recalculations, if `before` is what history() said before them."""
    with reading(path) as db:
        coefficients = {tuple(row[:2]): row[2] for row in db.execute("SELECT factor_type, factor_value, coefficient FROM coefficient")}
        step = db.execute("SELECT probability_step FROM setting").fetchone()[0]
        deals = [dict(row) for row in db.execute("SELECT * FROM opportunity ORDER BY seq")]
        problems = [f"deal {deal['seq']}: {[deal[column] for column in WEIGHED]}, not {want}" for deal in deals
                    if [deal[column] for column in WEIGHED] != (want := weigh(deal, coefficients, step))]
        for table, keys, sums, source in (
                ("opportunity_stat", "owner_id, status, stage, sector_type", "sum(weighted)",
                 "SELECT owner_id, status, stage, coalesce(sector_type, '') AS sector_type, weighted_amount AS weighted FROM opportunity"),
                ("revenue_delta", "owner_id, month", "sum(sales), sum(margin)", "SELECT * FROM opportunity_delta")):
            kept, counted = ({tuple(row) for row in db.execute(f"SELECT * FROM (SELECT {keys}, {sums} AS n FROM {rows_of} GROUP BY {keys})"
                                                               " WHERE n <> 0")} for rows_of in (table, f"({source})"))
            problems += [f"{table}: {row}" for row in sorted(kept ^ counted)]
        problems += [f"integrity: {text}" for text, in db.execute("PRAGMA integrity_check") if text != "ok"]
    problems += [f"{table} changed" for table, content in history(path).items() if content != before[table]]
    return problems


def history(path):
    """Everything of the deals that a recalculation leaves alone."""
    kept = {"opportunity": [column for column, in rows(path, "SELECT name FROM pragma_table_info('opportunity')")
                            if column not in WEIGHED and column != "version"]}
    content = {table: sorted(rows(path, f"SELECT {','.join(kept.get(table, ['*']))} FROM {table}"), key=repr) for table in tables(path)
               if table in ("opportunity", "opportunity_stage", "opportunity_activity", "opportunity_month", "stage_stat", "counter")}
    content["closed"] = rows(path, f"SELECT seq, {','.join(WEIGHED)} FROM opportunity WHERE status IN ('Won', 'Lost') ORDER BY seq")
    assert len(content) == 7 and len(content["opportunity"]) >= DEALS
    return content


class RecalculationCase(ApiCase):
    """A tenant with DEALS deals on an instance of its own."""

    @classmethod
    def setUpClass(cls):
        cls.instance = another()
        cls.instance.expect_alarm(KILLED)
        cls.owner = cls.instance.sign_up()
        cls.subdomain = cls.owner.tenant
        cls.path = tenant_file(cls.owner)
        for kind in KINDS:
            cls.owner.post("/api/opportunities", {**DEAL, **kind}).expect(201)
        copy_deals(cls.path, DEALS)
        cls.last = rows(cls.path, "SELECT max(seq) FROM opportunity")[0][0]
        cls.values = itertools.cycle((0.5, 0.6, 0.7, 0.8, 0.9))

    @classmethod
    def mark(cls, factor_value=None):
        """How far the recalculation has come, of one coefficient or of the hindmost; None: there is none."""
        return rows(cls.path, "SELECT min(recalculated_to) FROM coefficient WHERE factor_value = coalesce(?, factor_value)",
                    factor_value)[0][0]

    def start(self, factor=OF_ALL):
        """A change of a coefficient, waiting for its answer."""
        items = self.owner.get("/api/coefficients").expect(200).json["items"]
        coefficient = next(row["id"] for row in items if (row["factor_type"], row["factor_value"]) == factor)
        value = next(self.values)
        return Background(lambda: self.owner.twin().put(f"/api/coefficients/{coefficient}", {"coefficient": value}))

    def start_step(self):
        """A change of the step of scores, which concerns every deal. PATCH: nginx does not send it again."""
        self.steps = not getattr(self, "steps", False)
        return Background(lambda: self.owner.twin().patch("/api/settings", {"probability_step": 0.1 if self.steps else 0.02}))

    def catch(self, start, act, least=1):
        """Does `act` while a change that `start` makes is being carried on, beyond deal number `least`, and nobody can write.
        A change that was quicker is followed by another one. Returns the request, and where it stood."""
        while True:
            request = start()
            while request.running():
                with write_lock(self.path):
                    at = self.mark()
                    if at is not None and at >= least:
                        act()
                        return request, at
            request.result().expect(200)

    def kill_heavy(self):
        kill_all(self.instance.workers("heavy"))

    def courier(self, number):
        signal_all(self.instance.workers("courier"), number)

    def wait_for_the_end(self):
        wait_until(lambda: self.mark() is None, "the recalculation ended", 120)

    def verify(self, before):
        self.assertEqual(differences(self.path, before)[:10], [])
        self.instance.cli("verify", self.subdomain)


class Kills(RecalculationCase):
    def test_whoever_is_killed_the_deals_follow(self):
        """Workers are killed at every fifth of the way. nginx sends a PUT again, once; after that, another change is made. Each
        goes on where the one before stopped."""
        self.instance.restart()  # the supervisor waits longer and longer with workers that die young
        before = history(self.path)
        self.courier(signal.SIGSTOP)
        try:
            request, at = self.catch(self.start, self.kill_heavy)
            stood = [at]
            for fifth in range(1, 5):
                while len(stood) == fifth:
                    request = request if request.running() else self.start(("client_type", "New"))
                    with write_lock(self.path):
                        at = self.mark(OF_ALL[1])
                        if at is None or at >= self.last * fifth // 5:
                            self.kill_heavy()
                            stood.append(at)
            request.result().expect(200, 502)
            self.start(("client_type", "New")).result(120).expect(200)
            self.assertIsNone(self.mark(), "answered before the deals had followed")
        finally:
            self.courier(signal.SIGCONT)
        kills = [at for at in stood if at is not None]
        self.assertEqual(kills, sorted(kills), "it began anew")
        self.verify(before)

    def test_in_the_middle_of_a_batch(self):
        """Frozen anywhere, the transaction under way included, and killed."""
        before = history(self.path)
        requests = []
        self.courier(signal.SIGSTOP)
        try:
            for delay in (0, 0.001, 0.002, 0.003, 0.005):
                requests.append(self.catch(self.start, lambda: None)[0])
                time.sleep(delay)
                self.kill_heavy()
        finally:
            self.courier(signal.SIGCONT)
        for request in requests:  # nginx sends some of them again, late perhaps
            request.result(120).expect(200, 502)
        self.start(("client_type", "New")).result(120).expect(200)
        self.wait_for_the_end()
        self.verify(before)

    def test_the_courier_goes_on(self):
        """Nobody else does: the mark stands still while the courier is frozen."""
        before = history(self.path)
        self.courier(signal.SIGSTOP)
        try:
            request, at = self.catch(self.start_step, self.kill_heavy)
            request.result().expect(502)
            wait_until(lambda: len(self.instance.workers("heavy")) == 2, "respawn")
            time.sleep(1)
            self.assertEqual(self.mark(), at)
        finally:
            self.courier(signal.SIGCONT)
        self.wait_for_the_end()
        self.verify(before)

    def test_the_next_courier_goes_on(self):
        before = history(self.path)
        request, at = self.catch(self.start_step, self.kill_heavy)
        request.result().expect(502)
        killed = self.instance.workers("courier")
        kill_all(killed)
        wait_until(lambda: self.instance.workers("courier") not in ([], killed), "respawn", 30)
        self.wait_for_the_end()
        self.verify(before)

    def test_the_next_change_goes_on(self):
        before = history(self.path)
        self.courier(signal.SIGSTOP)
        try:
            request, _ = self.catch(self.start_step, self.kill_heavy)
            request.result().expect(502)
            self.start(("project_maturity", "RFQ")).result(120).expect(200)
            self.assertIsNone(self.mark())
        finally:
            self.courier(signal.SIGCONT)
        self.verify(before)

    def test_the_sweep_goes_on(self):
        before = history(self.path)
        self.courier(signal.SIGSTOP)
        try:
            request, _ = self.catch(self.start_step, self.kill_heavy)
            request.result().expect(502)
            self.instance.cli("sweep")
            self.assertIsNone(self.mark())
        finally:
            self.courier(signal.SIGCONT)
        self.verify(before)

    def test_the_check_sees_a_loss(self):
        """Positive control: a copy in which one deal was left out, one was counted twice, or one row of history is too many."""
        before = history(self.path)
        losses = {"deal .* not": "UPDATE opportunity SET maturity_coef = maturity_coef + 1 WHERE seq = (SELECT max(seq) FROM opportunity"
                              " WHERE status = 'Active')",
                  "opportunity_stat": "UPDATE opportunity_stat SET weighted = weighted + 1 WHERE status = 'Active' AND weighted > 0",
                  "revenue_delta": "UPDATE revenue_delta SET sales = sales + 1 WHERE rowid = 1",
                  "opportunity_activity changed": "DELETE FROM opportunity_activity WHERE seq = 77",
                  "opportunity_stage changed": "INSERT INTO opportunity_stage (opportunity_id, stage, entered_at)"
                                               " SELECT opportunity_id, stage, entered_at FROM opportunity_stage LIMIT 1",
                  "closed changed": "UPDATE opportunity SET client_type_coef = 1 WHERE seq = (SELECT max(seq) FROM opportunity"
                                    " WHERE status = 'Lost')",
                  "opportunity changed": "UPDATE opportunity SET updated_at = updated_at + 1 WHERE seq = 1234"}
        for number, (problem, sql) in enumerate(losses.items()):
            with self.subTest(problem=problem):
                copy = self.instance.folder / f"copy-{number}.db"
                with reading(self.path) as live, sqlite3.connect(copy) as other:
                    live.backup(other)
                    self.assertEqual(differences(copy, before), [])
                    other.execute(sql.replace("WHERE rowid = 1", "WHERE month = (SELECT min(month) FROM revenue_delta)"))
                    other.commit()
                self.assertRegex("\n".join(differences(copy, before)), problem)


class Beside(RecalculationCase):
    """One runs after the other until the others have had enough answers that lie within one."""

    def answers_within(self, ask, enough=10):
        within, ended = 0, time.monotonic() + 60
        while within < enough:
            self.assertLess(time.monotonic(), ended, f"{within} answers")
            request = self.start()
            while request.running():
                began = self.mark()
                ask()
                within += began is not None and self.mark() is not None
            request.result().expect(200)

    def test_reads(self):
        self.answers_within(lambda: self.assertEqual(self.owner.get("/api/opportunities", status="active").expect(200).json["total"],
                                                     self.open_deals()))

    def open_deals(self):
        return rows(self.path, "SELECT count(*) FROM opportunity WHERE status = 'Active'")[0][0]

    def test_writes_of_deals(self):
        ids = [id for id, in rows(self.path, "SELECT id FROM opportunity ORDER BY seq LIMIT 200")]
        written = {}

        def write():
            id = ids[len(written) * 7 % len(ids)]
            written[id] = f"Note {len(written)}"
            self.owner.put(f"/api/opportunities/{id}", {"update_notes": written[id]}).expect(200)

        self.answers_within(write)
        self.assertLessEqual(written.items(), dict(rows(self.path, "SELECT id, update_notes FROM opportunity")).items())
        self.wait_for_the_end()
        self.assertEqual(differences(self.path, history(self.path))[:10], [])

    def test_new_deals_follow_as_well(self):
        """Whether they came before or behind the stretch under way."""
        made = []
        self.answers_within(lambda: made.append(self.owner.post("/api/opportunities", DEAL).expect(201).json["id"]))
        self.wait_for_the_end()
        self.assertEqual(differences(self.path, history(self.path))[:10], [])

    def test_the_workshop(self):
        self.answers_within(lambda: self.owner.create("/api/tasks", {"title": "Rappeler", "due_date": days_from_now(1) + "T09:00:00Z"}))

    def test_another_tenant(self):
        other = self.instance.sign_up()
        self.answers_within(lambda: other.post("/api/opportunities", DEAL).expect(201))
        self.assertEqual(other.get("/api/opportunities").expect(200).json["total"], len(rows(tenant_file(other), "SELECT 1 FROM opportunity")))
