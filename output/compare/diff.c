/* diff.c - see diff.h. */
#include "output/compare/diff.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Goes along two sorted lists; `found` gets the entries that belong together. */
struct walk {
    const void *list[2];
    int n[2];
    size_t bytes;
    int (*compare)(const void *, const void *);
    void (*found)(void *with, const void *old, const void *new);
    void *with;
};

static const void *entry(const struct walk *w, int side, int k)
{
    return (const char *)w->list[side] + (size_t)k * w->bytes;
}

static void walk(const struct walk *w)
{
    int i = 0, j = 0;

    while (i < w->n[0] || j < w->n[1]) {
        int order = i == w->n[0]   ? 1
                    : j == w->n[1] ? -1
                                   : w->compare(entry(w, 0, i), entry(w, 1, j));
        const void *old = order <= 0 ? entry(w, 0, i) : NULL;
        const void *new = order >= 0 ? entry(w, 1, j) : NULL;

        w->found(w->with, old, new);
        i += order <= 0;
        j += order >= 0;
    }
}

const struct outcome_figure *diff_of(const struct diff_figure *f)
{
    return f->new != NULL ? f->new : f->old;
}

double diff_change(const struct diff *diff, const struct diff_figure *f)
{
    double change, largest;

    if (f->old == NULL || f->new == NULL) return (double)NAN;
    change = f->new->value - f->old->value;
    largest = fmax(fabs(f->old->value), fabs(f->new->value));
    return fabs(change) <= diff->tolerance * largest ? 0 : change;
}

bool diff_changed(const struct diff *diff, const struct diff_figure *f)
{
    return diff_change(diff, f) != 0; /* NAN too: one side has none */
}

double diff_relative(double old, double change)
{
    if (change == 0 || isnan(change)) return change;
    if (old == 0) return change > 0 ? (double)INFINITY : -(double)INFINITY;
    return change / fabs(old);
}

static void found_figure(void *with, const void *old, const void *new)
{
    struct diff *d = with;
    struct diff_figure *f =
        keep_more(&d->keep, (void *)&d->figure, &d->n_figures, &d->figures_room, sizeof *f);

    if (f == NULL) return;
    *f = (struct diff_figure){old, new};
    d->n_changed += diff_changed(d, f);
}

static void found_station(void *with, const void *old, const void *new)
{
    const struct outcome_station *a = old, *b = new;
    struct diff *d = with;
    struct diff_station *s;

    if (a != NULL && b != NULL && strcmp(a->chargers, b->chargers) == 0) return;
    s = keep_more(&d->keep, (void *)&d->station, &d->n_stations, &d->stations_room, sizeof *s);
    if (s != NULL) *s = (struct diff_station){old, new};
}

static void found_rule(void *with, const void *old, const void *new)
{
    const struct outcome_rule *a = old, *b = new;
    struct diff *d = with;
    struct diff_rule *r;

    if (a != NULL && b != NULL && strcmp(a->outcome, b->outcome) == 0) return;
    r = keep_more(&d->keep, (void *)&d->rule, &d->n_rules, &d->rules_room, sizeof *r);
    if (r != NULL) *r = (struct diff_rule){old, new};
}

enum err diff_make(struct diff *out, const struct outcome *old, const struct outcome *new,
                   double tolerance, struct error *err)
{
    *out = (struct diff){.old = old, .new = new, .tolerance = tolerance};

    const struct walk walks[] = {{{old->figure, new->figure},
                                  {old->n_figures, new->n_figures},
                                  sizeof *old->figure,
                                  outcome_compare_figures,
                                  found_figure,
                                  out},
                                 {{old->station, new->station},
                                  {old->n_stations, new->n_stations},
                                  sizeof *old->station,
                                  outcome_compare_stations,
                                  found_station,
                                  out},
                                 {{old->rule, new->rule},
                                  {old->n_rules, new->n_rules},
                                  sizeof *old->rule,
                                  outcome_compare_rules,
                                  found_rule,
                                  out}};

    for (size_t k = 0; k < sizeof walks / sizeof walks[0]; k++)
        walk(&walks[k]);
    return out->keep.nomem ? error_nomem(err, "the differences") : ERR_OK;
}

void diff_clear(struct diff *diff)
{
    free(diff->figure);
    free(diff->station);
    free(diff->rule);
    keep_clear(&diff->keep);
    *diff = (struct diff){0};
}

bool diff_is_empty(const struct diff *diff)
{
    return diff->n_changed == 0 && diff->n_stations == 0 && diff->n_rules == 0 &&
           strcmp(diff->old->state_said, diff->new->state_said) == 0;
}

struct settings {
    struct keep *keep;
    struct diff_setting **list;
    int *n, *room;
};

static void found_setting(void *with, const void *old, const void *new)
{
    const struct outcome_setting *a = old, *b = new;
    struct settings *s = with;
    struct diff_setting *one;

    if (a != NULL && b != NULL && strcmp(a->value, b->value) == 0) return;
    one = keep_more(s->keep, s->list, s->n, s->room, sizeof *one);
    if (one != NULL) *one = (struct diff_setting){old, new};
}

void diff_settings(struct keep *keep, struct diff_setting **list, int *n, int *room, int n_old,
                   const struct outcome_setting *old, int n_new,
                   const struct outcome_setting *new)
{
    struct settings with = {keep, list, n, room};
    const struct walk w = {{old, new},    {n_old, n_new}, sizeof *old, outcome_compare_settings,
                           found_setting, &with};

    walk(&w);
}
