#!/usr/bin/env bash
# Makes this checkout another version: all poms, and what the README and the guide tell users to write.
#
#   release/version.sh VERSION [FOLDER]     of the checkout in FOLDER; unless given, of this one
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
cd "${2:-$(dirname "$0")/..}"
old=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' pom.xml | head -n 1)
# Only where it belongs to one of ours: another's may have the same number.
ours='/<artifactId>linkspan-[a-z-]*<\/artifactId>/'
{
    find . -maxdepth 3 -name pom.xml
    find README.md docs -name '*.md'
} | while read -r file; do
    sed -i "$ours{n;s|<version>${old//./\\.}</version>|<version>$1</version>|}" "$file"
done
