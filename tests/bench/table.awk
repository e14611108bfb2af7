# table.awk - figures.csv for people. mode=row: each line as a row; mode=median: a case's medians
# by program, the seconds of each seed behind them; mode=table: one line a case, medians.
# A gap is |bound - objective| / |objective|. A median of an even number is the mean of its middle.
function gap(objective, bound) {
    if (objective == "" || bound == "" || objective == 0) return ""
    return 100 * (bound > objective ? bound - objective : objective - bound) / objective
}
function shown(value, digits) { return value == "" ? "-" : sprintf("%." digits "f", value) }
function number(value) { return value == "" ? "-" : sprintf("%.10g", value) }

# Of the values "a b c ", unknown ones ("-") being the largest; "" where the middle is unknown.
function median(values,    v, n, i, k, t) {
    n = split(values, v, " ")
    for (i = 2; i <= n; i++)
        for (k = i; k > 1 && (v[k - 1] == "-" || (v[k] != "-" && v[k - 1] + 0 > v[k] + 0)); k--) {
            t = v[k]; v[k] = v[k - 1]; v[k - 1] = t
        }
    i = int((n + 1) / 2); k = int((n + 2) / 2)
    return n == 0 || v[i] == "-" || v[k] == "-" ? "" : (v[i] + v[k]) / 2
}

function row(first, program, s, mb, status, objective, bound, g, s1, s01) {
    printf "  %-7s %-11s %9s %8s  %-11s %13s %13s %9s %8s %8s\n", first, program, shown(s, 2),
        shown(mb, 0), status, number(objective), number(bound), shown(g, 4), shown(s1, 2), shown(s01, 2)
}

function heading() {
    printf "  %-7s %-11s %9s %8s  %-11s %13s %13s %9s %8s %8s\n", "seed", "program", "s", "MB",
        "status", "objective", "bound", "gap %", "s to 1 %", "0.1 %"
}

# Where the log says nothing of a gap, the answer at the end does.
function reached(logged, g, most) { return logged != "" ? logged : g != "" && g < most ? $10 : "" }

BEGIN {
    FS = ","
    if (mode == "heading") { heading(); exit }
}
$1 == "case" { next }
{
    g = gap($13, $14)
    s1 = $8 == "chargeplan" ? reached($15, g, 1) : ""
    s01 = $8 == "chargeplan" ? reached($16, g, 0.1) : ""
}
mode == "row" { row($7, $8, $10, $11, $12, $13, $14, g, s1, s01); next }
{
    key = $1 SUBSEP $8
    if (!($1 in seen_case)) { seen_case[$1] = 1; cases[++n_cases] = $1 }
    if (!(key in runs)) programs[$1] = programs[$1] " " $8
    runs[key]++
    if ($12 == "optimal") proved[key]++
    seconds[key] = seconds[key] $10 " "
    mbs[key] = mbs[key] $11 " "
    objectives[key] = objectives[key] ($13 == "" ? "-" : $13) " "
    bounds[key] = bounds[key] ($14 == "" ? "-" : $14) " "
    gaps[key] = gaps[key] (g == "" ? "-" : g) " "
    s1s[key] = s1s[key] (s1 == "" ? "-" : s1) " "
    s01s[key] = s01s[key] (s01 == "" ? "-" : s01) " "
    # Two that prove different optima: one of them is wrong.
    if ($12 == "optimal") {
        same = $1 SUBSEP $7
        if ((same in optimum) && (d = $13 - optimum[same]) * d > 1e-12 * $13 * $13)
            wrong = wrong $1 ", seed " $7 ": " $8 " proves " $13 ", another " optimum[same] "\n"
        optimum[same] = $13
    }
}
END {
    if (mode == "median")
        for (c = 1; c <= n_cases; c++) {
            n = split(programs[cases[c]], p, " ")
            for (i = 1; i <= n; i++) {
                key = cases[c] SUBSEP p[i]
                if (runs[key] > 1)
                    row("median", p[i], median(seconds[key]), median(mbs[key]),
                        (proved[key] + 0) "/" runs[key] " opt.", median(objectives[key]),
                        median(bounds[key]), median(gaps[key]), median(s1s[key]), median(s01s[key]))
            }
        }
    if (mode == "table") {
        printf "%-12s %8s %7s %6s %12s %12s %8s %8s %7s", "case", "s", "MB", "opt.", "objective",
            "bound", "gap %", "s to 1 %", "0.1 %"
        printf " | %8s %5s %12s %12s %8s", "glpsol s", "opt.", "objective", "bound", "gap %"
        printf " | %8s %5s %12s %12s %8s\n", "cbc s", "opt.", "objective", "bound", "gap %"
        for (c = 1; c <= n_cases; c++) {
            key = cases[c] SUBSEP "chargeplan"
            printf "%-12s %8s %7s %6s %12s %12s %8s %8s %7s", cases[c], shown(median(seconds[key]), 2),
                shown(median(mbs[key]), 0), (proved[key] + 0) "/" (runs[key] + 0),
                number(median(objectives[key])), number(median(bounds[key])),
                shown(median(gaps[key]), 4), shown(median(s1s[key]), 2), shown(median(s01s[key]), 2)
            split("glpsol cbc", p, " ")
            for (i = 1; i <= 2; i++) {
                key = cases[c] SUBSEP p[i]
                if (key in runs)
                    printf " | %8s %5s %12s %12s %8s", shown(median(seconds[key]), 2),
                        (proved[key] + 0) "/" runs[key], number(median(objectives[key])),
                        number(median(bounds[key])), shown(median(gaps[key]), 4)
                else
                    printf " | %8s %5s %12s %12s %8s", "-", "-", "-", "-", "-"
            }
            printf "\n"
        }
        printf "%s", wrong
    }
}
