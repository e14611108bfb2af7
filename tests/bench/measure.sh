# shellcheck shell=sh
# measure.sh - one problem on one program, whole process, as a line of figures.csv. Sourced by
# run.sh, which sets $work, $program, $figures and the case: $name $zones $sites $seed $limit,
# its files $city.d.csv and $city.s.csv and, where distances are given, their $table.
# shellcheck disable=SC2154
table=

# measure LIMIT_S COMMAND...: sets seconds, mb, left (exit status, `ended`, `killed`), s1, s01.
measure() {
    at_most=$1
    shift
    line=$("$work/clocked" "$at_most" "$work/out" "$work/err" "$@") || return 1
    read -r seconds mb left s1 s01 <<END
$line
END
}

# program: one sentence where it did not leave as it should.
tell() {
    case $left in
    0) ;;
    ended) echo "  $name, $seed: $1 did not stop at its limit and was ended" ;;
    killed) echo "  $name, $seed: $1 was killed by a signal, perhaps for want of memory" ;;
    *) echo "  $name, $seed: $1 left with status $left: $(cat "$work/out" "$work/err" | tail -n 1)" ;;
    esac
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
    measure $((2 * limit + 60)) "$program" solve --demand "$city.d.csv" --sites "$city.s.csv" \
        ${table:+--distances "$table"} --threads 1 --time-limit-s "$limit" --log --json $options
    case $left in
    0 | 4 | 5) add_figures chargeplan "$(answer status)" "$(answer objective | sed 's/null//')" \
        "$(answer bound | sed 's/null//')" ;;
    *)
        tell chargeplan
        add_figures chargeplan failed '' ''
        ;;
    esac
}

# The model of the same case, equal zones merged, for the other programs; nothing is solved.
write_model() {
    rm -f "$work/model.lp"
    # shellcheck disable=SC2086
    measure $((2 * limit + 60)) "$program" solve --demand "$city.d.csv" --sites "$city.s.csv" \
        ${table:+--distances "$table"} --work-limit 1 --json --lp "$work/model.lp" $options
    [ -s "$work/model.lp" ] || echo "  $name, $seed: no model: $(tail -n 1 "$work/err")"
}

# What the lines of a foreign program came to: status, objective, bound.
# shellcheck disable=SC2016
say_found='END {
    if (optimal) bound = best
    none = left == "0" ? "unknown" : left ~ /^[0-9]/ ? "failed" : left
    print (optimal ? "optimal" : best != "" ? "feasible" : none),
          (best == "" ? "-" : sprintf("%.10g", best)), (bound == "" ? "-" : sprintf("%.10g", bound))
}'

# glpsol and cbc look at their clock between steps only; past their limit they are ended.
by_glpsol() {
    measure $((limit + 5)) glpsol --lp "$work/model.lp" --tmlim "$limit"
    tell glpsol
    # "+  3276: mip =   1.1862e+05 <=   1.1887e+05   0.2% (5; 3)", ">>>>>" where the plan is new;
    # the bound of a finished search reads "tree is empty"; what presolving finishes has no line.
    found=$(awk -v left="$left" '
        /^\+ *[0-9]+: *(mip =|>>>>>)/ {
            sub(/^\+ *[0-9]+: *(mip =|>>>>>) */, "")
            if ($1 != "not") best = $1
            sub(/^[^<>]*[<>]= */, "")
            if ($1 ~ /^[-+]?[0-9]/) bound = $1
        }
        /^Objective value = / && best == "" { best = $4 }
        /^INTEGER OPTIMAL SOLUTION FOUND/ { optimal = 1 }
        '"$say_found" "$work/out")
    # shellcheck disable=SC2086
    add_figures glpsol $found
}

by_cbc() {
    measure $((limit + 5)) cbc "$work/model.lp" timeMode elapsed sec "$limit" solve quit
    tell cbc
    found=$(awk -v left="$left" '
        /^Result - Optimal solution found/ { optimal = 1 }
        /^Objective value:/ { best = $3 }
        /^(Upper|Lower) bound:/ { bound = $3 }
        '"$say_found" "$work/out")
    # shellcheck disable=SC2086
    add_figures cbc $found
}
