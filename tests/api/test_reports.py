# SPDX-License-Identifier: MIT
"""Reports of the workshop (contract 5): revenue by day, ISO week and month; the pipeline of quotes."""

from harness import ApiCase, line

MONEY_KEYS = {"total_revenue", "average_invoice", "average_period", "revenue", "total_value", "average_deal_size", "total_pipeline_value"}


class Revenue(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def paid(self, amount, paid_at):
        invoice = self.invoice(items=[line(amount)], vat_rate=0, issued=True)
        return invoice, self.pay(invoice, amount, paid_at=paid_at).data["payment"]

    def report(self, from_date, to_date, group_by=None):
        query = {"group_by": group_by} if group_by else {}
        report = self.owner.read("/api/reports/revenue", from_date=from_date, to_date=to_date, **query)
        self.assertAllMoney(report, MONEY_KEYS)
        return report

    def periods(self, *args):
        return [(row["period"], str(row["revenue"]), row["invoices"]) for row in self.report(*args)["breakdown"]]

    def test_periods(self):
        self.paid(100, "2026-01-30T12:00:00.000Z")
        self.paid(50.5, "2026-02-01T12:00:00.000Z")
        self.assertEqual(self.periods("2026-01-30", "2026-02-02", "day"),
                         [("2026-01-30", "100.00", 1), ("2026-01-31", "0.00", 0), ("2026-02-01", "50.50", 1),
                          ("2026-02-02", "0.00", 0)])
        self.assertEqual(self.periods("2026-01-26", "2026-02-08", "week"), [("2026-W05", "150.50", 2), ("2026-W06", "0.00", 0)])
        self.assertEqual(self.periods("2025-12-31", "2026-02-28", "month"),
                         [("2025-12", "0.00", 0), ("2026-01", "100.00", 1), ("2026-02", "50.50", 1)])
        summary = self.report("2026-01-01", "2026-02-28", "month")["summary"]
        self.assertEqual((str(summary["total_revenue"]), summary["invoices_paid"], str(summary["average_invoice"])),
                         ("150.50", 2, "75.25"))

    def test_both_dates_are_inclusive_in_local_time(self):
        """31 January begins at 23:00 UTC of the day before in Paris; in July a day begins at 22:00."""
        self.paid(1, "2026-01-30T22:59:59.999Z")
        self.paid(2, "2026-01-30T23:00:00.000Z")
        self.paid(4, "2026-01-31T22:59:59.999Z")
        self.paid(8, "2026-01-31T23:00:00.000Z")
        self.paid(16, "2026-07-01T21:59:59.999Z")
        self.paid(32, "2026-07-01T22:00:00.000Z")
        self.assertEqual(self.periods("2026-01-31", "2026-01-31", "day"), [("2026-01-31", "6.00", 2)])
        self.assertEqual(self.periods("2026-07-02", "2026-07-02", "day"), [("2026-07-02", "32.00", 1)])

    def test_iso_weeks_over_new_year(self):
        self.paid(1, "2027-01-01T12:00:00.000Z")
        self.assertEqual(self.periods("2026-12-28", "2027-01-04", "week"), [("2026-W53", "1.00", 1), ("2027-W01", "0.00", 0)])

    def test_reversals_count_against(self):
        self.paid(100, "2026-03-01T12:00:00.000Z")
        invoice, payment = self.paid(40, "2026-03-02T12:00:00.000Z")
        self.owner.post(f"/api/invoices/{invoice['id']}/payments/{payment['id']}/reversal").expect(200, 201)
        self.assertEqual(str(self.report("2026-03-01", "2027-12-31", "month")["summary"]["total_revenue"]), "100.00")

    def test_nothing(self):
        report = self.report("2026-01-01", "2026-01-02", "day")
        self.assertEqual((str(report["summary"]["total_revenue"]), report["summary"]["invoices_paid"],
                          str(report["summary"]["average_invoice"])), ("0.00", 0, "0.00"))

    def test_parameters(self):
        def get(**query):
            return self.owner.get("/api/reports/revenue", **query)

        get().invalid("from_date", "to_date")
        get(from_date="2026-02-30", to_date="x", group_by="year").invalid("from_date", "to_date", "group_by")
        get(from_date="2026-02-02", to_date="2026-02-01").fault(400)
        get(from_date="2026-02-01", to_date="2026-02-01").expect(200)

    def test_drafts_and_credit_notes_are_no_revenue(self):
        self.invoice()
        invoice = self.invoice(issued=True)
        self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", {}).expect(201)
        self.assertEqual(str(self.report("2020-01-01", "2029-12-31", "month")["summary"]["total_revenue"]), "0.00")


class Pipeline(ApiCase):
    def test_empty(self):
        owner = self.instance.sign_up()
        report = owner.read("/api/reports/pipeline")
        self.assertEqual([(row["status"], row["count"], str(row["total_value"])) for row in report["stages"]],
                         [("DRAFT", 0, "0.00"), ("SENT", 0, "0.00"), ("ACCEPTED", 0, "0.00")])
        self.assertEqual((report["conversion_rate"], str(report["average_deal_size"]), str(report["total_pipeline_value"])),
                         (0, "0.00", "0.00"))

    def test_values_include_vat(self):
        self.quote(items=[line(100)])
        self.quote(items=[line(200)], status="SENT")
        self.quote(items=[line(1000)], status="REJECTED")
        report = self.owner.read("/api/reports/quote-pipeline")
        self.assertAllMoney(report, MONEY_KEYS)
        self.assertEqual([(row["count"], str(row["total_value"])) for row in report["stages"]],
                         [(1, "120.00"), (1, "240.00"), (0, "0.00")])
        self.assertEqual((str(report["average_deal_size"]), str(report["total_pipeline_value"])), ("180.00", "360.00"))
        self.assertEqual(report, self.owner.read("/api/reports/pipeline"))
