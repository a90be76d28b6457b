#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Everything a change must pass. Runs all steps even after a failure; the last line is "N passed, N failed", where a step
# that runs tests counts its tests and any other step counts as one. Logs lie in build/check/.
set -eu

cd "$(dirname "$0")/.."
logs=build/check
mkdir -p "$logs"
rm -f "$logs"/*.log "$logs"/*.out "$logs"/summary
passed=0
failed=0
jobs=$(nproc)

# Counts from the last line "… N passed, N failed" of a log; nothing when there is none.
counts() {
    sed -n 's/^.*\b\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*$/\1 \2/p' "$1" | tail -n 1
}

# step NAME COMMAND...: runs it, shows its output only when it fails, adds up its tests.
step() {
    name=$1
    shift
    log=$logs/$name.log
    started=$(date +%s)
    status=0
    "$@" > "$log" 2>&1 || status=$?
    found=$(counts "$log")
    ok=${found% *}
    bad=${found#* }
    if [ -z "$found" ]; then ok=$((status == 0)); bad=$((status != 0)); fi
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    printf '%-14s %5d passed, %d failed  (%d s)\n' "$name" "$ok" "$bad" "$(($(date +%s) - started))"
    if [ "$bad" -ne 0 ]; then tail -n 60 "$log"; fi
}

# run_suites PROGRAM LABEL: the unit suites side by side, the longest sources first.
run_suites() {
    ended=0
    find tests/unit -name 'test_*.c' -printf '%s %f\n' | sort -rn | sed 's/.* test_\(.*\)\.c/\1/' |
        xargs -P "$jobs" -I SUITE sh -c "$1 SUITE > $logs/$2-SUITE.out 2>&1" || ended=$?
    cat "$logs/$2"-*.out
    awk '/^unit: / {ok += $2; bad += $4} END {print "unit: " ok " passed, " bad " failed"}' "$logs/$2"-*.out
    return "$ended"
}

step setup scripts/setup.sh --dev
step build make -j"$jobs" WERROR=-Werror build/visioncrm build/test/visioncrm build/test/unit
step build-san make -j"$jobs" build/san/visioncrm build/san/unit
step build-clang make -j"$jobs" build/clang/visioncrm
step unit run_suites build/test/unit plain
step unit-san run_suites build/san/unit sanitized
# The API tests wait most of the time: the linter takes what they leave.
nice -n 19 make lint > "$logs/lint.out" 2>&1 &
lint_pid=$!
finish_lint() {
    linted=0
    wait "$lint_pid" || linted=$?
    cat "$logs/lint.out"
    return "$linted"
}
step api env VISIONCRM_BIN=build/test/visioncrm /usr/bin/python3 tests/api/run.py
step lint finish_lint
step api-san env VISIONCRM_BIN=build/san/visioncrm /usr/bin/python3 tests/api/run.py
step fuzz make -j"$jobs" fuzz FUZZ_SECONDS=5

echo "$passed passed, $failed failed" | tee "$logs/summary"
if [ "$failed" -ne 0 ]; then exit 1; fi
