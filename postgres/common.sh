# Sourced, not run: what start.sh and stop.sh share. Expects $here and $me.

cache=${LINKSPAN_POSTGRES_CACHE:-$here/.cache}

fail() {
    echo "$me: $*" >&2
    exit 1
}

# PostgreSQL refuses to run as root: then it runs as a user who owns nothing else here.
if [ "$(id -u)" = 0 ]; then
    owner=$(id -un postgres 2>/dev/null || echo nobody)
    as_owner() {
        setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups \
            env LD_LIBRARY_PATH="$libraries" HOME="$dir" "$@"
    }
else
    owner=$(id -un)
    as_owner() {
        env LD_LIBRARY_PATH="$libraries" "$@"
    }
fi
