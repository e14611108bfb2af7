/* placement_lscp_share.c - set cover of a share of the weight, by maximal covers.
 *
 * With so many sites (or so much money), is there a plan that covers the share? That is a
 * question to the covering engine, with the weight that may stay uncovered as its cutoff. The
 * least yes is found between what a bound denies and a plan at hand: first by bisection with
 * bounds and searches, then down from the plan by branching until the answer is no. */
#include "model/placement/placement_lscp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/placement/placement_sides.h"

enum answer { OPEN, YES, NO };

struct share {
    struct placement_task *t;
    struct cover *c; /* owned; p or budget are set for each question */
    double cutoff;   /* uncovered weight has to be below it */
    double step;     /* of prices; 0: none */
    int p;           /* as they came */
    double budget;
    bool by_cost;
    struct cover_state state; /* open is owned */
    bool *plan, *trial;       /* owned [n_sites] the best plan */
    int *n_over;              /* owned [n_elements] open sites over it */
    double low, high;         /* price of candidates: no plan is below, a plan has it */
};

static double price_of(const struct share *h, const bool open[])
{
    const struct placement_input *in = h->t->in;
    double sum = 0;

    for (int s = 0; s < in->reach->n_sites; s++)
        if (open[s] && in->status[s] == SITE_CANDIDATE) sum += placement_task_price(in, s);
    return sum;
}

/* What closing site s leaves uncovered. */
static double loss_of(const struct share *h, int s)
{
    const struct cover *c = h->c;
    double sum = 0;

    for (int k = c->cols->row_start[s]; k < c->cols->row_start[s + 1]; k++) {
        int e = c->cols->site[k];

        if (h->n_over[e] <= cover_need(c, e)) sum += cover_lack(c, e, h->n_over[e]);
    }
    return sum;
}

/* Closes the dearest, of equal ones the least missed, as long as the share stays covered. */
static void prune(struct share *h, bool open[])
{
    const struct cover *c = h->c;
    double lacking = cover_value(c, open);

    memset(h->n_over, 0, (size_t)c->n_elements * sizeof *h->n_over);
    for (int s = 0; s < c->n_sites; s++)
        for (int k = c->cols->row_start[s]; open[s] && k < c->cols->row_start[s + 1]; k++)
            h->n_over[c->cols->site[k]]++;
    for (;;) {
        double most = -1, least = INFINITY;
        int out = -1;

        for (int s = 0; s < c->n_sites; s++) {
            double loss, price;

            if (!open[s]) continue;
            loss = loss_of(h, s);
            price = placement_task_price(h->t->in, h->t->site[s]);
            if (!(lacking + loss < h->cutoff) || price < most) continue;
            if (price <= most && loss >= least) continue;
            most = price;
            least = loss;
            out = s;
        }
        if (out < 0) return;
        lacking += least;
        open[out] = false;
        for (int k = c->cols->row_start[out]; k < c->cols->row_start[out + 1]; k++)
            h->n_over[c->cols->site[k]]--;
    }
}

/* A plan covers the share: without what it does not need it may be the best so far. */
static void take(struct share *h)
{
    const struct placement_input *in = h->t->in;
    double price;

    prune(h, h->state.open);
    for (int s = 0; s < in->reach->n_sites; s++)
        h->trial[s] = placement_task_forced(in->status[s]) ||
                      (h->t->number[s] >= 0 && h->state.open[h->t->number[s]]);
    if (isnan(placement_lscp.worth(in, h->trial))) return;
    price = price_of(h, h->trial);
    if (price >= h->high) return;
    h->high = price;
    memcpy(h->plan, h->trial, (size_t)in->reach->n_sites * sizeof *h->plan);
}

/* Whether there is a plan of at most this price. */
static enum err ask(struct share *h, double most, bool branch, enum answer *answer,
                    struct error *err)
{
    double before = h->high;

    *answer = OPEN;
    if (h->by_cost)
        h->c->budget = fmin(h->budget, most);
    else
        h->c->p = most < h->p ? (int)most : h->p;
    TRY(cover_decide(h->c, h->cutoff, branch, &h->t->limits, &h->state, err));
    if (h->state.value < h->cutoff) {
        take(h);
        if (h->high < before) *answer = YES;
    } else if (h->state.bound >= h->cutoff) {
        *answer = NO;
        h->low =
            fmax(h->low, h->step > 0 ? floor(most / h->step + 1e-6) * h->step + h->step : most);
    }
    return ERR_OK;
}

/* The next price below the best plan. */
static double below(const struct share *h)
{
    return h->step > 0 ? h->high - h->step : h->high * (1 - 1.5e-9);
}

static bool enough(const struct share *h)
{
    const struct placement_limits *l = &h->t->in->limits;
    double gap = h->high - h->low;

    if (h->t->limits.stopped || gap <= 0) return true;
    return l->gap > 0 && gap <= l->gap * price_of(h, h->plan);
}

/* What a candidate saves at most, and its price. */
struct offer {
    double gain, price;
};

/* Most gain for the price first; what is free before all. */
static int compare_offers(const void *a, const void *b)
{
    const struct offer *x = a, *y = b;
    double left = x->gain * y->price, right = y->gain * x->price;

    return left > right ? -1 : left < right;
}

/* A first bound: no plan is cheaper than candidates that share no zone, the last one in part.
 */
static enum err bound_apart(struct share *h, struct error *err)
{
    const struct cover *c = h->c;
    struct offer *offer = calloc((size_t)c->n_sites + 1, sizeof *offer);
    double missing = c->fixed - h->cutoff, low = 0;

    if (offer == NULL) return error_nomem(err, "the share that is covered");
    for (int e = 0; e < c->n_elements; e++) {
        double most = 0;

        for (int k = 1; k <= cover_need(c, e); k++) {
            if (isinf(cover_lack(c, e, k))) continue;
            missing += cover_lack(c, e, k);
            most = fmax(most, cover_lack(c, e, k));
        }
        for (int k = c->rows->row_start[e]; k < c->rows->row_start[e + 1]; k++)
            offer[c->rows->site[k]].gain += most;
    }
    for (int s = 0; s < c->n_sites; s++)
        offer[s].price = placement_task_price(h->t->in, h->t->site[s]);
    qsort(offer, (size_t)c->n_sites, sizeof *offer, compare_offers);
    missing *= 1 - 1e-9;
    for (int s = 0; s < c->n_sites && missing > 0 && offer[s].gain > 0; s++) {
        low += offer[s].price * fmin(1, missing / offer[s].gain);
        missing -= offer[s].gain;
    }
    low *= 1 - 1e-9;
    h->low = h->step > 0 ? ceil(low / h->step) * h->step : low;
    free(offer);
    return ERR_OK;
}

static enum err search(struct share *h, bool *proven, struct error *err)
{
    enum answer answer;
    double deaf; /* below it neither bounds nor searches answer */

    TRY(bound_apart(h, err));
    TRY(ask(h, INFINITY, true, &answer, err));
    *proven = answer == NO;
    if (answer != YES) return ERR_OK;
    deaf = h->low;
    while (!enough(h) && h->high - fmax(deaf, h->low) > fmax(h->step, 1e-4 * h->high)) {
        double most = 0.5 * (h->high + fmax(deaf, h->low));

        if (h->step > 0) most = floor(most / h->step) * h->step;
        TRY(ask(h, fmin(most, below(h)), false, &answer, err));
        if (answer == OPEN) deaf = fmax(most, deaf + h->step);
        if (answer == OPEN && h->step <= 0 && deaf >= below(h)) break;
    }
    while (!enough(h)) {
        TRY(ask(h, below(h), true, &answer, err));
        if (answer == NO) h->low = h->high;
        if (answer == OPEN) break;
    }
    *proven = h->low >= h->high;
    return ERR_OK;
}

static enum err answer(struct share *h, bool proven, struct placement_plan *plan,
                       struct error *err)
{
    struct placement_task *t = h->t;
    const struct placement_input *in = t->in;
    double required = 0;

    for (int s = 0; s < in->reach->n_sites; s++)
        if (in->status[s] == SITE_REQUIRED) required += placement_task_price(in, s);
    plan->objective = plan->bound = plan->gap = NAN;
    plan->work = t->limits.work_done;
    plan->stop = proven ? STOP_PROVED : t->limits.stopped ? t->limits.stop : STOP_GAP;
    if (isinf(h->high)) {
        plan->status = proven ? PLAN_INFEASIBLE : PLAN_UNKNOWN;
        if (!proven) plan->bound = required + h->low;
        if (proven) placement_task_no_plan(plan);
        return ERR_OK;
    }
    plan->open = calloc((size_t)in->reach->n_sites + 1, sizeof *plan->open);
    if (plan->open == NULL) return error_nomem(err, "the plan");
    memcpy(plan->open, h->plan, (size_t)in->reach->n_sites * sizeof *plan->open);
    placement_task_count(in, plan);
    plan->status = proven ? PLAN_OPTIMAL : PLAN_FEASIBLE;
    plan->objective = plan->claim = placement_lscp.worth(in, plan->open);
    plan->bound = proven ? plan->objective : fmin(required + h->low, plan->objective);
    plan->gap = fabs(plan->bound - plan->objective) / fmax(fabs(plan->objective), 1e-9);
    if (!proven && plan->gap <= in->limits.gap) plan->stop = STOP_GAP;
    return ERR_OK;
}

/* False, with plan->reason, when not even all sites together cover the share. */
static bool possible(const struct placement_input *in, struct placement_plan *plan, bool all[])
{
    double sum = 0, total, asked = placement_lscp_asked(in, &total);

    for (int s = 0; s < in->reach->n_sites; s++)
        all[s] = in->status[s] != SITE_FORBIDDEN && !placement_sides_blocked(in, s);
    for (int z = 0; z < in->reach->n_zones; z++)
        sum += in->weight[z] * placement_task_covered(in, all, z);
    if (sum >= asked) return true;
    said_set(&plan->reason, MSG_WHY_SHARE, said_figure(in->cover_share),
             said_figure(floor(1e6 * sum / total) / 1e6));
    plan->status = PLAN_INFEASIBLE;
    return false;
}

/* The covering problem and its cutoff. */
static enum err create(struct share *h, struct error *err)
{
    struct placement_task *t = h->t;
    size_t n = (size_t)t->in->reach->n_sites + 1;
    double base, step, total, most = 0, asked = placement_lscp_asked(t->in, &total);
    struct cover_draft draft;

    h->plan = calloc(n, sizeof *h->plan);
    h->trial = calloc(n, sizeof *h->trial);
    h->state.open = calloc(n, sizeof *h->state.open);
    if (h->plan == NULL || h->trial == NULL || h->state.open == NULL)
        return error_nomem(err, "the share that is covered");
    TRY(placement_task_add_cover(t, &base, &step, err));
    TRY(placement_task_add_sides(t, err));
    if (t->nomem) return error_nomem(err, "the share that is covered");
    draft = placement_task_draft(t, true, base, step);
    TRY(cover_create(&h->c, &draft, err));
    h->n_over = calloc((size_t)h->c->n_elements + 1, sizeof *h->n_over);
    if (h->n_over == NULL) return error_nomem(err, "the share that is covered");
    h->p = h->c->p;
    h->budget = h->c->budget;
    h->cutoff = total > 0 ? base - asked + 1e-12 * total : 1;
    /* Of weights in steps the first step that is too much: the engine counts back from it. */
    if (total > 0 && step > 0) h->cutoff = (floor(h->cutoff / step) + 1) * step;
    /* However small the share, something has to be covered. */
    if (asked > 0) h->cutoff = fmin(h->cutoff, base);
    h->high = INFINITY;
    h->by_cost = t->in->objective == OBJECTIVE_COST;
    h->step = -1;
    for (int k = 0; k < t->n_candidates; k++)
        h->step = placement_task_step(h->step, placement_task_price(t->in, t->site[k]));
    for (int k = 0; k < t->n_candidates; k++)
        most += placement_task_price(t->in, t->site[k]);
    /* A budget is kept up to a part in 1e12: steps that are finer cannot be asked for. */
    if (h->step < 2e-12 * most) h->step = 0;
    return ERR_OK;
}

enum err placement_lscp_share(struct placement_task *t, struct placement_plan *plan,
                              struct error *err)
{
    struct share h = {.t = t};
    bool proven = false;
    enum err code = create(&h, err);

    if (code == ERR_OK && possible(t->in, plan, h.trial)) {
        code = search(&h, &proven, err);
        if (code == ERR_OK) code = answer(&h, proven, plan, err);
    }
    cover_free(h.c);
    free(h.state.open);
    free(h.plan);
    free(h.trial);
    free(h.n_over);
    return code;
}
