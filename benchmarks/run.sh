#!/usr/bin/env bash
# Builds and runs a benchmark: benchmarks/run.sh --help
set -euo pipefail
caller=$PWD
cd "$(dirname "$0")/.."

usage() {
    cat <<'EOF'
benchmarks/run.sh WHAT [ARGUMENTS]

  load-SCENARIO [--option value]…  the relay under load; scenarios and options: docs/benchmarks.md
  load-all                         all scenarios in full (about half an hour), figures into benchmarks/target/load; installs
                                   Fedify by interop/install.sh, the rival of load-inbox
  plots                            the plots in docs/benchmarks, from the figures of load-all
  signatures [JMH options]         JMH: signatures and proofs
  ratios [ROUNDS]                  signatures, round by round with openssl speed
  documents [JMH options]          JMH: documents read and written
  documents-ratios [ROUNDS]        the same, round by round with plain JSON-P parsing
  documents-memory [DOCUMENTS]     what a document takes in memory while it is kept
  documents-vs-fedify [ROUNDS]     the same documents by Fedify's fromJsonLd, round by round; installs Fedify by
                                   interop/install.sh, and is  mvn -B verify -Pcomparison -pl benchmarks -am  without tests

A name among the JMH options chooses benchmarks; without one it is all of that kind.
EOF
}

# JMH takes every benchmark there is if no name is given.
jmh() {
    local package=$1
    shift
    case "${1:--}" in
        -*) set -- "$package" "$@" ;;
    esac
    command="org.openjdk.jmh.Main -prof gc $*"
}

run() {
    exec mvn -B -ntp -q verify -Dmaven.test.skip=true -pl benchmarks -am "$@"
}

what=${1:-}
[ $# -eq 0 ] || shift
case "$what" in
    load-all)
        interop/install.sh fedify
        run -Pload -Dload=full
        ;;
    plots) command="dev.linkspan.benchmarks.plots.PlotDriver $PWD/benchmarks/target/load $PWD/docs/benchmarks" ;;
    load-*) command="dev.linkspan.benchmarks.LoadDriver ${what#load-} --jar $PWD/relay-server/target/linkspan-relay.jar $*" ;;
    signatures) jmh dev.linkspan.benchmarks.signatures "$@" ;;
    ratios) command="dev.linkspan.benchmarks.signatures.SignatureRatios $*" ;;
    documents) jmh dev.linkspan.benchmarks.documents "$@" ;;
    documents-ratios) command="dev.linkspan.benchmarks.documents.DocumentRatios $*" ;;
    documents-memory) command="dev.linkspan.benchmarks.documents.DocumentMemory $*" ;;
    documents-vs-fedify) run -Pcomparison -Drounds="${1:-5}" ;;
    --help) usage && exit ;;
    *) usage >&2 && exit 2 ;;
esac
run -Pmeasure -Dmeasure="$command" -Dmeasure.folder="$caller"
