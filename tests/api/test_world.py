# SPDX-License-Identifier: MIT
"""Any name of the world prints: pages against the same text drawn by HarfBuzz's and Pango's own programs. Text extraction would
prove nothing: what is drawn are outlines."""

import re
import subprocess
import tempfile

from drawn import CJK, NOTO, Pango, Picture, buyer, by_hb_view, first_description
from harness import ApiCase, line, pdf_text

CLOSE = 0.15  # of the ink may stand elsewhere; measured: at most 0.09, and 0.3 to 1 where the text is another
SYMBOLA = "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf"
SCRIPTS = {
    "Arab": ("محمد بن عبد الله", NOTO.format("NotoSansArabic-Regular")),
    "Hebr": ("שלום עולם", NOTO.format("NotoSansHebrew-Regular")),
    "Deva": ("श्री कृष्ण क्षत्रिय", NOTO.format("NotoSansDevanagari-Regular")),
    "Beng": ("শ্রীমতী রহমান", NOTO.format("NotoSansBengali-Regular")),
    "Taml": ("ஸ்ரீனிவாச", NOTO.format("NotoSansTamil-Regular")),
    "Sinh": ("ශ්‍රී ලංකා", NOTO.format("NotoSansSinhala-Regular")),
    "Thai": ("สมชายใจดีน้ำใจ", NOTO.format("NotoSansThai-Regular")),
    "Khmr": ("ក្រុមស្រីខ្មែរ", NOTO.format("NotoSansKhmer-Regular")),
    "Mymr": ("မောင်အောင်", NOTO.format("NotoSansMyanmar-Regular")),
    "Tibt": ("བཀྲ་ཤིས", NOTO.format("NotoSerifTibetan-Regular")),
    "Ethi": ("ኃይለ ሥላሴ", NOTO.format("NotoSansEthiopic-Regular")),
    "Hans": ("王小明汽車修理廠", CJK.format("Regular"), "--face-index=2"),
    "Jpan": ("トヨタ自動車の会社", CJK.format("Regular"), "--face-index=0"),
    "Kore": ("김철수자동차", CJK.format("Regular"), "--face-index=1"),
    "Zsye": ("😀🚗☎", SYMBOLA),
    "marks": ("e̊́t́Ṳ́x̄́", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
}
MIXED = ["Pneu إطار أمامي 205/55 王小明 fin", "إطار Renault رقم 12 جديد", "שלום abc עולם 42", "Kit 王小明 – 修理 et pose",
         "علي فيلا 3 بيت", "محمد: (فيلا 12) – 3 طوابق"]


class WorldCase(ApiCase):
    def paper(self, description="x", **contact):
        contact = self.owner.create("/api/contacts", contact or {"last_name": "Martin"})
        items = [{**line(100), "description": description}]
        quote = self.owner.create("/api/quotes", {"contact_id": contact["id"], "vat_rate": 20, "items": items})
        return self.owner.get(f"/api/quotes/{quote['id']}/pdf").expect(200).raw

    def drawn(self, text):
        return first_description(self.paper(text))


class Drawn(WorldCase):
    def test_each_script_as_harfbuzz_draws_it(self):
        for script, (text, font, *options) in SCRIPTS.items():
            with self.subTest(script=script):
                ours = self.drawn(text)
                self.assertLess(ours.difference(by_hb_view(text, font, 8.4, *options)), CLOSE)
                self.assertGreater(ours.difference(by_hb_view(text[::-1], font, 8.4, *options)), 2 * CLOSE - 0.01)

    def test_unshaped_text_would_fail(self):
        """The control: the same letters from the same font, but mirrored, unjoined or unformed."""
        for script, options in (("Arab", ["--direction=ltr"]), ("Arab", ["--features=-init,-medi,-fina"]), ("Hebr", ["--direction=ltr"]),
                                ("Deva", ["--shapers=fallback"]), ("Khmr", ["--shapers=fallback"])):
            with self.subTest(script=script, options=options):
                text, font = SCRIPTS[script]
                self.assertGreater(self.drawn(text).difference(by_hb_view(text, font, 8.4, *options)), 2 * CLOSE - 0.01)

    def test_mixed_lines_as_pango_draws_them(self):
        """Word by word: the blanks of two fonts are not equally wide."""
        with tempfile.TemporaryDirectory() as folder:
            pango = Pango(folder, SCRIPTS["Arab"][1], SCRIPTS["Hebr"][1], CJK.format("Regular"))
            for text in MIXED:
                with self.subTest(text=text):
                    ours, theirs = self.drawn(text).words(), pango(text).words()
                    self.assertEqual(len(ours), len(theirs))
                    for one, other in zip(ours, theirs):
                        self.assertLess(one.difference(other), CLOSE)
                    self.assertTrue(any(one.difference(other) > 2 * CLOSE for one, other in zip(ours, theirs[::-1])))

    def test_names_are_bold(self):
        for name, file, *options in (("محمد العربي", NOTO.format("NotoSansArabic-{}")),
                                     ("王小明", CJK, "--face-index=2"), ("สมชาย", NOTO.format("NotoSansThai-{}"))):
            with self.subTest(name=name):
                ours = buyer(self.paper(company=name))
                self.assertLess(ours.difference(by_hb_view(name, file.format("Bold"), 8.4, *options)), CLOSE)
                regular = by_hb_view(name, file.format("Regular"), 8.4, *options)
                self.assertGreater(ours.ink, 1.1 * regular.ink)

    def test_no_box(self):
        """What no font in black has is left out when it is a picture; skin tones and variants change nothing."""
        for text, plain in (("a🪿b", "ab"), ("a🫨b", "ab"), ("👍🏽", "👍"), ("❤️", "❤"), ("🇫🇷", "FR"), ("a\u200bb", "ab"), ("a\u2066b\u2069", "ab")):
            with self.subTest(text=text):
                self.assertEqual(self.drawn(text).rows, self.drawn(plain).rows)

    def test_seller_in_arabic_keeps_the_foot_in_french(self):
        tenant = self.instance.sign_up()
        tenant.change("/api/settings", {"name": "ورشة محمد", "siret": "73282932000074"})
        contact = tenant.create("/api/contacts", {"last_name": "Martin"})
        quote = tenant.create("/api/quotes", {"contact_id": contact["id"], "vat_rate": 20, "items": [line(1)]})
        text = subprocess.run(["pdftotext", "-bbox", "-", "-"], capture_output=True, check=True,
                              input=tenant.get(f"/api/quotes/{quote['id']}/pdf").expect(200).raw).stdout.decode()
        words = [(float(left), float(top), word) for left, top, word in
                 re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<', text)]
        siret = next((left, top) for left, top, word in words if word == "SIRET")
        foot = [left for left, top, word in words if abs(top - siret[1]) < 3 and re.search("[\u0600-\u06ff]", word)]
        self.assertTrue(foot)
        self.assertLess(max(foot), siret[0])

class Found(WorldCase):
    def test_what_is_drawn_can_be_searched(self):
        """More than is asked for: outlines have their characters over them, unseen."""
        text = pdf_text(self.paper("王小明 修理", company="สมชาย ใจดี"))
        self.assertIn("王小明", text)
        self.assertIn("สมชาย", text)

    def test_papers_stay_small(self):
        plain, cjk = (len(self.paper(company=name)) for name in ("Ελένη", "王小明汽車修理廠"))
        self.assertLess(cjk, plain + 12000)


class Pictures(ApiCase):
    def test_the_comparison_can_fail(self):
        one = Picture([bytes([255, 0, 0, 255]), bytes([255, 255, 0, 0])])
        other = Picture([bytes([0, 0, 0, 0]), bytes([0, 255, 255, 255])])
        self.assertEqual(one.difference(one), 0)
        self.assertGreater(one.difference(Picture([bytes([0] * 40)] * 40)), 0.9)
        self.assertEqual(one.difference(Picture([])), 1)
        self.assertGreaterEqual(one.difference(other), 0)
