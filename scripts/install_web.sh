#!/bin/bash
# SPDX-License-Identifier: MIT
#
# install_web.sh TO: copies the static files to the folder TO, out of which nginx may be serving those of before: the built front end
# (build/web), or what there is without one (web). Files of app/ have their content in their name, and a page that was opened before
# still asks for its own: they stay for 30 days after the build that had them was replaced. Each file is there whole or not at all,
# and the page that names the others comes last.
set -euo pipefail
umask 022

cd -P "$(dirname "$0")/.."
to=$1
from=build/web
if [ ! -e "$from/index.html" ]; then from=web; fi

copy() {
    mkdir -p "$(dirname "$to/$1")"
    cp "$from/$1" "$to/$1.new"
    chmod a+r "$to/$1.new"
    mv "$to/$1.new" "$to/$1"
}

mkdir -p "$to"
# What is newer than the stamp was in use until now; anything else has the date on which it was replaced.
stamp=$to/.installed
if [ -e "$stamp" ] && [ -d "$to/app" ]; then
    find "$to/app" -type f ! -newer "$stamp" -mtime +30 -delete
    find "$to/app" -type f -newer "$stamp" -exec touch -d "2 seconds ago" {} +
fi
touch -d "1 second ago" "$stamp"
find "$from" -type f ! -path "$from/index.html*" -printf '%P\n' | while IFS= read -r file; do copy "$file"; done
# nginx sends the pressed one to whoever takes it, whatever its date.
if [ -e "$from/index.html.gz" ]; then copy index.html.gz; else rm -f "$to/index.html.gz"; fi
copy index.html
