#!/usr/bin/env bash
# Makes the signed bundle that Maven Central's publisher portal takes: release/bundle.sh [MAVEN ARGUMENT]...
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf target/staged
release/stage.sh target/staged "$@"
java release/CheckStaged.java target/staged --signed
find target/staged -name 'maven-metadata.xml*' -delete # the repository writes its own
jar --create --no-manifest --file target/linkspan-bundle.zip -C target/staged .
echo "target/linkspan-bundle.zip"
