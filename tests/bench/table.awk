# table.awk - figures.csv for people. mode=row: each line as a row; mode=median: what a case's
# seeds come to by program; mode=table: one line a case. Seeds, which are numbers, have medians;
# files, whose names stand in their place, have sums, the most MB and the gap of the sums. A gap is |bound - objective| / |objective|. A median of an even number is the mean of its middle.
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

# The sum of all, or the largest of them; "" where one is unknown.
function total(values, largest,    v, n, i, t) {
    n = split(values, v, " ")
    for (i = 1; i <= n; i++) {
        if (v[i] == "-") return ""
        t = !largest ? t + v[i] : v[i] + 0 > t + 0 ? v[i] : t
    }
    return t
}

function figure(name, values) { return name in of_files ? total(values) : median(values) }
function most_mb(name, values) { return name in of_files ? total(values, 1) : median(values) }
function gap_of(name, key) {
    return name in of_files ? gap(total(objectives[key]), total(bounds[key])) : median(gaps[key])
}

function row(first, program, s, mb, status, objective, bound, g, s1, s01) {
    printf "  %-7s %-11s %9s %8s  %-11s %13s %13s %9s %8s %8s\n", first, program, shown(s, 2),
        shown(mb, 0), status, number(objective), number(bound), shown(g, 4), shown(s1, 2), shown(s01, 2)
}

function heading() {
    printf "  %-7s %-11s %9s %8s  %-11s %13s %13s %9s %8s %8s\n", first == "" ? "seed" : first, "program", "s", "MB",
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
    if (!($1 in model)) {
        cases[++n_cases] = $1
        model[$1] = $2; radius[$1] = $5; p_of[$1] = $6
        if (length($1) > longest) longest = length($1)
    }
    if ($7 !~ /^[0-9]+$/) of_files[$1] = 1
    if ($6 != p_of[$1]) p_of[$1] = ""
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
            name = cases[c]
            n = split(programs[name], p, " ")
            for (i = 1; i <= n; i++) {
                key = name SUBSEP p[i]
                if (runs[key] > 1)
                    row(name in of_files ? "sum" : "median", p[i], figure(name, seconds[key]),
                        most_mb(name, mbs[key]), (proved[key] + 0) "/" runs[key] " opt.",
                        figure(name, objectives[key]), figure(name, bounds[key]),
                        gap_of(name, key), figure(name, s1s[key]), figure(name, s01s[key]))
            }
        }
    if (mode == "table") {
        printf "%-" longest "s %-8s %8s %4s %8s %7s %6s %12s %12s %8s %8s %7s", "case", "model",
            "radius m", "p", "s", "MB", "opt.", "objective", "bound", "gap %", "s to 1 %", "0.1 %"
        printf " | %8s %5s %12s %12s %8s", "glpsol s", "opt.", "objective", "bound", "gap %"
        printf " | %8s %5s %12s %12s %8s\n", "cbc s", "opt.", "objective", "bound", "gap %"
        for (c = 1; c <= n_cases; c++) {
            name = cases[c]
            key = name SUBSEP "chargeplan"
            printf "%-" longest "s %-8s %8s %4s %8s %7s %6s %12s %12s %8s %8s %7s", name, model[name],
                number(radius[name]), number(p_of[name]), shown(figure(name, seconds[key]), 2),
                shown(most_mb(name, mbs[key]), 0), (proved[key] + 0) "/" (runs[key] + 0),
                number(figure(name, objectives[key])), number(figure(name, bounds[key])),
                shown(gap_of(name, key), 4), shown(figure(name, s1s[key]), 2),
                shown(figure(name, s01s[key]), 2)
            split("glpsol cbc", p, " ")
            for (i = 1; i <= 2; i++) {
                key = name SUBSEP p[i]
                if (key in runs)
                    printf " | %8s %5s %12s %12s %8s", shown(figure(name, seconds[key]), 2),
                        (proved[key] + 0) "/" runs[key], number(figure(name, objectives[key])),
                        number(figure(name, bounds[key])), shown(gap_of(name, key), 4)
                else
                    printf " | %8s %5s %12s %12s %8s", "-", "-", "-", "-", "-"
            }
            printf "\n"
        }
        printf "%s", wrong
    }
}
