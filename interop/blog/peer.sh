#!/bin/sh
# Starts the examples' micro-blog in the foreground; options and control API: interop/README.md.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
. "$root/build-tools/java.sh"
cache=${LINKSPAN_INTEROP_CACHE:-$here/../.cache}
[ -d "$cache/blog" ] || { echo "interop/blog/peer.sh: run interop/blog/build.sh first" >&2; exit 1; }
LINKSPAN_LOG_LEVEL=${LINKSPAN_LOG_LEVEL:-WARN}
export LINKSPAN_LOG_LEVEL
# exec: the process id the caller sees is the blog's own.
exec "$(find_java)" -XX:+UseSerialGC -Xmx128m --enable-native-access=ALL-UNNAMED \
    -cp "$root/relay-server/target/linkspan-relay.jar:$cache/blog" dev.linkspan.examples.MicroBlogServer "$@"
