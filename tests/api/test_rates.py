# SPDX-License-Identifier: MIT
"""Rate limits of the product's own pages (contract 8): a session has its own, and its office another one; nobody else has them. In
instances with a fifth of each limit."""

import itertools
import unittest

from harness import PASSWORD, another, fresh_minute, unique

PAGE = {"Sec-Fetch-Site": "same-origin"}
SESSION, OFFICE, API, READ, WRITE, PULSE = 120, 600, 20, 20, 6, 24


class Rates(unittest.TestCase):
    def setUp(self):
        """The minute of the limits begins with a server of the test's own: it is not over before the test is."""
        self.instance = another(rate_limit_scale=0.2, password_cost=1, test_now=fresh_minute())
        self.doors = itertools.count(1)

    def people(self, count):
        """Sessions of one tenant, each opened at an address of its own, in one office."""
        tenant = unique()
        self.instance.cli("tenant", "create", tenant, "--name", "Garage", "--owner-email", "p0@garage.fr", "--owner-name", "Marc Dupont",
                          "--password-stdin", text=PASSWORD)
        for number in range(1, count):
            self.instance.cli("user", "create", tenant, "--email", f"p{number}@garage.fr", "--name", "Ida Durand", "--role", "sales",
                              "--password-stdin", text=PASSWORD)
        for number in range(count):
            door = self.instance.client(tenant, source=f"127.0.1.{next(self.doors)}").signin(f"p{number}@garage.fr")
            yield self.session(door)
            door.close()

    def session(self, door):
        person = self.instance.client(door.tenant)
        person.cookies, person.user = dict(door.cookies), door.user
        self.addCleanup(person.close)
        return person

    def limit(self, answer):
        return int(answer.headers["X-RateLimit-Limit"])

    def test_a_session_has_its_own_in_both_dialects(self):
        one, other = self.people(2)
        for left in range(SESSION - 1, -1, -1):
            answer = one.get("/api/contacts" if left % 2 else "/api/opportunities", headers=PAGE).expect(200)
            self.assertEqual([answer.headers[f"X-RateLimit-{word}"] for word in ("Limit", "Remaining")], [str(SESSION), str(left)])
        one.get("/api/contacts", headers=PAGE).fault(429, "RATE_LIMIT_EXCEEDED")
        refused = one.get("/api/opportunities", headers=PAGE)
        refused.pipeline_fault(429, "RATE_LIMIT_EXCEEDED")
        for name in ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "Retry-After"):
            self.assertEqual(len(refused.headers.get_all(name)), 1)
        self.assertEqual(self.limit(refused), SESSION)
        one.get("/api/health", headers=PAGE).expect(200)
        other.get("/api/contacts", headers=PAGE).expect(200)

    def test_writes_count_there_as_well(self):
        one, = self.people(1)
        for number in range(3 * WRITE):
            one.post("/api/teams", {"name": f"T{number}"}, headers=PAGE).expect(201)
            answer = one.post("/api/tasks", {"title": f"T{number}"}, headers=PAGE).expect(201)
            self.assertEqual(answer.headers["X-RateLimit-Remaining"], str(SESSION - 2 * number - 2))

    def test_an_office_has_an_end(self):
        """What is refused to one session is not counted against its neighbours."""
        people = list(self.people(6))
        for person in people[:5]:
            answers = [person.get("/api/users/me", headers=PAGE) for _ in range(SESSION + 20)]
            self.assertEqual([answer.status for answer in answers], [200] * SESSION + [429] * 20)
        refused = people[5].get("/api/users/me", headers=PAGE).expect(429)
        self.assertEqual(self.limit(refused), OFFICE)
        elsewhere = self.instance.client(people[5].tenant, source="127.0.2.2")
        elsewhere.cookies = people[5].cookies
        self.assertEqual(self.limit(elsewhere.get("/api/users/me", headers=PAGE).expect(200)), SESSION)
        elsewhere.close()

    def test_what_a_page_asks_by_itself_is_apart(self):
        """Each session has as many of them, whatever it says of itself, and neither kind takes from the other."""
        one, other = self.people(2)
        self.exhaust(one, "/api/bootstrap", PULSE, PAGE)
        self.assertEqual(one.get("/api/contacts", headers=PAGE).expect(200).headers["X-RateLimit-Remaining"], str(SESSION - 1))
        one.get("/api/bootstrap").expect(429)
        self.exhaust(other, "/api/contacts", SESSION, PAGE)
        self.exhaust(other, "/api/bootstrap", PULSE, None)

    def exhaust(self, client, path, count, headers):
        answers = [client.get(path, headers=headers) for _ in range(count + 1)]
        self.assertEqual([answer.status for answer in answers[:-1]], [answers[0].status] * count)
        self.assertEqual((answers[-1].status, self.limit(answers[-1])), (429, count))

    def test_nobody_else_has_them(self):
        """The limits of the specifications stand for programs, for other sites, and for who only says so."""
        for headers in ({}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "Same-Origin"},
                        {"Sec-Fetch-Site": "same-origin, same-origin"}):
            with self.subTest(headers):
                one, = self.people(1)
                self.exhaust(one, "/api/contacts", API, headers)
                self.assertEqual(self.limit(one.get("/api/contacts", headers=PAGE).expect(200)), SESSION)

    def test_a_token_is_no_page(self):
        one, = self.people(1)
        door = self.instance.client(one.tenant, source="127.0.2.1")
        token = door.post("/api/auth/login", {"username": "p0@garage.fr", "password": PASSWORD}).expect(200).json["access_token"]
        door.close()
        bearer = {"Authorization": f"Bearer {token}", **PAGE}
        self.exhaust(one, "/api/contacts", API, bearer)  # with a cookie beside it: the token counts
        self.exhaust(one, "/api/opportunities", READ, bearer)

    def test_nobody_is_no_page(self):
        one, = self.people(1)
        one.cookies = {"visioncrm_session": "x" * 43}
        self.exhaust(one, "/api/contacts", API, PAGE)
        stranger, = self.people(1)
        stranger.cookies.clear()
        self.exhaust(stranger, "/api/nowhere", API, PAGE)

    def test_the_description_says_so(self):
        one, = self.people(1)
        rows = one.get("/api/openapi.json").expect(200).json["info"]["x-rate-limits"]
        shown = {(row["pages"], row["per"], dialect, kind): row["requests_a_minute"]
                 for row in rows for dialect in row["dialects"] for kind in row["classes"]}
        both = ("workshop", "pipeline")
        self.assertEqual(shown, {
            **{(True, who, dialect, kind): count for who, count in (("session", 600), ("address", 3000)) for dialect in both
               for kind in ("read", "write")},
            **{(False, "address", "workshop", kind): 100 for kind in ("read", "write")},
            (False, "user", "pipeline", "read"): 100, (False, "user", "pipeline", "write"): 30,
            **{(False, who, dialect, "pulse"): count for who, count in (("session", 120), ("address", 3000)) for dialect in both},
            **{(False, who, dialect, "auth"): count for who, count in (("address", 60), ("account and address", 10)) for dialect in both}})


if __name__ == "__main__":
    unittest.main()
