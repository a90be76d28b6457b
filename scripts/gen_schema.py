#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""gen_schema.py OUTDIR: writes OUTDIR/sql_schema.c, what the migrations of sql/tenant/ come to, for files that are new.

SQLite reads the whole schema anew after each change of a table, so a new tenant that went through all migrations would cost ten times
what this does: the schema's entries in their order, each table's first rows behind it. Where rows are to be other ones for each
tenant, the migration says so: a line "-- anew: coefficient" before the statement that inserts them, which then stands here itself.
Rows that come out differently without it are an error."""

import pathlib
import sqlite3
import sys
import time

SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")  # made by an FTS5 table, with what is in them
OURS = ("search_words", "phone_words", "text_key")  # of lib/store: called for rows only, and a new file has none
MARK = "-- anew: "


def migrations():
    """Number and text of each, in their order."""
    paths = sorted(pathlib.Path("sql/tenant").glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return [(int(path.name[:4]), path.read_text(encoding="utf-8")) for path in paths]


def made():
    """A file that has gone through all of them."""
    file = sqlite3.connect(":memory:", isolation_level=None)
    for name in OURS:
        file.create_function(name, -1, lambda *values: None)
    for _, text in migrations():
        file.executescript(f"BEGIN;{text};COMMIT;")
    return file


def marked():
    """Table: its statement."""
    found = {}
    for _, text in migrations():
        for piece in text.split(MARK)[1:]:
            table, _, rest = piece.partition("\n")
            statement = ""
            for line in rest.splitlines(keepends=True):
                statement += line
                if sqlite3.complete_statement(statement):
                    break
            found[table.strip()] = statement.rstrip()
    return found


def first_rows(file, table):
    columns = [row[1] for row in file.execute(f'PRAGMA table_info("{table}")')]
    quoted = ", ".join(f'quote("{column}")' for column in columns)
    return [f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(row)});"
            for row in file.execute(f'SELECT {quoted} FROM "{table}" ORDER BY 1')]


def statements(file, anew):
    entries = file.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    virtual = {name for _, name, sql in entries if sql.startswith("CREATE VIRTUAL TABLE")}
    shadows = {name + ending for name in virtual for ending in SHADOWS}
    unknown = anew.keys() - {name for _, name, _ in entries}
    if unknown:
        sys.exit(f"gen_schema.py: no table {', '.join(unknown)}")
    for kind, name, sql in entries:
        if name in shadows or name.startswith("sqlite_"):
            continue
        yield sql + ";"
        if name in anew:
            yield anew[name]
        elif kind == "table" and name not in virtual:
            yield from first_rows(file, name)


def literal(line):
    for char, escaped in (("\\", "\\\\"), ('"', '\\"'), ("?", "\\?"), ("\t", "\\t")):
        line = line.replace(char, escaped)
    return f'    "{line}\\n"\n'


def main():
    out = pathlib.Path(sys.argv[1]) / "sql_schema.c"
    anew = marked()
    text = "\n".join(statements(made(), anew))
    time.sleep(0.002)
    if "\n".join(statements(made(), anew)) != text:
        sys.exit(f'gen_schema.py: rows come out differently each time: "{MARK}TABLE" before their statement is missing')
    newest = migrations()[-1][0]
    content = ("/* Made by scripts/gen_schema.py out of sql/. Do not edit. */\n"
               '#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n#include <stddef.h>\n\n#include "sql_catalogue.h"\n\n'
               f'const struct sql_migration sql_schema_tenant = {{{newest}, "schema {newest:04}",\n'
               + "".join(map(literal, text.splitlines())) + "};\n")
    if not out.exists() or out.read_text(encoding="utf-8") != content:
        out.write_text(content, encoding="utf-8")


main()
