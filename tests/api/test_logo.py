# SPDX-License-Identifier: MIT
"""The logo of a tenant: taken as PNG or JPEG, drawn anew, printed on papers, taken off again; and that no file harms a worker."""

import struct
import unittest
import zlib

from harness import ApiCase
from test_ocr import chunk, form, picture


def png(width, height, colour=(200, 30, 30), extra=b""):
    row = b"\0" + bytes(colour) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(row * height)) +
            chunk(b"IEND", b""))


def size_of(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", data[:20]
    return struct.unpack(">II", data[16:24])


class Logo(ApiCase):
    def setUp(self):
        super().setUp()
        self.tenant = self.instance.sign_up()

    def put(self, content, client=None, **options):
        headers = {"Content-Type": "multipart/form-data; boundary=frontier", **options.pop("headers", {})}
        return (client or self.tenant).put("/api/settings/logo", raw=form(content, **options), headers=headers)

    def test_a_logo_is_drawn_anew_no_larger_than_on_paper(self):
        settings = self.tenant.get("/api/settings").expect(200).data
        self.assertIsNone(settings["logo"])
        self.tenant.get("/api/settings/logo").fault(404)
        made = self.put(png(900, 300, extra=chunk(b"tEXt", b"Comment\0what nobody is to find"))).expect(200)
        self.assertRegex(made.data["logo"], r"^logo-[0-9a-f]{16}\.png$")
        self.assertEqual(made.data["version"], settings["version"] + 1)
        answer = self.tenant.get("/api/settings/logo").expect(200)
        self.assertEqual(answer.headers["Content-Type"], "image/png")
        self.assertEqual(size_of(answer.raw), (450, 150))
        self.assertNotIn(b"nobody", answer.raw)
        self.assertEqual(size_of(self.put(picture("scan.jpg")).expect(200) and
                                 self.tenant.get("/api/settings/logo").raw)[1], 156)
        self.tenant.delete("/api/settings/logo").expect(200)
        self.assertIsNone(self.tenant.get("/api/settings").data["logo"])
        self.tenant.get("/api/settings/logo").fault(404)

    def test_it_stands_on_quotes_and_invoices(self):
        contact = self.tenant.post("/api/contacts", {"last_name": "Martin"}).expect(201).data
        body = {"contact_id": contact["id"], "items": [{"description": "Vidange", "quantity": 1, "unit_price": 50}]}
        quote = self.tenant.post("/api/quotes", body).expect(201).data
        invoice = self.tenant.post("/api/invoices", body).expect(201).data
        papers = [f"/api/quotes/{quote['id']}/pdf", f"/api/invoices/{invoice['id']}/pdf"]
        for path in papers:
            self.assertNotIn(b"/Subtype /Image", self.tenant.get(path).expect(200).raw)
        self.put(png(90, 30)).expect(200)
        for path in papers:
            self.assertIn(b"/Subtype /Image", self.tenant.get(path).expect(200).raw)
        self.tenant.delete("/api/settings/logo").expect(200)
        self.assertNotIn(b"/Subtype /Image", self.tenant.get(papers[0]).expect(200).raw)

    def test_what_is_refused(self):
        for other in (b"GIF89a", b"%PDF-1.4 nothing", b"<svg xmlns='http://www.w3.org/2000/svg'/>"):
            self.put(other).fault(400)
        self.put(png(10, 10), name="logo").invalid("file")
        self.put(png(10, 10), headers={"Content-Type": "image/png"}).fault(415)
        self.put(png(10, 10) + b"\0" * 512 * 1024).fault(413)
        self.put(png(10, 10)[:50]).fault(422)
        self.put(b"\xff\xd8\xff\xe0 no picture").fault(422)
        wide = struct.pack(">IIBBBBB", 30000, 30000, 8, 2, 0, 0, 0)
        bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", wide) + chunk(b"IDAT", zlib.compress(b"\0" * 1000000)) + chunk(b"IEND", b"")
        self.put(bomb).fault(422)
        self.assertIsNone(self.tenant.get("/api/settings").data["logo"])

    def test_who_may(self):
        sales = self.instance.add_user(self.tenant.tenant, "sales", "s@garage.test", "Serge Sales")
        manager = self.instance.add_user(self.tenant.tenant, "manager", "m@garage.test", "Manon Manager")
        self.put(png(10, 10), client=sales).fault(403)
        sales.delete("/api/settings/logo").fault(403)
        self.put(png(10, 10), client=manager).expect(200)
        sales.get("/api/settings/logo").expect(200)
        self.put(png(10, 10), client=manager, headers={"If-Match": '"1.0"'}).fault(412)
        manager.delete("/api/settings/logo").expect(200)

    def test_the_journal_names_it(self):
        self.put(png(10, 10)).expect(200)
        row = self.tenant.get("/api/audit?entity=SETTINGS&limit=1").expect(200).data[0]
        self.assertIn("logo", row["after"])


if __name__ == "__main__":
    unittest.main()
