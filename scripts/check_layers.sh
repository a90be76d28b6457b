#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Fails on an include that points upwards or sideways, on a library used outside its one owner, and on SQL outside sql/ and
# lib/store; and on what its own lists allow without need. The same for the imports of the front end (web/src). Rooms of fcgi: process sees exchange.h and plain data of serve, serve sees itself alone, describe sees serve, api sees both.
set -eu

cd "$(dirname "$0")/.."

files=$(find lib fcgi cli -name '*.[ch]' | LC_ALL=C sort)

# shellcheck disable=SC2086 # names of our own files: no blanks
awk '
function bad(text) { print FILENAME ":" FNR ": " text; failed = 1 }

# The folder that a path or an include belongs to.
function owner(path,    parts) {
    split(path, parts, "/")
    return parts[1] == "lib" ? parts[2] : parts[1]
}
# The room of fcgi/ that a path or an include belongs to; "" for the tables.
function room(path,    parts) {
    return split(path, parts, "/") == 3 ? parts[2] : ""
}
function floor_of(folder) {
    return folder in ground ? ground[folder] : ground["*"]
}
function check_room(from, target) {
    if ((from, target) in seen) { looked[from, target] = 1 }
    else if ((from, room(target)) in seen) { looked[from, room(target)] = 1 }
    else { bad("fcgi/" from " must not include " target) }
}
function check_include(target,    folder) {
    if (target !~ /\//) {
        if (!(target in generated)) { bad("include written without its folder: " target) }
        return
    }
    folder = owner(target)
    if (folder == here) {
        if (here == "fcgi" && room(FILENAME) != room(target)) { check_room(room(FILENAME), target) }
        return
    }
    if (floor_of(folder) > floor_of(here)) { bad(here " must not include " target " (upwards)") }
    if (floor_of(folder) != floor_of(here)) { return }
    if (!((here, folder) in sideways)) { bad(here " must not include " target " (sideways)") }
    used[here, folder] = 1
}
function check_library(header,    pattern) {
    for (pattern in library) {
        if (header ~ pattern && library[pattern] != here) { bad("only " library[pattern] " includes <" header ">") }
    }
}
# The text between the double quotes of a line, without escaped quotes.
function strings(line,    text, found) {
    gsub(/\\"/, "", line)
    while (match(line, /"[^"]*"/)) {
        found = found " " substr(line, RSTART + 1, RLENGTH - 2) "\n"
        line = substr(line, RSTART + RLENGTH)
    }
    return found
}
BEGIN {
    # From the ground. Services know no domain; a folder that is not named is one.
    count = split("base, data, store, auth http, tenant, resource, documents messaging jobs ocr, invoicing, *, fcgi demo, cli", floors, ", ")
    for (i = 1; i <= count; i++) {
        split(floors[i], names, " ")
        for (j in names) { ground[names[j]] = i }
    }
    split("sql_catalogue.h fonts.h common_passwords.h unit_suites.h product_version.h srgb_icc.h", names, " ")
    for (i in names) { generated[names[i]] = 1 }
    library["^sqlite3"] = "store"; library["^expat"] = "documents"; library["^json-c/"] = "data"; library["^openssl/"] = "auth"; library["^fcgiapp|^fcgi_"] = "fcgi"
    library["^hpdf"] = "documents"; library["^qpdf/"] = "documents"; library["^png[.]h"] = "documents"; library["^xlsxwriter"] = "documents"; library["^hb(-ot)?[.]h"] = "documents"; library["^fribidi"] = "documents"
    library["^thai/"] = "documents"; library["^unilbrk"] = "documents"; library["^curl/"] = "http"; library["^seccomp"] = "base"
    library["^tesseract/"] = "ocr"; library["^leptonica/"] = "ocr"; library["^poppler"] = "ocr"; library["^cairo"] = "ocr"
    library["^uni(case|ctype|norm|str)[.]h"] = "base"; library["^idn2"] = "data"
    # What one folder of a floor may use of another, and no other way round.
    split("messaging:jobs assistant:workshop assistant:pipeline find:pipeline transfer:workshop", names, " ")
    for (i in names) { split(names[i], both, ":"); sideways[both[1], both[2]] = 1 }
    # What a room of fcgi may see of another: a room, or a header.
    split("process:fcgi/serve/exchange.h process:fcgi/serve/http.h process:fcgi/kinds.h describe:serve api:serve api:fcgi/describe/openapi.h api:fcgi/kinds.h :serve", names, " ")
    for (i in names) { split(names[i], both, ":"); seen[both[1], both[2]] = 1 }
}
FNR == 1 { here = owner(FILENAME) }
/^#[ \t]*include[ \t]*"/ { split($0, quoted, "\""); check_include(quoted[2]); next }
/^#[ \t]*include[ \t]*</ { sub(/^[^<]*</, ""); sub(/>.*/, ""); check_library($0); next }
here != "store" && strings($0) ~ /[^A-Za-z_](SELECT |INSERT (OR [A-Z]+ )?INTO |UPDATE [a-z_]+ SET |DELETE FROM |BEGIN IMMEDIATE|PRAGMA )/ {
    bad("SQL outside sql/ and lib/store")
}
END {
    for (pair in sideways) {
        if (!(pair in used)) { sub(SUBSEP, ":", pair); print "scripts/check_layers.sh: nothing needs the leave of " pair; failed = 1 }
    }
    for (pair in seen) {
        if (!(pair in looked)) { sub(SUBSEP, ":", pair); print "scripts/check_layers.sh: nothing looks from " pair; failed = 1 }
    }
    exit failed
}
' $files

# What sql/ makes a macro of is for C.
# shellcheck disable=SC2013 # names: no blanks
for name in $(awk '/^-- fragment:/ {name = $3} /^-- c-ok:/ {print toupper(name)}' sql/*/queries/*.sql); do
    # shellcheck disable=SC2086
    grep -q "SQL_FRAGMENT_$name\\>" $files || { echo "sql: no C uses SQL_FRAGMENT_$name"; exit 1; }
done

# The front end: pages, then list, form and app, then api, then rules and ui, which know neither the API nor words. A page is what
# routes.ts loads, and nothing else imports it. Each library has its one owner; the network is api's, IndexedDB the drafts'.
if [ ! -d web/src ]; then exit 0; fi
sources=$(find web/src -name '*.ts' -o -name '*.tsx' | LC_ALL=C sort)
# shellcheck disable=SC2086
awk '
function bad(text) { print FILENAME ":" FNR ": " text; failed = 1 }
# "./x" and "../x/y" as seen from a file, below web/src and without the ending.
function resolve(target,    folder) {
    folder = here
    sub(/[^\/]*$/, "", folder)
    sub(/^\.\//, "", target)
    while (sub(/^\.\.\//, "", target)) { sub(/[^\/]*\/$/, "", folder) }
    return folder target
}
function folder_of(path) { return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : path }
function check_own(target,    path, from, to) {
    path = resolve(target)
    from = folder_of(here)
    to = folder_of(path)
    if (here != "routes" && path in page) { bad("a page is imported: " path) }
    if (here == "main" || to == from || here == "routes" && path in page) { return }
    if (!(to in ground)) { bad(path " belongs to no layer") }
    else if (ground[to] > ground[from]) { bad(from " must not import " path " (upwards)") }
    else if (ground[to] == ground[from] && !((from, to) in sideways)) { bad(from " must not import " path " (sideways)") }
}
function check_import(target,    name) {
    if (target ~ /i18n\// && here != "app/words") { bad("only app/words imports " target) }
    else if (target ~ /^\./ && target !~ /\.(css|json)$/) { check_own(target) }
    for (name in library) {
        if (index(target, name) == 1 && index(here, library[name]) != 1) { bad("only " library[name] " imports " target) }
    }
}
BEGIN {
    split("rules:1 ui:1 api:2 list:3 form:3 app:3 routes:3 garage:4 sales:4 work:4 admin:4 main:5", names, " ")
    for (i in names) { split(names[i], both, ":"); ground[both[1]] = both[2] }
    split("ui:rules list:form list:app list:routes form:list form:app form:routes app:list app:form app:routes routes:app", names, " ")
    for (i in names) { split(names[i], both, ":"); sideways[both[1], both[2]] = 1 }
    split("openapi-fetch:api/ #api:api/ #permissions:api/ idb:form/draft tinykeys:app/shortcuts @tanstack/virtual-core:list/ @github/combobox-nav:form/", names, " ")
    for (i in names) { split(names[i], both, ":"); library[both[1]] = both[2] }
    while ((getline line < "web/src/routes.ts") > 0) {
        if (match(line, /import\("\.\/[^"]*"\)/)) { page[substr(line, RSTART + 10, RLENGTH - 12)] = 1 }
    }
}
FNR == 1 { here = FILENAME; sub(/^web\/src\//, "", here); sub(/\.tsx?$/, "", here) }
/^ *(\/\/|\*|\/\*)/ { next }
match($0, /(from|import) "[^"]*"/) { split(substr($0, RSTART, RLENGTH), quoted, "\""); check_import(quoted[2]) }
{
    line = $0
    while (match(line, /import\("[^"]*"\)/)) {
        check_import(substr(line, RSTART + 8, RLENGTH - 10))
        line = substr(line, RSTART + RLENGTH)
    }
}
here !~ /^api\// && /(^|[^A-Za-z_.])(fetch\(|XMLHttpRequest|EventSource|WebSocket|sendBeacon)/ { bad("the network is for api/ alone") }
here != "form/draft" && /indexedDB/ { bad("IndexedDB is for form/draft.ts alone") }
END { exit failed }
' $sources
