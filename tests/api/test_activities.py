# SPDX-License-Identifier: MIT
"""Activities (contract 5): the timeline, by hand and by what happens."""

from harness import ApiCase, days_from_now, random_id, today

TYPES = ("EMAIL_SENT", "CALL_MADE", "MEETING", "NOTE", "SMS_SENT", "WHATSAPP_SENT", "QUOTE_SENT", "QUOTE_ACCEPTED",
         "QUOTE_REJECTED",
         "INVOICE_SENT", "INVOICE_PAID", "INVOICE_OVERDUE", "TASK_DONE", "VEHICLE_SERVICED")


class Activities(ApiCase):
    def log(self, client=None, **fields):
        return (client or self.owner).create("/api/activities", {"type": "NOTE", "description": "Note", **fields})

    def test_every_type(self):
        for kind in TYPES:
            with self.subTest(kind=kind):
                self.assertEqual(self.log(type=kind)["type"], kind)

    def test_validation(self):
        self.owner.post("/api/activities", {"type": "call_made", "description": "", "contact_id": "x", "metadata": []}).invalid(
            "type", "description", "contact_id", "metadata")
        self.owner.post("/api/activities", {"type": "NOTE", "description": "x",
                                            "contact_id": random_id()}).invalid("contact_id")
        self.owner.post("/api/activities", {}).invalid("type", "description")

    def test_nobody_logs_for_another(self):
        colleague = self.instance.add_user(self.subdomain, "sales", name="Chloé Martin")
        response = self.owner.post("/api/activities", {"type": "NOTE", "description": "x", "user_id": colleague.user["id"]})
        response.expect(201, 400)
        if response.status == 201:
            self.assertEqual(response.data["user_id"], self.owner.user["id"])

    def test_newest_first_with_names(self):
        contact = self.contact()
        colleague = self.instance.add_user(self.subdomain, "sales", name="Chloé Martin")
        self.log(contact_id=contact["id"], description="un", metadata={"duration": 5, "deep": {"a": [1]}})
        self.log(colleague, contact_id=contact["id"], description="deux")
        rows = self.owner.read("/api/activities", contact_id=contact["id"])
        self.assertEqual([row["description"] for row in rows], ["deux", "un"])
        self.assertEqual(rows[0]["user"], {"id": colleague.user["id"], "name": "Chloé Martin"})
        self.assertEqual(rows[0]["contact"], {"id": contact["id"], "name": "Marc Dupont"})
        self.assertEqual((rows[0]["metadata"], rows[1]["metadata"]), ({}, {"duration": 5, "deep": {"a": [1]}}))

    def test_filters(self):
        contact = self.contact()
        note, call = self.log(contact_id=contact["id"]), self.log(contact_id=contact["id"], type="CALL_MADE")
        one = {"contact_id": contact["id"]}
        self.assertEqual(self.ids("/api/activities", type="CALL_MADE", **one), [call["id"]])
        self.assertEqual(self.ids("/api/activities", user_id=self.owner.user["id"], **one), [call["id"], note["id"]])
        self.assertEqual(self.ids("/api/activities", user_id=random_id(), **one), [])
        self.assertEqual(self.ids("/api/activities", from_date=today().isoformat(), **one), [call["id"], note["id"]])
        self.assertEqual(self.ids("/api/activities", from_date=days_from_now(1), **one), [])
        self.owner.get("/api/activities", type="NONSENSE", user_id="x", from_date="x").invalid("type", "user_id", "from_date")

    def test_the_first_thousand_unless_a_page_is_asked_for(self):
        contact = self.contact()
        for number in range(23):
            self.log(contact_id=contact["id"], description=str(number))
        complete = self.owner.get("/api/activities", contact_id=contact["id"]).expect(200).json
        self.assertEqual(len(complete["data"]), 23)
        self.assertEqual(complete["pagination"], {"page": 1, "limit": 1000, "total": 23, "pages": 1, "has_next": False})
        page = self.owner.get("/api/activities", contact_id=contact["id"], page=2).expect(200).json
        self.assertEqual((len(page["data"]), page["pagination"]["total"]), (3, 23))

    def test_service_is_logged(self):
        vehicle = self.vehicle()
        self.owner.create(f"/api/vehicles/{vehicle['id']}/service-records",
                          {"date": "2025-12-15", "mileage": 1, "description": "Vidange"})
        self.assertIn("VEHICLE_SERVICED", [row["type"] for row in self.owner.read("/api/activities",
                                                                                  contact_id=vehicle["owner_id"])])
