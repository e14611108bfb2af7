/* gate.c - see gate.h. */
#include "output/compare/gate.h"

#include <math.h>
#include <string.h>

#include "output/measures.h"

/* Figures come as decimal numbers: a share that falls from 0.9 to 0.895 falls by half a
 * percentage point, although 0.895 - 0.9 is a little less than -0.005. */
static const double NEAR = 1e-12;

bool gate_holds(const struct gate *gate, double old, double change)
{
    double left = change, right = gate->bound, size = fabs(old) + fabs(change), apart;
    bool near;

    if (gate->unit != GATE_OWN_UNIT) left *= 100, size *= 100;
    if (gate->unit == GATE_PERCENT && old == 0) {
        if (change != 0) left = change > 0 ? (double)INFINITY : -(double)INFINITY;
    } else if (gate->unit == GATE_PERCENT) {
        right *= fabs(old); /* not divided: 100 to 110 is 10 % exactly */
    }
    apart = left - right;
    near = fabs(apart) <= NEAR * size;
    switch (gate->op) {
    case GATE_LESS:
        return !near && apart < 0;
    case GATE_LESS_EQUAL:
        return near || apart < 0;
    case GATE_MORE:
        return !near && apart > 0;
    default:
        return near || apart > 0;
    }
}

static bool is_share(const char *name)
{
    int measure = measures_find(name);

    return measure >= 0 && strcmp(measures_unit(measure), "share") == 0;
}

static bool asks_for(const struct gate *g, const struct outcome_figure *f)
{
    if (g->name[0] != '\0' && strcmp(g->name, f->name) != 0) return false;
    if (g->name[0] == '\0' && g->unit == GATE_POINTS && !is_share(f->name)) return false;
    if (g->year != GATE_ANY_YEAR && g->year != f->year) return false;
    return g->each_district ? f->district[0] != '\0' : strcmp(g->district, f->district) == 0;
}

/* Counts a failure; the first ones are kept. Its texts may be gone tomorrow. */
static void failed(struct gate *g, const struct gate_failure *why, struct keep *keep)
{
    struct gate_failure *f;

    g->n_failed++;
    if (g->n_kept == GATE_KEPT) return;
    f = &g->kept[g->n_kept++];
    *f = *why;
    f->label = keep_text(keep, why->label);
    f->district = keep_text(keep, why->district != NULL ? why->district : "");
    f->name = keep_text(keep, why->name != NULL ? why->name : "");
    f->said_old = keep_text(keep, why->said_old != NULL ? why->said_old : "");
    f->said_new = keep_text(keep, why->said_new != NULL ? why->said_new : "");
}

static void judge_figure(struct gate *g, const struct diff *diff, const struct diff_figure *f,
                         const char *label, struct keep *keep)
{
    const struct outcome_figure *of = diff_of(f);
    struct gate_failure why = {.label = label,
                               .year = of->year,
                               .nth = of->nth,
                               .district = of->district,
                               .name = of->name,
                               .old = f->old != NULL ? f->old->value : (double)NAN,
                               .new = f->new != NULL ? f->new->value : (double)NAN,
                               .change = diff_change(diff, f)};

    if (f->old == NULL) {
        g->n_without_base++;
        return;
    }
    g->n_judged++;
    why.why = f->new == NULL ? GATE_NO_VALUE : GATE_BEYOND;
    if (f->new == NULL || gate_holds(g, f->old->value, why.change)) failed(g, &why, keep);
}

static void judge_rules(struct gate *g, const struct diff *diff, const char *label,
                        struct keep *keep)
{
    g->n_judged++;
    for (int k = 0; k < diff->n_rules; k++) {
        const struct diff_rule *r = &diff->rule[k];
        struct gate_failure why = {.why = GATE_RULE, .label = label};

        if (r->old == NULL || strcmp(r->old->outcome, "met") != 0) continue;
        why.year = r->old->year;
        why.nth = r->old->nth;
        why.name = r->old->rule;
        why.district = r->old->zone_class;
        why.old = r->old->achieved;
        why.new = r->new != NULL ? r->new->achieved : (double)NAN;
        why.said_old = r->old->outcome;
        why.said_new = r->new != NULL ? r->new->outcome : "no longer judged";
        failed(g, &why, keep);
    }
}

void gate_judge(struct gate *gate, const struct diff *diff, const char *label,
                struct keep *keep)
{
    struct gate_failure why = {
        .label = label, .said_old = diff->old->state_said, .said_new = diff->new->state_said};

    if (gate->kind == GATE_ANY) {
        gate->n_judged++;
        why.why = GATE_DIFFERS;
        if (!diff_is_empty(diff)) failed(gate, &why, keep);
        return;
    }
    if (diff->old->state != OUTCOME_DONE) {
        gate->n_without_base++;
        return;
    }
    if (diff->new->state != OUTCOME_DONE) {
        gate->n_judged++;
        why.why = GATE_NO_PLAN;
        failed(gate, &why, keep);
        return;
    }
    if (gate->kind == GATE_RULES) {
        judge_rules(gate, diff, label, keep);
    } else if (gate->kind == GATE_CASES) {
        gate->n_judged++;
    } else {
        for (int k = 0; k < diff->n_figures; k++)
            if (asks_for(gate, diff_of(&diff->figure[k])))
                judge_figure(gate, diff, &diff->figure[k], label, keep);
    }
}

void gate_judge_alone(struct gate *gate, bool gone, const char *state, bool had_plan,
                      const char *label, struct keep *keep)
{
    struct gate_failure why = {.why = gone ? GATE_CASE_GONE : GATE_DIFFERS,
                               .label = label,
                               .said_old = gone ? state : "not there",
                               .said_new = gone ? "not there" : state};

    if (gate->kind != GATE_ANY && !(gate->kind == GATE_CASES && gone && had_plan)) return;
    gate->n_judged++;
    failed(gate, &why, keep);
}
