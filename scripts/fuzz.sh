#!/bin/sh
# SPDX-License-Identifier: MIT
#
# fuzz.sh SECONDS NAME...: runs build/fuzz/bin/NAME for so long on the corpus tests/fuzz/corpus/NAME. New inputs go to
# build/fuzz/corpus/NAME, what crashes to build/fuzz/crash/. Ends with "N passed, N failed".
set -eu

seconds=${1:?usage: fuzz.sh SECONDS NAME...}
shift
mkdir -p build/fuzz/crash
passed=0
failed=0
for name in "$@"; do
    mkdir -p "build/fuzz/corpus/$name"
    seeds=
    if [ -d "tests/fuzz/corpus/${name#fuzz_}" ]; then seeds=tests/fuzz/corpus/${name#fuzz_}; fi
    # shellcheck disable=SC2086 # no folder of seeds is no argument
    if "build/fuzz/bin/$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 -verbosity=0 \
        -artifact_prefix="build/fuzz/crash/$name-" "build/fuzz/corpus/$name" $seeds > "build/fuzz/$name.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "fuzz: $name failed:"
        tail -n 40 "build/fuzz/$name.log"
    fi
done
echo "fuzz: $passed passed, $failed failed"
if [ "$failed" -ne 0 ]; then exit 1; fi
