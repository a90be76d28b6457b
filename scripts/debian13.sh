#!/bin/bash
# SPDX-License-Identifier: MIT
#
# debian13.sh [SUITE]...: builds in a bare Debian 13 and runs the unit suites there. Needs root or sudo, and debootstrap. The root
# is kept in DEBIAN13_ROOT (build/debian13) for the next time; what it builds, in its /src/build.
set -euo pipefail

cd -P "$(dirname "$0")/.."
root=$(realpath -m "${DEBIAN13_ROOT:-build/debian13}")
archive=$(sed -n 's|^\(URIs: \|deb \)\(http[^ ]*/debian\)/\{0,1\}\( .*\)\{0,1\}$|\2|p' /etc/apt/sources.list.d/*.sources \
    /etc/apt/sources.list 2> /dev/null | head -n 1 || true)
as_root=
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi

# In mounts of its own, which end with the command: nothing of this machine ever stays mounted in that folder.
inside() {
    # shellcheck disable=SC2016 # the inner shell's arguments
    $as_root unshare --mount sh -c 'mount --rbind /dev "$0/dev" && mount -t proc proc "$0/proc" && exec chroot "$0" "$@"' \
        "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 "$@"
}

if [ ! -e "$root/.made" ]; then
    echo "Making a Debian 13 in $root"
    command -v debootstrap > /dev/null || { echo "debian13.sh: debootstrap is missing" >&2; exit 1; }
    $as_root rm -rf --one-file-system "$root"
    mkdir -p "$root"
    $as_root debootstrap --variant=minbase trixie "$root" "${archive:-http://deb.debian.org/debian}"
    $as_root touch "$root/.made"
fi
$as_root cp /etc/resolv.conf "$root/etc/resolv.conf"

# The sources as they are here, committed or not; unchanged files keep their times.
$as_root mkdir -p "$root/src"
tar --exclude=./build --exclude=./var --exclude=./.git -cf - . | $as_root tar -C "$root/src" -xf -

inside sh /src/scripts/setup.sh
# Of what the tests want, all but compilers and what only other parts of make check use.
# shellcheck disable=SC2046 # a list of package names
inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    $(grep -vE '^(#|chromium|clang|debootstrap|libclang|logrotate|nodejs|npm|shellcheck|spawn-fcgi|wrk)' scripts/packages-dev.txt | sed 's/|.*//')
inside make -C /src -j"$(nproc)" build/test/visioncrm build/test/unit
ended=0
inside sh -c 'cd /src && build/test/unit "$@"' sh "$@" || ended=$?
exit "$ended"
