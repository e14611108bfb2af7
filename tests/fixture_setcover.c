/* fixture_setcover.c - small random set covers. */
#include "tests/fixture_setcover.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "tests/assert.h"
#include "tests/dice.h"

static int below(int n)
{
    return (int)(uniform() * n);
}

/* By turns: prices of one, whole prices, prices without a step. */
static void set_prices(struct setcover_problem *p, int number)
{
    p->fixed = 3;
    p->step = number % 3 == 2 ? 0 : 1;
    for (int s = 0; s < p->n_sites; s++) {
        p->zero[s] = 0;
        p->price[s] = number % 3 == 0   ? 1
                      : number % 3 == 1 ? 1 + below(9)
                                        : 0.3 + uniform() + (s % 7 == 0 ? 2 : 0);
        if (number % 10 == 7 && s % 5 == 0) p->price[s] = 0; /* for nothing */
    }
}

void setcover_problem_make(struct setcover_problem *p, int number, int most_elements,
                           int most_sites)
{
    double sx[SITES], sy[SITES], far;
    int n = 0;

    dice = (unsigned long long)number * 104729 + 5;
    p->n_elements = most_elements / 2 + below(most_elements / 2);
    p->n_sites = most_sites / 2 + below(most_sites / 2);
    far = 1.3 / sqrt(p->n_sites) * (0.8 + 0.8 * uniform());
    for (int s = 0; s < p->n_sites; s++) {
        sx[s] = uniform();
        sy[s] = uniform();
    }
    for (int e = 0; e < p->n_elements; e++) {
        double x = uniform(), y = uniform();
        int own = below(p->n_sites);

        p->row_start[e] = n;
        p->over[e] = 0;
        for (int s = 0, left = 3; s < p->n_sites; s++) {
            bool near = number % 4 == 3 ? uniform() < 0.15 : hypot(sx[s] - x, sy[s] - y) < far;

            if (number % 4 == 2) { /* three sites each: far from whole */
                near = uniform() * (p->n_sites - s) < left;
                left -= near;
                own = -1;
            }
            if (!near && s != own) continue;
            p->site[n++] = s;
            if (s < 32) p->over[e] |= 1U << s;
        }
        p->penalty[e] = (double)INFINITY;
    }
    p->row_start[p->n_elements] = n;
    set_prices(p, number);
}

struct cover *setcover_problem_cover(const struct setcover_problem *p, unsigned skip)
{
    struct cover_draft d = {.n_elements = p->n_elements,
                            .n_sites = p->n_sites,
                            .row_start = p->row_start,
                            .site = p->site,
                            .penalty = p->penalty,
                            .price = p->price,
                            .cost = p->zero,
                            .p = p->n_sites,
                            .budget = (double)INFINITY,
                            .fixed = p->fixed,
                            .step = p->step,
                            .skip = skip};
    struct cover *c = NULL;
    struct error err;

    assert_int_equal(cover_create(&c, &d, &err), ERR_OK);
    return c;
}

struct cover_limits no_limits(void)
{
    return (struct cover_limits){
        .deadline = (double)INFINITY, .work_left = LONG_MAX, .n_threads = 1};
}

struct cover_state state_of(const struct cover *c)
{
    struct cover_state state = {.value = (double)INFINITY,
                                .cutoff = (double)INFINITY,
                                .bound = -(double)INFINITY,
                                .open = calloc((size_t)c->n_sites + 1, sizeof(bool))};

    assert_non_null(state.open);
    return state;
}

double setcover_problem_best(const struct setcover_problem *p)
{
    double best = (double)INFINITY;

    for (unsigned open = 0; open < 1U << p->n_sites; open++) {
        double sum = p->fixed;
        int e = 0;

        while (e < p->n_elements && (p->over[e] & open) != 0)
            e++;
        if (e < p->n_elements) continue;
        for (int s = 0; s < p->n_sites; s++)
            sum += open >> s & 1 ? p->price[s] : 0;
        best = fmin(best, sum);
    }
    return best;
}

void setcover_prove_alone(const struct setcover_problem *p, double best)
{
    struct cover *c = setcover_problem_cover(p, 0);
    struct cover_state state = state_of(c);
    struct cover_limits limits = no_limits();
    unsigned char *choice = calloc((size_t)c->n_sites + 1, 1);
    double *u = calloc((size_t)c->n_elements + 1, sizeof *u);
    struct error err;

    assert_true(setcover_takes(c));
    assert_int_equal(setcover_prove(c, choice, u, &limits, &state, &err), ERR_OK);
    assert_near(state.value, best, 1e-12, 0);
    assert_near(state.bound, best, 1e-9, 0);
    free(u);
    free(choice);
    free(state.open);
    cover_free(c);
}
