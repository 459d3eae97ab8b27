#!/bin/sh
# Starts a real snac2 with its control API in the foreground; options and commands: interop/README.md.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
cache=${LINKSPAN_INTEROP_CACHE:-$here/../.cache}
[ -r "$cache/snac/stamp" ] || { echo "interop/snac/peer.sh: run interop/install.sh first" >&2; exit 1; }
LINKSPAN_INTEROP_SNAC=$(CDPATH= cd -- "$cache/snac" && pwd)/snac
export LINKSPAN_INTEROP_SNAC
# exec: the process id the caller sees is the peer's own; it ends the snac it started.
exec "$cache/fedify/node_modules/node/bin/node" "$here/peer.mjs" "$@"
