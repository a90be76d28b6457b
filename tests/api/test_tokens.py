# SPDX-License-Identifier: MIT
"""Bearer tokens, registration, and passwords of the pipeline API (its sections 1 and 2; contract, section 3)."""

import base64
import json
import re
import statistics
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from harness import PASSWORD, UUID, ApiCase, another, fresh_minute
from probe import rows, tenant_file, wait_until
from test_outbox import letters, rewrite

FRESH = "Another-Horse-43"
SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def person(**fields):
    body = {"email": "john.doe@company.com", "username": "johndoe", "password": PASSWORD, "first_name": "John",
            "last_name": "Doe", **fields}
    return {key: value for key, value in body.items() if value is not None}


def claims(token):
    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


class TokenCase(ApiCase):
    def login(self, name="owner@garage.fr", password=PASSWORD, tenant=None):
        """A caller with a bearer token and no cookie; `answer` is what login said."""
        client = self.instance.client(tenant or self.subdomain)
        client.answer = client.post("/api/auth/login", {"username": name, "password": password}).expect(200).json
        client.headers["Authorization"] = f"Bearer {client.answer['access_token']}"
        return client

    def attempt(self, name, password, tenant=None):
        return self.instance.client(tenant or self.subdomain).post("/api/auth/login", {"username": name, "password": password})

    def open_registration(self, policy="open"):
        self.owner.change("/api/settings", {"registration": policy})


class Login(TokenCase):
    def test_answer(self):
        answer = self.login().answer
        self.assertEqual((answer["token_type"], answer["expires_in"]), ("bearer", 900))
        self.assertLessEqual({"id", "email", "username", "first_name", "last_name", "role", "team_id", "profile_picture_url"},
                             answer["user"].keys())
        self.assertEqual(answer["user"]["role"], "admin")  # how an owner is printed
        self.assertEqual(set(claims(answer["access_token"])), {"iss", "sub", "tid", "sid", "role", "typ", "iat", "exp"})
        self.assertTrue(answer["access_token"].startswith("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."))

    def test_name_or_address_in_any_case(self):
        for name in ("owner", "OWNER", "owner@garage.fr", "Owner@Garage.FR"):
            with self.subTest(name=name):
                self.login(name)
        self.instance.client(self.subdomain).post("/api/auth/login", {"email": "owner@garage.fr", "password": PASSWORD}).expect(200)

    def test_wrong_and_unknown_answer_alike(self):
        wrong, unknown = self.attempt("owner", "Wrong-Horse-42"), self.attempt("nobody", "Wrong-Horse-42")
        for answer in (wrong, unknown):
            self.assertEqual(answer.pipeline_fault(401, "UNAUTHORIZED")["message"], "Invalid credentials")
        self.attempt("owner", PASSWORD + " ").pipeline_fault(401)
        self.instance.client(self.subdomain).post("/api/auth/login", {}).pipeline_fault(400, "VALIDATION_ERROR")

    def test_either_credential_on_routes_of_both(self):
        bearer = self.login()
        bearer.get("/api/contacts").expect(200)
        bearer.create("/api/contacts", {"first_name": "Marc"})
        bearer.get("/api/auth/session").expect(200)
        self.assertEqual(bearer.get("/api/auth/me").expect(200).json, self.owner.get("/api/auth/me").expect(200).json)

    def test_bearer_wins_and_no_other_scheme_counts(self):
        token = self.login().answer["access_token"]
        self.owner.get("/api/auth/me", headers={"Authorization": "Bearer nonsense"}).pipeline_fault(401)
        self.owner.get("/api/auth/me", headers={"Authorization": "Session-Cookie"}).expect(200)
        stranger = self.instance.client(self.subdomain)
        for value in (f"bearer {token}", f"BEARER {token}", f"Bearer  {token}"):
            stranger.get("/api/auth/me", headers={"Authorization": value}).expect(200)
        for value in (token, f"Token {token}", f"Basic {token}", f"Bearer{token}", "Bearer", "Bearer ", f"Bearer {token} x"):
            with self.subTest(value=value[:10]):
                stranger.get("/api/auth/me", headers={"Authorization": value}).expect(401)

    def test_bearer_writes_need_no_origin(self):
        bearer = self.login()
        bearer.post("/api/contacts", {"first_name": "Marc"}, headers={"Origin": "https://evil.test"}).expect(201)

    def test_token_of_another_tenant(self):
        token = self.login().answer["access_token"]
        other = self.instance.client(self.instance.sign_up().tenant)
        other.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).pipeline_fault(401)

    def test_last_login(self):
        before = self.owner.get("/api/auth/me").expect(200).json["last_login"]
        self.assertRegex(before, f"^{SECOND.pattern}$")


class Refresh(TokenCase):
    def refresh(self, token):
        return self.instance.client(self.subdomain).post("/api/auth/refresh", {"refresh_token": token})

    def test_refresh(self):
        client = self.login()
        answer = self.refresh(client.answer["refresh_token"]).expect(200).json
        self.assertEqual(set(answer), {"access_token", "token_type", "expires_in"})
        client.get("/api/auth/me", headers={"Authorization": f"Bearer {answer['access_token']}"}).expect(200)
        self.refresh(client.answer["refresh_token"]).expect(200)  # it stays

    def test_refused(self):
        client = self.login()
        for token in (client.answer["access_token"], "x", client.answer["refresh_token"] + "x"):
            self.assertEqual(self.refresh(token).pipeline_fault(401)["message"], "Invalid or expired refresh token")
        client.get("/api/auth/me", headers={"Authorization": f"Bearer {client.answer['refresh_token']}"}).pipeline_fault(401)

    def test_logout_ends_both(self):
        client, other = self.login(), self.login()
        self.assertEqual(client.post("/api/auth/logout").expect(200).json, {"message": "Successfully logged out"})
        client.get("/api/auth/me").pipeline_fault(401)
        self.refresh(client.answer["refresh_token"]).pipeline_fault(401)
        other.get("/api/auth/me").expect(200)

    def test_signout_and_logout_take_either_credential(self):
        bearer = self.login()
        bearer.post("/api/auth/signout").expect(200)
        bearer.get("/api/auth/me").pipeline_fault(401)
        browser = self.instance.client(self.subdomain).signin("owner@garage.fr")
        kept = dict(browser.cookies)
        browser.post("/api/auth/logout").expect(200)
        browser.cookies = kept
        browser.get("/api/auth/me").pipeline_fault(401)


class Register(TokenCase):
    def register(self, **fields):
        return self.instance.client(self.subdomain).post("/api/auth/register", person(**fields))

    def test_open(self):
        self.open_registration()
        team = self.owner.post("/api/teams", {"name": "Open"}).expect(201).json
        answer = self.register(team_id=team["id"]).expect(201).json
        self.assertRegex(answer["id"], f"^{UUID.pattern}$")
        self.assertEqual((answer["role"], answer["is_active"], answer["team_id"]), ("sales", True, team["id"]))
        self.assertEqual((answer["email"], answer["username"]), ("john.doe@company.com", "johndoe"))
        self.assertRegex(answer["created_at"], f"^{SECOND.pattern}$")
        self.assertNotIn("password", json.dumps(answer))
        self.login("johndoe")
        for fields, message in (({"username": "other"}, "Email already exists"), ({"email": "x@y.fr"}, "Username already exists"),
                                ({"email": "JOHN.doe@Company.com", "username": "z"}, "Email already exists")):
            self.assertEqual(self.register(**fields).pipeline_fault(409, "CONFLICT")["message"], message)

    def test_approval(self):
        self.open_registration("approval")
        team = self.owner.post("/api/teams", {"name": "Approval"}).expect(201).json
        answer = self.register(email="ann@company.com", username="ann", team_id=team["id"]).expect(201).json
        self.assertEqual((answer["is_active"], answer["team_id"]), (False, None))
        self.assertEqual(self.attempt("ann", PASSWORD).pipeline_fault(403)["message"], "Account inactive")
        self.attempt("ann", "Wrong-Horse-42").pipeline_fault(401)
        active = self.owner.put(f"/api/users/{answer['id']}", {"is_active": True}).expect(200).json
        self.assertEqual((active["is_active"], active["team_id"]), (True, team["id"]))
        self.login("ann")

    def test_closed(self):
        self.open_registration("closed")
        self.register(email="b@company.com", username="b").pipeline_fault(403, "FORBIDDEN")

    def test_all_errors_at_once_and_no_role(self):
        self.open_registration()
        error = self.register(email="x", password="short", first_name=None, role="admin", team_id="x").pipeline_fault(400)
        self.assertEqual({row["field"] for row in error["details"]}, {"email", "password", "first_name", "role", "team_id"})
        self.assertEqual({row["field"] for row in self.register(
            email="c@d.fr", username="c", team_id="01900000-0000-7000-8000-000000000001").pipeline_fault(400)["details"]},
            {"team_id"})


class Passwords(TokenCase):
    def setUp(self):
        self.owner = self.instance.sign_up()
        self.subdomain = self.owner.tenant

    def ask(self, address="owner@garage.fr"):
        return self.instance.client(self.subdomain).post("/api/auth/forgot-password", {"email": address})

    def token(self):
        wait_until(lambda: letters(self.instance, self.subdomain), "the letter", 60)
        found = [re.search(r"token=([\w-]+)", letter.get_body(("plain",)).get_content())[1] for letter in letters(self.instance, self.subdomain)]
        return found[-1]

    def reset(self, token, password=FRESH):
        return self.instance.client(self.subdomain).post("/api/auth/reset-password", {"token": token, "new_password": password})

    def test_forgotten(self):
        bearer = self.login()
        self.assertEqual(self.ask().expect(200).json, {"message": "Password reset email sent"})
        token = self.token()
        self.assertRegex(token, r"^[\w-]{43}$")
        self.assertEqual({row["field"] for row in self.reset(token, "short").pipeline_fault(400)["details"]}, {"new_password"})
        self.assertEqual(self.reset(token).expect(200).json, {"message": "Password successfully reset"})
        for client in (bearer, self.owner):
            client.get("/api/auth/me").pipeline_fault(401)
        self.attempt("owner", PASSWORD).pipeline_fault(401)
        self.login("owner", FRESH)
        for wrong in (token, "x" * 43):
            self.assertEqual(self.reset(wrong, "Third-Horse-44").pipeline_fault(400)["message"], "Invalid or expired token")

    def test_expired_and_foreign_tokens(self):
        self.ask()
        token = self.token()
        other = self.instance.sign_up()
        self.instance.client(other.tenant).post("/api/auth/reset-password", {"token": token, "new_password": FRESH}).pipeline_fault(400)
        rewrite(self.owner, "UPDATE password_reset SET expires_at = ?", int(time.time() * 1000) - 1)
        self.reset(token).pipeline_fault(400)
        self.login()

    def test_nobody_learns_who_is_known(self):
        known, unknown = self.ask(), self.ask("nobody@garage.fr")
        self.assertEqual((known.status, known.raw), (unknown.status, unknown.raw))
        wait_until(lambda: letters(self.instance, self.subdomain), "the letter", 60)
        time.sleep(0.5)
        self.assertEqual([letter["To"] for letter in letters(self.instance, self.subdomain)], ["owner@garage.fr"])
        self.assertEqual(rows(tenant_file(self.owner), "SELECT recipient FROM outbox"), [("owner@garage.fr",)])

    def test_the_time_tells_nothing(self):
        """Medians over alternating requests, at most five letters being written. What a busy machine does to one turn of them it
        does not do to all; a difference that is in the program is in all."""
        apart = []
        while not apart or (apart[-1] >= 0.005 and len(apart) < 8):
            known, unknown = (statistics.median(taken) for taken in self.times_of("owner@garage.fr", "nobody@garage.fr"))
            apart.append(abs(known - unknown))
        self.assertLess(apart[-1], 0.005, apart)

    def times_of(self, *addresses):
        times = {address: [] for address in addresses}
        client = self.instance.client(self.subdomain)
        for _ in range(60):
            for address, taken in times.items():
                rewrite(self.owner, "DELETE FROM password_reset")
                began = time.perf_counter()
                client.post("/api/auth/forgot-password", {"email": address}).expect(200)
                taken.append(time.perf_counter() - began)
        return times.values()

    def test_a_mailbox_is_not_flooded(self):
        for _ in range(8):
            self.ask().expect(200)
        self.assertEqual(len(rows(tenant_file(self.owner), "SELECT 1 FROM outbox")), 5)

    def test_the_host_header_does_not_choose_the_link(self):
        self.instance.client(self.subdomain).post("/api/auth/forgot-password", {"email": "owner@garage.fr"},
                                                  headers={"X-Forwarded-Host": "evil.test", "Origin": "https://evil.test"})
        self.token()
        self.assertNotIn("evil", letters(self.instance, self.subdomain)[0].as_string())

    def test_change(self):
        bearer, other = self.login(), self.login()
        body = {"current_password": "Wrong-Horse-42", "new_password": FRESH}
        error = bearer.post("/api/users/me/change-password", body).pipeline_fault(400)
        self.assertEqual(error["message"], "Current password incorrect")
        body["current_password"] = PASSWORD
        self.assertEqual(bearer.post("/api/users/me/change-password", body).expect(200).json,
                         {"message": "Password successfully changed"})
        bearer.get("/api/auth/me").expect(200)
        for client in (other, self.owner):
            client.get("/api/auth/me").pipeline_fault(401)
        self.login("owner", FRESH)

    def test_only_one_change_stands_on_a_password(self):
        """Two at the same time, from two sessions: one finds that its current password no longer is."""
        password = PASSWORD
        for turn in range(4):
            wanted = [f"{FRESH}-{turn}-{side}" for side in "ab"]
            clients = [self.login("owner", password) for _ in wanted]
            with ThreadPoolExecutor(2) as pool:
                answers = list(pool.map(lambda client, new, old=password: client.post(
                    "/api/users/me/change-password", {"current_password": old, "new_password": new}), clients, wanted))
            statuses = [answer.status for answer in answers]
            self.assertEqual(statuses.count(200), 1, statuses)
            self.assertIn(min(set(statuses) - {200}), (400, 401))
            password = wanted[statuses.index(200)]
        self.login("owner", password)

    def test_the_key_may_get_lost(self):
        """A backup without the secret file: old tokens are void, everything else goes on."""
        instance = another()
        owner = instance.sign_up()
        bearer = instance.client(owner.tenant)
        sign_in = {"username": "owner", "password": PASSWORD}
        token = bearer.post("/api/auth/login", sign_in).expect(200).json["access_token"]
        (instance.folder / "data/secret.key").unlink()
        instance.restart()
        owner.get("/api/auth/me").expect(200)
        bearer.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).pipeline_fault(401)
        token = bearer.post("/api/auth/login", sign_in).expect(200).json["access_token"]
        bearer.get("/api/auth/me", headers={"Authorization": f"Bearer {token}"}).expect(200)


class Limits(unittest.TestCase):
    def test_ten_a_minute(self):
        instance = another(rate_limit_scale=1, test_now=fresh_minute())
        tenant = "demo"
        for path, body in (("/api/auth/login", {"username": "x", "password": "y" * 8}),
                           ("/api/auth/forgot-password", {"email": "x@y.fr"}),
                           ("/api/auth/refresh", {"refresh_token": "x"}),
                           ("/api/auth/reset-password", {"token": "x", "new_password": FRESH})):
            with self.subTest(path=path):
                client = instance.client(tenant)
                answers = [client.post(path, body) for _ in range(12)]
                self.assertIn(429, [answer.status for answer in answers])
                limited = next(answer for answer in answers if answer.status == 429)
                self.assertIn("retry_after", limited.pipeline_fault(429, "RATE_LIMIT_EXCEEDED"))
                self.assertTrue(limited.headers["Retry-After"])
