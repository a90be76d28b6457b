# SPDX-License-Identifier: MIT
"""Reports to the state of sales to private persons: days, categories, periods, what is handed over and when again."""

import datetime
import hashlib
import json
import subprocess
import xml.etree.ElementTree as ElementTree

from harness import PASSWORD, ApiCase, another, line
from test_einvoice import DATA
from test_einvoicing import SIREN, SIRET

MONTH = {"month": "2027-10-01"}


def at(day):
    return int(datetime.datetime.fromisoformat(f"{day}T10:00:00+02:00").timestamp() * 1000)


class EReports(ApiCase):
    def setUp(self):
        self.instance = another(test_now=at("2027-10-03"))
        self.owner = self.instance.sign_up()
        self.owner.change("/api/settings", {"siret": SIRET, "vat_regime": "MONTHLY", "platform_name": "Plateforme", "platform_matricule": "AB12"})

    def later(self, day):
        self.instance.restart(test_now=at(day))
        self.owner.signin("owner@garage.fr", PASSWORD)

    def period(self, kind, number=0):
        return [row for row in self.owner.read("/api/e-reports", **MONTH)["periods"] if row["kind"] == kind][number]

    def shown(self, period):
        return [(row["date"][-2:], row.get("category"), str(row["rate"]), str(row["net"]), str(row["vat"]), str(row["amount"]), row["count"])
                for row in period["rows"]]

    def send(self, kind, from_date="2027-10-01"):
        return self.owner.post("/api/e-reports", {"kind": kind, "from_date": from_date})

    def dropped(self, report):
        """The file in the platform's folder: valid, and as its flowInfo says."""
        folder = self.instance.folder / "data/platform" / self.owner.tenant / "new"
        path, info = folder / f"{report['id']}.xml", json.loads((folder / f"{report['id']}.flowInfo.json").read_text())
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(DATA / "schema/flux10-subset.xsd"), str(path)],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr.strip()), (0, f"{path} validates"))
        self.assertEqual((info["sha256"], info["flowSyntax"], info["trackingId"]), (hashlib.sha256(path.read_bytes()).hexdigest(), "FRR", report["id"]))
        return ElementTree.fromstring(path.read_bytes())

    def trade(self):
        """A day of everything."""
        private = self.contact(last_name="Petit")
        repair = self.invoice(private["id"], items=[line(90, kind="LABOUR"), line(45.9, kind="PART")], issued=True)
        self.pay(repair, repair["total"], payment_method="CARD", paid_at="2027-10-03T07:00:00.000Z")
        sold = self.invoice(private["id"], items=[line(100, kind="PART"), line(30, kind="PART", vat_rate=0, vat_exemption="VATEX-EU-F"),
                                                  line(20, kind="EXPENSE", vat_rate=0), line(10, kind="PART", vat_rate=5.5)], issued=True)
        self.owner.create(f"/api/invoices/{sold['id']}/credit-note", {"items": [line(100, kind="PART")]})
        for buyer in (self.contact(company="Martin", siren=SIREN),
                      self.contact(company="Schmidt", vat_number="DE123456789", address={"country": "Allemagne"})):
            self.pay(self.invoice(buyer["id"], items=[line(50, kind="LABOUR")], issued=True), 60, paid_at="2027-10-03T07:00:00.000Z")
        return repair

    def test_a_month(self):
        self.trade()
        month = self.owner.read("/api/e-reports", **MONTH)
        self.assertEqual([(row["kind"], row["from_date"][-2:], row["to_date"][-2:], row["state"]) for row in month["periods"]],
                         [("TRANSACTIONS", "01", "10", "OPEN"), ("TRANSACTIONS", "11", "20", "EMPTY"), ("TRANSACTIONS", "21", "31", "EMPTY"),
                          ("PAYMENTS", "01", "31", "OPEN")])
        self.assertEqual(self.shown(month["periods"][0]), [
            ("03", "GOODS", "20.0", "45.90", "9.18", "55.08", 3), ("03", "GOODS", "5.5", "10.00", "0.55", "10.55", 0),
            ("03", "MARGIN", "0.0", "30.00", "0.00", "30.00", 1), ("03", "NOT_TAXED", "0.0", "20.00", "0.00", "20.00", 1),
            ("03", "SERVICES", "20.0", "90.00", "18.00", "108.00", 1)])
        self.assertEqual(self.shown(month["periods"][3]), [("03", None, "20.0", "None", "None", "108.00", 1)])
        for row in month["checks"]:
            self.assertEqual(sum(row[key] for key in ("business", "private", "foreign")), row["turnover"])
        self.assertEqual([str(row[key]) for row in month["checks"] if row["rate"] == 20 for key in ("business", "private", "foreign")],
                         ["50.00", "135.90", "50.00"])
        self.send("TRANSACTIONS").fault(409)
        self.other_regimes()

    def test_first_and_again(self):
        repair = self.trade()
        self.later("2027-10-12")
        self.assertEqual(self.period("TRANSACTIONS")["state"], "TO_SEND")
        sent = self.send("TRANSACTIONS").expect(201).data
        root = self.dropped(sent)
        self.assertEqual((sent["type"], root.findtext("ReportDocument/TypeCode"), root.findtext("ReportDocument/Issuer/Id")), ("IN", "IN", SIREN))
        goods = next(node for node in root.iter("Transactions") if node.findtext("CategoryCode") == "TLB1")
        self.assertEqual((goods.findtext("TaxExclusiveAmount"), goods.findtext("TaxTotal")), ("55.90", "9.73"))
        self.assertEqual(self.send("TRANSACTIONS").expect(201).data["id"], sent["id"])
        self.assertEqual(self.period("TRANSACTIONS")["state"], "SENT")
        self.send("TRANSACTIONS", "2027-10-11").fault(409)
        self.send("TRANSACTIONS", "2027-10-02").invalid("from_date")
        self.later("2027-11-05")
        self.assertEqual(self.dropped(self.send("PAYMENTS").expect(201).data).findtext(".//SubTotals/Amount"), "108.00")
        [payment] = self.read_invoice(repair)["payments"]
        self.owner.create(f"/api/invoices/{repair['id']}/payments/{payment['id']}/reversal", {})
        self.assertEqual(self.period("PAYMENTS")["state"], "SENT")  # it is of November
        self.pay(repair, 10, paid_at="2027-10-20T10:00:00.000Z")
        self.assertEqual(self.period("PAYMENTS")["state"], "CHANGED")
        again = self.send("PAYMENTS").expect(201).data
        self.assertEqual((again["type"], self.dropped(again).findtext("ReportDocument/TypeCode")), ("RE", "RE"))
        self.owner.change("/api/settings", {"platform_matricule": None})
        self.pay(repair, 10, paid_at="2027-10-21T10:00:00.000Z")
        self.send("PAYMENTS").fault(409, "LEGAL_IDENTITY_INCOMPLETE")

    def other_regimes(self):
        for regime, spans in (("QUARTERLY", [("10-01", "10-31")]), ("SIMPLIFIED", [("10-01", "10-31")]), ("FRANCHISE", [("09-01", "10-31")])):
            self.owner.change("/api/settings", {"vat_regime": regime})
            periods = self.owner.read("/api/e-reports", **MONTH)["periods"]
            self.assertEqual([(row["from_date"][5:], row["to_date"][5:]) for row in periods], spans * 2)
        self.owner.get("/api/e-reports").invalid("month")
        self.owner.get("/api/e-reports", month="October").invalid("month")
        seller = self.instance.add_user(self.owner.tenant, "sales")
        seller.get("/api/e-reports", **MONTH).fault(403)
        seller.post("/api/e-reports", {"kind": "PAYMENTS", "from_date": "2027-10-01"}).fault(403)
        self.instance.add_user(self.owner.tenant, "manager").get("/api/e-reports", **MONTH).expect(200)
