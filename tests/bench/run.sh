#!/bin/sh
# run.sh - what `chargeplan solve` costs: the whole process on one core, from CSV to answer, beside
# glpsol and cbc on the same model, equal zones merged, where they are installed.
#
#   tests/bench/run.sh [-l LIMIT_S] [-s SEEDS] [-b PROGRAMS] [-o FOLDER] [PROGRAM] [CASE[:LIMIT_S]...]
#
# PROGRAM: build/chargeplan. CASE: a case, or a group of cases; none: the quick ones. -l: seconds
# for each program and case, -s "42 43": other seeds, -b "cbc": beside which, -b "": none, -o: for
# figures.csv and, after the group `size`, time-against-size.png (bench beside the program).
#
# Never a test: times are of the machine it runs on.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
asked_limit_all='' asked_seeds='' beside='glpsol cbc' folder=''
usage() {
    echo "usage: run.sh [-l LIMIT_S] [-s SEEDS] [-b PROGRAMS] [-o FOLDER] [PROGRAM] [CASE[:LIMIT_S]...]" >&2
    exit 2
}
while getopts l:s:b:o: option_letter; do
    case $option_letter in
    l) asked_limit_all=$OPTARG ;;
    s) asked_seeds=$OPTARG ;;
    b) beside=$OPTARG ;;
    o) folder=$OPTARG ;;
    *) usage ;;
    esac
done
shift $((OPTIND - 1))
program=$here/../../build/chargeplan
case ${1:-} in
*/*) program=$1 && shift ;;
esac
[ -x "$program" ] || { echo "run.sh: $program is no program" >&2 && exit 2; }
folder=${folder:-$(dirname "$program")/bench}
figures=$folder/figures.csv
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
. "$here/measure.sh"
. "$here/others.sh"

others="reach demo serve-61k serve-50k hot"
# Cases of a group, or the case itself; fails where there is neither.
named() {
    for other in $others; do
        [ "$1" != all ] && [ "$1" != other ] && [ "$1" != "$other" ] || echo "$other"
    done
    awk -F'|' -v asked="$1" '!/^#/ && (asked == "all" || $1 == asked || (" " $2 " ") ~ (" " asked " ")) {
        print $1 }' "$here/cases.txt"
}

city_of() { # zones sites side points seed: makes it, sets city; the one before it goes
    city=$work/city-$1-$2-$3-$4-$5
    [ -s "$city.s.csv" ] && return
    rm -f "$work"/city-*
    if [ "$4" = uniform ]; then
        "$work/gen_city" "$1" "$2" "$5" "$city" "$3" uniform
    else
        "$work/gen_city" "$1" "$2" "$5" "$city" "$3"
    fi
}

last_row() { tail -n 1 "$figures" | awk -v mode=row -f "$here/table.awk"; }

# One line of cases.txt: every seed by every program, then the medians.
problem() {
    IFS='|' read -r name _ zones sites side points seeds limit options <<END
$(grep "^$1|" "$here/cases.txt")
END
    limit=${asked_limit:-$limit}
    echo "$name: $zones zones x $sites sites in $side x $side km, $options; limit $limit s"
    awk -v mode=heading -f "$here/table.awk"
    for seed in ${asked_seeds:-$seeds}; do
        city_of "$zones" "$sites" "$side" "$points" "$seed"
        by_chargeplan
        last_row
        [ -z "$beside" ] || write_model
        for other in $beside; do
            [ -s "$work/model.lp" ] || continue
            "by_$other"
            last_row
        done
        rm -f "$work/model.lp"
    done
    awk -F, -v name="$name" '$1 == name' "$figures" | awk -v mode=median -f "$here/table.awk"
}

for asked in "${@:-quick}"; do
    [ -n "$(named "${asked%%:*}")" ] || {
        echo "run.sh: ${asked%%:*} is no case; cases: $(named all | tr '\n' ' '); groups: quick table size other all" >&2
        exit 2
    }
done
installed=
for other in $beside; do
    case $other in glpsol | cbc) ;; *) echo "run.sh: -b takes glpsol and cbc, not $other" >&2 && exit 2 ;; esac
    if command -v "$other" >/dev/null; then installed="$installed $other"; else echo "$other is not installed"; fi
done
beside=$installed
for source in gen_city clocked; do
    cc -O2 "$here/$source.c" -o "$work/$source" -lm
done
mkdir -p "$folder"
echo "case,model,zones,sites,radius_m,p,seed,program,limit_s,seconds,mb,status,objective,bound,seconds_1pct,seconds_01pct" >"$figures"
done_cases=" "
for asked in "${@:-quick}"; do
    asked_limit=$asked_limit_all
    [ "${asked#*:}" = "$asked" ] || asked_limit=${asked#*:}
    for name in $(named "${asked%%:*}"); do
        case $done_cases in *" $name "*) continue ;; esac
        done_cases="$done_cases$name "
        case " $others " in
        *" $name "*) echo "$name:" && "case_$(echo "$name" | tr - _)" ;;
        *) problem "$name" ;;
        esac
    done
done

[ "$(wc -l <"$figures")" -gt 1 ] || exit 0
echo
echo "Medians over the seeds; glpsol and cbc from the model file on; - : not known at the limit."
awk -v mode=table -f "$here/table.awk" "$figures"
echo "figures: $figures"
case $done_cases in
*" c1k-10 "*" c5k-10 "* | *" c20k-10 "*" c1m-10 "*)
    build=$(dirname "$program")
    if cmake --build "$build" --target bench_chart >"$work/out" 2>&1; then
        "$build/tests/bench_chart" "$figures" "$folder/time-against-size.png"
        echo "chart:   $folder/time-against-size.png"
    else
        echo "no chart: bench_chart is built in the folder of the program, which is no build folder"
    fi
    ;;
esac
[ $# -gt 0 ] || echo "More: run.sh $program table | size | other | all, or cases by name: $(named all | tr '\n' ' ')"
