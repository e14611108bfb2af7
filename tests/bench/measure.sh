# shellcheck shell=sh
# measure.sh - one problem on one program, whole process, as a line of figures.csv. Sourced by
# run.sh, which sets $work, $program, $figures and the case: $name $zones $sites $seed $limit.
# shellcheck disable=SC2154

# clocked LIMIT_S COMMAND...: sets seconds, mb, left (exit status or `ended`), s1, s01.
measure() {
    at_most=$1
    shift
    line=$("$work/clocked" "$at_most" "$work/out" "$work/err" "$@") || return 1
    read -r seconds mb left s1 s01 <<END
$line
END
}

# A value of the JSON answer that stands on its own line.
answer() { sed -n "s/^  \"$1\": \"\\{0,1\\}\\([^\",]*\\)\"\\{0,1\\},\$/\\1/p" "$work/out"; }

# The value after an option in the case's own options.
option() { printf '%s\n' "$options" | sed -n "s/.*--$1 \\([^ ]*\\).*/\\1/p"; }

# program status objective bound: adds the line; what is not known is empty.
add_figures() {
    printf '%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s\n' "$name" "$(option model)" "$zones" \
        "$sites" "$(option radius-m)" "$(option p)" "$seed" "$1" "$limit" "$seconds" "$mb" "$2" \
        "$3" "$4" "$s1" "$s01" | sed -e 's/,-,/,,/g' -e 's/,-,/,,/g' -e 's/,-$/,/' >>"$figures"
}

by_chargeplan() {
    # shellcheck disable=SC2086
    measure $((2 * limit + 60)) "$program" solve --demand "$city.d.csv" --sites "$city.s.csv" --threads 1 \
        --time-limit-s "$limit" --log --json $options
    case $left in
    0 | 4 | 5) add_figures chargeplan "$(answer status)" "$(answer objective | sed 's/null//')" \
        "$(answer bound | sed 's/null//')" ;;
    *)
        echo "$name: chargeplan: $(tail -n 1 "$work/err")"
        add_figures chargeplan failed '' ''
        ;;
    esac
}

# The model of the same case, equal zones merged, for the other programs; nothing is solved.
write_model() {
    rm -f "$work/model.lp"
    # shellcheck disable=SC2086
    "$program" solve --demand "$city.d.csv" --sites "$city.s.csv" --work-limit 1 --json \
        --lp "$work/model.lp" $options >"$work/out" 2>"$work/err" || true
    [ -s "$work/model.lp" ] || echo "$name: no model: $(tail -n 1 "$work/err")"
}

# What the lines of a foreign program came to: status, objective, bound.
# shellcheck disable=SC2016
say_found='END {
    if (optimal) bound = best
    print (optimal ? "optimal" : best != "" ? "feasible" : left == "ended" ? "ended" : "unknown"),
          (best == "" ? "-" : sprintf("%.10g", best)), (bound == "" ? "-" : sprintf("%.10g", bound))
}'

# glpsol and cbc look at their clock between steps only; past their limit they are ended.
by_glpsol() {
    measure $((limit + 5)) glpsol --lp "$work/model.lp" --tmlim "$limit"
    # "+  3276: mip =   1.1862e+05 <=   1.1887e+05   0.2% (5; 3)", ">>>>>" where the plan is new;
    # the bound of a finished search reads "tree is empty".
    found=$(awk -v left="$left" '
        /^\+ *[0-9]+: *(mip =|>>>>>)/ {
            sub(/^\+ *[0-9]+: *(mip =|>>>>>) */, "")
            if ($1 != "not") best = $1
            sub(/^[^<>]*[<>]= */, "")
            if ($1 ~ /^[-+]?[0-9]/) bound = $1
        }
        /^INTEGER OPTIMAL SOLUTION FOUND/ { optimal = 1 }
        '"$say_found" "$work/out")
    # shellcheck disable=SC2086
    add_figures glpsol $found
}

by_cbc() {
    measure $((limit + 5)) cbc "$work/model.lp" timeMode elapsed sec "$limit" solve quit
    found=$(awk -v left="$left" '
        /^Result - Optimal solution found/ { optimal = 1 }
        /^Objective value:/ { best = $3 }
        /^(Upper|Lower) bound:/ { bound = $3 }
        '"$say_found" "$work/out")
    # shellcheck disable=SC2086
    add_figures cbc $found
}
