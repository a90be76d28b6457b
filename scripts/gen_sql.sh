#!/bin/sh
# SPDX-License-Identifier: MIT
#
# gen_sql.sh OUTDIR: embeds sql/ into the program as OUTDIR/sql_catalogue.h and OUTDIR/sql_catalogue.c.
#
#   sql/tenant/NNNN_*.sql, sql/registry/NNNN_*.sql        migrations, in the order of their numbers
#   sql/tenant/queries/*.sql, sql/registry/queries/*.sql  named statements: each begins with a line "-- name: contact_insert"
#                                                         and ends at the next name or at the end of its file
#
# A statement becomes SQL_CONTACT_INSERT (registry: SQL_REG_...). Comment lines inside a statement are left out of the text;
# the marks /*filters*/ /*order*/ /*page*/ stay. A line "-- scan-ok: reason" lets a statement scan a growing table, a line
# "-- rows-ok: reason" lets it give any number of rows.
# A name or a migration number that appears twice, and text before the first name, are errors.
set -eu

LC_ALL=C
export LC_ALL
out=${1:?usage: gen_sql.sh OUTDIR}
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"
cd "$root"

# Prints the files of a pattern that exist, one a line, in order.
existing() {
    for file in "$@"; do
        if [ -f "$file" ]; then printf '%s\n' "$file"; fi
    done
}

# What both programs share: one line of text as the inside of a C string literal.
escape='
function literal(line) {
    gsub(/\\/, "&&", line)
    gsub(/"/, "\\\"", line)
    gsub(/\?/, "\\?", line) # no trigraphs
    gsub(/\t/, "\\t", line)
    gsub(/\r/, "", line)
    return "    \"" line "\\n\"\n"
}
function fail(text) {
    print "gen_sql.sh: " text > "/dev/stderr"
    failed = 1
    exit 1
}
'

# Reads the statements of every query file; writes the enum to stdout and the table to the file in `table`.
statements() {
    # shellcheck disable=SC2046 # names of our own files: no blanks
    awk -v table="$1" "$escape"'
    function finish() {
        if (name == "") { return }
        if (text == "") { fail(file ": statement \"" name "\" is empty") }
        sub(/;[ \n]*$/, "", text) # one statement has no need of its semicolon
        count = split(text, lines, "\n")
        printf "    [%s] = {\"%s\", %s, %d, %d,\n", id, name, scope, scan_ok, rows_ok > table
        for (i = 1; i <= count; i++) {
            if (lines[i] != "") { printf "%s", literal(lines[i]) > table }
        }
        print "    }," > table
        print "    " id ","
    }
    BEGIN { print "enum sql_id {\n    SQL_NONE = 0," }
    FNR == 1 { finish(); name = ""; file = FILENAME; registry = (FILENAME ~ /^sql\/registry\//) }
    { sub(/[ \t\r]+$/, "") }
    /^-- name:/ {
        finish()
        name = $3
        if (name !~ /^[a-z][a-z0-9_]*$/ || NF != 3) { fail(FILENAME ":" FNR ": not a name: " $0) }
        # A registry statement may say reg_ in its own name already.
        bare = name
        if (registry) { sub(/^reg_/, "", bare) }
        id = (registry ? "SQL_REG_" : "SQL_") toupper(bare)
        scope = registry ? 1 : 0
        if (id in seen) { fail(FILENAME ":" FNR ": \"" name "\" stands in " seen[id] " already") }
        seen[id] = FILENAME ":" FNR
        text = ""
        scan_ok = 0
        rows_ok = 0
        next
    }
    /^[ \t]*-- scan-ok:/ { scan_ok = 1; next }
    /^[ \t]*-- rows-ok:/ { rows_ok = 1; next }
    /^[ \t]*--/ || /^[ \t]*$/ { next }
    name == "" { fail(FILENAME ":" FNR ": text before the first \"-- name:\"") }
    { text = text $0 "\n" }
    END { if (!failed) { finish(); print "    SQL_COUNT\n};" } }
    ' $(existing sql/tenant/queries/*.sql sql/registry/queries/*.sql) /dev/null
}

# Writes the migrations of one scope as a table that ends with number 0.
migrations() {
    printf '\nconst struct sql_migration sql_migrations_%s[] = {\n' "$1"
    # shellcheck disable=SC2046
    awk "$escape"'
    FNR == 1 && FILENAME != "/dev/null" {
        number = FILENAME
        sub(/^.*\//, "", number)
        label = number
        number = substr(number, 1, 4) + 0
        if (number <= last) { fail(FILENAME ": its number is taken or is 0000") }
        if (last != "") { print "    }," }
        last = number
        printf "    {%d, \"%s\",\n", number, label
    }
    { printf "%s", literal($0) }
    END { if (!failed) { if (last != "") { print "    }," }; print "    {0, NULL, NULL},\n};" } }
    ' $(existing sql/"$1"/[0-9][0-9][0-9][0-9]_*.sql) /dev/null
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/table"
statements "$work/table" > "$work/enum"

{
    printf '/* Made by scripts/gen_sql.sh out of sql/. Do not edit. */\n'
    printf '#ifndef SQL_CATALOGUE_H\n#define SQL_CATALOGUE_H\n\n'
    cat "$work/enum"
    cat <<'END'

struct sql_statement {
    const char *name;
    int scope;   /* enum db_scope */
    int scan_ok; /* the author says why it may scan, */
    int rows_ok; /* and why it may give any number of rows */
    const char *text;
};

struct sql_migration {
    int number;       /* user_version afterwards; 0 ends the table */
    const char *name; /* of its file */
    const char *text;
};

extern const struct sql_statement sql_statements[SQL_COUNT];
extern const struct sql_migration sql_migrations_tenant[];
extern const struct sql_migration sql_migrations_registry[];

#endif
END
} > "$work/sql_catalogue.h"

{
    printf '/* Made by scripts/gen_sql.sh out of sql/. Do not edit. */\n'
    # C11 promises 4,095 characters in a literal; gcc and clang take any length.
    printf '#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n#include <stddef.h>\n\n#include "sql_catalogue.h"\n\n'
    printf 'const struct sql_statement sql_statements[SQL_COUNT] = {\n    [SQL_NONE] = {"none", 0, 0, 0, ""},\n'
    cat "$work/table"
    printf '};\n'
    migrations tenant
    migrations registry
} > "$work/sql_catalogue.c"

# Unchanged files keep their time, so that nothing is compiled again.
for file in sql_catalogue.h sql_catalogue.c; do
    cmp -s "$work/$file" "$out/$file" || cp "$work/$file" "$out/$file"
done
