#!/usr/bin/env bash
# Has promtool look at the alert rules, run their tests and, if the address of a running pool is given, look at its metrics.
#
#   docker/check-rules.sh [http://127.0.0.1:8090/metrics]
#
# promtool comes with Prometheus: Debian's package "prometheus" has it, and so has the image of the compose file
# (PROMTOOL="docker run --rm -v $PWD/docker/prometheus:/p:ro --entrypoint promtool IMAGE" and RULES=/p).
set -euo pipefail

rules=${RULES:-$(dirname "$(realpath "$0")")/prometheus}
read -ra promtool <<< "${PROMTOOL:-promtool}"
if ! command -v "${promtool[0]}" > /dev/null; then
  echo "${promtool[0]} is not there: install Prometheus, or say in PROMTOOL how to run it" >&2
  exit 78
fi
"${promtool[@]}" check rules "$rules/rules.yaml"
"${promtool[@]}" test rules "$rules/rules-test.yaml"
if [[ $# -gt 0 ]]; then
  # Some gauges have the names of the original, which end like counters.
  findings=$(curl --fail --silent --show-error "$1" | "${promtool[@]}" check metrics 2>&1 |
    grep -Ev '_(miners|workers)_total non-counter metrics should not have "_total" suffix' || true)
  if [[ -n $findings ]]; then
    echo "$findings" >&2
    exit 1
  fi
  echo "metrics are fine"
fi
