#!/usr/bin/env bash
# Builds what is published into a folder with the layout of a Maven repository, and checks it.
#
#   release/stage.sh FOLDER [MAVEN ARGUMENT]...     e.g. -Dgpg.skip, -Dmaven.test.skip=true
set -euo pipefail
[ $# -ge 1 ] || { sed -n '2,5s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
folder=$(cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."
[ -z "$(ls -A "$folder")" ] || { echo "release/stage.sh: $folder is not empty" >&2; exit 2; }

mvn -B -ntp -q -Prelease deploy -pl http-signatures,core,spring-boot,testkit,relay-server,bom -am \
    -DaltDeploymentRepository="staging::file://$folder" "$@"
java release/CheckStaged.java "$folder"
