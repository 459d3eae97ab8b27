#!/usr/bin/env bash
# The slow checks of what is published, on copies of this checkout, without tests and signatures:
#   - it is complete, by the rules of Maven Central, and there is a Javadoc site;
#   - a second build elsewhere, in another time zone, gives the same bytes;
#   - a module of a user's own compiles against it and runs, with versions from the BOM; a Spring Boot application with the
#     versions of Spring Boot is followed and posts; both tell the version that is published;
#   - the comparison with the version before passes, and fails when a public class is gone.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d "${TMPDIR:-/tmp}/linkspan-release.XXXXXX")
trap 'rm -rf "$work"' EXIT
umask 022 # jars keep the modes of files
# Above all that will ever be published, so that the build also compares with what is.
version=9999.0
next=9999.1

say() { echo "release/check.sh: $*"; }
fail() { say "FAILED: $*" >&2; exit 1; }

# What git would commit of this checkout; without git, all but what was built and fetched.
sources() {
    git ls-files -z --cached --others --exclude-standard 2>/dev/null && return
    find . \( -name target -o -name .git -o -name .cache \) -prune -o -type f -print0
}

# The sources as version $2 in folder $1.
copy() {
    mkdir -p "$1"
    sources | tar --create --null --files-from=- | tar --extract --no-same-permissions --directory="$1"
    release/version.sh "$2" "$1"
}

# Ours come from the first build, all else from what this machine has already; nothing gets into its repository.
mvn -B -ntp -q -N help:evaluate -Dexpression=settings.localRepository -Doutput="$work/cache"
cache=$(cat "$work/cache")
own_repository="-Dmaven.repo.local=$work/repository -Dstaged=file://$work/staged -Dcache=file://$cache"

stage() {
    (cd "$work/$1" && release/stage.sh "$work/$2" -Dgpg.skip -Dmaven.test.skip=true -Dspotless.check.skip=true) >"$work/$1.log" 2>&1 ||
        { cat "$work/$1.log" >&2; fail "the build $1"; }
}

copy "$work/first" "$version"
stage first staged
(cd "$work/first" && mvn -B -ntp -q -Prelease javadoc:aggregate@site -pl http-signatures,core,spring-boot,testkit -am)
[ -f "$work/first/target/reports/apidocs/index.html" ] || fail "no Javadoc site"
say "complete"

copy "$work/second/elsewhere" "$version"
(export TZ=Pacific/Kiritimati && stage second/elsewhere again)
diff --recursive --brief --exclude='maven-metadata.xml*' "$work/staged" "$work/again" || fail "the second build differs"
say "reproducible: $(find "$work/staged" -name '*.jar' | wc -l) jars are the same in both builds"

# shellcheck disable=SC2086
mvn -B -ntp -q -f release/consumer process-classes $own_repository -Dlinkspan.version=$version -DbuildDirectory="$work/consumer"
property() { sed -n "s|^ *<$2>\(.*\)</$2>\$|\1|p" "$1" | head -n 1; }
# shellcheck disable=SC2086
mvn -B -ntp -q -f release/spring-consumer process-classes $own_repository -Dlinkspan.version=$version \
    -DbuildDirectory="$work/spring-consumer" -Dspring-boot.version="$(property pom.xml spring-boot.version)"
say "usable, as modules and in Spring Boot"

# The second build becomes the next version; japicmp finds the first as the one before.
release/version.sh $next "$work/second/elsewhere"
sed -i '$d' "$work/second/elsewhere/pom.xml"
sed -n '/<repositories>/,/<\/pluginRepositories>/p' release/consumer/pom.xml >>"$work/second/elsewhere/pom.xml"
echo '</project>' >>"$work/second/elsewhere/pom.xml"
compare() {
    # shellcheck disable=SC2086
    (cd "$work/second/elsewhere" && mvn -B -ntp -Prelease jar:jar japicmp:cmp@compatible -pl "$1" $own_repository) >"$work/japicmp.log" 2>&1
}
compare http-signatures,core,spring-boot,testkit || { cat "$work/japicmp.log" >&2; fail "the comparison of equals"; }
rm "$work/second/elsewhere/http-signatures/target/classes/dev/linkspan/httpsignatures/Multikeys.class"
! compare http-signatures || fail "a public class is gone, and the comparison passes"
grep -q "incompatib.*Multikeys" "$work/japicmp.log" || { cat "$work/japicmp.log" >&2; fail "not for this reason"; }
say "compatible, and a break is noticed"
