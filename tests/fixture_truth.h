/* fixture_truth.h - what each placement model means, written a second time from the contract of
 * `chargeplan solve` alone: bits of sites, all plans, no solver. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_TRUTH_H
#define CHARGEPLAN_TESTS_FIXTURE_TRUTH_H

#include "tests/fixture_town.h"

/* One row: a model with the cities it is tried on. */
struct truth {
    const char *name;  /* of the row */
    const char *model; /* in placement_list.h */
    unsigned kind;     /* of the cities */
    /* Objective of the open sites where P, budget, districts and spacing are not looked at;
     * NAN: not feasible. */
    double (*value)(const struct town *t, unsigned open);
    /* What is missing or paid, for a greedy choice; less is better. */
    double (*lack)(const struct town *t, unsigned open);
    /* Where two stages count: the first one's, less is better; NULL: none. */
    double (*first)(const struct town *t, unsigned open);
    /* Best of all plans; NULL: value() of every set of sites. NAN: no plan. */
    double (*best)(const struct town *t);
    double (*greedy)(const struct town *t); /* NULL: by lack() */
    /* Of a plan with more than open sites (served, phase); NULL: value(). */
    double (*plan_value)(const struct town *t, const struct placement_plan *plan);
    /* What the objective grows by when weights, capacities and money do; NULL: as they do. */
    double (*scales)(const struct town *t, double times);
    double rtol; /* of objectives: order of sums, or a linear program in it */
};

extern const struct truth truth_lscp, truth_lscp_share, truth_lscp_gradual, truth_mclp,
    truth_mclp_gradual, truth_lscp_b, truth_mclp_2, truth_pmedian, truth_pcenter, truth_cflp,
    truth_cflp_single, truth_mclp_c, truth_mclp_c_single, truth_mclp_t;

/* P, budget, districts, spacing, existing, required and forbidden sites. */
bool truth_keeps(const struct town *t, unsigned open);
/* The same without lower limits: what a plan still growing has to keep. */
bool truth_may_grow(const struct town *t, unsigned open);

double truth_value(const struct truth *truth, const struct town *t, unsigned open);
double truth_best(const struct truth *truth, const struct town *t);
double truth_greedy(const struct truth *truth, const struct town *t);
double truth_plan(const struct truth *truth, const struct town *t,
                  const struct placement_plan *plan);
unsigned truth_bits(const struct town *t, const bool open[]);

/* ---- parts that several models share ---- */

int truth_n_new(const struct town *t, unsigned open);
double truth_cost(const struct town *t, unsigned open); /* of new sites */
/* fewest or cheapest, as the city's objective says */
double truth_price(const struct town *t, unsigned open);
bool truth_better(bool maximise, double a, double b); /* b may be NAN */

#endif
