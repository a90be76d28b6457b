#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Writes OUTDIR/srgb_icc.h: an ICC profile (version 2.1) of the sRGB colours of IEC 61966-2-1 as a C array, for the output intent of
# PDF/A. Made of the standard's own figures, so that it is nobody's and lies in no package.
#
# Usage: scripts/gen_icc.sh OUTDIR
set -eu

outdir=${1:?usage: gen_icc.sh OUTDIR}
mkdir -p "$outdir"

exec /usr/bin/python3 - "$outdir" <<'PYTHON'
import struct
import sys

NAME = b"sRGB IEC61966-2.1"
WHITE = (0.9642, 1.0, 0.8249)  # D50
COLUMNS = {"rXYZ": (0.4360747, 0.2225045, 0.0139322), "gXYZ": (0.3850649, 0.7168786, 0.0971045),
           "bXYZ": (0.1430804, 0.0606169, 0.7141733)}
POINTS = 512


def fixed(values):
    return struct.pack(">%di" % len(values), *(round(value * 65536) for value in values))


def linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def xyz(values):
    return b"XYZ \0\0\0\0" + fixed(values)


curve = b"curv\0\0\0\0" + struct.pack(">I%dH" % POINTS, POINTS, *(round(linear(at / (POINTS - 1)) * 65535) for at in range(POINTS)))
text = NAME + b"\0"
tags = [("desc", b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(8 + 3 + 67)), ("cprt", b"text\0\0\0\0No copyright\0"),
        ("wtpt", xyz(WHITE))] + [(name, xyz(values)) for name, values in COLUMNS.items()]
tags += [(name, curve) for name in ("rTRC", "gTRC", "bTRC")]

at = 128 + 4 + 12 * len(tags)
table, body, places = b"", b"", {}
for name, data in tags:
    if data not in places:
        places[data] = at + len(body)
        body += data + bytes(-len(data) % 4)
    table += name.encode() + struct.pack(">II", places[data], len(data))
size = at + len(body)
head = struct.pack(">I4sI4s4s4s6H4s", size, b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp")
head += bytes(28) + fixed(WHITE)
profile = head + bytes(128 - len(head)) + struct.pack(">I", len(tags)) + table + body
assert len(profile) == size and at % 4 == 0

rows = [", ".join(str(byte) for byte in profile[begin:begin + 24]) for begin in range(0, size, 24)]
with open(sys.argv[1] + "/srgb_icc.h", "w", encoding="ascii") as file:
    file.write("/* Made by scripts/gen_icc.sh. */\nstatic const unsigned char srgb_icc[] = {\n" + ",\n".join(rows) + "};\n")
PYTHON
