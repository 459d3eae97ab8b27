#!/bin/sh
# Runs the relay and the examples' micro-blog against real Fedify and snac2 servers. Ends with
# "N passed, N failed"; the exit code says the same.
#
#   interop/relay.sh              all of it
#   interop/relay.sh federation   the micro-blog only
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
"$here/install.sh"
"$here/../linkspan" --version >/dev/null # builds the jar where it is absent or older than the sources
"$here/blog/build.sh"
cache=${LINKSPAN_INTEROP_CACHE:-$here/.cache}
exec "$cache/fedify/node_modules/node/bin/node" "$here/${1:-relay}.mjs"
