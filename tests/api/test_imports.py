# SPDX-License-Identifier: MIT
"""Moving in: files of contacts and vehicles are read, looked at, taken in by a job and undone by another; kill -9 in between."""

import csv
import io
import unittest

from harness import ApiCase, another
from probe import kill_all, rows, tenant_file, wait_until
from test_ocr import form
from test_outbox import wake

FRENCH = ("Nom;Prénom;Société;Téléphone;Portable;E-mail;Adresse;CP;Ville;Remarque\r\n"
          "Martin;Élise;;03 88 12 34 56;06 12 34 56 78;elise@example.fr;\"12, rue du Lac\";67000;Strasbourg;paie 10 €\r\n"
          "\r\n"
          "Œuvray;Noël;\"Garage \"\"du Œil\"\"\";0388000001;;noel@example.fr;;01000;Bourg;\r\n"
          ";;;0612;;pas une adresse;;;;\r\n")
CARS = ("Immatriculation;Marque;Modèle;Kilométrage;1ère mise en circulation;Client;Téléphone\r\n"
        "ab-123-cd;Peugeot;208;45 200 km;12/03/2019;Martin;06 12 34 56 78\r\n"
        "EF456GH;Renault;Clio;;2015;Personne Inconnue;\r\n")


class Imports(ApiCase):
    def setUp(self):
        super().setUp()
        self.owner = self.instance.sign_up()

    def upload(self, text, kind="contacts", client=None, encoding="utf-8"):
        content = text if isinstance(text, bytes) else text.encode(encoding)
        return (client or self.owner).post("/api/imports", raw=form(content, filename="clients.csv"),
                                           query={"kind": kind, "name": "clients.csv"},
                                           headers={"Content-Type": "multipart/form-data; boundary=frontier"})

    def draft(self, text, kind="contacts", **change):
        made = self.upload(text, kind).expect(201).data
        return self.owner.change(f"/api/imports/{made['id']}", change) if change else made

    def show(self, draft):
        return self.owner.read(f"/api/imports/{draft['id']}")

    def ended(self, draft):
        wait_until(lambda: self.show(draft)["state"] in ("DONE", "UNDONE", "FAILED"), "the end of the import", 60)
        return self.show(draft)

    def run_it(self, draft):
        self.owner.post(f"/api/imports/{draft['id']}/run").expect(200)
        return self.ended(draft)

    def counts(self, draft):
        done = self.run_it(draft)
        return [done[key] for key in ("created", "updated", "skipped")]

    def undo(self, draft):
        self.owner.post(f"/api/imports/{draft['id']}/undo").expect(200)
        return self.ended(draft)

    def preview(self, draft, **query):
        return self.owner.read(f"/api/imports/{draft['id']}/rows", **query)

    def names(self):
        return sorted(contact["name"] for contact in self.owner.read("/api/contacts"))

    def test_a_french_file_goes_in_and_out(self):
        draft = self.draft(FRENCH.encode("windows-1252"))
        self.assertEqual((draft["state"], draft["encoding"], draft["separator"], draft["total"]),
                         ("DRAFT", "WINDOWS_1252", "SEMICOLON", 3))
        self.assertEqual([column["field"] for column in draft["columns"]],
                         ["last_name", "first_name", "company", "phone", "mobile", "email", "address_street",
                          "address_postal_code", "address_city", None])
        self.assertEqual(draft["columns"][1]["title"], "Prénom")
        self.assertIn("paie 10 €", draft["columns"][9]["sample"])
        looked = self.preview(draft)
        self.assertEqual(looked["counts"], {"new": 2, "twin": 0, "wrong": 1})
        self.assertEqual(looked["rows"][0]["values"]["mobile"], "+33612345678")
        wrong = self.preview(draft, verdict="WRONG")["rows"]
        self.assertEqual([(row["line"], {error["field"]: error["code"] for error in row["errors"]}) for row in wrong],
                         [(5, {"phone": "INVALID_PHONE", "email": "INVALID_EMAIL", "last_name": "REQUIRED"})])
        self.assertEqual(self.names(), [])
        done = self.run_it(draft)
        self.assertEqual([done[key] for key in ("state", "done", "created", "updated", "skipped", "failed")],
                         ["DONE", 3, 2, 0, 0, 1])
        self.assertIsNotNone(done["undo_until"])
        self.assertEqual([row["line"] for row in done["problems"]], [5])
        elise = self.owner.read("/api/contacts", search="elise")[0]
        self.assertEqual((elise["name"], elise["phone"], elise["address"]["street"]),
                         ("Élise Martin", "+33612345678", "12, rue du Lac"))
        self.assertEqual(self.owner.read("/api/contacts", search="oeuvray")[0]["company"], 'Garage "du Œil"')
        audit = self.owner.read("/api/audit", id=elise["id"])[0]
        self.assertEqual((audit["operation"], audit["source"], audit["user_name"]), ("CREATE", "IMPORT", "Marc Dupont"))
        sheet = self.owner.get(f"/api/imports/{draft['id']}/problems").expect(200)
        table = list(csv.reader(io.StringIO(sheet.raw.decode("utf-8-sig")), delimiter=";"))
        self.assertEqual((table[0][1], table[1][5]), ("Prénom", "pas une adresse"))
        gone = self.undo(draft)
        self.assertEqual((gone["state"], gone["undone"], gone["kept"], gone["undo_until"]), ("UNDONE", 2, 0, None))
        self.assertEqual(self.names(), [])
        self.assertEqual(self.owner.read("/api/audit", id=elise["id"])[0]["source"], "UNDO")

    def test_what_was_used_or_changed_since_is_kept_and_listed(self):
        known = self.contact(self.owner, last_name="Connu", phone="+33611111111")
        other = self.contact(self.owner, last_name="Autre", phone="+33622222222")
        text = ("Nom,Téléphone,Email,Ville\nConnu,0611111111,connu@example.fr,Metz\nAutre,0622222222,autre@example.fr,Nancy\n"
                "Papier,0633333333,,\nModifie,0644444444,,\nLibre,0655555555,,\n")
        done = self.run_it(self.draft(text, duplicates="UPDATE_EMPTY"))
        self.assertEqual([done[key] for key in ("created", "updated", "skipped", "failed")], [3, 2, 0, 0])
        found = {row["last_name"]: row["id"] for row in self.owner.read("/api/contacts")}
        self.assertEqual(self.owner.read(f"/api/contacts/{known['id']}")["email"], "connu@example.fr")
        paper = {"contact_id": found["Papier"], "items": [{"description": "x", "quantity": 1, "unit_price": 1}]}
        self.owner.post("/api/quotes", paper).expect(201)
        self.owner.patch(f"/api/contacts/{found['Modifie']}", {"company": "SARL"}).expect(200)
        self.owner.patch(f"/api/contacts/{other['id']}", {"email": "neuf@example.fr"}).expect(200)
        gone = self.undo(done)
        self.assertEqual((gone["undone"], gone["kept"]), (2, 3))
        self.assertEqual([(row["label"], row["reason"], row["fields"]) for row in sorted(gone["left"], key=lambda row: row["line"])],
                         [("Marc Autre", "FIELDS", ["email"]), ("Papier", "PAPER", []), ("Modifie", "CHANGED", [])])
        self.assertEqual(self.names(), ["Marc Autre", "Marc Connu", "Modifie", "Papier"])
        before = self.owner.read(f"/api/contacts/{known['id']}")
        self.assertEqual((before["email"], before["address"], before["phone"]), (None, None, "+33611111111"))
        after = self.owner.read(f"/api/contacts/{other['id']}")
        self.assertEqual((after["email"], after["address"]), ("neuf@example.fr", None))

    def test_tags_of_one_or_several_columns(self):
        self.contact(self.owner, last_name="Connu", phone="+33611111111")
        self.contact(self.owner, last_name="Choisi", phone="+33622222222", tags=["ancien"])
        text = ("Nom;Portable;Étiquettes;Groupe\nConnu;0611111111;\"VIP, flotte;vip\";\nChoisi;0622222222;neuf;\n"
                f"Neuf;0633333333;a|b;c\nFaux;0644444444;{'x' * 51};\nTrop;0655555555;\"{','.join(map(str, range(51)))}\";\nSans;;;\n")
        draft = self.draft(text, duplicates="UPDATE_EMPTY")
        self.assertEqual([column["field"] for column in draft["columns"]], ["last_name", "mobile", "tags", "tags"])
        wrong = self.preview(draft, verdict="WRONG")["rows"]
        self.assertEqual([(row["line"], {error["field"]: error["code"] for error in row["errors"]}) for row in wrong],
                         [(5, {"tags": "TOO_LONG"}), (6, {"tags": "TOO_MANY_ENTRIES"})])
        done = self.run_it(draft)
        tags = {row["last_name"]: row["tags"] for row in self.owner.read("/api/contacts")}
        self.assertEqual(tags, {"Connu": ["VIP", "flotte"], "Choisi": ["ancien"], "Neuf": ["a", "b", "c"], "Sans": []})
        self.undo(done)
        self.assertEqual({row["last_name"]: row["tags"] for row in self.owner.read("/api/contacts")}, {"Connu": [], "Choisi": ["ancien"]})

    def test_twins_three_ways(self):
        self.contact(self.owner, last_name="Connu", phone="+33611111111", email="Connu@Example.fr")
        text = "Nom\tTel\tMail\tVille\nA\t06 11 11 11 11\t\tMetz\nB\t\tconnu@example.FR\tNancy\nC\t0699999999\t\t\nD\t+33699999999\t\t\n"
        draft = self.draft(text)
        looked = self.preview(draft)
        self.assertEqual(looked["counts"], {"new": 1, "twin": 3, "wrong": 0})
        self.assertEqual([(row["twin"] or {}).get("field") for row in looked["rows"]], ["phone", "email", None, "phone"])
        self.assertEqual(looked["rows"][3]["twin"]["line"], 4)
        self.assertEqual(self.counts(draft), [1, 0, 3])
        self.assertEqual(self.counts(self.draft(text, duplicates="UPDATE_EMPTY")), [0, 1, 3])
        self.assertEqual(self.owner.read("/api/contacts", search="connu")[0]["address"]["city"], "Metz")
        self.assertEqual(self.counts(self.draft(text, duplicates="CREATE")), [4, 0, 0])

    def test_vehicles_find_their_owners(self):
        owner = self.contact(self.owner, last_name="Martin", phone="+33612345678")
        draft = self.draft(CARS, "vehicles")
        self.assertEqual([column["field"] for column in draft["columns"]],
                         ["license_plate", "make", "model", "mileage", "year", "owner_name", "owner_phone"])
        done = self.run_it(draft)
        self.assertEqual((done["created"], done["failed"]), (1, 1))
        self.assertEqual([error["field"] for error in done["problems"][0]["problems"]], ["owner_name"])
        car = self.owner.read("/api/vehicles")[0]
        self.assertEqual([car[key] for key in ("license_plate", "make", "mileage", "year", "owner_id")],
                         ["AB-123-CD", "Peugeot", 45200, 2019, owner["id"]])
        twin = self.preview(self.draft("Plaque;Tel\nAB123CD;0612345678\n", "vehicles"))["rows"][0]["twin"]
        self.assertEqual((twin["id"], twin["field"], twin["name"]), (car["id"], "license_plate", "AB-123-CD"))
        self.assertEqual((self.undo(done)["undone"], self.owner.read("/api/vehicles")), (1, []))

    def test_how_it_is_read_can_be_changed(self):
        draft = self.draft("Nom|Ville;Pays\nAndré|Metz;France\nZoé|Nancy;France\n".encode("iso-8859-15"))
        self.assertEqual(draft["separator"], "SEMICOLON")
        changed = self.owner.change(f"/api/imports/{draft['id']}", {"separator": "PIPE", "encoding": "ISO_8859_15"})
        self.assertEqual([column["title"] for column in changed["columns"]], ["Nom", "Ville;Pays"])
        self.assertEqual(changed["columns"][0]["sample"], "André · Zoé")
        changed = self.owner.change(f"/api/imports/{draft['id']}", {"mapping": [{"column": 1, "field": "company"}]})
        self.assertEqual([column["field"] for column in changed["columns"]], ["last_name", "company"])
        self.owner.patch(f"/api/imports/{draft['id']}", {"mapping": [{"column": 2, "field": "email"}]}).invalid("mapping[0].column")
        self.owner.patch(f"/api/imports/{draft['id']}", {"mapping": [{"column": 0, "field": "vin"}]}).invalid("mapping[0].field")
        self.owner.patch(f"/api/imports/{draft['id']}", {"separator": "SPACE"}).invalid("separator")
        self.owner.change(f"/api/imports/{draft['id']}", {"mapping": [{"column": n, "field": None} for n in (0, 1)]})
        self.owner.post(f"/api/imports/{draft['id']}/run").fault(400, "NOTHING_MAPPED")
        self.owner.delete(f"/api/imports/{draft['id']}").expect(200)
        self.owner.get(f"/api/imports/{draft['id']}").fault(404)

    def test_what_is_refused(self):
        for content, code in ((b"", "NO_ROWS"), (b"Nom\n", "NO_ROWS"), (b"Nom\nA\0B\n", "NUL_IN_FILE"),
                              (b'Nom\n"A\n', "QUOTE_NOT_CLOSED"), (b"Nom\n" + b"x" * 4001, "CELL_TOO_LONG"),
                              (b";" * 100 + b"\na\n", "TOO_MANY_COLUMNS"), (b"Nom\n" + b"A\n" * 20001, "TOO_MANY_ROWS")):
            self.upload(content).fault(422, code)
        self.upload(b"Nom\nA\n" + b" " * (10 << 20)).fault(413)
        self.upload("Nom\nA\n", kind="quotes").invalid("kind")
        full = self.upload(b"Nom\n" + b"A\n" * 20000).expect(201).data
        self.assertEqual(full["total"], 20000)
        self.assertEqual(self.preview(full, verdict="NEW", page=200, limit=100)["rows"][99]["line"], 20001)
        for _ in range(19):
            self.upload("Nom\nA\n").expect(201)
        self.upload("Nom\nA\n").fault(409, "TOO_MANY_DRAFTS")
        self.assertEqual(self.owner.get("/api/imports", limit=7).expect(200).json["pagination"]["total"], 20)

    def test_who_may(self):
        draft = self.draft("Nom\nA\n")
        sales = self.instance.add_user(self.owner.tenant, "sales", "s@garage.test", "Serge Sales")
        manager = self.instance.add_user(self.owner.tenant, "manager", "m@garage.test", "Manon Manager")
        path = f"/api/imports/{draft['id']}"
        for method, way in (("GET", ""), ("PATCH", ""), ("GET", "/rows"), ("GET", "/problems"), ("POST", "/run"), ("POST", "/undo"),
                            ("DELETE", "")):
            sales.request(method, path + way, {} if method in ("PATCH", "POST") else None).fault(403)
        self.upload("Nom\nA\n", client=sales).fault(403)
        sales.get("/api/imports").fault(403)
        self.assertEqual(self.upload("Nom\nA\n", client=manager).expect(201).data["state"], "DRAFT")
        self.run_it(draft)
        self.owner.patch(path, {"duplicates": "CREATE"}).fault(409, "IMPORT_HAS_RUN")
        self.owner.delete(path).fault(409, "IMPORT_HAS_RUN")
        self.owner.get(path + "/rows").fault(409, "IMPORT_HAS_RUN")
        self.owner.post(path + "/run").fault(400, "INVALID_TRANSITION")
        self.instance.sign_up().get(path).fault(404)


class Killed(unittest.TestCase):
    """Whoever works at one dies in the middle: others go on where it was, and no row is done twice."""

    def test_no_row_twice(self):
        instance = another()
        instance.expect_alarm("was killed by signal 9")
        owner = instance.sign_up()
        count = 3000
        text = "Nom;Tel\n" + "".join(f"Client {n};06{n:08d}\n" for n in range(count))
        draft = owner.post("/api/imports", raw=form(text.encode()),
                           headers={"Content-Type": "multipart/form-data; boundary=frontier"}).expect(201).data
        path = f"/api/imports/{draft['id']}"

        def reached(share, undoing=False):
            def look():
                now = owner.read(path)
                return now["done"] > share or now["state"] in ("FAILED", "UNDONE" if undoing else "DONE")
            return look

        owner.post(path + "/run").expect(200)
        wait_until(reached(0), "some rows", 60)
        kill_all(instance.workers("courier"))
        wake(owner)
        wait_until(reached(count), "the end", 120)
        done = owner.read(path)
        self.assertEqual((done["done"], done["created"], done["failed"]), (count, count, 0))
        found = rows(tenant_file(owner), "SELECT count(*), count(DISTINCT phone) FROM contact")[0]
        self.assertEqual(tuple(found), (count, count))
        owner.post(path + "/undo").expect(200)
        wait_until(reached(500, True), "some rows", 60)
        kill_all(instance.workers("courier"))
        wake(owner)
        wait_until(reached(count, True), "the end", 120)
        gone = owner.read(path)
        self.assertEqual((gone["undone"], gone["kept"], owner.get("/api/contacts").json["pagination"]["total"]), (count, 0, 0))


if __name__ == "__main__":
    unittest.main()
