#!/bin/bash
# SPDX-License-Identifier: MIT
#
# run.sh (`make run`): installs what is missing, builds, makes certificate, data and demo tenant where they are missing, and
# runs the workers and an nginx of its own in the foreground until Ctrl-C or TERM. Everything it makes lies in build/ and var/.
# The settings are those of visioncrm.conf and VISIONCRM_<KEY>.
set -euo pipefail
umask 077

cd "$(dirname "$0")/.."
visioncrm=build/visioncrm
run=var/run
email=owner@garage-dupont.fr
password=SecurePassword123!
server=
nginx=

die() {
    echo "make run: $*" >&2
    exit 1
}

# The value of a setting, out of the one listing in $settings.
setting() {
    sed -n "s/^$1 = //p" <<< "$settings"
}

make_certificate() {
    local cert=$1 key=$2 domain=$3
    if [[ $(openssl x509 -in "$cert" -noout -checkhost "x.$domain" 2> /dev/null) == *"does match"* ]] &&
        openssl x509 -in "$cert" -noout -checkend 86400 > /dev/null; then return; fi
    if [ "$(setting tls_cert)" != var/tls/cert.pem ]; then
        if [ -r "$cert" ]; then return; fi
        die "there is no certificate $cert: check the setting tls_cert"
    fi
    echo "Making a development certificate for $domain"
    mkdir -p var/tls
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 820 -subj "/CN=$domain" \
        -addext "subjectAltName=DNS:$domain,DNS:*.$domain,DNS:localhost,IP:127.0.0.1" \
        -keyout "$key" -out "$cert" 2> "$run/openssl.log" || die "openssl failed: see $run/openssl.log"
}

# A port that somebody listens on: said before anything is started.
check_port() {
    local port=$1 host=$2 variable=$3
    python3 -c '
import socket, sys
with socket.socket() as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        s.bind((sys.argv[1], int(sys.argv[2])))
    except PermissionError:
        sys.exit(3)' "$host" "$port" 2> /dev/null || case $? in
        3) die "port $port needs root; choose another: $variable=$((port + 8000)) make run" ;;
        *) die "port $port is taken, perhaps by another \`make run\`; stop that, or choose another: $variable=$((port + 1000)) make run" ;;
        esac
}

healthy() {
    local status
    { exec 3<> "/dev/tcp/127.0.0.1/$1"; } 2> /dev/null || return 1
    printf 'GET /api/health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    read -r -t 5 status <&3 || status=
    exec 3>&-
    [[ $status == *" 200 "* ]]
}

wait_for_health() {
    local tries=0
    until healthy "$1"; do
        kill -0 "$server" 2> /dev/null || die "the workers did not start: see $run/server.log"
        kill -0 "$nginx" 2> /dev/null || die "nginx did not start: see $run/nginx.log"
        tries=$((tries + 1))
        if [ "$tries" -gt 200 ]; then die "/api/health does not answer: see $run/server.log and $run/nginx.log"; fi
        sleep 0.05
    done
}

# nginx first: it closes the connections that the workers otherwise wait for. Called by the trap.
# shellcheck disable=SC2317
stop() {
    trap '' INT TERM HUP
    for child in $nginx $server; do
        kill -TERM "$child" 2> /dev/null || true
        wait "$child" 2> /dev/null || true
    done
}

scripts/setup.sh
make -s build WERROR=
mkdir -p "$run"
settings=$("$visioncrm" config)
domain=$(setting domain)
https_port=$(setting https_port)
http_port=$(setting http_port)
nginx_binary=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx) || die "nginx is missing"

check_port "$https_port" 0.0.0.0 VISIONCRM_HTTPS_PORT
check_port "$http_port" 127.0.0.1 VISIONCRM_HTTP_PORT
make_certificate "$(setting tls_cert)" "$(setting tls_key)" "$domain"
if ! grep -q '^demo ' <<< "$("$visioncrm" tenant list 2> /dev/null)"; then "$visioncrm" demo; fi
"$visioncrm" config --nginx > "$run/nginx.conf"

trap stop EXIT
trap 'exit 0' INT TERM HUP
"$visioncrm" serve < /dev/null > "$run/server.log" 2>&1 &
server=$!
"$nginx_binary" -e "$PWD/$run/nginx.log" -c "$PWD/$run/nginx.conf" < /dev/null > "$run/nginx.log" 2>&1 &
nginx=$!
wait_for_health "$http_port"

cat << END

VisionCRM is running.

  The demo garage     https://demo.$domain:$https_port/
  the same, no TLS    http://localhost:$http_port/
  API reference       http://localhost:$http_port/docs
  Sign in as          $email
  with the password   $password

Logs are in $run/, data in $(setting data)/. Ctrl-C stops everything; the data stays.
END

status=0
wait -n "$server" "$nginx" || status=$?
die "a process ended by itself ($status): see $run/server.log and $run/nginx.log"
