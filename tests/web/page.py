#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The page docs/front-end.md, applied to a copy of the front end: what it prints is formed, typed, worded and built.

page.py PROGRAM: the built server. The tools and the types of the API are those of check_web.sh, which runs this.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/api"))
sys.dont_write_bytecode = True

import pages  # noqa: E402

PAGE = "docs/front-end.md"
STEPS = 4
FOLDER = ROOT / "build/web-page"


def read_sources():
    names = [path for folder in ("web", "scripts") for path in sorted((ROOT / folder).rglob("*"))
             if path.is_file() and "node_modules" not in path.parts]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in names}


def write(tree):
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, content in tree.items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(content)
        (FOLDER / name).chmod((ROOT / name).stat().st_mode if (ROOT / name).exists() else 0o644)
    (FOLDER / "build/gen").mkdir(parents=True)
    shutil.copytree(ROOT / "build/gen/web", FOLDER / "build/gen/web")
    (FOLDER / "web/node_modules").symlink_to(ROOT / "build/web-tools/node_modules")


def run(*command, folder=FOLDER):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        print(f"FAILED {' '.join(map(str, command))}\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.returncode == 0


def check(ok, what):
    if not ok:
        print(f"FAILED {what}")
    return ok


def main(program):
    tree = read_sources()
    touched = pages.apply(tree, PAGE)
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    write(tree)
    words = [json.loads((FOLDER / f"web/i18n/{language}.garage.json").read_text(encoding="utf-8")) for language in ("fr", "en")]
    results = [
        check(all(f"**{step}." in text for step in range(1, STEPS + 1)) and f"**{STEPS + 1}." not in text, "number of steps"),
        check(text.count("\n```") == 2 * len(touched), "a block names no file"),
        check(words[0].keys() == words[1].keys(), "words of both languages"),
        run("node_modules/.bin/biome", "check", "--error-on-warnings", ".", folder=FOLDER / "web"),
        run("web/node_modules/.bin/tsc", "-p", "web"),
        run("scripts/build_web.sh", "build/web", program),
    ]
    results.append(check("/credit-notes\n" in (FOLDER / "build/web/routes.txt").read_text(), "nginx is told the address"))
    print(f"page: {sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


sys.exit(main(str(Path(sys.argv[1]).resolve())))
