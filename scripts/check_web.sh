#!/bin/sh
# SPDX-License-Identifier: MIT
#
# check_web.sh [STEP]...: everything that the front end must pass, or those steps of it. Each is told with its tests and its time, and
# what failed; the last line is "web: N passed, N failed". The tools are packages of npm, those that web/package-lock.json pins,
# in build/web-tools/. VISIONCRM_BIN names another server than build/test/visioncrm.
set -eu

cd "$(dirname "$0")/.."
program=${VISIONCRM_BIN:-build/test/visioncrm}
tools=build/web-tools
gen=build/gen/web
out=build/web-check
logs=build/check/web
known="tools types format vendor build unit page agreement e2e"
steps=" $* "
passed=0
failed=0
mkdir -p "$gen" "$logs" "$tools"

# Packages of the lock file, once for each state of it.
tools() {
    node --eval 'if (parseInt(process.versions.node) < 18) throw new Error("Node is older than 18: " + process.version)'
    ln -sfn "../$tools/node_modules" web/node_modules
    ln -sfn "../../$tools/node_modules" tests/web/node_modules
    if cmp -s web/package-lock.json "$tools/installed-lock.json"; then return; fi
    rm -rf "$tools/node_modules" "$tools/installed-lock.json"
    cp web/package.json web/package-lock.json "$tools"
    (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    mv "$tools/package-lock.json" "$tools/installed-lock.json"
}

# Of the description that this very server gives: a field that changed there breaks the build here.
types() {
    "$program" routes --openapi > "$gen/openapi.json"
    web/node_modules/.bin/openapi-typescript "$gen/openapi.json" -o "$gen/api.ts"
    "$program" routes --json > "$gen/routes.json"
    /usr/bin/python3 scripts/web_permissions.py < "$gen/routes.json" > "$gen/permissions.json"
    web/node_modules/.bin/tsc -p web --incremental --tsBuildInfoFile "$tools/web.tsbuildinfo" &
    first=$!
    web/node_modules/.bin/tsc -p tests/web --incremental --tsBuildInfoFile "$tools/tests.tsbuildinfo" || { wait "$first"; return 1; }
    wait "$first"
}

# Form, and what is suspicious or shuts somebody out.
format() {
    (cd web && node_modules/.bin/biome check --error-on-warnings .)
    (cd tests/web && node_modules/.bin/biome check --error-on-warnings .)
}

# The libraries are those that the README names.
vendor() {
    sed '1,/^sha256:$/d' web/vendor/README | sed 's| \./| vendor/|' | (cd web && sha256sum --check --strict --quiet)
    sed '1,/^sha256:$/d' web/vendor/README | sed 's/.* //; s|^\./|vendor/|' | LC_ALL=C sort > "$logs/named"
    (cd web && ls vendor/*.js font/*.woff2) | LC_ALL=C sort | diff "$logs/named" -
}

# The same bytes twice, without Node, npm or anything else of this machine's own.
build() {
    rm -rf "$out" "$logs/again"
    for to in "$logs/again" "$out"; do
        env -i PATH=/usr/bin:/bin LC_ALL=C scripts/build_web.sh "$to" "$program"
    done
    diff -r "$logs/again" "$out"
    rm -rf "$logs/again"
}

unit() {
    rm -rf "$tools/unit"
    esbuild tests/web/unit/*.test.ts --bundle --platform=node --format=esm --target=node18 --log-level=warning --external:typescript \
        --tsconfig=web/tsconfig.build.json --jsx=automatic --jsx-import-source=preact --outdir="$tools/unit" --out-extension:.js=.mjs
    # A pipe would hide that it failed.
    ended=0
    node --test --test-reporter=tap "$tools"/unit/*.mjs > "$logs/unit.tap" || ended=$?
    grep -vE '^ *(#|ok |---|\.\.\.|duration_ms|type:|1\.\.|TAP)' "$logs/unit.tap" || true
    awk '/^# pass / {ok = $3} /^# fail / {bad = $3} END {print "unit: " ok + 0 " passed, " bad + 0 " failed"}' "$logs/unit.tap"
    return "$ended"
}

# docs/front-end.md, as it is printed.
page() {
    /usr/bin/python3 tests/web/page.py "$program"
}

# What pages reckon while one types is what the server answers.
agreement() {
    esbuild tests/web/agreement.ts --bundle --platform=node --format=esm --target=node18 --log-level=warning --outfile="$tools/agreement.mjs"
    node "$tools/agreement.mjs" 1000 > "$logs/papers.json"
    VISIONCRM_BIN=$program /usr/bin/python3 tests/web/agreement.py "$logs/papers.json"
}

# Through Debian's Chromium, a real nginx and real workers.
e2e() {
    VISIONCRM_BIN=$program /usr/bin/python3 tests/web/run.py --web "$out"
}

counts() {
    sed -n 's/^.*\b\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*$/\1 \2/p' "$1" | tail -n 1
}

# step NAME: the function of that name; not in a condition, where the shell would go on after an error.
step() {
    case $steps in
        "  " | *" $1 "*) ;;
        *) return 0 ;;
    esac
    log=$logs/$1.log
    began=$(date +%s)
    echo "$1 ..."
    status=0
    set +e
    (set -e; "$1") > "$log" 2>&1
    status=$?
    set -e
    found=$(counts "$log")
    ok=${found% *}
    bad=${found#* }
    if [ -z "$found" ]; then ok=$((status == 0)); bad=$((status != 0)); fi
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    if [ "$bad" -ne 0 ]; then
        echo "FAILED $1 ($log)"
        grep -avE '^ *(✓|$)' "$log" | tail -n 200 # check.sh shows it until an empty line
    fi
    echo "$1: $ok of $((ok + bad)) ($(($(date +%s) - began)) s)"
}

for name in "$@"; do
    case " $known " in
        *" $name "*) ;;
        *) echo "check_web.sh: no step $name; there are: $known" >&2; exit 2 ;;
    esac
done
for name in $known; do step "$name"; done
echo "web: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
