/* pmedian_steps.c - the p-median as a covering problem, the way that tests hold
 * against the engine (SKIP_ENGINE).
 *
 * With m_1 < m_2 < .. the distances of zone z, the zone pays w_z m_1, and w_z (m_k+1 - m_k) for
 * each k of which no site within m_k is open: Garcia, Labbe and Marin 2011 (cover.h). */
#include <math.h>
#include <stdlib.h>

#include "model/placement/placement_sides.h"
#include "model/placement/pmedian.h"

/* Pairs that the distance steps of all zones make. */
static double n_step_pairs(const struct pmedian_lists *l)
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
static int first_open(const struct pmedian_lists *l, int z)
{
    int k = l->row_start[z];

    while (l->closed[l->site[k]])
        k++;
    return k - l->row_start[z];
}

/* An element per distance step of a zone. Returns what the zone pays in any case. */
static double add_steps(struct placement_task *t, const struct pmedian_lists *l, int z,
                        int row[])
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

/* Sites that no better plan has are no candidates any more. */
static void close_sites(struct placement_task *t, const bool closed[])
{
    for (int k = 0; k < t->n_candidates; k++)
        if (closed[k]) t->number[t->site[k]] = -1;
}

/* Search and Lagrangian fixing. True: the answer is there, or the search has to stop. */
static enum err fix(struct placement_task *t, struct pmedian_lists *l,
                    struct cover_state *state, struct placement_plan *plan, bool *done,
                    struct error *err)
{
    const double many = 1e8; /* pairs: half a gigabyte */
    struct median m = pmedian_median_of(t, l);
    struct cover c = {.step = m.step};
    unsigned char *choice = calloc((size_t)t->n_candidates + 1, sizeof *choice);
    int *district = NULL, *least = NULL;
    enum err code = choice == NULL ? error_nomem(err, "the p-median problem")
                                   : pmedian_set_sides(t, &m, &district, &least, err);

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
        code = pmedian_finish(t, l, &m, state, plan, err);
    else if (code == ERR_OK)
        close_sites(t, l->closed);
    free(choice);
    free(district);
    free(least);
    return code;
}

static enum err cover_steps(struct placement_task *t, const struct pmedian_lists *l,
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
    if (code == ERR_OK && plan->status == PLAN_INFEASIBLE) pmedian_say_no_plan(t, plan);
    return code;
}

enum err pmedian_solve_steps(struct placement_task *t, struct pmedian_lists *l,
                             struct cover_state *state, struct placement_plan *plan,
                             struct error *err)
{
    const double few = 2e5; /* pairs of steps that need no fixing beforehand */
    bool done = false;

    if (n_step_pairs(l) > few || (t->in->skip & SKIP_MERGE) != 0)
        TRY(fix(t, l, state, plan, &done, err));
    return done ? ERR_OK : cover_steps(t, l, state, plan, err);
}
