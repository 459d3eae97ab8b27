#!/bin/sh
# Finds a PostgreSQL of at least version 13 on this machine, else brings Debian's into a cache folder; nothing is
# installed into the system. Prints nothing; start.sh finds what this found.
#
#   LINKSPAN_POSTGRES_CACHE=DIR   where; default postgres/.cache
#   LINKSPAN_POSTGRES_FETCH=1     take Debian's packages even if one is installed
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
cache=${LINKSPAN_POSTGRES_CACHE:-$here/.cache}
me=postgres/install.sh
. "$here/../build-tools/debian.sh"

oldest=13

# Says where the newest installed one has its programs, if it is new enough.
installed() {
    [ "${LINKSPAN_POSTGRES_FETCH:-}" != 1 ] || return 1
    found=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -t/ -k5 -rn | head -n 1)
    # Debian's initdb in the path may be a link; beside its target stand the others.
    [ -n "$found" ] || found=$(readlink -f "$(command -v initdb)" 2>/dev/null) || return 1
    major=$("$found" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    [ -x "$(dirname "$found")/postgres" ] && [ "$major" -ge "$oldest" ] && dirname "$found"
}

fetch() {
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    [ -n "$suite" ] || fail "PostgreSQL $oldest or newer is missing, and this is no Debian to fetch it from"
    open_apt PostgreSQL
    find_mirror "$suite" postgresql
    package=$(private_apt apt-cache depends postgresql | sed -n 's/.*Depends: \(postgresql-[0-9]*\)$/\1/p' | head -n 1)
    rm -rf "$cache/root" "$cache/libs"
    download "$package"
    unpack "$cache/root"
    bin=$(ls -d "$cache"/root/usr/lib/postgresql/*/bin)
    # What the system lacks of the libraries comes along; its own C library stays, to agree with its own loader.
    plan=$(private_apt apt-get -s install "$package")
    # shellcheck disable=SC2046 # one word per package is wanted
    download $(echo "$plan" | sed -n 's/^Inst \(lib[^ ]*\) .*/\1/p' | grep -vE '^(libc6|libc-bin|libgcc-s1|libcrypt1|libllvm.*)$')
    unpack "$cache/libs"
    find "$cache/libs" -name '*.so*' -exec dirname {} + | sort -u | paste -sd: >"$cache/library-path"
    rm -rf "$apt"
    LD_LIBRARY_PATH=$(cat "$cache/library-path") "$bin/postgres" --version >/dev/null || fail "the unpacked $package does not run here"
    echo "$bin"
}

mkdir -p "$cache"
cache=$(CDPATH= cd -- "$cache" && pwd)
[ -x "$(cat "$cache/bin" 2>/dev/null)/postgres" ] && [ "${LINKSPAN_POSTGRES_FETCH:-}" != 1 ] && exit
: >"$cache/library-path"
bin=$(installed) || bin=$(fetch)
echo "$bin" >"$cache/bin"
rm -f "$cache/last.log"
