# SPDX-License-Identifier: MIT
"""Opportunities (pipeline API, sections 4.1 to 4.8, 5 and 6): probability, amounts, history, roles, lists, bulk update."""

import datetime
import decimal
import random

from harness import ApiCase, random_id, today

D = decimal.Decimal
DEAL = {
    "project_name": "Dawaiyat Data Center", "service_type": "IFM", "sector_type": "Data Center", "original_amount": 17000000,
    "gross_margin_percentage": 0.13, "project_type": "Integrated services to Business", "project_maturity": "RFI",
    "client_type": "Existing", "client_relationship": "3 - Good", "conservative_approach": False,
    "starting_date": "2026-01-01", "closing_date": "2028-12-31",
}
DETAIL = {"id", "project_name", "update_notes", "owner_id", "owner", "team_id", "team", "client_id", "client", "service_type",
          "sector_type", "original_amount", "gross_margin_percentage", "project_type", "project_maturity", "client_type",
          "client_relationship", "conservative_approach", "probability_score", "probability_breakdown", "weighted_amount",
          "gross_margin_amount", "starting_date", "closing_date", "duration_months", "status", "stage",
          "win_probability_override", "revenue_distribution", "created_at", "updated_at", "created_by_id", "last_modified_by_id"}
ROW = {"id", "project_name", "owner_id", "owner_name", "team_id", "team_name", "service_type", "sector_type", "original_amount",
       "gross_margin_percentage", "project_type", "project_maturity", "client_type", "client_relationship",
       "conservative_approach", "probability_score", "weighted_amount", "gross_margin_amount", "starting_date", "closing_date",
       "duration_months", "status", "stage", "created_at", "updated_at"}


def fields_of(error):
    return {row["field"]: row["message"] for row in error["details"]}


class DealCase(ApiCase):
    def deal(self, client=None, **fields):
        return (client or self.owner).post("/api/opportunities", {**DEAL, **fields}).expect(201).json

    def read(self, deal, client=None):
        return (client or self.owner).get(f"/api/opportunities/{deal['id']}").expect(200).json

    def put(self, deal, client=None, expect=200, **fields):
        return (client or self.owner).put(f"/api/opportunities/{deal['id']}", fields).expect(expect).json

    def status(self, deal, status, **fields):
        return self.owner.put(f"/api/opportunities/{deal['id']}/status", {"status": status, **fields}).expect(200).json

    def history(self, deal):
        return self.owner.get(f"/api/opportunities/{deal['id']}/activities", limit=100).expect(200).json["items"]

    def list(self, client=None, **query):
        return (client or self.owner).get("/api/opportunities", **query).expect(200).json

    def names(self, client=None, **query):
        return [row["project_name"] for row in self.list(client, **query)["items"]]

    def refused(self, **fields):
        return fields_of(self.owner.post("/api/opportunities", {**DEAL, **fields}).pipeline_fault(400, "VALIDATION_ERROR"))


class Numbers(DealCase):
    def test_the_printed_example(self):
        deal = self.deal()
        self.assertLessEqual(DETAIL, deal.keys())
        self.assertEqual(deal["probability_breakdown"],
                         {"base": 1, "project_type_coef": D("0.9"), "maturity_coef": D("0.25"), "client_type_coef": D("1.05"),
                          "relationship_coef": 1, "conservative_coef": 1, "final": D("0.236")})
        self.assertEqual((deal["probability_score"], deal["weighted_amount"], deal["gross_margin_amount"], deal["duration_months"]),
                         (D("0.25"), 4250000, 552500, 36))
        months = deal["revenue_distribution"]
        self.assertEqual(len(months), 36)
        self.assertEqual(months[0], {"year": 2026, "month": 1, "sales_amount": D("118055.56"), "gross_margin_amount": D("15347.23")})
        self.assertEqual((months[-1]["year"], months[-1]["month"]), (2028, 12))
        self.assertEqual(deal["stage"], "RFI")
        self.assertEqual(deal["owner"]["email"], "owner@garage.fr")
        self.assertEqual((deal["team"], deal["client"], deal["win_probability_override"]), (None, None, None))
        self.assertAllMoney(deal, {"original_amount", "weighted_amount", "gross_margin_amount", "sales_amount"})
        self.assertRegex(deal["created_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(self.read(deal), deal)

    def test_shares_are_exact(self):
        dice = random.Random(7)
        for _ in range(12):
            start = datetime.date(2024, 1, 1) + datetime.timedelta(dice.randrange(1500))
            deal = self.deal(original_amount=dice.randrange(10**9) / 100, gross_margin_percentage=dice.randrange(10001) / 10000,
                             starting_date=str(start), closing_date=str(start + datetime.timedelta(dice.randrange(2500))))
            months = deal["revenue_distribution"]
            self.assertEqual(len(months), deal["duration_months"])
            for total, share in (("weighted_amount", "sales_amount"), ("gross_margin_amount", "gross_margin_amount")):
                shares = [month[share] for month in months]
                self.assertEqual(sum(shares), deal[total])
                self.assertEqual(shares, sorted(shares, reverse=True))
                self.assertLessEqual(shares[0] - shares[-1], D("0.01"))

    def test_months(self):
        for start, close, months in (("2026-01-01", "2026-01-01", 1), ("2026-03-01", "2028-03-01", 24), ("2026-01-01", "2026-01-31", 1),
                                     ("2026-01-15", "2026-03-14", 2), ("2026-01-15", "2026-03-13", 1), ("2024-02-29", "2025-02-28", 12)):
            with self.subTest(start=start, close=close):
                self.assertEqual(self.deal(starting_date=start, closing_date=close)["duration_months"], months)

    def test_override_and_closing(self):
        deal = self.deal(win_probability_override=0.6)
        self.assertEqual((deal["probability_score"], deal["weighted_amount"]), (D("0.6"), 10200000))
        self.assertEqual(self.status(deal, "Lost")["probability_score"], 0)
        self.assertEqual(self.status(deal, "Won")["weighted_amount"], 17000000)
        self.assertEqual(self.status(deal, "Active")["probability_score"], D("0.6"))
        self.assertEqual(self.put(deal, win_probability_override=None)["probability_score"], D("0.25"))

    def test_distribution(self):
        year = today().year
        deal = self.deal(starting_date=f"{year}-01-01", closing_date=f"{year + 1}-12-31")
        answer = self.owner.get(f"/api/opportunities/{deal['id']}/revenue-distribution").expect(200).json
        self.assertEqual((answer["opportunity_id"], answer["total_weighted_amount"], answer["total_gross_margin"],
                          answer["duration_months"]), (deal["id"], 4250000, 552500, 24))
        for month in answer["monthly_distribution"]:
            self.assertEqual(month["is_forecast"], (month["year"], month["month"]) >= (year, today().month))
        self.assertEqual([(row["year"], row["months"]) for row in answer["yearly_summary"]], [(year, 12), (year + 1, 12)])
        self.assertEqual(sum(row["sales_amount"] for row in answer["yearly_summary"]), 4250000)
        self.assertEqual(sum(row["gross_margin_amount"] for row in answer["yearly_summary"]), 552500)
        self.status(deal, "Won")
        won = self.owner.get(f"/api/opportunities/{deal['id']}/revenue-distribution").json
        self.assertFalse(any(month["is_forecast"] for month in won["monthly_distribution"]))

    def test_step_of_scores(self):
        deal = self.deal(project_name="step")
        self.owner.patch("/api/settings", {"probability_step": 0}).expect(200)
        self.assertEqual((self.read(deal)["probability_score"], self.read(deal)["weighted_amount"]), (D("0.236"), D("4012000.00")))
        self.owner.patch("/api/settings", {"probability_step": 0.05}).expect(200)
        self.assertEqual(self.read(deal)["probability_score"], D("0.25"))


class Input(DealCase):
    def test_required(self):
        error = self.owner.post("/api/opportunities", {}).pipeline_fault(400, "VALIDATION_ERROR")
        self.assertEqual(set(fields_of(error)), {"project_name", "original_amount", "starting_date", "closing_date", "project_type",
                                                 "project_maturity", "client_type", "client_relationship"})

    def test_all_errors_at_once(self):
        messages = self.refused(original_amount=-1, closing_date="2025-12-31", project_type="nothing", client_id=random_id(),
                                owner_id=random_id(), colour="red")
        self.assertEqual(messages["original_amount"], "Must be a positive number")
        self.assertEqual(messages["closing_date"], "Must be after starting date")
        self.assertEqual(set(messages), {"original_amount", "closing_date", "project_type", "client_id", "owner_id", "colour"})

    def test_bad_values(self):
        for field, value in (("original_amount", 1.001), ("original_amount", "1"), ("gross_margin_percentage", 1.5), ("status", "Open"),
                             ("stage", "x"), ("win_probability_override", 1.01), ("starting_date", "2026-02-30"),
                             ("conservative_approach", "yes"), ("client_relationship", "6"), ("owner_id", "me")):
            with self.subTest(field=field):
                self.assertIn(field, self.refused(**{field: value}))

    def test_defaults_and_case(self):
        deal = self.owner.post("/api/opportunities", {
            "project_name": "x", "original_amount": 0, "project_type": "one-time SERVICE", "project_maturity": "contract signed",
            "client_type": "new", "client_relationship": "2 - medium", "starting_date": "2026-01-01",
            "closing_date": "2026-01-01"}).expect(201).json
        self.assertEqual((deal["status"], deal["stage"], deal["conservative_approach"], deal["gross_margin_percentage"]),
                         ("Active", "Closed", False, 0))
        self.assertEqual((deal["project_type"], deal["project_maturity"], deal["client_type"]),
                         ("One-time service", "Contract Signed", "New"))
        self.assertEqual(deal["owner_id"], self.owner.user["id"])
        self.assertEqual(self.deal(status="on hold", stage="rfq")["status"], "On Hold")

    def test_stage_follows_maturity(self):
        for maturity, stage in (("Prospection", "Prospection"), ("RFI", "RFI"), ("RFQ", "RFQ"), ("Negotiation", "Negotiation")):
            self.assertEqual(self.deal(project_maturity=maturity)["stage"], stage)

    def test_read_only_fields_are_ignored(self):
        deal = self.deal(id=random_id(), team_id=random_id(), probability_score=1, weighted_amount=1, created_by_id=random_id(),
                         closed_date="2020-01-01", duration_months=1)
        self.assertEqual((deal["probability_score"], deal["duration_months"], deal["team_id"]), (D("0.25"), 36, None))
        for field in ("probability", "maturity_coef", "created_date"):
            self.assertIn(field, self.refused(**{field: 1}))

    def test_unknown_ids(self):
        for path in ("", "/status", "/activities", "/revenue-distribution", "/duplicate"):
            for name in (random_id(), "x"):
                method = {"": "GET", "/status": "PUT", "/duplicate": "POST"}.get(path, "GET")
                body = {"status": "Won"} if method == "PUT" else None
                error = self.owner.request(method, f"/api/opportunities/{name}{path}", body).pipeline_fault(404, "NOT_FOUND")
                self.assertEqual(error["message"], "Opportunity not found")


class Changes(DealCase):
    def test_only_what_is_named(self):
        deal = self.deal(update_notes="a")
        after = self.put(deal, project_maturity="RFQ", client_relationship="4 - High")
        self.assertEqual(after["probability_breakdown"]["final"], D("0.447"))
        self.assertEqual(after["probability_score"], D("0.45"))
        same = DETAIL - {"project_maturity", "client_relationship", "probability_score", "probability_breakdown", "weighted_amount",
                         "gross_margin_amount", "revenue_distribution", "updated_at"}
        self.assertEqual({key: after[key] for key in same}, {key: deal[key] for key in same})

    def test_null_clears(self):
        deal = self.deal(update_notes="a")
        after = self.put(deal, update_notes=None, sector_type=None, gross_margin_percentage=None)
        self.assertEqual((after["update_notes"], after["sector_type"], after["gross_margin_amount"]), (None, None, 0))
        for field in ("project_name", "status", "stage", "owner_id", "original_amount", "closing_date"):
            error = self.owner.put(f"/api/opportunities/{deal['id']}", {field: None}).pipeline_fault(400)
            self.assertEqual(fields_of(error), {field: "Required"})

    def test_dates_are_checked_together(self):
        deal = self.deal()
        error = self.owner.put(f"/api/opportunities/{deal['id']}", {"starting_date": "2029-01-01"}).pipeline_fault(400)
        self.assertEqual(fields_of(error), {"closing_date": "Must be after starting date"})

    def test_history(self):
        deal = self.deal()
        self.put(deal, project_name="Renamed", stage="RFQ")
        self.status(deal, "won", stage="closed", notes="Contract signed")
        history = self.history(deal)
        self.assertEqual([row["activity_type"] for row in history],
                         ["note_added", "status_changed", "stage_changed", "stage_changed", "updated", "created"])
        self.assertEqual(history[0]["description"], "Contract signed")
        self.assertEqual({key: history[1][key] for key in ("description", "old_value", "new_value", "user_id", "user_name")},
                         {"description": "Status changed from Active to Won", "old_value": {"status": "Active"},
                          "new_value": {"status": "Won"}, "user_id": self.owner.user["id"], "user_name": "Marc Dupont"})
        self.assertEqual((history[2]["old_value"], history[2]["new_value"]), ({"stage": "RFQ"}, {"stage": "Closed"}))
        self.assertEqual((history[4]["old_value"], history[4]["new_value"]),
                         ({"project_name": DEAL["project_name"]}, {"project_name": "Renamed"}))
        self.assertNotIn("old_value", history[0])

    def test_closing_and_reopening(self):
        deal = self.deal()
        self.assertIsNone(deal["closed_date"])
        for status in ("Won", "Lost", "Cancelled"):
            self.assertEqual(self.status(deal, status)["closed_date"], str(today()))
        for status in ("On Hold", "Active"):
            self.assertIsNone(self.status(deal, status)["closed_date"])
        self.assertEqual(self.put(deal, status="Won")["closed_date"], str(today()))

    def test_delete(self):
        deal = self.deal()
        answer = self.owner.delete(f"/api/opportunities/{deal['id']}").expect(204)
        self.assertEqual(answer.raw, b"")
        self.owner.delete(f"/api/opportunities/{deal['id']}").pipeline_fault(404, "NOT_FOUND")

    def test_duplicate(self):
        deal = self.deal(update_notes="n", win_probability_override=0.4)
        self.status(deal, "Won", stage="Closed")
        copy = self.owner.post(f"/api/opportunities/{deal['id']}/duplicate", {"project_name": "Second"}).expect(201).json
        self.assertNotEqual(copy["id"], deal["id"])
        self.assertEqual((copy["project_name"], copy["status"], copy["stage"], copy["probability_score"], copy["update_notes"]),
                         ("Second", "Active", "RFI", D("0.4"), "n"))
        self.assertEqual([row["activity_type"] for row in self.history(copy)], ["created"])
        self.assertEqual(self.owner.post(f"/api/opportunities/{deal['id']}/duplicate").expect(201).json["project_name"],
                         "Copy of " + DEAL["project_name"])

    def test_activities(self):
        deal = self.deal()
        path = f"/api/opportunities/{deal['id']}/activities"
        made = self.owner.post(path, {"activity_type": "call_made", "description": "Called client"}).expect(201).json
        self.assertEqual(set(made), {"id", "opportunity_id", "user_id", "user_name", "activity_type", "description", "created_at",
                                     "version"})
        for kind in ("created", "updated", "status_changed", "stage_changed", "x"):
            error = self.owner.post(path, {"activity_type": kind, "description": "x"}).pipeline_fault(400)
            self.assertIn("activity_type", fields_of(error))
        page = self.owner.get(path, page=1, limit=1).expect(200).json
        self.assertEqual((page["total"], page["pages"], page["has_next"], page["items"]), (2, 2, True, [made]))
        self.assertEqual(self.owner.get(path, activity_type="created").json["total"], 1)

    def test_if_match(self):
        deal = self.deal()
        tag = self.owner.get(f"/api/opportunities/{deal['id']}").headers["ETag"]
        self.owner.put(f"/api/opportunities/{deal['id']}", {"sector_type": "Port"}, headers={"If-Match": tag}).expect(200)
        self.owner.put(f"/api/opportunities/{deal['id']}", {"sector_type": "x"}, headers={"If-Match": tag}).pipeline_fault(412)


class Lists(DealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        client = cls.owner.post("/api/clients", {"name": "Société Générale des Ports"}).expect(201).json
        rows = (("Alpha", {"original_amount": 100, "status": "Active", "stage": "Negotiation", "client_id": client["id"]}),
                ("Beta", {"original_amount": 300, "status": "Won", "stage": "Closed", "sector_type": "Commercial"}),
                ("Gamma", {"original_amount": 200, "status": "On Hold", "project_maturity": "Negotiation", "service_type": "Façade"}),
                ("Delta", {"original_amount": 400, "starting_date": "2030-01-01", "closing_date": "2030-06-30",
                           "update_notes": "élan vital"}))
        for name, fields in rows:
            cls.owner.post("/api/opportunities", {**DEAL, **fields, "project_name": name}).expect(201)
        cls.client_id = client["id"]

    def test_rows_and_page(self):
        page = self.list(limit=3)
        self.assertLessEqual(ROW, page["items"][0].keys())
        self.assertEqual([row["project_name"] for row in page["items"]], ["Delta", "Gamma", "Beta"])
        self.assertEqual({key: page[key] for key in ("total", "page", "limit", "pages", "has_next", "has_prev")},
                         {"total": 4, "page": 1, "limit": 3, "pages": 2, "has_next": True, "has_prev": False})
        self.assertEqual(page["items"][0]["owner_name"], "Marc Dupont")
        self.assertEqual(self.names(page=9), [])

    def test_filters(self):
        me = self.owner.user["id"]
        for query, names in (
                ({"status": "active"}, "Delta Alpha"), ({"status": "ON HOLD"}, "Gamma"), ({"stage": "negotiation"}, "Gamma Alpha"),
                ({"status": "active", "stage": "negotiation"}, "Alpha"), ({"owner_id": me}, "Delta Gamma Beta Alpha"),
                ({"owner_id": random_id()}, ""), ({"team_id": random_id()}, ""), ({"sector_type": "data center"}, "Delta Gamma Alpha"),
                ({"service_type": "ifm"}, "Delta Beta Alpha"), ({"client_id": self.client_id}, "Alpha"),
                ({"min_amount": 200}, "Delta Gamma Beta"), ({"max_amount": 200}, "Gamma Alpha"),
                ({"min_amount": 200, "max_amount": 300, "status": "won"}, "Beta"), ({"min_probability": 0.3}, "Gamma Beta"),
                ({"max_probability": 0.3}, "Delta Alpha"), ({"start_date_from": "2027-01-01"}, "Delta"),
                ({"start_date_to": "2026-01-01"}, "Gamma Beta Alpha"), ({"close_date_from": "2029-01-01"}, "Delta"),
                ({"close_date_to": "2028-12-31"}, "Gamma Beta Alpha"), ({"project_maturity": "negotiation"}, "Gamma"),
                ({"project_type": DEAL["project_type"].upper(), "status": "won"}, "Beta"), ({"client_type": "nobody"}, ""),
                ({"conservative_approach": "false", "client_relationship": DEAL["client_relationship"], "status": "won"}, "Beta"),
                ({"created_date_from": today().isoformat()}, "Delta Gamma Beta Alpha"),
                ({"created_date_to": "2020-01-01"}, ""), ({"closed_date_from": today().isoformat()}, "Beta"),
                ({"closed_date_to": "2020-01-01"}, ""),
                ({"status": ""}, "Delta Gamma Beta Alpha")):
            with self.subTest(query=query):
                self.assertEqual(self.names(**query), names.split())
                self.assertEqual(self.list(**query)["total"], len(names.split()))

    def test_search(self):
        for search, names in (("alph", "Alpha"), ("ELAN", "Delta"), ("generale", "Alpha"), ("data", ""), ("...", ""),
                              ("societe ports", "Alpha")):
            with self.subTest(search=search):
                self.assertEqual(self.names(search=search), names.split())
        self.assertEqual(self.names(search="alpha", status="won"), [])
        self.owner.put(f"/api/clients/{self.client_id}", {"name": "Renommée"}).expect(200)
        self.assertEqual((self.names(search="renomm"), self.names(search="generale")), (["Alpha"], []))
        self.owner.put(f"/api/clients/{self.client_id}", {"name": "Société Générale des Ports"}).expect(200)

    def test_any_of_several_values(self):
        everything = self.list()["items"]
        for query in ({"status": "won,active"}, {"status": ["won", "Active"]}, {"status": "lost, won", "sort_by": "original_amount"},
                      {"stage": "rfi,proposal"}, {"status": "active,won", "stage": "Proposal"},
                      {"owner_id": f"{everything[0]['owner_id']},{everything[-1]['owner_id']}", "status": "active,lost"}):
            wanted = {key: [part.strip().lower() for value in ([value] if isinstance(value, str) else value)
                            for part in value.split(",")] for key, value in query.items() if key != "sort_by"}
            rows = [row for row in everything if all(row[key].lower() in values for key, values in wanted.items())]
            with self.subTest(query=query):
                page = self.list(**query)
                self.assertEqual(sorted(row["id"] for row in page["items"]), sorted(row["id"] for row in rows))
                self.assertEqual(page["total"], len(rows))
        self.assertTrue(any(row["status"] == "Won" for row in everything))
        for query in ({"status": "won,none"}, {"min_amount": [1, 2]}, {"page": [1, 2]}, {"sort_by": ["stage", "status"]},
                      {"status": ["won"] * 21}):
            with self.subTest(query=query):
                self.assertIn(next(iter(query)), fields_of(self.owner.get("/api/opportunities", **query).pipeline_fault(400)))

    def test_every_scalar_sorts(self):
        rows = self.list()["items"]
        for key in sorted(rows[0].keys() - {"next_task"}):  # that is an object
            with self.subTest(key=key):
                for order, reverse in (("asc", False), ("desc", True)):
                    got = [row[key] for row in self.list(sort_by=key, sort_order=order)["items"]]
                    self.assertEqual([value for value in got if value is not None],
                                     sorted((row[key] for row in rows if row[key] is not None), reverse=reverse))
        self.assertEqual(self.names(sort_by="original_amount"), ["Alpha", "Gamma", "Beta", "Delta"])
        self.assertEqual(self.names(sort_by="original_amount", sort_order="desc", status="active"), ["Delta", "Alpha"])
        for bad in ("revenue_distribution", "next_task", "owner", "password_hash", "seq", "1"):
            self.assertIn("sort_by", fields_of(self.owner.get("/api/opportunities", sort_by=bad).pipeline_fault(400)))

    def test_bad_queries(self):
        for name, value in (("page", 0), ("limit", 101), ("status", "open"), ("stage", "x"), ("owner_id", "x"), ("min_amount", "x"),
                            ("max_probability", 2), ("close_date_to", "x"), ("sort_order", "up")):
            with self.subTest(name=name):
                self.assertIn(name, fields_of(self.owner.get("/api/opportunities", **{name: value}).pipeline_fault(400)))


class Bulk(DealCase):
    def bulk(self, ids, expect=200, client=None, **updates):
        body = {"opportunity_ids": ids, "updates": updates}
        return (client or self.owner).post("/api/opportunities/bulk-update", body).expect(expect).json

    def test_some_fail(self):
        one, two, late = self.deal(), self.deal(), self.deal(starting_date="2028-06-01")
        ghost = random_id()
        answer = self.bulk([one["id"], two["id"].upper(), "nonsense", ghost, late["id"], one["id"]], stage="negotiation",
                           closing_date="2028-01-31")
        self.assertEqual(answer["updated_count"], 2)
        self.assertEqual([row["id"] for row in answer["failed"]], ["nonsense", ghost, late["id"]])
        self.assertEqual(answer["failed"][1]["reason"], "Opportunity not found")
        self.assertEqual([(row["field"], row["code"]) for row in answer["failed"]],
                         [("id", "INVALID_UUID"), (None, "NOT_FOUND"), ("closing_date", "TOO_EARLY")])
        self.assertIn("closing_date", answer["failed"][2]["reason"])
        self.assertEqual((self.read(one)["stage"], self.read(two)["stage"], self.read(late)["stage"]), ("Negotiation", "Negotiation", "RFI"))
        self.assertEqual(self.history(one)[0]["activity_type"], "stage_changed")

    def test_refused_as_a_whole(self):
        deal = self.deal()
        for updates in ({}, {"stage": "x"}, {"colour": 1}, {"project_type": "nothing"}, {"owner_id": random_id()}, {"original_amount": -1},
                        {"status": None}):
            with self.subTest(updates=updates):
                self.assertEqual(self.bulk([deal["id"]], 400, **updates)["error"]["code"], "VALIDATION_ERROR")
        self.bulk([random_id() for _ in range(1001)], 400, stage="RFI")
        self.bulk("x", 400, stage="RFI")
        self.bulk([1], 400, stage="RFI")
        self.owner.post("/api/opportunities/bulk-update", {"opportunity_ids": [deal["id"]]}).pipeline_fault(400)
        self.assertEqual(self.bulk([], stage="RFI"), {"updated_count": 0, "failed": []})

    def test_a_thousand(self):
        deals = [self.deal(project_name=f"n{i}")["id"] for i in range(30)]
        answer = self.bulk(deals + [random_id() for _ in range(970)], sector_type="Port")
        self.assertEqual((answer["updated_count"], len(answer["failed"])), (30, 970))
        self.assertEqual(self.list(sector_type="port")["total"], 30)


class Roles(DealCase):
    """Two teams: Ada leads North (Sam, Sue), Max is alone in South; Mia is a manager without a team who leads South."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sam, cls.sue, cls.max, cls.ada, cls.mia, cls.admin = (
            cls.instance.add_user(cls.subdomain, role, name=name) for role, name in (
                ("sales", "Sam S"), ("sales", "Sue S"), ("sales", "Max S"), ("manager", "Ada M"), ("manager", "Mia M"),
                ("admin", "Ann A")))
        cls.north = cls.team("North", None, cls.ada, cls.sam, cls.sue)
        cls.south = cls.team("South", cls.mia, cls.max)
        cls.deals = {name: cls.owner.post("/api/opportunities", {**DEAL, "project_name": name, "owner_id": person.user["id"]})
                     .expect(201).json for name, person in (("sam", cls.sam), ("sue", cls.sue), ("max", cls.max), ("own", cls.owner))}

    @classmethod
    def team(cls, name, manager, *members):
        team = cls.owner.post("/api/teams", {"name": name, "manager_id": manager and manager.user["id"]}).expect(201).json
        cls.owner.put(f"/api/teams/{team['id']}", {"member_ids": [person.user["id"] for person in members]}).expect(200)
        return team["id"]

    def test_who_sees_what(self):
        for person, names in ((self.sam, "sam sue"), (self.sue, "sam sue"), (self.max, "max"), (self.ada, "sam sue"), (self.mia, "max"),
                              (self.admin, "max own sam sue"), (self.owner, "max own sam sue")):
            for query in ({}, {"status": "active"}, {"min_amount": 1}, {"sort_by": "owner_name"}):
                with self.subTest(person=person.user["name"], query=query):
                    page = self.list(person, **query)
                    self.assertEqual(sorted(row["project_name"] for row in page["items"]), names.split())
                    self.assertEqual(page["total"], len(names.split()))
            for name, deal in self.deals.items():
                seen = name in names.split()
                self.assertEqual(self.names(person, search=name), [name] if seen else [])
                self.assertEqual(self.list(person, search=name)["total"], int(seen))
                for path in ("", "/activities", "/revenue-distribution"):
                    person.get(f"/api/opportunities/{deal['id']}{path}").expect(200 if seen else 404)

    def test_sums_are_of_what_one_sees(self):
        for person, names in ((self.sam, "sam sue"), (self.max, "max"), (self.ada, "sam sue"), (self.mia, "max"), (self.owner, "max own sam sue")):
            deals = [self.deals[name] for name in names.split()]
            wanted = sum(deal["original_amount"] for deal in deals), sum(deal["weighted_amount"] for deal in deals)
            # Out of kept totals, by looking at each deal, and by looking for words.
            for query in ({}, {"stage": "RFI", "sector_type": "data center"}, {"min_amount": 1}, {"status": "Lost"},
                          {"close_date_to": "2028-12-31"}):
                summary = self.list(person, summary=1, limit=1, **query)["summary"]
                self.assertEqual((summary["sum_total"], summary["sum_weighted"]), wanted, query)
                self.assertEqual(summary["count_by_status"]["Active"], len(deals))
                self.assertEqual(summary["weighted_by_status"]["Active"], wanted[1])
        self.assertEqual(self.list(self.sam, summary=1, search="max")["summary"]["sum_total"], 0)
        self.assertEqual(self.list(self.sam, summary=1, search="sue")["summary"]["sum_total"], self.deals["sue"]["original_amount"])
        self.assertEqual(self.list(summary=1, team_id=self.north)["summary"]["count_by_status"]["Active"], 2)
        self.assertEqual(self.list(summary=1, owner_id=self.max.user["id"], stage="RFQ")["summary"]["count_by_status"]["Active"], 0)

    def test_team_filter(self):
        self.assertEqual(sorted(self.names(team_id=self.north)), ["sam", "sue"])
        self.assertEqual((self.list(team_id=self.north, status="active")["total"], self.list(team_id=self.south)["total"]), (2, 1))
        self.assertEqual(self.list(self.sam, team_id=self.south)["total"], 0)

    def test_who_writes_what(self):
        for person, writes, sees in ((self.sam, "sam", "sam sue"), (self.max, "max", "max"), (self.ada, "sam sue", "sam sue"),
                                     (self.mia, "max", "max"), (self.admin, "sam sue max own", "sam sue max own")):
            for name, deal in self.deals.items():
                status = 200 if name in writes.split() else 403 if name in sees.split() else 404
                path = f"/api/opportunities/{deal['id']}"
                with self.subTest(person=person.user["name"], deal=name):
                    person.put(path, {"update_notes": "x"}).expect(status)
                    person.put(path + "/status", {"status": "Active"}).expect(status)
                    person.post(path + "/activities", {"activity_type": "call_made", "description": "x"}).expect(
                        201 if status == 200 else status)
                    failed = person.post("/api/opportunities/bulk-update", {"opportunity_ids": [deal["id"]],
                                                                           "updates": {"sector_type": "x"}}).expect(200).json
                    self.assertEqual(failed["updated_count"], int(status == 200))
                    if status != 200:
                        error = person.delete(path).pipeline_fault(status)
                        self.assertEqual(error["message"], "Cannot delete opportunities you don't own" if status == 403
                                         else "Opportunity not found")

    def test_naming_an_owner(self):
        for person, whom, status in ((self.sam, self.sue, 403), (self.sam, self.sam, 201), (self.ada, self.sue, 201),
                                     (self.ada, self.max, 403), (self.mia, self.max, 201), (self.admin, self.max, 201)):
            with self.subTest(person=person.user["name"], whom=whom.user["name"]):
                answer = person.post("/api/opportunities", {**DEAL, "owner_id": whom.user["id"]}).expect(status)
                if status == 201:
                    self.assertEqual(answer.json["team"]["name"], "South" if whom is self.max else "North")
                    self.owner.delete(f"/api/opportunities/{answer.json['id']}").expect(204)
        deal = self.deal(self.sam)
        self.put(deal, self.sam, 403, owner_id=self.sue.user["id"])
        self.sam.post("/api/opportunities/bulk-update", {"opportunity_ids": [deal["id"]],
                                                         "updates": {"owner_id": self.sue.user["id"]}}).pipeline_fault(403)
        self.assertEqual(self.put(deal, self.ada, owner_id=self.sue.user["id"])["owner"]["first_name"], "Sue")
        self.assertEqual(self.put(deal, owner_id=self.max.user["id"])["team_id"], self.south)
        self.sam.get(f"/api/opportunities/{deal['id']}").pipeline_fault(404)
        self.owner.delete(f"/api/opportunities/{deal['id']}").expect(204)

    def test_duplicate_of_a_colleague(self):
        copy = self.sam.post(f"/api/opportunities/{self.deals['sue']['id']}/duplicate").expect(201).json
        self.assertEqual(copy["owner_id"], self.sam.user["id"])
        self.owner.delete(f"/api/opportunities/{copy['id']}").expect(204)
        copy = self.ada.post(f"/api/opportunities/{self.deals['sue']['id']}/duplicate").expect(201).json
        self.assertEqual(copy["owner_id"], self.sue.user["id"])
        self.owner.delete(f"/api/opportunities/{copy['id']}").expect(204)
        self.sam.post(f"/api/opportunities/{self.deals['max']['id']}/duplicate").pipeline_fault(404)

    def test_the_team_follows_the_person(self):
        deal = self.deal(self.max)
        self.owner.put(f"/api/users/{self.max.user['id']}", {"team_id": self.north}).expect(200)
        self.assertEqual(self.read(deal)["team_id"], self.north)
        self.assertIn(deal["id"], [row["id"] for row in self.list(self.sam)["items"]])
        self.owner.put(f"/api/users/{self.max.user['id']}", {"team_id": self.south}).expect(200)
        self.owner.delete(f"/api/opportunities/{deal['id']}").expect(204)
