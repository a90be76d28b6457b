#!/bin/sh
# SPDX-License-Identifier: MIT
#
# setup.sh [--dev]: installs the Debian packages of packages.txt (--dev: of packages-dev.txt too) that are missing.
# Says nothing when none is. Needs root or sudo only when something has to be installed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
lists=$here/packages.txt
case "${1-}" in
    "") ;;
    --dev) lists="$lists $here/packages-dev.txt" ;;
    *) echo "usage: setup.sh [--dev]" >&2; exit 2 ;;
esac

if ! command -v dpkg-query > /dev/null; then
    echo "setup.sh: this is no Debian system; install the equivalents of the packages in $lists" >&2
    exit 1
fi

# shellcheck disable=SC2086 # two file names, without blanks of ours
missing=$(
    { dpkg-query -W -f '${db:Status-Status} ${Package}\n'; echo "--"; cat $lists; } | awk '
        $0 == "--" { listing = 1; next }
        !listing { if ($1 == "installed") installed[$2] = 1; next }
        /^[ \t]*(#|$)/ { next }
        {
            count = split($1, choices, "|")
            found = 0
            for (i = 1; i <= count; i++) if (choices[i] in installed) found = 1
            if (!found) printf "%s ", choices[1]
        }'
)
if [ -z "$missing" ]; then exit 0; fi

if [ "$(id -u)" -eq 0 ]; then
    as_root=
elif command -v sudo > /dev/null; then
    as_root=sudo
else
    echo "setup.sh: these packages are missing, and neither root nor sudo is at hand to install them: $missing" >&2
    exit 1
fi

echo "Installing: $missing"
# RUNLEVEL=1 keeps the packages' services (nginx) from starting: the product starts its own.
# shellcheck disable=SC2086 # a list of package names
install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
        $as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -q \
            --no-install-recommends $missing
}
if ! install; then
    echo "setup.sh: could not install $missing(that needs root or a working sudo, and a package archive)" >&2
    exit 1
fi
