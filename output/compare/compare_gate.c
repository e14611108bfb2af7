/* compare_gate.c - gates in words. */
#include <math.h>
#include <stdio.h>

#include "output/compare/compare.h"
#include "output/compare/compare_figure.h"

const char *compare_failure(char out[COMPARE_SENTENCE_ROOM], const struct gate_failure *f)
{
    char step[COMPARE_FIGURE_ROOM], old[COMPARE_FIGURE_ROOM], new[COMPARE_FIGURE_ROOM],
        change[COMPARE_FIGURE_ROOM], relative[COMPARE_FIGURE_ROOM];
    const char *comma = f->label[0] != '\0' ? ": " : "";
    const char *district = f->district[0] != '\0' ? ", " : "";

    compare_step(step, f->year, f->nth);
    switch (f->why) {
    case GATE_BEYOND:
        compare_figures(old, new, f->old, f->new);
        snprintf(out, COMPARE_SENTENCE_ROOM, "%s%s%s%s%s: %s from %s to %s, %s (%s)", f->label,
                 comma, step, district, f->district, f->name, old, new,
                 compare_change(change, f->name, f->change),
                 compare_relative(relative, diff_relative(f->old, f->change)));
        break;
    case GATE_NO_VALUE:
        snprintf(out, COMPARE_SENTENCE_ROOM, "%s%s%s%s%s: %s was %s and has no value any more",
                 f->label, comma, step, district, f->district, f->name,
                 compare_figure(old, f->old));
        break;
    case GATE_RULE:
        snprintf(out, COMPARE_SENTENCE_ROOM, "%s%s%s%s%s: rule %s was %s and is %s", f->label,
                 comma, step, district, f->district, f->name, f->said_old, f->said_new);
        break;
    case GATE_NO_PLAN:
        snprintf(out, COMPARE_SENTENCE_ROOM, "%s%shad a plan and is %s", f->label, comma,
                 f->said_new);
        break;
    case GATE_CASE_GONE:
        snprintf(out, COMPARE_SENTENCE_ROOM, "%s%sthe case is gone (it was %s)", f->label,
                 comma, f->said_old);
        break;
    case GATE_DIFFERS:
        snprintf(out, COMPARE_SENTENCE_ROOM, "%s%sthe results differ", f->label, comma);
        break;
    }
    return out;
}

const char *compare_gate_said(char out[COMPARE_SENTENCE_ROOM], const struct gate *gate)
{
    if (gate->n_failed > 0)
        snprintf(out, COMPARE_SENTENCE_ROOM, "failed in %ld of %ld place%s", gate->n_failed,
                 gate->n_judged, gate->n_judged == 1 ? "" : "s");
    else if (gate->n_judged > 0)
        snprintf(out, COMPARE_SENTENCE_ROOM, "passed in %ld place%s", gate->n_judged,
                 gate->n_judged == 1 ? "" : "s");
    else
        snprintf(out, COMPARE_SENTENCE_ROOM, "nothing to judge: %s",
                 gate->n_without_base > 0 ? "OLD has no such figure" : "no side has a value");
    return out;
}
