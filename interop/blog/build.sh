#!/bin/sh
# Compiles the examples' micro-blog against the relay's jar, which must be there, into the install cache.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
. "$root/build-tools/java.sh"
cache=${LINKSPAN_INTEROP_CACHE:-$here/../.cache}
java=$(find_java) || { echo "interop/blog: found no JDK $needed or newer" >&2; exit 1; }
sources=$root/examples/src/main/java/dev/linkspan/examples
rm -rf "$cache/blog"
mkdir -p "$cache/blog"
"${java%/java}/javac" -nowarn -proc:none -implicit:none -d "$cache/blog" -cp "$root/relay-server/target/linkspan-relay.jar" \
    "$sources/MicroBlog.java" "$sources/MicroBlogControl.java" "$sources/MicroBlogServer.java" "$sources/Timeline.java"
