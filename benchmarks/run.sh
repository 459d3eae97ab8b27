#!/usr/bin/env bash
# Builds and runs the benchmarks of signatures: benchmarks/run.sh signatures [JMH options] | ratios [rounds]
set -euo pipefail
cd "$(dirname "$0")/.."
case "${1:-}" in
    signatures) command="org.openjdk.jmh.Main -prof gc ${*:2}" ;;
    ratios) command="dev.linkspan.benchmarks.signatures.SignatureRatios ${*:2}" ;;
    *) echo "benchmarks/run.sh signatures [JMH options] | ratios [rounds]" >&2; exit 2 ;;
esac
exec mvn -B -ntp -q verify -Pmeasure -Dmaven.test.skip=true -pl benchmarks -am -Dmeasure="$command"
