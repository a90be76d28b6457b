# SPDX-License-Identifier: MIT
"""The garage's lists as files: each against the rows of its list, by the same filters and in the same order; words in two languages,
the tenant's days, no formula, and one hundred thousand rows in flat memory."""

import csv
import decimal
import io
import pathlib
import re
import unittest

from harness import SANITIZED, ApiCase, another, days_from_now, line, today
from sheet import read_book
from test_outbox import rewrite

D = decimal.Decimal
NOUNS = {"contacts": "clients", "vehicles": "vehicules", "quotes": "devis", "invoices": "factures", "payments": "encaissements"}
SHEETS = {"contacts": "Clients", "vehicles": "Véhicules", "quotes": "Devis", "invoices": "Factures", "payments": "Encaissements"}
# What a row of the list is called in the file; amounts are summed.
SAME = {
    "contacts": {"last_name": "Nom", "first_name": "Prénom", "company": "Société", "phone": "Téléphone", "email": "E-mail",
                 "is_vip": "VIP", "vehicles_count": "Véhicules"},
    "vehicles": {"license_plate": "Immatriculation", "make": "Marque", "model": "Modèle", "year": "Année", "color": "Couleur",
                 "vin": "VIN", "mileage": "Kilométrage"},
    "quotes": {"quote_number": "Numéro", "issue_date": "Date", "valid_until": "Valable jusqu’au", "subtotal": "Total HT",
               "vat_amount": "TVA", "total": "Total TTC"},
    "invoices": {"invoice_number": "Numéro", "issue_date": "Date", "due_date": "Échéance", "subtotal": "Total HT", "vat_amount": "TVA",
                 "total": "Total TTC", "amount_deposited": "Acomptes déduits", "amount_paid": "Encaissé", "amount_credited": "Avoirs", "amount_due": "Reste dû"},
    "payments": {"invoice_number": "Facture", "amount": "Montant", "reason": "Motif"},
}
MONEY = {"subtotal", "vat_amount", "total", "amount_deposited", "amount_paid", "amount_credited", "amount_due", "amount"}


class Case(ApiCase):
    def book(self, noun, client=None, **query):
        answer = (client or self.owner).get(f"/api/{noun}/export", **query).expect(200)
        name = noun if query.get("language") == "en" else NOUNS[noun]
        self.assertEqual(answer.headers["Content-Disposition"], f'attachment; filename="{name}_{today()}.xlsx"')
        [(title, sheet)] = read_book(answer.raw).items()
        self.assertEqual(title, SHEETS[noun] if "language" not in query else title)
        return sheet

    def lines(self, noun, client=None, **query):
        answer = (client or self.owner).get(f"/api/{noun}/export", format="csv", **query).expect(200)
        self.assertEqual(answer.headers["Content-Type"], "text/csv; charset=utf-8")
        self.assertTrue(answer.raw.startswith(b"\xef\xbb\xbf") and answer.raw.endswith(b"\r\n"))
        return list(csv.DictReader(io.StringIO(answer.raw.decode("utf-8-sig"), newline="")))

    def all(self, noun, client=None, **query):
        return (client or self.owner).read(f"/api/{noun}", page=1, limit=100, **query)


class Lists(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.instance.sign_up()
        make = cls("setUp")
        firm = make.contact(first_name=None, last_name="=1+1", company="Garage d’Été, \"SARL\"", phone="+33612345678", tags=["a", "b"],
                            is_vip=True, address={"city": "Lyon", "postal_code": "01000"})
        other = make.contact(last_name="Zoé")
        car = make.vehicle(firm["id"], license_plate="AB-123-CD", year=2019, mileage=45000, color="@rouge")
        make.vehicle(other["id"], make="Peugeot")
        make.quote(firm["id"], [line(100.1, 3)], vehicle_id=car["id"])
        make.quote(other["id"], status="ACCEPTED")
        paid = make.invoice(firm["id"], [line(1234.56)], issued=True, vehicle_id=car["id"])
        late = make.invoice(other["id"], issued=True, due_date=days_from_now(-3))
        make.invoice(other["id"])
        # Half an hour after midnight of February in Paris, and half an hour before.
        make.pay(paid, 1000, paid_at="2026-01-31T23:30:00.000Z", payment_method="CARD")
        bounced = make.pay(late, 50, paid_at="2026-01-31T22:30:00.000Z", payment_method="CHECK").data["payment"]
        cls.owner.create(f"/api/invoices/{late['id']}/payments/{bounced['id']}/reversal", {"reason": "+sans provision"})

    def test_each_is_its_list(self):
        for noun, names in SAME.items():
            rows, sheet, lines = self.all(noun), self.book(noun), self.lines(noun)
            self.assertGreater(len(rows), 1)
            self.assertEqual((sheet.frozen_rows, sheet.filter.split(":")[0]), (1, "A1"))
            self.assertTrue(all(sheet.cells[0, column].bold for column in range(len(sheet.titles))))
            self.assertTrue(all(sheet.widths[column] >= 8 for column in range(len(sheet.titles))))
            self.assertFalse(any(cell.formula for cell in sheet.cells.values()))
            self.assertEqual(len(set(sheet.titles)), len(sheet.titles))
            totals = bool(MONEY & set(names))
            found = sheet.rows(totals)
            self.assertEqual([row["Identifiant"].value for row in found], [row["id"] for row in rows], noun)
            self.assertEqual([row["Identifiant"] for row in lines], [row["id"] for row in rows], noun)
            for row, cells, text in zip(rows, found, lines, strict=True):
                for key, title in names.items():
                    with self.subTest(noun=noun, key=key):
                        self.compare(row[key], cells.get(title), text[title], key)
            for key in MONEY & set(names):
                total = sheet.row(sheet.height - 1)[names[key]]
                self.assertEqual((total.value, total.bold), (sum(row[key] for row in rows), True), (noun, key))
            self.assertTrue(all(row["Devise"] == "EUR" for row in lines) if totals else "Devise" not in lines[0])

    def compare(self, value, cell, text, key):
        if value is None:
            return self.assertEqual((cell, text), (None, ""))
        if key in MONEY:
            return self.assertEqual((cell.kind, cell.value, cell.format, text), ("number", value, "#,##0.00", f"{value:.2f}"))
        if key.endswith(("_date", "_until")):
            return self.assertEqual((cell.kind, cell.date.date().isoformat(), cell.format, text), ("number", value, "yyyy-mm-dd", value))
        if isinstance(value, bool):
            return self.assertEqual((cell.kind, cell.value, text), ("bool", value, "Oui" if value else "Non"))
        if isinstance(value, (int, D)):
            return self.assertEqual((cell.kind, cell.value, text), ("number", value, str(value)))
        guard = "'" if value[0] in "=+-@" else ""
        return self.assertEqual((cell.kind, cell.value, text), ("text", value, guard + value))

    def test_words_and_days_are_a_persons(self):
        invoices = self.lines("invoices")
        self.assertEqual([row["Statut"] for row in invoices], ["Brouillon", "En retard", "Envoyée"])
        self.assertEqual([row["Statut"].value for row in self.book("invoices").rows()], ["Brouillon", "En retard", "Envoyée"])
        self.assertEqual({row["Client"] for row in invoices}, {"Marc Zoé", "'=1+1"})
        self.assertEqual([row["Immatriculation"] for row in invoices], ["", "", "AB-123-CD"])
        self.assertEqual([row["Statut"] for row in self.lines("quotes")], ["Accepté", "Brouillon"])
        payments = self.lines("payments")
        self.assertEqual([(row["Date"], row["Nature"], row["Moyen de paiement"], row["Montant"]) for row in payments],
                         [(str(today()), "Annulation", "Chèque", "-50.00"), ("2026-01-31", "Encaissement", "Chèque", "50.00"),
                          ("2026-02-01", "Encaissement", "Carte", "1000.00")])
        contact = next(row for row in self.lines("contacts") if row["Société"])
        self.assertEqual((contact["Étiquettes"], contact["Ville"], contact["Code postal"], contact["Créé le"]),
                         ("a, b", "Lyon", "01000", str(today())))
        self.assertEqual({row["Propriétaire"] for row in self.lines("vehicles")}, {"'=1+1", "Marc Zoé"})
        english = self.lines("payments", language="en")
        self.assertEqual([row["Kind"] for row in english], ["Reversal", "Payment", "Payment"])
        self.assertEqual(self.book("payments", language="en").titles[:2], ["Date", "Invoice"])
        for row in self.lines("contacts", language="en"):
            self.assertIn(row["VIP"], ("Yes", "No"))
        deals = self.owner.get("/api/opportunities/export", format="csv", language="fr").expect(200).raw.decode("utf-8-sig")
        self.assertTrue(deals.startswith("Affaire,Société,Responsable"))

    def test_filters_search_and_order_are_those_of_the_list(self):
        for noun, queries in {
            "contacts": [{"search": "zoe"}, {"is_vip": "true"}, {"tags": "a,b"}, {"city": "lyon"}, {"sort_by": "name"}, {"has_overdue": "true"}],
            "vehicles": [{"search": "ab123cd"}, {"make": "Peugeot"}, {"sort_by": "mileage", "sort_order": "desc"}, {"search": "?!"}],
            "quotes": [{"status": "DRAFT"}, {"search": "vidange", "sort_by": "total"}, {"converted": "true"}, {"sort_by": "contact_name"}],
            "invoices": [{"status": "OVERDUE,DRAFT"}, {"overdue": "true"}, {"min_due": "200"}, {"search": "ete", "sort_by": "due_date"}],
            "payments": [{"from": "2026-02-01", "to": "2026-02-01"}, {"to": "2026-01-31"}, {"method": "CHECK", "sort_by": "amount"},
                         {"method": "CARD,CASH"}, {"kind": "REVERSAL"}, {"sort_by": "paid_at", "sort_order": "asc"}],
        }.items():
            for query in queries:
                with self.subTest(noun=noun, query=query):
                    wanted = [row["id"] for row in self.all(noun, **query)]
                    self.assertEqual([row["Identifiant"] for row in self.lines(noun, **query)], wanted)
                    self.assertEqual([row["Identifiant"].value for row in self.book(noun, **query).rows(bool(MONEY & set(SAME[noun])))],
                                     wanted)
        self.assertEqual([str(row["amount"]) for row in self.all("payments", **{"from": "2026-02-01", "to": "2026-02-01"})], ["1000.00"])
        self.assertEqual([row["contact"]["name"] for row in self.all("payments", method="CARD")], ["=1+1"])

    def test_what_is_refused(self):
        for noun in NOUNS:
            self.owner.get(f"/api/{noun}/export", format="pdf", language="de").invalid("format", "language")
            self.owner.get(f"/api/{noun}/export", page=2, limit=1).invalid("page", "limit")
            self.owner.get(f"/api/{noun}/export", sort_by="nothing").invalid("sort_by")
            self.instance.client(self.owner.tenant).get(f"/api/{noun}/export").fault(401)
        self.owner.get("/api/payments/export", method="GOLD", **{"from": "soon"}).invalid("from", "method")
        seller = self.instance.add_user(self.owner.tenant, "sales")
        self.assertEqual(len(self.lines("payments", seller)), 3)


class Many(Case):
    """Rows come from the file one by one, and go to a file: what a worker holds of them does not grow with their number."""

    def peak(self):
        """The most memory that the worker ever had, in KiB."""
        [pid] = self.instance.workers("heavy")
        return int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])

    @unittest.skipIf(SANITIZED, "a sanitizer keeps what was freed")
    def test_a_hundred_thousand(self):
        self.instance = another(heavy_workers=1)
        self.owner = self.instance.sign_up()
        invoice = self.invoice(items=[line(10)], issued=True)
        self.pay(invoice, 1)
        sizes, peaks = {}, {}
        for kind in ("csv", "excel"):
            sizes[kind] = len(self.owner.get("/api/payments/export", format=kind, sort_by="paid_at").expect(200).raw)
        few = self.peak()
        rewrite(self.owner, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                            " INSERT INTO payment (id, invoice_id, amount, payment_method, paid_at, reason, created_at)"
                            " SELECT printf('0192%04x-0000-7000-8000-%012x', i >> 16, i), ?, 100 + i, 'CARD', 1767225600000 + i * 1000,"
                            " 'Paiement numéro ' || i, i FROM n", invoice["id"])
        for kind in ("csv", "excel"):
            raw = self.owner.get("/api/payments/export", format=kind, sort_by="paid_at", sort_order="desc").expect(200).raw
            self.assertGreater(len(raw), 100 * sizes[kind])
            peaks[kind] = self.peak()
        lines = self.lines("payments")
        self.assertEqual((len(lines), sum(D(row["Montant"]) for row in lines)), (100001, D("1") + sum(D(100 + i) for i in range(1, 100001)) / 100))
        self.assertLess(max(peaks.values()) - few, 12 * 1024, (few, peaks))


if __name__ == "__main__":
    import unittest
    unittest.main()
