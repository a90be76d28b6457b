# SPDX-License-Identifier: MIT
"""GET /api/search: one box for everything, in words that say what was found, and nothing that one may not see."""

from harness import ApiCase, line

DEAL = {"project_name": "Refonte Duvalier", "service_type": "Consulting", "sector_type": "Energy", "original_amount": 1200,
        "gross_margin_percentage": 0.2, "project_type": "Integrated services to Business", "project_maturity": "RFI",
        "client_type": "Existing", "client_relationship": "3 - Good", "conservative_approach": False, "starting_date": "2026-01-01",
        "closing_date": "2028-12-31", "status": "Active", "stage": "RFI"}


class Box(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        owner = cls.owner
        cls.person = owner.create("/api/contacts", {"first_name": "Zoé", "last_name": "Duvalier", "company": "Boulangerie du Lac",
                                                    "phone": "+33612345678", "address": {"city": "Annecy"}})
        cls.car = owner.create("/api/vehicles", {"owner_id": cls.person["id"], "license_plate": "AB-123-CD", "make": "Renault",
                                                 "model": "Clio"})
        papers = {"contact_id": cls.person["id"], "vehicle_id": cls.car["id"], "vat_rate": 20.0,
                  "items": [line(100, description="Plaquettes de frein")]}
        cls.quote_ = owner.create("/api/quotes", papers)
        cls.draft = owner.create("/api/invoices", papers)
        cls.issued = owner.create("/api/invoices", papers)
        owner.change(f"/api/invoices/{cls.issued['id']}/status", {"status": "SENT"})
        cls.issued = owner.read(f"/api/invoices/{cls.issued['id']}")
        cls.note = owner.create(f"/api/invoices/{cls.issued['id']}/credit-note", {"items": [line(10)]})
        cls.task = owner.create("/api/tasks", {"title": "Rappeler Duvalier", "contact_id": cls.person["id"], "description": "Frein"})
        cls.client_ = owner.post("/api/clients", {"name": "Duvalier Énergies", "industry": "Énergie", "phone": "06 12 34 56 78"}).json
        cls.deal = owner.post("/api/opportunities", {**DEAL, "client_id": cls.client_["id"]}).expect(201).json

    def search(self, q, who=None, **query):
        return (who or self.owner).get("/api/search", q=q, **query).expect(200).data["groups"]

    def found(self, q, who=None, **query):
        return {group["type"]: [item["id"] for item in group["items"]] for group in self.search(q, who, **query)}

    def test_everything_in_words_to_recognise_it_by(self):
        paper = {"subtitle": "Zoé Duvalier · Plaquettes de frein", "plate": "AB-123-CD"}
        expected = {
            "contact": [{"title": "Zoé Duvalier", "subtitle": "Boulangerie du Lac · Annecy · 06\xa012\xa034\xa056\xa078"}],
            "vehicle": None,
            "quote": [{"title": self.quote_["quote_number"], "status": "DRAFT", "amount": 120, **paper}],
            "invoice": [{"title": self.issued["invoice_number"], "status": "SENT", "amount": 120, **paper},
                        {"title": "Zoé Duvalier", "status": "DRAFT", "amount": 120, **paper, "subtitle": "Plaquettes de frein"}],
            "credit_note": [{"title": self.note["credit_note_number"], "subtitle": f"Zoé Duvalier · {self.issued['invoice_number']}",
                             "amount": 12, "plate": "AB-123-CD"}],
            "client": [{"title": "Duvalier Énergies", "subtitle": "Énergie"}],
            "opportunity": [{"title": "Refonte Duvalier", "subtitle": "Duvalier Énergies · Marc Dupont", "status": "Active",
                             "amount": 1200}],
            "task": [{"title": "Rappeler Duvalier", "subtitle": "Zoé Duvalier · Frein", "status": "TODO"}],
        }
        groups = self.search("duvalier")
        self.assertEqual([group["type"] for group in groups], [kind for kind, items in expected.items() if items])
        for group in groups:
            with self.subTest(type=group["type"]):
                items = [{key: value for key, value in item.items() if key != "id"} for item in group["items"]]
                self.assertEqual((items, group["total"]), (expected[group["type"]], len(items)))
        [vehicles] = self.search("clio")
        self.assertEqual(vehicles, {"type": "vehicle", "total": 1, "items": [
            {"id": self.car["id"], "title": "AB-123-CD", "subtitle": "Renault Clio · Zoé Duvalier", "plate": "AB-123-CD"}]})

    def test_plates_phones_and_numbers_in_any_spelling(self):
        for q in ("ab123cd", "AB-123-CD", "ab 123 cd", "AB.123"):
            with self.subTest(q=q):
                self.assertEqual(set(self.found(q)), {"contact", "vehicle", "quote", "invoice", "credit_note"})
        for q in ("0612345678", "06 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678", "06.12.34"):
            with self.subTest(q=q):
                self.assertEqual(self.found(q), {"contact": [self.person["id"]], "client": [self.client_["id"]]})
        self.assertIn(self.quote_["id"], self.found(self.quote_["quote_number"])["quote"])
        self.assertIn(self.issued["id"], self.found(self.issued["invoice_number"])["invoice"])
        self.assertEqual(self.found(self.note["credit_note_number"])["credit_note"], [self.note["id"]])
        self.assertEqual(self.found("ÉNERGIE"), {"client": [self.client_["id"]], "opportunity": [self.deal["id"]]})

    def test_types_and_limit(self):
        self.assertEqual(list(self.found("duvalier", types="task,contact")), ["contact", "task"])
        answer = self.owner.get("/api/search?q=duvalier&types=task&types=client,task").expect(200).data["groups"]
        self.assertEqual([group["type"] for group in answer], ["client", "task"])
        [group] = self.search("duvalier", types="invoice", limit=1)
        self.assertEqual((group["total"], [item["id"] for item in group["items"]]), (2, [self.issued["id"]]))

    def test_what_is_wrong_is_said_at_once(self):
        for path, fields in (("/api/search", ["q"]), ("/api/search?q=%20", ["q"]), ("/api/search?q=a&q=b", ["q"]),
                             ("/api/search?limit=21&types=contact,dog", ["q", "limit", "types"]), ("/api/search?q=a&limit=0", ["limit"])):
            with self.subTest(path=path):
                self.owner.get(path).invalid(*fields)
        for q in ("-", "'\"*", "nothing of the kind"):
            self.assertEqual(self.found(q), {})
        self.instance.client(self.subdomain).get("/api/search", q="a").fault(401)

    def test_deals_of_others_are_absent(self):
        """Sales see their own and their team's."""
        sales = self.instance.add_user(self.subdomain, "sales")
        everything = self.found("duvalier")
        seen = self.found("duvalier", sales)
        self.assertEqual(set(everything) - set(seen), {"opportunity"})
        self.assertEqual({kind: everything[kind] for kind in seen}, seen)
        own = sales.post("/api/opportunities", {**DEAL, "project_name": "Duvalier Nord"}).expect(201).json
        self.assertEqual(self.found("duvalier", sales)["opportunity"], [own["id"]])
        [group] = self.search("duvalier", sales, types="opportunity", limit=1)
        self.assertEqual(group["total"], 1)
        self.owner.delete(f"/api/opportunities/{own['id']}").expect(200, 204)

    def test_what_is_deleted_is_absent(self):
        contact = self.owner.create("/api/contacts", {"last_name": "Ephémère"})
        task = self.owner.create("/api/tasks", {"title": "Ephémère"})
        self.assertEqual(self.found("ephemere"), {"contact": [contact["id"]], "task": [task["id"]]})
        self.owner.delete(f"/api/contacts/{contact['id']}").expect(200)
        self.owner.delete(f"/api/tasks/{task['id']}").expect(200)
        self.assertEqual(self.found("ephemere"), {})

    def test_another_tenant_finds_nothing(self):
        self.assertEqual(self.found("duvalier", self.instance.sign_up()), {})
