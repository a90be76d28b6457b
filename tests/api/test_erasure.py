# SPDX-License-Identifier: MIT
"""Erasing a person: who may, what goes, what stays, and that nothing else is left in the file."""

import json
import pathlib
import sqlite3

from harness import ApiCase, line, random_id
from probe import rows, tables, tenant_file, wait_until
from test_imports import form

PERSON = {"first_name": "Wladimirou", "last_name": "Quetzalcourt", "email": "wq7x@example.fr", "phone": "+33699887766",
          "address": {"street": "17 impasse Zybulka"}, "tags": ["Kryptonique"], "custom_fields": {"surnom": "Ptolemeique"}}
TRACES = ("wladimirou", "quetzalcourt", "wq7x", "699887766", "zybulka", "kryptonique", b"Kryptonique".hex(), "ptolemeique", "qz-987-xw",
          "qz987xw", "vf1zz000123456789", "axolotl")
PAPERS = {"invoice", "ledger", "einvoice"}


class Erasure(ApiCase):
    def setUp(self):
        self.owner = self.instance.sign_up()

    def person(self):
        """Somebody who left traces in as many places as there are."""
        owner = self.owner
        contact = self.contact(**PERSON)
        self.contact(last_name="Martin", email="martin@example.fr")
        owner.change(f"/api/contacts/{contact['id']}", {"company": "Axolotl Conseil"})
        vehicle = self.vehicle(contact["id"], license_plate="QZ-987-XW", vin="VF1ZZ000123456789")
        quote = self.quote(contact["id"], status="SENT", vehicle_id=vehicle["id"])
        owner.patch(f"/api/quotes/{quote['id']}/status", {"status": "ACCEPTED", "accepted_by": "Mme Quetzalcourt"}).expect(200)
        owner.create("/api/activities", {"type": "NOTE", "description": "Axolotl rappelle", "contact_id": contact["id"]})
        owner.create("/api/tasks", {"title": "Appeler Quetzalcourt", "contact_id": contact["id"]})
        sent = owner.post("/api/communications/email", {"contact_id": contact["id"], "to": PERSON["email"], "subject": "Axolotl", "body": "Bonjour Wladimirou"})
        message = sent.expect(200, 201, 202).data["message_id"]
        wait_until(lambda: owner.read(f"/api/communications/{message}")["status"] == "sent", "the letter")
        owner.post("/api/ai/assistant", {"message": "factures de Quetzalcourt"}).expect(200)
        owner.create("/api/views", {"noun": "contacts", "name": "Quetzalcourt", "query": "search=Quetzalcourt"})
        owner.post("/api/contacts", {"last_name": "Quetzalcourt"}, headers={"Idempotency-Key": random_id()}).expect(201)
        owner.post("/api/imports", raw=form(b"Nom;E-mail\nQuetzalcourt;wq7x@example.fr\n;x\n", filename="clients.csv"),
                   query={"kind": "contacts", "name": "clients.csv"},
                   headers={"Content-Type": "multipart/form-data; boundary=frontier"}).expect(201)
        return contact, vehicle

    def left(self, tables_looked_at=None):
        """The traces that the file holds, its free pages aside; of some tables alone."""
        copy = str(self.instance.folder / "looked.db")
        pathlib.Path(copy).unlink(missing_ok=True)
        with sqlite3.connect(tenant_file(self.owner), timeout=20) as file:
            file.execute("VACUUM INTO ?", (copy,))
        if tables_looked_at is None:
            with open(copy, "rb") as file:
                text = file.read().decode("utf-8", "replace").lower()
        else:
            text = json.dumps([rows(copy, f"SELECT * FROM {name}") for name in tables_looked_at], default=str, ensure_ascii=False).lower()
        return [trace for trace in TRACES if trace in text]

    def test_nothing_is_left(self):
        contact, vehicle = self.person()
        twin = next(row for row in self.owner.read("/api/contacts", search="Quetzalcourt") if row["id"] != contact["id"])
        self.owner.post(f"/api/contacts/{twin['id']}/erase").expect(200)
        self.assertTrue(set(TRACES[:6]) <= set(self.left()))
        erased = self.owner.post(f"/api/contacts/{contact['id']}/erase").expect(200).data
        self.assertEqual((erased["id"], erased["erased_by"]), (contact["id"], self.owner.user["id"]))
        self.assertEqual([(name, self.left([name])) for name in tables(tenant_file(self.owner)) if self.left([name])], [])
        self.assertEqual(self.left(), [])
        for path in (f"/api/contacts/{contact['id']}", f"/api/vehicles/{vehicle['id']}"):
            self.owner.get(path).expect(404)
        self.owner.post(f"/api/contacts/{contact['id']}/restore").fault(404)
        self.owner.post(f"/api/contacts/{contact['id']}/erase").fault(404)
        for word in ("Quetzalcourt", "wq7x", "0699887766", "QZ987XW"):
            self.assertEqual(self.owner.read("/api/contacts", search=word) + self.owner.read("/api/quotes", search=word), [])
        self.assertEqual([row["last_name"] for row in self.owner.read("/api/contacts")], ["Martin"])
        said = self.owner.get("/api/audit", id=contact["id"], limit=1).expect(200).data[0]
        self.assertEqual((said["operation"], said["source"], said["user_id"], said["at"] == erased["erased_at"]),
                         ("REMOVE", "ERASURE", self.owner.user["id"], True))

    def test_papers_stay(self):
        contact = self.contact(**PERSON)
        vehicle = self.vehicle(contact["id"], license_plate="QZ-987-XW")
        invoice = self.invoice(contact["id"], vehicle_id=vehicle["id"], issued=True)
        self.pay(invoice, 10)
        note = self.owner.create(f"/api/invoices/{invoice['id']}/credit-note", {"items": [line(1)]})
        papers = [f"/api/invoices/{invoice['id']}/pdf", f"/api/invoices/{invoice['id']}/xml", f"/api/credit-notes/{note['id']}/pdf"]
        before = [self.owner.get(path).expect(200).raw for path in papers]
        self.owner.delete(f"/api/contacts/{contact['id']}").expect(200)
        self.owner.post(f"/api/contacts/{contact['id']}/erase").expect(200)
        self.assertEqual([self.owner.get(path).expect(200).raw for path in papers], before)
        self.assertEqual(self.left(set(tables(tenant_file(self.owner))) - PAPERS), [])
        self.assertEqual(self.owner.read("/api/invoices", search="Quetzalcourt"), [])
        self.assertEqual(json.loads(self.instance.cli("verify", self.owner.tenant, "--json").stdout)[0]["problem"], None)
        self.pay(invoice, 5)

    def test_who_may(self):
        contact = self.contact(**PERSON)
        for role in ("sales", "manager"):
            self.instance.add_user(self.owner.tenant, role).post(f"/api/contacts/{contact['id']}/erase").fault(403)
        self.owner.post(f"/api/contacts/{random_id()}/erase").fault(404)
        self.instance.add_user(self.owner.tenant, "admin").post(f"/api/contacts/{contact['id']}/erase").expect(200)
