# shellcheck shell=sh
# public.sh - published problems, where the folder of public data lies beside the project or at
# CHARGEPLAN_SHARED: each of its files by every program, then sums. Sourced by run.sh.
# shellcheck disable=SC2034,SC2154
shared=${CHARGEPLAN_SHARED:-$here/../../../shared}
public_files=''

# Sets public_files; where there is nothing to measure one sentence says so, once.
find_public() {
    build=$(dirname "$program")
    if [ -n "$public_files" ]; then
        return
    elif ! [ -d "$shared/data/orlib" ]; then
        echo "no public problems: there is no folder $shared/data/orlib"
        public_files=none
    elif ! cmake --build "$build" --target public_files >"$work/out" 2>&1; then
        echo "no public problems: public_files is not built in $build: $(tail -n 1 "$work/out")"
        public_files=none
    else
        public_files=$build/tests/public_files
    fi
}

public() { # family options: each file by every program, P being the file's own, then the sums
    find_public
    [ "$public_files" != none ] || return 0
    limit=${asked_limit:-60}
    problems=$(CHARGEPLAN_SHARED=$shared "$public_files" "$1" 2>"$work/err") || {
        echo "$name: $(cat "$work/err")"
        return 0
    }
    echo "$name: $1 of OR-Library, $2; limit $limit s each"
    awk -v mode=heading -v first=file -f "$here/table.awk"
    city=$work/city-public
    table=$city.t.csv
    for seed in $problems; do
        rm -f "$work"/city-*
        size=$(CHARGEPLAN_SHARED=$shared "$public_files" "$1" "$seed" "$city." 2>"$work/err") || {
            echo "  $name, $seed: the file cannot be read as a problem"
            continue
        }
        read -r zones sites p <<END
$size
END
        options=$2
        [ "$p" = 0 ] || options="$options --p $p"
        by_all
    done
    table=
    rm -f "$work"/city-*
    awk -F, -v name="$name" '$1 == name' "$figures" | awk -v mode=median -f "$here/table.awk"
}

case_scp() { public scp "--model lscp --objective cost"; }
case_pmed() { public pmed "--model pmedian"; }
case_pmed_center() { public pmed "--model pcenter"; }
case_cap() { public cap "--model cflp"; }
