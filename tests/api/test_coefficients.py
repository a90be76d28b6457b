# SPDX-License-Identifier: MIT
"""Coefficients (pipeline API, section 8) and how the deals follow them (contract, section 6)."""

import decimal
import threading

from harness import ApiCase, random_id
from test_opportunities import DEAL, fields_of

D = decimal.Decimal
SEEDED = {
    "project_type": {"Integrated services to Business": D("0.9"), "One-time service": 1},
    "project_maturity": {"Prospection": D("0.15"), "RFI": D("0.25"), "RFQ": D("0.45"), "Negotiation": D("0.75"), "Contract Signed": 1},
    "client_type": {"New": D("0.9"), "Existing": D("1.05")},
    "client_relationship": {"1 - Low": D("0.85"), "2 - Medium": D("0.9"), "3 - Good": 1, "4 - High": D("1.05"), "5 - Excellent": D("1.1")},
    "conservative_approach": {"Yes": D("0.9"), "No": 1},
}


class CoefficientCase(ApiCase):
    def coefficient(self, factor_value):
        rows = self.owner.get("/api/coefficients").expect(200).json["items"]
        return next(row for row in rows if row["factor_value"] == factor_value)

    def change(self, factor_value, **fields):
        return self.owner.put(f"/api/coefficients/{self.coefficient(factor_value)['id']}", fields).expect(200).json

    def deal(self, **fields):
        return self.owner.post("/api/opportunities", {**DEAL, **fields}).expect(201).json

    def score(self, deal):
        return self.owner.get(f"/api/opportunities/{deal['id']}").expect(200).json["probability_score"]


class Seeded(CoefficientCase):
    def test_list(self):
        answer = self.owner.get("/api/coefficients").expect(200).json
        grouped = {factor: {row["factor_value"]: row["coefficient"] for row in rows} for factor, rows in answer["grouped"].items()}
        self.assertEqual(grouped, SEEDED)
        self.assertEqual(len(answer["items"]), 16)
        self.assertLessEqual({"id", "factor_type", "factor_value", "coefficient", "is_active", "created_at"}, answer["items"][0].keys())
        self.assertEqual({row["carried_percent"] for row in answer["items"]}, {None})


class Table(CoefficientCase):
    def test_create_change_and_conflict(self):
        body = {"factor_type": "project_maturity", "factor_value": "Pre-Qualification", "coefficient": 0.10}
        made = self.owner.post("/api/coefficients", body).expect(201).json
        self.assertEqual((made["factor_value"], made["coefficient"], made["is_active"]), ("Pre-Qualification", D("0.1"), True))
        self.owner.post("/api/coefficients", {**body, "factor_value": "PRE-qualification"}).pipeline_fault(409, "CONFLICT")
        changed = self.owner.put(f"/api/coefficients/{made['id']}", {"coefficient": 0.12, "is_active": True}).expect(200).json
        self.assertEqual((changed["coefficient"], changed["factor_value"]), (D("0.12"), "Pre-Qualification"))
        self.owner.put(f"/api/coefficients/{made['id']}", {"is_active": False}).expect(200)
        groups = self.owner.get("/api/coefficients").json["grouped"]["project_maturity"]
        self.assertNotIn("Pre-Qualification", [row["factor_value"] for row in groups])

    def test_bad_input(self):
        for fields, field in (({"factor_type": "weather"}, "factor_type"), ({"coefficient": -0.1}, "coefficient"),
                              ({"coefficient": 11}, "coefficient"), ({"coefficient": "1"}, "coefficient"), ({"factor_value": ""}, "factor_value"),
                              ({"factor_type": "conservative_approach", "factor_value": "Maybe"}, "factor_value"),
                              ({"recalculated_to": 1}, "recalculated_to")):
            body = {"factor_type": "client_type", "factor_value": "Former", "coefficient": 1, **fields}
            self.assertIn(field, fields_of(self.owner.post("/api/coefficients", body).pipeline_fault(400)))
        self.owner.put(f"/api/coefficients/{random_id()}", {"coefficient": 1}).pipeline_fault(404, "NOT_FOUND")

    def test_admins_only(self):
        for role, status in (("sales", 403), ("manager", 403), ("admin", 200)):
            person = self.instance.add_user(self.subdomain, role)
            person.get("/api/coefficients").expect(200)
            person.put(f"/api/coefficients/{self.coefficient('New')['id']}", {"coefficient": 0.9}).expect(status)
            if status == 403:
                person.post("/api/coefficients", {}).pipeline_fault(403, "FORBIDDEN")


class Effect(CoefficientCase):
    def test_open_deals_follow(self):
        deals = [self.deal(), self.deal(status="On Hold"), self.deal(win_probability_override=0.6), self.deal(status="Won"),
                 self.deal(status="Lost"), self.deal(project_maturity="RFQ")]
        self.change("RFI", coefficient=0.5)
        self.assertEqual([self.score(deal) for deal in deals], [D("0.45"), D("0.45"), D("0.6"), 1, 0, D("0.45")])
        after = self.owner.get(f"/api/opportunities/{deals[0]['id']}").json
        self.assertEqual((after["probability_breakdown"]["maturity_coef"], after["probability_breakdown"]["final"]), (D("0.5"), D("0.473")))
        self.assertEqual((after["weighted_amount"], after["gross_margin_amount"]), (7650000, 994500))
        self.assertEqual(sum(month["sales_amount"] for month in after["revenue_distribution"]), 7650000)
        self.assertEqual(after["updated_at"], deals[0]["updated_at"])
        self.owner.put(f"/api/opportunities/{deals[3]['id']}/status", {"status": "Active"}).expect(200)
        self.assertEqual(self.score(deals[3]), D("0.45"))
        self.change("RFI", coefficient=0.25)
        self.assertEqual(self.score(deals[0]), D("0.25"))

    def test_inactive(self):
        deal = self.deal(client_relationship="5 - Excellent")
        self.change("5 - Excellent", is_active=False)
        self.change("5 - Excellent", coefficient=0.5)
        self.assertEqual(self.score(deal), D("0.25"))
        error = self.owner.post("/api/opportunities", {**DEAL, "client_relationship": "5 - Excellent"}).pipeline_fault(400)
        self.assertIn("client_relationship", fields_of(error))
        kept = self.owner.put(f"/api/opportunities/{deal['id']}", {"client_relationship": "5 - Excellent", "project_name": "y"}).expect(200)
        self.assertEqual(kept.json["probability_breakdown"]["relationship_coef"], D("1.1"))
        other = self.deal()
        error = self.owner.put(f"/api/opportunities/{other['id']}", {"client_relationship": "5 - Excellent"}).pipeline_fault(400)
        self.assertIn("client_relationship", fields_of(error))
        self.change("5 - Excellent", is_active=True)
        self.assertEqual(self.score(deal), D("0.1"))
        self.change("5 - Excellent", coefficient=1.1)

    def test_many_deals_beside_other_work(self):
        """Changes and writes at the same time end in what the last change says."""
        deals = [self.deal() for _ in range(150)]
        names = []

        def write(client):
            for number in range(40):
                client.put(f"/api/opportunities/{deals[number]['id']}", {"project_name": f"n{number}"}).expect(200)
                names.append(number)

        writer = threading.Thread(target=write, args=(self.owner.twin(),))
        writer.start()
        for value in (0.3, 0.6, 0.9, 0.75):
            self.change("RFI", coefficient=value)
        writer.join()
        self.assertEqual(len(names), 40)
        self.assertEqual({self.score(deal) for deal in deals}, {D("0.7")})
        self.change("RFI", coefficient=0.25)
