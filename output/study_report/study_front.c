/* study_front.c - see study_front.h */
#include "output/study_report/study_front.h"

#include <math.h>
#include <stdlib.h>

#include "output/study_report/study_stats.h"
#include "output/study_report/study_words.h"

void study_front_clear(struct study_front *front)
{
    free(front->first);
    free(front->in);
    *front = (struct study_front){0};
}

bool study_front_same(const struct study_data *d, enum study_key worth, int a, int b)
{
    return d->group[a].mean[KEY_COST] == d->group[b].mean[KEY_COST] &&
           d->group[a].mean[worth] == d->group[b].mean[worth];
}

struct ranked {
    double cost;
    int group;
};

static int compare_costs(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
    return x->group - y->group;
}

/* Of equal cost only equal outcomes are in the front: they follow each other. */
static void order(const struct study_data *d, enum study_key worth, struct ranked r[],
                  struct study_front *out)
{
    int n = 0;

    for (int g = 0; g < d->n_groups; g++)
        if (out->in[g]) r[n++] = (struct ranked){d->group[g].mean[KEY_COST], g};
    qsort(r, (size_t)n, sizeof *r, compare_costs);
    for (int k = 0; k < n; k++)
        if (k == 0 || !study_front_same(d, worth, r[k].group, r[k - 1].group))
            out->first[out->n++] = r[k].group;
}

enum err study_front_find(const struct study_data *d, enum study_key worth,
                          struct study_front *out, struct error *err)
{
    size_t n = (size_t)d->n_groups;
    double *cost = malloc(n * sizeof *cost), *value = malloc(n * sizeof *value);
    struct ranked *r = malloc(n * sizeof *r);
    int n_points = 0, n_front = 0;

    *out = (struct study_front){.first = calloc(n, sizeof *out->first),
                                .in = calloc(n, sizeof *out->in)};
    if (cost == NULL || value == NULL || r == NULL || out->first == NULL || out->in == NULL)
        n_front = -1;
    for (int g = 0; g < d->n_groups && n_front == 0; g++) {
        cost[g] = d->group[g].mean[KEY_COST];
        value[g] = study_words_better(worth) * d->group[g].mean[worth];
        n_points += !isnan(cost[g]) && !isnan(value[g]);
    }
    if (n_front == 0 && n_points > 1) {
        n_front = study_stats_front(cost, value, d->n_groups, out->in);
        if (n_front > 0) order(d, worth, r, out);
    }
    free(cost);
    free(value);
    free(r);
    if (n_front >= 0) return ERR_OK;
    study_front_clear(out);
    return error_nomem(err, "the page of the study");
}
