#!/bin/sh
# Proves the interop peers without the relay: Fedify with Fedify, snac2 with Fedify. Ends with "N passed, N failed".
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
"$here/install.sh"
cache=${LINKSPAN_INTEROP_CACHE:-$here/.cache}
exec "$cache/fedify/node_modules/node/bin/node" "$here/selftest.mjs"
