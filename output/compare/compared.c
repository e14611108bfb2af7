/* compared.c - see compared.h. */
#include "output/compare/compared.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/measures.h"

/* ---- one pair ---- */

static void keep_case(struct compared *c, int pair, const struct diff *diff)
{
    struct compared_case *one = &c->at[pair];

    one->differs = !diff_is_empty(diff);
    one->n_figures = diff->n_changed;
    for (int k = 0; k < diff->n_stations; k++) {
        one->n_appeared += diff->station[k].old == NULL;
        one->n_gone += diff->station[k].new == NULL;
        one->n_altered += diff->station[k].old != NULL && diff->station[k].new != NULL;
    }
    c->n_figures += diff->n_figures;
    c->n_changed += diff->n_changed;
    c->n_rules_changed += diff->n_rules;
    c->n_differing += one->differs;
}

static void keep_rules(struct compared *c, int pair, const struct diff *diff)
{
    struct compared_case *one = &c->at[pair];

    for (int k = 0; k < diff->n_rules; k++) {
        const struct outcome_rule *old = diff->rule[k].old, *new = diff->rule[k].new;
        const struct outcome_rule *of = new != NULL ? new : old;
        bool was = old != NULL && strcmp(old->outcome, "met") == 0,
             is = new != NULL &&strcmp(new->outcome, "met") == 0;
        struct compared_rule *r;

        one->n_rules_lost += was;
        one->n_rules_won += is;
        one->n_rules_other += !was && !is;
        c->n_rules_lost += was;
        if (c->n_rules == COMPARED_RULES_KEPT) continue;
        r = keep_more(&c->keep, (void *)&c->rule, &c->n_rules, &c->rules_room, sizeof *r);
        if (r == NULL) return;
        *r = (struct compared_rule){one->label,
                                    keep_text(&c->keep, of->rule),
                                    keep_text(&c->keep, of->zone_class),
                                    keep_text(&c->keep, old != NULL ? old->outcome : ""),
                                    keep_text(&c->keep, new != NULL ? new->outcome : ""),
                                    of->year,
                                    of->nth,
                                    of->target,
                                    old != NULL ? old->achieved : (double)NAN,
                                    new != NULL ? new->achieved : (double)NAN,
                                    was,
                                    is};
    }
}

static struct compared_tally *tally_of(struct compared *c, const struct outcome_figure *f)
{
    struct compared_tally *t;

    for (int k = 0; k < c->n_tallies; k++)
        if (c->tally[k].year == f->year && c->tally[k].nth == f->nth &&
            strcmp(c->tally[k].name, f->name) == 0)
            return &c->tally[k];
    t = keep_more(&c->keep, (void *)&c->tally, &c->n_tallies, &c->tallies_room, sizeof *t);
    if (t == NULL) return NULL;
    *t = (struct compared_tally){
        .year = f->year,
        .nth = f->nth,
        .order = f->order,
        .name = keep_text(&c->keep, f->name),
        .least = (double)INFINITY,
        .most = -(double)INFINITY,
    };
    return t;
}

/* Larger is a change that is larger against its old figure; from 0 it is largest. */
static bool larger(const struct compared_change *a, const struct compared_change *b)
{
    return fabs(a->relative) > fabs(b->relative);
}

static void keep_top(struct compared *c, const struct compared_change *change)
{
    int k = c->n_tops;

    if (k == COMPARED_TOPS && !larger(change, &c->top[k - 1])) return;
    if (k < COMPARED_TOPS)
        c->n_tops++;
    else
        k--;
    for (; k > 0 && larger(change, &c->top[k - 1]); k--)
        c->top[k] = c->top[k - 1];
    c->top[k] = *change;
    c->top[k].name = keep_text(&c->keep, change->name);
}

static void keep_figure(struct compared *c, int pair, const struct diff *diff,
                        const struct diff_figure *f)
{
    const struct outcome_figure *of = diff_of(f);
    struct compared_tally *t = tally_of(c, of);
    struct compared_change change = {.label = c->at[pair].label,
                                     .district = "",
                                     .name = of->name,
                                     .year = of->year,
                                     .nth = of->nth,
                                     .change = diff_change(diff, f)};

    if (t == NULL) return;
    t->n_gone += f->new == NULL;
    t->n_come += f->old == NULL;
    if (f->old == NULL || f->new == NULL) return;
    t->n++;
    t->sum += change.change;
    t->n_changed += change.change != 0;
    if (change.change < t->least) t->least = change.change, t->least_label = c->at[pair].label;
    if (change.change > t->most) t->most = change.change, t->most_label = c->at[pair].label;
    change.old = f->old->value;
    change.new = f->new->value;
    change.relative = diff_relative(change.old, change.change);
    if (change.change != 0) keep_top(c, &change);
}

static enum err keep_pair(void *with, int pair, const struct diff *diff, struct error *err)
{
    struct compared *c = with;
    const struct side_case *new = &c->new->at[c->match.pair[pair].new];
    char label[SIDE_LABEL_ROOM];

    c->at[pair].label = c->new->is_study ? keep_text(&c->keep, side_label(new, label)) : "";
    keep_case(c, pair, diff);
    keep_rules(c, pair, diff);
    for (int k = 0; k < diff->n_figures; k++)
        if (diff_of(&diff->figure[k])->district[0] == '\0')
            keep_figure(c, pair, diff, &diff->figure[k]);
    for (int k = 0; k < c->n_gates; k++)
        gate_judge(&c->gate[k], diff, c->at[pair].label, &c->keep);
    return c->keep.nomem ? error_nomem(err, "the comparison") : ERR_OK;
}

/* ---- all ---- */

enum err compared_each(const struct compared *c, compared_visit visit, void *with,
                       struct error *err)
{
    enum err code = ERR_OK;

    for (int k = 0; k < c->match.n && code == ERR_OK; k++) {
        struct outcome old = {0}, new = {0};
        struct diff diff = {0};

        code = side_load(c->old, c->match.pair[k].old, &old, err);
        if (code == ERR_OK) code = side_load(c->new, c->match.pair[k].new, &new, err);
        if (code == ERR_OK) code = diff_make(&diff, &old, &new, c->tolerance, err);
        if (code == ERR_OK) code = visit(with, k, &diff, err);
        diff_clear(&diff);
        outcome_clear(&old);
        outcome_clear(&new);
    }
    return code;
}

static int compare_tallies(const void *a, const void *b)
{
    const struct compared_tally *x = a, *y = b;

    if (x->year != y->year) return x->year < y->year ? -1 : 1;
    if (x->nth != y->nth) return x->nth < y->nth ? -1 : 1;
    if (x->order != y->order) return x->order < y->order ? -1 : 1;
    return strcmp(x->name, y->name);
}

static void judge_alone(struct compared *c)
{
    const struct match *m = &c->match;
    char label[SIDE_LABEL_ROOM];

    for (int g = 0; g < c->n_gates; g++) {
        for (int k = 0; k < m->n_only_old; k++) {
            const struct side_case *one = &c->old->at[m->only_old[k]];

            gate_judge_alone(&c->gate[g], true, one->state_said, one->state == OUTCOME_DONE,
                             side_label(one, label), &c->keep);
        }
        for (int k = 0; k < m->n_only_new; k++) {
            const struct side_case *one = &c->new->at[m->only_new[k]];

            gate_judge_alone(&c->gate[g], false, one->state_said, false, side_label(one, label),
                             &c->keep);
        }
    }
}

static enum err read_gates(struct compared *c, int n_gates, const char *const gates[],
                           struct error *err)
{
    c->gate = calloc((size_t)n_gates + 1, sizeof *c->gate);
    if (c->gate == NULL) return error_nomem(err, "the gates");
    for (int k = 0; k < n_gates; k++) {
        TRY(gate_read(&c->gate[k], gates[k], err));
        for (int q = 0; q < k; q++)
            if (gate_same(&c->gate[k], &c->gate[q]))
                return error_set(err, ERR_USAGE,
                                 "--fail-if '%s': asks the same as '%s' before it; leave one "
                                 "out",
                                 gates[k], gates[q]);
        c->n_gates = k + 1;
    }
    return ERR_OK;
}

static enum err open_sides(struct compared *c, const char *old, const char *new,
                           struct error *err)
{
    TRY(side_open(&c->old, old, err));
    TRY(side_open(&c->new, new, err));
    if (c->old->is_study != c->new->is_study)
        return error_set(err, ERR_USAGE,
                         "%s is %s and %s is %s; two runs or two studies can be compared", old,
                         c->old->is_study ? "a study" : "a run", new,
                         c->new->is_study ? "a study" : "a run");
    TRY(match_create(&c->match, c->old, c->new, err));
    if (c->match.n == 0)
        return error_set(err, ERR_DATA,
                         "no case of %s is in %s: none has the same name and settings", old,
                         new);
    c->at = calloc((size_t)c->match.n, sizeof *c->at);
    return c->at != NULL ? ERR_OK : error_nomem(err, "the comparison");
}

static enum err compare(struct compared *c, struct error *err)
{
    diff_settings(&c->keep, &c->setting, &c->n_settings, &c->settings_room, c->old->n_settings,
                  c->old->setting, c->new->n_settings, c->new->setting);
    TRY(compared_each(c, keep_pair, c, err));
    judge_alone(c);
    if (c->keep.nomem) return error_nomem(err, "the comparison");
    if (c->n_tallies > 1)
        qsort(c->tally, (size_t)c->n_tallies, sizeof *c->tally, compare_tallies);
    c->equal = c->n_differing == 0 && c->match.n_only_old == 0 && c->match.n_only_new == 0;
    return compared_check_gates(c, err);
}

enum err compared_create(struct compared **out, const char *old, const char *new,
                         double tolerance, int n_gates, const char *const gates[],
                         struct error *err)
{
    struct compared *c = calloc(1, sizeof *c);
    enum err code;

    if (c == NULL) return error_nomem(err, "the comparison");
    c->tolerance = tolerance;
    code = read_gates(c, n_gates, gates, err);
    if (code == ERR_OK) code = open_sides(c, old, new, err);
    if (code == ERR_OK) code = compare(c, err);
    if (code != ERR_OK) {
        compared_free(c);
        return code;
    }
    *out = c;
    return ERR_OK;
}

void compared_free(struct compared *c)
{
    if (c == NULL) return;
    side_close(c->old);
    side_close(c->new);
    match_clear(&c->match);
    free(c->setting);
    free(c->at);
    free(c->tally);
    free(c->rule);
    free(c->gate);
    keep_clear(&c->keep);
    free(c);
}

bool compared_passed(const struct compared *c)
{
    for (int k = 0; k < c->n_gates; k++)
        if (c->gate[k].n_failed > 0) return false;
    return true;
}
