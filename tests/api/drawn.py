# SPDX-License-Identifier: MIT
"""Pictures of text: cut out of a page of ours, and drawn by other engines (hb-view, pango-view). Both are turned into pixels by
the same program, so that what differs is the choice, order, form and place of the glyphs."""

import pathlib
import re
import subprocess
import tempfile

DPI = 400
NOTO = "/usr/share/fonts/truetype/noto/{}.ttf"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"


class Picture:
    """Rows of bytes, 0 is black; cut to its ink."""

    def __init__(self, rows):
        def has_ink(row):
            return min(row) < 128

        inked = [number for number, row in enumerate(rows) if row and has_ink(row)]
        if not inked:
            self.rows, self.width, self.height = [], 0, 0
            return
        rows = rows[inked[0]:inked[-1] + 1]
        columns = [number for number, column in enumerate(zip(*rows)) if has_ink(column)]
        self.rows = [[1 if byte < 128 else 0 for byte in row[columns[0]:columns[-1] + 1]] for row in rows]
        self.width, self.height = len(self.rows[0]), len(self.rows)

    @property
    def ink(self):
        return sum(map(sum, self.rows))

    def thick(self):
        """Each point of ink with its eight neighbours."""
        wide = [[a | b | c for a, b, c in zip([0] + row[:-1], row, row[1:] + [0])] for row in self.rows]
        empty = [0] * self.width
        return [[a | b | c for a, b, c in zip(*three)] for three in zip([empty] + wide[:-1], wide, wide[1:] + [empty])]

    def words(self, gap=11):
        """The pictures between columns without ink, from left to right."""
        inked = [any(column) for column in zip(*self.rows)]
        found, start, blank = [], 0, 0
        for number, ink in enumerate(inked + [False] * gap):
            blank = 0 if ink else blank + 1
            if ink and blank == 0 and start is None:
                start = number
            if blank == gap and start is not None:
                found.append(Picture([[255 * (1 - bit) for bit in row[start:number - gap + 1]] for row in self.rows]))
                start = None
        return found

    def difference(self, other):
        """The share of ink that has none of the other's beside it, 0 to 1; 1 where the sizes differ by more than two points."""
        if abs(self.width - other.width) > 2 or abs(self.height - other.height) > 2 or not self.rows:
            return 1.0

        def lonely(one, two):
            return sum(a and not b for row, near in zip(one.rows, two.thick()) for a, b in zip(row, near))

        return (lonely(self, other) + lonely(other, self)) / (self.ink + other.ink)


def pixels(pdf, area=None):
    """The first page in grey, or `area` of it: left, top, width, height in points."""
    cut = []
    for option, value in zip(("-x", "-y", "-W", "-H"), area or ()):
        cut += [option, str(round(value * DPI / 72))]
    done = subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), "-l", "1", *cut, "-"], input=pdf, capture_output=True, check=True)
    assert not done.stderr, done.stderr
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", done.stdout)
    width, height, start = int(head[1]), int(head[2]), head.end()
    return [done.stdout[start + row * width:start + (row + 1) * width] for row in range(height)]


def place_of(pdf, word):
    """Left, top, right, bottom of a word on the first page."""
    done = subprocess.run(["pdftotext", "-bbox", "-l", "1", "-", "-"], input=pdf, capture_output=True, check=True)
    found = re.search(rf'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">{word}<', done.stdout.decode())
    return tuple(map(float, found.groups()))


def first_description(pdf):
    """The picture of the first line's description."""
    _, top, _, bottom = place_of(pdf, "Désignation")
    middle = (top + bottom) / 2
    return Picture(pixels(pdf, (48, middle + 11, 312, 19)))


def buyer(pdf):
    """The picture of the buyer's name, on its card."""
    left, _, _, bottom = place_of(pdf, "CLIENT")
    return Picture(pixels(pdf, (left - 2, bottom + 2, 200, 18)))


def by_hb_view(text, font, size=8.4, *options):
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "text.pdf"
        subprocess.run(["hb-view", f"--font-file={font}", f"--font-size={size}", "--output-format=pdf", f"--output-file={target}",
                        "--margin=2", *options, f"--text={text}"], check=True, capture_output=True)
        return Picture(pixels(target.read_bytes()))


class Pango:
    """pango-view with DejaVu's Latin letters alone (its Arabic ones are not those of Noto) and the fonts named."""

    def __init__(self, folder, *fonts):
        self.folder = pathlib.Path(folder)
        for font in fonts:
            (self.folder / pathlib.Path(font).name).symlink_to(font)
        subprocess.run(["/usr/bin/python3", "-m", "fontTools.subset", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                        "--unicodes=U+0020-024F,U+2010-2040", f"--output-file={self.folder}/DejaVuSans.ttf"], check=True, capture_output=True)
        self.settings = self.folder / "fonts.conf"
        self.settings.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")

    def __call__(self, text, size=8.4, *options):
        target = self.folder / "text.pdf"
        subprocess.run(["pango-view", "--no-display", f"--font=DejaVu Sans {size}", "--dpi=72", "--hinting=none", "--subpixel-positions", "--margin=2",
                        f"--output={target}", *options, f"--text={text}"], check=True, capture_output=True,
                       env={"FONTCONFIG_FILE": str(self.settings), "PATH": "/usr/bin", "LANG": "C.UTF-8"})
        return Picture(pixels(target.read_bytes()))
