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

fail() {
    echo "interop/install.sh: $*" >&2
    exit 1
}

need() {
    command -v "$1" >/dev/null 2>&1 || fail "$1 is missing; $2"
}

# Runs a command silently; shows what it said only when it failed.
quiet() {
    "$@" >"$cache/last.log" 2>&1 || {
        cat "$cache/last.log" >&2
        fail "'$1' failed, see above"
    }
}

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

# apt with its own lists, cache and sources, but the machine's keys, proxies and transports.
private_apt() {
    tool=$1
    shift
    "$tool" -q -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" \
        -o Dir::Cache="$apt" -o Dir::Cache::archives="$apt/archives" \
        -o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" \
        -o APT::Install-Recommends=false "$@"
}

# Points the private apt at the first of the machine's own mirrors that carries the suite and the package.
find_mirror() {
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -r "$keyring" ] || fail "$keyring is missing; install the package debian-archive-keyring"
    mirrors=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Created-By: Packages' | awk '!seen[$0]++')
    [ -n "$mirrors" ] || fail "the machine's apt has no sources to take a mirror from"
    for mirror in $mirrors; do
        echo "deb [signed-by=$keyring] $mirror $snac_suite main" >"$apt/sources.list"
        private_apt apt-get update >"$cache/last.log" 2>&1 || continue
        private_apt apt-cache show "snac2=$snac_version*" >>"$cache/last.log" 2>&1 && return
    done
    cat "$cache/last.log" >&2
    fail "none of the machine's apt mirrors has snac2 $snac_version in $snac_suite"
}

unpack() {
    for package in "$apt"/archives/*.deb; do
        dpkg-deb -x "$package" "$1"
        rm "$package"
    done
}

download() {
    (cd "$apt/archives" && quiet private_apt apt-get download "$@")
}

install_snac() {
    stamp="$snac_version $snac_suite"
    [ "$(cat "$cache/snac/stamp" 2>/dev/null || true)" = "$stamp" ] && return
    need apt-get "snac2 comes as a Debian package"
    need dpkg-deb "snac2 comes as a Debian package"
    apt=$cache/apt
    rm -rf "$cache/snac" "$apt"
    mkdir -p "$cache/snac" "$apt/lists/partial" "$apt/archives/partial"
    : >"$apt/status"
    find_mirror
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
