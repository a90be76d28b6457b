# SPDX-License-Identifier: MIT
"""Suppliers' invoices: what files say is read as it is said, hostile ones end as answers, and each goes its way by its statuses."""

import hashlib
import unittest
import zlib
from decimal import Decimal as money

from harness import ApiCase, another, today, unique
from probe import rows, tenant_file, wait_until
from supplier_xml import COLUMNS, DATA, SAMPLES, facts
from test_ocr import form

PNG = (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\2\0\0\0\x90wS\xde\0\0\0\fIDATx\xdac```\0\0\0\4\0\1\xc8\xea\xeb\xf9"
       b"\0\0\0\0IEND\xaeB`\x82")
BASE = DATA / "samples/00-base.xml"
UBL = DATA / "ubl/invoice.xml"
LAUGHS = ("<!DOCTYPE lolz [<!ENTITY a 'lol'>" + "".join(f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9))
          + "]><CrossIndustryInvoice>&j;</CrossIndustryInvoice>").encode()


def pdf(enclosed=None, name="factur-x.xml", packed=None):
    """A page, and a file within it."""
    stream = packed if packed is not None else zlib.compress(enclosed or b"")
    objects = [b"<</Type/Catalog/Pages 2 0 R" + (b"/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>" if enclosed or packed else b"") + b">>",
               b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 500]/Contents 4 0 R>>",
               b"<</Length 18>>stream\n50 50 200 100 re f\nendstream",
               b"<</Type/Filespec/F(%s)/UF(%s)/EF<</F 6 0 R>>>>" % (name.encode(), name.encode()),
               b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)]
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, text)
    table = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + table + b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)


class SupplierInvoices(ApiCase):
    def setUp(self):
        super().setUp()
        self.owner = self.instance.sign_up()

    def send(self, content, name="facture.xml", client=None):
        return (client or self.owner).post("/api/supplier-invoices", raw=form(content, filename=name), query={"name": name},
                                           headers={"Content-Type": "multipart/form-data; boundary=frontier"})

    def receive(self, content, name="facture.xml"):
        return self.send(content, name).expect(201).data

    def move(self, invoice, status, **rest):
        return self.owner.patch(f"/api/supplier-invoices/{invoice['id']}/status", {"status": status, **rest})

    def show(self, invoice):
        return self.owner.read(f"/api/supplier-invoices/{invoice['id']}")

    def test_the_samples_say_what_python_reads(self):
        for path in SAMPLES:
            wanted = dict(zip(COLUMNS, facts(path)))
            with self.subTest(path.name):
                got = self.receive(path.read_bytes(), path.name)
                amounts = [got[key] for key in ("net_total", "vat_amount", "total", "amount_due")]
                self.assertEqual(["" if amount is None else str(round(amount * 100)) for amount in amounts],
                                 [wanted[key] for key in ("net", "vat", "total", "due")])
                self.assertEqual([got[key] or "" for key in ("supplier_name", "supplier_siren", "invoice_number", "type", "issue_date", "due_date")],
                                 [wanted[key] for key in ("supplier", "siren", "number", "type", "issued", "due_on")])
                content = got["content"]
                self.assertEqual(content["line_count"], int(wanted["lines"]))
                self.assertEqual(sorted(row["code"] for row in content["differences"]), sorted(wanted["differences"].split()))
                self.assertEqual(got["difference_count"], len(content["differences"]))
        self.assertEqual(self.owner.get("/api/supplier-invoices").json["pagination"]["total"], len(SAMPLES))

    def test_wrong_totals_are_told_and_stay(self):
        wrong = BASE.read_bytes().replace(b"<ram:GrandTotalAmount>163.08<", b"<ram:GrandTotalAmount>199.99<")
        got = self.receive(wrong)
        self.assertEqual((got["total"], got["amount_due"]), (money("199.99"), money("163.08")))
        self.assertEqual(got["content"]["differences"], [
            {"code": "TOTAL", "place": 0, "given": money("199.99"), "expected": money("163.08")},
            {"code": "DUE", "place": 0, "given": money("163.08"), "expected": money("199.99")}])
        self.owner.patch(f"/api/supplier-invoices/{got['id']}", {"total": 163.08}).fault(400, "VALIDATION_ERROR")
        noted = self.owner.change(f"/api/supplier-invoices/{got['id']}", {"notes": "Appeler", "due_date": "2027-01-15"})
        self.assertEqual((noted["total"], noted["notes"], noted["due_date"]), (money("199.99"), "Appeler", "2027-01-15"))

    def test_bytes_stay_as_they_came(self):
        for content, name, kind, shown in ((BASE.read_bytes(), "a.xml", "application/xml", False),
                                           (pdf(UBL.read_bytes(), "FACTUR-X.xml"), "a.pdf", "application/pdf", True),
                                           (pdf(), "b.pdf", "application/pdf", True), (PNG, "c.png", "image/png", True)):
            with self.subTest(name):
                got = self.receive(content, name)
                self.assertEqual((got["sha256"], got["file_size"], got["file_name"]), (hashlib.sha256(content).hexdigest(), len(content), name))
                for query in ({}, {"disposition": "inline"}):
                    answer = self.owner.get(f"/api/supplier-invoices/{got['id']}/original", **query).expect(200)
                    self.assertEqual((answer.raw, answer.headers["Content-Type"]), (content, kind))
                    self.assertEqual(answer.headers["Content-Disposition"].startswith("inline"), bool(query) and shown)

    def test_a_factur_x_of_our_own_comes_back(self):
        self.owner.change("/api/settings", {"legal_name": "Garage SARL", "siret": "73282932000074", "vat_number": "FR44732829320",
                                            "address": {"street": "1 rue", "city": "Metz", "postal_code": "57000", "country": "France"}})
        contact = self.contact(company="Client SAS")
        invoice = self.invoice(contact["id"])
        self.owner.patch(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"}).expect(200)
        issued = self.owner.read(f"/api/invoices/{invoice['id']}")
        paper = self.owner.get(f"/api/invoices/{invoice['id']}/facturx").expect(200)
        got = self.receive(paper.raw, "facture.pdf")
        self.assertEqual((got["format"], got["invoice_number"], got["total"], got["supplier_siren"]),
                         ("FACTURX", issued["invoice_number"], issued["total"], "732829320"))
        self.assertEqual((got["difference_count"], got["content"]["differences"]), (0, []))
        self.assertFalse(got["addressed_elsewhere"])
        other = self.receive(BASE.read_bytes())
        self.assertTrue(other["addressed_elsewhere"])

    def test_hostile_files_end_as_answers(self):
        base = BASE.read_bytes()
        deep = base.replace(b"<ram:TypeCode>380", b"<a>" * 5000 + b"</a>" * 5000 + b"<ram:TypeCode>380")
        many = base.replace(b"<ram:TypeCode>380", b"<a/>" * 250000 + b"<ram:TypeCode>380")
        packer = zlib.compressobj(9)
        zeros = b"".join(packer.compress(bytes(1 << 20)) for _ in range(100)) + packer.flush()
        cases = {"laughs": (LAUGHS, "DOCTYPE_FORBIDDEN"), "outside": (b"<!DOCTYPE a SYSTEM 'http://127.0.0.1/a'><a/>", "DOCTYPE_FORBIDDEN"),
                 "deep": (deep, "FILE_TOO_COMPLEX"), "many": (many, "FILE_TOO_COMPLEX"), "cut": (base[: len(base) // 2], "FILE_BROKEN"),
                 "zeros": (pdf(packed=zeros), "FILE_TOO_COMPLEX"), "laughs within": (pdf(LAUGHS), "DOCTYPE_FORBIDDEN"),
                 "cut pdf": (pdf(base)[:60], "FILE_BROKEN"), "page": (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "NO_INVOICE"),
                 "text": (b"Bonjour", "UNKNOWN_FILE"), "other": (b"PK\3\4", "UNKNOWN_FILE"), "nothing": (b"", "UNKNOWN_FILE")}
        self.assertLess(len(zeros), 200000)
        for name, (content, code) in cases.items():
            with self.subTest(name):
                self.send(content).fault(422, code)
        self.assertEqual(self.owner.read("/api/supplier-invoices"), [])
        self.receive(base)

    def test_ten_megabytes_and_no_more(self):
        bound = 10 * 1024 * 1024
        rest = len(form(PNG, filename="a.png"))  # what a form adds counts, too
        self.receive(PNG + bytes(bound - rest), "a.png")
        self.assertEqual(self.send(PNG + bytes(bound), "b.png").status, 413)

    def test_files_count_in_the_storage(self):
        owner = another(storage_free_mb=5).sign_up()
        large = self.send(PNG + bytes(5 << 20), "a.png", owner).expect(201).data["id"]
        # What a worker has measured it believes for a second.
        wait_until(lambda: self.send(PNG + unique().encode(), "b.png", owner).status == 507, "the end of the storage")
        owner.get(f"/api/supplier-invoices/{large}/original").expect(200)
        owner.delete(f"/api/supplier-invoices/{large}").expect(200)
        wait_until(lambda: self.send(PNG + unique().encode(), "c.png", owner).status == 201, "room again")

    def test_twins(self):
        first = self.receive(BASE.read_bytes())
        self.send(BASE.read_bytes()).fault(409, "ALREADY_RECEIVED")
        self.assertEqual(self.owner.read("/api/supplier-invoices", sha256=first["sha256"])[0]["id"], first["id"])
        again = self.receive(BASE.read_bytes() + b"\n")
        self.assertEqual((again["twin_id"], self.show(first)["twin_id"]), (first["id"], again["id"]))
        year = self.receive(BASE.read_bytes().replace(b"20261122", b"20251122"))
        self.assertIsNone(year["twin_id"])
        typed = self.receive(PNG, "photo.png")
        known = {"supplier_name": "garage des tilleuls", "invoice_number": "fa-2026-000123", "issue_date": "2026-01-31"}
        self.assertEqual(self.owner.change(f"/api/supplier-invoices/{typed['id']}", known)["twin_id"], first["id"])

    def test_a_photograph_is_typed(self):
        got = self.receive(PNG, "photo.png")
        self.assertEqual((got["format"], got["total"], got["content"]), ("PNG", None, None))
        self.move(got, "APPROVED").fault(400, "VALIDATION_ERROR")
        path = f"/api/supplier-invoices/{got['id']}"
        self.owner.patch(path, {"supplier_siren": "123456789"}).fault(400, "VALIDATION_ERROR")
        typed = self.owner.change(path, {"supplier_name": "Petit Fournisseur", "invoice_number": "17", "issue_date": "2026-11-01",
                                         "net_total": 100, "vat_amount": 20, "total": 121})
        self.assertEqual((typed["amount_due"], typed["difference_count"], typed["total"]), (121, 1, 121))
        self.assertEqual(self.owner.change(path, {"total": 120})["difference_count"], 0)
        self.move(got, "APPROVED").expect(200)
        self.owner.patch(path, {"total": 1}).fault(400, "VALIDATION_ERROR")

    def test_statuses(self):
        got = self.receive(UBL.read_bytes())
        self.move(got, "REFUSED").fault(400, "VALIDATION_ERROR")
        self.move(got, "REFUSED", reason_code="QTE_ERR").fault(400, "VALIDATION_ERROR")
        self.move(got, "DISPUTED").fault(400, "VALIDATION_ERROR")
        self.assertEqual(self.move(got, "DISPUTED", reason="Il manque un disque").expect(200).data["reason"], "Il manque un disque")
        self.owner.delete(f"/api/supplier-invoices/{got['id']}").fault(409, "NOT_DELETABLE")
        self.assertIsNone(self.move(got, "APPROVED").expect(200).data["reason"])
        self.move(got, "PAID").fault(400, "VALIDATION_ERROR")
        self.move(got, "PAID", payment_method="CARD", paid_on="2099-01-01").fault(400, "VALIDATION_ERROR")
        paid = self.move(got, "PAID", payment_method="BANK_TRANSFER").expect(200).data
        self.assertEqual((paid["status"], paid["paid_on"], paid["payment_method"]), ("PAID", today().isoformat(), "BANK_TRANSFER"))
        self.move(got, "REFUSED", reason_code="DOUBLON").fault(400, "INVALID_TRANSITION")
        back = self.move(got, "APPROVED").expect(200).data
        self.assertEqual((back["paid_on"], back["payment_method"]), (None, None))
        other = self.receive(BASE.read_bytes())
        self.move(other, "REFUSED", reason_code="DOUBLON").expect(200)
        self.move(other, "PAID", payment_method="CARD").fault(400, "INVALID_TRANSITION")

    def test_the_list(self):
        ubl, base = self.receive(UBL.read_bytes()), self.receive(BASE.read_bytes())
        note = self.receive((DATA / "ubl/credit-note.xml").read_bytes())
        names = lambda **query: [row["id"] for row in self.owner.read("/api/supplier-invoices", **query)]
        self.assertEqual(names(), [note["id"], base["id"], ubl["id"]])
        self.assertEqual(names(search="tilleuls"), [base["id"]])
        self.assertEqual(names(search="ubl-2026/0042"), [ubl["id"]])
        self.assertEqual(names(search="732829320"), [base["id"]])
        self.assertEqual(names(type="CREDIT_NOTE"), [note["id"]])
        self.assertEqual(names(sort_by="total", sort_order="asc"), [note["id"], ubl["id"], base["id"]])
        self.assertEqual(names(due_to="2026-12-10", sort_by="due_date", sort_order="asc"), [note["id"], ubl["id"]])
        self.assertEqual(names(from_date="2026-11-20"), [base["id"]])
        self.assertEqual(names(limit=1, page=2), [base["id"]])
        self.move(ubl, "PAID", payment_method="CARD").expect(200)
        answer = self.owner.get("/api/supplier-invoices", summary="1").json
        summary = answer["summary"]
        self.assertEqual({status: count for status, count in summary["count_by_status"].items() if count}, {"RECEIVED": 2, "PAID": 1})
        self.assertEqual(summary["sum_due"], money("139.08"))
        # Pounds are no euros: they are listed, and not added to them.
        pounds = self.receive(UBL.read_bytes().replace(b">EUR<", b">GBP<").replace(b'currencyID="EUR"', b'currencyID="GBP"')
                              .replace(b"UBL-2026/0042", b"UBL-2026/0043"))
        self.assertEqual((pounds["currency"], pounds["amount_due"] > 0), ("GBP", True))
        with_pounds = self.owner.get("/api/supplier-invoices", summary="1").json["summary"]
        self.assertEqual((with_pounds["sum_due"], with_pounds["sum_total"]), (summary["sum_due"], summary["sum_total"]))
        self.assertEqual(with_pounds["count_by_status"]["RECEIVED"], 3)

    def test_only_what_is_received_goes_and_its_file_with_it(self):
        got = self.receive(PNG, "photo.png")
        database = tenant_file(self.owner)
        self.assertEqual(rows(database, "SELECT length(bytes) FROM supplier_invoice_file"), [(len(PNG),)])
        self.owner.delete(f"/api/supplier-invoices/{got['id']}").expect(200)
        self.assertEqual(rows(database, "SELECT count(*) FROM supplier_invoice_file"), [(0,)])
        self.owner.get(f"/api/supplier-invoices/{got['id']}").expect(404)
        self.receive(PNG, "photo.png")

    def test_managers_alone(self):
        got = self.receive(PNG, "photo.png")
        sales = self.instance.add_user(self.owner.tenant, "sales")
        self.send(BASE.read_bytes(), client=sales).expect(403)
        for path in ("", f"/{got['id']}", f"/{got['id']}/original"):
            sales.get("/api/supplier-invoices" + path).expect(403)
        manager = self.instance.add_user(self.owner.tenant, "manager")
        self.send(BASE.read_bytes(), client=manager).expect(201)
        operations = [row["operation"] for row in self.owner.read("/api/audit", entity="SUPPLIER_INVOICE")]
        self.assertEqual(operations, ["CREATE", "CREATE"])


if __name__ == "__main__":
    unittest.main()
