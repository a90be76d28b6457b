#!/bin/sh
# SPDX-License-Identifier: MIT
#
# update_docs_viewer.sh [VERSION]: refreshes web/docs/vendor/ from swagger-ui-dist on npm, writes its README and prints the
# sha256 of every file. Without VERSION: the version that is there now, so that `git diff` shows whether the copy is intact.
# Needs npm. Nothing of the package is executed, and the product itself never fetches anything.
set -eu

cd "$(dirname "$0")/.."
vendor=web/docs/vendor
package=swagger-ui-dist
version=${1:-$(sed -n "s/^$package \([0-9.]*\)$/\1/p" "$vendor/README" 2> /dev/null || true)}
if [ -z "$version" ]; then
    echo "usage: update_docs_viewer.sh VERSION   (https://www.npmjs.com/package/$package)" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm pack --ignore-scripts --silent --pack-destination "$work" "$package@$version" > /dev/null
tar -xzf "$work/$package-$version.tgz" -C "$work"

# The last line of the script and of the style sheet names a source map, which is left out.
mkdir -p "$vendor"
for file in swagger-ui-bundle.js swagger-ui.css; do
    sed '/^\(\/\/\|\/\*\)# sourceMappingURL=/d; s/\/\*# sourceMappingURL=[^*]*\*\/$//' "$work/package/$file" > "$vendor/$file"
done
for file in LICENSE NOTICE swagger-ui-bundle.js.LICENSE.txt; do
    cp "$work/package/$file" "$vendor/$file"
done
chmod 644 "$vendor"/*

cat > "$vendor/README" << END
$package $version

Swagger UI, the viewer of the API reference at /docs. Copyright 2020-2021 SmartBear Software Inc.;
Apache License 2.0 (LICENSE, NOTICE). What the bundle contains of others: swagger-ui-bundle.js.LICENSE.txt.
Source: https://github.com/swagger-api/swagger-ui, package https://www.npmjs.com/package/$package
Unchanged, but for the lines that name source maps. Written by scripts/update_docs_viewer.sh [VERSION].

sha256:
END
(cd "$vendor" && sha256sum LICENSE NOTICE swagger-ui-bundle.js swagger-ui-bundle.js.LICENSE.txt swagger-ui.css) |
    tee -a "$vendor/README"
