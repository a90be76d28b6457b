# SPDX-License-Identifier: MIT
"""The search over quotes, invoices, credit notes and tasks: what finds one, and what becomes of it when a name or a plate changes."""

from harness import ApiCase, line


class Papers(ApiCase):
    """A quote, a draft invoice, an issued one and its credit note, all of one customer and car."""

    def setUp(self):
        self.owner = self.instance.sign_up()
        self.addCleanup(self.owner.close)
        self.customer = self.contact(first_name="Zoé", last_name="Œuvrard", company="Boulangerie du Lac")
        self.car = self.vehicle(self.customer["id"], license_plate="AB-123-CD")
        parts = {"contact_id": self.customer["id"], "vehicle_id": self.car["id"],
                 "items": [line(80, description="Plaquettes de frein arrière"), line(20, description="Liquide « DOT 4 »")]}
        self.offer = self.quote(**parts)
        self.draft = self.invoice(**parts)
        self.issued = self.invoice(**parts, issued=True)
        self.note = self.owner.create(f"/api/invoices/{self.issued['id']}/credit-note", {"reason": "Geste"})

    def found(self, search):
        """Of which of the four the lists' totals and rows speak."""
        names = {self.offer["id"]: "quote", self.draft["id"]: "draft", self.issued["id"]: "issued", self.note["id"]: "note"}
        seen = []
        for path in ("/api/quotes", "/api/invoices", "/api/credit-notes"):
            answer = self.owner.get(path, search=search).expect(200).json
            self.assertEqual(answer["pagination"]["total"], len(answer["data"]))
            seen += [names[row["id"]] for row in answer["data"]]
        return sorted(seen)

    def check(self, *cases):
        for search, expected in cases:
            with self.subTest(search=search):
                self.assertEqual(self.found(search), sorted(expected.split()))

    def test_what_finds_a_paper(self):
        everything = "quote draft issued note"
        number = self.owner.read(f"/api/invoices/{self.issued['id']}")["invoice_number"]
        self.check(("zoe", everything), ("oeuv", everything), ("ŒUVRARD zoé", everything), ("boulangerie lac", everything),
                   ("ab123cd", everything), ("AB-123-CD", everything), ("ab 123", everything), ("ab123ce", ""),
                   ("frein", "quote draft issued"), ("plaq arr", "quote draft issued"), ("dot", "quote draft issued"),
                   ("oeuvrard frein ab123cd", "quote draft issued"), ("frein dupont", ""), ("rein", ""),
                   (self.note["credit_note_number"], "note"), ("-", ""))
        self.assertIn(self.issued["id"], self.ids("/api/invoices", search=number))
        self.assertIn(self.offer["id"], self.ids("/api/quotes", search=self.offer["quote_number"]))
        self.assertEqual(self.ids("/api/credit-notes", search=number), [self.note["id"]])

    def test_filters_and_orders_apply_to_what_is_found(self):
        self.assertEqual(self.ids("/api/invoices", search="frein", status="DRAFT"), [self.draft["id"]])
        self.assertEqual(self.ids("/api/invoices", search="frein", contact_id=self.contact()["id"]), [])
        both = self.ids("/api/invoices", search="frein", sort_by="created_at", sort_order="asc")
        self.assertEqual(both, [self.draft["id"], self.issued["id"]])
        self.assertEqual(self.ids("/api/quotes", search="frein", status="SENT,ACCEPTED"), [])
        self.owner.get("/api/quotes?search=a&search=b").invalid("search")

    def test_drafts_and_quotes_follow_a_new_name(self):
        """What was issued is found by the name that stands on it."""
        self.owner.change(f"/api/contacts/{self.customer['id']}", {"last_name": "Nœl", "company": None})
        self.check(("noel", "quote draft"), ("oeuvrard", "issued note"), ("boulangerie", "issued note"), ("noel frein", "quote draft"),
                   ("zoe", "quote draft issued note"))

    def test_drafts_and_quotes_follow_a_new_plate(self):
        self.owner.change(f"/api/vehicles/{self.car['id']}", {"license_plate": "XY-987-ZZ"})
        self.check(("xy987zz", "quote draft"), ("ab123cd", "issued note"))

    def test_issuing_a_draft_keeps_the_name_of_that_day(self):
        self.owner.change(f"/api/contacts/{self.customer['id']}", {"last_name": "Nœl"})
        self.owner.change(f"/api/invoices/{self.draft['id']}/status", {"status": "SENT"})
        self.owner.change(f"/api/contacts/{self.customer['id']}", {"last_name": "Martin"})
        self.check(("martin", "quote"), ("noel", "draft"), ("oeuvrard", "issued note"))

    def test_papers_follow_what_is_written_in_them(self):
        other = self.contact(last_name="Bernard")
        self.owner.change(f"/api/quotes/{self.offer['id']}", {"items": [line(10, description="Géométrie")]})
        self.owner.change(f"/api/invoices/{self.draft['id']}", {"contact_id": other["id"], "vehicle_id": None})
        self.check(("geometrie", "quote"), ("frein", "draft issued"), ("bernard", "draft"), ("ab123cd", "quote issued note"))
        self.owner.delete(f"/api/invoices/{self.draft['id']}").expect(200)
        self.owner.delete(f"/api/quotes/{self.offer['id']}").expect(200)
        self.check(("geometrie", ""), ("frein", "issued"), ("bernard", ""))

    def test_copies_and_conversions_are_found(self):
        copy = self.owner.create(f"/api/quotes/{self.offer['id']}/duplicate", {})
        self.assertEqual(self.ids("/api/quotes", search="frein oeuvrard"), [copy["id"], self.offer["id"]])
        self.owner.change(f"/api/quotes/{copy['id']}/status", {"status": "SENT"})
        answer = self.owner.post(f"/api/quotes/{copy['id']}/convert", {}).expect(200, 201)
        self.assertIn(answer.data["invoice"]["id"], self.ids("/api/invoices", search="frein oeuvrard"))

    def test_papers_of_deleted_contacts_are_found(self):
        self.owner.delete(f"/api/contacts/{self.customer['id']}").expect(200)
        self.check(("oeuvrard", "quote draft issued note"))


class Tasks(ApiCase):
    def test_title_and_description(self):
        call = self.owner.create("/api/tasks", {"title": "Rappeler Mme Lœb", "description": "Devis du break, l’été dernier"})
        other = self.owner.create("/api/tasks", {"title": "Commander des pneus", "priority": "HIGH"})
        for search, expected in (("loeb", [call]), ("rappel ete", [call]), ("PNEU", [other]), ("break pneus", []), ("d", [other, call])):
            with self.subTest(search=search):
                self.assertEqual(self.ids("/api/tasks", search=search), [task["id"] for task in expected])
        self.assertEqual(self.ids("/api/tasks", search="d", priority="MEDIUM"), [call["id"]])
        self.owner.change(f"/api/tasks/{call['id']}", {"title": "Écrire", "description": None})
        self.assertEqual((self.ids("/api/tasks", search="loeb"), self.ids("/api/tasks", search="ecrire")), ([], [call["id"]]))
        self.owner.delete(f"/api/tasks/{call['id']}").expect(200)
        self.assertEqual(self.ids("/api/tasks", search="ecrire"), [])
        self.owner.post(f"/api/tasks/{call['id']}/restore").expect(200)
        self.assertEqual(self.ids("/api/tasks", search="ecrire"), [call["id"]])
