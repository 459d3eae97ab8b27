# Sourced, not run: brings Debian's packages into a cache folder; nothing is installed into the system.
# Expects $me, the script's name in messages, and $cache, the folder's absolute path.

fail() {
    echo "$me: $*" >&2
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

# A fresh private apt in $cache/apt; the caller removes it at the end.
open_apt() {
    need apt-get "$1 comes as a Debian package"
    need dpkg-deb "$1 comes as a Debian package"
    apt=$cache/apt
    rm -rf "$apt"
    mkdir -p "$apt/lists/partial" "$apt/archives/partial"
    : >"$apt/status"
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
find_mirror() { # suite package
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -r "$keyring" ] || fail "$keyring is missing; install the package debian-archive-keyring"
    mirrors=$(apt-get indextargets --no-release-info --format '$(REPO_URI)' 'Created-By: Packages' | awk '!seen[$0]++')
    [ -n "$mirrors" ] || fail "the machine's apt has no sources to take a mirror from"
    for mirror in $mirrors; do
        echo "deb [signed-by=$keyring] $mirror $1 main" >"$apt/sources.list"
        private_apt apt-get update >"$cache/last.log" 2>&1 || continue
        private_apt apt-cache show "$2" >>"$cache/last.log" 2>&1 && return
    done
    cat "$cache/last.log" >&2
    fail "none of the machine's apt mirrors has $2 in $1"
}

download() {
    (cd "$apt/archives" && quiet private_apt apt-get download "$@")
}

unpack() {
    for deb in "$apt"/archives/*.deb; do
        dpkg-deb -x "$deb" "$1"
        rm "$deb"
    done
}
