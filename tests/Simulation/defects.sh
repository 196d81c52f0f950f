#!/usr/bin/env bash
# Proves that the simulation bites: each deliberate defect in Defects/*.patch is built into a copy of the tree, and must break an invariant.
# Not part of CI: with the sound tree that is played first it takes a quarter of an hour or more. One defect alone: defects.sh skip-the-look
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
from=${SIMULATION_FROM:-0} seeds=${SIMULATION_SEEDS:-200} at_once=8
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -co --exclude-standard | tar c -T -) | tar x -C "$copy"
cd "$copy"
git init -q

build() {
  dotnet build -c Release tests/Simulation -v q -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >build.log 2>&1 ||
    { cat build.log >&2; exit 2; }
}

# The first seed that breaks something and what it breaks, or nothing.
play() {
  local start status
  for ((start = from; start < from + seeds; start += at_once)); do
    status=0
    SIMULATION_FROM=$start SIMULATION_SEEDS=$at_once dotnet tests/Simulation/bin/Release/net10.0/SnapshotShare.Simulation.Tests.dll \
      --filter-method '*keeps_every*' >played.log 2>&1 || status=$?
    if ((status != 0)); then
      grep -oE 'SIMULATION_SEED=[0-9]+: .*' played.log | sed 's/^SIMULATION_SEED=//' | sort -n | head -1 | grep . || { cat played.log >&2; exit 2; }
      return
    fi
  done
}

missed=0
row() { printf '%-24s | %-14s | %s\n' "$@"; }
row defect 'caught by seed' invariant
if (($# == 0)); then
  build
  caught=$(play)
  row '(none)' "${caught%%:*}" "${caught#*: }"
  [[ -z $caught ]] || exit 1
  set -- $(cd "$here/Defects" && ls -- *.patch | sed 's/\.patch$//')
fi
for defect; do
  git apply "$here/Defects/$defect.patch"
  build
  caught=$(play)
  [[ -n $caught ]] || missed=1
  row "$defect" "${caught%%:*}" "${caught#*: }"
  git apply -R "$here/Defects/$defect.patch"
done
exit $missed
