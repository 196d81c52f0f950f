#!/usr/bin/env bash
# Proves that the simulation bites: each deliberate defect in Defects/*.patch is built into a copy of the tree, and must break an invariant.
# A patch whose second line says "Caught by: tests/Core the_errors_of_aws" is nothing that a run can show: that class of tests must fail.
# Not part of CI: with the sound tree, which is played first, it takes half an hour or so, as many defects at once as there are cores. It goes on
# where it was cut off: a verdict stands in artifacts/defects.tsv as long as neither the patch nor src and tests change.
# One defect alone: defects.sh skip-the-look
set -euo pipefail
shopt -s inherit_errexit
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
from=${SIMULATION_FROM:-0} seeds=${SIMULATION_SEEDS:-200}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
verdicts=$root/artifacts/defects.tsv
mkdir -p "$root/artifacts"
touch "$verdicts"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tree=$(cd "$root" && git ls-files -co --exclude-standard src tests | grep -vE '\.(patch|md)$' | sort | xargs -d '\n' sha256sum | sha256sum)

# A copy of the tree of one's own, to build one defect after the other in.
enter() {
  mkdir "$scratch/$1"
  (cd "$root" && git ls-files -co --exclude-standard | tar c -T -) | tar x -C "$scratch/$1"
  cd "$scratch/$1"
  git init -q
}

build() {
  dotnet build -c Release "$1" -v q -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false >build.log 2>&1 || { cat build.log >&2; exit 2; }
}

# The first seed that breaks something and what it breaks, or nothing.
play() {
  build tests/Simulation
  local status=0
  SIMULATION_FROM=$from SIMULATION_SEEDS=$seeds SIMULATION_STOPS=1 dotnet tests/Simulation/bin/Release/net10.0/SnapshotShare.Simulation.Tests.dll \
    --filter-method '*keeps_every*' >played.log 2>&1 || status=$?
  ((status == 0)) && return
  grep -oE 'SIMULATION_SEED=[0-9]+: .*' played.log | sed 's/^SIMULATION_SEED=//' | sort -n | head -1 | grep . || { cat played.log >&2; exit 2; }
}

# The first test of a class that fails, or nothing.
test_of() {
  local project=$1 class=$2 status=0
  build "$project"
  dotnet "$project"/bin/Release/net10.0/SnapshotShare."${project##*/}".Tests.dll --filter-class "*.$class" --progress off >played.log 2>&1 || status=$?
  ((status == 0)) && return
  # 2: some test failed. Anything else, such as a class without tests, is a mistake of the patch.
  ((status == 2)) || { cat played.log >&2; exit 2; }
  echo "$class: $(grep -oE '^failed [^ (]+' played.log | head -1 | sed 's/.*\.//')"
}

verdict() {
  local patch=${1:+tests/Simulation/Defects/$1.patch} key known tests caught
  key=$(cat ${patch:+"$patch"} <(echo "$tree $from $seeds") | sha256sum | cut -c1-16)
  if known=$(grep "^$key"$'\t' "$verdicts"); then
    cut -f2 <<<"$known"
    return
  fi
  [[ -z $patch ]] || git apply "$patch"
  tests=$(sed -n '2s/^Caught by: //p' ${patch:+"$patch"} </dev/null)
  caught=$(if [[ -n $tests ]]; then test_of $tests; else play; fi)
  [[ -z $patch ]] || git apply -R "$patch"
  printf '%s\t%s\n' "$key" "$caught" >>"$verdicts"
  echo "$caught"
}

row() { printf '%-32s | %-24s | %s\n' "$@"; }

judge() {
  local caught
  caught=$(verdict "$1")
  row "$1" "${caught%%:*}" "${caught#*: }"
  [[ -n $caught ]] || touch "$scratch/missed"
}

row defect 'caught by' 'what broke'
if (($# == 0)); then
  caught=$(enter sound && verdict '')
  row '(none)' "${caught%%:*}" "${caught#*: }"
  [[ -z $caught ]] || exit 1
  set -- $(cd "$here/Defects" && ls -- *.patch | sed 's/\.patch$//')
fi
workers=$(nproc) failed=0 waited=()
for ((worker = 0; worker < workers && worker < $#; worker++)); do
  (
    trap - EXIT
    enter "$worker"
    for ((at = worker + 1; at <= $#; at += workers)); do judge "${!at}"; done
  ) &
  waited+=($!)
done
for worker in "${waited[@]}"; do wait "$worker" || failed=2; done
[[ ! -e $scratch/missed ]] || failed=1
exit $failed
