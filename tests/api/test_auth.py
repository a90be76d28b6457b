# SPDX-License-Identifier: MIT
"""Sign-up, sign-in, sessions, cookies, cross-site requests, hosts and roles (contract 1 and 3)."""

import threading
import unittest

from harness import DOMAIN, INSTANT, PASSWORD, UUID, ApiCase, Client, another, line, shared, unique


def signup_body(tenant, **fields):
    return {"email": "new@garage.fr", "password": PASSWORD, "name": "Jean Martin", "subdomain": tenant,
            "tenantName": "Garage Martin", **fields}


class SignUp(unittest.TestCase):
    def post(self, host=None, **fields):
        body = signup_body(unique(), **fields)
        return shared().client(host).post("/api/auth/signup", {key: value for key, value in body.items() if value is not None})

    def test_answers_on_every_host(self):
        for host in (None, "demo", unique("nobody-yet")):
            with self.subTest(host=host):
                self.post(host).expect(201)

    def test_says_where_the_tenant_is(self):
        """A page on the bare domain leads there."""
        made = self.post().expect(201).json
        self.assertEqual(made["url"], f"https://{made['tenant']['subdomain']}.{DOMAIN}:{shared().https_port}")

    def test_owner_can_sign_in_at_once(self):
        owner = shared().sign_up(person="Jean de la Fontaine")
        self.assertEqual((owner.user["name"], owner.user["role"]), ("Jean de la Fontaine", "OWNER"))

    def test_taken_name(self):
        taken = shared().sign_up().tenant
        response = self.post(subdomain=taken)
        response.fault(400, "SUBDOMAIN_EXISTS")
        self.assertEqual(response.json["error"], "Subdomain already taken")

    def test_reserved_and_malformed_names(self):
        for name in ("www", "api", "app", "admin", "mail", "static", "demo"):
            with self.subTest(name=name):
                self.post(subdomain=name).fault(400)
        for name in ("ab", "a" * 64, "-abc", "abc-", "a_b", "Garage", "gar age",
                     "a.b", "été-garage", "../etc", "", "a/b"):
            with self.subTest(name=name):
                self.post(subdomain=name).invalid("subdomain")

    def test_weak_passwords(self):
        for password in ("Short-1", "password", "12345678", "x" * 129, "new@garage.fr", ""):
            with self.subTest(password=password):
                self.post(password=password).invalid("password")

    def test_limits_of_a_password_are_allowed(self):
        for password in ("Kx7-pq2!", "Kx7-" + "é" * 124):
            with self.subTest(password=password):
                self.post(password=password).expect(201)

    def test_all_errors_at_once(self):
        self.post(email="nonsense", password="x", subdomain="-", name=None, tenantName=None).invalid(
            "email", "password", "subdomain", "name", "tenantName")

    def test_nobody_grants_himself_more(self):
        self.post(role="OWNER").invalid("role")

    def test_concurrent_sign_ups_for_one_name_have_one_winner(self):
        tenant, statuses = unique(), []

        def attempt(number):
            body = signup_body(tenant, email=f"n{number}@garage.fr")
            statuses.append(shared().client(None).post("/api/auth/signup", body).status)

        threads = [threading.Thread(target=attempt, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(statuses), [201] + [400] * 5)


class SignIn(ApiCase):
    def attempt(self, email, password, headers=None):
        return self.instance.client(self.subdomain).post("/api/auth/signin", {"email": email, "password": password},
                                                         headers=headers)

    def test_answer(self):
        answer = self.attempt("owner@garage.fr", PASSWORD).expect(200).json
        self.assertRegex(answer["user"]["id"], f"^{UUID.pattern}$")
        self.assertRegex(answer["user"]["tenantId"], f"^{UUID.pattern}$")
        self.assertRegex(answer["expires"], f"^{INSTANT.pattern}$")
        self.assertNotIn("password", str(answer).lower())

    def test_email_ignores_case(self):
        self.attempt("OWNER@Garage.FR", PASSWORD).expect(200)

    def test_wrong_password_and_unknown_user_answer_alike(self):
        wrong = self.attempt("owner@garage.fr", "Wrong-Horse-42")
        unknown = self.attempt("nobody@garage.fr", "Wrong-Horse-42")
        for response in (wrong, unknown):
            response.fault(401, "UNAUTHORIZED")
            self.assertEqual(response.json["error"], "Invalid credentials")
            self.assertIsNone(response.headers.get("Set-Cookie"))
        self.assertEqual(wrong.raw, unknown.raw)

    def test_password_is_exact(self):
        for password in (PASSWORD.upper(), PASSWORD + " ", " " + PASSWORD, PASSWORD[:-1], PASSWORD + "x"):
            with self.subTest(password=password):
                self.attempt("owner@garage.fr", password).expect(401)

    def test_missing_fields(self):
        self.instance.client(self.subdomain).post("/api/auth/signin", {}).invalid("email", "password")

    def test_account_of_another_tenant_is_unknown(self):
        self.instance.client(self.instance.sign_up(email="other@garage.fr").tenant)
        self.attempt("other@garage.fr", PASSWORD).expect(401)

    def test_cookie_attributes(self):
        cookie = self.attempt("owner@garage.fr", PASSWORD).expect(200).headers["Set-Cookie"]
        name, value = cookie.split(";")[0].split("=", 1)
        attributes = {part.strip().split("=")[0].lower(): part.strip() for part in cookie.split(";")[1:]}
        self.assertEqual(name, "visioncrm_session")
        self.assertRegex(value, r"^[A-Za-z0-9_-]{43}$")
        self.assertLessEqual({"httponly", "samesite", "path", "secure"}, attributes.keys())
        self.assertEqual(attributes["samesite"].lower(), "samesite=lax")
        self.assertEqual(attributes["path"].lower(), "path=/")
        self.assertNotIn("domain", attributes)

    def test_new_session_at_each_sign_in_and_the_old_one_dies(self):
        client = self.instance.client(self.subdomain).signin("owner@garage.fr")
        old = client.twin()
        client.signin("owner@garage.fr")
        self.assertNotEqual(old.cookies, client.cookies)
        client.get("/api/auth/session").expect(200)
        old.get("/api/auth/session").fault(401, "UNAUTHORIZED")


class Session(ApiCase):
    def test_who_am_i(self):
        answer = self.owner.get("/api/auth/session").expect(200).json
        answer = answer.get("data", answer)
        self.assertEqual(answer["user"]["email"], "owner@garage.fr")
        self.assertEqual(answer["user"]["role"], "OWNER")
        self.assertRegex(answer["expires"], f"^{INSTANT.pattern}$")

    def test_nobody(self):
        self.instance.client(self.subdomain).get("/api/auth/session").fault(401, "UNAUTHORIZED")

    def test_sign_out_ends_the_session_at_once(self):
        client = self.instance.client(self.subdomain).signin("owner@garage.fr")
        kept = client.twin()
        response = client.post("/api/auth/signout").expect(200)
        self.assertRegex(response.headers["Set-Cookie"],
                         r"(?i)visioncrm_session=;.*max-age=0|visioncrm_session=;.*expires=thu, 01")
        self.assertEqual(client.cookies, {})
        kept.get("/api/contacts").fault(401, "UNAUTHORIZED")
        self.owner.get("/api/contacts").expect(200)

    def test_spoilt_cookies(self):
        value = self.owner.cookies["visioncrm_session"]
        for bad in (value[:-1], value + "A", value.swapcase(), "", "x", "A" * 4000, "'; DROP TABLE session; --", "é"):
            with self.subTest(bad=bad[:20]):
                header = f"visioncrm_session={bad}".encode().decode("latin-1")
                self.instance.client(self.subdomain).get("/api/contacts", headers={"Cookie": header}).expect(401)

    def test_cookie_among_others(self):
        header = f"a=b; xvisioncrm_session=no; visioncrm_session={self.owner.cookies['visioncrm_session']}; c=d"
        self.instance.client(self.subdomain).get("/api/contacts", headers={"Cookie": header}).expect(200)

    def test_other_authorization_schemes_are_ignored(self):
        for value in ("Session-Cookie", "Basic b3duZXI6eA==", "Token abc"):
            with self.subTest(value=value):
                self.owner.get("/api/contacts", headers={"Authorization": value}).expect(200)

    def test_bearer_wins_over_the_cookie(self):
        self.owner.get("/api/contacts", headers={"Authorization": "Bearer nonsense"}).expect(401)


class CrossSite(ApiCase):
    """A cookie-authenticated unsafe request must be same-origin."""

    def post(self, **headers):
        return self.owner.post("/api/contacts", {"first_name": "X"}, headers={name.replace("_", "-"): value
                                                                             for name, value in headers.items()})

    def test_no_browser_passes(self):
        self.post().expect(201)

    def test_same_origin_passes(self):
        self.post(Origin=self.owner.origin).expect(201)
        self.post(Sec_Fetch_Site="same-origin").expect(201)
        self.post(Origin=self.owner.origin, Sec_Fetch_Site="same-origin").expect(201)

    def test_foreign_origin_is_refused(self):
        port = self.instance.https_port
        for origin in ("https://evil.example", "null", f"https://{DOMAIN}:{port}", f"https://other.{DOMAIN}:{port}",
                       f"http://{self.owner.host}:{port}", f"https://{self.owner.host}:{port + 1}",
                       f"https://{self.owner.host}",
                       f"https://{self.owner.host}:{port}.evil.example", f"https://evil.example/{self.owner.host}:{port}"):
            with self.subTest(origin=origin):
                self.post(Origin=origin).fault(403, "FORBIDDEN")

    def test_foreign_fetch_site_is_refused(self):
        for site in ("cross-site", "same-site"):
            with self.subTest(site=site):
                self.post(Sec_Fetch_Site=site).fault(403, "FORBIDDEN")
                self.post(Sec_Fetch_Site=site, Origin="https://evil.example").fault(403, "FORBIDDEN")

    def test_every_unsafe_method(self):
        contact = self.contact()
        evil = {"Origin": "https://evil.example"}
        self.owner.patch(f"/api/contacts/{contact['id']}", {"first_name": "Eve"}, headers=evil).expect(403)
        self.owner.delete(f"/api/contacts/{contact['id']}", headers=evil).expect(403)
        self.owner.post("/api/auth/signout", headers=evil).expect(403)
        self.assertEqual(self.owner.read(f"/api/contacts/{contact['id']}")["first_name"], "Marc")

    def test_reads_pass(self):
        self.owner.get("/api/contacts", headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}).expect(200)


class Hosts(ApiCase):
    def test_unknown_tenant(self):
        stranger = self.instance.client("no-such-garage")
        stranger.get("/api/contacts").fault(404, "TENANT_NOT_FOUND")
        stranger.post("/api/auth/signin", {"email": "a@b.fr", "password": PASSWORD}).fault(404, "TENANT_NOT_FOUND")
        stranger.get("/api/contacts", headers={"Authorization": "Bearer x"}).pipeline_fault(404, "TENANT_NOT_FOUND")

    def test_apex_serves_nothing_of_a_tenant(self):
        apex = self.instance.client(None)
        apex.cookies = dict(self.owner.cookies)
        for path in ("/api/contacts", "/api/settings", "/api/invoices", "/api/auth/session"):
            with self.subTest(path=path):
                apex.get(path).expect(401, 404)
        apex.post("/api/auth/signin", {"email": "owner@garage.fr", "password": PASSWORD}).expect(401, 404)

    def test_spelling_of_a_host(self):
        """The canonical tenant or an error, never another tenant or a default."""
        cases = [(self.subdomain.upper(), DOMAIN, (200,)), (self.subdomain, DOMAIN.upper(), (200,)),
                 (self.subdomain, DOMAIN + ".", (200, 400, 404, 421)), ("a." + self.subdomain, DOMAIN, (400, 404, 421)),
                 (self.subdomain + ".x", DOMAIN, (400, 404, 421)), (self.subdomain + "%2e", DOMAIN, (400, 404, 421)),
                 ("-" + self.subdomain, DOMAIN, (400, 404, 421)), (self.subdomain + "_", DOMAIN, (400, 404, 421)),
                 ("", DOMAIN, (400, 401, 404, 421)), (self.subdomain, "evil.example", (400, 404, 421))]
        for label, domain, statuses in cases:
            with self.subTest(host=f"{label}.{domain}"):
                host = f"{label}.{domain}:{self.instance.https_port}"
                self.owner.get("/api/contacts", headers={"Host": host}).expect(*statuses)

    def test_host_decides_not_another_header(self):
        stranger = self.instance.sign_up()
        for name in ("X-Tenant", "Tenant", "X-Forwarded-Host", "X-Original-Host", "Forwarded"):
            with self.subTest(name=name):
                headers = {name: f"{stranger.host}:{self.instance.https_port}"}
                self.assertEqual(self.owner.get("/api/auth/session", headers=headers).expect(200).text,
                                 self.owner.get("/api/auth/session").text)

    def test_cookie_of_another_tenant(self):
        stranger = self.instance.client(self.instance.sign_up().tenant)
        stranger.cookies = dict(self.owner.cookies)
        stranger.get("/api/contacts").fault(401, "UNAUTHORIZED")

    def test_plain_port_serves_demo(self):
        demo = Client(self.instance, "localhost", secure=False)
        response = demo.post("/api/auth/signin", {"email": "demo@garage-demo.fr", "password": PASSWORD}).expect(200)
        self.assertNotRegex(response.headers["Set-Cookie"], r"(?i)secure")
        demo.get("/api/contacts").expect(200)


class Suspended(unittest.TestCase):
    def test_suspended_and_back(self):
        owner = shared().sign_up()
        shared().cli("tenant", "suspend", owner.tenant)
        owner.get("/api/contacts").fault(403, "TENANT_SUSPENDED")
        owner.get("/api/contacts", headers={"Authorization": "Bearer x"}).pipeline_fault(403, "TENANT_SUSPENDED")
        shared().client(owner.tenant).post("/api/auth/signin", {"email": "owner@garage.fr", "password": PASSWORD}).fault(
            403, "TENANT_SUSPENDED")
        shared().cli("tenant", "resume", owner.tenant)
        owner.get("/api/contacts").expect(200)


class Roles(ApiCase):
    """Everyone reads and writes the records of the workshop; deleting and settings are for manager and above."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {role: cls.instance.add_user(cls.subdomain, role) for role in ("sales", "manager", "admin")}

    def test_role_is_printed_upper_case(self):
        for role, person in self.people.items():
            self.assertEqual(person.user["role"], role.upper())

    def test_everyone_writes(self):
        for role, person in self.people.items():
            with self.subTest(role=role):
                contact = self.contact(person)
                person.patch(f"/api/contacts/{contact['id']}", {"is_vip": True}).expect(200)
                quote = person.create("/api/quotes", {"contact_id": contact["id"], "valid_until": "2030-01-01", "vat_rate": 20,
                                                      "items": [line(10)]})
                person.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})

    def test_deleting_is_for_managers(self):
        contact = self.contact()
        self.people["sales"].delete(f"/api/contacts/{contact['id']}").fault(403, "FORBIDDEN")
        self.owner.get(f"/api/contacts/{contact['id']}").expect(200)
        self.people["manager"].delete(f"/api/contacts/{contact['id']}").expect(200)

    def test_settings_are_for_managers(self):
        self.people["sales"].patch("/api/settings", {"phone": "+33400000000"}).fault(403, "FORBIDDEN")
        self.people["manager"].patch("/api/settings", {"phone": "+33400000000"}).expect(200)


class ClosedSignUp(unittest.TestCase):
    def test_closed(self):
        instance = another(signup="closed")
        instance.client(None).post("/api/auth/signup", signup_body(unique())).fault(403)
        self.assertEqual(instance.client("demo").get("/api/health").status, 200)
