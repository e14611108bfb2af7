#!/bin/sh
# run.sh - what `chargeplan solve` costs: the whole process on one core, from CSV to answer, beside
# glpsol and cbc on the same model, equal zones merged, where they are installed.
#
#   tests/bench/run.sh [-l LIMIT_S] [-s SEEDS] [-b PROGRAMS] [-o FOLDER] [PROGRAM] [CASE[:LIMIT_S]...]
#
# PROGRAM: build/chargeplan, with a slash. CASE: one case or a group of them (cases.txt, others.sh,
# public.sh); none: the quick ones. -l: seconds for each program and case, -s "42 43": other seeds, -b "cbc":
# beside which, -b "": none, -o: folder of figures.csv and, where two sizes or more were measured,
# time-against-size.png; `bench` beside the program if not given.
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
    s)
        case $OPTARG in
        '' | *[!0-9\ ]*) echo "run.sh: -s '$OPTARG': seeds are whole numbers with a space between" >&2; exit 2 ;;
        esac
        asked_seeds=$OPTARG
        ;;
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
. "$here/public.sh"

without=no
[ $# -gt 0 ] || without=yes
[ $# -gt 0 ] || set -- quick c5k-2km-50:20 reach demo hot:20 # under ten minutes
others="reach demo serve-61k serve-50k hot"
published="scp pmed pmed-center cap"
# Those of the list ($3...) that are asked for ($1) by name, by their group ($2) or as all.
of_list() {
    asked_for=$1 group=$2
    shift 2
    for one in "$@"; do
        case $asked_for in all | "$group" | "$one") echo "$one" ;; esac
    done
}

# Cases of a group, or the case itself; nothing where there is neither.
named() {
    # shellcheck disable=SC2086
    of_list "$1" other $others
    # shellcheck disable=SC2086
    of_list "$1" public $published
    awk -F'|' -v asked="$1" '!/^#/ && (asked == "all" || $1 == asked || (" " $2 " ") ~ (" " asked " ")) {
        print $1 }' "$here/cases.txt"
}

city_of() { # zones sites side points seed: makes it, sets city; the one before it goes
    city=$work/city-$1-$2-$3-$(echo "$4" | tr ' ' -)-$5
    [ -s "$city.s.csv" ] && return
    rm -f "$work"/city-*
    # shellcheck disable=SC2086
    "$work/gen_city" "$1" "$2" "$5" "$city" "$3" $4
}

last_row() { tail -n 1 "$figures" | awk -v mode=row -f "$here/table.awk"; }

# The files of $city by every program, a row each.
by_all() {
    by_chargeplan
    last_row
    [ -z "$beside" ] || write_model
    for other in $beside; do
        [ -s "$work/model.lp" ] || continue
        "by_$other"
        last_row
    done
    rm -f "$work/model.lp"
}

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
        by_all
    done
    awk -F, -v name="$name" '$1 == name' "$figures" | awk -v mode=median -f "$here/table.awk"
}

for asked in "$@"; do
    [ -n "$(named "${asked%%:*}")" ] || {
        echo "run.sh: ${asked%%:*} is no case; cases: $(named all | tr '\n' ' '); groups: quick table size siting other public all" >&2
        exit 2
    }
    case $asked_limit_all${asked#"${asked%%:*}"} in
    *[!0-9:]* | *: | 0* | *:0*)
        echo "run.sh: $asked${asked_limit_all:+, -l $asked_limit_all}: a limit is whole seconds, 1 or more" >&2
        exit 2
        ;;
    esac
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
for asked in "$@"; do
    asked_limit=$asked_limit_all
    [ "${asked#*:}" = "$asked" ] || asked_limit=${asked#*:}
    for name in $(named "${asked%%:*}"); do
        case $done_cases in *" $name "*) continue ;; esac
        done_cases="$done_cases$name "
        case " $others " in
        *" $name "*) echo "$name:" && "case_$(echo "$name" | tr - _)" ;;
        *)
            case " $published " in
            *" $name "*) "case_$(echo "$name" | tr - _)" ;;
            *) problem "$name" ;;
            esac
            ;;
        esac
    done
done

[ "$(wc -l <"$figures")" -gt 1 ] || exit 0
echo
echo "Medians over the seeds, of public problems sums over the files (MB: the most); glpsol and cbc"
echo "from the model file on; - : not known at the limit, or no such thing."
awk -v mode=table -f "$here/table.awk" "$figures"
echo "figures: $figures"
sizes=$(awk -F, '$2 == "mclp" && $5 == 1000 && $6 == 10 { print $3 }' "$figures" | sort -u | wc -l)
build=$(dirname "$program")
if [ "$sizes" -lt 2 ]; then
    :
elif cmake --build "$build" --target bench_chart >"$work/out" 2>&1; then
    "$build/tests/bench_chart" "$figures" "$folder/time-against-size.png"
    echo "chart:   $folder/time-against-size.png"
else
    echo "no chart: $build is no build folder"
fi
[ "$without" = no ] || echo "More: run.sh PROGRAM table | size | siting | other | public | all, or cases by name: $(named all | tr '\n' ' ')"
