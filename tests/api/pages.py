# SPDX-License-Identifier: MIT
"""Pages of docs/ that say how the program is extended, applied to a copy of the sources.

A fenced block whose info string names a file is part of the example:
  ```c file=lib/workshop/supplier.c                    a new file
  ```c file=fcgi/routes.c after="X(contact_routes)"    lines behind the only line that has this text (or `before` it)
NNNN in a name is the number after the last file of that folder. What the pages say together is one tree, for one build.
"""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

from harness import ROOT

BLOCK = re.compile(r"^```\w+ (file=.*)\n((?:(?!```).*\n)*)```$", re.M)
SOURCES = ("cli", "docs", "fcgi", "lib", "scripts", "sql", "tests", "Makefile", "CHANGELOG.md", ".clang-format")


def read_sources():
    """The text of each file that the unit tests are built from, by its name."""
    found = {}
    for name in SOURCES:
        path = ROOT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts and "node_modules" not in file.parts:
                found[file.relative_to(ROOT).as_posix()] = file.read_bytes()
    return found


def numbered(tree, name):
    """`name` with NNNN as the number after the last one in its folder."""
    folder, _, base = name.rpartition("/")
    taken = [int(match[1]) for match in (re.fullmatch(rf"{folder}/(\d{{4}})_[^/]*", other) for other in tree) if match]
    return f"{folder}/{base.replace('NNNN', f'{max(taken, default=0) + 1:04}')}"


def insert(tree, name, text, after=None, before=None):
    lines = tree[name].decode().splitlines(keepends=True)
    places = [i for i, row in enumerate(lines) if (after or before) in row]
    if len(places) != 1:
        raise ValueError(f"{name}: {len(places)} lines have {after or before!r}")
    at = places[0] + (1 if after else 0)
    tree[name] = "".join([*lines[:at], text, *lines[at:]]).encode()


def apply(tree, page):
    """Applies the blocks of a page; returns the names of the files that they touch."""
    touched = []
    for where, text in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        options = dict(word.split("=", 1) for word in shlex.split(where))
        name = numbered(tree, options.pop("file")) if "NNNN" in where else options.pop("file")
        options.pop("file", None)
        if options:
            insert(tree, name, text, **options)
        elif name in tree:
            raise ValueError(f"{page}: {name} is there already")
        else:
            tree[name] = text.encode()
        touched.append(name)
    return touched


def write(tree, folder):
    """Writes what differs, so that what was built there before stays built; the first time with the objects of build/test."""
    if not folder.exists():
        for built in filter(Path.is_dir, (ROOT / "build/gen", ROOT / "build/test")):
            shutil.copytree(built, folder / "build" / built.name)  # with their times
        for name in tree:
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
    for name in SOURCES:
        for file in sorted((folder / name).rglob("*")) if (folder / name).is_dir() else []:
            if file.is_file() and file.relative_to(folder).as_posix() not in tree:
                file.unlink()
    for name, content in tree.items():
        file = folder / name
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        file.chmod(0o755 if name.startswith("scripts/") else 0o644)


def run(folder, *args, timeout=900, **variables):
    """A command in the tree: its result, with what it said."""
    env = [f"{name}={value}" for name, value in variables.items()]
    return subprocess.run(["env", *env, *args], cwd=folder, capture_output=True, text=True, timeout=timeout, check=False)
