#!/bin/sh
# SPDX-License-Identifier: MIT
#
# update_web_vendor.sh: refreshes web/vendor/, web/font/ and web/src/ui/icons.ts from the packages that web/package-lock.json
# pins. Each library becomes one readable ES module; versions, licences and sums stand in web/vendor/README. To take another
# version: change web/package.json, `npm install --package-lock-only` in web/, run this, read the diff.
# Needs npm and esbuild. Nothing of the packages is executed, and building the product fetches nothing.
set -eu

cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp web/package.json web/package-lock.json "$work"
(cd "$work" && npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error)
modules=$work/node_modules
rm -rf web/vendor web/font
mkdir -p web/vendor web/font

# module NAME PACKAGE ENTRY: one file; what another file here holds stays an import.
module() {
    (cd "$work" && esbuild "node_modules/$2/$3" --bundle --format=esm --target=es2021 --charset=utf8 --legal-comments=none \
        --log-level=warning --external:preact --external:@preact/signals-core --outfile="$root/web/vendor/$1.js")
}
module preact preact dist/preact.mjs
module preact-hooks preact hooks/dist/hooks.mjs
module preact-jsx-runtime preact jsx-runtime/dist/jsxRuntime.mjs
module signals-core @preact/signals-core dist/signals-core.mjs
module signals @preact/signals dist/signals.mjs
module preact-iso preact-iso src/router.js
module preact-iso-lazy preact-iso src/lazy.js
module preact-query @tanstack/preact-query build/modern/index.js
module openapi-fetch openapi-fetch dist/index.mjs
module virtual-core @tanstack/virtual-core dist/esm/index.js
module combobox-nav @github/combobox-nav dist/index.js
module idb idb build/index.js
module tinykeys tinykeys dist/tinykeys.mjs
cp "$modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2" web/font/
cp "$modules/@fontsource-variable/atkinson-hyperlegible-next/LICENSE" web/font/LICENSE

/usr/bin/python3 scripts/web_icons.py "$modules/lucide-static/icons" > web/src/ui/icons.ts

version() { sed -n 's/^[[:space:]]*"version": "\([^"]*\)".*/\1/p' "$modules/$1/package.json" | head -1; }
licence() { sed -n 's/^[[:space:]]*"license": "\([^"]*\)".*/\1/p' "$modules/$1/package.json" | head -1; }
{
    echo "Libraries of the front end, one ES module each, as their packages publish them (put together by esbuild, not minified)."
    echo "Written by scripts/update_web_vendor.sh from web/package-lock.json; licences in LICENSES."
    echo
    for package in preact @preact/signals @preact/signals-core preact-iso @tanstack/preact-query @tanstack/query-core openapi-fetch \
        @tanstack/virtual-core @github/combobox-nav idb tinykeys lucide-static @fontsource-variable/atkinson-hyperlegible-next; do
        echo "$package $(version $package) $(licence $package) https://www.npmjs.com/package/$package"
    done
    echo
    echo "sha256:"
    (cd web/vendor && sha256sum ./*.js)
    (cd web && sha256sum font/*.woff2)
} > "$work/README"
mv "$work/README" web/vendor/README
for package in preact @preact/signals @preact/signals-core preact-iso @tanstack/preact-query @tanstack/query-core openapi-fetch \
    @tanstack/virtual-core @github/combobox-nav idb tinykeys lucide-static; do
    text=$(find "$modules/$package" -maxdepth 1 -iname 'licen[sc]e*' | head -1)
    echo "---- $package"
    if [ -n "$text" ]; then cat "$text"; else echo "$(licence $package): https://www.npmjs.com/package/$package"; fi
    echo
done > web/vendor/LICENSES
chmod 644 web/vendor/* web/font/*
echo "$root/web/vendor: $(cat web/vendor/*.js | wc -c) bytes of JavaScript"
