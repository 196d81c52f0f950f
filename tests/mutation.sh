#!/usr/bin/env bash
# Judges the tests: every rule's code gets small mistakes, one at a time, and some test must fail. See CONTRIBUTING.md, "Mutants".
#   tests/mutation.sh                          every folder of rules; goes on where it was cut off
#   tests/mutation.sh src/Core/Plans           one folder
#   tests/mutation.sh --shard 2/6              every sixth file, for six machines or six nights
#   tests/mutation.sh --changed --minutes 4    the lines of rules that the last commit changed
#   … --keep                                   writes who survives to tests/Mutation/survivors.txt
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
exec dotnet run -c Release --project tests/Mutation -- "$@"
