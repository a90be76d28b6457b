# SPDX-License-Identifier: MIT
"""Registration certificates (carte grise) read from pictures: what is found, what is refused, and that no file harms a worker."""

import fcntl
import json
import os
import re
import struct
import subprocess
import tempfile
import unittest
import zlib
from pathlib import Path

import spec_examples
from harness import ApiCase, another
from probe import tenant_file

PICTURES = Path(__file__).with_name("pictures")
TRUTH = json.loads((PICTURES / "truth.json").read_text())
INVALID_FORMAT = "Invalid file format. Supported: JPEG, PNG, PDF"
NULLABLE = ("vin", "license_plate", "make", "model", "year", "first_registration", "fuel", "fiscal_power", "owner_name",
            "owner_address")


def form(content, name="file", filename="carte.jpg", boundary="frontier"):
    head = (f"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\n"
            "Content-Type: application/octet-stream\r\n\r\n")
    return head.encode() + content + f"\r\n--{boundary}--\r\n".encode()


def picture(name):
    return (PICTURES / name).read_bytes()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows=b"", depth=1):
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(*objects, root=1):
    """A PDF of these objects, numbered from 1, without a table: readers make one."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n + 1, text) for n, text in enumerate(objects))
    return b"%PDF-1.4\n" + body + b"trailer<</Root %d 0 R>>\n%%%%EOF\n" % root


def pdf_page(content, resources=b"", extra=()):
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 368 664]/Contents 4 0 R/Resources<<%s>>>>" % resources,
               b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), *extra)


def pdf_of_jpeg(jpeg, width, height):
    image = (b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode"
             b"/Length %d>>stream\n%s\nendstream" % (width, height, len(jpeg), jpeg))
    return pdf_page(b"q 368 0 0 664 0 0 cm /I Do Q", b"/XObject<</I 5 0 R>>", (image,))


class Ocr(ApiCase):
    def read(self, content, client=None, key=None, **options):
        return (client or self.owner).request("POST", "/api/vehicles/ocr", raw=form(content, **options),
                                              headers={"Content-Type": "multipart/form-data; boundary=frontier",
                                                       "Idempotency-Key": key})

    def refused(self, content, status, code, message=None):
        """A refusal, in little CPU time, after which the same pool reads a picture."""
        answer = self.read(content).expect(status)
        self.assertEqual(answer.json["code"], code, answer.text)
        if message:
            self.assertRegex(answer.json["error"], message)
        return answer


class Reading(Ocr):
    def check(self, name, data):
        truth = TRUTH[name]
        self.assertEqual((data["vin"], data["license_plate"]), (truth["E"], truth["A"]))
        day, month, year = truth["B"].split("/")
        self.assertEqual((data["first_registration"], data["year"]), (f"{year}-{month}-{day}", int(year)))
        self.assertEqual((data["fuel"], data["fiscal_power"]), (truth["P.3"], int(truth["P.6"])))
        self.assertEqual(data["model"].upper(), truth["D.3"])
        self.assertGreaterEqual(data["confidence"], 0.9)
        self.assertEqual(set(data["confidences"]), set(NULLABLE))

    def test_scans_and_rotations(self):
        for name in TRUTH:
            with self.subTest(picture=name):
                self.check(name, self.read(picture(name)).expect(200).json["data"])

    def test_names_as_people_write_them(self):
        data = self.read(picture("tilted.jpg")).expect(200).json["data"]
        self.assertEqual((data["make"], data["owner_name"], data["owner_address"]),
                         ("Citroën", "Elodie Rouvignac", "14 Rue des Fictions, 49999 Essai sur Loire"))

    def test_the_same_as_pdf_and_as_png(self):
        """Recognised by content: the name says something else."""
        document = pdf_of_jpeg(picture("scan.jpg"), 736, 1328)
        self.check("scan.jpg", self.read(document, filename="carte.exe").expect(200).json["data"])
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.pdf").write_bytes(document)
            subprocess.run(["pdftoppm", "-png", "-r", "150", "-gray", "-singlefile", f"{folder}/a.pdf", f"{folder}/a"], check=True)
            self.check("scan.jpg", self.read((Path(folder) / "a.png").read_bytes(), filename="a.jpg").expect(200).json["data"])

    def test_nothing_to_read_is_null_and_nothing_is_guessed(self):
        for content in (png(400, 700, zlib.compress((b"\0" + b"\xff" * 50) * 700)), pdf_page(b"10 10 m 300 600 l S")):
            data = self.read(content).expect(200).json["data"]
            self.assertEqual([data[name] for name in NULLABLE], [None] * len(NULLABLE))
            self.assertEqual((data["confidence"], data["matches"]), (0, {"contact": [], "vehicle": []}))

    def test_what_is_known_already(self):
        truth = TRUTH["tilted.jpg"]
        named = self.contact(first_name="Élodie", last_name="Rouvignac", email="e@rouvignac.fr")
        other = self.contact(first_name="Paul", last_name="Autre")
        by_plate = self.vehicle(other["id"], license_plate=truth["A"])
        by_vin = self.vehicle(named["id"], vin=truth["E"])
        self.vehicle(other["id"], license_plate="ZZ-999-ZZ")
        gone = self.vehicle(other["id"], license_plate=truth["A"])
        self.owner.request("DELETE", f"/api/vehicles/{gone['id']}").expect(200)
        matches = self.read(picture("tilted.jpg")).expect(200).json["data"]["matches"]
        self.assertEqual({row["id"] for row in matches["vehicle"]}, {by_plate["id"], by_vin["id"]})
        self.assertEqual({row["id"] for row in matches["contact"]}, {named["id"], other["id"]})
        self.assertEqual([row["name"] for row in matches["contact"] if row["id"] == named["id"]], ["Élodie Rouvignac"])
        stranger = self.instance.sign_up()
        matches = self.read(picture("tilted.jpg"), client=stranger).expect(200).json["data"]["matches"]
        self.assertEqual(matches, {"contact": [], "vehicle": []})

    def test_as_the_specification_prints_it(self):
        example, = (example for example in spec_examples.workshop() if example.name == "POST /api/vehicles/ocr")
        answer = self.read(picture("scan.jpg")).expect(200)
        printed = example.answer(200).json
        self.assertEqual(set(answer.json), set(printed))
        for name, value in printed["data"].items():
            self.assertEqual(spec_examples.type_of(answer.json["data"][name]), spec_examples.type_of(value), name)
        refused = self.read(b"GIF89a").expect(400).json
        self.assertEqual({name: refused[name] for name in example.answer(400).json}, example.answer(400).json)


class Refusing(Ocr):
    def test_forms(self):
        headers = {"Content-Type": "multipart/form-data; boundary=frontier"}
        post = lambda raw, **sent: self.owner.request("POST", "/api/vehicles/ocr", raw=raw, headers={**headers, **sent})
        self.assertEqual(post(form(picture("scan.jpg"), name="picture")).expect(400).json["details"],
                         [{"field": "file", "code": "REQUIRED", "message": "Required"}])
        self.assertEqual(post(b"--frontier").expect(400).json["code"], "VALIDATION_ERROR")
        self.assertEqual(post(b"{}", **{"Content-Type": "application/json"}).expect(415).json["code"], "UNSUPPORTED_MEDIA_TYPE")
        self.assertEqual(post(form(b"")).expect(400).json["error"], INVALID_FORMAT)
        self.instance.client(None).request("POST", "/api/vehicles/ocr", raw=form(b""), headers=headers)
        self.read(picture("scan.jpg"), client=self.instance.client(self.subdomain)).expect(401)

    def test_other_kinds_of_file(self):
        for content in (b"GIF89a" + b"\0" * 100, b"PK\x03\x04" + b"\0" * 100, b"<svg/>", os.urandom(100)[1:] + b"x", b"\xff\xd8"):
            self.refused(content, 400, "VALIDATION_ERROR", f"^{re.escape(INVALID_FORMAT)}$")

    def test_too_large_a_file(self):
        answer = self.read(b"%PDF-" + b"\0" * (10 << 20))
        self.assertEqual((answer.status, answer.json["code"]), (413, "PAYLOAD_TOO_LARGE"))

    def test_broken_files(self):
        jpeg = picture("scan.jpg")
        for content in (jpeg[:len(jpeg) // 2], jpeg[:200], b"\xff\xd8\xff" + os.urandom(1000), png(100, 100), b"%PDF-1.7\nnothing",
                        png(100, 100, zlib.compress(b"\0" * 50))):
            self.refused(content, 422, "UNREADABLE_FILE", "broken")

    def test_bombs(self):
        """Each ends within its limits, and the next picture is read by the same pool."""
        rows = zlib.compress(b"\0" * 6251 * 1000)  # some of 50,000
        self.refused(png(50000, 50000, rows), 422, "UNREADABLE_FILE", "pixels")
        self.refused(png(6000, 6000, zlib.compress(b"\0" * (6000 * 4 + 1) * 20), depth=8), 422, "UNREADABLE_FILE")
        jpeg = bytearray(picture("scan.jpg"))
        at = jpeg.index(b"\xff\xc0") + 5
        jpeg[at:at + 4] = struct.pack(">HH", 60000, 60000)
        self.refused(bytes(jpeg), 422, "UNREADABLE_FILE", "pixels")
        kids = b" ".join(b"%d 0 R" % n for n in range(3, 10003))
        pages = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 10000>>" % kids,
                    *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 500]>>"] * 10000)
        self.refused(pages, 422, "UNREADABLE_FILE", "pages")
        endless = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 5>>")
        self.refused(endless, 422, "UNREADABLE_FILE")
        self.refused(b"\xff\xd8\xff\xe0" + os.urandom((10 << 20) - 2000), 422, "UNREADABLE_FILE")
        self.refused(b"%PDF-1.4\n" + os.urandom((10 << 20) - 2000), 422, "UNREADABLE_FILE")
        self.assertEqual(self.read(picture("scan.jpg")).expect(200).json["data"]["vin"], TRUTH["scan.jpg"]["E"])

    def test_a_page_without_an_end(self):
        """Twenty million lines in 300 KB: it is given up long before a difficult page would be."""
        lines = zlib.compress(b"0 0 m 99 99 l S\n" * 20_000_000, 9)
        page = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                   b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 368 664]/Contents 4 0 R>>",
                   b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(lines), lines))

        def spent():
            stats = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self.instance.workers("slow"))
            return sum(int(ticks) for stat in stats for ticks in stat[13:15]) / os.sysconf("SC_CLK_TCK")
        before = spent()
        self.refused(page, 422, "UNREADABLE_FILE", "too much memory or time")
        self.assertLess(spent() - before, 8)

    def test_an_empty_page(self):
        self.refused(pdf_page(b""), 422, "UNREADABLE_FILE", "nothing on the first page")

    def test_a_page_that_draws_itself(self):
        """Poppler stops such a recursion; nothing is drawn."""
        drawn = b"<</Type/XObject/Subtype/Form/BBox[0 0 368 664]/Resources<</XObject<</F 5 0 R>>>>/Length 12>>stream\n/F Do /F Do \nendstream"
        self.refused(pdf_page(b"/F Do", b"/XObject<</F 5 0 R>>", (drawn,)), 422, "UNREADABLE_FILE")

    def test_a_page_of_gigantic_size(self):
        for box in (b"0 0 1e9 1e9", b"0 0 1e-9 1e-9", b"0 0 100 1e8", b"0 0 0 0"):
            document = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                           b"<</Type/Page/Parent 2 0 R/MediaBox[%s]>>" % box)
            self.assertIn(self.read(document).status, (200, 422), box)

    def test_one_at_a_time_of_a_tenant(self):
        """While another request of the tenant has the turn, as a process that holds its lock shows, it is refused at once."""
        self.read(picture("scan.jpg")).expect(200)
        with open(tenant_file(self.owner).with_name("turn.lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            refused = self.read(picture("scan.jpg"))
            refused.fault(503, "BUSY")
            self.assertGreater(int(refused.headers["Retry-After"]), 0)
        self.read(picture("scan.jpg")).expect(200)

    def test_a_key_changes_nothing(self):
        answers = [self.read(picture("scan.jpg"), key="a-key").expect(200).json["data"]["vin"] for _ in range(2)]
        self.assertEqual(answers, [TRUTH["scan.jpg"]["E"]] * 2)

    def test_a_worker_of_many_tenants(self):
        """However many files it keeps open, and so maps together with other processes."""
        instance = another(slow_workers=1)
        for _ in range(70):
            instance.sign_up().post("/api/vehicles/ocr", raw=b"x").expect(400, 415)
        owner = instance.sign_up()
        answer = owner.post("/api/vehicles/ocr", raw=form(picture("scan.jpg")),
                            headers={"Content-Type": "multipart/form-data; boundary=frontier"})
        self.assertEqual(answer.expect(200).json["data"]["vin"], TRUTH["scan.jpg"]["E"])

    def test_the_worker_stays(self):
        """Whatever a file does to its reader, the worker that asked is the same afterwards, with no child and no file left."""
        workers = self.instance.workers("slow")
        self.refused(picture("scan.jpg")[:3000], 422, "UNREADABLE_FILE")
        self.read(picture("scan.jpg")).expect(200)
        for pid in workers:
            os.kill(pid, 0)
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            self.assertEqual(children, [])
        self.assertEqual(self.instance.workers("slow"), workers)


if __name__ == "__main__":
    unittest.main()
