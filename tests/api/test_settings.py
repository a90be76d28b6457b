# SPDX-License-Identifier: MIT
"""Settings of a tenant (contract 5): legal identity, address, time zone, registration."""

import datetime
import zoneinfo

from harness import ApiCase, today

SIRET, VAT_NUMBER = "73282932000074", "FR44732829320"


class Settings(ApiCase):
    def patch(self, **fields):
        return self.owner.patch("/api/settings", fields)

    def test_defaults_after_sign_up(self):
        settings = self.instance.sign_up(name="Garage Martin & Fils").read("/api/settings")
        self.assertEqual((settings["name"], settings["timezone"], settings["registration"]),
                         ("Garage Martin & Fils", "Europe/Paris", "approval"))
        self.assertEqual(float(settings["probability_step"]), 0.05)

    def test_demo_is_said_by_the_demonstration_alone(self):
        tenant = self.instance.sign_up()
        self.assertIs(tenant.read("/api/settings")["demo"], False)
        self.assertIs(tenant.patch("/api/settings", {"demo": True, "phone": "+33400000000"}).expect(200).data["demo"], False)

    def test_identity(self):
        fields = {"legal_name": "Dupont SARL", "siret": SIRET, "vat_number": VAT_NUMBER, "phone": "+33400000000",
                  "address": {"street": "1 rue X", "city": "Lyon", "postal_code": "69001", "country": "France"}}
        changed = self.patch(**fields).expect(200).data
        self.assertEqual({key: changed[key] for key in fields}, fields)
        self.assertEqual({key: self.owner.read("/api/settings")[key] for key in fields}, fields)

    def test_changes_only_what_is_named(self):
        before = self.patch(address={"street": "1 rue X", "city": "Lyon"}).expect(200).data
        self.patch(address={"city": "Nantes"}).expect(200)
        after = self.owner.read("/api/settings")
        self.assertEqual(after["address"], {**before["address"], "city": "Nantes"})
        self.assertEqual(after["name"], before["name"])

    def test_validation(self):
        for field, value in (("siret", "73282932000075"), ("siret", "123"), ("vat_number", "FR00732829320"),
                             ("timezone", "Mars/Olympus"),
                             ("timezone", "../etc/passwd"), ("timezone", ""), ("registration", "maybe"),
                             ("probability_step", -1),
                             ("probability_step", "x"), ("email", "x"), ("phone", "0400000000"), ("name", None),
                             ("plan", "BUSINESS"), ("subdomain", "other"), ("status", "active")):
            with self.subTest(field=field, value=value):
                self.patch(**{field: value}).invalid(field)

    def test_all_errors_at_once(self):
        before = self.owner.read("/api/settings")
        self.patch(siret="1", timezone="x", registration="x", nonsense=1, legal_name="New").invalid("siret", "timezone",
                                                                                                    "registration",
                                                                                                  "nonsense")
        self.assertEqual(self.owner.read("/api/settings"), before)

    def test_la_poste(self):
        self.patch(siret="35600000000048").expect(200)

    def test_registration_values(self):
        for value in ("open", "closed", "approval"):
            self.assertEqual(self.patch(registration=value).expect(200).data["registration"], value)

    def test_today_follows_the_time_zone(self):
        """Between these two zones it is always another day."""
        self.owner = self.instance.sign_up()
        self.assertEqual(self.quote()["issue_date"], today().isoformat())
        days = []
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            self.patch(timezone=zone).expect(200)
            days.append(self.quote()["issue_date"])
            self.assertEqual(days[-1], datetime.datetime.now(zoneinfo.ZoneInfo(zone)).date().isoformat())
        self.assertNotEqual(*days)
