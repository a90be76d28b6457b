#!/bin/sh
# Writes OUTDIR/fonts.c and OUTDIR/fonts.h: DejaVu Sans and DejaVu Sans Bold as C arrays, cut down for lib/documents.
#
#   text   Windows-1252 only: nearly every French document
#   wide   Latin, Greek, Cyrillic, Armenian, Georgian, punctuation, currency: what one glyph a character shows well. Marks and
#          all other scripts are drawn as outlines, with the fonts of the system (lib/documents/pdf/world_fonts.c)
#
# Embedded rather than read from /usr/share/fonts: the same bytes on every machine, and nothing to open in a sandbox.
# Hinting, layout tables and glyph names are dropped (PDF viewers do not need them, and they are most of the bytes);
# composite glyphs are flattened, because libharu follows their components only one level deep.
#
# Usage: scripts/gen_fonts.sh OUTDIR
set -eu

outdir=${1:?usage: gen_fonts.sh OUTDIR}
mkdir -p "$outdir"

# Debian's own interpreter: python3-fonttools is installed for that one.
exec /usr/bin/python3 - "$outdir" <<'PYTHON'
import array
import os
import sys
import unicodedata

from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables.ttProgram import Program

SOURCE = "/usr/share/fonts/truetype/dejavu/%s.ttf"
TEXT = [ord(bytes([b]).decode("cp1252")) for b in range(32, 256) if b not in (0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D)]
WIDE_RANGES = [
    (0x0020, 0x058F), (0x10A0, 0x10FF), (0x1E00, 0x20CF), (0x2100, 0x214F), (0x2190, 0x21FF),
    (0x2460, 0x24FF), (0x25A0, 0x25FF), (0x2C60, 0x2C7F), (0x2D00, 0x2D2F), (0xA640, 0xA69F), (0xA720, 0xA7FF),
    (0xFB00, 0xFB06), (0xFFFC, 0xFFFD),
]
WIDE = [code for first, last in WIDE_RANGES for code in range(first, last + 1)
        if unicodedata.category(chr(code)) not in ("Mn", "Me", "Mc", "Cf") or code == 0xAD]


def cut(name, codes):
    font = TTFont(SOURCE % name, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True,
                             name_IDs=[1, 2, 4, 6], name_languages=[0x409], recalc_timestamp=False)
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB", "MATH", "kern", "gasp"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font["name"].setName("Regular", 2, 3, 1, 0x409)  # "Bold" would make viewers embolden the bold face once more
    flatten(font)
    add_empty_programs(font)
    return font


def flatten(font):
    glyphs = font.getGlyphSet()
    flat = {}
    for name in font.getGlyphOrder():
        if font["glyf"][name].isComposite():
            recording = DecomposingRecordingPen(glyphs)
            glyphs[name].draw(recording)
            pen = TTGlyphPen(None)
            recording.replay(pen)
            flat[name] = pen.glyph()
    for name, glyph in flat.items():
        font["glyf"][name] = glyph


def add_empty_programs(font):
    """libharu refuses a font without these three tables, unhinted or not."""
    font["cvt "] = newTable("cvt ")
    font["cvt "].values = array.array("h", [0])
    for tag in ("fpgm", "prep"):
        font[tag] = newTable(tag)
        font[tag].program = Program()
        font[tag].program.fromBytecode([0xB0, 0x00, 0x21])  # push a byte, pop it


def ranges(codes):
    """[first, last] of each stretch of `codes`."""
    found = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def c_array(name, data):
    rows = [",".join(str(b) for b in data[i:i + 64]) for i in range(0, len(data), 64)]
    return "const unsigned char %s[] = {\n%s};\nconst unsigned int %s_len = %d;\n" % (name, ",\n".join(rows), name, len(data))


outdir = sys.argv[1]
source = ["/* Made by scripts/gen_fonts.sh from Debian's fonts-dejavu-core. */\n#include \"fonts.h\"\n"]
header = ["/* Made by scripts/gen_fonts.sh from Debian's fonts-dejavu-core. */\n#ifndef GEN_FONTS_H\n#define GEN_FONTS_H\n"]
shown = set(WIDE)
for kind, codes in (("text", TEXT), ("wide", WIDE)):
    for weight, face in (("regular", "DejaVuSans"), ("bold", "DejaVuSans-Bold")):
        name = "font_%s_%s" % (kind, weight)
        path = os.path.join(outdir, name + ".ttf.tmp")
        font = cut(face, codes)
        font.save(path)
        if kind == "wide":
            shown &= font.getBestCmap().keys()
        with open(path, "rb") as file:
            data = file.read()
        os.unlink(path)
        source.append(c_array(name, data))
        header.append("extern const unsigned char %s[];\nextern const unsigned int %s_len;\n" % (name, name))
rows = ranges(shown)
source.append("/* What both wide fonts have. */\nconst unsigned int font_wide_ranges[][2] = {\n%s};\n"
              "const unsigned int font_wide_range_count = %d;\n" % (",\n".join("{0x%x,0x%x}" % (*row,) for row in rows), len(rows)))
header.append("extern const unsigned int font_wide_ranges[][2];\nextern const unsigned int font_wide_range_count;\n")
header.append("#endif\n")
for name, parts in (("fonts.c", source), ("fonts.h", header)):
    with open(os.path.join(outdir, name + ".tmp"), "w", encoding="ascii") as file:
        file.write("\n".join(parts))
    os.replace(os.path.join(outdir, name + ".tmp"), os.path.join(outdir, name))
PYTHON
