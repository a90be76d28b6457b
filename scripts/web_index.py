#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""web_index.py META OUT: writes OUT/index.html, which names the hashed files of the bundle, and OUT/routes.txt, the addresses
of the front end. META is what esbuild says of its outputs; files that the entry imports at once are preloaded."""

import json
import pathlib
import re
import sys

meta, out = json.loads(pathlib.Path(sys.argv[1]).read_text()), pathlib.Path(sys.argv[2])


def address(path):
    return "/" + path[path.index("app/"):]


def entry(kind, source):
    return next((path, found) for path, found in meta["outputs"].items()
                if found.get("entryPoint") == source and path.endswith(kind))


script, found = entry(".js", "web/src/main.tsx")
style = found.get("cssBundle") or next(path for path in meta["outputs"] if re.search(r"app/main-[A-Z0-9]+\.css$", path))
font = next(path for path in meta["outputs"] if path.endswith(".woff2"))
first = [item["path"] for item in found["imports"] if item["kind"] == "import-statement"]
# French is what nearly everybody reads: its words need not wait for the script that asks for them.
first += [path for path, item in meta["outputs"].items() if item.get("entryPoint") == "web/i18n/fr.json"]
preloads = "\n".join(f'    <link rel="modulepreload" href="{address(path)}">' for path in first)
page = pathlib.Path("web/index.html.in").read_text()
page = page.replace("@SCRIPT@", address(script)).replace("@STYLE@", address(style)).replace("@FONT@", address(font))
(out / "index.html").write_text(page.replace("@PRELOADS@", preloads))

addresses = re.findall(r'^ *\{ path: "([^"]+)"', pathlib.Path("web/src/routes.ts").read_text(), re.M)
(out / "routes.txt").write_text("".join(f"{path}\n" for path in addresses))
