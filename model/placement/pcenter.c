/* pcenter.c - bisection over distances. A distance D is tried by the set cover of the pairs
 * within D: with more sites than P, or dearer than B, no plan reaches it.
 *
 * First D is tried by bounds and plans that are quick (zones that share no site, a Lagrangian
 * bound above P: no; a greedy plan within P: yes), from below and then from above; what they
 * leave open is branched on.
 *
 * Source: E. Minieka 1970 (placement_pcenter.c); bounds before covers as in S. Elloumi, M.
 * Labbe and Y. Pochet, A new formulation and resolution method for the p-center problem,
 * INFORMS Journal on Computing 16 (2004) 84-94, doi:10.1287/ijoc.1030.0028. */
#include "model/placement/pcenter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How D is tried, and what is believed where the trial says nothing. */
enum effort { PACK, QUICK_FROM_BELOW, QUICK_FROM_ABOVE, BRANCH };
enum answer { NO, YES, OPEN };

void pcenter_clear(struct pcenter *c)
{
    free(c->open);
    free(c->scratch);
    free(c->near);
    *c = (struct pcenter){0};
}

/* A site that some plan may open. */
static bool may_open(const struct pcenter *c, int s)
{
    return placement_task_forced(c->in->status[s]) || c->t->number[s] >= 0;
}

/* Every zone needs the nearest site that may be open. */
static void find_low(struct pcenter *c)
{
    const struct reach *r = c->in->reach;

    for (int z = 0; z < r->n_zones; z++) {
        double nearest = INFINITY;

        if (c->in->weight[z] <= 0) continue;
        for (int k = r->row_start[z]; k < r->row_start[z + 1]; k++)
            if (may_open(c, r->site[k])) nearest = fmin(nearest, r->way[k]);
        c->n_lost += isinf(nearest);
        c->low = fmax(c->low, nearest);
    }
}

/* ---- distances ---- */

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* A distance from low up and below high, about the middle one; NAN: there is none. */
static double middle(const struct pcenter *c, double low, double high)
{
    enum { SAMPLE = 1024 };
    const struct reach *r = c->in->reach;
    double sample[SAMPLE], m;
    long n = 0, every, at = 0;
    int n_sample = 0;

    for (int z = 0; z < r->n_zones; z++)
        for (int k = r->row_start[z]; c->in->weight[z] > 0 && k < r->row_start[z + 1]; k++)
            n += r->way[k] >= low && r->way[k] < high && may_open(c, r->site[k]);
    every = (n + SAMPLE - 1) / SAMPLE;
    for (int z = 0; z < r->n_zones; z++)
        for (int k = r->row_start[z]; c->in->weight[z] > 0 && k < r->row_start[z + 1]; k++) {
            m = r->way[k];
            if (m >= low && m < high && may_open(c, r->site[k]) && at++ % every == 0)
                sample[n_sample++] = m;
        }
    if (n_sample == 0) return NAN;
    qsort(sample, (size_t)n_sample, sizeof *sample, compare_numbers);
    return sample[(n_sample - 1) / 2];
}

/* The next distance above; INFINITY: there is none. */
static double next_above(const struct pcenter *c, double m)
{
    const struct reach *r = c->in->reach;
    double next = INFINITY;

    for (int z = 0; z < r->n_zones; z++)
        for (int k = r->row_start[z]; c->in->weight[z] > 0 && k < r->row_start[z + 1]; k++)
            if (r->way[k] > m && r->way[k] < next && may_open(c, r->site[k])) next = r->way[k];
    return next;
}

/* ---- one distance ---- */

/* Zones that no site open anyway covers within the distance, over candidates. */
static void fill_rows(struct pcenter *c, double within_m)
{
    const struct reach *r = c->in->reach;
    struct placement_task *t = c->t;

    placement_task_forget_rows(t);
    for (int z = 0; z < r->n_zones; z++) {
        bool covered = c->in->weight[z] <= 0;

        for (int k = r->row_start[z]; k < r->row_start[z + 1] && !covered; k++) {
            if (r->way[k] > within_m) continue;
            covered = placement_task_forced(c->in->status[r->site[k]]);
            if (t->number[r->site[k]] >= 0) placement_task_add(t, t->number[r->site[k]]);
        }
        if (covered)
            placement_task_drop_row(t);
        else
            placement_task_end_row(t, INFINITY);
    }
}

/* Prices and the value from which on a cover is no plan: sites counted against P; where only
 * money is scarce, their cost against B. */
static double set_prices(struct placement_task *t, double *step)
{
    bool money = t->p < 0;
    double sum = 0, most;

    *step = money ? -1 : 1;
    for (int k = 0; k < t->n_candidates; k++) {
        t->price[k] = money ? t->cost[k] : 1;
        sum += t->price[k];
        if (money) *step = placement_task_step(*step, t->cost[k]);
    }
    *step = fmax(*step, 0);
    if (!money) return t->p + 1.0;
    most = fmin(t->budget, sum);
    most = placement_money(most);
    return *step > 0 ? (floor(most / *step) + 1) * *step : nextafter(most, INFINITY);
}

/* Takes over the plan of a cover if it is one and better. */
static enum answer take(struct pcenter *c, const bool candidate_open[])
{
    const struct placement_input *in = c->in;
    double value;

    for (int s = 0; s < in->reach->n_sites; s++)
        c->scratch[s] = placement_task_forced(in->status[s]) ||
                        (c->t->number[s] >= 0 && candidate_open[c->t->number[s]]);
    value = pcenter_value(c, c->scratch);
    if (value >= c->high) return OPEN;
    c->high = value;
    memcpy(c->open, c->scratch, (size_t)in->reach->n_sites * sizeof *c->open);
    return YES;
}

/* Zones that share no site: more of them than sites may open. */
static enum err try_pack(struct pcenter *c, double within_m, enum answer *answer,
                         struct error *err)
{
    double step, cutoff = set_prices(c->t, &step), bound;

    TRY(pcenter_pack(c, within_m, &bound, err));
    *answer = bound >= cutoff - 1e-6 * step ? NO : OPEN;
    return ERR_OK;
}

/* A cover looks at its pairs again and again without a look at the clock: some 100 ns for a
 * pair before it comes to one. */
static bool too_late(const struct pcenter *c)
{
    const double pair_s = 3e-7;
    struct cover_limits *l = &c->t->limits;

    if (isinf(l->deadline) || cover_clock() + pair_s * c->t->n_pairs < l->deadline)
        return false;
    l->stopped = true;
    l->stop = STOP_TIME;
    return true;
}

static enum err try_cover(struct pcenter *c, double within_m, bool branch, enum answer *answer,
                          struct error *err)
{
    struct placement_task *t = c->t;
    struct cover_state state = {.value = INFINITY};
    double step, cutoff = set_prices(t, &step);
    struct cover_draft draft;
    struct cover *cover = NULL;
    enum err code;

    *answer = OPEN;
    fill_rows(c, within_m);
    reach_free(t->near);
    t->near = NULL;
    TRY(placement_task_add_sides(t, err));
    if (t->nomem) return error_nomem(err, "the placement problem");
    if (too_late(c)) return ERR_OK;
    draft = placement_task_draft(t, false, 0, step);
    draft.p = -1; /* the cutoff counts */
    if (t->p < 0) draft.budget = INFINITY;
    state.open = calloc((size_t)t->n_candidates + 1, sizeof *state.open);
    if (state.open == NULL) return error_nomem(err, "the plan");
    code = cover_create(&cover, &draft, err);
    if (code == ERR_OK) code = cover_decide(cover, cutoff, branch, &t->limits, &state, err);
    if (code == ERR_OK && state.value < cutoff)
        *answer = take(c, state.open);
    else if (code == ERR_OK && state.bound >= cutoff)
        *answer = NO;
    cover_free(cover);
    free(state.open);
    return code;
}

/* ---- the search ---- */

static void tell(const struct pcenter *c, const char *what)
{
    const struct cover_limits *l = &c->t->limits;
    struct placement_event event = {l->work_done, isinf(c->high) ? NAN : c->high,
                                    isinf(c->low) ? NAN : c->low, what};

    if (l->log != NULL) l->log(l->log_context, &event);
}

static bool near_enough(const struct pcenter *c)
{
    double gap = c->t->limits.gap;

    return c->low >= c->high ||
           (gap > 0 && !isinf(c->high) && c->high - c->low <= gap * fabs(c->high));
}

/* Bisects from low to high; a distance that stays open counts as the effort says. */
static enum err bisect(struct pcenter *c, enum effort effort, struct error *err)
{
    static const char *const what[] = {"packing", "distance below", "distance above",
                                       "distance"};
    double from = c->low, below = isinf(c->high) ? nextafter(INFINITY, 0) : c->high;

    while (!near_enough(c) && !cover_spend(&c->t->limits, 1)) {
        double m = middle(c, from, below);
        enum answer answer;

        if (isnan(m) && (effort != BRANCH || !isinf(c->high))) break;
        if (isnan(m)) m = c->low; /* no zone has weight: is there any plan? */
        if (effort == PACK)
            TRY(try_pack(c, m, &answer, err));
        else
            TRY(try_cover(c, m, effort == BRANCH, &answer, err));
        if (answer == NO) c->low = fmax(c->low, next_above(c, m));
        if (answer == NO || (answer == OPEN && effort == QUICK_FROM_ABOVE))
            from = next_above(c, m);
        else
            below = fmin(below, answer == YES ? c->high : m);
        if (answer != OPEN) tell(c, what[effort]);
        if (answer == OPEN && effort == BRANCH) break; /* a limit */
    }
    return ERR_OK;
}

enum err pcenter_search(struct pcenter *c, struct placement_task *t, struct error *err)
{
    size_t n = (size_t)t->in->reach->n_sites + 1;

    *c = (struct pcenter){.in = t->in, .t = t, .high = INFINITY};
    c->open = calloc(n, sizeof *c->open);
    c->scratch = calloc(n, sizeof *c->scratch);
    c->near = calloc((size_t)t->in->reach->n_zones + 1, sizeof *c->near);
    if (c->open == NULL || c->scratch == NULL || c->near == NULL)
        return error_nomem(err, "the p-centre problem");
    find_low(c);
    if (c->n_lost > 0) return ERR_OK;
    pcenter_begin(c);
    tell(c, "search");
    TRY(bisect(c, PACK, err));
    TRY(bisect(c, QUICK_FROM_BELOW, err));
    TRY(bisect(c, QUICK_FROM_ABOVE, err));
    TRY(bisect(c, BRANCH, err));
    return isinf(c->high) ? ERR_OK : pcenter_prune(c, err);
}
