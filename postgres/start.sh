#!/bin/sh
# Starts a PostgreSQL of its own on a free port of the loopback interface and prints its JDBC URL.
#
#   postgres/start.sh DIR [-c SETTING=VALUE]...
#
# DIR/data is its data folder, made if it is not there; a second start finds data and port as they were. DIR/pid is its
# process, DIR/url what was printed, DIR/log what it says. Ends by postgres/stop.sh DIR.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
me=postgres/start.sh
. "$here/common.sh"
[ $# -ge 1 ] || fail "start.sh DIR [-c SETTING=VALUE]..."
"$here/install.sh"
bin=$(cat "$cache/bin")
libraries=$(cat "$cache/library-path")

mkdir -p "$1"
dir=$(CDPATH= cd -- "$1" && pwd)
shift
[ "$(id -u)" != 0 ] || chown "$owner" "$dir"
as_owner test -w "$dir" -a -x "$bin" || fail "the user $owner cannot reach $dir or $bin (expected: folders that all may enter)"

if [ ! -d "$dir/data" ]; then
    # A password, as all users of the machine reach the port. Hexadecimal, so that it needs no escaping.
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    (umask 077 && echo "$password" >"$dir/password")
    [ "$(id -u)" != 0 ] || chown "$owner" "$dir/password"
    as_owner "$bin/initdb" -D "$dir/data" -U linkspan --pwfile="$dir/password" -A scram-sha-256 -E UTF8 \
        --locale=C --no-sync >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; fail "initdb failed"; }
fi

started=
for attempt in 1 2 3 4 5 6 7 8 9 10; do
    port=$(cat "$dir/port" 2>/dev/null || od -An -N2 -tu2 /dev/urandom | awk '{ print 20000 + $1 % 40000 }')
    if as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -t 60 -w \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 -c jit=off $*" \
        start >"$dir/start.log" 2>&1; then
        started=yes
        break
    fi
    # A port once given is what clients know: it is waited for rather than changed.
    [ ! -e "$dir/port" ] || sleep 1
done
[ -n "$started" ] || { cat "$dir/start.log" "$dir/log" >&2; fail "the server did not start"; }
echo "$port" >"$dir/port"
head -n 1 "$dir/data/postmaster.pid" >"$dir/pid"
url="jdbc:postgresql://127.0.0.1:$port/postgres?user=linkspan&password=$(cat "$dir/password")"
(umask 077 && echo "$url" >"$dir/url")
echo "$url"
