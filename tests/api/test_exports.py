# SPDX-License-Identifier: MIT
"""Export of opportunities (pipeline API, section 4.9): typed cells, totals, monthly distribution, filters, roles, injection."""

import csv
import datetime
import decimal
import io
import os
import sqlite3
import zipfile
import zoneinfo

from harness import PASSWORD, pdf_text, today
from probe import tenant_folder
from sheet import read_book
from test_opportunities import DealCase

D = decimal.Decimal
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRINTED = {
    "id": "ID", "project_name": "Project name", "owner_id": "Owner ID", "owner_name": "Owner", "team_id": "Team ID",
    "team_name": "Team", "service_type": "Service type", "sector_type": "Sector type", "original_amount": "Original amount",
    "gross_margin_percentage": "Gross margin percentage", "project_type": "Project type", "project_maturity": "Project maturity",
    "client_type": "Client type", "client_relationship": "Client relationship", "conservative_approach": "Conservative approach",
    "probability_score": "Probability score", "weighted_amount": "Weighted amount", "gross_margin_amount": "Gross margin amount",
    "starting_date": "Starting date", "closing_date": "Closing date", "duration_months": "Duration (months)",
    "status": "Status", "stage": "Stage", "created_at": "Created at", "updated_at": "Updated at",
}
MONEY = {"original_amount", "weighted_amount", "gross_margin_amount"}
INJECTIONS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\"=1+1", "  =1", "=HYPERLINK(\"http://x\",\"y\")", "Plain, \"quoted\"\nand more"]


class ExportCase(DealCase):
    def excel(self, client=None, **query):
        answer = (client or self.owner).get("/api/opportunities/export", format="excel", **query).expect(200)
        self.assertEqual(answer.headers["Content-Type"], EXCEL)
        self.assertEqual(answer.headers["Content-Disposition"], f'attachment; filename="opportunities_{today()}.xlsx"')
        return read_book(answer.raw)

    def csv(self, client=None, **query):
        answer = (client or self.owner).get("/api/opportunities/export", format="csv", **query).expect(200)
        self.assertEqual(answer.headers["Content-Type"], "text/csv; charset=utf-8")
        self.assertEqual(answer.headers["Content-Disposition"], f'attachment; filename="opportunities_{today()}.csv"')
        self.assertTrue(answer.raw.startswith(b"\xef\xbb\xbf"))
        text = answer.raw.decode("utf-8-sig")
        self.assertTrue(text.endswith("\r\n"))
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def all(self, client=None, **query):
        items, page = [], 1
        while True:
            answer = self.list(client, page=page, limit=100, **query)
            items += answer["items"]
            if not answer["has_next"]:
                return items
            page += 1


class Excel(ExportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make = cls("setUp")
        cls.client = cls.owner.post("/api/clients", {"name": "Société Générale d'Énergie"}).expect(201).json
        cls.deals = [
            make.deal(update_notes="Reçu, réunion prévue", client_id=cls.client["id"]),
            make.deal(project_name="Usine", sector_type=None, original_amount=D("1234.56"), conservative_approach=True,
                      starting_date="2025-11-17", closing_date="2026-03-02"),
            make.deal(project_name="Won one", win_probability_override=0.5, stage="Negotiation"),
            make.deal(project_name="Lost one"),
            make.deal(project_name="Waiting", status="On Hold", starting_date="2031-01-01", closing_date="2031-01-01"),
        ]
        make.status(cls.deals[2], "Won", stage="Closed")
        make.status(cls.deals[3], "Lost")

    def setUp(self):
        self.items = self.all()

    def test_sheets_look_as_they_should(self):
        book = self.excel()
        self.assertEqual(list(book), ["Opportunities", "Revenue distribution"])
        for sheet in book.values():
            self.assertEqual(sheet.frozen_rows, 1)
            self.assertTrue(all(sheet.cells[0, column].bold for column in range(len(sheet.titles))))
            self.assertTrue(all(sheet.widths[column] >= 8 for column in range(len(sheet.titles))))
            self.assertEqual(sheet.filter.split(":")[0], "A1")
            self.assertEqual(sheet.place(sheet.filter.split(":")[1]), (sheet.height - 2, len(sheet.titles) - 1))
            self.assertFalse(any(cell.formula for cell in sheet.cells.values()))
        self.assertLessEqual({*PRINTED.values(), "Client", "Notes"}, set(book["Opportunities"].titles))

    def test_every_printed_field_is_a_typed_cell(self):
        rows = self.excel()["Opportunities"].rows()
        self.assertEqual([row["ID"].value for row in rows], [item["id"] for item in self.items])
        zone = zoneinfo.ZoneInfo("Europe/Paris")
        for row, item in zip(rows, self.items):
            for key, title in PRINTED.items():
                cell, value = row.get(title), item[key]
                with self.subTest(deal=item["project_name"], key=key):
                    if value is None:
                        self.assertIsNone(cell)
                    elif key in MONEY:
                        self.assertEqual((cell.kind, cell.value, cell.format), ("number", value, "#,##0.00"))
                    elif key in ("gross_margin_percentage", "probability_score"):
                        self.assertEqual((cell.kind, cell.value, cell.format), ("number", value, "0.00%"))
                    elif key.endswith("_date"):
                        self.assertEqual((cell.kind, cell.date.date().isoformat(), cell.format), ("number", value, "yyyy-mm-dd"))
                    elif key.endswith("_at"):
                        local = datetime.datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(zone)
                        self.assertEqual((cell.kind, cell.format), ("number", "yyyy-mm-dd hh:mm"))
                        self.assertLess(abs(cell.date - local.replace(tzinfo=None)), datetime.timedelta(seconds=2))
                    elif key == "conservative_approach":
                        self.assertEqual((cell.kind, cell.value), ("bool", value))
                    elif key == "duration_months":
                        self.assertEqual((cell.kind, cell.value), ("number", value))
                    else:
                        self.assertEqual((cell.kind, cell.value), ("text", value))
        first = next(row for row in rows if row["ID"].value == self.deals[0]["id"])
        self.assertEqual(first["Client"].value, "Société Générale d'Énergie")
        self.assertEqual(first["Notes"].value, "Reçu, réunion prévue")

    def test_totals_are_the_sums_of_the_list(self):
        sheet = self.excel()["Opportunities"]
        totals = sheet.row(sheet.height - 1)
        self.assertEqual(totals["Project name"].value, "Total")
        self.assertEqual({title for title, cell in totals.items() if cell.kind == "number"}, {PRINTED[key] for key in MONEY})
        for key in MONEY:
            self.assertEqual(totals[PRINTED[key]].value, sum(item[key] for item in self.items), key)
            self.assertTrue(totals[PRINTED[key]].bold)

    def test_the_second_sheet_is_the_sum_of_the_distributions(self):
        expected = {}
        for item in self.items:
            answer = self.owner.get(f"/api/opportunities/{item['id']}/revenue-distribution").expect(200).json
            for month in answer["monthly_distribution"]:
                sums = expected.setdefault((month["year"], month["month"]), [0, 0])
                sums[0] += month["sales_amount"]
                sums[1] += month["gross_margin_amount"]
        sheet = self.excel()["Revenue distribution"]
        rows = {(row["Year"].value, row["Month"].value): [row["Sales amount"].value, row["Gross margin amount"].value]
                for row in sheet.rows()}
        self.assertEqual({month: sums for month, sums in rows.items() if month in expected}, expected)
        self.assertEqual([sums for month, sums in rows.items() if month not in expected and sums != [0, 0]], [])
        months = [int(year) * 12 + int(month) for year, month in rows]
        self.assertEqual(months, list(range(months[0], months[0] + len(months))), "one row a month")
        self.assertEqual(sheet.row(sheet.height - 1)["Sales amount"].value, sum(item["weighted_amount"] for item in self.items))

    def test_filters_search_and_order_are_those_of_the_list(self):
        for query in ({"status": "active"}, {"search": "usine"}, {"search": "generale"}, {"min_amount": 2000, "stage": "rfi"},
                      {"sort_by": "original_amount", "sort_order": "asc"}, {"sort_by": "project_name"},
                      {"sort_by": "closing_date", "sort_order": "desc", "search": "one"}, {"search": "nothing at all"},
                      {"client_id": self.client["id"]}, {"search": "?!"}):
            with self.subTest(query=query):
                wanted = [item["id"] for item in self.all(**query)]
                self.assertEqual([row["ID"].value for row in self.excel(**query)["Opportunities"].rows()], wanted)
                self.assertEqual([row["ID"] for row in self.csv(**query)], wanted)
        refused = self.owner.get("/api/opportunities/export", page=7, limit=1).pipeline_fault(400)  # it has all pages in one
        self.assertEqual([row["field"] for row in refused["details"]], ["page", "limit"])

    def test_what_is_refused(self):
        get = self.owner.get
        get("/api/opportunities/export", format="pdf").pipeline_fault(400, "VALIDATION_ERROR")
        get("/api/opportunities/export", format="excel", sort_by="nothing").pipeline_fault(400, "VALIDATION_ERROR")
        get("/api/opportunities/export", format="csv", status="gone", min_amount="x").pipeline_fault(400, "VALIDATION_ERROR")
        self.instance.client(self.subdomain).get("/api/opportunities/export", headers={"Authorization": "Bearer x"}) \
            .pipeline_fault(401)
        self.assertEqual(get("/api/opportunities/export").expect(200).headers["Content-Type"], EXCEL)

    def test_csv_holds_the_same(self):
        for row, item in zip(self.csv(), self.items, strict=True):
            for key, title in PRINTED.items():
                value = item[key]
                wanted = "" if value is None else ("No", "Yes")[value] if isinstance(value, bool) else str(value)
                self.assertEqual(row[title], wanted, key)

    def test_files_are_kept_private_and_old_ones_go(self):
        folder = tenant_folder(self.owner) / "files"
        old = folder / ".download-old.csv"
        old.write_text("x")
        os.utime(old, (1, 1))
        self.csv()
        self.assertFalse(old.exists())
        kept = list(folder.glob(".download-*"))
        self.assertTrue(kept)
        self.assertTrue(all(file.stat().st_mode & 0o777 == 0o600 for file in kept))
        self.owner.get(f"/_files/{folder.parent.name}/files/{kept[0].name}").expect(404)
        self.assertEqual([file.name for file in folder.iterdir() if not file.name.startswith(".download-")], [])
        old.write_text("x")
        os.utime(old, (1, 1))
        self.instance.cli("sweep")
        self.assertFalse(old.exists())


class Injection(ExportCase):
    def test_no_cell_becomes_a_formula(self):
        for text in INJECTIONS:
            self.deal(project_name=text.replace("\n", " "), update_notes=text, sector_type=text.replace("\n", " "))
        notes = {item["id"]: self.read(item)["update_notes"] for item in self.all()}
        rows = self.excel()["Opportunities"].rows()
        self.assertEqual(len(rows), len(INJECTIONS))
        for row in rows:
            for title in ("Project name", "Notes", "Sector type"):
                self.assertEqual((row[title].kind, row[title].formula), ("text", False))
            self.assertEqual(row["Notes"].value, notes[row["ID"].value])
        for row in self.csv():
            text = notes[row["ID"]]
            dangerous = text.lstrip(' "')[0] in "=+-@\t\r\n"
            self.assertEqual(row["Notes"], ("'" if dangerous else "") + text)
            self.assertEqual(row["Original amount"], "17000000.00")

    def test_readers_of_semicolons_see_no_formula_either(self):
        """With quotes understood and without, as a French spreadsheet may open the file by itself."""
        texts = ["a;=1+1", ";=1+1", "a; @SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)", "b;＝1", "Dupont; Martin"]
        for text in texts:
            self.deal(project_name=text, update_notes=text, sector_type=text)
        raw = self.owner.get("/api/opportunities/export", format="csv").expect(200).raw.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(raw, newline=""), delimiter=";") for cell in row]
        cells += [cell for line in raw.splitlines() for cell in line.split(";")]
        self.assertTrue(any("Martin" in cell for cell in cells))
        for cell in cells:
            self.assertNotIn(cell.lstrip(' "\u00a0')[:1], set("=+-@＝＋－＠\t\r"), cell)
        notes = {row["Notes"].replace("'", "") for row in self.csv()}
        self.assertLessEqual(set(texts), notes)

    def test_what_xml_cannot_hold_was_stored(self):
        """Written past the door, as it stood open once: the workbook stays readable, and so do the other files."""
        deal = self.deal(sector_type="Energy")
        bad = "En\x01er\x0b\ufffe\uffff\ufdd0gy\U0001fffe \x1f& <b>"
        store = sqlite3.connect(tenant_folder(self.owner) / "tenant.db")
        with store:
            changed = store.execute("UPDATE opportunity SET sector_type = ? WHERE id = ?", (bad, deal["id"])).rowcount
        store.close()
        self.assertEqual(changed, 1)
        rows = {row["ID"].value: row for row in self.excel()["Opportunities"].rows()}
        self.assertEqual(rows[deal["id"]]["Sector type"].value, "Energy & <b>")
        cells = {row["ID"]: row["Sector type"] for row in self.csv()}
        self.assertEqual(cells[deal["id"]], "En\x01er\x0bgy \x1f& <b>")
        report = self.owner.get("/api/reports/opportunity-pipeline").expect(200).json
        files = {kind: self.owner.get(report["download_url"], format=kind).expect(200).raw for kind in ("excel", "csv", "pdf")}
        sectors = [row["Sector"].value for row in read_book(files["excel"])["By sector"].rows()]
        self.assertIn("Energy & <b>", sectors)
        self.assertNotRegex(files["csv"].decode("utf-8-sig"), "[\ufffe\uffff\ufdd0\U0001fffe]")
        self.assertIn("En er gy & <b>", " ".join(pdf_text(files["pdf"]).split()))

    def test_a_negative_control(self):
        """The reader would see a formula: it knows them from the file format."""
        answer = self.owner.get("/api/opportunities/export", format="excel").expect(200)
        source, target = zipfile.ZipFile(io.BytesIO(answer.raw)), io.BytesIO()
        with zipfile.ZipFile(target, "w") as copy:
            for name in source.namelist():
                content = source.read(name)
                if name == "xl/worksheets/sheet2.xml":
                    content = content.replace(b"</sheetData>", b'<row r="99"><c r="A99"><f>1+1</f><v>2</v></c></row></sheetData>')
                copy.writestr(name, content)
        self.assertTrue(read_book(target.getvalue())["Revenue distribution"].cells[98, 0].formula)


class Roles(ExportCase):
    """A sales person's file holds their team's deals and nobody else's, whatever is asked."""

    def person(self, name, role, team):
        email = f"{name}@sales.test"
        user = self.owner.post("/api/users", {"email": email, "username": name, "password": PASSWORD, "first_name": name,
                                              "last_name": "X", "role": role, "team_id": team}).expect(201).json
        return user["id"], self.instance.client(self.subdomain).signin(email)

    def test_only_what_one_may_see(self):
        teams = [self.owner.post("/api/teams", {"name": name}).expect(201).json["id"] for name in ("North", "South")]
        people = {name: self.person(name, role, teams[team]) for name, role, team in
                  (("ann", "sales", 0), ("ben", "sales", 0), ("mia", "manager", 0), ("zoe", "sales", 1))}
        for name, (_, client) in people.items():
            if name != "mia":
                self.deal(client, project_name=f"Deal of {name}")
        seen = {"ann": {"ann", "ben"}, "mia": {"ann", "ben"}, "zoe": {"zoe"}}
        for name, owners in seen.items():
            client = people[name][1]
            for query in ({}, {"search": "deal"}, {"owner_id": people["zoe"][0]}, {"team_id": teams[1]}, {"status": "active"}):
                with self.subTest(who=name, query=query):
                    wanted = {item["project_name"] for item in self.all(client, **query)}
                    self.assertLessEqual(wanted, {f"Deal of {owner}" for owner in owners})
                    self.assertEqual({row["Project name"].value for row in self.excel(client, **query)["Opportunities"].rows()}, wanted)
                    self.assertEqual({row["Project name"] for row in self.csv(client, **query)}, wanted)
        self.assertEqual(len(self.csv()), 3)


if __name__ == "__main__":
    import unittest
    unittest.main()
