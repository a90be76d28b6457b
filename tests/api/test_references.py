# SPDX-License-Identifier: MIT
"""References are checked when a request names them (contract 8), so that what belongs to a deleted contact stays editable; and
all errors of a quote or invoice come at once, one row a field."""

from harness import ApiCase, line, random_id


class OfADeletedContact(ApiCase):
    def setUp(self):
        self.who = self.contact()["id"]

    def delete_contact(self):
        self.owner.delete(f"/api/contacts/{self.who}").expect(200)

    def test_a_task_is_ticked_off(self):
        task = self.owner.create("/api/tasks", {"title": "Rappeler", "contact_id": self.who})
        self.delete_contact()
        path = f"/api/tasks/{task['id']}"
        self.assertEqual(self.owner.change(path, {"status": "DONE"})["status"], "DONE")
        self.assertEqual(self.owner.change(path, {"title": "x"})["contact_id"], self.who)
        self.owner.patch(path, {"contact_id": self.who}).invalid("contact_id")
        self.assertIsNone(self.owner.change(path, {"contact_id": None})["contact_id"])
        self.owner.patch(path, {"contact_id": random_id(), "assignee_id": random_id()}).invalid("contact_id", "assignee_id")
        self.owner.post("/api/tasks", {"title": "x", "contact_id": self.who}).invalid("contact_id")

    def test_a_vehicle_is_changed_and_given_to_another(self):
        vehicle = self.vehicle(self.who, mileage=1000)
        self.delete_contact()
        path = f"/api/vehicles/{vehicle['id']}"
        self.assertEqual(self.owner.change(path, {"color": "Bleu"})["owner_id"], self.who)
        self.owner.change(f"{path}/mileage", {"mileage": 2000})
        self.owner.post(f"{path}/service-records", {"date": "2026-01-02", "description": "Pneus"}).expect(201)
        self.owner.patch(path, {"owner_id": self.who}).invalid("owner_id")
        other = self.contact()["id"]
        self.assertEqual(self.owner.change(path, {"owner_id": other})["owner_id"], other)

    def test_quotes_and_invoices_go_their_way(self):
        vehicle = self.vehicle(self.who)["id"]
        quote = self.quote(self.who, vehicle_id=vehicle)
        draft = self.invoice(self.who, vehicle_id=vehicle)
        self.owner.delete(f"/api/vehicles/{vehicle}").expect(200)
        self.delete_contact()
        for path in (f"/api/quotes/{quote['id']}", f"/api/invoices/{draft['id']}"):
            with self.subTest(path=path):
                changed = self.owner.change(path, {"items": [line(50)], "notes": "x"})
                self.assertEqual((changed["contact_id"], changed["vehicle_id"], str(changed["total"])), (self.who, vehicle, "60.00"))
                self.owner.patch(path, {"contact_id": self.who}).invalid("contact_id")
                self.owner.patch(path, {"vehicle_id": vehicle}).invalid("vehicle_id")
        self.owner.create(f"/api/quotes/{quote['id']}/duplicate")
        self.owner.change(f"/api/quotes/{quote['id']}/status", {"status": "SENT"})
        invoice = self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201).data["invoice"]
        payment = self.pay(invoice, 10).data["payment"]["id"]
        self.owner.post(f"/api/invoices/{invoice['id']}/payments/{payment}/reversal", {}).expect(201)
        self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(1)]})
        self.owner.change(f"/api/invoices/{draft['id']}/status", {"status": "SENT"})

    def test_a_new_record_may_not_name_it(self):
        self.delete_contact()
        for path, body, field in (("/api/quotes", {"items": [line(1)], "contact_id": self.who}, "contact_id"),
                                  ("/api/invoices", {"items": [line(1)], "contact_id": self.who}, "contact_id"),
                                  ("/api/vehicles", {"owner_id": self.who}, "owner_id"),
                                  ("/api/activities", {"type": "NOTE", "description": "x", "contact_id": self.who}, "contact_id")):
            with self.subTest(path=path):
                self.owner.post(path, body).invalid(field)

    def test_the_vehicle_still_belongs_to_the_contact(self):
        draft = self.invoice(self.who, vehicle_id=self.vehicle(self.who)["id"])
        stranger = self.vehicle()
        path = f"/api/invoices/{draft['id']}"
        self.owner.patch(path, {"vehicle_id": stranger["id"]}).invalid("vehicle_id")
        self.owner.patch(path, {"contact_id": stranger["owner_id"]}).invalid("vehicle_id")
        self.owner.change(path, {"contact_id": stranger["owner_id"], "vehicle_id": stranger["id"]})


class AllAtOnce(ApiCase):
    def rows(self, path, body, method="post"):
        details = getattr(self.owner, method)(path, body).fault(400, "VALIDATION_ERROR")
        fields = [row["field"] for row in details]
        self.assertEqual(len(fields), len(set(fields)), fields)
        return sorted(fields)

    def test_references_beside_sums(self):
        for path in ("/api/quotes", "/api/invoices"):
            with self.subTest(path=path):
                body = {"contact_id": random_id(), "vehicle_id": random_id(), "items": [line(10), line(-20)], "vat_rate": 20}
                self.assertEqual(self.rows(path, body), ["contact_id", "items", "vehicle_id"])
                body["items"] = [line(999999999.99, 1000000), line(1)]
                self.assertEqual(self.rows(path, body), ["contact_id", "items", "vehicle_id"])
                body.update(items=[line(1.00001, vat_rate=101), line("1")], notes=7, x=1)
                self.assertEqual(self.rows(path, body), ["contact_id", "items[0].unit_price", "items[0].vat_rate",
                                                         "items[1].unit_price", "notes", "vehicle_id", "x"])
                del body["contact_id"]
                body.update(items=[], vat_rate=-1, vehicle_id="x")
                self.assertEqual(self.rows(path, body), ["contact_id", "items", "notes", "vat_rate", "vehicle_id", "x"])

    def test_changes_of_drafts(self):
        for path, record in (("/api/quotes", self.quote()), ("/api/invoices", self.invoice())):
            with self.subTest(path=path):
                body = {"contact_id": random_id(), "vehicle_id": random_id(), "items": [line(-1)], "notes": 7}
                self.assertEqual(self.rows(f"{path}/{record['id']}", body, "patch"), ["contact_id", "items", "notes", "vehicle_id"])
                changed = self.owner.change(f"{path}/{record['id']}", {"notes": "y"})
                self.assertEqual((changed["items"], changed["total"]), (record["items"], record["total"]))

    def test_payments(self):
        invoice = self.invoice(issued=True)
        body = {"amount": 1000, "payment_method": "GOLD", "paid_at": "soon", "reason": 7}
        self.assertEqual(self.rows(f"/api/invoices/{invoice['id']}/payments", body),
                         ["amount", "paid_at", "payment_method", "reason"])
