#!/bin/sh
# Brings what the interop peers run on into a cache folder; nothing is installed into the system.
#
#   interop/install.sh            a second run finds everything in place and says nothing
#   interop/install.sh fedify     only this one, or only snac
#   LINKSPAN_INTEROP_CACHE=DIR    where; default interop/.cache
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
cache=${LINKSPAN_INTEROP_CACHE:-$here/.cache}
snac_version=2.75
snac_suite=trixie

me=interop/install.sh
. "$here/../build-tools/debian.sh"

install_fedify() {
    stamp=$(cat "$here/fedify/package.json" "$here/fedify/package-lock.json" | cksum)
    [ "$(cat "$cache/fedify/stamp" 2>/dev/null || true)" = "$stamp" ] && return
    need npm "it brings Fedify and a Node of at least version 22"
    rm -rf "$cache/fedify"
    mkdir -p "$cache/fedify"
    cp "$here/fedify/package.json" "$here/fedify/package-lock.json" "$here/fedify/.npmrc" "$cache/fedify/"
    # The package "node" fetches its binary in an install script, so scripts must run.
    quiet npm ci --prefix "$cache/fedify" --ignore-scripts=false --no-audit --no-fund --loglevel=error
    "$cache/fedify/node_modules/node/bin/node" --version >/dev/null || fail "the fetched Node does not run here"
    echo "$stamp" >"$cache/fedify/stamp"
}

install_snac() {
    stamp="$snac_version $snac_suite"
    [ "$(cat "$cache/snac/stamp" 2>/dev/null || true)" = "$stamp" ] && return
    open_apt snac2
    rm -rf "$cache/snac"
    mkdir -p "$cache/snac"
    find_mirror "$snac_suite" "snac2=$snac_version*"
    download "snac2=$snac_version*"
    unpack "$cache/snac/root"
    binary=$cache/snac/root/usr/bin/snac
    if ldd "$binary" >"$cache/last.log" 2>&1 && ! grep -q 'not found' "$cache/last.log"; then
        printf '#!/bin/sh\nexec "%s" "$@"\n' "$binary" >"$cache/snac/snac"
    else
        # This system's libraries are too old or missing: take the suite's own, with its own loader.
        plan=$(private_apt apt-get -s install "snac2=$snac_version*")
        # shellcheck disable=SC2046 # one word per package is wanted
        download $(echo "$plan" | sed -n 's/^Inst \(lib[^ ]*\|zlib1g\) .*/\1/p')
        unpack "$cache/snac/libs"
        loader=$(find "$cache/snac/libs" -name 'ld-linux*.so.*' | head -n 1)
        [ -n "$loader" ] || fail "no dynamic loader among the libraries of $snac_suite"
        set -- "$loader" "$(dirname "$loader")" "$binary"
        printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$@" >"$cache/snac/snac"
    fi
    chmod +x "$cache/snac/snac"
    "$cache/snac/snac" 2>/dev/null | grep -q "^snac $snac_version" || fail "the unpacked snac does not run here"
    rm -rf "$apt"
    echo "$stamp" >"$cache/snac/stamp"
}

mkdir -p "$cache"
cache=$(CDPATH= cd -- "$cache" && pwd)
case "${1:-all}" in
    all)
        install_fedify
        install_snac
        ;;
    fedify) install_fedify ;;
    snac) install_snac ;;
    *) fail "$1: no such peer; fedify or snac" ;;
esac
rm -f "$cache/last.log"
