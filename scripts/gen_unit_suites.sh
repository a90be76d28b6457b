#!/bin/sh
# SPDX-License-Identifier: MIT
#
# gen_unit_suites.sh FOLDER: prints the header that lists suite_<module> for each FOLDER/test_<module>.c.
set -eu

folder=${1:?usage: gen_unit_suites.sh FOLDER}
names=$(find "$folder" -name 'test_*.c' | sed 's/.*test_\(.*\)\.c$/\1/' | LC_ALL=C sort)

echo "/* Made by scripts/gen_unit_suites.sh out of the names in tests/unit. Do not edit. */"
for name in $names; do
    echo "Suite *suite_$name(void);"
done
echo
echo "static const struct {"
echo "    const char *name;"
echo "    Suite *(*suite)(void);"
echo "} unit_suites[] = {"
for name in $names; do
    echo "    {\"$name\", suite_$name},"
done
echo "    {NULL, NULL},"
echo "};"
