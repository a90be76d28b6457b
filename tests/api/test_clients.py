# SPDX-License-Identifier: MIT
"""Clients (pipeline API, section 9): fields, search, and totals that cover what the caller sees."""

from harness import ApiCase, random_id
from test_opportunities import DEAL, fields_of

CLIENT = {"name": "New Client Company", "industry": "Real Estate", "relationship_tier": "2 - Medium", "contact_person": "Jane Smith",
          "email": "jane@newclient.com", "phone": "+966 12 345 6789", "address": "123 Business St, Riyadh",
          "notes": "Met at industry conference"}


class Clients(ApiCase):
    def client(self, **fields):
        return self.owner.post("/api/clients", {**CLIENT, **fields}).expect(201).json

    def test_create_read_change(self):
        made = self.client()
        self.assertLessEqual(CLIENT.items(), made.items())
        self.assertEqual((made["opportunity_count"], str(made["total_value"])), (0, "0.00"))
        self.assertNotIn("created_by", made)
        self.assertEqual(self.owner.get(f"/api/clients/{made['id']}").expect(200).json, made)
        changed = self.owner.put(f"/api/clients/{made['id']}", {"phone": "ask Jane", "notes": None}).expect(200).json
        self.assertEqual((changed["phone"], changed["notes"], changed["name"]), ("ask Jane", None, CLIENT["name"]))

    def test_bad_input(self):
        for fields, field in (({"name": ""}, "name"), ({"email": "x"}, "email"), ({"colour": 1}, "colour"), ({"name": None}, "name"),
                              ({"created_by": random_id()}, "created_by")):
            self.assertIn(field, fields_of(self.owner.post("/api/clients", {**CLIENT, **fields}).pipeline_fault(400)))
        self.assertEqual(self.owner.get(f"/api/clients/{random_id()}").pipeline_fault(404)["message"], "Client not found")

    def test_list_and_search(self):
        for name, industry in (("Zürich Häfen", "Shipping"), ("Dawaiyat Company", "Technology"), ("Acme", None)):
            self.client(name=name, industry=industry, contact_person=None, email=None)
        names = lambda **query: [row["name"] for row in self.owner.get("/api/clients", **query).expect(200).json["items"]]
        self.assertEqual(names(search="dawa"), ["Dawaiyat Company"])
        self.assertEqual(names(search="zurich hafen"), ["Zürich Häfen"])
        self.assertEqual(names(search="shipp"), ["Zürich Häfen"])
        self.assertEqual(names(limit=3), ["Acme", "Dawaiyat Company", "Zürich Häfen"])
        self.assertEqual(names(sort_by="name", limit=1), ["Acme"])
        for key in ("industry", "opportunity_count", "total_value", "updated_at", "email"):
            names(sort_by=key, sort_order="desc")
        self.assertIn("sort_by", fields_of(self.owner.get("/api/clients", sort_by="seq").pipeline_fault(400)))

    def test_texts_sort_as_people_expect(self):
        """Also after a change: the keys follow."""
        owner = self.instance.sign_up()
        fields = {"industry": "{}", "relationship_tier": "{}", "contact_person": "{}", "email": "{}@x.fr"}
        make = lambda word: {name: text.format(word) for name, text in fields.items()}
        words = ["zeta", "Écrin", "ecran", "œuf", "Edf", "odeur"]
        clients = {word: owner.post("/api/clients", {"name": word, **make(word)}).expect(201).json["id"] for word in words if word.isascii()}
        clients |= {word: owner.post("/api/clients", {"name": word, **make("q")}).expect(201).json["id"] for word in words if not word.isascii()}
        for word, client_id in clients.items():
            owner.put(f"/api/clients/{client_id}", {**make(word), "email": f"{word}@x.fr".replace("É", "e").replace("œ", "oe")}).expect(200)
        for key in fields:
            names = [row["name"] for row in owner.get("/api/clients", sort_by=key, sort_order="asc").expect(200).json["items"]]
            self.assertEqual(names, ["ecran", "Écrin", "Edf", "odeur", "œuf", "zeta"], key)

    def test_totals_cover_what_one_sees(self):
        client = self.client(name="Totals")
        sam = self.instance.add_user(self.subdomain, "sales")
        for person, amount in ((self.owner, 100), (self.owner, 50.5), (sam, 7)):
            person.post("/api/opportunities", {**DEAL, "original_amount": amount, "client_id": client["id"]}).expect(201)
        for person, totals in ((self.owner, (3, "157.50")), (sam, (1, "7.00"))):
            for row in (person.get("/api/clients", search="totals").json["items"][0], person.get(f"/api/clients/{client['id']}").json,
                        person.get("/api/clients", sort_by="total_value", sort_order="desc").json["items"][0]):
                self.assertEqual((row["opportunity_count"], str(row["total_value"])), totals)

    def test_delete(self):
        client = self.client()
        deal = self.owner.post("/api/opportunities", {**DEAL, "client_id": client["id"]}).expect(201).json
        self.assertEqual(deal["client"], {"id": client["id"], "name": client["name"], "industry": client["industry"],
                                          "relationship_tier": client["relationship_tier"]})
        path = f"/api/clients/{client['id']}"
        for role, status in (("sales", 403), ("manager", 409)):
            self.instance.add_user(self.subdomain, role).delete(path).pipeline_fault(status)
        self.owner.put(f"/api/opportunities/{deal['id']}", {"client_id": None}).expect(200)
        self.owner.delete(path).expect(204)
        self.owner.get(path).pipeline_fault(404)
