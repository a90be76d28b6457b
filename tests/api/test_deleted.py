# SPDX-License-Identifier: MIT
"""What is deleted comes back (contract 8): contacts, vehicles and tasks, by managers; who was asked twice, what may not yet."""

from harness import ApiCase, line, random_id


class Restore(ApiCase):
    def setUp(self):
        self.who = self.contact(last_name="Disparu", email="disparu@exemple.fr", tags=["fidele"])["id"]
        self.car = self.vehicle(self.who, license_plate="ZZ-321-AA", vin="VF1RFB00067890123")["id"]
        self.job = self.owner.create("/api/tasks", {"title": "Rappeler", "contact_id": self.who})["id"]
        self.records = {"contacts": self.who, "vehicles": self.car, "tasks": self.job}

    def restore(self, noun, id=None, client=None, **options):
        return (client or self.owner).request("POST", f"/api/{noun}/{id or self.records[noun]}/restore", **options)

    def delete(self, noun):
        self.owner.delete(f"/api/{noun}/{self.records[noun]}").expect(200)

    def test_as_it_was_one_version_later(self):
        for noun, id in self.records.items():
            with self.subTest(noun=noun):
                before = self.owner.read(f"/api/{noun}/{id}")
                self.delete(noun)
                self.owner.get(f"/api/{noun}/{id}").fault(404, "NOT_FOUND")
                self.assertNotIn(id, self.ids(f"/api/{noun}"))
                answer = self.restore(noun).expect(200)
                self.assertEqual(answer.data, self.owner.read(f"/api/{noun}/{id}"))
                self.assertEqual(answer.data["version"], before["version"] + 2)
                self.assertEqual(answer.headers["ETag"], self.owner.get(f"/api/{noun}/{id}").headers["ETag"])
                changed = {key for key in before if answer.data[key] != before[key]}
                self.assertLessEqual(changed, {"version", "updated_at", "vehicles"})
                self.assertIn(id, self.ids(f"/api/{noun}"))
                self.owner.patch(f"/api/{noun}/{id}", {}).expect(200)

    def test_found_by_every_word_again(self):
        queries = ({"search": "disparu"}, {"search": "zz321aa"}, {"tags": "fidele"})
        found = [self.ids("/api/contacts", **query) for query in queries]
        self.assertIn(self.who, found[0])
        for noun in ("contacts", "vehicles"):
            self.delete(noun)
        self.assertNotIn(self.who, self.ids("/api/contacts", search="disparu"))
        self.restore("contacts").expect(200)
        self.assertNotIn(self.who, self.ids("/api/contacts", search="zz321aa"))
        self.restore("vehicles").expect(200)
        self.assertEqual([self.ids("/api/contacts", **query) for query in queries], found)
        self.assertIn(self.car, self.ids("/api/vehicles", search="zz321aa"))
        self.assertIn(self.car, self.ids("/api/vehicles", license_plate="ZZ-321-AA"))

    def test_what_belongs_to_a_contact_was_never_gone(self):
        invoice = self.invoice(self.who, vehicle_id=self.car, issued=True)
        self.delete("contacts")
        self.assertEqual(self.owner.read(f"/api/vehicles/{self.car}")["owner_id"], self.who)
        self.assertEqual(self.owner.read(f"/api/tasks/{self.job}")["contact_id"], self.who)
        back = self.restore("contacts").expect(200).data
        self.assertEqual(([row["id"] for row in back["vehicles"]], back["vehicles_count"]), ([self.car], 1))
        self.assertEqual(self.read_invoice(invoice)["contact_id"], self.who)
        self.quote(self.who, items=[line(10)])

    def test_a_vehicle_comes_after_its_contact(self):
        self.delete("vehicles")
        self.delete("contacts")
        self.restore("vehicles").fault(409, "CONFLICT")
        self.owner.get(f"/api/vehicles/{self.car}").fault(404)
        self.restore("contacts").expect(200)
        self.assertEqual(self.restore("vehicles").expect(200).data["owner_id"], self.who)

    def test_a_task_without_its_contact(self):
        self.delete("tasks")
        self.delete("contacts")
        self.assertEqual(self.restore("tasks").expect(200).data["contact_id"], self.who)

    def test_another_may_have_its_plate_meanwhile(self):
        """As two new ones may."""
        self.delete("vehicles")
        twin = self.vehicle(self.who, license_plate="ZZ-321-AA", vin="VF1RFB00067890123")["id"]
        self.restore("vehicles").expect(200)
        self.assertLessEqual({self.car, twin}, set(self.ids("/api/vehicles", license_plate="ZZ-321-AA")))

    def test_what_is_not_deleted(self):
        for noun in self.records:
            with self.subTest(noun=noun):
                self.restore(noun).fault(409, "CONFLICT")
                self.restore(noun, random_id()).fault(404, "NOT_FOUND")
                self.restore(noun, "x").fault(404, "NOT_FOUND")
                self.delete(noun)
                self.restore(noun).expect(200)
                self.restore(noun).fault(409, "CONFLICT")
        self.owner.get(f"/api/tasks/{self.job}/restore").fault(405, "METHOD_NOT_ALLOWED")

    def test_for_managers_of_the_tenant_alone(self):
        people = {role: self.instance.add_user(self.owner.tenant, role) for role in ("sales", "manager")}
        stranger = self.instance.sign_up()
        for noun, id in self.records.items():
            with self.subTest(noun=noun):
                self.delete(noun)
                self.restore(noun, client=people["sales"]).fault(403, "FORBIDDEN")
                self.restore(noun, client=stranger).fault(404, "NOT_FOUND")
                self.owner.get(f"/api/{noun}/{id}").fault(404)
                self.restore(noun, client=people["manager"]).expect(200)

    def test_asked_twice_it_happens_once(self):
        for noun, id in self.records.items():
            with self.subTest(noun=noun):
                self.delete(noun)
                key = {"Idempotency-Key": random_id()}
                first = self.restore(noun, headers=key).expect(200)
                again = self.restore(noun, headers=key).expect(200)
                self.assertEqual((again.data, again.headers["Idempotency-Replayed"]), (first.data, "true"))
                self.assertEqual(self.owner.read(f"/api/{noun}/{id}")["version"], first.data["version"])

    def test_if_match(self):
        """Compared with the version that the deletion made."""
        for noun, id in self.records.items():
            with self.subTest(noun=noun):
                version = self.owner.read(f"/api/{noun}/{id}")["version"]
                self.delete(noun)
                for number, status in ((version, 412), (version + 2, 412), (version + 1, 200), (version + 1, 412), (version + 2, 409)):
                    self.restore(noun, headers={"If-Match": f'"{number}.0"'}).expect(status)
                self.restore(noun, random_id(), headers={"If-Match": "*"}).fault(404, "NOT_FOUND")

    def test_the_journal_finds_it_and_tells_it(self):
        for noun in self.records:
            self.delete(noun)
        rows = self.owner.read("/api/audit", entity="TASK", id=self.job)
        self.assertEqual((rows[0]["operation"], rows[0]["before"]["title"]), ("REMOVE", "Rappeler"))
        self.restore("tasks").expect(200)
        row = self.owner.read("/api/audit", id=self.job)[0]
        self.assertEqual((row["operation"], row["user_id"], row["before"]), ("RESTORE", self.owner.user["id"], None))
        self.assertEqual((row["after"]["title"], row["after"]["contact_id"]), ("Rappeler", self.who))

    def test_a_task_that_was_done_is_not_done_again(self):
        self.owner.change(f"/api/tasks/{self.job}", {"status": "DONE"})
        done = self.owner.read(f"/api/tasks/{self.job}")["completed_at"]
        self.delete("tasks")
        self.assertEqual(self.restore("tasks").expect(200).data["completed_at"], done)
        log = [row["type"] for row in self.owner.read("/api/activities", contact_id=self.who)]
        self.assertEqual(log.count("TASK_DONE"), 1)

    def test_totals(self):
        owner = self.instance.sign_up()
        tasks = [owner.create("/api/tasks", {"title": f"T{number}"})["id"] for number in range(5)]
        for id in tasks[:3]:
            owner.delete(f"/api/tasks/{id}").expect(200)
        owner.post(f"/api/tasks/{tasks[1]}/restore").expect(200)
        for query in ({}, {"status": "TODO"}, {"sort_by": "due_date"}):
            page = owner.get("/api/tasks", page=1, limit=2, **query).expect(200).json
            self.assertEqual(page["pagination"]["total"], 3, query)
        self.assertEqual({row["id"] for row in owner.read("/api/tasks")}, {tasks[1], *tasks[3:]})

    def test_the_description(self):
        document = self.owner.get("/api/openapi.json").json
        for noun, name in (("contacts", "Contact"), ("vehicles", "Vehicle"), ("tasks", "Task")):
            operation = document["paths"][f"/api/{noun}/{{id}}/restore"]["post"]
            self.assertEqual((operation["operationId"], operation["x-least-role"]), (f"restore{name}", "manager"))
            self.assertNotIn("requestBody", operation)
            self.assertLessEqual({"200", "403", "404", "409", "412"}, set(operation["responses"]))
