#!/bin/bash
# SPDX-License-Identifier: MIT
#
# run.sh (`make run`): installs what is missing, builds, makes certificate, data and demo tenant where they are missing, and
# runs the workers and an nginx of its own in the foreground until Ctrl-C or TERM. It listens on loopback unless the setting
# `bind` says otherwise. Everything it makes lies in build/ and var/. The settings are those of visioncrm.conf and VISIONCRM_<KEY>.
# Root's workers run under an account (the setting `user`; "visioncrm" is made for that). Where that account cannot reach this
# folder, its data and a copy of the static files lie in /var/lib/visioncrm-run.
set -euo pipefail
umask 077

cd -P "$(dirname "$0")/.."
visioncrm=build/visioncrm
run=var/run
elsewhere=/var/lib/visioncrm-run
log_bytes=$((20 * 1024 * 1024))
server=
nginx=
rotation=

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
    local port=$1 variable=$2
    if [ "$port" -lt "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)" ] && [ "$(id -u)" -ne 0 ]; then
        die "port $port needs root; choose another: $variable=$((port + 8000)) make run"
    fi
    if (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then
        die "port $port is taken, perhaps by another \`make run\`; stop that, or choose another: $variable=$((port + 1000)) make run"
    fi
}

# Whether the account may do that with a path: -r, -w, -x as `test` has them.
account_can() {
    setpriv --reuid="$account" --regid="$(id -g "$account")" --init-groups --reset-env test "$1" "$2" 2> /dev/null
}

# A folder that the operator chose below one of root's: the account's group may pass through, and nothing else changes.
open_way() {
    local folder=$1
    until account_can -x "$folder"; do
        local closed=$folder
        while [ "$closed" != / ] && ! account_can -x "$(dirname "$closed")"; do closed=$(dirname "$closed"); done
        case $closed in
            /*/*) ;;
            *) die "$account cannot reach $(setting data): choose another data folder (VISIONCRM_DATA)" ;;
        esac
        [ "$(stat -c %u "$closed")" -eq 0 ] || die "$account cannot reach $(setting data): $closed is shut"
        echo "Letting $account pass through $closed"
        chgrp "$(id -g "$account")" "$closed" && chmod g+x "$closed"
        account_can -x "$closed" || die "$account cannot reach $(setting data)"
    done
}

# As root: an account for the workers, and data where it can read them.
leave_root() {
    if [ "$(id -u)" -ne 0 ]; then return; fi
    account=$(setting user)
    if [ -z "$account" ]; then
        account=visioncrm
        export VISIONCRM_USER=$account
        if ! getent passwd "$account" > /dev/null; then
            echo "Making the system account $account, for the workers"
            useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$account"
        fi
    fi
    if [ "$(setting data)" = var/data ] && { ! account_can -x "$PWD" || ! account_can -r web/docs/index.html; }; then
        echo "$account cannot reach $PWD: the data lie in $elsewhere"
        install -d -m 755 "$elsewhere"
        scripts/install_web.sh "$elsewhere/web"
        export VISIONCRM_DATA=$elsewhere/data VISIONCRM_WEB=$elsewhere/web
    fi
    settings=$("$visioncrm" config)
    local data
    data=$(realpath -m "$(setting data)")
    if [ "$data" = "$PWD/var/data" ]; then chmod a+x var; fi
    mkdir -p "$data"
    chown -R "$account:" "$data"
    open_way "$data"
    echo "Running the workers as $account, with the data in $data"
}

# Moves a log away that has become large; its writers open it anew.
rotate_logs() {
    local data=$1 file
    while sleep 30; do
        for file in "$data"/run/nginx-access.log "$data"/run/visioncrm.log; do
            if [ "$(stat -c %s "$file" 2> /dev/null || echo 0)" -gt "$log_bytes" ]; then
                mv "$file" "$file.1"
                kill -USR1 "$server" "$nginx" || true
            fi
        done
    done
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
    for child in $rotation $nginx $server; do
        kill -TERM "$child" 2> /dev/null || true
        wait "$child" 2> /dev/null || true
    done
}

scripts/setup.sh
(umask 022 && make -s build WERROR=) # nginx's workers read build/web
chmod a+x build
mkdir -p "$run"
settings=$("$visioncrm" config)
leave_root
data=$(setting data)
domain=$(setting domain)
https_port=$(setting https_port)
http_port=$(setting http_port)
nginx_binary=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx) || die "nginx is missing"

check_port "$https_port" VISIONCRM_HTTPS_PORT
check_port "$http_port" VISIONCRM_HTTP_PORT
make_certificate "$(setting tls_cert)" "$(setting tls_key)" "$domain"
demo=$("$visioncrm" demo)
"$visioncrm" config --nginx > "$run/nginx.conf"
if [ "$(setting log)" = stderr ]; then export VISIONCRM_LOG=$data/run/visioncrm.log; fi

trap stop EXIT
trap 'exit 0' INT TERM HUP
"$visioncrm" serve < /dev/null > "$run/server.log" 2>&1 &
server=$!
"$nginx_binary" -e "$PWD/$run/nginx.log" -c "$PWD/$run/nginx.conf" < /dev/null > "$run/nginx.log" 2>&1 &
nginx=$!
rotate_logs "$data" &
rotation=$!
wait_for_health "$http_port"

cat << END

VisionCRM is running.
$demo
  API reference: http://localhost:$http_port/docs/
  sign-up and health: https://$domain:$https_port/

It listens on: $(setting bind). Logs are in $data/run/, data in $data/. Ctrl-C stops everything; the data stays.
END

status=0
wait -n "$server" "$nginx" || status=$?
die "a process ended by itself ($status): see $run/server.log, $run/nginx.log and $data/run/"
