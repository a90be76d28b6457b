#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make bench: builds the floors (a hello world behind the product's own connection handling, a bare insert, a bare PDF page, bare XLSX)
# out of the release objects, and measures the product against them. docs/performance.md says how to read the table.
# run.sh [--seconds N] [--rounds N] [--only NAME,NAME…] | --floors; about fifteen minutes, loopback only, nothing else should run.
set -eu

cd "$(dirname "$0")/../.."
for tool in wrk gcc nginx python3; do
    if ! PATH=$PATH:/usr/sbin command -v "$tool" > /dev/null; then
        echo "bench: $tool is missing: scripts/setup.sh --dev" >&2
        exit 1
    fi
done

objects=build/release
out=build/bench
mkdir -p "$out"

libraries=$(make -s --no-print-directory libraries)

# floor NAME OBJECTS...
floor() {
    name=$1
    shift
    # shellcheck disable=SC2086 # several words
    gcc -O2 -std=c11 -D_GNU_SOURCE -Ilib -I. -Ibuild/gen -o "$out/$name" "tests/bench/$name.c" "$@" $libraries
}

floor hello $objects/fcgi/process/*.o $objects/lib/base/*.o $objects/lib/auth/rate.o
for name in insert_floor pdf_floor xlsx_floor; do
    floor "$name" $objects/lib/*/*.o $objects/lib/*/*/*.o $objects/gen/*.o
done

if [ "${1:-}" = --floors ]; then exit 0; fi # only built

VISIONCRM_BIN=${VISIONCRM_BIN:-build/visioncrm} exec /usr/bin/python3 tests/bench/run.py "$@"
