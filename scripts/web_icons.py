#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""web_icons.py FOLDER: prints web/src/ui/icons.ts, the drawings of those icons that pages use, from Lucide's SVG files."""

import pathlib
import re
import sys

ICONS = """
archive arrow-down arrow-left arrow-right arrow-up arrow-up-down banknote bell building calendar camera car chart-column check
chevron-down chevron-left chevron-right circle-alert circle-check circle-help clock copy credit-card download ellipsis external-link eye
file-text filter gauge handshake history house inbox info keyboard list list-checks log-out mail menu message-square monitor moon pencil
phone plus printer receipt refresh-cw rotate-ccw search send settings sparkles star sun tag trash-2 triangle-alert upload user
user-plus users wifi-off wrench x
""".split()


def drawing(path):
    text = re.sub(r"<!--.*?-->", "", path.read_text(), flags=re.S)
    inside = re.search(r"<svg[^>]*>(.*)</svg>", text, re.S).group(1)
    return re.sub(r"\s+", " ", inside).strip().replace(" />", "/>")


def main(folder):
    print("// SPDX-License-Identifier: ISC")
    print("// Icons of Lucide (https://lucide.dev, ISC), 24 by 24, drawn with currentColor. Written by scripts/web_icons.py:")
    print("// add a name there and run scripts/update_web_vendor.sh.")
    print("\nexport const ICONS = {")
    for name in ICONS:
        print(f"    \"{name}\": '{drawing(pathlib.Path(folder, name + '.svg'))}',")
    print("} as const;")


main(sys.argv[1])
