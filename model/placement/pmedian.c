/* pmedian.c - see pmedian.h. */
#include "model/placement/pmedian.h"

#include <math.h>
#include <stdlib.h>

#include "model/placement/placement_sides.h"

struct near {
    double pay;
    int candidate;
};

static bool before(struct near a, struct near b)
{
    return a.pay < b.pay || (a.pay == b.pay && a.candidate < b.candidate);
}

/* Quicksort of long rows, each part to the end by insertion: there are millions of pairs, and
 * qsort() would take three times as long. */
static void sort_near(struct near row[], int n)
{
    while (n > 16) {
        struct near a = row[0], b = row[n / 2], c = row[n - 1], pivot;
        int i = 0, j = n - 1;

        pivot = before(a, b) ? (before(b, c)   ? b
                                : before(a, c) ? c
                                               : a)
                             : (before(a, c)   ? a
                                : before(b, c) ? c
                                               : b);
        while (i <= j) {
            while (before(row[i], pivot))
                i++;
            while (before(pivot, row[j]))
                j--;
            if (i <= j) {
                struct near swap = row[i];

                row[i++] = row[j];
                row[j--] = swap;
            }
        }
        if (j + 1 < n - i) {
            sort_near(row, j + 1);
            row += i;
            n -= i;
        } else {
            sort_near(row + i, n - i);
            n = j + 1;
        }
    }
    for (int i = 1; i < n; i++) {
        struct near one = row[i];
        int k = i;

        for (; k > 0 && before(one, row[k - 1]); k--)
            row[k] = row[k - 1];
        row[k] = one;
    }
}

void pmedian_lists_clear(struct pmedian_lists *l)
{
    free(l->row_start);
    free(l->site);
    free(l->pay);
    free(l->served);
    free(l->closed);
}

/* Candidates nearer than what serves the zone anyway. */
static void list_zone(const struct placement_task *t, int z, struct near near[],
                      struct pmedian_lists *l)
{
    const struct placement_input *in = t->in;
    const struct reach *r = in->reach;
    double served = INFINITY;
    int n = 0, at = l->row_start[l->n_zones];

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        double pay = in->weight[z] * r->way[k];

        l->huge |= isinf(pay);
        if (placement_task_forced(in->status[r->site[k]])) served = fmin(served, pay);
        if (t->number[r->site[k]] >= 0) near[n++] = (struct near){pay, t->number[r->site[k]]};
    }
    sort_near(near, n);
    l->n_lost += n == 0 && isinf(served);
    for (int k = 0; k < n && near[k].pay < served; k++) {
        l->site[at] = near[k].candidate;
        l->pay[at++] = near[k].pay;
        l->step = placement_task_step(l->step, near[k].pay);
    }
    if (!isinf(served)) l->step = placement_task_step(l->step, served);
    l->served[l->n_zones] = served;
    l->row_start[++l->n_zones] = at;
}

enum err pmedian_lists_fill(const struct placement_task *t, struct pmedian_lists *l,
                            struct error *err)
{
    const struct reach *r = t->in->reach;
    size_t n = (size_t)r->n_zones + 1, n_pairs = (size_t)r->row_start[r->n_zones] + 1;
    double sum = 0;
    struct near *near = malloc(((size_t)r->n_sites + 1) * sizeof *near);

    l->step = -1;
    l->row_start = calloc(n, sizeof *l->row_start);
    l->site = malloc(n_pairs * sizeof *l->site);
    l->pay = malloc(n_pairs * sizeof *l->pay);
    l->served = malloc(n * sizeof *l->served);
    l->closed = calloc((size_t)t->n_candidates + 1, sizeof *l->closed);
    if (near == NULL || l->row_start == NULL || l->site == NULL || l->pay == NULL ||
        l->served == NULL || l->closed == NULL) {
        free(near);
        return error_nomem(err, "the p-median problem");
    }
    for (int z = 0; z < r->n_zones; z++)
        if (t->in->weight[z] > 0) list_zone(t, z, near, l);
    free(near);
    for (int k = 0; k < l->row_start[l->n_zones]; k++)
        sum += l->pay[k];
    if (l->huge || isinf(sum))
        return error_set(err, ERR_DATA,
                         "pmedian: the objective is beyond 1.8e308; weights, distances or "
                         "costs have to be smaller, for example in larger units");
    return ERR_OK;
}

/* Whether closing s makes zone z pay more. */
static bool zone_needs(const struct pmedian_lists *l, const bool open[], int z, int s)
{
    double with = l->served[z], without = l->served[z];

    for (int k = l->row_start[z]; k < l->row_start[z + 1]; k++) {
        if (!open[l->site[k]]) continue;
        with = fmin(with, l->pay[k]);
        if (l->site[k] == s) continue;
        without = l->pay[k];
        break; /* the nearest other one */
    }
    return with < without;
}

/* Closes sites of a plan that nobody needs. */
static void drop_idle(const struct pmedian_lists *l, const struct median *m,
                      const struct cover_state *state)
{
    for (int s = 0; s < m->n_sites && !isinf(state->value); s++) {
        int d = m->district != NULL && state->open[s] ? m->district[s] : -1, n = 0;
        bool needed;

        for (int r = 0; d >= 0 && r < m->n_sites; r++)
            n += state->open[r] && m->district[r] == d;
        needed = d >= 0 && n <= m->least[d];

        for (int z = 0; z < l->n_zones && state->open[s] && !needed; z++)
            needed = zone_needs(l, state->open, z, s);
        state->open[s] = needed;
    }
}

enum err pmedian_set_sides(struct placement_task *t, struct median *m, int **district,
                           int **least, struct error *err)
{
    const struct placement_input *in = t->in;

    TRY(placement_task_add_sides(t, err));
    placement_task_forget_rows(t);
    m->near = t->near;
    if (!placement_sides_districts(in)) return ERR_OK;
    *district = malloc(((size_t)t->n_candidates + 1) * sizeof **district);
    *least = malloc((size_t)in->n_districts * sizeof **least);
    if (*district == NULL || *least == NULL) return error_nomem(err, "the districts");
    for (int d = 0; d < in->n_districts; d++)
        (*least)[d] = in->min_per_district;
    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->site_district[s] >= 0)
            (*least)[in->site_district[s]] -= placement_task_forced(in->status[s]);
    for (int k = 0; k < t->n_candidates; k++)
        (*district)[k] = in->site_district[t->site[k]];
    m->district = *district;
    m->n_districts = in->n_districts;
    m->least = *least;
    return ERR_OK;
}

struct median pmedian_median_of(const struct placement_task *t, const struct pmedian_lists *l)
{
    return (struct median){.n_zones = l->n_zones,
                           .n_sites = t->n_candidates,
                           .row_start = l->row_start,
                           .site = l->site,
                           .pay = l->pay,
                           .served = l->served,
                           .cost = t->cost,
                           .p = t->p < 0 || t->p > t->n_candidates ? t->n_candidates : t->p,
                           .budget = isinf(t->budget)
                                         ? INFINITY
                                         : placement_money(t->in->budget) - t->required_cost,
                           .step = fmax(l->step, 0),
                           .skip = t->in->skip};
}

enum err pmedian_finish(struct placement_task *t, const struct pmedian_lists *l,
                        const struct median *m, struct cover_state *state,
                        struct placement_plan *plan, struct error *err)
{
    struct cover c = {.step = m->step};

    drop_idle(l, m, state);
    return placement_task_finish(t, &placement_pmedian, &c, state, plan, err);
}

void pmedian_say_no_plan(const struct placement_task *t, struct placement_plan *plan)
{
    if (placement_sides_any(t->in))
        placement_task_no_plan(plan);
    else
        said_set(&plan->reason, isinf(t->in->budget) ? MSG_WHY_NOT_ALL : MSG_WHY_NOT_ALL_BUDGET,
                 said_figure(t->in->p));
}
