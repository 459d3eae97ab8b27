#!/bin/sh
# Runs a script of this folder, given first, on the Node and the Fedify that interop/install.sh brought.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
cache=${LINKSPAN_INTEROP_CACHE:-$here/../.cache}
[ -r "$cache/fedify/stamp" ] || { echo "interop/fedify: run interop/install.sh first" >&2; exit 1; }
LINKSPAN_INTEROP_FEDIFY=$(CDPATH= cd -- "$cache/fedify" && pwd)
export LINKSPAN_INTEROP_FEDIFY
script=$1
shift
# exec: the process id the caller sees is the script's own.
exec "$LINKSPAN_INTEROP_FEDIFY/node_modules/node/bin/node" --import "$here/dependencies.mjs" "$here/$script" "$@"
