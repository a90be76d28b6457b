#!/bin/sh
# SPDX-License-Identifier: MIT
#
# gen_passwords.sh OUTDIR: embeds lib/auth/common_passwords.txt (one a line, '#' begins a comment line) as
# OUTDIR/common_passwords.h: lower-cased, sorted by byte for bsearch, each once.
set -eu

LC_ALL=C
export LC_ALL
out=${1:?usage: gen_passwords.sh OUTDIR}
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$out"
work=$(mktemp)
trap 'rm -f "$work"' EXIT

{
    printf '/* Made by scripts/gen_passwords.sh out of lib/auth/common_passwords.txt. Do not edit. */\n'
    printf '#ifndef COMMON_PASSWORDS_H\n#define COMMON_PASSWORDS_H\n\nstatic const char *const common_passwords[] = {\n'
    grep -v -e '^#' -e '^$' "$root/lib/auth/common_passwords.txt" | tr '[:upper:]' '[:lower:]' | sort -u |
        sed -e 's/[\\"]/\\&/g' -e 's/?/\\?/g' -e 's/.*/    "&",/'
    printf '};\n\n#define COMMON_PASSWORD_COUNT (sizeof common_passwords / sizeof common_passwords[0])\n\n#endif\n'
} > "$work"

# An unchanged file keeps its time, so that nothing is compiled again.
cmp -s "$work" "$out/common_passwords.h" || cp "$work" "$out/common_passwords.h"
