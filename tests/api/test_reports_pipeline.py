# SPDX-License-Identifier: MIT
"""Reports of the pipeline (pipeline API, section 10): figures, storage, downloads, roles, and the clash of names."""

import csv
import datetime
import decimal
import io
import os
import unittest
from pathlib import Path

from harness import PASSWORD, UUID, pdf_text, random_id, today
from sheet import read_book
from test_exports import EXCEL
from test_opportunities import DealCase

D = decimal.Decimal
PATH = "/api/reports/opportunity-pipeline"
STAGES = ["Prospection", "Qualification", "RFI", "RFQ", "Proposal", "Negotiation", "Closed"]


def shift(year, month, by):
    number = year * 12 + month - 1 + by
    return number // 12, number % 12 + 1


class ReportCase(DealCase):
    def report(self, client=None, **query):
        return (client or self.owner).get(PATH, **query).expect(200).json

    def download(self, report, client=None, **query):
        return (client or self.owner).get(report["download_url"], **query)

    def items(self, client=None, **query):
        return self.list(client, limit=100, **query)["items"]

    def person(self, name, role, team=None):
        email = f"{name}@sales.test"
        self.owner.post("/api/users", {"email": email, "username": name, "password": PASSWORD, "first_name": name,
                                       "last_name": "X", "role": role, "team_id": team}).expect(201)
        return self.instance.client(self.subdomain).signin(email)

    def bearer(self, email):
        client = self.instance.client(self.subdomain)
        token = client.post("/api/auth/login", {"username": email, "password": PASSWORD}).expect(200).json["access_token"]
        client.cookies.clear()
        client.headers["Authorization"] = f"Bearer {token}"
        return client

    def populate(self):
        start = today().replace(day=1)
        end = datetime.date(*shift(start.year, start.month, 5), 1) - datetime.timedelta(days=1)
        dates = {"starting_date": start.isoformat(), "closing_date": end.isoformat()}
        deals = [self.deal(**dates), self.deal(sector_type="Usine à Lyon", original_amount=D("999.99"), stage="Negotiation"),
                 self.deal(sector_type=None, original_amount=5), self.deal(project_name="Won", **dates), self.deal(project_name="Lost"),
                 self.deal(status="On Hold", **dates), self.deal(starting_date="2020-01-15", closing_date="2040-12-31")]
        self.status(deals[3], "Won", stage="Closed")
        self.status(deals[4], "Lost")
        return deals


class Figures(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls("test_shape").populate()

    def test_shape(self):
        answer = self.owner.get(PATH).expect(200)
        report = answer.json
        self.assertEqual(list(report), ["report_id", "report_type", "generated_at", "version", "parameters", "data", "download_url"])
        self.assertRegex(report["report_id"], f"^{UUID.pattern}$")
        self.assertEqual(report["report_type"], "pipeline")
        self.assertRegex(report["generated_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(report["download_url"], f"/api/reports/{report['report_id']}/download")
        self.assertEqual(set(report["data"]), {"summary", "by_stage", "by_sector", "forecast"})
        self.assertLessEqual({"team_id": None, "start_date": None, "end_date": None}.items(), report["parameters"].items())
        self.assertAllMoney(report, {"total_value", "weighted_value", "sales_amount", "gross_margin_amount"})

    def test_summary_and_groups_are_those_of_the_list(self):
        items, data = self.items(), self.report()["data"]
        self.assertEqual(data["summary"], {
            "total_opportunities": len(items), "total_value": sum(item["original_amount"] for item in items),
            "weighted_value": sum(item["weighted_amount"] for item in items), "won_deals": 1, "lost_deals": 1})
        self.assertEqual([row["stage"] for row in data["by_stage"]], STAGES)
        for key, rows in (("stage", data["by_stage"]), ("sector", data["by_sector"])):
            for row in rows:
                own = [item for item in items if item["sector_type" if key == "sector" else key] == row[key]]
                self.assertEqual((row["count"], row["total_value"], row["weighted_value"]),
                                 (len(own), sum(item["original_amount"] for item in own), sum(item["weighted_amount"] for item in own)))
            self.assertEqual(sum(row["count"] for row in rows), len(items))
        total = data["summary"]["total_value"]
        for row in data["by_sector"]:
            self.assertEqual(row["percentage"], (row["total_value"] * 100 / total).quantize(D("0.1"), decimal.ROUND_HALF_UP))
        self.assertEqual({row["sector"] for row in data["by_sector"]}, {"Data Center", "Usine à Lyon", None})
        values = [row["total_value"] for row in data["by_sector"]]
        self.assertEqual(values, sorted(values, reverse=True))

    def test_forecast_is_twelve_months_of_active_and_won(self):
        expected = {shift(today().year, today().month, index): [0, 0] for index in range(12)}
        for item in self.items():
            if item["status"] in ("Active", "Won"):
                path = f"/api/opportunities/{item['id']}/revenue-distribution"
                for month in self.owner.get(path).expect(200).json["monthly_distribution"]:
                    if (month["year"], month["month"]) in expected:
                        expected[month["year"], month["month"]][0] += month["sales_amount"]
                        expected[month["year"], month["month"]][1] += month["gross_margin_amount"]
        forecast = self.report()["data"]["forecast"]
        self.assertEqual([(row["year"], row["month"]) for row in forecast], list(expected))
        self.assertEqual([[row["sales_amount"], row["gross_margin_amount"]] for row in forecast], list(expected.values()))
        self.assertGreater(forecast[0]["sales_amount"], 17000000 / 6)

    def test_period_and_team(self):
        day, before, after = today(), today() - datetime.timedelta(days=1), today() + datetime.timedelta(days=1)
        count = len(self.items())
        for query, wanted in (({"start_date": day, "end_date": day}, count), ({"start_date": after}, 0), ({"end_date": before}, 0),
                              ({"start_date": "2020-01-01"}, count), ({"team_id": ""}, count)):
            with self.subTest(query=query):
                report = self.report(**query)
                self.assertEqual(report["data"]["summary"]["total_opportunities"], wanted)
                self.assertEqual({name: str(report["parameters"][name]) for name in query if query[name]},
                                 {name: str(value) for name, value in query.items() if value})

    def test_what_is_refused(self):
        error = self.owner.get(PATH, team_id="x", start_date="2025-13-01", end_date="soon").pipeline_fault(400, "VALIDATION_ERROR")
        self.assertEqual([row["field"] for row in error["details"]], ["team_id", "start_date", "end_date"])
        error = self.owner.get(PATH, team_id=random_id()).pipeline_fault(400, "VALIDATION_ERROR")
        self.assertEqual([row["message"] for row in error["details"]], ["Team not found"])
        error = self.owner.get(PATH, start_date="2025-02-01", end_date="2025-01-31").pipeline_fault(400, "VALIDATION_ERROR")
        self.assertEqual([row["field"] for row in error["details"]], ["end_date"])
        count = self.owner.get("/api/reports").expect(200).json["total"]
        self.owner.get(PATH, end_date="x").pipeline_fault(400)
        self.assertEqual(self.owner.get("/api/reports").expect(200).json["total"], count, "a refused report was stored")

    def test_the_clash_of_names(self):
        """Bearer: the pipeline's report; cookie: the workshop's."""
        self.assertIn("stages", self.owner.get("/api/reports/pipeline").expect(200).json["data"])
        bearer = self.bearer("owner@garage.fr")
        self.assertEqual(bearer.get("/api/reports/pipeline").expect(200).json["report_type"], "pipeline")
        self.assertEqual(bearer.get(PATH).expect(200).json["report_type"], "pipeline")
        self.assertIn("stages", bearer.get("/api/reports/quote-pipeline").expect(200).json["data"])


class Downloads(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make = cls("test_excel")
        cls.deals = make.populate()
        cls.made = make.report(start_date="2020-01-01")

    def test_excel(self):
        answer = self.download(self.made, format="excel").expect(200)
        self.assertEqual(answer.headers["Content-Type"], EXCEL)
        self.assertEqual(answer.headers["Content-Disposition"], f'attachment; filename="pipeline_report_{today()}.xlsx"')
        book, data = read_book(answer.raw), self.made["data"]
        self.assertEqual(list(book), ["Summary", "By stage", "By sector", "Forecast"])
        summary = {row["Figure"].value: next(cell.value for title, cell in row.items() if title != "Figure")
                   for row in book["Summary"].rows(totals=False)}
        self.assertEqual(summary["Total opportunities"], data["summary"]["total_opportunities"])
        self.assertEqual(summary["Weighted value"], data["summary"]["weighted_value"])
        self.assertEqual(summary["Created"], "from 2020-01-01")
        self.assertEqual([(row["Stage"].value, row["Opportunities"].value, row["Total value"].value) for row in book["By stage"].rows()],
                         [(row["stage"], row["count"], row["total_value"]) for row in data["by_stage"]])
        self.assertEqual([(row["Sector"].value, row["Weighted value"].value, row["Share"].value) for row in book["By sector"].rows()],
                         [(row["sector"] or "(none)", row["weighted_value"], row["percentage"] / 100) for row in data["by_sector"]])
        self.assertEqual([(row["Year"].value, row["Month"].value, row["Sales amount"].value) for row in book["Forecast"].rows()],
                         [(row["year"], row["month"], row["sales_amount"]) for row in data["forecast"]])
        for sheet in book.values():
            self.assertEqual(sheet.frozen_rows, 1)
        totals = book["By stage"].row(book["By stage"].height - 1)
        self.assertEqual(totals["Total value"].value, data["summary"]["total_value"])

    def test_csv(self):
        answer = self.download(self.made, format="CSV").expect(200)
        self.assertEqual(answer.headers["Content-Disposition"], f'attachment; filename="pipeline_report_{today()}.csv"')
        rows = list(csv.reader(io.StringIO(answer.raw.decode("utf-8-sig"), newline="")))
        self.assertIn(["Total value", "", str(self.made["data"]["summary"]["total_value"]), ""], rows)
        self.assertIn(["By sector"], rows)
        self.assertIn(["Usine à Lyon", "1", "999.99"], [row[:3] for row in rows])
        self.assertEqual(len([row for row in rows if row[:1] == ["Year"]]), 1)

    def test_pdf(self):
        answer = self.download(self.made, format="pdf").expect(200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertEqual(answer.headers["Content-Disposition"], f'attachment; filename="pipeline_report_{today()}.pdf"')
        text = pdf_text(answer.raw)
        for wanted in ("Pipeline report", "Revenue forecast", "By stage", "Usine à Lyon", "999.99", "Negotiation", "Page 1/1",
                       f"{self.made['data']['summary']['total_value']:,}", "from 2020-01-01", f"Generated on {today()}"):
            self.assertIn(wanted, text)
        self.assertEqual(self.download(self.made, format="pdf").raw, answer.raw, "same input, same bytes")
        if os.environ.get("VISIONCRM_KEEP_PDF"):
            Path(os.environ["VISIONCRM_KEEP_PDF"]).write_bytes(answer.raw)

    def test_an_unknown_format(self):
        self.download(self.made, format="doc").pipeline_fault(400, "VALIDATION_ERROR")
        self.assertEqual(self.download(self.made).expect(200).headers["Content-Type"], EXCEL)

    def test_it_stays_what_it_was(self):
        report = self.report()
        before = [self.download(report, format=kind).raw for kind in ("csv", "pdf")]
        sheets = {name: sheet.rows() for name, sheet in read_book(self.download(report, format="excel").raw).items()}
        deal = self.deal(project_name="Later", original_amount=123456789)
        self.put(self.deals[0], original_amount=1, sector_type="Other")
        self.owner.delete(f"/api/opportunities/{deal['id']}").expect(204)
        self.status(self.deals[5], "Won")
        self.assertEqual(self.owner.get(f"/api/reports/{report['report_id']}").expect(200).json, report)
        self.assertEqual([self.download(report, format=kind).raw for kind in ("csv", "pdf")], before)
        again = {name: sheet.rows() for name, sheet in read_book(self.download(report, format="excel").raw).items()}
        flat = [[[(title, cell.value) for title, cell in row.items()] for row in rows] for rows in again.values()]
        self.assertEqual(flat, [[[(title, cell.value) for title, cell in row.items()] for row in rows] for rows in sheets.values()])
        self.assertNotEqual(self.report()["data"], report["data"])


class Roles(ReportCase):
    def test_who_sees_what(self):
        teams = [self.owner.post("/api/teams", {"name": name}).expect(201).json["id"] for name in ("North", "South")]
        ann, mia, zoe = self.person("ann", "sales", teams[0]), self.person("mia", "manager", teams[0]), self.person("zoe", "sales", teams[1])
        self.deal(ann, sector_type="Ann's")
        self.deal(zoe, sector_type="Zoe's")
        sectors = {"ann": ["Ann's"], "mia": ["Ann's"], "zoe": ["Zoe's"]}
        for client, name in ((ann, "ann"), (mia, "mia"), (zoe, "zoe")):
            report = self.report(client)
            self.assertEqual([row["sector"] for row in report["data"]["by_sector"]], sectors[name])
            self.assertEqual(report["data"]["summary"]["total_opportunities"], 1)
            self.assertEqual(self.report(client, team_id=teams[1 if name != "zoe" else 0])["data"]["summary"]["total_value"], 0)
        self.assertEqual(self.report()["data"]["summary"]["total_opportunities"], 2)
        self.assertEqual(self.report(team_id=teams[1])["data"]["summary"]["total_opportunities"], 1)
        self.assertIn("South", pdf_text(self.download(self.report(team_id=teams[1]), format="pdf").raw))

        mine = self.report(ann)
        for client in (mia, zoe):
            self.download(mine, client, format="csv").pipeline_fault(404, "NOT_FOUND")
            client.get(f"/api/reports/{mine['report_id']}").pipeline_fault(404, "NOT_FOUND")
        self.download(mine, ann, format="csv").expect(200)
        self.download(mine, self.owner, format="csv").expect(200)
        self.owner.get(f"/api/reports/{random_id()}/download").pipeline_fault(404, "NOT_FOUND")
        self.owner.get("/api/reports/x/download").pipeline_fault(404, "NOT_FOUND")

    def test_own_reports_are_listed(self):
        ann = self.person("lister", "sales")
        made = [self.report(ann)["report_id"] for _ in range(3)]
        page = ann.get("/api/reports", limit=2).expect(200).json
        self.assertEqual([item["report_id"] for item in page["items"]], made[:0:-1])
        self.assertEqual((page["total"], page["pages"], page["has_next"], page["has_prev"]), (3, 2, True, False))
        self.assertEqual(set(page["items"][0]), {"report_id", "report_type", "generated_at", "version", "parameters", "download_url"})
        self.assertEqual(ann.get("/api/reports", page=2, limit=2).expect(200).json["items"][0]["report_id"], made[0])


class WithoutDeals(ReportCase):
    def test_an_empty_report_is_whole(self):
        report = self.report()
        self.assertEqual(report["data"]["summary"],
                         {"total_opportunities": 0, "total_value": 0, "weighted_value": 0, "won_deals": 0, "lost_deals": 0})
        self.assertEqual((len(report["data"]["by_stage"]), report["data"]["by_sector"], len(report["data"]["forecast"])), (7, [], 12))
        self.assertEqual(len(read_book(self.download(report, format="excel").expect(200).raw)), 4)
        self.assertIn("By sector", pdf_text(self.download(report, format="pdf").expect(200).raw))


if __name__ == "__main__":
    unittest.main()
