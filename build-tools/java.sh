# Sourced, not run: finds a JDK that is new enough. Sets $needed; find_java says where the java of one is.

needed=21

# The feature version of the JDK in folder $1; 0 if there is none.
feature() {
    if [ -x "$1/bin/java" ] && [ -r "$1/release" ]; then
        version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
        echo "${version:-0}"
    else
        echo 0
    fi
}

find_java() {
    on_path=$(command -v java 2>/dev/null || true)
    if [ -n "$on_path" ]; then
        on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
        on_path=${on_path%/bin/java}
    fi
    for home in "${LINKSPAN_JAVA_HOME:-}" "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/* /usr/java/* /opt/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
        if [ -n "$home" ] && [ "$(feature "$home")" -ge "$needed" ]; then
            echo "$home/bin/java"
            return 0
        fi
    done
    return 1
}
