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

# Elsewhere the names differ: what is asked is whether the things are there.
elsewhere() {
    lacking=
    compiler=${CC:-gcc} # which may be several words
    for program in "${compiler%% *}" make pkg-config esbuild nginx openssl curl \
        ${1+clang clang-format clang-tidy shellcheck pdftotext sqlite3 xmllint qpdf node npm chromium}; do
        PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$program" > /dev/null || lacking="$lacking $program"
    done
    for header in fcgiapp.h json-c/json.h sqlite3.h openssl/evp.h curl/curl.h hpdf.h qpdf/qpdf-c.h png.h xlsxwriter.h seccomp.h unicase.h \
        idn2.h hb.h fribidi.h thai/thwbrk.h expat.h tesseract/capi.h leptonica/allheaders.h poppler.h ${1+check.h}; do
        # shellcheck disable=SC2046,SC2086
        echo "#include <$header>" | $compiler -I/usr/include/harfbuzz -I/usr/include/fribidi \
            $(pkg-config --cflags-only-I poppler-glib 2> /dev/null) -E - > /dev/null 2>&1 ||
            lacking="$lacking $header"
    done
    /usr/bin/python3 -c 'import fontTools' 2> /dev/null || lacking="$lacking fontTools(python3)"
    [ -r /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || lacking="$lacking /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    if [ -z "$lacking" ]; then exit 0; fi
    echo "setup.sh: this is no Debian system; missing:$lacking. The packages of $lists have them, by Debian's names" >&2
    exit 1
}

if ! command -v dpkg-query > /dev/null; then elsewhere ${1+dev}; fi

# What a package provides is there as well: the nodejs of nodesource brings its own npm, and Debian's would not go with it.
# shellcheck disable=SC2086 # two file names, without blanks of ours
missing=$(
    { dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n'; echo "--"; cat $lists; } | awk '
        $0 == "--" { listing = 1; next }
        !listing {
            gsub(/\([^)]*\)|,/, " ")
            if ($1 == "installed") for (i = 2; i <= NF; i++) installed[$i] = 1
            next
        }
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

# No service that comes with a package is started, and nginx stays off after the next boot too: the product starts its own.
# invoke-rc.d and systemd's helper both ask this program.
policy=/usr/sbin/policy-rc.d
keep_still() {
    if [ -e "$policy" ]; then return; fi
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" > /dev/null
    $as_root chmod 755 "$policy"
    trap '$as_root rm -f "$policy"' EXIT
    trap 'exit 1' INT TERM HUP
}

echo "Installing: $missing"
# shellcheck disable=SC2086 # a list of package names
install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -q \
            --no-install-recommends $missing
}
keep_still
if ! install; then
    echo "setup.sh: could not install $missing(that needs root or a working sudo, and a package archive)" >&2
    exit 1
fi
case " $missing" in
    *" nginx"*)
        if command -v systemctl > /dev/null && $as_root systemctl disable nginx.service > /dev/null 2>&1; then
            echo "Debian's own nginx service is left off: systemctl enable --now nginx starts it"
        fi
        ;;
esac
