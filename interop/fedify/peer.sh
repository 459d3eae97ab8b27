#!/bin/sh
# Starts the Fedify peer in the foreground; options and control API: interop/README.md.
exec "$(dirname -- "$0")/node.sh" peer.mjs "$@"
