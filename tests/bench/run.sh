#!/bin/sh
# run.sh - what `chargeplan solve` costs: seconds, megabytes, status, objective and bound; beside it
# the same model, equal zones merged, on glpsol and cbc where they are installed.
#
#   tests/bench/run.sh [PROGRAM [LIMIT_S]]      PROGRAM: build/chargeplan, LIMIT_S: 60
#
# Never a test: times are of the machine it runs on.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/chargeplan}
limit=${2:-60}
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT INT TERM
cc -O2 "$here/gen_city.c" -o "$work/gen_city" -lm

# "seconds MB" of a command on file descriptor 3's file; its own output goes to $work/out
measure() {
    if [ -x /usr/bin/time ]; then
        /usr/bin/time -f '%e s %M kB' -o "$work/time" "$@" >"$work/out" 2>"$work/err" || true
        tail -n 1 "$work/time"
    else
        start=$(date +%s)
        "$@" >"$work/out" 2>"$work/err" || true
        echo "$(($(date +%s) - start)) s"
    fi
}

value() { sed -n "s/^  \"$1\": \"\\{0,1\\}\\([^\",]*\\)\"\\{0,1\\},\$/\\1/p" "$work/out"; }

case_of() { # name prefix options...
    name=$1
    prefix=$2
    shift 2
    used=$(measure "$program" solve --demand "$prefix.d.csv" --sites "$prefix.s.csv" \
        --time-limit-s "$limit" --json "$@")
    echo "$name: chargeplan $used, $(value status), objective $(value objective), bound $(value bound)"
    # The LP file holds the same model; writing it costs little, solving is cut off at once.
    rm -f "$work/model.lp"
    "$program" solve --demand "$prefix.d.csv" --sites "$prefix.s.csv" --work-limit 1 --json \
        --lp "$work/model.lp" "$@" >"$work/out" 2>"$work/err" || true
    [ -s "$work/model.lp" ] || return 0
    rows=$(grep -c '^ r_[0-9]*:' "$work/model.lp" || true)
    if command -v glpsol >/dev/null; then
        used=$(measure glpsol --lp "$work/model.lp" --tmlim "$limit")
        echo "    glpsol $used, $rows rows: $(grep -E 'mip =|OPTIMAL|TIME LIMIT' "$work/out" | tail -n 1)"
    fi
    if command -v cbc >/dev/null; then
        used=$(measure cbc "$work/model.lp" sec "$limit" solve quit)
        echo "    cbc    $used, $rows rows: $(grep -E 'Objective value|Result -' "$work/out" | tr -s ' \n' ' ')"
    fi
}

"$work/gen_city" 5000 500 7 "$work/c5k"
"$work/gen_city" 20000 1000 7 "$work/c20k"
"$work/gen_city" 100000 2000 7 "$work/c100k"
"$work/gen_city" 1500 300 7 "$work/c1k"
case_of "mclp 100,000 x 2,000, 1 km, p 10" "$work/c100k" --model mclp --radius-m 1000 --p 10
case_of "mclp 20,000 x 1,000, 1 km, p 10" "$work/c20k" --model mclp --radius-m 1000 --p 10
case_of "mclp 5,000 x 500, 1 km, p 50" "$work/c5k" --model mclp --radius-m 1000 --p 50
case_of "mclp 5,000 x 500, 1 km, budget 500" "$work/c5k" --model mclp --radius-m 1000 --budget 500
case_of "lscp 5,000 x 500, 2 km" "$work/c5k" --model lscp --radius-m 2000
case_of "lscp 5,000 x 500, 2 km, cost" "$work/c5k" --model lscp --radius-m 2000 --objective cost
case_of "pmedian 1,500 x 300, p 20" "$work/c1k" --model pmedian --p 20

# The cost of coverage grows with the pairs in reach: four times the radius, sixteen times the pairs.
for radius in 250 500 1000 2000; do
    used=$(measure "$program" solve --demand "$work/c100k.d.csv" --sites "$work/c100k.s.csv" \
        --model mclp --radius-m "$radius" --p 1 --json)
    echo "mclp 100,000 x 2,000, $radius m, p 1: chargeplan $used, objective $(value objective)"
done

used=$(measure "$program" run "$here/../../scenarios/demo-city/scenario.yaml" -o "$work/demo")
echo "demo-city from scenario to report: $used"
sed -n 's/^  \(20[0-9][0-9]:\)/    \1/p' "$work/out"

# A large city, sites of some 1,500 sizes each. The time of reading is that of `check`; the time of
# reach, judgement, map and report that of a run that builds nothing; the rest is the placement.
"$work/gen_city" 61000 2500 7 "$work/large"
cat >"$work/large.yaml" <<END
scenario: 1
name: large
study: {years: [2025, 2030], made_up: true}
fleet:
  taxi: {curve: points, points: {2025: 12000, 2030: 20000}, bev_share: 1, km_per_day: 320, depot_share: 0.2,
         home_access: 0.1, with_home: {home: 0.5, work: 0, slow: 0, fast: 0.5}, without_home: {work: 0, slow: 0.2, fast: 0.8}}
zones: {file: large.d.csv, coordinates: metres, night: weight}
sites:
  places: {file: large.s.csv, coordinates: metres, bays: 60, power_kw: 3000}
access: {service: {fast: {radius_m: 2500}, slow: {radius_m: 1000}}}
kinds:
  ac7: {system: slow, outlets: 1, power_kw: 7, capital: 6000}
  dc120: {system: fast, outlets: 2, power_kw: 120, bays: 2, capital: 95000}
rules: [{rule: budget, meaning: money of each phase}]
placement: {phases: [2025, 2030], budget: 2e8}
END
echo "rule_then_serve 61,000 x 2,500, 2.5 and 1 km, two phases:"
echo "    check $(measure "$program" check "$work/large.yaml")"
echo "    run that builds nothing $(measure "$program" run "$work/large.yaml" -o "$work/none" \
    --set placement.model=none)"
echo "    run, one thread $(measure "$program" run "$work/large.yaml" -o "$work/one" --threads 1)"
echo "    run $(measure "$program" run "$work/large.yaml" -o "$work/all")"
sed -n 's/^  \(20[0-9][0-9]:\)/        \1/p' "$work/out"
