/* placement_pmedian.c - p-median: least weighted distance to the nearest open site.
 *
 *   min  sum_z sum_s w_z m_zs a_zs
 *   s.t. sum_s a_zs = 1                 every zone z with weight   (1)
 *        a_zs <= x_s                    each pair in reach         (2)
 *        sum_s x_s <= P, sum_s c_s x_s <= B                        (3)
 *        x_s in {0,1},  a_zs >= 0
 *
 * It is solved as a covering problem: with m_1 < m_2 < .. the distances of zone z, the zone
 * pays w_z m_1, and w_z (m_k+1 - m_k) for each k of which no site within m_k is open.
 *
 * Source: S. L. Hakimi, Optimum locations of switching centers and the absolute centers and
 *   medians of a graph, Operations Research 12 (1964) 450-459, doi:10.1287/opre.12.3.450;
 * steps: Garcia, Labbe and Marin 2011 (cover.h). */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/median/median.h"
#include "model/milp.h"
#include "model/placement/placement_sides.h"
#include "model/placement/placement_task.h"

static void build(const struct placement_input *in, struct milp *m)
{
    const struct reach *r = in->reach;

    placement_task_build_sites(in, m, NULL); /* (3) */
    for (int z = 0; z < r->n_zones; z++) {
        int one;

        if (in->weight[z] <= 0) continue;
        one = milp_add_row(m, 1, 1); /* (1) */
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
            int a = milp_add_col(m, 0, 1, false, in->weight[z] * r->distance_m[k]);
            int row = milp_add_row(m, -INFINITY, 0); /* (2) */

            milp_add_coef(m, one, a, 1);
            milp_add_coef(m, row, a, 1);
            milp_add_coef(m, row, r->site[k], -1);
        }
    }
}

static double worth(const struct placement_input *in, const bool open[])
{
    const struct reach *r = in->reach;
    double sum = 0;

    if (!placement_task_keeps(in, open)) return NAN;
    for (int z = 0; z < r->n_zones; z++) {
        double nearest = INFINITY;

        if (in->weight[z] <= 0) continue;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            if (open[r->site[k]]) nearest = fmin(nearest, r->distance_m[k]);
        if (isinf(nearest)) return NAN;
        sum += in->weight[z] * nearest;
    }
    return sum;
}

/* Zones with weight, their candidates by rising pay (weight x distance). */
struct lists {
    int n_zones;
    int *row_start, *site; /* owned */
    double *pay, *served;  /* owned; served: pay to a site open anyway, INFINITY: none */
    bool *closed;          /* owned [n_candidates] in no plan better than the best one */
    int n_lost;            /* zones that nobody can serve */
    double step;
};

struct near {
    double pay;
    int candidate;
};

static int compare_near(const void *a, const void *b)
{
    const struct near *x = a, *y = b;

    if (x->pay < y->pay) return -1;
    if (x->pay > y->pay) return 1;
    return x->candidate < y->candidate ? -1 : x->candidate > y->candidate;
}

static void lists_clear(struct lists *l)
{
    free(l->row_start);
    free(l->site);
    free(l->pay);
    free(l->served);
    free(l->closed);
}

/* Candidates nearer than what serves the zone anyway. */
static void list_zone(const struct placement_task *t, int z, struct near near[],
                      struct lists *l)
{
    const struct placement_input *in = t->in;
    const struct reach *r = in->reach;
    double served = INFINITY;
    int n = 0, at = l->row_start[l->n_zones];

    for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++) {
        double pay = in->weight[z] * r->distance_m[k];

        if (placement_task_forced(in->status[r->site[k]])) served = fmin(served, pay);
        if (t->number[r->site[k]] >= 0) near[n++] = (struct near){pay, t->number[r->site[k]]};
    }
    qsort(near, (size_t)n, sizeof *near, compare_near);
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

static enum err lists_fill(const struct placement_task *t, struct lists *l, struct error *err)
{
    const struct reach *r = t->in->reach;
    size_t n = (size_t)r->n_zones + 1, n_pairs = (size_t)r->row_start[r->n_zones] + 1;
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
    return ERR_OK;
}

/* Pairs that the distance steps of all zones make. */
static double n_step_pairs(const struct lists *l)
{
    double sum = 0;

    for (int z = 0; z < l->n_zones; z++) {
        double n = 0;

        for (int k = l->row_start[z]; k < l->row_start[z + 1]; k++)
            n += !l->closed[l->site[k]];
        sum += n * (n + 1) / 2;
    }
    return sum;
}

/* Offset of the nearest candidate that is not closed; there is one. */
static int first_open(const struct lists *l, int z)
{
    int k = l->row_start[z];

    while (l->closed[l->site[k]])
        k++;
    return k - l->row_start[z];
}

/* An element per distance step of a zone. Returns what the zone pays in any case. */
static double add_steps(struct placement_task *t, const struct lists *l, int z, int row[])
{
    double last = l->served[z];
    int n = 0;

    for (int k = l->row_start[z]; k <= l->row_start[z + 1]; k++) {
        bool end = k == l->row_start[z + 1];
        double pay = end ? l->served[z] : l->pay[k];

        if (!end && l->closed[l->site[k]]) continue;
        if (n == 0) last = pay;
        if (n > 0 && pay > last + 1e-15 * last) {
            for (int i = 0; i < n; i++)
                placement_task_add(t, row[i]);
            placement_task_end_row(t, isinf(pay) ? INFINITY : pay - last);
            last = pay;
        }
        if (!end) placement_task_insert(row, n++, l->site[k]);
    }
    return n > 0 ? l->pay[l->row_start[z] + first_open(l, z)] : l->served[z];
}

/* Whether closing s makes zone z pay more. */
static bool zone_needs(const struct lists *l, const bool open[], int z, int s)
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
static void drop_idle(const struct lists *l, const struct median *m,
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

/* What the side constraints ask of candidates; arrays are the caller's to free. */
static enum err set_sides(struct placement_task *t, struct median *m, int **district,
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

/* Sites that no better plan has are no candidates any more. */
static void close_sites(struct placement_task *t, const bool closed[])
{
    for (int k = 0; k < t->n_candidates; k++)
        if (closed[k]) t->number[t->site[k]] = -1;
}

/* A p-median of the lists; what the side constraints ask is the caller's to free. */
static struct median median_of(const struct placement_task *t, const struct lists *l)
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

/* Puts the state's answer into the plan. */
static enum err finish(struct placement_task *t, const struct lists *l, const struct median *m,
                       struct cover_state *state, struct placement_plan *plan,
                       struct error *err)
{
    struct cover c = {.step = m->step};

    drop_idle(l, m, state);
    return placement_task_finish(t, &placement_pmedian, &c, state, plan, err);
}

/* Whether any plan serves all zones that nothing serves anyway: the fewest sites that do,
 * within the budget, against p. A plan goes into the state; state->bound is INFINITY where
 * there is none. */
static enum err find_any(struct placement_task *t, const struct lists *l,
                         const struct median *m, struct cover_state *state, struct error *err)
{
    struct cover_draft draft;
    struct cover *c = NULL;
    enum err code;

    for (int z = 0; z < l->n_zones && !t->nomem; z++) {
        if (!isinf(l->served[z])) continue;
        for (int k = l->row_start[z]; k < l->row_start[z + 1]; k++)
            placement_task_add(t, l->site[k]);
        placement_task_end_row(t, INFINITY);
    }
    TRY(placement_task_add_sides(t, err));
    if (t->nomem) return error_nomem(err, "the placement problem");
    for (int s = 0; s < t->n_candidates; s++)
        t->price[s] = 1;
    draft = placement_task_draft(t, false, 0, 1);
    draft.p = -1;
    code = cover_create(&c, &draft, err);
    placement_task_forget_rows(t);
    if (code == ERR_OK) code = cover_decide(c, m->p + 1, true, &t->limits, state, err);
    if (code == ERR_OK) {
        bool found = state->value < m->p + 1;

        state->bound = !found && state->bound >= m->p + 1 ? INFINITY : -INFINITY;
        state->value = found ? DBL_MAX : INFINITY;
        state->cutoff = INFINITY;
    }
    cover_free(c);
    return code;
}

/* What zones pay at the nearest candidates. */
static double least_pay(const struct lists *l)
{
    double sum = 0;

    for (int z = 0; z < l->n_zones; z++) {
        int k = l->row_start[z];

        sum += k < l->row_start[z + 1] ? fmin(l->pay[k], l->served[z]) : l->served[z];
    }
    return sum - 1e-12 * sum;
}

static void say_no_plan(const struct placement_task *t, struct placement_plan *plan)
{
    if (placement_sides_any(t->in))
        placement_task_no_plan(plan);
    else
        said_set(&plan->reason, isinf(t->in->budget) ? MSG_WHY_NOT_ALL : MSG_WHY_NOT_ALL_BUDGET,
                 said_figure(t->in->p));
}

/* The engine (median.h), and a question of cover where it finds no plan to begin with. */
static enum err solve_tree(struct placement_task *t, const struct lists *l,
                           struct cover_state *state, struct placement_plan *plan,
                           struct error *err)
{
    struct median m = median_of(t, l);
    int *district = NULL, *least = NULL;
    enum err code = set_sides(t, &m, &district, &least, err);

    state->bound = least_pay(l);
    if (code == ERR_OK) code = median_solve(&m, &t->limits, state, err);
    if (code == ERR_OK && isinf(state->value) && !t->limits.stopped) {
        code = find_any(t, l, &m, state, err);
        m.near = t->near;
        if (!isinf(state->bound)) state->bound = least_pay(l);
        if (code == ERR_OK && !isinf(state->value))
            code = median_solve(&m, &t->limits, state, err);
    }
    if (code == ERR_OK) code = finish(t, l, &m, state, plan, err);
    if (code == ERR_OK && plan->status == PLAN_INFEASIBLE) say_no_plan(t, plan);
    free(district);
    free(least);
    return code;
}

/* ---- the way by steps, which tests hold against the engine ---- */

/* Search and Lagrangian fixing. True: the answer is there, or the search has to stop. */
static enum err fix(struct placement_task *t, struct lists *l, struct cover_state *state,
                    struct placement_plan *plan, bool *done, struct error *err)
{
    const double many = 1e8; /* pairs: half a gigabyte */
    struct median m = median_of(t, l);
    struct cover c = {.step = m.step};
    unsigned char *choice = calloc((size_t)t->n_candidates + 1, sizeof *choice);
    int *district = NULL, *least = NULL;
    enum err code = choice == NULL ? error_nomem(err, "the p-median problem")
                                   : set_sides(t, &m, &district, &least, err);

    if (code == ERR_OK) code = median_root(&m, &t->limits, state, choice, err);
    for (int s = 0; s < t->n_candidates && code == ERR_OK; s++)
        l->closed[s] = choice[s] == COVER_CLOSED;
    state->bound = fmax(state->bound, 0); /* nothing is paid below 0 */
    cover_tell(&c, &t->limits, state, "distances");
    *done = cover_proven(&c, state) || cover_near(&c, &t->limits, state) || t->limits.stopped;
    if (!*done && n_step_pairs(l) > many) {
        /* What is left would not fit into memory: the plan and its bound are the answer. */
        *done = t->limits.stopped = true;
        t->limits.stop = STOP_WORK;
    }
    if (code == ERR_OK && *done)
        code = finish(t, l, &m, state, plan, err);
    else if (code == ERR_OK)
        close_sites(t, l->closed);
    free(choice);
    free(district);
    free(least);
    return code;
}

static enum err solve_steps(struct placement_task *t, const struct lists *l,
                            const struct cover_state *state, struct placement_plan *plan,
                            struct error *err)
{
    const bool *start = isinf(state->value) ? NULL : state->open;
    int *row = malloc(((size_t)t->n_candidates + 1) * sizeof *row);
    double base = 0;
    enum err code;

    if (row == NULL) return error_nomem(err, "the p-median problem");
    for (int z = 0; z < l->n_zones && !t->nomem; z++)
        base += add_steps(t, l, z, row);
    free(row);
    t->floor = fmax(state->bound - base, 0);
    code = placement_task_solve_from(t, &placement_pmedian, base, l->step, start, plan, err);
    if (code == ERR_OK && plan->status == PLAN_INFEASIBLE) say_no_plan(t, plan);
    return code;
}

static enum err solve(const struct placement_input *in, struct placement_plan *plan,
                      struct error *err)
{
    const double few = 2e5; /* pairs of steps that need no fixing beforehand */
    struct placement_task t = {0};
    struct lists l = {0};
    struct cover_state state = {.value = INFINITY, .cutoff = INFINITY, .bound = -INFINITY};
    bool done = false;
    enum err code = placement_task_begin(&t, in, err);

    if (code == ERR_OK) state.open = calloc((size_t)t.n_candidates + 1, sizeof *state.open);
    if (code == ERR_OK && state.open == NULL) code = error_nomem(err, "the plan");
    if (code == ERR_OK && placement_task_fits(&t, plan)) {
        code = lists_fill(&t, &l, err);
        if (code == ERR_OK && l.n_lost > 0) {
            plan->status = PLAN_INFEASIBLE;
            said_set(&plan->reason, l.n_lost == 1 ? MSG_WHY_ZONE_LOST : MSG_WHY_ZONES_LOST,
                     said_figure(l.n_lost));
            done = true;
        }
        if (code == ERR_OK && !done && (in->skip & SKIP_ENGINE) == 0) {
            code = solve_tree(&t, &l, &state, plan, err);
            done = true;
        }
        if (code == ERR_OK && !done && (n_step_pairs(&l) > few || (in->skip & SKIP_MERGE) != 0))
            code = fix(&t, &l, &state, plan, &done, err);
        if (code == ERR_OK && !done) code = solve_steps(&t, &l, &state, plan, err);
    }
    free(state.open);
    lists_clear(&l);
    placement_task_clear(&t);
    return code;
}

const struct placement_model placement_pmedian = {
    .name = "pmedian",
    .summary = MSG_MODEL_PMEDIAN,
    .measure = MSG_REP_UNIT_WAY,
    .needs = "P; a radius is a limit on assignment",
    .takes = TAKE_P | TAKE_BUDGET,
    .needs_one_of = TAKE_P,
    .source = "Hakimi 1964",
    .needs_distance = true,
    .build = build,
    .worth = worth,
    .solve = solve,
};
