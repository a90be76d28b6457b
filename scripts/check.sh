#!/bin/sh
# SPDX-License-Identifier: MIT
#
# check.sh [PART]...: everything a change must pass, or those parts of it. Runs all even after a failure, names each with its time
# and shows where a long one is; then what failed, alone; the last line is "N passed, N failed", where a part that runs tests counts
# its tests and any other part counts as one. Logs lie in build/check/. CHECK_DEBIAN13=1 adds the unit suites in a Debian 13 (debian13.sh).
set -eu

cd "$(dirname "$0")/.."
logs=build/check
mkdir -p "$logs"
rm -f "$logs"/*.log "$logs"/*.out "$logs"/*.status "$logs"/summary "$logs"/failures
passed=0
failed=0
jobs=$(nproc)
patience=${CHECK_PATIENCE:-20} # seconds between two lines about a part that takes long
parts=" $* "
known="setup build floors build-san build-clang unit unit-san web api lint api-san fuzz debian13"
for part in "$@"; do
    case " $known " in
        *" $part "*) ;;
        *) echo "check.sh: no part $part; there are: $known" >&2; exit 2 ;;
    esac
done

# Counts from the last line "… N passed, N failed" of a log; nothing when there is none.
counts() {
    sed -n 's/^.*\b\([0-9][0-9]*\) passed, \([0-9][0-9]*\) failed.*$/\1 \2/p' "$1" | tail -n 1
}

now() {
    date +%s
}

# What a log has to say about a failure: the reports of tests, or else its end.
excerpt() {
    awk '
        /^FAILED|^LOG |:[FE]:|unit suite .* ended/ { shown = 1 }
        /^test_[a-z_0-9]*: / || /^ *$/ { shown = 0 }
        shown { print; lines++ }
        END { exit !lines }' "$1" || tail -n 60 "$1"
}

# Waits for a process and shows the last line of its log now and then.
watch() {
    told=$started
    while kill -0 "$1" 2> /dev/null; do
        sleep 1
        if [ $(($(now) - told)) -ge "$patience" ]; then
            told=$(now)
            printf '  %-14s %4d s: %.90s\n' "$name" "$((told - started))" "$(tail -n 1 "$log")"
        fi
    done
    wait "$1"
}

# step NAME COMMAND...: runs it and adds up its tests.
step() {
    name=$1
    shift
    case $parts in
        "  " | *" $name "*) ;;
        *) return 0 ;;
    esac
    log=$logs/$name.log
    started=$(now)
    status=0
    "$@" > "$log" 2>&1 &
    watch $! || status=$?
    found=$(counts "$log")
    ok=${found% *}
    bad=${found#* }
    if [ -z "$found" ]; then ok=$((status == 0)); bad=$((status != 0)); fi
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    passed=$((passed + ok))
    failed=$((failed + bad))
    printf '%-16s %5d passed, %d failed  (%d s)\n' "$name" "$ok" "$bad" "$(($(now) - started))"
    if [ "$bad" -ne 0 ]; then
        { printf '\n---- %s: %d failed, log in %s\n' "$name" "$bad" "$log"; excerpt "$log"; } >> "$logs/failures"
    fi
}

# run_suites PROGRAM LABEL: the unit suites side by side, first the one that takes longest, then the longest sources.
run_suites() {
    ended=0
    find tests/unit -name 'test_*.c' -printf '%s %f\n' | sed 's/^[0-9]* test_routes/9999999 test_routes/' | sort -rn |
        sed 's/.* test_\(.*\)\.c/\1/' |
        xargs -P "$jobs" -I SUITE sh -c "$1 SUITE > $logs/$2-SUITE.out 2>&1 || { echo unit suite SUITE ended with \$?
            cat $logs/$2-SUITE.out; exit 1; }; echo SUITE: \$(tail -n 1 $logs/$2-SUITE.out)" || ended=$?
    awk '/^unit: / {ok += $2; bad += $4} END {print "unit: " ok " passed, " bad " failed"}' "$logs/$2"-*.out
    return "$ended"
}

# begin NAME COMMAND...: starts a part that goes on beside the next ones, until `step NAME finish NAME` waits for it.
begin() {
    name=$1
    shift
    case $parts in
        "  " | *" $name "*) ;;
        *) return 0 ;;
    esac
    { ended=0; "$@" > "$logs/$name.out" 2>&1 || ended=$?; echo "$ended" > "$logs/$name.status"; } &
}

finish() {
    while [ ! -f "$logs/$1.status" ]; do
        tail -n 1 "$logs/$1.out"
        sleep 5
    done
    cat "$logs/$1.out"
    [ "$(cat "$logs/$1.status")" = 0 ]
}

step setup scripts/setup.sh --dev
step build make -j"$jobs" WERROR=-Werror build/visioncrm build/web/index.html build/test/visioncrm build/test/unit
step floors make floors
step build-san make -j"$jobs" build/san/visioncrm build/san/unit
step build-clang make -j"$jobs" clang
step unit run_suites build/test/unit plain
step unit-san run_suites build/san/unit sanitized
# A browser leaves half a processor idle, and who waits for answers some: the linter takes what they leave.
begin lint nice -n 19 make lint
step web scripts/check_web.sh
step api env VISIONCRM_BIN=build/test/visioncrm /usr/bin/python3 tests/api/run.py -j "$jobs"
step lint finish lint
step api-san env VISIONCRM_BIN=build/san/visioncrm /usr/bin/python3 tests/api/run.py -j "$jobs"
step fuzz make -j"$jobs" fuzz FUZZ_SECONDS=5
if [ "${CHECK_DEBIAN13:-0}" = 1 ] || [ "$parts" != "${parts#* debian13 }" ]; then step debian13 scripts/debian13.sh; fi

if [ -f "$logs/failures" ]; then cat "$logs/failures"; fi
echo "$passed passed, $failed failed" | tee "$logs/summary"
if [ "$failed" -ne 0 ]; then exit 1; fi
