# SPDX-License-Identifier: MIT
"""Text as people write it: French order of every list sorted by text, and searches for names, telephone numbers and plates."""

from harness import ApiCase
from test_opportunities import DEAL

NAMES = ["3 Suisses", "Abel", "Ægidius", "Côte-Rôtie", "D’Artagnan", "Dabo", "Éclair", "Edf", "Élan", "Île-aux-Moines", "Jean-Paul",
         "L’Haÿ", "Le Goff", "Legrand", "Nîmes", "Œuvrard", "Ollier", "Saint-Étienne", "Sørensen", "Zoé"]
# Told apart where the words are equal: accents from the end of the word, small letters first.
ALIKE = ["cote", "Cote", "côte", "coté", "côté"]


class Order(ApiCase):
    def check(self, path, key, create, alike=tuple(ALIKE)):
        expected = [*NAMES[:3], *alike, *NAMES[3:]]
        for name in sorted(expected, key=hash):
            create(name)
        for order, wanted in (("asc", expected), ("desc", expected[::-1])):
            answer = self.owner.get(path, sort_by=key, sort_order=order, limit=100).expect(200).json
            rows = answer.get("items", answer.get("data"))
            self.assertEqual([row[key] for row in rows if row[key] in expected], wanted, (path, key, order))

    def test_contacts(self):
        for key in ("last_name", "company"):
            self.check("/api/contacts", key, lambda name, key=key: self.owner.create("/api/contacts", {key: name}))

    def test_contacts_keep_their_place(self):
        made = [self.owner.create("/api/contacts", {"last_name": name, "tags": ["place"]}) for name in ("Aa", "Bb", "Cc")]
        self.owner.change(f"/api/contacts/{made[0]['id']}", {"last_name": "Éb"})
        self.owner.change(f"/api/contacts/{made[2]['id']}", {"last_name": "ÉA"})
        rows = self.owner.get("/api/contacts", tags="place", sort_by="last_name").json["data"]
        self.assertEqual([row["last_name"] for row in rows], ["Bb", "ÉA", "Éb"])

    def test_vehicles(self):
        owner = self.contact()["id"]
        self.check("/api/vehicles", "make",
                   lambda name: self.owner.create("/api/vehicles", {"owner_id": owner, "make": name, "model": "C"}))

    def test_clients(self):
        for key in ("name", "industry", "relationship_tier", "contact_person"):
            self.check("/api/clients", key, lambda name, key=key: self.owner.post(
                "/api/clients", {"name": "x", key: name}).expect(201))

    def test_opportunities(self):
        self.check("/api/opportunities", "project_name", lambda name: self.deal(project_name=name))
        for key in ("service_type", "sector_type"):
            self.check("/api/opportunities", key, lambda name, key=key: self.deal(**{key: name}))
        clients = {}
        for name in ALIKE + NAMES:
            clients[name] = self.owner.post("/api/clients", {"name": name}).expect(201).json["id"]
        self.check("/api/opportunities", "client_name", lambda name: self.deal(client_id=clients[name]))
        self.owner.put(f"/api/clients/{clients['Zoé']}", {"name": "Âge"}).expect(200)
        first = self.owner.get("/api/opportunities", search="age", sort_by="client_name").json["items"]
        self.assertEqual([row["client_name"] for row in first], ["Âge"])

    def deal(self, **fields):
        return self.owner.post("/api/opportunities", {**DEAL, "client_id": None, **fields}).expect(201)

    def test_teams(self):
        self.check("/api/teams", "name", lambda name: self.owner.post("/api/teams", {"name": name}),
                   ["cote", "côte", "coté", "côté"])  # names of teams differ by more than case


class Search(ApiCase):
    def found(self, search, path="/api/contacts"):
        answer = self.owner.get(path, search=search).expect(200).json
        return [row["id"] for row in answer.get("items", answer.get("data"))]

    def test_names(self):
        for name, spellings in (("Œuvrard", "oeuvrard OEUVR œuvr"), ("Łukasz", "lukasz łuk"), ("Weißmann", "weissmann WEIẞ"),
                                ("Þórdís", "thordis"), ("\u2066Isolde\u2069", "isolde \u2066isolde\u2069"),
                                ("\U0001FAE0Maud", "maud \U0001FAE0maud"), ("Emma\U0001FAE8", "emma emma\U0001FAE8")):
            made = self.owner.create("/api/contacts", {"last_name": name})["id"]
            for search in spellings.split():
                with self.subTest(name=name, search=search):
                    self.assertEqual(self.found(search), [made])
            self.owner.change(f"/api/contacts/{made}", {"last_name": "Autre"})
            self.assertEqual(self.found(spellings.split()[0]), [])

    def test_telephone(self):
        for phone, spellings in (
                ("+33698765432", ["06 98 76 54 32", "(06) 98 76 54 32", "06/98/76/54/32", "06.98.76.54.32", "06\u00a098\u202f76 54 32",
                                  "+33 (0)6 98 76 54 32", "0033698765432", "zora 06 98 76 54 32", "06 98 76 54 32 zora"]),
                ("+590690112233", ["0690112233", "0690 11 22 33", "+590 690 11 22 33"]),
                ("+262692112233", ["0692112233", "06 92 11 22 33", "+262 (0)692 11 22 33"])):
            made = self.owner.create("/api/contacts", {"first_name": "Zora", "phone": phone})["id"]
            for search in spellings:
                with self.subTest(phone=phone, search=search):
                    self.assertEqual(self.found(search), [made])
        self.assertEqual(self.found("06 98 76 54 33"), [])  # positive control: another number is not found

    def test_a_clients_number_as_typed(self):
        made = self.owner.post("/api/clients", {"name": "Quai", "phone": "06.44/33 22-11"}).expect(201).json["id"]
        for search in ("0644332211", "06 44 33 22 11", "+33 6 44 33 22 11", "0033 (0)6 44 33 22 11", "quai 06 44 33 22 11"):
            with self.subTest(search=search):
                self.assertEqual(self.found(search, "/api/clients"), [made])

    def test_plates(self):
        for plate, spellings in (("KX-731-QZ", ["kx731qz", "KX 731 QZ", "kx-731", "ulysse kx 731 qz"]),
                                 ("8642 WV 2A", ["8642wv2a", "8642 WV 2A"]), ("1-QWX-975", ["1-QWX-975", "1qwx975", "1 qwx 975"])):
            contact = self.contact(first_name="Ulysse")["id"]
            self.vehicle(contact, license_plate=plate)
            for search in spellings:
                with self.subTest(plate=plate, search=search):
                    self.assertEqual(self.found(search), [contact])
