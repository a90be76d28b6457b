# SPDX-License-Identifier: MIT
"""Dashboards (pipeline API, section 7): shape as printed for the three roles, and figures that follow what people do.
tests/unit/test_dashboard.c recounts every figure over a random company."""

import datetime
import decimal

import spec_examples
from harness import random_id, today
from test_users import DEAL, PeopleCase

D = decimal.Decimal
MINE, COMPANY = "/api/dashboard/my-dashboard", "/api/dashboard/global"
STAGES = ["Prospection", "Qualification", "RFI", "RFQ", "Proposal", "Negotiation", "Closed"]
EXAMPLES = {example.number: example.answers[0].json for example in spec_examples.pipeline() if example.number.startswith("7.")}


def months(count=12):
    """The last `count` months as YYYY-MM, the current one at the end."""
    now = today().year * 12 + today().month - 1
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(now - count + 1, now + 1)]


def last_of_month():
    first = today().replace(day=1)
    return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


class DashboardCase(PeopleCase):
    def mine(self, client):
        return client.get(MINE).expect(200).json

    def of_team(self, client, team):
        return client.get(f"/api/dashboard/team/{team['id']}").expect(200).json

    def company(self):
        return self.owner.get(COMPANY).expect(200).json

    def deal(self, client, **fields):
        return client.post("/api/opportunities", {**DEAL, **fields}).expect(201).json

    def change(self, client, deal, **fields):
        return client.put(f"/api/opportunities/{deal['id']}", fields).expect(200).json

    def status(self, client, deal, status, **fields):
        return client.put(f"/api/opportunities/{deal['id']}/status", {"status": status, **fields}).expect(200)


class Shape(DashboardCase):
    """Each caller gets every printed key, nested ones included."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls()
        boss = case.add("manager")
        cls.group = case.team("Enterprise Sales", manager_id=boss["id"])
        seller = case.add("sales", team_id=cls.group["id"])
        cls.boss, cls.seller = case.login(boss["username"]), case.login(seller["username"])
        case.deal(cls.seller, sector_type="Data Center", starting_date=today().isoformat(), closing_date=last_of_month().isoformat())
        case.deal(cls.seller, starting_date="2020-01-01", closing_date="2020-12-31")

    def covers(self, printed, came, path="$"):
        if isinstance(printed, dict):
            self.assertLessEqual(printed.keys(), came.keys(), path)
            for key, value in printed.items():
                self.covers(value, came[key], f"{path}.{key}")
        elif isinstance(printed, list):
            self.assertIsInstance(came, list, path)
            for row in came if printed else []:
                self.covers(printed[0], row, path + "[]")
        elif not isinstance(printed, str) and came is not None:
            self.assertNotIsInstance(came, str, path)

    def test_my_dashboard(self):
        for client in (self.seller, self.boss, self.owner):
            answer = client.get(MINE).expect(200)
            self.covers(EXAMPLES["7.1"], answer.json)
            self.assertEqual([row["stage"] for row in answer.json["pipeline_by_stage"]], STAGES)
            self.assertEqual([row["period"] for row in answer.json["win_loss_trend"]], months())
            self.assertEqual(len(answer.json["revenue_forecast_by_month"]), 12)
            self.assertEqual(f"{answer.json['revenue_forecast_by_month'][0]['year']}-"
                             f"{answer.json['revenue_forecast_by_month'][0]['month']:02}", months()[-1])

    def test_lists_of_deals(self):
        mine = self.mine(self.seller)
        self.assertEqual(len(mine["top_opportunities"]), 2)
        self.assertEqual([deal["closing_date"] for deal in mine["closing_this_month"]], [last_of_month().isoformat()])
        [late] = mine["overdue_followups"]
        self.assertEqual((late["closing_date"], late["reason"], late["days_since_activity"]), ("2020-12-31", "past_closing_date", 0))
        self.assertLessEqual({"id", "project_name", "stage", "last_activity_at"}, late.keys())

    def test_team_dashboard(self):
        for client in (self.boss, self.owner):
            answer = self.of_team(client, self.group)
            self.covers(EXAMPLES["7.2"], answer)
            self.assertEqual((answer["team"]["name"], answer["team"]["member_count"]), ("Enterprise Sales", 1))

    def test_global_dashboard(self):
        answer = self.company()
        self.covers(EXAMPLES["7.3"], answer)
        self.assertEqual([row["month"] for row in answer["monthly_trend"]], months())

    def test_money_and_rates_as_printed(self):
        for path in (MINE, COMPANY, f"/api/dashboard/team/{self.group['id']}"):
            answer = self.owner.get(path).expect(200)
            self.assertAllMoney(answer.json, {"total_pipeline_value", "weighted_pipeline_value", "average_deal_size", "total_value",
                                              "weighted_value", "sales_amount", "gross_margin_amount", "total_value_won",
                                              "pipeline_value", "expected_revenue_this_year", "win_rate"})

    def test_who_may_look(self):
        team = f"/api/dashboard/team/{self.group['id']}"
        other = f"/api/dashboard/team/{self.team('Rivals')['id']}"
        self.seller.get(team).pipeline_fault(403, "FORBIDDEN")
        self.seller.get(COMPANY).pipeline_fault(403, "FORBIDDEN")
        self.boss.get(COMPANY).pipeline_fault(403, "FORBIDDEN")
        self.boss.get(other).pipeline_fault(404, "NOT_FOUND")
        self.owner.get(other).expect(200)
        for nothing in (random_id(), "x"):
            self.owner.get(f"/api/dashboard/team/{nothing}").pipeline_fault(404, "NOT_FOUND")
        self.instance.client(self.subdomain).get(MINE).expect(401)


class Life(DashboardCase):
    """A deal on its way, as the dashboards of its owner, its team and the company tell it."""

    def setUp(self):
        self.one, self.two = self.team(f"One {random_id()}"), self.team(f"Two {random_id()}")
        self.person, self.successor = self.add("sales", team_id=self.one["id"]), self.add("sales", team_id=self.two["id"])
        self.seller = self.login(self.person["username"])

    def test_from_lead_to_contract(self):
        before = self.company()
        deal = self.deal(self.seller, original_amount=100000, project_maturity="Prospection", stage="Prospection",
                         sector_type="Port", starting_date=today().isoformat(), closing_date=today().isoformat())
        mine = self.mine(self.seller)
        self.assertEqual(mine["metrics"]["total_pipeline_value"], 100000)
        self.assertEqual(mine["metrics"]["weighted_pipeline_value"], deal["weighted_amount"])
        self.assertEqual(mine["metrics"]["expected_revenue_this_month"], deal["weighted_amount"])
        self.assertEqual(mine["opportunities_by_sector"], [{"sector": "Port", "count": 1, "total_value": 100000, "percentage": 100,
                                                            "weighted_value": deal["weighted_amount"]}])
        self.change(self.seller, deal, stage="RFI")
        self.change(self.seller, deal, stage="Negotiation")
        team = self.of_team(self.owner, self.one)
        self.assertEqual(team["conversion_rates"], {"prospection_to_rfi": 1, "rfi_to_rfq": 1, "rfq_to_negotiation": 0,
                                                    "negotiation_to_closed": 0})
        self.status(self.seller, deal, "Won", stage="Closed")
        mine = self.mine(self.seller)
        self.assertEqual((mine["metrics"]["active_opportunities_count"], mine["metrics"]["win_rate"]), (0, 1))
        self.assertEqual(mine["metrics"]["expected_revenue_this_month"], 100000)
        self.assertEqual({key: mine["win_loss_trend"][-1][key] for key in ("won", "lost")}, {"won": 1, "lost": 0})
        self.assertEqual(self.of_team(self.owner, self.one)["conversion_rates"]["negotiation_to_closed"], 1)
        now, then = self.company()["monthly_trend"][-1], before["monthly_trend"][-1]
        self.assertEqual((now["won_deals"] - then["won_deals"], now["new_opportunities"] - then["new_opportunities"],
                          now["total_value_won"] - then["total_value_won"]), (1, 1, 100000))

    def test_a_loss_is_no_step(self):
        deal = self.deal(self.seller, stage="Negotiation", project_maturity="Negotiation")
        self.status(self.seller, deal, "Lost", stage="Closed")
        team = self.of_team(self.owner, self.one)
        self.assertEqual(team["conversion_rates"]["negotiation_to_closed"], 0)
        self.assertEqual((team["member_performance"][0]["deals_lost"], team["metrics"]["team_win_rate"]), (1, 0))
        self.status(self.seller, deal, "Active", stage="Negotiation")
        self.status(self.seller, deal, "Won", stage="Closed")
        self.assertEqual(self.of_team(self.owner, self.one)["conversion_rates"]["negotiation_to_closed"], 1)

    def test_a_deal_moves_with_its_owner(self):
        deal = self.deal(self.seller, stage="RFI")
        self.change(self.seller, deal, stage="RFQ")
        self.change(self.owner, deal, owner_id=self.successor["id"])
        gone, come = self.of_team(self.owner, self.one), self.of_team(self.owner, self.two)
        self.assertEqual((gone["metrics"]["active_opportunities_count"], come["metrics"]["active_opportunities_count"]), (0, 1))
        self.assertEqual((gone["conversion_rates"]["rfi_to_rfq"], come["conversion_rates"]["rfi_to_rfq"]), (0, 1))
        self.owner.put(f"/api/users/{self.successor['id']}", {"team_id": self.one["id"]}).expect(200)
        self.assertEqual(self.of_team(self.owner, self.one)["metrics"]["active_opportunities_count"], 1)

    def test_a_deleted_deal_leaves_nothing(self):
        deal = self.deal(self.seller, stage="RFI")
        self.change(self.seller, deal, stage="RFQ")
        self.seller.delete(f"/api/opportunities/{deal['id']}").expect(204)
        self.assertEqual(self.mine(self.seller), self.mine(self.login(self.successor["username"])))
        self.assertEqual(set(self.of_team(self.owner, self.one)["conversion_rates"].values()), {0})

    def test_half_and_half(self):
        for amount in (D("0.01"), D("100.02")):
            self.deal(self.seller, original_amount=amount, sector_type=None, win_probability_override=D("0.5"))
        mine = self.mine(self.seller)
        self.assertEqual(mine["metrics"]["average_deal_size"], D("50.02"))  # 50.015
        self.assertEqual([(row["sector"], row["count"], row["percentage"]) for row in mine["opportunities_by_sector"]],
                         [(None, 2, 100)])

    def test_forecast(self):
        """By month or quarter, of one person or team, never of those one does not see."""
        deal = self.deal(self.seller, original_amount=1200, gross_margin_percentage=D("0.5"),
                         starting_date=today().replace(day=1).isoformat(), closing_date=last_of_month().isoformat())
        months = self.owner.get("/api/forecast", team_id=self.one["id"]).expect(200).json
        self.assertEqual((len(months["periods"]), months["sales_amount"]), (12, deal["weighted_amount"]))
        first = months["periods"][0]
        self.assertEqual(first, {"period": today().isoformat()[:7], "start_date": deal["starting_date"], "end_date": deal["closing_date"],
                                 "sales_amount": deal["weighted_amount"], "gross_margin_amount": deal["gross_margin_amount"],
                                 "cumulated_amount": deal["weighted_amount"]})
        quarters = self.owner.get("/api/forecast", by="quarter", owner_id=deal["owner_id"]).expect(200).json
        quarter = (today().month + 2) // 3
        self.assertEqual([len(quarters["periods"]), quarters["periods"][0]["period"], quarters["sales_amount"]],
                         [4, f"{today().year}-Q{quarter}", deal["weighted_amount"]])
        self.assertEqual(quarters["periods"][3]["cumulated_amount"], deal["weighted_amount"])
        stranger = self.login(self.add("sales")["username"])
        self.assertEqual(stranger.get("/api/forecast", owner_id=deal["owner_id"]).expect(200).json["sales_amount"], 0)
        for name, value in (("by", "week"), ("owner_id", "x"), ("team_id", random_id())):
            self.owner.get("/api/forecast", **{name: value}).pipeline_fault(400)

    def test_members_without_deals_are_rows(self):
        self.add("sales", team_id=self.one["id"])
        self.deal(self.seller)
        team = self.of_team(self.owner, self.one)
        self.assertEqual([row["active_opportunities"] for row in team["member_performance"]], [1, 0])
        self.assertEqual([row["count"] for row in team["opportunities_by_owner"]], [1, 0])
        self.assertEqual(team["team"]["member_count"], 2)
