# shellcheck shell=sh
# others.sh - what is measured beside single problems: coverage by radius, a scenario from its file
# to its report, a large city of rule_then_serve, the hottest functions. Sourced by run.sh.
# shellcheck disable=SC2154

# The cost of coverage grows with the pairs in reach: four times the radius, sixteen times the pairs.
case_reach() {
    city_of 100000 2000 40 towns 7
    for radius in 250 500 1000 2000; do
        measure 0 "$program" solve --demand "$city.d.csv" --sites "$city.s.csv" --threads 1 \
            --model mclp --radius-m "$radius" --p 1 --json
        echo "  mclp 100,000 x 2,000, $radius m, p 1: $seconds s, $mb MB, objective $(answer objective)"
    done
}

case_demo() {
    rm -rf "$work/demo"
    measure 0 "$program" run "$here/../../scenarios/demo-city/scenario.yaml" -o "$work/demo"
    echo "  demo-city from scenario to report: $seconds s, $mb MB"
    phases
}

# What `run` says of its phases: sites, money, served, gap.
phases() { sed -n 's/^  \(20[0-9][0-9]:\)/    \1/p' "$work/out"; }

# A large city with outlet modules and capacities, as a scenario.
large() { # zones sites side
    city_of "$1" "$2" "$3" towns 7
    cat >"$city.yaml" <<END
scenario: 1
name: large
study: {years: [2024, 2025, 2030], made_up: true}
fleet:
  taxi: {curve: points, points: {2024: 11000, 2025: 12000, 2030: 20000}, bev_share: 1, km_per_day: 320, depot_share: 0.2,
         home_access: 0.1, with_home: {home: 0.5, work: 0, slow: 0, fast: 0.5}, without_home: {work: 0, slow: 0.2, fast: 0.8}}
zones: {file: $city.d.csv, coordinates: metres, night: weight}
sites:
  places: {file: $city.s.csv, coordinates: metres, bays: 60, power_kw: 3000}
access: {service: {fast: {radius_m: 2500}, slow: {radius_m: 1000}}}
kinds:
  ac7: {system: slow, outlets: 1, power_kw: 7, capital: 6000}
  dc120: {system: fast, outlets: 2, power_kw: 120, bays: 2, capital: 95000}
rules: [{rule: budget, meaning: money of each phase}]
placement: {phases: [2025, 2030], budget: 2e8}
END
}

large_run() { # what file options...
    what=$1
    shift
    rm -rf "$work/large"
    measure 0 "$program" run -o "$work/large" "$@"
    echo "  $what: $seconds s, $mb MB"
    [ "$left" != 3 ] || head -n 1 "$work/err"
    phases
}

# The time of reading is that of `check`; the time of reach, judgement, map and report that of a
# run that builds nothing; the rest is the placement.
case_serve_61k() {
    echo "  rule_then_serve 61,000 x 2,500, 2.5 and 1 km, two phases"
    large 61000 2500 40
    measure 0 "$program" check "$city.yaml"
    echo "  check: $seconds s, $mb MB"
    sed -e '/^rules:/d' -e 's/^placement: .*/placement: {model: none}/' "$city.yaml" >"$city.none.yaml"
    large_run "run that builds nothing" "$city.none.yaml"
    large_run "run, one thread" "$city.yaml" --threads 1
    large_run "run" "$city.yaml"
}

# How near the best it comes in a given time, one thread.
case_serve_50k() {
    echo "  rule_then_serve 50,000 x 5,000, 2.5 and 1 km, two phases, ${asked_limit:-120} s each"
    large 50000 5000 30
    large_run "run, one thread" "$city.yaml" --threads 1 --set placement.gap=0 \
        --set "placement.time_limit_s=${asked_limit:-120}"
}

# Where the time of c5k-2km-50 goes.
case_hot() {
    if ! command -v perf >/dev/null; then
        echo "  perf is not installed: no functions"
        return
    fi
    city_of 5000 500 30 towns 42
    measure 0 perf record -q -F 500 -o "$work/perf" "$program" solve --demand "$city.d.csv" \
        --sites "$city.s.csv" --threads 1 --model mclp --radius-m 2000 --p 50 --json \
        --time-limit-s "${asked_limit:-20}"
    echo "  c5k-2km-50, seed 42, ${asked_limit:-20} s: share of the time, library or program, function"
    # A library without names shows as one line.
    perf report -i "$work/perf" --stdio --no-children -q --sort dso,symbol 2>"$work/err" |
        awk '$1 ~ /%$/ { share[$2 " " ($4 ~ /^0x/ ? "(no names)" : $4)] += $1 }
             END { for (what in share) printf "  %6.2f %%  %s\n", share[what], what }' |
        sort -k1,1nr -k3 | head -n 10
}
