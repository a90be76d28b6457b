# SPDX-License-Identifier: MIT
"""The electronic invoice of what is issued (docs/invoicing.md): its schema, the French rules, and every figure anew."""

import csv
import hashlib
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import tempfile

import einvoice
import pdfa
from harness import ApiCase, days_from_now, line, pdf_text, random_id, today
from probe import tenant_file
from test_outbox import rewrite

DATA = pathlib.Path(__file__).parent.parent / "data" / "einvoice"
SELLER = {"name": "Garage Dupont", "legal_name": "Dupont SARL", "legal_form": "SARL au capital de 10 000 €", "siret": "73282932000074",
          "vat_number": "FR44732829320", "rcs": "RCS Lyon 732 829 320", "iban": "FR7630006000011234567890189",
          "address": {"street": "1 rue des Lilas", "city": "Lyon", "postal_code": "69001", "country": "France"},
          "late_penalty_text": "Pénalités : trois fois le taux légal", "recovery_text": "Indemnité de 40 €", "discount_text": "Pas d'escompte"}
BUSINESS = {"first_name": "Jean", "last_name": "Morel", "company": "Transports Morel & Fils <SAS>", "siren": "552100554",
            "vat_number": "FR96552100554", "address": {"street": "2 quai Œuvre", "city": "Angers", "postal_code": "49100"}}


def schema_faults(*documents):
    """What xmllint says of them, all at once."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for index, raw in enumerate(documents):
            names.append(f"{folder}/{index}.xml")
            pathlib.Path(names[-1]).write_bytes(raw)
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(DATA / "schema/Factur-X_EN16931.xsd"), *names],
                              capture_output=True, check=False)
    return [row for row in done.stderr.decode().splitlines() if not row.endswith(" validates")]


class EinvoiceCase(ApiCase):
    def setUp(self):
        self.owner.change("/api/settings", SELLER)

    def xml(self, paper, path="/api/invoices"):
        return self.owner.get(f"{path}/{paper['id']}/xml").expect(200).raw

    def credit(self, invoice, **body):
        note = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", body)
        return self.owner.read(f"/api/credit-notes/{note['id']}")

    def assertVerified(self, *problems):
        report = json.loads(self.instance.cli("verify", self.subdomain, "--json", check=False).stdout)
        self.assertEqual([row["problem"] for row in report], list(problems) or [None])


class Samples(ApiCase):
    """That the judges here say of the samples what the official ones do."""

    def test_as_expected(self):
        with open(DATA / "samples/expected.tsv", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        self.assertEqual(len(rows), 47)
        for row in rows:
            with self.subTest(file=row["file"]):
                document = einvoice.Document((DATA / "samples" / row["file"]).read_bytes())
                french = {rule.split("_")[0] for rule in row["BR-FR-Flux2 1.4.0.02"].split() if rule != "-"}
                self.assertEqual(einvoice.broken(document, einvoice.FRENCH), french)
                standard = set(row["EN16931-CII 1.3.16"].split()) & set(einvoice.STANDARD)
                self.assertEqual(einvoice.broken(document, einvoice.STANDARD), standard)


class Document(EinvoiceCase):
    def test_business(self):
        contact = self.contact(**BUSINESS)
        vehicle = self.vehicle(contact["id"], license_plate="AB-123-CD")
        invoice = self.invoice(contact["id"], vehicle_id=vehicle["id"], issued=True, payment_method="BANK_TRANSFER", notes="Merci & à bientôt", items=[
            line(60, 1.5, "Main-d'œuvre\nPlaquettes avant", kind="LABOUR", unit="HOUR"),
            line(45.9, 1, "Plaquettes", kind="PART", reference="PF-1042", discount_percent=10),
            line(-5, 2, "Geste commercial")])
        answer = self.owner.get(f"/api/invoices/{invoice['id']}/xml").expect(200)
        self.assertEqual((answer.headers["Content-Type"], answer.headers["Content-Disposition"]),
                         ("application/xml", f'attachment; filename="facture-{invoice["invoice_number"]}.xml"'))
        self.assertEqual((schema_faults(answer.raw), einvoice.faults(answer.raw, invoice)), ([], []))
        document = einvoice.Document(answer.raw)
        self.assertEqual((document.number, document.type, document.frame, document.due),
                         (invoice["invoice_number"], "380", "M1", invoice["due_date"].replace("-", "")))
        self.assertEqual([document.notes(subject) for subject in ("PMD", "PMT", "AAB", "BAR", "REG", "ABL")], [
            [SELLER["late_penalty_text"]], [SELLER["recovery_text"]], [SELLER["discount_text"]], ["B2B"],
            [SELLER["legal_form"]], [SELLER["rcs"]]])
        self.assertEqual(document.notes(None), ["Véhicule AB-123-CD, Renault Clio", "Merci & à bientôt"])
        self.assertEqual((document.buyer.text("Name"), einvoice.endpoint(document.buyer), einvoice.siren(document.seller)),
                         (BUSINESS["company"], "552100554", "732829320"))
        self.assertEqual((document.seller.text("Name"), document.seller.text("SpecifiedLegalOrganization/TradingBusinessName")),
                         ("Dupont SARL", "Garage Dupont"))
        means = document.settlement.one("SpecifiedTradeSettlementPaymentMeans")
        self.assertEqual((means.text("TypeCode"), means.text("PayeePartyCreditorFinancialAccount/IBANID")), ("30", SELLER["iban"]))
        first, second, third = document.lines
        self.assertEqual((first.text("SpecifiedTradeProduct/Name"), first.text("SpecifiedTradeProduct/Description")),
                         ("Main-d'œuvre", "Plaquettes avant"))
        self.assertEqual(first.text("SpecifiedLineTradeDelivery/BilledQuantity", "unitCode"), "HUR")
        self.assertEqual((document.discount(second), document.net(second)), (einvoice.Decimal("4.59"), einvoice.Decimal("41.31")))
        self.assertEqual((document.quantity(third), document.price(third), str(document.net(third))), ("-2", "5.00", "-10.00"))

    def test_private(self):
        for contact, address in ((self.contact(), "sans-adresse@client.invalid"), (self.contact(email="a@b.fr"), "a@b.fr")):
            invoice = self.invoice(contact["id"], issued=True, due_date="2020-01-31", items=[line(10, 1, unit="HOUR")])
            raw = self.xml(invoice)
            self.assertEqual((schema_faults(raw), einvoice.faults(raw, invoice)), ([], []))
            document = einvoice.Document(raw)
            self.assertEqual({*document.notes("PMD"), *document.notes("PMT"), *document.notes("AAB")},
                             {"Sans objet (client non professionnel)"})
            self.assertEqual((document.notes("BAR"), document.frame, einvoice.endpoint(document.buyer, "schemeID"),
                              einvoice.endpoint(document.buyer)), (["B2C"], "S1", "EM", address))
            self.assertEqual(document.settlement.text("SpecifiedTradePaymentTerms/Description"), # before it was issued
                             "Payable à réception, échéance du 31/01/2020")

    def test_without_vat(self):
        contact = self.contact()["id"]
        registration = self.invoice(contact, issued=True, items=[line(100, kind="PART"), line(241.76, vat_rate=0, kind="EXPENSE")])
        self.owner.change("/api/settings", {"vat_number": None, "invoice_footer": "TVA non applicable, art. 293 B du CGI"})
        franchise = self.invoice(contact, issued=True, items=[line(50, kind="LABOUR")], vat_rate=0)
        self.owner.change("/api/settings", {"invoice_footer": None})
        for invoice, code, frame in ((registration, "VATEX-EU-79-C", "B1"), (franchise, "VATEX-FR-FRANCHISE", "S1")):
            raw = self.xml(invoice)
            self.assertEqual((schema_faults(raw), einvoice.faults(raw, invoice)), ([], []))
            document = einvoice.Document(raw)
            self.assertEqual((document.taxes[-1].text("ExemptionReasonCode"), document.frame), (code, frame))

    def test_why_there_is_no_vat(self):
        contact = self.contact(company="Müller GmbH", vat_number="DE123456789", address={"street": "Ring 1", "city": "Köln", "country": "Allemagne"})
        cases = (({}, "VATEX-EU-IC", "K"), ({}, "VATEX-EU-G", "G"), ({}, "VATEX-EU-AE", "AE"), ({}, "VATEX-EU-F", "E"))
        for fields, code, category in cases:
            invoice = self.invoice(contact["id"], issued=True, vat_rate=0, items=[
                line(100, kind="PART", vat_exemption=code), line(30, vat_rate=0, kind="EXPENSE"), line(-5, vat_exemption=code)], **fields)
            raw = self.xml(invoice)
            self.assertEqual(schema_faults(raw), [])
            document = einvoice.Document(raw)
            rows = {tax.text("CategoryCode"): (tax.text("ExemptionReasonCode"), tax.number("BasisAmount")) for tax in document.taxes}
            if category == "E": # two reasons in one row: in words
                self.assertEqual(rows, {"E": (None, 125)})
                self.assertIn(" ; ", document.taxes[0].text("ExemptionReason"))
            else:
                self.assertEqual(rows, {category: (code, 95), "E": ("VATEX-EU-79-C", 30)})
            self.assertEqual(document.notes("BAR"), ["B2BINT"])

    def test_what_the_settings_say(self):
        self.owner.change("/api/settings", {"vat_on_debits": True, "parts_follow_repair": True, "private_endpoint": "rien@garage.fr"})
        try:
            contact = self.contact(delivery_address={"street": "3 rue X", "city": "Brest", "postal_code": "29200"})
            invoice = self.invoice(contact["id"], issued=True, items=[line(100, kind="PART"), line(30, kind="LABOUR")])
        finally:
            self.owner.change("/api/settings", {"vat_on_debits": False, "parts_follow_repair": False, "private_endpoint": None})
        raw = self.xml(invoice)
        self.assertEqual((schema_faults(raw), einvoice.faults(raw, invoice)), ([], []))
        document = einvoice.Document(raw)
        self.assertEqual((document.frame, document.taxes[0].text("DueDateTypeCode"), einvoice.endpoint(document.buyer)),
                         ("S1", "5", "rien@garage.fr"))
        ship_to = document.root.one("SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery/ShipToTradeParty")
        self.assertEqual((ship_to.text("PostalTradeAddress/CityName"), ship_to.text("PostalTradeAddress/CountryID")), ("Brest", "FR"))

    def test_of_whom_nothing_is_known(self):
        tenant = self.instance.sign_up()
        contact = tenant.create("/api/contacts", {"company": "Association <>", "last_name": "X"})
        invoice = tenant.create("/api/invoices", {"contact_id": contact["id"], "items": [line(1, description='"]]> &amp;')], "vat_rate": 20})
        tenant.get(f"/api/invoices/{invoice['id']}/xml").fault(409)
        tenant.get(f"/api/invoices/{random_id()}/xml").fault(404)
        tenant.change(f"/api/invoices/{invoice['id']}/status", {"status": "SENT"})
        raw = tenant.get(f"/api/invoices/{invoice['id']}/xml").expect(200).raw
        self.assertEqual(schema_faults(raw), [])
        document = einvoice.Document(raw)
        self.assertEqual(document.lines[0].text("SpecifiedTradeProduct/Name"), '"]]> &amp;')
        self.assertEqual(einvoice.broken(document, einvoice.FRENCH), {"BR-FR-10", "BR-FR-13"}) # the seller has no SIREN
        self.assertEqual(document.notes("BAR"), [])

    def test_credit_notes(self):
        for mode in ("NET", "GROSS"):
            invoice = self.invoice(self.contact(**BUSINESS)["id"], issued=True, price_mode=mode, items=[
                line(69.99, 1, kind="LABOUR"), line(5.55, 3, vat_rate=5.5, kind="PART"), line(-9.99, 1)])
            part = self.credit(invoice, items=[line(33.33, 1, "Trop compté")], reason="Geste")
            rest = self.credit(invoice)
            for note in (part, rest):
                raw = self.xml(note, "/api/credit-notes")
                self.assertEqual((schema_faults(raw), einvoice.faults(raw, note)), ([], []))
                document = einvoice.Document(raw)
                self.assertEqual((document.number, document.type), (note["credit_note_number"], "381"))
                self.assertEqual(document.references[0].text("IssuerAssignedID"), invoice["invoice_number"])
            both = [einvoice.Document(self.xml(note, "/api/credit-notes")) for note in (part, rest)]
            whole = einvoice.Document(self.xml(invoice))
            for rate in whole.taxes: # what was taken back at a rate is what was invoiced at it
                taken = [tax.number("CalculatedAmount") for document in both for tax in document.taxes
                         if tax.text("RateApplicablePercent") == rate.text("RateApplicablePercent")]
                self.assertEqual(sum(taken), rate.number("CalculatedAmount"))
        self.owner.get(f"/api/credit-notes/{random_id()}/xml").fault(404)
        self.assertVerified()


class Evidence(EinvoiceCase):
    def test_chained(self):
        contact = self.contact(**BUSINESS)
        invoice = self.invoice(contact["id"], issued=True)
        note = self.credit(invoice)
        before = self.xml(invoice)
        self.owner.change(f"/api/contacts/{contact['id']}", {"company": "Autre", "siren": None})
        self.owner.change("/api/settings", {"legal_name": "Autre SARL"})
        self.assertEqual(self.xml(invoice), before)
        self.assertVerified()
        path = tenant_file(self.owner)
        with sqlite3.connect(path) as file:
            entry = json.loads(file.execute("SELECT entry FROM ledger WHERE ref_id = ?", (invoice["id"],)).fetchone()[0])
            self.assertEqual(entry["xml_sha256"], hashlib.sha256(before).hexdigest())
            for sql in ("UPDATE einvoice SET xml = 'x'", "DELETE FROM einvoice",
                        f"INSERT INTO einvoice (ref_id, xml) VALUES ('{note['id']}', 'x')"):
                with self.assertRaisesRegex(sqlite3.IntegrityError, "EINVOICE_IMMUTABLE"):
                    file.execute(sql)
        file.close()

    def test_altered(self):
        """Who gets past the triggers is told by the chain."""
        self.owner = self.instance.sign_up()
        self.subdomain = self.owner.tenant
        invoice = self.invoice(self.contact(**BUSINESS)["id"], issued=True)
        self.assertVerified()
        rewrite(self.owner, "DROP TRIGGER einvoice_no_update")
        rewrite(self.owner, "UPDATE einvoice SET xml = replace(xml, '380', '381') WHERE ref_id = ?", invoice["id"])
        self.assertVerified(f"INVOICE {invoice['id']}: its row was changed")


class Facturx(EinvoiceCase):
    def test_paper_and_data_in_one(self):
        invoice = self.invoice(self.contact(**BUSINESS)["id"], issued=True, items=[line(69.99)], price_mode="GROSS")
        other = self.invoice(issued=True, items=[line(1, 1, "Привет 日本")]) # another font, drawn outlines
        note = self.credit(invoice)
        for path, record, name in (("/api/invoices", invoice, f"facture-{invoice['invoice_number']}"),
                                   ("/api/invoices", other, f"facture-{other['invoice_number']}"),
                                   ("/api/credit-notes", note, f"avoir-{note['credit_note_number']}")):
            answer = self.owner.get(f"{path}/{record['id']}/facturx").expect(200)
            self.assertEqual((answer.headers["Content-Type"], answer.headers["Content-Disposition"]),
                             ("application/pdf", f'attachment; filename="{name}-facturx.pdf"'))
            self.assertEqual(pdfa.faults(answer.raw, self.xml(record, path)), [])
            self.assertEqual(self.owner.get(f"{path}/{record['id']}/facturx").raw, answer.raw)
            plain = self.owner.get(f"{path}/{record['id']}/pdf").expect(200).raw
            self.assertEqual(pdf_text(answer.raw), pdf_text(plain))
            self.assertLess(len(answer.raw) - len(plain), 40000)
            with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
                file.write(answer.raw)
                file.flush()
                subprocess.run(["qpdf", "--check", file.name], capture_output=True, check=True)
        raw, xml = answer.raw, self.xml(note, "/api/credit-notes")
        for old, new, fault in ((b"/Alternative /", b"/Unspecified /", "file"), (b"part>3<", b"part>1<", "PDF/A"), (b"GTS_PDFA1", b"GTS_PDFX1", "output intent"),
                                (b"/FontFile2", b"/FontFileX", "embedded"), (b"/ID [", b"/IX [", "id"), (b"/Size %d" % len(xml), b"/Size 1", "params")):
            self.assertIn(old, raw)
            self.assertIn(fault, " ".join(pdfa.faults(raw.replace(old, new), xml)))

    def test_of_drafts_and_strangers(self):
        self.owner.get(f"/api/invoices/{self.invoice()['id']}/facturx").fault(409)
        self.owner.get(f"/api/invoices/{random_id()}/facturx").fault(404)
        self.owner.get(f"/api/credit-notes/{random_id()}/facturx").fault(404)


class ManyDocuments(EinvoiceCase):
    """Documents by dice: none may break a rule or be a cent wrong."""

    COUNT = 100

    def roll(self, dice):
        rates = dice.choice(([20], [20, 5.5], [20, 10, 0], [8.5, 2.1], [0]))
        items = []
        for _ in range(dice.choice((1, 2, 3, 8))):
            item = line(dice.choice((0.0725, 5.55, 39.99, 49.95, 69.99, 99.99, 120, 1234.5678)), dice.choice((1, 2, 3, 0.25, 1.333, 12, 250)),
                        dice.choice(("Vidange", "Filtre à huile\nréf. OX & 171", "<b>Pneu</b>")), vat_rate=dice.choice(rates))
            for name, values in (("kind", ("LABOUR", "PART", "FLUID", "FEE", "EXPENSE")), ("discount_percent", (5, 12.5, 33.33, 100)),
                                 ("unit", ("PIECE", "SET", "HOUR", "DAY", "LITRE", "KILOGRAM", "METRE", "KILOMETRE", "FLAT_RATE")),
                                 ("reference", ("OX 171/2D", "A&B"))):
                if dice.random() < 0.5:
                    item[name] = dice.choice(values)
            items.append(item)
        if dice.random() < 0.4: # takes something off the dearest line's rate
            dearest = max(items, key=lambda item: item["unit_price"] * item["quantity"] * (100 - item.get("discount_percent", 0)))
            off = line(dearest["unit_price"] / 4, dearest["quantity"], "Remise", vat_rate=dearest["vat_rate"],
                       discount_percent=dearest.get("discount_percent", 0))
            off["unit_price"] = round(off["unit_price"], 4)
            name = dice.choice(("quantity", "unit_price"))
            off[name] = -off[name]
            items.append(off)
        return items

    def test_by_dice(self):
        dice = random.Random(16931)
        contacts = [self.contact()["id"], self.contact(email="client@exemple.fr")["id"], self.contact(**BUSINESS)["id"],
                    self.contact(company="Asso")["id"], self.contact(company="Müller GmbH", vat_number="DE123456789",
                                                                     address={"city": "Köln", "country": "Allemagne"})["id"]]
        papers = []
        for _ in range(self.COUNT):
            invoice = self.invoice(dice.choice(contacts), self.roll(dice), issued=True, price_mode=dice.choice(("NET", "GROSS")),
                                   due_date=days_from_now(dice.choice((-400, 0, 30))), payment_method=dice.choice(
                                       (None, "BANK_TRANSFER", "CARD", "CASH", "CHECK", "DIRECT_DEBIT", "OTHER")),
                                   service_date=dice.choice((None, today().isoformat())))
            papers.append((invoice, self.xml(invoice)))
            if invoice["total"] > 1 and dice.random() < 0.5:
                rate = max(invoice["items"], key=lambda item: item["total"])["vat_rate"]
                for body in dice.choice(([{}], [{"items": [line(0.37, 1, "Rectification", vat_rate=float(rate))]}, {}])):
                    note = self.credit(invoice, **body)
                    papers.append((note, self.xml(note, "/api/credit-notes")))
        self.assertEqual([found for paper, raw in papers for found in einvoice.faults(raw, paper)], [])
        self.assertEqual(schema_faults(*(raw for _, raw in papers)), [])
        if folder := os.environ.get("EINVOICE_KEEP"):
            for index, (_, raw) in enumerate(papers):
                pathlib.Path(folder, f"{index:04}.xml").write_bytes(raw)
        self.assertVerified()
