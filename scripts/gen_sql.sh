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
#
# What several statements say alike stands once, in whatever file of queries, as a fragment: "-- fragment: contact_columns" begins
# it, as "-- name:" begins a statement. A use of it in braces is replaced here, so that the program knows whole statements only:
#   {contact_columns}      the fragment
#   {contact_columns c}    the same with the alias c
#   {contact_fields :}     each name as a parameter (:first_name, :last_name), for VALUES
#   {contact_fields =}     each name with its parameter (first_name = :first_name), for UPDATE
# In a fragment that is nothing but names each name gets the alias; in any other, `$.` is where it goes ("$.total - $.amount_paid"),
# and a use in it may pass it on ({contact_fields $}). The last two forms are for fragments of names. A line "-- c-ok: reason" in a
# fragment also makes it a macro for C, SQL_FRAGMENT_CLIENT_DEAL_VALUE("c"), which counts as a use (check_layers.sh sees that C does).
#
# A name or a migration number that appears twice, text before the first name, a use of what is no fragment, a fragment within
# itself, and a fragment without a use are errors.
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

# Fragments: taken in while the files are read for the first time, put in while they are read for the second.
# shellcheck disable=SC2016 # a program for awk
fragments='
function collect() {
    if ($0 ~ /^-- (name|fragment):/) { part = "" }
    if ($0 ~ /^-- fragment:/) {
        part = $3
        if (part !~ /^[a-z][a-z0-9_]*$/ || NF != 3) { fail(FILENAME ":" FNR ": not a name: " $0) }
        if (part in body) { fail(FILENAME ":" FNR ": fragment \"" part "\" is there already") }
        body[part] = ""
        order[++parts] = part
        return
    }
    if (part != "" && $0 ~ /^[ \t]*-- c-ok:/) { for_c[part] = 1 }
    if (part == "" || $0 ~ /^[ \t]*(--|$)/) { return }
    sub(/^[ \t]+/, "")
    body[part] = body[part] (body[part] == "" ? "" : " ") $0
}
# The names of a list, each as the alias says.
function named(text, alias,    names, count, i, out) {
    count = split(text, names, /, */)
    for (i = 1; i <= count; i++) {
        out = out (i > 1 ? ", " : "")
        if (alias == "=") { out = out names[i] " = :" names[i] }
        else { out = out (alias == ":" ? ":" : alias == "" ? "" : alias ".") names[i] }
    }
    return out
}
function filled(part, alias, place,    text) {
    if (!(part in body)) { fail(place ": no fragment \"" part "\"") }
    text = body[part]
    used[part] = 1
    if (text == "") { fail("fragment \"" part "\" is empty") }
    if (text ~ /^[a-z0-9_, ]+$/) { return named(text, alias) }
    if (alias ~ /[:=]/) { fail(place ": fragment \"" part "\" is no list of names") }
    gsub(/ \$[}]/, alias == "" ? "}" : " " alias "}", text)
    gsub(/\$[.]/, alias == "" ? "" : alias ".", text)
    return text
}
function expand(text, place,    use, words, before, after, uses) {
    while (match(text, /[{][a-z][^}]*[}]/)) {
        use = substr(text, RSTART + 1, RLENGTH - 2)
        before = substr(text, 1, RSTART - 1)
        after = substr(text, RSTART + RLENGTH)
        if (use !~ /^[a-z][a-z0-9_]*( ([a-z]+|[:=]))?$/) { fail(place ": no use of a fragment: {" use "}") }
        if (++uses > 100) { fail(place ": a fragment within itself, or too many") }
        split(use, words, " ")
        text = before filled(words[1], index(use, " ") ? words[2] : "", place) after
    }
    return text
}
# Macros for C, whose alias is a text of its own; then nothing may be left without a use.
function finish_fragments(macros,    i, text) {
    for (i = 1; i <= parts; i++) {
        if (!(order[i] in used || order[i] in for_c)) { fail("fragment \"" order[i] "\" is used by no statement") }
        if (order[i] in for_c) {
            text = expand(filled(order[i], "ALIAS", order[i]), order[i])
            gsub(/["\\]/, "\\\\&", text)
            gsub(/ALIAS[.]/, "\" alias \".", text)
            printf "#define SQL_FRAGMENT_%s(alias) \"%s\"\n", toupper(order[i]), text > macros
        }
    }
}
'

# Reads the statements of every query file; writes the enum to stdout, the table and the macros to files.
statements() {
    files=$(existing sql/tenant/queries/*.sql sql/registry/queries/*.sql)
    # shellcheck disable=SC2086 # names of our own files: no blanks
    awk -v table="$1" -v macros="$2" "$escape$fragments"'
    function finish() {
        if (name == "") { return }
        if (text == "") { fail(file ": statement \"" name "\" is empty") }
        sub(/;[ \n]*$/, "", text) # one statement has no need of its semicolon
        text = expand(text, file ": " name)
        count = split(text, lines, "\n")
        printf "    [%s] = {\"%s\", %s, %d, %d,\n", id, name, scope, scan_ok, rows_ok > table
        for (i = 1; i <= count; i++) {
            if (lines[i] != "") { printf "%s", literal(lines[i]) > table }
        }
        print "    }," > table
        print "    " id ","
    }
    BEGIN { print "enum sql_id {\n    SQL_NONE = 0," }
    { sub(/[ \t\r]+$/, "") }
    reading == 1 { if (FNR == 1) { part = "" } collect(); next }
    FNR == 1 { finish(); name = ""; part = ""; file = FILENAME; registry = (FILENAME ~ /^sql\/registry\//) }
    /^-- fragment:/ { finish(); name = ""; part = $3; next }
    /^-- name:/ {
        finish()
        part = ""
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
    /^[ \t]*--/ || /^[ \t]*$/ || part != "" { next }
    name == "" { fail(FILENAME ":" FNR ": text before the first \"-- name:\"") }
    { text = text $0 "\n" }
    END {
        if (!failed) {
            finish()
            print "    SQL_COUNT\n};"
            finish_fragments(macros)
        }
    }
    ' reading=1 $files reading=2 $files /dev/null
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
: > "$work/macros"
statements "$work/table" "$work/macros" > "$work/enum"

{
    printf '/* Made by scripts/gen_sql.sh out of sql/. Do not edit. */\n'
    printf '#ifndef SQL_CATALOGUE_H\n#define SQL_CATALOGUE_H\n\n'
    cat "$work/enum"
    printf '\n'
    cat "$work/macros"
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
extern const struct sql_migration sql_schema_tenant; /* what all of a tenant's come to (gen_schema.py) */

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
