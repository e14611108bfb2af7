#!/bin/sh
# parallel.sh PROGRAM SOURCE_DIR - the shipped parallel.sh on this machine: a sweep in 5 parts,
# with one folder for all and with inputs that are copied, gives the tables of the sweep run
# whole. Exit status 77: skipped.
set -eu
program=$1 source=$2
if ! command -v parallel >/dev/null; then
    echo "skipped: GNU parallel is missing; apt-get install parallel"
    exit 77
fi
D=$(mktemp -d /tmp/chargeplan-parallel-XXXXXX)
trap 'rm -rf "$D"' EXIT
cd "$D"
export HOME="$D" CHARGEPLAN="$program" # parallel keeps notes in the home folder
mkdir city
cp "$source"/scenarios/template/*.csv "$source/scenarios/template/scenario.yaml" city
cat >city/s.yaml <<Y
extends: scenario.yaml
placement: {model: mclp, p: 2}
sweep: {axes: {placement.p: [1, 2, 3]}, repeats: 4}
Y
"$program" sweep city/s.yaml -o whole 2>/dev/null
"$program" sweep --export whole -o want

"$source/scenarios/ci/parallel.sh" 2/: city/s.yaml one 5 2>log || { cat log; exit 1; }
"$program" sweep --export one -o got
diff -r want got

# again: nothing is run a second time, and the store takes the place of the first
"$source/scenarios/ci/parallel.sh" 2/: city/s.yaml one 5 2>log || { cat log; exit 1; }
[ "$(grep -c 'stand in the store already' log)" = 5 ]
rm -r got
"$program" sweep --export one -o got
diff -r want got

INPUTS=city/ "$source/scenarios/ci/parallel.sh" 1/: city/s.yaml two 5 2>log || { cat log; exit 1; }
rm -r got
"$program" sweep --export two -o got
diff -r want got

if "$source/scenarios/ci/parallel.sh" : city/none.yaml three 5 2>log; then exit 1; fi
[ ! -e three/study.db ]
