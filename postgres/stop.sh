#!/bin/sh
# Ends the PostgreSQL that start.sh started.
#
#   postgres/stop.sh DIR          as an administrator does: connections are cut, data is written
#   postgres/stop.sh DIR kill     SIGKILL for the server and all its processes, as when the machine loses power
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
me=postgres/stop.sh
. "$here/common.sh"
[ $# -ge 1 ] || fail "stop.sh DIR [kill]"
dir=$(CDPATH= cd -- "$1" && pwd)
bin=$(cat "$cache/bin")
libraries=$(cat "$cache/library-path")
[ -e "$dir/pid" ] || exit 0
pid=$(cat "$dir/pid")

if [ "${2:-}" = kill ]; then
    # Stopped first, so that it starts no further process while its children are counted.
    kill -STOP "$pid" 2>/dev/null || true
    children=$(ps -o pid= --ppid "$pid" 2>/dev/null || true)
    # shellcheck disable=SC2086 # one word per process is wanted
    kill -KILL "$pid" $children 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null && [ "$(ps -o stat= -p "$pid" | cut -c1)" != Z ]; do
        sleep 0.05
    done
else
    as_owner "$bin/pg_ctl" -D "$dir/data" -m fast -t 60 -w stop >"$dir/stop.log" 2>&1 || {
        kill -0 "$pid" 2>/dev/null && { cat "$dir/stop.log" >&2; fail "the server $pid did not stop"; }
    }
fi
rm -f "$dir/pid"
