# SPDX-License-Identifier: MIT
"""GET /api/bootstrap: what a page needs first, for everybody who is signed in."""

import datetime
import zoneinfo

from harness import another
from test_users import PeopleCase

TENANT = {"name", "subdomain", "plan", "timezone", "currency", "country", "default_vat_rate", "price_mode",
          "payment_terms_days", "probability_step"}


class Bootstrap(PeopleCase):
    def start(self, client=None):
        return (client or self.owner).read("/api/bootstrap")

    def test_what_it_says(self):
        self.owner.change("/api/settings", {"address": {"country": "France"}, "default_vat_rate": 8.5, "payment_terms_days": 45})
        start = self.start()
        self.assertEqual(set(start), {"user", "tenant", "modules", "features", "preferences", "today",
                                      "server_version"})
        me = self.owner.get("/api/auth/session").expect(200).json["user"]
        self.assertEqual(start["user"], {"id": me["id"], "name": "Marc Dupont", "email": me["email"], "role": "owner",
                                         "team_id": None, "manages": []})
        self.assertEqual(set(start["tenant"]), TENANT)
        self.assertEqual(start["tenant"]["subdomain"], self.owner.tenant)
        self.assertEqual((start["tenant"]["plan"], start["tenant"]["currency"], start["tenant"]["country"]),
                         ("FREE", "EUR", "France"))
        self.assertEqual((float(start["tenant"]["default_vat_rate"]), start["tenant"]["payment_terms_days"]), (8.5, 45))
        self.assertEqual(start["server_version"], self.owner.get("/api/health").json["version"])

    def test_every_role_by_cookie_and_by_token(self):
        team = self.team("North")
        for role in ("sales", "manager", "admin"):
            person = self.add(role, team_id=team["id"])
            with self.subTest(role=role):
                user = self.start(self.login(person["username"]))["user"]
                self.assertEqual((user["id"], user["role"], user["team_id"]), (person["id"], role, team["id"]))
        self.instance.client(self.owner.tenant).get("/api/bootstrap").fault(401)

    def test_teams_that_one_leads(self):
        manager = self.add("manager")
        led = [self.team(name, manager_id=manager["id"])["id"] for name in ("West", "East")]
        self.team("Other")
        client = self.login(manager["username"])
        self.assertEqual(self.start(client)["user"]["manages"], led)
        self.put(manager, role="sales").expect(200)
        self.assertEqual(self.start(self.login(manager["username"]))["user"]["manages"], [])

    def test_modules_are_what_the_settings_say(self):
        tenant = self.instance.sign_up()
        self.assertEqual(self.start(tenant)["modules"], {"garage": True, "pipeline": False})
        changed = tenant.patch("/api/settings", {"modules": {"pipeline": True}}).expect(200).data
        self.assertEqual(changed["modules"], {"garage": True, "pipeline": True})
        self.assertEqual(self.start(tenant)["modules"], changed["modules"])
        tenant.patch("/api/settings", {"modules": {"garage": False}}).expect(200)
        tenant.patch("/api/settings", {"modules": {"pipeline": False}}).invalid("modules")
        for wrong, field in (({"garage": None}, "modules.garage"), ({"shop": True}, "modules.shop"), (None, "modules.garage"),
                             ({"garage": 1}, "modules.garage")):
            with self.subTest(wrong=wrong):
                self.assertIn(field, [row["field"] for row in
                                      tenant.patch("/api/settings", {"modules": wrong}).expect(400).json["details"]])
        self.assertEqual(self.start(tenant)["modules"], {"garage": False, "pipeline": True})

    def test_currency(self):
        tenant = self.instance.sign_up()
        self.assertEqual(tenant.patch("/api/settings", {"currency": " chf"}).expect(200).data["currency"], "CHF")
        self.assertEqual(self.start(tenant)["tenant"]["currency"], "CHF")
        for wrong in ("XXX", "EU", "EURO", "", None, 978):
            with self.subTest(wrong=wrong):
                tenant.patch("/api/settings", {"currency": wrong}).invalid("currency")
        row = tenant.patch("/api/settings", {"currency": "FRF"}).expect(400).json["details"][0]
        self.assertEqual(row["code"], "INVALID_CURRENCY")

    def test_today_is_the_tenants(self):
        tenant = self.instance.sign_up()
        days = []
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            tenant.patch("/api/settings", {"timezone": zone}).expect(200)
            before = datetime.datetime.now(zoneinfo.ZoneInfo(zone)).date().isoformat()
            days.append(self.start(tenant)["today"])
            self.assertIn(days[-1], (before, datetime.datetime.now(zoneinfo.ZoneInfo(zone)).date().isoformat()))
        self.assertNotEqual(*days)

    def test_unchanged_it_has_no_body(self):
        tenant = self.instance.sign_up()
        etag = tenant.get("/api/bootstrap").expect(200).headers["ETag"]
        self.assertEqual(tenant.get("/api/bootstrap", headers={"If-None-Match": etag}).expect(304).text, "")
        tenant.patch("/api/settings", {"payment_terms_days": 12}).expect(200)
        tenant.get("/api/bootstrap", headers={"If-None-Match": etag}).expect(200)

    def test_features_follow_the_configuration(self):
        self.assertEqual(self.start()["features"], {"ocr": True, "ai": False, "mail": False, "whatsapp": False})
        instance = another(mail="smtp://mx.example.test:2525", whatsapp="twilio", twilio_account="AC1", twilio_token="t",
                           twilio_from="+33600000000", ai="http://127.0.0.1:9/v1")
        features = self.start(instance.sign_up())["features"]
        self.assertEqual(features, {"ocr": True, "ai": True, "mail": True, "whatsapp": True})
