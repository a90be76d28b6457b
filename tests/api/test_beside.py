# SPDX-License-Identifier: MIT
"""Names of others beside their ids: what a page shows of an owner, a vehicle, a quote, needs no second read."""

from harness import ApiCase, days_from_now, line


class Beside(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self = cls("runTest")
        self.owner = cls.owner
        cls.person = self.contact(first_name="Ida", last_name="Roux", phone="+33612345678", email="ida@exemple.fr")
        cls.brief = {"id": cls.person["id"], "name": "Ida Roux", "phone": "+33612345678", "email": "ida@exemple.fr"}
        cls.car = self.vehicle(cls.person["id"], license_plate="AB-123-CD", make="Renault", model="Clio")
        cls.plate = {"id": cls.car["id"], "license_plate": "AB-123-CD", "make": "Renault", "model": "Clio"}

    def row(self, path, record):
        return next(row for row in self.owner.read(path, limit=100) if row["id"] == record["id"])

    def test_vehicles_name_their_owner(self):
        owner = {key: self.brief[key] for key in ("id", "name", "phone")}
        path = f"/api/vehicles/{self.car['id']}"
        self.assertEqual(self.car["owner"], owner)
        for vehicle in (self.owner.read(path), self.row("/api/vehicles", self.car),
                        self.owner.read("/api/vehicles", search="AB-123-CD")[0],
                        self.owner.change(path, {"color": "Bleu"}), self.owner.change(path + "/mileage", {"mileage": 9})):
            self.assertEqual((vehicle["owner"], vehicle["owner_id"]), (owner, self.person["id"]))
        other = self.owner.create("/api/contacts", {"company": "Garage Sans Nom"})
        changed = self.owner.change(f"/api/vehicles/{self.vehicle(other['id'])['id']}", {"owner_id": self.person["id"]})
        self.assertEqual(changed["owner"], owner)
        self.assertEqual(self.vehicle(other["id"])["owner"], {"id": other["id"], "name": "Garage Sans Nom", "phone": None})

    def test_what_was_read_can_be_sent_back(self):
        """Names are ignored, as what is read-only is."""
        task = self.owner.create("/api/tasks", {"title": "x", "contact_id": self.person["id"]})
        for path in (f"/api/vehicles/{self.car['id']}", f"/api/quotes/{self.quote(self.person['id'])['id']}",
                     f"/api/tasks/{task['id']}"):
            read = self.owner.read(path)
            wrong = {key: {"id": "x"} for key in ("owner", "contact", "invoice", "assignee") if key in read}
            sent = {key: value for key, value in read.items() if key not in ("items", "deposits", "deposits_has_next")}
            with self.subTest(path=path):
                kept = self.owner.change(path, {**sent, **wrong})
                self.assertEqual({key: kept[key] for key in wrong}, {key: read[key] for key in wrong})

    def test_quotes(self):
        quote = self.quote(self.person["id"], vehicle_id=self.car["id"])
        self.assertEqual((quote["contact"], quote["vehicle"], quote["invoice"]), (self.brief, self.plate, None))
        self.assertEqual((quote["contact_id"], quote["vehicle_id"]), (self.person["id"], self.car["id"]))
        row = self.row("/api/quotes", quote)
        self.assertEqual((row["vehicle"], row["contact"]), (self.plate, {"id": self.person["id"], "name": "Ida Roux"}))
        bare = self.quote(self.person["id"])
        self.assertEqual((bare["vehicle"], self.row("/api/quotes", bare)["vehicle"]), (None, None))

        path = f"/api/quotes/{quote['id']}"
        self.owner.change(path + "/status", {"status": "SENT"})
        invoice = self.owner.post(path + "/convert", {}).expect(201).data["invoice"]
        brief = {"id": invoice["id"], "invoice_number": invoice["invoice_number"], "status": "SENT"}
        self.assertEqual(self.owner.read(path)["invoice"], brief)
        self.assertEqual(invoice["quote"], {"id": quote["id"], "quote_number": quote["quote_number"]})

    def test_invoices(self):
        draft = self.invoice(self.person["id"], vehicle_id=self.car["id"])
        self.assertEqual((draft["contact"], draft["quote"]), (self.brief, None))
        self.assertEqual({key: draft["vehicle"][key] for key in self.plate}, self.plate)
        self.assertEqual(self.row("/api/invoices", draft)["vehicle"], self.plate)
        self.assertIsNone(self.row("/api/invoices", self.invoice(self.person["id"]))["vehicle"])
        issued = self.owner.change(f"/api/invoices/{draft['id']}/status", {"status": "SENT"})
        self.assertEqual({key: issued["vehicle"][key] for key in self.plate}, self.plate)
        self.assertNotIn("owner", issued["vehicle"])
        paid = self.pay(issued, 1).data
        self.assertEqual((paid["contact"], paid["quote"]), (self.brief, None))

    def test_an_issued_invoice_keeps_its_vehicle(self):
        car = self.vehicle(self.person["id"], license_plate="XY-987-ZA", make="Fiat", model="Panda")
        draft = self.invoice(self.person["id"], vehicle_id=car["id"])
        self.owner.change(f"/api/vehicles/{car['id']}", {"model": "Punto"})
        self.assertEqual(self.read_invoice(draft)["vehicle"]["model"], "Punto")
        self.owner.change(f"/api/invoices/{draft['id']}/status", {"status": "SENT"})
        self.owner.change(f"/api/vehicles/{car['id']}", {"model": "Tipo"})
        self.assertEqual(self.read_invoice(draft)["vehicle"]["model"], "Punto")

    def test_credit_notes(self):
        invoice = self.invoice(self.person["id"], issued=True, due_date=days_from_now(-3))
        made = self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(1)]}).expect(201).data
        self.assertEqual(made["invoice"]["id"], invoice["id"])
        self.assertIn("amount_due", made["invoice"])
        brief = {"id": invoice["id"], "invoice_number": invoice["invoice_number"], "status": "OVERDUE"}
        for note in (self.owner.read(f"/api/credit-notes/{made['id']}"), self.row("/api/credit-notes", made)):
            self.assertEqual((note["contact"], note["invoice"], note["invoice_id"]), (self.brief, brief, invoice["id"]))
        self.assertEqual(self.read_invoice(invoice)["status"], "OVERDUE")

    def test_tasks(self):
        me = self.owner.user["id"]
        task = self.owner.create("/api/tasks", {"title": "x", "assignee_id": me, "contact_id": self.person["id"]})
        names = {"assignee": {"id": me, "name": "Marc Dupont"}, "contact": {"id": self.person["id"], "name": "Ida Roux"}}
        path = f"/api/tasks/{task['id']}"
        for record in (task, self.owner.read(path), self.row("/api/tasks", task), self.owner.change(path, {"title": "y"})):
            self.assertEqual({key: record[key] for key in names}, names)
        self.assertEqual((task["assignee_id"], task["contact_id"]), (me, self.person["id"]))
        bare = self.owner.change(path, {"assignee_id": None, "contact_id": None})
        self.assertEqual((bare["assignee"], bare["contact"]), (None, None))
        self.assertEqual((self.row("/api/tasks", task)["assignee"], self.row("/api/tasks", task)["contact"]), (None, None))

    def test_searches_show_the_same_rows(self):
        quote = self.quote(self.person["id"], vehicle_id=self.car["id"], items=[line(100, description="Zéphyrine")])
        invoice = self.invoice(self.person["id"], issued=True, vehicle_id=self.car["id"], items=[line(100, description="Zéphyrine")])
        note = self.owner.post(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(1)]}).expect(201).data
        task = self.owner.create("/api/tasks", {"title": "Zéphyrine", "contact_id": self.person["id"]})
        for path, record, words in (("/api/quotes", quote, "Zéphyrine"), ("/api/invoices", invoice, "Zéphyrine"),
                                    ("/api/credit-notes", note, note["credit_note_number"]), ("/api/tasks", task, "Zéphyrine")):
            with self.subTest(path=path):
                found = next(row for row in self.owner.read(path, search=words) if row["id"] == record["id"])
                self.assertEqual(found, self.row(path, record))

    def test_names_of_the_deleted_stay(self):
        person = self.contact(first_name="Zoé", last_name="Blanc", phone="+33611223344", email="zoe@blanc.fr")
        other = self.vehicle(person["id"])
        car = self.vehicle(person["id"], license_plate="ZZ-111-ZZ", make="Kia", model="Rio")
        quote = self.quote(person["id"], vehicle_id=car["id"])
        self.owner.delete(f"/api/vehicles/{car['id']}").expect(200)
        self.owner.delete(f"/api/contacts/{person['id']}").expect(200)
        for record in (self.owner.read(f"/api/quotes/{quote['id']}"), self.row("/api/quotes", quote)):
            self.assertEqual((record["contact"]["name"], record["vehicle"]["license_plate"]), ("Zoé Blanc", "ZZ-111-ZZ"))
        contact = self.owner.read(f"/api/quotes/{quote['id']}")["contact"]
        self.assertEqual((contact["phone"], contact["email"]), (None, None))
        self.assertEqual(self.owner.read(f"/api/vehicles/{other['id']}")["owner"], {"id": person["id"], "name": "Zoé Blanc", "phone": None})
