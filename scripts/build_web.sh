#!/bin/sh
# SPDX-License-Identifier: MIT
#
# build_web.sh OUT PROGRAM: bundles the front end, web/src with web/vendor, into the folder OUT: index.html, app/ with files
# whose names are hashes of what they hold (and a .gz beside each), the API reference. Needs esbuild, gzip and python3, neither
# Node nor npm; the same sources give the same bytes. PROGRAM, the built server, tells the least role of each route.
set -eu

out=$1
program=$2
gen=build/gen/web
mkdir -p "$gen" "$(dirname "$out")"
new=$(mktemp -d "$out.XXXXXX")
trap 'rm -rf "$new"' EXIT

"$program" routes --json | /usr/bin/python3 scripts/web_permissions.py > "$gen/permissions.json"

# Bare names of libraries are files of web/vendor: tsconfig.build.json says which.
esbuild web/src/main.tsx --bundle --splitting --inject:web/src/app/core.ts --format=esm --minify --target=es2021 --charset=utf8 --log-level=warning \
    --legal-comments=none --tsconfig=web/tsconfig.build.json --jsx=automatic --jsx-import-source=preact --outdir="$new" --public-path=/ \
    --entry-names='app/[name]-[hash]' --chunk-names='app/[name]-[hash]' --asset-names='app/[name]-[hash]' --loader:.woff2=file \
    --metafile="$gen/meta.json"
/usr/bin/python3 scripts/web_index.py "$gen/meta.json" "$new"
cp -r web/docs web/favicon.svg web/favicon.ico "$new"
find "$new" \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.svg' \) -exec gzip -9nk {} +
chmod -R a+rX "$new"

rm -rf "$out"
mv "$new" "$out"
trap - EXIT
