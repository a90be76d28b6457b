# SPDX-License-Identifier: MIT
"""Answers to quotes: who agreed, when, how and from where; the drawing; the choice about parts; the reason of a no."""

import base64
import struct
import zlib

from harness import ApiCase, days_from_now, line, pdf_text


def png(width, height, pixels=None, colour=0, depth=8, interlace=0):
    """A PNG of the bytes of its rows; black on white along a diagonal when none are given."""
    channels = {0: 1, 2: 3, 6: 4}[colour]
    if pixels is None:
        ink = (b"\x00" * channels)[:-1] + (b"\xff" if colour == 6 else b"\x00")
        row = lambda y: b"".join(ink if x * height // width == y else b"\xff" * channels for x in range(width))
        pixels = b"".join(b"\0" + row(y) for y in range(height))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b""))


def text(picture):
    return base64.b64encode(picture).decode()


class Acceptance(ApiCase):
    def answer(self, quote, expect=200, headers=None, **fields):
        answer = self.owner.request("PATCH", f"/api/quotes/{quote['id']}/status", fields, headers=headers or {})
        self.assertEqual(answer.status, expect, answer.text)
        return answer.json

    def read(self, quote):
        return self.owner.read(f"/api/quotes/{quote['id']}")

    def paper(self, quote):
        return pdf_text(self.owner.get(f"/api/quotes/{quote['id']}/pdf").expect(200).raw)

    def test_all_of_it(self):
        quote = self.quote(status="SENT")
        drawing = png(300, 100, colour=6)
        done = self.answer(quote, status="ACCEPTED", accepted_by="Zoé Lefèvre", method="SIGNATURE", signature=text(drawing),
                           recycled_parts=False)["data"]
        said = done["acceptance"]
        self.assertEqual((said["accepted_by"], said["method"], said["recycled_parts"], said["signed"]),
                         ("Zoé Lefèvre", "SIGNATURE", False, True))
        self.assertEqual(said["at"], done["closed_at"])
        self.assertEqual(said["ip"], "127.0.0.1")
        self.assertEqual(self.read(quote)["acceptance"], said)
        self.assertNotIn("signature", str(done))
        picture = self.owner.get(f"/api/quotes/{quote['id']}/signature").expect(200)
        self.assertEqual(picture.headers["Content-Type"], "image/png")
        self.assertEqual(struct.unpack(">II", picture.raw[16:24]), (300, 100))
        self.assertNotEqual(picture.raw, drawing)
        described = self.owner.get("/api/openapi.json").expect(200).json["paths"]["/api/quotes/{id}/signature"]["get"]
        self.assertEqual(list(described["responses"]["200"]["content"]), ["image/png"])
        paper = self.paper(quote)
        for words in ("Accepté par Zoé Lefèvre le", "sur place", "économie circulaire", "le client les refuse"):
            self.assertIn(words, " ".join(paper.split()))
        self.assertNotIn("mention manuscrite", paper)

    def test_the_printed_example(self):
        quote = self.quote(status="SENT")
        done = self.answer(quote, status="ACCEPTED")["data"]
        self.assertEqual(done["acceptance"], {"accepted_by": None, "method": None, "recycled_parts": None, "at": done["closed_at"],
                                              "ip": "127.0.0.1", "signed": False})
        self.owner.get(f"/api/quotes/{quote['id']}/signature").fault(404, "NOT_FOUND")
        self.assertIn("Accepté le", self.paper(quote))

    def test_nothing_before(self):
        quote = self.quote(status="SENT")
        self.assertIsNone(self.read(quote)["acceptance"])
        self.assertIn("mention manuscrite", self.paper(quote))

    def test_who_is_to_choose(self):
        part, work = line(80, kind="PART"), line(60, kind="LABOUR")
        business = self.contact(company="Taxi Lyon SARL")["id"]
        for items, buyer, asked in (([work, part], None, True), ([work], None, False), ([part], business, False)):
            quote = self.quote(buyer, items=items, status="SENT")
            self.assertEqual(self.read(quote)["asks_recycled_parts"], asked)
            self.assertEqual("rayer la mention" in " ".join(self.paper(quote).split()), asked)

    def test_ways(self):
        for method, words in (("PHONE", "par téléphone"), ("EMAIL", "par e-mail")):
            quote = self.quote(status="SENT")
            self.answer(quote, status="ACCEPTED", method=method, recycled_parts=True)
            paper = " ".join(self.paper(quote).split())
            self.assertIn(words, paper)
            self.assertIn("le client les accepte", paper)

    def test_reason(self):
        quote = self.quote(status="SENT")
        self.answer(quote, status="REJECTED", reason="Trop cher")
        read = self.read(quote)
        self.assertEqual((read["rejection_reason"], read["acceptance"]), ("Trop cher", None))

    def test_what_does_not_go_with_the_status(self):
        quote = self.quote(status="SENT")
        for fields in ({"status": "REJECTED", "accepted_by": "Marc"}, {"status": "ACCEPTED", "reason": "Trop cher"},
                       {"status": "REJECTED", "recycled_parts": True}, {"status": "REJECTED", "method": "PHONE"}):
            name = [key for key in fields if key != "status"][0]
            rows = self.answer(quote, expect=400, **fields)["details"]
            self.assertEqual([(row["field"], row["code"]) for row in rows], [(name, "NOT_APPLICABLE")])
        self.assertEqual(self.read(quote)["status"], "SENT")

    def test_hostile_drawings(self):
        quote = self.quote(status="SENT")
        sound = png(40, 20)
        bomb = png(2000, 2000, zlib.decompress(zlib.compress(b"\0" * (2001 * 2000))))
        lying = sound[:16] + struct.pack(">II", 4000000000, 4000000000) + sound[24:29]
        lying += struct.pack(">I", zlib.crc32(lying[12:29])) + sound[33:]
        short = png(40, 20, b"\0" * 30)
        drawings = {"INVALID_PICTURE": ["kein Base64!", text(b"GIF89a"), text(sound[:-5]), text(short), "A",
                                        text(png(1, 1, b"\0\0\0", depth=16)), text(png(1, 1, b"\0\0", interlace=1))],
                    "TOO_LARGE": [text(bomb), text(lying), text(b"\x89PNG\r\n\x1a\n" + b"\0" * 102400)],
                    "NOT_VISIBLE": [text(png(40, 20, (b"\0" + b"\xff" * 40) * 20))], "TOO_LONG": ["A" * 140000]}
        for code, texts in drawings.items():
            for drawing in texts:
                rows = self.answer(quote, expect=400, status="ACCEPTED", signature=drawing)["details"]
                self.assertEqual([(row["field"], row["code"]) for row in rows], [("signature", code)], drawing[:40])
        self.assertEqual(self.read(quote)["status"], "SENT")
        self.answer(quote, status="ACCEPTED", signature=text(sound))

    def test_a_version_and_a_twin(self):
        quote = self.quote(status="SENT")
        etag = self.owner.get(f"/api/quotes/{quote['id']}").headers["ETag"]
        self.answer(quote, expect=412, headers={"If-Match": '"99.0"'}, status="ACCEPTED")
        self.answer(quote, headers={"If-Match": etag}, status="ACCEPTED")
        self.answer(quote, expect=412, headers={"If-Match": etag}, status="ACCEPTED")
        self.assertEqual(self.answer(quote, expect=400, status="ACCEPTED", accepted_by="Marc")["code"], "INVALID_TRANSITION")

    def test_the_journal_tells_it(self):
        quote = self.quote(status="SENT")
        self.answer(quote, status="ACCEPTED", accepted_by="Marc", signature=text(png(40, 20)))
        rows = self.owner.get(f"/api/audit?entity=QUOTE&id={quote['id']}").expect(200).json["data"]
        after = rows[0]["after"]
        self.assertEqual((after["acceptance_accepted_by"], after["acceptance_signed"]), ("Marc", True))

    def test_a_copy_is_open_again(self):
        quote = self.quote(status="SENT")
        self.answer(quote, status="ACCEPTED", accepted_by="Marc", signature=text(png(40, 20)))
        copy = self.owner.post(f"/api/quotes/{quote['id']}/duplicate").expect(201).json["data"]
        self.assertIsNone(copy["acceptance"])
        self.assertGreaterEqual(copy["valid_until"], days_from_now(29))

    def test_invoiced_when(self):
        quote = self.quote(status="ACCEPTED")
        self.assertIsNone(self.read(quote)["invoiced_at"])
        invoice = self.owner.post(f"/api/quotes/{quote['id']}/convert", {}).expect(201).json["data"]["invoice"]
        self.assertEqual(self.read(quote)["invoiced_at"], invoice["created_at"])
