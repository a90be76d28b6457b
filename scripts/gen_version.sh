#!/bin/sh
# SPDX-License-Identifier: MIT
#
# gen_version.sh: prints a header with the version: the newest heading of CHANGELOG.md, and behind a "+" the commit unless it bears
# that version's tag. In an archive that git made, git has written the commit into version.txt; elsewhere there is none to name.
set -eu

cd "$(dirname "$0")/.."
version=$(sed -n 's/^## \([0-9][0-9.]*\).*/\1/p' CHANGELOG.md | head -n 1)
commit=
if [ -e .git ] && commit=$(git describe --tags --always --dirty --match "v$version" --abbrev=8 2> /dev/null); then
    case $commit in
        "v$version") commit= ;;
        "v$version"-*) commit=${commit#"v$version"-} ;;
    esac
else
    commit=$(sed -n 's/^\([0-9a-f][0-9a-f]*\)$/\1/p' scripts/version.txt)
fi
commit=$(echo "$commit" | tr - .)
printf '#define GEN_VERSION "%s%s"\n' "$version" "${commit:++$commit}"
