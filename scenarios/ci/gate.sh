#!/bin/sh
# gate.sh - judges a change of plans: checks every scenario, runs the sweep, compares it with
# that of the base branch.
#
#   gate.sh NEW OLD OUT
#     NEW  folder with the plans as changed
#     OLD  folder with the plans they are compared with; where it has no sweep nothing is compared
#     OUT  new folder: new/ and old/ (studies), tables/ (CSV, study.xlsx), report.html, rules.xml
#          and gates.xml (JUnit), compare.txt, summary.md
#
# Of the environment, each may be left out:
#   CHARGEPLAN  the program                          chargeplan
#   SWEEP       scenario file with the sweep, in NEW and OLD   scenario.yaml
#   GATES       file in NEW, an expression of `compare --fail-if` per line, # begins a comment   gates.txt
#   JOBS        worker processes                     as many as processors
#   OLD_STUDY   study or store of OLD, where it is kept from an earlier job: it is not run again
#
# Exit status: 0 fine; 4 a gate fails; 3 a scenario is wrong; 1 cases failed; 2 wrong call.
set -u

program=${CHARGEPLAN:-chargeplan}
sweep=${SWEEP:-scenario.yaml}
gates=${GATES:-gates.txt}

if [ $# -ne 3 ] || [ ! -d "$1" ] || [ -e "$3" ]; then
    echo "usage: gate.sh NEW OLD OUT (NEW a folder, OUT not there yet)" >&2
    exit 2
fi
new=$1 old=$2 out=$3
mkdir "$out" || exit 1
summary=$out/summary.md

# say TEXT: a paragraph of the summary that stands in for a comparison
say() {
    printf '## chargeplan: %s\n' "$1" >"$summary"
    echo "$1"
}

# Files with a line `scenario: ...` are scenarios; hidden folders are not looked into.
echo "== scenarios"
find "$new" -name '.?*' -prune -o -type f \( -name '*.yaml' -o -name '*.yml' \) \
    -exec grep -lE '^scenario:' {} + | LC_ALL=C sort >"$out/scenarios.txt"
wrong=0
while IFS= read -r file; do
    echo "-- $file"
    "$program" check "$file" </dev/null || wrong=$((wrong + 1))
done <"$out/scenarios.txt"
if [ "$wrong" -gt 0 ]; then
    say "scenario files that are wrong: $wrong; the job's log says where" >&2
    exit 3
fi

# run_sweep FILE STUDY [OPTION...]
run_sweep() {
    file=$1 study=$2
    shift 2
    "$program" sweep "$file" -o "$study" ${JOBS:+--jobs "$JOBS"} "$@"
}

echo "== sweep of $new/$sweep"
status=0
run_sweep "$new/$sweep" "$out/new" --junit "$out/rules.xml" || status=$?
if [ ! -e "$out/new/study.db" ]; then
    say "the sweep could not be run; the job's log says why" >&2
    exit "$status"
fi
"$program" sweep --export "$out/new" -o "$out/tables" --xlsx || status=$?
"$program" report "$out/new" -o "$out/report.html" || status=$?

if [ -z "${OLD_STUDY:-}" ]; then
    if [ ! -f "$old/$sweep" ]; then
        say "nothing to compare with: the base has no $sweep"
        exit "$status"
    fi
    echo "== sweep of $old/$sweep"
    run_sweep "$old/$sweep" "$out/old" || echo "cases of the base failed; gates do not judge them" >&2
    OLD_STUDY=$out/old
fi

echo "== comparison"
set --
if [ -f "$new/$gates" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
        line=$(printf '%s\n' " $line" | tr -d '\r' | sed 's/[[:blank:]]#.*//; s/^[[:blank:]]*//; s/[[:blank:]]*$//')
        [ -z "$line" ] || set -- "$@" --fail-if "$line"
    done <"$new/$gates"
fi
judged=0
"$program" compare "$OLD_STUDY" "$out/new" "$@" --junit "$out/gates.xml" --markdown "$summary" \
    >"$out/compare.txt" || judged=$?
cat "$out/compare.txt"
[ -e "$summary" ] || say "the studies could not be compared; the job's log says why" >&2
[ "$status" -ne 0 ] && exit "$status"
exit "$judged"
