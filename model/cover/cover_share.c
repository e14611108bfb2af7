/* cover_share.c - parts of a covering problem that share no element, one after another, and
 * what each may take of time and work. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/cover/cover_solve.h"

/* A part's own share of the objective, so that a gap of every part is a gap of the whole. */
static void own_objective(struct cover *part)
{
    part->fixed = part->base = 0;
    for (int e = 0; e < part->n_elements && part->maximise; e++)
        for (int k = 1; k <= cover_need(part, e); k++)
            if (!isinf(cover_lack(part, e, k))) part->base += cover_lack(part, e, k);
}

struct part {
    int number, n_sites;
    double value, bound;
    bool stopped, again; /* by something; by its share alone */
};

static int compare_parts(const void *a, const void *b)
{
    const struct part *x = a, *y = b;

    if (x->n_sites != y->n_sites) return x->n_sites < y->n_sites ? -1 : 1;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* Small parts first: what they leave of their share goes to the others. Own it: free(). */
static struct part *order_parts(const struct cover *c, const int part[], int n_parts)
{
    struct part *order = calloc((size_t)n_parts, sizeof *order);

    if (order == NULL) return NULL;
    for (int k = 0; k < n_parts; k++)
        order[k] =
            (struct part){.number = k, .value = INFINITY, .bound = -INFINITY, .again = true};
    for (int s = 0; s < c->n_sites; s++)
        order[part[s]].n_sites++;
    qsort(order, (size_t)n_parts, sizeof *order, compare_parts);
    return order;
}

/* What is left of time and work for one part, in proportion to the squares of their sizes. */
static struct cover_limits share_limits(const struct cover_limits *limits,
                                        const struct part order[], int k, int n_parts)
{
    struct cover_limits own = *limits;
    double all = 0, share;

    for (int i = k; i < n_parts; i++)
        if (order[i].again) all += (double)order[i].n_sites * order[i].n_sites;
    share = (double)order[k].n_sites * order[k].n_sites / all;
    own.stopped = false;
    own.first = false; /* what the whole asks of all parts together */
    if (!isinf(own.deadline)) {
        double now = cover_clock();

        own.deadline = now + (own.deadline - now) * share;
    }
    if (own.work_left != LONG_MAX) own.work_left = (long)((double)own.work_left * share) + 1;
    return own;
}

/* What a part spent. A part that its share stopped does not stop the others; the user does. */
static void settle(struct cover_limits *limits, const struct cover_limits *own)
{
    if (limits->work_left != LONG_MAX) limits->work_left -= own->work_done - limits->work_done;
    limits->work_done = own->work_done;
    if (own->stopped) limits->stop = own->stop;
}

static bool is_spent(const struct cover_limits *limits)
{
    return limits->work_left <= 0 ||
           (!isinf(limits->deadline) && cover_clock() >= limits->deadline);
}

/* One part with its own limits, from the plan it has, if any; the plan enters the whole's. */
static enum err solve_one(const struct cover *c, const int part[], struct part *one,
                          unsigned char choice[], struct cover_limits *limits,
                          const struct cover_state *state, int depth, struct cover_state *sum,
                          struct error *err)
{
    struct cover_state found = {0};
    struct cover *sub = NULL;
    enum err code;

    for (int s = 0; s < c->n_sites; s++)
        choice[s] = part[s] == one->number ? COVER_FREE : COVER_ELSEWHERE;
    TRY(cover_restrict(&sub, c, choice, NULL, err));
    own_objective(sub);
    code = cover_state_create(&found, sub, isinf(one->value) ? state : sum, err);
    found.value = one->value;
    found.bound = one->bound;
    if (code == ERR_OK) code = cover_solve_part(sub, limits, &found, depth, err);
    if (code == ERR_OK) {
        for (int s = 0; s < sub->n_sites; s++)
            sum->open[sub->origin[s]] = found.open[s];
        one->value = found.value;
        one->bound = fmax(found.bound, sub->fixed); /* nothing is paid below it */
        one->stopped = limits->stopped;
        one->again = limits->stopped && is_spent(limits);
    }
    free(found.open);
    cover_free(sub);
    return code;
}

/* Whether parts that their shares stopped share what the others left. The last one of a round
 * may spend all of it: rounds end. */
static bool is_left(struct cover_limits *limits, const struct part order[], int n_parts)
{
    bool again = false;

    limits->stopped = false;
    for (int k = 0; k < n_parts; k++) {
        limits->stopped |= order[k].stopped;
        again |= order[k].again;
    }
    return again && !placement_interrupted && !is_spent(limits);
}

enum err cover_solve_parts(const struct cover *c, const int part[], int n_parts,
                           struct cover_limits *limits, struct cover_state *state, int depth,
                           struct error *err)
{
    unsigned char *choice = malloc((size_t)c->n_sites + 1);
    struct part *order = order_parts(c, part, n_parts);
    struct cover_state sum = {.open = calloc((size_t)c->n_sites + 1, sizeof *sum.open),
                              .value = c->fixed,
                              .bound = c->fixed};
    enum err code = ERR_OK;

    if (choice == NULL || order == NULL || sum.open == NULL)
        code = error_nomem(err, "the parts of a problem");
    do {
        for (int k = 0; k < n_parts && code == ERR_OK; k++) {
            struct cover_limits own;

            if (!order[k].again) continue;
            own = share_limits(limits, order, k, n_parts);
            code = solve_one(c, part, &order[k], choice, &own, state, depth, &sum, err);
            settle(limits, &own);
        }
    } while (code == ERR_OK && is_left(limits, order, n_parts));
    for (int k = 0; k < n_parts && code == ERR_OK; k++) {
        sum.value += order[k].value;
        sum.bound += order[k].bound;
    }
    if (code == ERR_OK && sum.value < state->value) {
        state->value = sum.value;
        memcpy(state->open, sum.open, (size_t)c->n_sites * sizeof *sum.open);
    }
    if (code == ERR_OK)
        state->bound = fmax(state->bound, fmin(sum.bound, fmin(state->value, state->cutoff)));
    free(choice);
    free(order);
    free(sum.open);
    return code;
}
