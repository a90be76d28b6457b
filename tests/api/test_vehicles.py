# SPDX-License-Identifier: MIT
"""Vehicles (contract 5): VIN and plates, mileage that never decreases, service history."""

from harness import ApiCase, random_id


class Create(ApiCase):
    def test_plates_are_normalised(self):
        contact = self.contact()
        for typed, stored in (("ab123cd", "AB-123-CD"), ("AB 124 CD", "AB-124-CD"), ("Ab-125-cD", "AB-125-CD"),
                              ("1234 AB 75", "1234 AB 75"), ("1235 ab 75", "1235 AB 75")):
            with self.subTest(typed=typed):
                self.assertEqual(self.vehicle(contact["id"], license_plate=typed)["license_plate"], stored)

    def test_vin(self):
        contact = self.contact()
        for bad in ("VF1AAAA123456789", "VF1AAAA12345678901", "VF1AAAAI234567890", "VF1AAAAO234567890", "VF1AAAAQ234567890",
                    "VF1AAAA-23456789A", "VF1AAAAÉ23456789"):
            with self.subTest(bad=bad):
                self.owner.post("/api/vehicles", {"owner_id": contact["id"], "vin": bad, "make": "R",
                                                  "model": "C"}).invalid("vin")
        self.assertEqual(self.vehicle(contact["id"], vin="vf1aaaa1234567891")["vin"], "VF1AAAA1234567891")

    def test_owner_must_exist(self):
        self.owner.post("/api/vehicles", {"owner_id": random_id(), "make": "R", "model": "C"}).invalid("owner_id")
        self.owner.post("/api/vehicles", {"owner_id": "nonsense", "make": "R", "model": "C"}).invalid("owner_id")

    def test_numbers_in_range(self):
        contact = self.contact()
        for field, value in (("mileage", -1), ("mileage", 1.5), ("mileage", "45000"), ("year", 1700), ("year", 99999),
                             ("year", "2020")):
            with self.subTest(field=field, value=value):
                self.owner.post("/api/vehicles", {"owner_id": contact["id"], "make": "R", "model": "C",
                                                  field: value}).invalid(field)

    def test_contact_of_another_tenant(self):
        foreign = self.instance.sign_up().create("/api/contacts", {"first_name": "X"})
        self.owner.post("/api/vehicles", {"owner_id": foreign["id"], "make": "R", "model": "C"}).invalid("owner_id")


class ReadChangeDelete(ApiCase):
    def test_read_and_change(self):
        vehicle = self.vehicle(color="Bleu", year=2020)
        self.assertEqual(self.owner.read(f"/api/vehicles/{vehicle['id']}")["color"], "Bleu")
        changed = self.owner.change(f"/api/vehicles/{vehicle['id']}", {"color": "Rouge", "license_plate": "zz999zz"})
        self.assertEqual((changed["color"], changed["license_plate"], changed["year"]), ("Rouge", "ZZ-999-ZZ", 2020))

    def test_list_and_search(self):
        one = self.vehicle(vin="VF1AAAA1234567892", license_plate="QQ-111-QQ")
        other = self.vehicle(make="Peugeot", model="208")
        self.assertEqual(self.ids("/api/vehicles")[:2], [other["id"], one["id"]])
        for search in ("qq111qq", "QQ-111-QQ", "VF1AAAA1234567892", "vf1aaaa12345"):
            with self.subTest(search=search):
                self.assertEqual(self.ids("/api/vehicles", search=search), [one["id"]])
        self.assertEqual(self.ids("/api/vehicles", search="peugeot"), [other["id"]])
        self.assertEqual(self.owner.get("/api/vehicles", limit=1).json["pagination"]["limit"], 1)

    def test_of_one_owner(self):
        one, _ = self.vehicle(), self.vehicle()
        self.assertEqual(self.ids("/api/vehicles", owner_id=one["owner_id"]), [one["id"]])

    def test_delete(self):
        vehicle = self.vehicle(license_plate="AA-001-AA")
        self.owner.delete(f"/api/vehicles/{vehicle['id']}").expect(200)
        self.owner.get(f"/api/vehicles/{vehicle['id']}").fault(404, "NOT_FOUND")
        self.owner.get(f"/api/vehicles/{vehicle['id']}/history").fault(404, "NOT_FOUND")
        self.assertEqual(self.owner.read(f"/api/contacts/{vehicle['owner_id']}")["vehicles"], [])


class Mileage(ApiCase):
    def patch(self, vehicle, expect=200, client=None, **body):
        return (client or self.owner).patch(f"/api/vehicles/{vehicle['id']}/mileage", body).expect(expect)

    def test_grows(self):
        vehicle = self.vehicle(mileage=45000)
        self.assertEqual(self.patch(vehicle, mileage=45000).data["mileage"], 45000)
        self.assertEqual(self.patch(vehicle, mileage=45001).data["mileage"], 45001)

    def test_never_decreases(self):
        vehicle = self.vehicle(mileage=45000)
        self.patch(vehicle, expect=400, mileage=44999).fault(400, "MILEAGE_DECREASED")
        self.owner.patch(f"/api/vehicles/{vehicle['id']}", {"mileage": 10}).fault(400)
        self.assertEqual(self.owner.read(f"/api/vehicles/{vehicle['id']}")["mileage"], 45000)

    def test_correction_by_a_manager_is_logged(self):
        vehicle = self.vehicle(mileage=450000)
        manager = self.instance.add_user(self.subdomain, "manager")
        self.patch(vehicle, client=manager, mileage=45000, correction=True, reason="un zéro de trop")
        self.assertEqual(self.owner.read(f"/api/vehicles/{vehicle['id']}")["mileage"], 45000)
        log = self.owner.get("/api/activities", contact_id=vehicle["owner_id"]).expect(200)
        self.assertIn("un zéro de trop", log.text)

    def test_correction_by_sales_is_refused(self):
        vehicle = self.vehicle(mileage=45000)
        sales = self.instance.add_user(self.subdomain, "sales")
        self.patch(vehicle, expect=403, client=sales, mileage=1, correction=True, reason="x")
        self.assertEqual(self.owner.read(f"/api/vehicles/{vehicle['id']}")["mileage"], 45000)

    def test_correction_wants_a_reason(self):
        self.patch(self.vehicle(mileage=45000), expect=400, mileage=1, correction=True).invalid("reason")

    def test_nonsense(self):
        vehicle = self.vehicle()
        for value in (-1, "1", 1.5, None, 10 ** 12):
            with self.subTest(value=value):
                self.patch(vehicle, expect=400, mileage=value).invalid("mileage")
        self.patch(vehicle, expect=400).invalid("mileage")


class History(ApiCase):
    def record(self, vehicle, expect=201, **fields):
        body = {"date": "2025-12-15", "mileage": 45000, "description": "Vidange", "cost": 180.5, "labor_hours": 1.5, **fields}
        return self.owner.post(f"/api/vehicles/{vehicle['id']}/service-records", body).expect(expect)

    def test_newest_first(self):
        vehicle = self.vehicle()
        for date, mileage in (("2025-01-01", 1000), ("2025-03-01", 3000), ("2025-02-01", 2000)):
            self.record(vehicle, date=date, mileage=mileage)
        history = self.owner.read(f"/api/vehicles/{vehicle['id']}/history")
        self.assertEqual([row["date"] for row in history["service_records"]], ["2025-03-01", "2025-02-01", "2025-01-01"])

    def test_money_and_quantities(self):
        vehicle = self.vehicle()
        self.record(vehicle, cost=180.5, parts=[{"name": "Huile", "quantity": 4.125, "unit_price": 8.5}])
        response = self.owner.get(f"/api/vehicles/{vehicle['id']}/history").expect(200)
        self.assertMoney(response, "cost", "180.50")
        self.assertMoney(response, "unit_price", "8.50")
        self.assertIn("4.125", response.text)

    def test_validation(self):
        vehicle = self.vehicle()
        self.record(vehicle, expect=400, date="2025-02-30", cost=1.005, mileage=-1).invalid("date", "cost", "mileage")
        self.record(vehicle, expect=400, parts=[{"name": "x", "quantity": 1.0005, "unit_price": 1.00001}]).invalid(
            "parts[0].quantity", "parts[0].unit_price")

    def test_unknown_vehicle(self):
        self.record({"id": random_id()}, expect=404)

    def test_empty(self):
        self.assertEqual(self.owner.read(f"/api/vehicles/{self.vehicle()['id']}/history")["service_records"], [])
