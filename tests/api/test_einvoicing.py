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


READY = {**IDENTITY, "vat_regime": "MONTHLY", "platform_name": "Plateforme du Rhône", "iban": "FR7630006000011234567890189"}
BUSINESS = {"company": "Martin", "siren": SIREN, "address": {"street": "1 rue X", "postal_code": "69001", "city": "Lyon"}}


class Readiness(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def rows(self, path):
        answer = self.owner.read(f"/api/{path}/readiness")
        self.assertEqual(answer["ready"], answer["rows"] == [])
        self.assertEqual(answer["passed"] == answer["checked"], answer["ready"])
        return [(row["record"]["type"], row["field"], row["code"]) for row in answer["rows"]]

    def issue(self, draft):
        return self.owner.patch(f"/api/invoices/{draft['id']}/status", {"status": "SENT"})

    def test_a_new_tenant_and_one_that_is_ready(self):
        missing = self.rows("settings")
        self.assertIn(("settings", "siret", "SELLER_SIRET_MISSING"), missing)
        self.assertIn(("settings", "platform_name", "PLATFORM_MISSING"), missing)
        self.assertNotIn("address.country", [field for _, field, _ in missing])
        self.owner.change("/api/settings", READY)
        self.assertEqual(self.rows("settings"), [])

    def test_each_fault_of_the_seller(self):
        self.owner.change("/api/settings", READY)
        for change, field, code in (
                ({"siret": None}, "siret", "SELLER_SIRET_MISSING"), ({"vat_number": None}, "vat_number", "SELLER_VAT_NUMBER_MISSING"),
                ({"vat_number": "FR64443061841"}, "vat_number", "SELLER_VAT_NUMBER_DIFFERS"),
                ({"address": {**IDENTITY["address"], "city": None}}, "address.city", "SELLER_ADDRESS_INCOMPLETE"),
                ({"address": {**IDENTITY["address"], "country": "Atlantide"}}, "address.country", "COUNTRY_UNKNOWN"),
                ({"electronic_address": {"value": "443061841"}}, "electronic_address.value", "DIRECTORY_ADDRESS_DIFFERS"),
                ({"vat_regime": None}, "vat_regime", "VAT_REGIME_MISSING"),
                ({"recovery_text": None}, "recovery_text", "PAYMENT_TERMS_INCOMPLETE"),
                ({"platform_name": None}, "platform_name", "PLATFORM_MISSING")):
            with self.subTest(field=field, code=code):
                before = self.owner.read("/api/settings")
                self.owner.change("/api/settings", change)
                self.assertEqual(self.rows("settings"), [("settings", field, code)])
                self.owner.change("/api/settings", {name: before[name] for name in change} | (
                    {"electronic_address": {"value": None}} if "electronic_address" in change else {}))
        self.owner.change("/api/settings", {"vat_regime": "FRANCHISE", "vat_number": None})
        self.assertEqual(self.rows("settings"), [])

    def test_each_fault_of_a_customer(self):
        for change, faults in (
                ({"last_name": "Petit", "email": "p@exemple.fr"}, []),
                ({"last_name": "Petit"}, [("email", "BUYER_UNREACHABLE")]),
                (BUSINESS, []),
                ({**BUSINESS, "siren": None, "email": "m@exemple.fr"}, [("siren", "BUYER_SIREN_MISSING")]),
                ({**BUSINESS, "address": None}, [(f"address.{name}", "BUYER_ADDRESS_INCOMPLETE")
                                                 for name in ("street", "postal_code", "city")]),
                ({**BUSINESS, "electronic_address": {"value": "443061841"}},
                 [("electronic_address.value", "DIRECTORY_ADDRESS_DIFFERS")]),
                ({**BUSINESS, "electronic_address": {"value": f"{SIREN}_ATELIER"}}, []),
                ({**BUSINESS, "siren": None, "email": "m@exemple.de", "address": {**BUSINESS["address"], "country": "Allemagne"}},
                 [("vat_number", "BUYER_VAT_NUMBER_MISSING")]),
                ({**BUSINESS, "delivery_address": {"city": "X", "country": "Atlantide"}},
                 [("delivery_address.country", "COUNTRY_UNKNOWN")])):
            with self.subTest(faults=faults):
                contact = self.owner.create("/api/contacts", {name: value for name, value in change.items() if value})
                self.assertEqual(self.rows(f"contacts/{contact['id']}"), [("contact", *fault) for fault in faults])
        self.owner.get("/api/contacts/01978f3e-7c1a-7d2b-9b3c-4d5e6f708192/readiness").expect(404)

    def test_a_paper(self):
        self.owner.change("/api/settings", {**READY, "iban": None})
        company = self.owner.create("/api/contacts", BUSINESS)
        fields = {"items": [line(10), {**line(1), "vat_rate": 0}, {**line(1), "vat_rate": 0, "kind": "EXPENSE"},
                            {**line(1), "vat_rate": 19}]}
        lines = [("items[1].vat_exemption", "EXEMPTION_MISSING"), ("items[3].vat_rate", "VAT_RATE_NOT_ALLOWED")]
        quote = self.quote(company["id"], **fields)
        self.assertEqual(self.rows(f"quotes/{quote['id']}"), [("quote", *row) for row in lines])
        draft = self.invoice(company["id"], due_date="2026-01-01", payment_method="BANK_TRANSFER", **fields)
        self.assertEqual(self.rows(f"invoices/{draft['id']}"), [
            ("invoice", "due_date", "DUE_BEFORE_ISSUE"), ("settings", "iban", "IBAN_MISSING"), *[("invoice", *row) for row in lines]])

    def test_what_is_issued_is_judged_as_it_was(self):
        self.owner.change("/api/settings", READY)
        company = self.owner.create("/api/contacts", BUSINESS)
        draft = self.invoice(company["id"])
        issued = self.issue(draft).expect(200)
        self.assertNotIn("warnings", issued.json)
        self.owner.change(f"/api/contacts/{company['id']}", {"siren": None})
        self.assertEqual(self.rows(f"invoices/{draft['id']}"), [])

    def test_warnings_until_it_counts(self):
        self.owner.change("/api/settings", {**READY, "siret": None})
        company = self.owner.create("/api/contacts", {**BUSINESS, "siren": None, "email": "m@exemple.fr"})
        told = self.issue(self.invoice(company["id"])).expect(200).json["warnings"]
        self.assertEqual([(row["code"], row["field"], row.get("record"), row.get("record_id")) for row in told],
                         [("LEGAL_IDENTITY_INCOMPLETE", "siret", None, None),
                          ("BUYER_SIREN_MISSING", "siren", "contact", company["id"])])
        self.owner.change("/api/settings", {"einvoicing": True})
        draft = self.invoice(company["id"])
        refused = self.issue(draft).expect(400).json["details"]
        self.assertEqual([(row["field"], row["code"]) for row in refused],
                         [("settings.siret", "SELLER_SIRET_MISSING"), ("contact.siren", "BUYER_SIREN_MISSING")])
        quote = self.quote(company["id"], status="SENT")
        self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(400)
        self.assertEqual(self.owner.read(f"/api/quotes/{quote['id']}")["status"], "SENT")
        self.owner.change("/api/settings", {"siret": SIRET})
        self.owner.change(f"/api/contacts/{company['id']}", {"siren": SIREN})
        number = self.issue(draft).expect(200).data["invoice_number"]
        self.assertTrue(number.endswith("-002"), number)  # none was spent on what was refused
