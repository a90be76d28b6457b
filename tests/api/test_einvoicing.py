# SPDX-License-Identifier: MIT
"""What an electronic invoice needs to know: fields, what is copied at issue, and what stands in the chain."""

import json

from harness import ApiCase, line
from probe import rows, tenant_file
from test_warnings import IDENTITY

SIREN, SIRET = "732829320", "73282932000074"


class Model(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def issue(self, contact, **fields):
        draft = self.invoice(contact["id"], **fields)
        self.owner.patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"}).expect(200)
        return self.owner.read(f"/api/invoices/{draft['id']}")

    def ledger(self, ref_id):
        return json.loads(rows(tenant_file(self.owner), "SELECT entry FROM ledger WHERE ref_id = ?", ref_id)[0][0])

    def verify(self):
        report = json.loads(self.instance.cli("verify", self.owner.tenant, "--json").stdout)
        self.assertEqual([row["problem"] for row in report], [None])

    def test_who_a_contact_is(self):
        for fields, kind, country in (
                ({"last_name": "Petit"}, "PRIVATE", None),
                ({"last_name": "Petit", "siren": SIREN}, "BUSINESS", None),
                ({"company": "Martin", "address": {"country": "france"}}, "BUSINESS", "FR"),
                ({"company": "Schmidt", "vat_number": "DE123456789", "address": {"country": "Allemagne"}}, "FOREIGN", "DE"),
                ({"company": "Nulle part", "address": {"country": "Atlantide"}}, "FOREIGN", None)):
            with self.subTest(**fields):
                contact = self.owner.create("/api/contacts", fields)
                self.assertEqual((contact["kind"], contact["country_code"]), (kind, country))

    def test_numbers_of_a_business(self):
        contact = self.owner.create("/api/contacts", {"company": "Martin", "siret": "732 829 320 00074"})
        self.assertEqual((contact["siret"], contact["siren"]), (SIRET, SIREN))
        for fields, wrong in (({"siret": "73282932000075"}, "siret"), ({"siren": "443061841", "siret": SIRET}, "siret"),
                              ({"electronic_address": {"value": "a b"}}, "electronic_address.value"),
                              ({"electronic_address": {"scheme": "EM", "value": SIREN}}, "electronic_address.value"),
                              ({"electronic_address": {"scheme": "9999"}}, "electronic_address.scheme")):
            with self.subTest(**fields):
                self.owner.patch(f"/api/contacts/{contact['id']}", fields).invalid(wrong)

    def test_settings_are_checked(self):
        for fields, wrong in (({"vat_regime": "NEVER"}, "vat_regime"), ({"fiscal_year_end": "02-30"}, "fiscal_year_end"),
                              ({"accounts": {"cash": "53"}}, "accounts.cash"), ({"accounts": {"cash": "x30"}}, "accounts.cash"),
                              ({"accounts": {"bank": None}}, "accounts.bank"), ({"private_endpoint": "x"}, "private_endpoint"),
                              ({"platform_matricule": "123"}, "platform_matricule")):
            with self.subTest(**fields):
                self.owner.patch("/api/settings", fields).invalid(wrong)
        settings = self.owner.read("/api/settings")
        self.assertEqual((settings["vat_regime"], settings["einvoicing"], settings["accounts"]["vat_pending"]), (None, False, "44574"))

    def test_copied_at_issue(self):
        self.owner.change("/api/settings", {**IDENTITY, "vat_regime": "QUARTERLY", "vat_on_debits": True})
        company = self.owner.create("/api/contacts", {
            "company": "Martin", "siret": SIRET, "delivery_address": {"street": "2 quai Sud", "city": "Anvers", "country": "Belgique"}})
        before = self.issue(company)
        seller, buyer = before["seller"], before["buyer"]
        self.assertEqual((seller["country_code"], seller["vat_regime"], seller["vat_on_debits"], seller["electronic_address"]),
                         ("FR", "QUARTERLY", True, {"scheme": "0225", "value": SIREN}))
        self.assertEqual((buyer["kind"], buyer["country_code"], buyer["siret"], buyer["electronic_address"]),
                         ("BUSINESS", "FR", SIRET, {"scheme": "0225", "value": SIREN}))
        self.assertEqual((buyer["delivery_address"]["city"], buyer["delivery_country_code"]), ("Anvers", "BE"))
        self.owner.change("/api/settings", {"vat_regime": "FRANCHISE", "vat_on_debits": False})
        self.owner.change(f"/api/contacts/{company['id']}", {"delivery_address": {"city": None}, "siret": None})
        after = self.owner.read(f"/api/invoices/{before['id']}")
        self.assertEqual((after["seller"], after["buyer"]), (seller, buyer))
        self.assertIn("vat_regime", self.ledger(before["id"])["seller"])

    def test_where_it_goes(self):
        person = self.owner.create("/api/contacts", {"last_name": "Petit"})
        self.assertEqual(self.issue(person)["buyer"]["electronic_address"], None)
        self.owner.change("/api/settings", {"private_endpoint": "sans-adresse@exemple.fr"})
        self.assertEqual(self.issue(person)["buyer"]["electronic_address"], {"scheme": "EM", "value": "sans-adresse@exemple.fr"})
        self.owner.change(f"/api/contacts/{person['id']}", {"email": "petit@exemple.fr"})
        self.assertEqual(self.issue(person)["buyer"]["electronic_address"], {"scheme": "EM", "value": "petit@exemple.fr"})

    def test_exemptions(self):
        person = self.owner.create("/api/contacts", {"last_name": "Petit"})
        taxed = {"contact_id": person["id"], "items": [{**line(10), "vat_rate": 20, "vat_exemption": "VATEX-EU-AE"}]}
        self.owner.post("/api/invoices", taxed).invalid("items[0].vat_exemption")
        self.owner.post("/api/quotes", {**taxed, "vat_exemption": "VATEX-EU-O"}).invalid("vat_exemption", "items[0].vat_exemption")
        quote = self.quote(person["id"], status="SENT", vat_rate=0, vat_exemption="VATEX-EU-F",
                           items=[line(10), {**line(5), "vat_exemption": "VATEX-EU-AE"}])
        made = self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201).data["invoice"]
        self.assertEqual((made["vat_exemption"], [row["vat_exemption"] for row in made["items"]]),
                         ("VATEX-EU-F", [None, "VATEX-EU-AE"]))
        entry = self.ledger(made["id"])
        self.assertEqual((entry["vat_exemption"], entry["items"][1]["vat_exemption"]), ("VATEX-EU-F", "VATEX-EU-AE"))
        self.assertIsNone(self.issue(person, vat_rate=0)["vat_exemption"])
        self.owner.change("/api/settings", {"vat_regime": "FRANCHISE"})
        self.assertEqual(self.issue(person, vat_rate=0)["vat_exemption"], "VATEX-FR-FRANCHISE")
        self.verify()

    def test_the_till(self):
        invoice = self.issue(self.owner.create("/api/contacts", {"last_name": "Petit"}))
        body = {"amount": 1, "payment_method": "CASH", "till": "Comptoir 1"}
        self.owner.post(f"/api/invoices/{invoice['id']}/payments", {**body, "till": "x" * 21}).invalid("till")
        paid = self.owner.post(f"/api/invoices/{invoice['id']}/payments", body).expect(201).data["payment"]
        self.assertEqual(paid["till"], "Comptoir 1")
        self.assertEqual(self.ledger(paid["id"])["till"], "Comptoir 1")
        self.verify()
