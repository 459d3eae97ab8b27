#!/bin/sh
# Runs a command beside a PostgreSQL of its own, which is stopped and thrown away when the command ends.
#
#   postgres/with.sh COMMAND [ARGUMENT]...
#
# The command finds LINKSPAN_TEST_DATABASE_URL, the JDBC URL; LINKSPAN_TEST_POSTGRES, the folder of start.sh and stop.sh;
# and LINKSPAN_TEST_POSTGRES_DIR, which those take: with them it may kill the server and start it again.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/linkspan-postgres.XXXXXX")
chmod 755 "$dir"

end() {
    "$here/stop.sh" "$dir" || true
    rm -rf "$dir"
}
trap end EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

LINKSPAN_TEST_DATABASE_URL=$("$here/start.sh" "$dir")
LINKSPAN_TEST_POSTGRES=$here
LINKSPAN_TEST_POSTGRES_DIR=$dir
export LINKSPAN_TEST_DATABASE_URL LINKSPAN_TEST_POSTGRES LINKSPAN_TEST_POSTGRES_DIR
"$@"
