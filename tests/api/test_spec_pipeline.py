# SPDX-License-Identifier: MIT
"""Replays every example of the pipeline specification with the printed bearer credential, each in a tenant of its own.

A set-up function makes the records that an example speaks of, binds its placeholders to them and says who calls. Then the
printed request is sent as it stands, and the answer must have the printed status, every printed key with the same JSON type,
and the printed values. Not compared by value: ids without a binding, instants of the server's clock, what `replaced` says,
and what `open` names: figures of a company with hundreds of deals, whose types alone bind here (other tests own the figures).
What the specification says of all endpoints together is in test_spec_pipeline_rules.py."""

import decimal
import io
import re
import unittest
import zipfile

import spec_examples
from harness import PASSWORD, parse_json, random_id, shared, today, unique
from probe import wait_until
from spec_examples import Comparison
from test_outbox import letters

D = decimal.Decimal
SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
JWT = re.compile(r"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\.[\w-]+\.[\w-]+")
JWT_PRINTED = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9..."
EXAMPLES = {example.number: example for example in spec_examples.pipeline()}
DAWAIYAT = {key: EXAMPLES["4.2"].answers[0].json[key] for key in (
    "project_name", "update_notes", "service_type", "sector_type", "original_amount", "gross_margin_percentage", "project_type",
    "project_maturity", "client_type", "client_relationship", "conservative_approach", "starting_date", "closing_date")}
JOHN = {"email": "john.doe@company.com", "username": "johndoe", "first_name": "John", "last_name": "Doe"}
JOHNS_PASSWORD = "SecureP@ss123"


class DealComparison(Comparison):
    placeholder = re.compile(r"uuid(?:-\w+)*")
    instant = SECONDS
    clock_keys = {"created_at", "updated_at", "last_login", "generated_at"}
    money_keys = {"average_deal_size", "expected_revenue_this_month", "expected_revenue_this_quarter", "expected_revenue_this_year",
                  "gross_margin_amount", "original_amount", "pipeline_value", "sales_amount", "total_gross_margin",
                  "total_pipeline_value", "total_value", "total_value_won", "total_weighted_amount", "weighted_amount",
                  "weighted_pipeline_value", "weighted_value"}

    def __init__(self, company=None, everything_open=False):
        super().__init__(company and company.bound, company and company.replaced)
        patterns = [".*"] if everything_open else [re.escape(path).replace(r"\*", ".*") for path in company.open] if company else []
        self.open = [re.compile(pattern) for pattern in patterns]   # paths whose value does not matter

    def compare_scalar(self, printed, came, path, key):
        if printed == JWT_PRINTED:
            if not JWT.fullmatch(came):
                self.complain(path, f"{came!r} is no token as printed")
        elif printed == "uuid" or any(pattern.fullmatch(path) for pattern in self.open):
            self.compare_form(printed, came, path, key)
            if printed == "uuid" and came != self.replaced.get(path, came):
                self.complain(path, f"{came!r}, expected {self.replaced[path]!r}")
        else:
            super().compare_scalar(printed, came, path, key)


class Company:
    """A fresh tenant, what the placeholders of one example stand for, and who sends its request."""

    def __init__(self):
        self.owner = shared().sign_up(name="Company", email="sarah.j@company.com", person="Sarah Johnson")
        self.bound, self.replaced, self.open, self.changes = {}, {}, [], []
        self.caller = self.owner
        self.token = None
        self.last = {}   # what the set-up made, for the checks

    def bind(self, placeholders, record):
        self.bound.update(dict.fromkeys(placeholders.split(), record["id"]))
        return record

    def make(self, path, client=None, **fields):
        return (client or self.owner).post(path, fields).expect(201).json

    def person(self, placeholders="", role="sales", password=PASSWORD, **fields):
        name = unique("p")
        body = {"email": f"{name}@company.com", "username": name, "first_name": "Paul", "last_name": "Martin", "role": role,
                "password": password, **fields}
        return self.bind(placeholders, self.make("/api/users", **body))

    def team(self, placeholders="uuid-team uuid-team-id {team_id} team_id", name="Enterprise Sales", **fields):
        return self.bind(placeholders, self.make("/api/teams", name=name, manager_id=self.owner.user["id"], **fields))

    def john(self, team=True):
        """In the team, and the caller."""
        if team:
            self.team()
            self.bind("uuid-manager-id uuid-manager", self.owner.user)
        john = self.person("uuid-user uuid-user-1 uuid-owner owner_id {user_id}", password=JOHNS_PASSWORD, **JOHN,
                           team_id=self.bound.get("uuid-team"))
        self.sign_in("johndoe", JOHNS_PASSWORD)
        return john

    def sign_in(self, username="sarah.j@company.com", password=PASSWORD):
        """Whoever it is calls from now on, by token."""
        answer = shared().client(self.owner.tenant).post("/api/auth/login", {"username": username, "password": password})
        self.last["login"] = answer.expect(200).json
        self.token = self.last["login"]["access_token"]
        self.caller = shared().client(self.owner.tenant)
        self.caller.headers["Authorization"] = f"Bearer {self.token}"
        return self.caller

    def client(self, **fields):
        return self.bind("uuid-client uuid-client-1", self.make("/api/clients", name="Dawaiyat Company", **{
            "industry": "Technology", "relationship_tier": "3 - Good", "contact_person": "Ahmed Al-Mansour",
            "email": "ahmed@dawaiyat.com", "phone": "+966 11 234 5678", **fields}))

    def deal(self, placeholders="uuid-opp-1 {opportunity_id}", **fields):
        """Made by the caller."""
        return self.bind(placeholders, self.make("/api/opportunities", self.caller, **{**DAWAIYAT, **fields}))

    def substitute(self, text):
        text = re.sub(r"\{\w+\}|uuid(?:-\w+)+", lambda match: self.bound.get(match[0], match[0]), text)
        text = re.sub(r"(\w+)=uuid\b", lambda match: f"{match[1]}={self.bound[match[1]]}", text)
        for old, new in self.changes:
            text = text.replace(old, new)
        return text


# --- one set-up for each example


def nobody(company):
    company.caller = shared().client(company.owner.tenant)


def register(company):
    company.owner.patch("/api/settings", {"registration": "open"}).expect(200)
    company.team("uuid-team-id")
    nobody(company)


def stranger_john(company):
    company.john()
    nobody(company)


def refresh(company):
    company.john()
    company.changes = [(JWT_PRINTED, company.last["login"]["refresh_token"])]
    nobody(company)


def reset(company):
    company.john()
    nobody(company)
    company.caller.post("/api/auth/forgot-password", {"email": JOHN["email"]}).expect(200)
    wait_until(lambda: letters(shared(), company.owner.tenant), "the letter")
    text = letters(shared(), company.owner.tenant)[-1].get_body(("plain",)).get_content()
    company.changes = [("reset-token-from-email", re.search(r"reset-password\?token=([\w-]+)", text)[1])]


def john(company):
    company.replaced["$.id"] = company.john()["id"]


def old_password(company):
    company.john()
    company.changes = [("OldPassword123", JOHNS_PASSWORD)]


def users(company):
    """One page of one, where the printed list has 45."""
    company.john()
    company.person(first_name="Johnny", role="manager", team_id=company.bound["uuid-team"])
    company.person(first_name="Johanna", team_id=company.bound["uuid-team"])
    company.person(first_name="John")
    company.replaced.update({"$.items[0].id": company.bound["uuid-user"], "$.total": 1, "$.pages": 1})
    company.sign_in()


def one_user(company):
    john(company)
    company.sign_in()


def teams(company):
    for name, manager, size, number in (("SMB Sales", ("Mike", "Chen"), 5, 2), ("Enterprise Sales", ("Sarah", "Johnson"), 8, 1)):
        about = "Large enterprise accounts" if number == 1 else "Small to medium businesses"
        person = company.person(f"uuid-manager-{number}", role="manager", first_name=manager[0], last_name=manager[1])
        team = company.bind(f"uuid-{number}", company.make("/api/teams", name=name, manager_id=person["id"], description=about))
        for _ in range(size):
            company.person(team_id=team["id"])
    company.sign_in()


def one_team(company):
    """With the one member that is printed; the printed count is of eight."""
    company.bind("uuid-manager-id", company.owner.user)
    team = company.team(description="Large enterprise accounts")
    company.person("uuid-1", **JOHN, team_id=team["id"])
    company.replaced.update({"$.id": team["id"], "$.member_count": 1})
    company.sign_in()


def admin(company):
    company.bind("uuid-manager-id", company.owner.user)
    company.sign_in()


def deals_list(company):
    """The printed query asks for another stage and a lower amount than the printed row has."""
    company.john()
    company.deal()
    company.deal("uuid-other", project_name="Second data center", original_amount=99999)
    company.deal("uuid-other", project_name="Data center of the past", status="Lost")
    company.deal("uuid-other", project_name="Tower")
    company.changes = [("stage=negotiation", "stage=rfi"), ("max_amount=5000000", "max_amount=50000000")]
    company.replaced.update({"$.total": 1, "$.pages": 1})


def deal_detail(company):
    """Cents that do not divide go to the first months (contract, section 6): 8 of 36 have 15347.23, the others as printed."""
    company.john()
    company.deal(client_id=company.client()["id"])
    company.bind("uuid-creator uuid-modifier", {"id": company.bound["uuid-user"]})
    company.replaced["$.revenue_distribution[0].gross_margin_amount"] = D("15347.23")


def deal_create(company):
    """Score and amounts follow from the factors: 0.098, rounded 0.10 (contract, section 6)."""
    company.john()
    company.client()
    company.replaced.update({"$.probability_score": D("0.1"), "$.weighted_amount": 500000, "$.gross_margin_amount": 65000})


def deal_change(company):
    """The printed amounts belong to a deal of five millions with printed factors otherwise."""
    company.john()
    company.deal(original_amount=5000000)


def deal(company):
    company.john()
    company.deal()


def copy_of_deal(company):
    deal(company)
    company.open.append("$.id")


def bulk(company):
    company.john()
    for number in range(1, 4):
        company.deal(f"uuid-{number}")
    company.person("uuid-new-owner")
    company.sign_in()


def activities(company):
    """25, of which the printed two are the latest."""
    deal(company)
    path = f"/api/opportunities/{company.bound['uuid-opp-1']}/activities"
    for number in range(22):
        company.make(path, company.caller, activity_type="note_added", description=f"Note {number}")
    company.bind("uuid-activity-2", company.make(path, company.caller, activity_type="meeting_scheduled",
                                                 description="Meeting scheduled with client for contract signing"))
    company.caller.put(f"/api/opportunities/{company.bound['uuid-opp-1']}/status", {"status": "Won"}).expect(200)


def distribution(company):
    """Sums by year are exact; the printed ones are rounded to whole amounts."""
    deal(company)
    company.replaced["$.monthly_distribution[0].gross_margin_amount"] = D("15347.23")
    company.replaced["$.monthly_distribution[0].is_forecast"] = (today().year, today().month) <= (2026, 1)
    company.open += ["$.yearly_summary[*].sales_amount", "$.yearly_summary[*].gross_margin_amount"]


# Stage, win probability, and {sector: (deals, their amount)}: their sums are the printed figures of stages and sectors.
JOHNS_PIPELINE = (
    ("Prospection", 0.2, {"Data Center": (3, 7000000), "Commercial": (3, 3000000), "Industrial": (2, 2000000)}),
    ("RFI", 0.25, {"Data Center": (3, 12000000), "Commercial": (2, 2000000), "Industrial": (1, 500000),
                   "Special project": (1, 500000)}),
    ("RFQ", 0.4, {"Data Center": (2, 6900000), "Commercial": (1, 1600000), "Industrial": (1, 500000)}),
    ("Negotiation", 0.75, {"Commercial": (1, 4000000), "Industrial": (1, 2000000), "Special project": (1, 1500000)}),
    ("Closed", 1, {"Data Center": (1, 2100000)}),
)


def my_dashboard(company):
    """23 active deals, 5 of which close this month, and 7 won of 20: 0.35. The printed weighted total is not that of its stages,
    the printed average is cut off at the comma, and the other figures depend on the day."""
    company.john()
    this_month = 5
    for stage, probability, sectors in JOHNS_PIPELINE:
        for sector, (count, total) in sectors.items():
            for number in range(count):
                company.deal(stage=stage, sector_type=sector, win_probability_override=probability,
                             original_amount=total - (count - 1) * 100000 if number == 0 else 100000, starting_date="2025-01-01",
                             closing_date=today().isoformat() if this_month > 0 else "2099-12-31")
                this_month -= 1
    for number in range(20):
        company.deal(status="Won" if number < 7 else "Lost", sector_type="Hospital")
    company.replaced.update({"$.metrics.weighted_pipeline_value": 17475000, "$.metrics.average_deal_size": D("1982608.70")})
    company.open += ["$.metrics.expected_*", "$.metrics.average_days_in_pipeline", "$.pipeline_by_stage[*",
                     "$.revenue_forecast_by_month[*", "$.win_loss_trend[*", "$.top_opportunities[*"]


def team_dashboard(company):
    """John's row as printed, but for his win rate: 5 of 8 are 0.63."""
    company.team()
    company.bind("uuid-manager", company.owner.user)
    company.john(team=False)
    company.owner.put(f"/api/teams/{company.bound['uuid-team']}", {"member_ids": [company.bound["uuid-user"]]}).expect(200)
    for number in range(12):
        company.deal(original_amount=12000000 if number == 0 else 1000000)
    for number in range(8):
        company.deal(status="Won" if number < 5 else "Lost")
    company.replaced.update({
        "$.team.member_count": 1, "$.metrics.total_pipeline_value": 23000000, "$.metrics.weighted_pipeline_value": 5750000,
        "$.metrics.active_opportunities_count": 12, "$.metrics.team_win_rate": D("0.63"),
        "$.metrics.average_deal_size": D("1916666.67"), "$.member_performance[0].win_rate": D("0.63")})
    company.open += ["$.metrics.expected_*", "$.conversion_rates.*", "$.average_time_in_stage.*"]
    company.sign_in()


def global_dashboard(company):
    team_dashboard(company)
    company.owner.put(f"/api/users/{company.owner.user['id']}", {"team_id": company.bound["uuid-team"]}).expect(200)
    company.bound["uuid-team-1"] = company.bound["uuid-team"]
    month = today().isoformat()[:7]
    company.last["trend"] = {"month": month, "new_opportunities": 20, "won_deals": 5, "lost_deals": 3, "total_value_won": 85000000}
    company.replaced = {
        "$.metrics.total_pipeline_value": 23000000, "$.metrics.weighted_pipeline_value": 5750000, "$.metrics.total_users": 2,
        "$.metrics.total_teams": 1, "$.metrics.active_opportunities": 12, "$.teams_performance[0].weighted_value": 5750000,
        "$.teams_performance[0].win_rate": D("0.63"), "$.teams_performance[0].active_opportunities": 12,
        "$.top_performers[0].win_rate": D("0.63")}
    company.open = ["$.metrics.expected_*", "$.monthly_trend[*"]


def coefficients(company):
    company.john()
    for row in company.caller.get("/api/coefficients").expect(200).json["items"]:
        if row["factor_value"] in ("Integrated services to Business", "RFI"):
            company.bind("uuid-coef-1" if row["factor_type"] == "project_type" else "uuid-coef-2", row)
    company.open += ["$.items[*"]   # their order is left open; filled() looks for the printed two


def coefficient(company):
    company.bind("uuid-coef {coefficient_id}", company.make("/api/coefficients", **parse_json(EXAMPLES["8.2"].body)))
    company.sign_in()


def clients(company):
    """Three deals of 25 millions. The page holds one client where the printed list has 45."""
    company.john()
    client = company.client()
    company.make("/api/clients", name="Elsewhere")
    for amount in (20000000, 3000000, 2000000):
        company.deal("uuid-other", client_id=client["id"], original_amount=amount)
    company.replaced["$.total"] = 1


def report(company):
    """Deals of today; the printed period is over."""
    company.john()
    for status in ("Active", "Active", "Won", "Lost"):
        company.deal("uuid-other", status=status)
    year = today().year
    company.changes = [("2025-01-01", f"{year}-01-01"), ("2025-12-31", f"{year}-12-31")]
    company.replaced.update({
        "$.parameters.start_date": f"{year}-01-01", "$.parameters.end_date": f"{year}-12-31",
        "$.data.summary.total_opportunities": 4, "$.data.summary.total_value": 68000000,
        "$.data.summary.weighted_value": 4250000 * 2 + 17000000, "$.data.summary.won_deals": 1, "$.data.summary.lost_deals": 1})
    company.open.append("$.download_url")


def stored_report(company):
    deal(company)
    company.bound["{report_id}"] = company.caller.get("/api/reports/pipeline").expect(200).json["report_id"]


def team_export(company):
    deal(company)
    company.bound["team_id"] = company.bound["uuid-team"]


SETUPS = {
    "1.1": register, "1.2": stranger_john, "1.3": refresh, "1.4": john, "1.5": stranger_john, "1.6": reset, "2.1": john, "2.2": john,
    "2.3": old_password, "2.4": users, "2.5": one_user, "3.1": teams, "3.2": one_team, "3.3": admin, "4.1": deals_list,
    "4.2": deal_detail, "4.3": deal_create, "4.4": deal_change, "4.5": deal, "4.6": copy_of_deal, "4.7": deal, "4.8": bulk,
    "4.9": team_export, "5.1": activities, "5.2": deal, "6.1": distribution, "7.1": my_dashboard, "7.2": team_dashboard,
    "7.3": global_dashboard, "8.1": coefficients, "8.2": admin, "8.3": coefficient, "9.1": clients, "9.2": john, "10.1": report,
    "10.2": stored_report,
}


# --- what the printed answers leave out: a check for each "// ..."


def at(value, path):
    for key in path.split("."):
        value = value[key]
    return value


def fits(test, row, like, where):
    comparison = DealComparison(everything_open=True)
    comparison.compare(like, row, where)
    test.assertEqual(comparison.wrong, [])


def rows(path, like_path, count=None, like_number=None):
    """A list whose rows all look like the first of a printed one."""
    def check(test, number, company, came):
        like = at(EXAMPLES[like_number or number].answers[0].json, like_path)[0]
        test.assertTrue(at(came, path), f"{path} is empty")
        if count is not None:
            test.assertEqual(len(at(came, path)), count(company) if callable(count) else count, path)
        for index, row in enumerate(at(came, path)):
            fits(test, row, like, f"{path}[{index}]")
    return check


def whole(printed_number, but=()):
    """An object with everything that another example prints of its kind."""
    def check(test, _, company, came):
        printed = EXAMPLES[printed_number].answers[0].json
        printed = printed.get("items", [printed])[0]
        test.assertLessEqual(set(printed) - set(but), set(came))
    return check


def sent_too(test, number, company, came):
    for key, value in parse_json(company.substitute(EXAMPLES[number].body)).items():
        test.assertEqual(came[key], value, key)


def both(*checks):
    def check(*arguments):
        for one in checks:
            one(*arguments)
    return check


def copied(test, _, company, came):
    original = company.caller.get(f"/api/opportunities/{company.bound['uuid-opp-1']}").expect(200).json
    test.assertNotEqual(came["id"], original["id"])
    test.assertEqual(came["project_name"], "Copy of Original Project")
    for key in set(DAWAIYAT) - {"project_name"}:
        test.assertEqual(came[key], original[key], key)


def all_months(path):
    def check(test, _, company, came):
        months = at(came, path)
        test.assertEqual([(row["year"], row["month"]) for row in months], [(2026 + at // 12, at % 12 + 1) for at in range(36)])
        test.assertEqual(sum(row["sales_amount"] for row in months), 4250000)
        test.assertEqual(sum(row["gross_margin_amount"] for row in months), 552500)
        test.assertLessEqual({str(row["sales_amount"]) for row in months}, {"118055.56", "118055.55"})
        test.assertLessEqual({str(row["gross_margin_amount"]) for row in months}, {"15347.23", "15347.22"})
        for printed, came_year in zip(EXAMPLES["6.1"].answers[0].json["yearly_summary"], came.get("yearly_summary", [])):
            for key in ("sales_amount", "gross_margin_amount"):
                test.assertEqual(came_year[key].quantize(1, decimal.ROUND_HALF_UP), printed[key])
        if "yearly_summary" in came:
            test.assertEqual(sum(row["sales_amount"] for row in came["yearly_summary"]), 4250000)
            test.assertEqual(sum(row["gross_margin_amount"] for row in came["yearly_summary"]), 552500)
    return check


def periods(path, key):
    """Twelve months up to this one, as 2025-11, the oldest first."""
    def check(test, number, company, came):
        last = today().year * 12 + today().month - 1
        wanted = [f"{month // 12}-{month % 12 + 1:02}" for month in range(last - 11, last + 1)]
        test.assertEqual([row[key] for row in at(came, path)], wanted)
        rows(path, path, 12)(test, number, company, came)
        if "trend" in company.last:
            fits(test, at(came, path)[-1], company.last["trend"], path)
            test.assertEqual({name: at(came, path)[-1][name] for name in company.last["trend"]}, company.last["trend"])
    return check


def forecast(path, like_number="7.1"):
    """Twelve months from this one on."""
    def check(test, number, company, came):
        first = today().year * 12 + today().month - 1
        test.assertEqual([(row["year"], row["month"]) for row in at(came, path)],
                         [(month // 12, month % 12 + 1) for month in range(first, first + 12)])
        rows(path, "revenue_forecast_by_month", 12, like_number)(test, number, company, came)
    return check


def stages(test, number, _, came):
    """Seven; the printed ones leave out the two that have no deals."""
    found = {row["stage"]: row for row in came["pipeline_by_stage"]}
    test.assertEqual(list(found), ["Prospection", "Qualification", "RFI", "RFQ", "Proposal", "Negotiation", "Closed"])
    for printed in EXAMPLES[number].answers[0].json["pipeline_by_stage"]:
        test.assertEqual(found[printed["stage"]], printed)


def top_ten(test, number, company, came):
    rows("top_opportunities", "top_opportunities", 10)(test, number, company, came)
    amounts = [row["weighted_amount"] for row in came["top_opportunities"]]
    test.assertEqual(amounts, sorted(amounts, reverse=True))


def closing(test, number, company, came):
    rows("closing_this_month", "top_opportunities", 5)(test, number, company, came)
    test.assertEqual({row["closing_date"] for row in came["closing_this_month"]}, {today().isoformat()})


def overdue(test, _, company, came):
    """Nothing is, on the day of its making: a deal past its closing date is."""
    test.assertEqual(came["overdue_followups"], [])
    late = company.deal(closing_date="2026-01-02")
    row, = company.caller.get("/api/dashboard/my-dashboard").expect(200).json["overdue_followups"]
    fits(test, row, EXAMPLES["7.1"].answers[0].json["top_opportunities"][0], "overdue_followups[0]")
    test.assertEqual(row["id"], late["id"])


def seeded(test, number, company, came):
    rows("items", "items", 16)(test, number, company, came)
    found = {row["id"]: row for row in came["items"]}
    for printed in EXAMPLES[number].answers[0].json["items"]:
        row = found[company.bound[printed["id"]]]
        test.assertEqual({key: row[key] for key in ("factor_type", "factor_value", "coefficient", "is_active")},
                         {key: printed[key] for key in ("factor_type", "factor_value", "coefficient", "is_active")})
    test.assertEqual({kind: {row["factor_value"]: row["coefficient"] for row in rows} for kind, rows in came["grouped"].items()},
                     {kind: {row["factor_value"]: row["coefficient"] for row in rows}
                      for kind, rows in EXAMPLES[number].answers[0].json["grouped"].items()})


FILLED = {
    "4.2": [all_months("revenue_distribution")],
    "4.3": [both(whole("4.2"), sent_too)],
    "4.4": [both(whole("4.2"), sent_too)],
    "4.6": [both(whole("4.2"), copied)],
    "6.1": [all_months("monthly_distribution")],
    "7.1": [both(stages, forecast("revenue_forecast_by_month")), top_ten, closing, overdue, periods("win_loss_trend", "period")],
    "7.2": [rows("member_performance", "member_performance", 1), rows("pipeline_by_stage", "pipeline_by_stage", 7, "7.1"),
            rows("opportunities_by_owner", "opportunities_by_owner", 1), forecast("revenue_forecast_by_month")],
    "7.3": [rows("teams_performance", "teams_performance", 1), rows("top_performers", "top_performers"),
            rows("revenue_by_sector", "opportunities_by_sector", 1, "7.1"), periods("monthly_trend", "month")],
    "8.1": [seeded],
    "9.1": [rows("items", "items", 1)],
    "9.2": [both(whole("9.1", but={"opportunity_count", "total_value"}), sent_too)],
    "10.1": [rows("data.by_stage", "pipeline_by_stage", 7, "7.1"), rows("data.by_sector", "opportunities_by_sector", 1, "7.1"),
             forecast("data.forecast")],
}


# --- how the printed errors come about: who sends which change of the printed request, and the printed words of the answer


def inactive(test, company):
    john_id = company.bound["uuid-user"]
    company.owner.put(f"/api/users/{john_id}", {"is_active": False}).expect(200)


def colleague(test, company):
    """A sales person of the team takes the caller's place; the deal is John's again."""
    company.person(username="jane", team_id=company.bound["uuid-team"])
    company.deal()
    company.sign_in("jane")


def ghost(test, company):
    company.bound["{opportunity_id}"] = random_id()


# (section, status) -> [(preparation, change of the body, message)]; None: any message
ERRORS = {
    ("1.1", 400): [(None, lambda body: body.replace("@company", "company"), "Invalid input data")],
    ("1.1", 409): [(None, lambda body: body.replace("johndoe", "other"), "Email already exists"),
                   (None, lambda body: body.replace("john.doe@", "other@"), "Username already exists")],
    ("1.2", 401): [(None, lambda body: body.replace("Secure", "secure"), "Invalid credentials"),
                   (None, lambda body: body.replace("johndoe", "nobody"), "Invalid credentials")],
    ("1.2", 403): [(inactive, lambda body: body, "Account inactive")],
    ("1.3", 401): [(None, lambda body: body[:-8] + 'x"}', "Invalid or expired refresh token"),
                   (None, lambda body: '{"refresh_token":"x"}', "Invalid or expired refresh token")],
    ("1.6", 400): [(None, lambda body: body, "Invalid or expired token"),  # the second time
                   (None, lambda body: re.sub(r'("token": ")[^"]+', r"\1x", body), "Invalid or expired token")],
    ("2.3", 400): [(None, lambda body: body, "Current password incorrect")],  # it has just been changed
    ("4.3", 400): [(None, lambda body: body.replace("5000000", "-5"), "Invalid input data")],
    ("4.3", 403): [(None, lambda body: body.replace("{", '{"owner_id": "%s", ' % "OWNER", 1), None)],
    ("4.5", 403): [(colleague, lambda body: body, "Cannot delete opportunities you don't own")],
    ("4.5", 404): [(ghost, lambda body: body, "Opportunity not found")],
}
CODES = {400: "VALIDATION_ERROR", 401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND", 409: "CONFLICT"}


class SpecPipeline(unittest.TestCase):
    maxDiff = None

    def send(self, company, example, change=lambda body: body):
        headers = {**example.headers, "Content-Type": "application/json"}
        if "Authorization" in headers:
            headers["Authorization"] = headers["Authorization"].replace("<access_token>", company.token)
        body = change(company.substitute(example.body)).replace("OWNER", company.owner.user["id"])
        target = company.substitute(example.target)
        return company.caller.request(example.method, target, raw=body.encode() or None, headers=headers)

    def check(self, company, response, example):
        answer = example.answers[0]
        response.expect(answer.status)
        for name, value in answer.headers.items():
            self.assertEqual(response.headers[name], value.replace("2025-11-13", today().isoformat()))
        if answer.json is None:
            return
        self.assertEqual(response.headers.get_content_type(), "application/json")
        comparison = DealComparison(company)
        comparison.compare(answer.json, response.json)
        if comparison.wrong:
            self.fail("\n".join(["not as printed:", *comparison.wrong, response.what, response.text]))
        for check in FILLED.get(example.number, []):
            check(self, example.number, company, response.json)

    def check_error(self, company, example, status, printed):
        for prepare, change, message in ERRORS[example.number, status]:
            with self.subTest(error=f"{status} {printed}"):
                if prepare:
                    prepare(self, company)
                error = self.send(company, example, change).pipeline_fault(status, CODES[status])
                if message:
                    self.assertEqual(error["message"], message)

    def replay(self, example):
        company = Company()
        SETUPS[example.number](company)
        response = self.send(company, example)
        self.check(company, response, example)
        for status, text in example.errors:
            self.check_error(company, example, status, text)
        return company, response

    # --- nothing is left out

    def test_every_example_is_replayed(self):
        text = spec_examples.pipeline_text()
        self.assertEqual(text.count("\n### 1") + len(re.findall(r"\n### [2-9]", text)), len(EXAMPLES))
        self.assertEqual(list(EXAMPLES), list(SETUPS))
        self.assertEqual(len(re.findall(r"^Response: \d", text, re.M)), sum(len(example.answers) for example in EXAMPLES.values()))
        for example in EXAMPLES.values():
            self.assertEqual(len(example.answers), 1)
            if example.body:
                parse_json(example.body)

    def test_every_error_and_ellipsis_has_its_check(self):
        text = spec_examples.pipeline_text().partition("## Error Response Format")[0]
        self.assertEqual(len(re.findall(r"^4\d\d [A-Z]", text, re.M)), len(ERRORS))
        self.assertEqual({(example.number, status) for example in EXAMPLES.values() for status, _ in example.errors}, set(ERRORS))
        self.assertEqual(text.count("// ..."), sum(len(example.ellipses) for example in EXAMPLES.values()))
        self.assertEqual({example.number: len(example.ellipses) for example in EXAMPLES.values() if example.ellipses},
                         {number: len(checks) for number, checks in FILLED.items()})

    def test_comparison_can_fail(self):
        good = {"id": random_id(), "original_amount": D("17.00"), "page": 1, "created_at": "2026-01-01T10:00:00Z", "n": "x",
                "closing_date": "2026-01-01", "access_token": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x"}
        printed = {**good, "id": "uuid", "original_amount": 17, "access_token": JWT_PRINTED}
        for key, value in ((None, None), ("id", "17"), ("original_amount", 17), ("original_amount", D("17.01")),
                           ("original_amount", D("17.0")), ("page", D("1.0")), ("page", "1"),
                           ("created_at", "2026-01-01T10:00:00.000Z"),
                           ("n", None), ("n", "y"), ("closing_date", "2026-01-02"), ("access_token", "eyJ.e30.x")):
            comparison = DealComparison()
            comparison.compare(printed, {**good, key: value} if key else good)
            self.assertEqual(bool(comparison.wrong), key is not None, f"{key} = {value!r}: {comparison.wrong}")
        for value in (17, "17.00", None):
            comparison = DealComparison(everything_open=True)
            comparison.compare(printed, {**good, "original_amount": value})
            self.assertTrue(comparison.wrong, f"{value!r} passed")

    # --- what more the examples say

    def test_tokens_work_and_end(self):
        company, response = self.replay(EXAMPLES["1.3"])
        company.caller.headers["Authorization"] = f"Bearer {response.json['access_token']}"
        company.caller.get("/api/auth/me").expect(200)
        company.caller.post("/api/auth/logout").expect(200)
        company.caller.get("/api/auth/me").pipeline_fault(401, "UNAUTHORIZED")

    def test_login_by_address(self):
        company = Company()
        company.john()
        body = EXAMPLES["1.2"].body.replace("johndoe", JOHN["email"])
        nobody(company)
        self.assertEqual(company.caller.post("/api/auth/login", raw=body.encode()).expect(200).json["user"]["username"], "johndoe")

    def test_registration_needs_no_team(self):
        company = Company()
        register(company)
        made = company.caller.post("/api/auth/register", {**JOHN, "password": JOHNS_PASSWORD}).expect(201).json
        self.assertEqual((made["team_id"], made["is_active"], made["role"]), (None, True, "sales"))
        company.sign_in("johndoe", JOHNS_PASSWORD).get("/api/opportunities").expect(200)

    def test_the_exported_file(self):
        _, response = self.replay(EXAMPLES["4.9"])
        with zipfile.ZipFile(io.BytesIO(response.raw)) as archive:
            texts = " ".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        for text in ("Dawaiyat Data Center", "17000000", "John Doe"):
            self.assertIn(text, texts)

    def test_printed_query_of_the_list_excludes_the_printed_row(self):
        company = Company()
        deals_list(company)
        company.changes = []
        self.assertEqual(self.send(company, EXAMPLES["4.1"]).expect(200).json["items"], [])

    def test_status_leaves_a_note(self):
        company, _ = self.replay(EXAMPLES["4.7"])
        page = company.caller.get(f"/api/opportunities/{company.bound['uuid-opp-1']}/activities").json
        self.assertIn("Contract signed on 2025-11-13", [row["description"] for row in page["items"]])

    def test_every_query_parameter_is_known(self):
        company = Company()
        deal(company)
        company.bound["team_id"] = company.bound["uuid-team"]
        values = {"integer": "1", "number": "0", "uuid": random_id(), "date": "2026-01-01"}
        parameters = EXAMPLES["4.1"].lists["Query Parameters"]
        self.assertEqual(len(parameters), 19)
        for name, about in parameters:
            kind = about.split()[0]
            choices = re.search(r"\(([A-Za-z_, ]+?)(?:, etc\.)?\)$", about) if kind == "string" else None
            for value in choices[1].split(", ") if choices and name != "search" else [values.get(kind, "x")]:
                with self.subTest(parameter=name, value=value):
                    company.caller.get("/api/opportunities", **{name: value}).expect(200)
                    if name not in ("page", "limit"):
                        company.caller.get("/api/opportunities/export", format="csv", **{name: value}).expect(200)
        for name, bad in (("page", 0), ("limit", 101), ("min_probability", 2), ("close_date_to", "x"), ("sort_order", "up")):
            company.caller.get("/api/opportunities", **{name: bad}).pipeline_fault(400, "VALIDATION_ERROR")
        page = company.caller.get("/api/opportunities").json
        self.assertEqual((page["page"], page["limit"]), (1, 20))

    def test_every_activity_type_exists(self):
        company = Company()
        deal(company)
        path = f"/api/opportunities/{company.bound['uuid-opp-1']}/activities"
        names = [name for name, _ in EXAMPLES["5.1"].lists["Activity Types"]]
        self.assertEqual(len(names), 10)
        for name in names:
            by_hand = name not in ("created", "updated", "status_changed", "stage_changed")
            answer = company.caller.post(path, {"activity_type": name, "description": "x"})
            answer.expect(201 if by_hand else 400)
        company.caller.put(path.removesuffix("/activities"), {"project_name": "y", "status": "Won", "stage": "RFQ"}).expect(200)
        page = company.caller.get(path, limit=100).expect(200).json
        self.assertEqual({row["activity_type"] for row in page["items"]}, set(names))


def add_replays():
    for example in EXAMPLES.values():
        name = f"test_{example.number.replace('.', '_')}_{example.method}_{example.route}".lower()
        setattr(SpecPipeline, re.sub(r"\W+", "_", name.replace("/api/", "")).rstrip("_"),
                lambda self, example=example: self.replay(example) and None)


add_replays()
