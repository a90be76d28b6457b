# SPDX-License-Identifier: MIT
"""/api/catalogue: what the garage sells, packages of it, and what is suggested of it and of past papers while a line is typed."""

from decimal import Decimal

from harness import ApiCase, line


class Catalogue(ApiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.oil = cls.item("Huile moteur 5W30", "FLUID", 11.9, code="HUI-5W30", unit="LITRE", vat_rate=20)
        cls.labour = cls.item("Main d’œuvre mécanique", "LABOUR", 65, code="MO", unit="HOUR")
        cls.package = cls.owner.create("/api/catalogue", {
            "label": "Vidange moteur", "code": "VID", "kind": "PACKAGE",
            "items": [{"item_id": cls.labour["id"], "quantity": 0.6}, {"item_id": cls.oil["id"], "quantity": 4.5},
                      {"description": "Recyclage des huiles", "quantity": 1, "unit_price": 3.5, "kind": "FEE", "vat_rate": 10}]})

    @classmethod
    def item(cls, label, kind, unit_price, **more):
        return cls.owner.create("/api/catalogue", {"label": label, "kind": kind, "unit_price": unit_price, **more})

    def refused(self, body, method="post", path="/api/catalogue", status=400):
        answer = getattr(self.owner, method)(path, body).expect(status)
        return {row["field"]: row["code"] for row in answer.json["details"]}

    def suggest(self, q, **query):
        return self.owner.get("/api/catalogue/suggest", q=q, **query).expect(200).data

    def test_a_package_is_the_sum_of_its_lines(self):
        package = self.owner.read(f"/api/catalogue/{self.package['id']}")
        self.assertEqual(package["unit_price"], None)
        self.assertEqual([(row["description"], row["quantity"], row["unit_price"], row["unit"], row["vat_rate"], row["kind"], row["code"],
                           row["total"]) for row in package["items"]],
                         [("Main d’œuvre mécanique", Decimal("0.6"), 65, "HOUR", None, "LABOUR", "MO", 39),
                          ("Huile moteur 5W30", Decimal("4.5"), Decimal("11.9"), "LITRE", 20, "FLUID", "HUI-5W30", Decimal("53.55")),
                          ("Recyclage des huiles", 1, Decimal("3.5"), None, 10, "FEE", None, Decimal("3.5"))])
        self.assertEqual(package["total"], Decimal("96.05"))
        row = next(row for row in self.owner.get("/api/catalogue").json["data"] if row["id"] == package["id"])
        self.assertEqual((row["total"], "items" in row), (package["total"], False))

    def test_a_price_says_whether_it_includes_vat(self):
        """What was said when it was made stays when the tenant's papers change; a package has one mode, whatever its items have."""
        owner = self.instance.create_tenant()
        make = lambda body: owner.create("/api/catalogue", {"kind": "PART", "unit_price": 24, "label": "Bougie", **body})
        net = make({})
        owner.change("/api/settings", {"price_mode": "GROSS"})
        gross = make({"vat_rate": 5.5})
        self.assertEqual((net["price_mode"], gross["price_mode"]), ("NET", "GROSS"))
        self.assertEqual(owner.read(f"/api/catalogue/{net['id']}")["price_mode"], "NET")
        items = [{"item_id": net["id"], "quantity": 2}, {"item_id": gross["id"], "quantity": -1},
                 {"description": "Main d’œuvre", "unit_price": 10, "quantity": 1}]
        package = make({"kind": "PACKAGE", "unit_price": None, "label": "Allumage", "items": items})
        prices = lambda of: [(row["unit_price"], row["total"]) for row in of["items"]]
        self.assertEqual((package["price_mode"], prices(package), package["total"]),
                         ("GROSS", [(Decimal("28.8"), Decimal("57.6")), (24, -24), (10, 10)], Decimal("43.6")))
        package = owner.change(f"/api/catalogue/{package['id']}", {"price_mode": "NET"})
        self.assertEqual((prices(package), package["total"]), ([(24, 48), (Decimal("22.7488"), Decimal("-22.75")), (10, 10)], Decimal("35.25")))
        row, = [row for row in owner.get("/api/catalogue", search="allumage").json["data"]]
        self.assertEqual((row["price_mode"], row["total"]), ("NET", Decimal("35.25")))
        found = owner.read("/api/catalogue/suggest", q="bougie")["catalogue"]
        self.assertEqual({row["id"]: row["price_mode"] for row in found}, {net["id"]: "NET", gross["id"]: "GROSS"})
        self.assertEqual(owner.change(f"/api/catalogue/{net['id']}", {"price_mode": None})["price_mode"], "NET")

    def test_it_follows_its_items(self):
        item = self.item("Valve", "PART", 2)
        package = self.owner.create("/api/catalogue", {"label": "Pneus", "kind": "PACKAGE", "items": [{"item_id": item["id"], "quantity": 4}]})
        self.owner.change(f"/api/catalogue/{item['id']}", {"unit_price": 2.5})
        self.assertEqual(self.owner.read(f"/api/catalogue/{package['id']}")["total"], 10)
        # What GET answers can be sent back.
        again = self.owner.read(f"/api/catalogue/{package['id']}")
        self.assertEqual(self.owner.change(f"/api/catalogue/{package['id']}", {"items": again["items"], "label": "Pneus neufs"})["total"], 10)
        self.owner.delete(f"/api/catalogue/{item['id']}").expect(409)
        self.owner.change(f"/api/catalogue/{package['id']}", {"kind": "FEE", "unit_price": 5})
        self.assertEqual(self.owner.read(f"/api/catalogue/{package['id']}")["items"], [])
        self.owner.delete(f"/api/catalogue/{item['id']}").expect(200)

    def test_what_is_refused(self):
        mine = self.package["id"]
        self.assertEqual(self.refused({"kind": "PART"}), {"label": "REQUIRED", "unit_price": "REQUIRED"})
        self.assertEqual(self.refused({"label": "X", "kind": "PACKAGE", "unit_price": 3}),
                         {"unit_price": "NOT_APPLICABLE", "items": "REQUIRED"})
        self.assertEqual(self.refused({"label": "X", "kind": "PART", "unit_price": 3, "items": [{"description": "Y", "quantity": 1}]}),
                         {"items": "NOT_APPLICABLE"})
        self.assertEqual(self.refused({"label": "X", "kind": "PACKAGE", "items": [
            {"item_id": mine, "quantity": 1}, {"quantity": 1}, {"item_id": "0192a000-0000-7000-8000-000000000000", "quantity": 1}]}),
            {"items[0].item_id": "NOT_APPLICABLE", "items[1].description": "REQUIRED", "items[1].unit_price": "REQUIRED",
             "items[2].item_id": "NOT_FOUND"})
        self.assertEqual(self.refused({"label": "X", "kind": "PACKAGE", "items": [{"description": "Y", "unit_price": 1, "quantity": 1}] * 51}),
                         {"items": "TOO_MANY_ENTRIES"})
        self.assertEqual(self.refused({"kind": "PACKAGE", "unit_price": None, "items": [{"description": "Y", "unit_price": 1, "quantity": 1}]},
                                      "patch", f"/api/catalogue/{self.oil['id']}"), {"kind": "NOT_APPLICABLE"})
        single = self.item("Rotule", "PART", 30)
        self.assertEqual(self.refused({"kind": "PACKAGE", "unit_price": None, "items": [{"item_id": single["id"], "quantity": 1}]},
                                      "patch", f"/api/catalogue/{single['id']}"), {"items[0].item_id": "NOT_APPLICABLE"})
        self.assertEqual(self.refused({"items": []}, "patch", f"/api/catalogue/{mine}"), {"items": "REQUIRED"})
        taken = self.owner.post("/api/catalogue", {"label": "X", "kind": "PART", "unit_price": 3, "code": "vid"}).expect(409)
        self.assertEqual(taken.json["error"], "Code already exists")

    def test_everyone_reads_and_a_manager_writes(self):
        sales = self.instance.add_user(self.subdomain, "sales", "sam@garage.fr", "Sam X")
        manager = self.instance.add_user(self.subdomain, "manager", "nora@garage.fr", "Nora X")
        self.assertIn(self.package["id"], [row["id"] for row in sales.get("/api/catalogue", search="vid").expect(200).json["data"]])
        sales.get("/api/catalogue/suggest", q="vid").expect(200)
        body = {"label": "Pose", "kind": "LABOUR", "unit_price": 1}
        sales.post("/api/catalogue", body).expect(403)
        sales.patch(f"/api/catalogue/{self.oil['id']}", {"unit_price": 1}).expect(403)
        sales.delete(f"/api/catalogue/{self.oil['id']}").expect(403)
        made = manager.create("/api/catalogue", body)
        self.assertEqual(manager.change(f"/api/catalogue/{made['id']}", {"is_active": False})["version"], 2)
        self.owner.delete(f"/api/catalogue/{made['id']}").expect(200)

    def test_the_list_is_filtered_sorted_and_searched(self):
        def labels(**query):
            return [row["label"] for row in self.owner.get("/api/catalogue", **query).expect(200).json["data"]]
        off = self.item("Écran thermique", "PART", 30, code="ZZ.9", is_active=False)
        self.assertEqual(labels(kind="PACKAGE,FLUID", is_active="true", limit=100, search="5w30 HUILE"), ["Huile moteur 5W30"])
        self.assertEqual(labels(is_active="false"), [off["label"]])
        self.assertEqual(labels(search="zz9"), [off["label"]])
        self.assertEqual(labels(search="ecr"), [off["label"]])
        self.assertEqual(labels(sort_by="code", sort_order="desc")[0], off["label"])
        shown = labels()
        self.assertLess(shown.index("Écran thermique"), shown.index("Huile moteur 5W30"))

    def test_three_letters_find_a_package_with_its_lines(self):
        self.item("Bac de vidange", "PART", 12)
        self.item("Vidange de boîte", "LABOUR", 80)
        found = self.suggest("vid")["catalogue"]
        self.assertEqual([(row["label"], row["begins"]) for row in found],
                         [("Vidange moteur", True), ("Vidange de boîte", True), ("Bac de vidange", False)])
        self.assertEqual([row["description"] for row in found[0]["items"]], ["Main d’œuvre mécanique", "Huile moteur 5W30", "Recyclage des huiles"])
        self.assertEqual([row["code"] for row in self.suggest("hui-5w30")["catalogue"]], ["HUI-5W30"])
        self.assertEqual([row["code"] for row in self.suggest("MAIN D’OEUVRE")["catalogue"]], ["MO"])
        self.assertEqual(self.suggest("?!"), {"catalogue": [], "past": []})
        self.owner.get("/api/catalogue/suggest").expect(400)
        self.owner.get("/api/catalogue/suggest", q="a", limit=21).expect(400)

    def test_what_papers_said_is_suggested_those_of_the_model_first(self):
        owner = self.owner
        person = owner.create("/api/contacts", {"last_name": "Duvalier"})
        clio = owner.create("/api/vehicles", {"owner_id": person["id"], "make": "Renault", "model": "Clio"})
        golf = owner.create("/api/vehicles", {"owner_id": person["id"], "make": "VW", "model": "Golf"})

        def paper(noun, car, *lines):
            return owner.create(f"/api/{noun}", {"contact_id": person["id"], "vehicle_id": car["id"], "vat_rate": 20, "items": list(lines)})
        paper("quotes", golf, line(50, description="Étrier avant"), line(9, description="Étrier : visserie", vat_rate=10))
        paper("invoices", golf, line(55, description="Étrier : VISSERIE", vat_rate=10))
        paper("quotes", clio, line(40, description="Étrier avant"))
        sent = paper("quotes", golf, line(60, description="Étrier avant"))
        owner.change(f"/api/quotes/{sent['id']}/status", {"status": "SENT"})
        owner.create(f"/api/quotes/{sent['id']}/convert", {})

        def past(**query):
            return [(row["description"], row["unit_price"], row["vat_rate"], row["times_used"], row["same_model"])
                    for row in self.suggest("etri", **query)["past"]]
        # The invoice that was made of a quote says nothing new.
        self.assertEqual(past(), [("Étrier avant", 60, 20, 3, False), ("Étrier : visserie", 55, 10, 2, False)])
        self.assertEqual(past(make="RENAULT", model="clio")[0], ("Étrier avant", 40, 20, 3, True))
        draft = paper("quotes", clio, line(7, description="Étrier : joint"), line(8, description="x" * 301))
        self.assertEqual(past(make="Renault", model="Clio")[1], ("Étrier : joint", 7, 20, 1, True))
        # What a draft no longer says was not said (but for the last price of what others say, too); what the catalogue has is offered once.
        owner.change(f"/api/quotes/{draft['id']}", {"items": [line(40, description="Étrier avant")]})
        self.assertEqual(past(make="Renault", model="Clio")[0], ("Étrier avant", 40, 20, 4, True))
        owner.delete(f"/api/quotes/{draft['id']}").expect(200)
        item = self.item("Étrier Avant", "PART", 40)
        self.assertEqual(past(), [("Étrier : visserie", 55, 10, 2, False)])
        self.assertEqual(past(make="Renault", model="Clio"), [("Étrier : visserie", 55, 10, 2, False)])
        self.assertEqual(past(make="VW", model="Golf")[0], ("Étrier avant", 60, 20, 3, True))
        owner.change(f"/api/catalogue/{item['id']}", {"is_active": False})
        self.assertEqual(past(limit=1), [("Étrier avant", 40, 20, 3, False)])

    def test_what_a_line_is_comes_back_with_it(self):
        owner = self.owner
        person = owner.create("/api/contacts", {"last_name": "Martin"})
        papers = {"contact_id": person["id"], "vat_rate": 20}
        owner.create("/api/quotes", {**papers, "price_mode": "GROSS", "items": [
            line(24, description="Bougie NGK", kind="PART", unit="PIECE", reference="NGK-1", discount_percent=10)]})
        [row] = self.suggest("bougie")["past"]
        row.pop("last_used_at")
        self.assertEqual(row, {"description": "Bougie NGK", "unit_price": 24, "price_mode": "GROSS", "vat_rate": 20, "kind": "PART",
                               "unit": "PIECE", "reference": "NGK-1", "times_used": 1, "same_model": False})
        owner.create("/api/invoices", {**papers, "price_mode": "NET", "items": [line(20, description="Bougie NGK")]})
        [row] = self.suggest("bougie")["past"]
        self.assertEqual((row["unit_price"], row["price_mode"], row["kind"], row["reference"]), (20, "NET", "PART", None))

    def test_the_journal_tells_what_changed(self):
        item = self.item("Joint", "PART", 2)
        self.owner.change(f"/api/catalogue/{item['id']}", {"unit_price": 3})
        rows = self.owner.get("/api/audit", id=item["id"]).expect(200).json["data"]
        self.assertEqual([row["operation"] for row in rows], ["CHANGE", "CREATE"])
        self.assertEqual((rows[0]["before"], rows[0]["after"]), ({"unit_price": 2}, {"unit_price": 3}))
