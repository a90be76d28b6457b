# SPDX-License-Identifier: MIT
"""Twins (contract 8, "Warnings"): a plate, a number or an address that another has already is told, not refused."""

from harness import ApiCase


class Twins(ApiCase):
    def warned(self, response, status):
        return response.expect(status).json.get("warnings", [])

    def test_plates(self):
        first = self.contact(first_name="Ida", last_name="Roux", phone="+33611111111")
        car = self.vehicle(first["id"], license_plate="AB-123-CD")
        body = {"owner_id": self.contact()["id"], "license_plate": "ab123cd"}
        row = {"code": "PLATE_EXISTS", "field": "license_plate", "message": "Another vehicle has this plate",
               "vehicle_id": car["id"], "owner": {"id": first["id"], "name": "Ida Roux", "phone": "+33611111111"}}
        made = self.owner.post("/api/vehicles", body)
        self.assertEqual(self.warned(made, 201), [row])
        path = f"/api/vehicles/{made.data['id']}"
        self.assertEqual(made.data["license_plate"], "AB-123-CD")
        self.assertEqual(self.warned(self.owner.patch(path, {"color": "Bleu"}), 200), [])
        self.assertEqual(self.warned(self.owner.patch(path, {"license_plate": "EF-456-GH"}), 200), [])
        self.assertEqual(self.warned(self.owner.patch(path, {"license_plate": "AB 123 CD"}), 200), [row])
        self.owner.delete(f"/api/vehicles/{car['id']}").expect(200)
        self.owner.patch(path, {"license_plate": None}).expect(200)
        self.assertEqual(self.warned(self.owner.patch(path, {"license_plate": "AB-123-CD"}), 200), [])
        self.assertEqual(self.warned(self.owner.post("/api/vehicles", {"owner_id": first["id"]}), 201), [])

    def test_contacts(self):
        first = self.contact(first_name="Zo\"é", last_name="Blanc", phone="+33622222222", email="Zoe@Exemple.fr")
        who = {"contact_id": first["id"], "name": "Zo\"é Blanc"}
        phone = {"code": "PHONE_EXISTS", "field": "phone", "message": "Another contact has this telephone number", **who}
        email = {"code": "EMAIL_EXISTS", "field": "email", "message": "Another contact has this e-mail address", **who}
        made = self.owner.post("/api/contacts", {"company": "X", "phone": "+33 6 22 22 22 22", "email": "zoe@exemple.FR"})
        self.assertEqual(self.warned(made, 201), [phone, email])
        path = f"/api/contacts/{made.data['id']}"
        self.assertEqual(self.warned(self.owner.patch(path, {"company": "Y"}), 200), [])
        self.assertEqual(self.warned(self.owner.patch(path, {"phone": None, "email": "y@exemple.fr"}), 200), [])
        self.assertEqual(self.warned(self.owner.patch(path, {"phone": "+33622222222"}), 200), [phone])
        self.assertEqual(self.warned(self.owner.post("/api/contacts", {"company": "Z"}), 201), [])

    def test_no_more_than_five(self):
        for _ in range(6):
            self.contact(phone="+33633333333")
        self.assertEqual(len(self.warned(self.owner.post("/api/contacts", {"company": "X", "phone": "+33633333333"}), 201)), 5)

    def test_others_tenants_have_none(self):
        self.contact(phone="+33644444444")
        other = self.instance.sign_up()
        self.assertEqual(self.warned(other.post("/api/contacts", {"company": "X", "phone": "+33644444444"}), 201), [])
