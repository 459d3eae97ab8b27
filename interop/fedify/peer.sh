#!/bin/sh
# Starts the Fedify peer in the foreground; options and control API: interop/README.md.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
cache=${LINKSPAN_INTEROP_CACHE:-$here/../.cache}
[ -r "$cache/fedify/stamp" ] || { echo "interop/fedify/peer.sh: run interop/install.sh first" >&2; exit 1; }
LINKSPAN_INTEROP_FEDIFY=$(CDPATH= cd -- "$cache/fedify" && pwd)
export LINKSPAN_INTEROP_FEDIFY
# exec: the process id the caller sees is the peer's own.
exec "$LINKSPAN_INTEROP_FEDIFY/node_modules/node/bin/node" --import "$here/dependencies.mjs" "$here/peer.mjs" "$@"
