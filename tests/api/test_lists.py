# SPDX-License-Identifier: MIT
"""Lists (contract 4): paging, its errors, order, filters, and the search over names, numbers, plates and companies."""

from harness import ApiCase


class Paging(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.created = [cls.owner.create("/api/contacts", {"last_name": f"Client {number}"})["id"] for number in range(45)]

    def test_defaults(self):
        answer = self.owner.get("/api/contacts").expect(200).json
        self.assertEqual(answer["pagination"], {"page": 1, "limit": 20, "total": 45, "pages": 3})
        self.assertEqual([row["id"] for row in answer["data"]], self.created[:24:-1])

    def test_all_pages_hold_every_record_once(self):
        for limit in (1, 7, 20, 45, 100):
            with self.subTest(limit=limit):
                seen, page = [], 1
                while rows := self.ids("/api/contacts", page=page, limit=limit):
                    seen, page = seen + rows, page + 1
                self.assertEqual(seen, self.created[::-1])

    def test_past_the_end(self):
        for page in (4, 1000, 10 ** 9):
            with self.subTest(page=page):
                answer = self.owner.get("/api/contacts", page=page).expect(200).json
                self.assertEqual((answer["data"], answer["pagination"]["total"]), ([], 45))

    def test_errors(self):
        for name, values in (("page", ("0", "-1", "x", "1.5", "", "1e3", "99999999999999999999", "+1", " 1")),
                             ("limit", ("0", "-1", "101", "x", "", "1000000"))):
            for value in values:
                with self.subTest(name=name, value=value):
                    self.owner.get("/api/contacts", **{name: value}).invalid(name)
        self.owner.get("/api/contacts", page=0, limit=0, is_vip="x").invalid("page", "limit", "is_vip")

    def test_every_list_has_the_limits(self):
        for path in ("/api/vehicles", "/api/quotes", "/api/invoices", "/api/tasks", "/api/activities"):
            with self.subTest(path=path):
                self.owner.get(path, page=0, limit=101).invalid("page", "limit")
                self.assertEqual(self.owner.get(path, page=1, limit=100).expect(200).json["pagination"]["limit"], 100)

    def test_total_follows_deletion(self):
        owner = self.instance.sign_up()
        ids = [owner.create("/api/contacts", {"last_name": "X"})["id"] for _ in range(3)]
        owner.delete(f"/api/contacts/{ids[1]}").expect(200)
        answer = owner.get("/api/contacts").json
        self.assertEqual((answer["pagination"]["total"], [row["id"] for row in answer["data"]]), (2, [ids[2], ids[0]]))

    def test_empty_list(self):
        answer = self.instance.sign_up().get("/api/contacts").expect(200).json
        self.assertEqual((answer["data"], answer["pagination"]), ([], {"page": 1, "limit": 20, "total": 0, "pages": 0}))


class Filters(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, tags, vip in (("a", [], False), ("b", ["pro"], False), ("c", ["pro", "fidèle"], True),
                                ("d", ["prospect"], True)):
            cls.owner.create("/api/contacts", {"last_name": name, "tags": tags, "is_vip": vip})

    def names(self, query=""):
        return "".join(sorted(row["last_name"] for row in self.owner.get("/api/contacts" + query).expect(200).data))

    def test_vip(self):
        self.assertEqual((self.names("?is_vip=true"), self.names("?is_vip=false"), self.names()), ("cd", "ab", "abcd"))
        for value in ("yes", "1x", "TRUEE"):
            self.owner.get("/api/contacts", is_vip=value).invalid("is_vip")

    def test_all_tags_must_match(self):
        self.assertEqual(self.names("?tags=pro"), "bc")
        self.assertEqual(self.names("?tags=pro,fid%C3%A8le"), "c")
        self.assertEqual(self.names("?tags=pro&tags=fid%C3%A8le"), "c")
        self.assertEqual(self.names("?tags=pro&tags=prospect"), "")
        self.assertEqual(self.names("?tags=p"), "")

    def test_what_has_one_value_is_given_once(self):
        for query in ("is_vip=true&is_vip=true", "page=1&page=2", "limit=1&limit=1", "search=a&search=b", "sort_order=asc&sort_order=asc"):
            self.owner.get("/api/contacts?" + query).invalid(query.partition("=")[0])
        self.owner.get("/api/reports/revenue?from_date=2026-01-01&to_date=2026-01-31&to_date=2026-02-01").invalid("to_date")

    def test_filters_combine_and_count(self):
        answer = self.owner.get("/api/contacts?tags=pro&is_vip=true&search=c").expect(200).json
        self.assertEqual(([row["last_name"] for row in answer["data"]], answer["pagination"]["total"]), (["c"], 1))

    def test_unknown_parameters_are_refused(self):
        self.owner.get("/api/contacts?utm_source=x&_=1").invalid("utm_source", "_")

    def test_awkward_values(self):
        for query in ("?tags=%27%20OR%201=1", "?search=%27%3B--", "?tags=%22%5D", "?search=%25", "?search=*", "?search=%22",
                      "?search=AND", "?search=NEAR(", "?search=last_name:a", "?search=-", "?search=%F0%9F%91%A9"):
            with self.subTest(query=query):
                self.assertEqual(self.names(query), "")


class Search(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {}
        for key, fields in {
            "elodie": {"first_name": "Élodie", "last_name": "Bérénice-Müller", "email": "elodie@exemple.fr",
                       "phone": "+33612345678"},
            "marc": {"first_name": "Marc", "last_name": "Dupont", "company": "Dupont SARL", "email": "marc.dupont@example.fr"},
            "marcel": {"first_name": "Marcel", "last_name": "Martin", "company": "Garage de l'Étoile", "phone": "+33698765432"},
        }.items():
            cls.people[key] = cls.owner.create("/api/contacts", fields)["id"]
        for key, fields in (("elodie", {"license_plate": "AB-123-CD", "vin": "VF1AAAA1234567890"}),
                            ("marc", {"license_plate": "1234 AB 75"})):
            cls.owner.create("/api/vehicles", {"owner_id": cls.people[key], "make": "Renault", "model": "Clio", **fields})

    def found(self, search):
        names = {value: key for key, value in self.people.items()}
        answer = self.owner.get("/api/contacts", search=search).expect(200).json
        self.assertEqual(answer["pagination"]["total"], len(answer["data"]))
        return sorted(names.get(row["id"], "?") for row in answer["data"])

    def check(self, cases):
        for search, expected in cases:
            with self.subTest(search=search):
                self.assertEqual(self.found(search), expected)

    def test_case_and_accents(self):
        self.check((("elodie", ["elodie"]), ("ÉLODIE", ["elodie"]), ("eLoDiE", ["elodie"]), ("berenice", ["elodie"]),
                    ("muller", ["elodie"]), ("MÜLLER", ["elodie"]), ("etoile", ["marcel"]), ("E\u0301lodie", ["elodie"])))

    def test_prefixes_of_words(self):
        self.check((("marc", ["marc", "marcel"]), ("marce", ["marcel"]), ("dup", ["marc"]), ("upont", []),
                    ("d", ["marc", "marcel"]), ("ber", ["elodie"]), ("mul", ["elodie"])))

    def test_every_word_must_match(self):
        self.check((("marc dupont", ["marc"]), ("dupont marc", ["marc"]), ("dupont elodie", []), ("  marc   dup ", ["marc"])))

    def test_email_and_company(self):
        self.check((("marc.dupont@example.fr", ["marc"]), ("elodie@ex", ["elodie"]), ("sarl", ["marc"]),
                    ("dupont sarl", ["marc"])))

    def test_phone_numbers(self):
        self.check((("06 12 34 56 78", ["elodie"]), ("0612345678", ["elodie"]), ("+33612345678", ["elodie"]),
                    ("+33 6 12 34 56 78", ["elodie"]), ("06.98.76.54.32", ["marcel"]), ("0612", ["elodie"]),
                    ("0699999999", [])))

    def test_plates_and_vins(self):
        self.check((("AB-123-CD", ["elodie"]), ("ab123cd", ["elodie"]), ("ab 123 cd", ["elodie"]), ("AB123", ["elodie"]),
                    ("VF1AAAA1234567890", ["elodie"]), ("vf1aaaa", ["elodie"]), ("1234 AB 75", ["marc"]),
                    ("1234ab75", ["marc"])))

    def test_nothing_to_search_for(self):
        self.check((("-", []), ("...", [])))
        self.assertEqual(len(self.owner.read("/api/contacts", search="")), 3)

    def test_index_follows_changes(self):
        contact = self.owner.create("/api/contacts", {"last_name": "Ancien", "email": "zz@example.fr"})
        vehicle = self.owner.create("/api/vehicles", {"owner_id": contact["id"], "make": "R", "model": "C",
                                                      "license_plate": "XX-777-XX"})
        one = [contact["id"]]
        self.assertEqual(self.ids("/api/contacts", search="xx777xx"), one)
        self.owner.change(f"/api/contacts/{contact['id']}", {"last_name": "Nouveau"})
        self.assertEqual((self.ids("/api/contacts", search="ancien"), self.ids("/api/contacts", search="nouveau")), ([], one))
        self.assertEqual(self.ids("/api/contacts", search="xx777xx"), one)
        self.owner.change(f"/api/vehicles/{vehicle['id']}", {"license_plate": "YY-888-YY"})
        self.assertEqual((self.ids("/api/contacts", search="xx777xx"), self.ids("/api/contacts", search="yy888yy")), ([], one))
        self.owner.delete(f"/api/vehicles/{vehicle['id']}").expect(200)
        self.assertEqual(self.ids("/api/contacts", search="yy888yy"), [])
        self.owner.delete(f"/api/contacts/{contact['id']}").expect(200)
        self.assertEqual(self.ids("/api/contacts", search="nouveau"), [])

    def test_long_searches(self):
        self.owner.get("/api/contacts", search="a" * 2000).expect(200, 400)
        self.owner.get("/api/contacts", search=" ".join(["a"] * 500)).expect(200, 400)
