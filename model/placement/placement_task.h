/* placement_task.h - what the models by cover.h share: open sites set aside, candidates
 * numbered, limits that are left, the way into a covering problem (cover.h) and back. */
#ifndef CHARGEPLAN_MODEL_PLACEMENT_TASK_H
#define CHARGEPLAN_MODEL_PLACEMENT_TASK_H

#include "model/cover/cover.h"
#include "model/placement/placement.h"

struct milp;

struct placement_task {
    const struct placement_input *in;
    int n_candidates;     /* that the budget can pay at all */
    int *site;            /* owned [n_candidates] index into in->status */
    int *number;          /* owned [n_sites] candidate number, -1: none */
    double *price, *cost; /* owned [n_candidates]; price starts as 0 */
    int n_required;
    double required_cost;
    int p;         /* candidates at most; -1: no limit */
    double budget; /* left for candidates */
    double floor;  /* that no plan's value is below: 0, or a bound from elsewhere */
    /* the rows of the covering problem, filled by placement_task_add_* */
    int n_rows, room_rows, n_pairs, room_pairs;
    int *row_start, *pair;      /* owned */
    double *penalty, *more;     /* owned */
    int *need;                  /* owned */
    bool deep;                  /* some row needs more than one site */
    struct reach *near;         /* owned: candidates too near to each other; NULL: none */
    bool nomem;                 /* sticky */
    struct cover_limits limits; /* what is left of in->limits */
};

/* Errors: ERR_NOMEM. Call placement_task_clear() in any case. */
enum err placement_task_begin(struct placement_task *t, const struct placement_input *in,
                              struct error *err);
void placement_task_clear(struct placement_task *t);

/* Whether the budget does not pay for everything anyway; left in, its size alone upsets a
 * solver. */
bool placement_task_binds(const struct placement_input *in);
/* Whether a site is open in every plan. */
bool placement_task_forced(enum site_status status);
/* False, with plan->reason, when the required sites alone break P or B. */
bool placement_task_fits(const struct placement_task *t, struct placement_plan *plan);

/* A row is built by adding candidates, then ended with its penalty; candidates that stand in
 * the row several times count once. An abandoned row is empty again. */
void placement_task_add(struct placement_task *t, int candidate);
void placement_task_end_row(struct placement_task *t, double penalty);
/* The row needs `need` sites, and pays `more` for each after the first that is missing. */
void placement_task_end_levels(struct placement_task *t, int need, double penalty, double more);
/* Puts a candidate into a rising row of n with room for one more. */
void placement_task_insert(int row[], int n, int candidate);
void placement_task_forget_rows(struct placement_task *t);
void placement_task_drop_row(struct placement_task *t);
int placement_task_row_length(const struct placement_task *t);

/* Zones with weight, that pay for what the best open site covers less than the best candidate;
 * *base is what counts with all candidates open, *step that of struct cover. Errors: ERR_NOMEM.
 */
enum err placement_task_add_cover(struct placement_task *t, double *base, double *step,
                                  struct error *err);

/* Rows of districts, and the candidates too near to each other; done by placement_task_solve()
 * too. Errors: ERR_NOMEM. */
enum err placement_task_add_sides(struct placement_task *t, struct error *err);

/* The rows as a covering problem. */
struct cover_draft placement_task_draft(const struct placement_task *t, bool maximise,
                                        double base, double step);
/* Solves the rows and fills the plan. `base` is the model's objective at value 0 of the
 * covering problem: objective = base -+ value. step as in struct cover. */
enum err placement_task_solve(struct placement_task *t, const struct placement_model *model,
                              double base, double step, struct placement_plan *plan,
                              struct error *err);

/* The same from a plan over the candidates; NULL: none. */
enum err placement_task_solve_from(struct placement_task *t,
                                   const struct placement_model *model, double base,
                                   double step, const bool start[], struct placement_plan *plan,
                                   struct error *err);

/* Number and cost of the new sites of plan->open. */
void placement_task_count(const struct placement_input *in, struct placement_plan *plan);
/* No plan keeps all limits: says so; placement_solve() looks for the one at fault. */
void placement_task_no_plan(struct placement_plan *plan);
/* The plan of a state over the candidates, where `c` says how a value becomes an objective. */
enum err placement_task_finish(struct placement_task *t, const struct placement_model *model,
                               const struct cover *c, const struct cover_state *state,
                               struct placement_plan *plan, struct error *err);

/* What a new site adds to the objective of lscp and lscp-b: 1, or its cost. */
double placement_task_price(const struct placement_input *in, int s);
/* Part of zone z that the best open site covers, 0: none does. */
double placement_task_covered(const struct placement_input *in, const bool open[], int z);
/* Open sites over zone z. */
int placement_task_n_over(const struct placement_input *in, const bool open[], int z);
/* Whether some site that is not forbidden reaches zone z. */
bool placement_task_reachable(const struct placement_input *in, int z);

/* Greatest step that all numbers are whole multiples of; 0 where one is not a whole number or
 * they are too large to be exact. Start with -1. */
double placement_task_step(double step, double number);

/* Columns x_s of every model with their fixed bounds, and the rows of P and B. */
void placement_task_build_sites(const struct placement_input *in, struct milp *m,
                                const double objective[]);
/* Columns of zone z that say which part of it is covered worth `weight` in the objective; adds
 * what is covered, times `factor`, to `row` (-1: no row). */
void placement_task_build_covered(const struct placement_input *in, struct milp *m, int z,
                                  double weight, int row, double factor);
/* False where a plan opens a forbidden site, closes an open one, or breaks P or B. */
bool placement_task_keeps(const struct placement_input *in, const bool open[]);

#endif
