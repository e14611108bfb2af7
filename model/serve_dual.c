/* serve_dual.c - upper bound of rule_then_serve by Lagrangian relaxation.
 *
 * The demand rows (1) get prices u, the core rule rows (6) prices pi. What is left falls apart
 * by site: a fractional knapsack of the demand in reach at each capacity, then the best size.
 * The budget (5) is not relaxed by a step but solved exactly each time: each site's sizes give
 * a concave hull of worth over money, and the steepest pieces of all hulls are bought first,
 * one of them in part. For any u, pi >= 0
 *
 *   L(u, pi) = sum u - sum pi + (best worth of the hulls within the budget)      (7)
 *
 * is at least the objective of every plan. u and pi follow deflected subgradients.
 *
 * Source: M. L. Fisher, The Lagrangian relaxation method for solving integer programming
 *   problems, Management Science 27 (1981) 1-18, doi:10.1287/mnsc.27.1.1; P. M. Camerini,
 *   L. Fratta and F. Maffioli, On improving relaxation methods by modified gradient techniques,
 *   Mathematical Programming Study 3 (1975) 26-34, doi:10.1007/BFb0120697. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/serve_relax.h"

/* Scalar product in the metric of the steps: an item's own energy, a row's natural price. */
static double product(const struct serve_net *net, double metric_row, double *const a[],
                      const double *row_a, double *const b[], const double *row_b)
{
    double sum = 0;

    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int i = 0; i < net->side[v].n_items; i++)
            sum += net->side[v].kwh[i] * a[v][i] * b[v][i];
    for (int r = 0; r < net->n_rows; r++)
        sum += metric_row * row_a[r] * row_b[r];
    return sum;
}

/* A slack that its multiplier's bound keeps from acting is no direction. */
static void project(struct serve_relax *w, const struct serve_net *net)
{
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int i = 0; i < net->side[v].n_items; i++)
            if (w->slack[v][i] > 0 && w->now[v][i] <= 0) w->slack[v][i] = 0;
    for (int r = 0; r < net->n_rows; r++)
        if (w->row_slack[r] > 0 && w->row_now[r] <= 0) w->row_slack[r] = 0;
}

static void deflect(struct serve_relax *w, const struct serve_net *net, double metric_row)
{
    double with = product(net, metric_row, w->slack, w->row_slack, w->move, w->row_move);
    double size = product(net, metric_row, w->move, w->row_move, w->move, w->row_move);
    double keep = with < 0 && size > 0 ? -1.5 * with / size : 0;

    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int i = 0; i < net->side[v].n_items; i++)
            w->move[v][i] = w->slack[v][i] + keep * w->move[v][i];
    for (int r = 0; r < net->n_rows; r++)
        w->row_move[r] = w->row_slack[r] + keep * w->row_move[r];
}

static void step(struct serve_relax *w, const struct serve_net *net, double metric_row,
                 double length)
{
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int i = 0; i < net->side[v].n_items; i++) {
            double kwh = net->side[v].kwh[i];
            double u = w->now[v][i] - length * kwh * w->move[v][i];

            w->now[v][i] = u < 0 ? 0 : u > kwh ? kwh : u;
        }
    for (int r = 0; r < net->n_rows; r++) {
        double pi = w->row_now[r] - length * metric_row * w->row_move[r];

        w->row_now[r] = pi < 0 ? 0 : pi;
    }
}

/* What one more unit of load costs at a site, from its cheapest size to its largest for the
 * service; the mean over sites. */
static double cost_of_load(const struct serve_net *net, enum service v)
{
    const struct serve_input *in = net->in;
    double sum = 0;
    int n = 0;

    for (int s = 0; s < in->n_sites; s++) {
        int small = net->cheapest[s], large = small;

        if (small < 0) continue;
        for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++) {
            double more = in->size[k].capacity[v] - in->size[large].capacity[v];

            if (more > 0 || (more >= 0 && in->size[k].cost < in->size[large].cost)) large = k;
        }
        if (in->size[large].capacity[v] <= in->size[small].capacity[v]) continue;
        sum += (in->size[large].cost - in->size[small].cost) /
               (in->size[large].capacity[v] - in->size[small].capacity[v]);
        n++;
    }
    return n > 0 ? sum / n : 0;
}

enum err serve_dual_create(struct serve_dual **out, const struct serve_net *net, double price,
                           struct error *err)
{
    struct serve_dual *dual = calloc(1, sizeof *dual);

    if (!dual) return error_nomem(err, "the bound of rule_then_serve");
    dual->bound = INFINITY;
    dual->price = price;
    dual->theta = 1.2;
    dual->patience = DUAL_PATIENCE;
    dual->branch_site = -1;
    dual->pi = calloc((size_t)net->n_rows + 1, sizeof *dual->pi);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];
        double load_price = price * cost_of_load(net, v);

        dual->u[v] = calloc((size_t)d->n_items + 1, sizeof *dual->u[v]);
        /* a first guess: what an item is worth above the chargers that its load takes */
        for (int i = 0; dual->u[v] && i < d->n_items; i++)
            dual->u[v][i] = fmax(0, d->kwh[i] - load_price * d->load[i]);
    }
    if (!dual->pi || !dual->u[FAST] || !dual->u[SLOW]) {
        serve_dual_free(dual);
        return error_nomem(err, "the bound of rule_then_serve");
    }
    *out = dual;
    return ERR_OK;
}

void serve_dual_free(struct serve_dual *dual)
{
    if (!dual) return;
    free(dual->u[FAST]);
    free(dual->u[SLOW]);
    free(dual->pi);
    free(dual->least);
    free(dual->most);
    free(dual);
}

static void copy_multipliers(const struct serve_net *net, double *const to[], double *row_to,
                             double *const from[], const double *row_from)
{
    for (enum service v = FAST; v < N_SERVICES; v++)
        memcpy(to[v], from[v], (size_t)net->side[v].n_items * sizeof *to[v]);
    memcpy(row_to, row_from, (size_t)net->n_rows * sizeof *row_to);
}

/* Natural price of a core row: what a small station costs, at the price of money. */
static double row_metric(const struct serve_net *net, double price)
{
    double sum = 0;
    int n = 0;

    for (int s = 0; s < net->in->n_sites; s++)
        if (net->cheapest[s] >= 0 && net->site_row_start[s] < net->site_row_start[s + 1]) {
            sum += net->in->size[net->cheapest[s]].cost;
            n++;
        }
    return n > 0 ? price * sum / n : 0;
}

/* How the money of each site moves over the steps: where it does not settle, the relaxation
 * mixes sizes. */
struct spread {
    double *sum, *square; /* [n_sites] */
    long n;
};

static void spread_add(struct spread *p, const struct serve_relax *w, int n_sites)
{
    for (int s = 0; s < n_sites; s++) {
        double spent = serve_relax_spent(w, s);

        p->sum[s] += spent;
        p->square[s] += spent * spent;
    }
    p->n++;
}

/* Has a site sizes within its range on both sides of a cut? Closed is a size of no money. */
static bool cut_splits(const struct serve_net *net, const struct serve_dual *dual, int s,
                       double cut)
{
    const struct serve_input *in = net->in;
    double least = dual->least ? dual->least[s] : 0,
           most = dual->most ? dual->most[s] : INFINITY;
    bool below = !net->must_open[s] && least <= 0, above = false;

    for (int k = in->size_start[s]; k < in->size_start[s + 1]; k++) {
        double cost = in->size[k].cost;

        if (cost < least || cost > most) continue;
        if (cost <= cut)
            below = true;
        else
            above = true;
    }
    return below && above;
}

/* The cut of the node: the site whose money varied most; where all settled, the dearest site
 * that still has a choice, at what it spends or just below. */
static void spread_tell(const struct spread *p, const struct serve_relax *w,
                        const struct serve_net *net, struct serve_dual *dual)
{
    double top = 0, dearest = -1;
    int settled = -1;

    if (p->n == 0) return; /* no step was made: what was found before stands */
    dual->branch_site = -1;
    for (int s = 0; s < net->in->n_sites; s++) {
        double mean = p->sum[s] / (double)p->n, spent = serve_relax_spent(w, s);
        double variance = p->square[s] / (double)p->n - mean * mean;

        if (spent > dearest && (cut_splits(net, dual, s, spent) ||
                                cut_splits(net, dual, s, nextafter(spent, -1)))) {
            dearest = spent;
            settled = s;
        }
        if (variance <= top || variance <= 1e-8 * mean * mean) continue;
        if (!cut_splits(net, dual, s, mean)) continue;
        top = variance;
        dual->branch_site = s;
        dual->branch_cost = mean;
    }
    if (dual->branch_site >= 0 || settled < 0) return;
    dual->branch_site = settled;
    dual->branch_cost =
        cut_splits(net, dual, settled, dearest) ? dearest : nextafter(dearest, -1);
}

enum err serve_dual_improve(struct serve_dual *dual, const struct serve_net *net, double target,
                            double gap, long n_steps, struct error *err)
{
    enum { PATIENCE_MOST = 40 };
    struct serve_relax w;
    struct spread spread = {0};
    double metric_row, theta = dual->theta;
    int idle = 0;

    TRY(serve_relax_create(&w, net, err));
    spread.sum = calloc((size_t)net->in->n_sites + 1, sizeof *spread.sum);
    spread.square = calloc((size_t)net->in->n_sites + 1, sizeof *spread.square);
    if (!spread.sum || !spread.square) {
        free(spread.sum);
        free(spread.square);
        serve_relax_clear(&w);
        return error_nomem(err, "the bound of rule_then_serve");
    }
    w.least = dual->least;
    w.most = dual->most;
    copy_multipliers(net, w.now, w.row_now, dual->u, dual->pi);
    metric_row = row_metric(net, dual->price);
    for (long k = 0; k < n_steps && theta > 0.002; k++, dual->steps++) {
        double bound, length;

        if (serve_effort_spent(dual->effort)) break;
        bound = serve_relax_evaluate(&w, net);
        if (isinf(bound)) { /* no plan within this money */
            dual->bound = bound;
            break;
        }
        if (2 * k >= n_steps) spread_add(&spread, &w, net->in->n_sites);
        if (bound < dual->bound) {
            if (dual->bound - bound > 1e-4 * fabs(bound)) idle = 0;
            dual->bound = bound;
            dual->price = w.price;
            copy_multipliers(net, dual->u, dual->pi, w.now, w.row_now);
        } else {
            idle++;
        }
        if (dual->bound - target <= gap * fabs(target)) break;
        if (idle >= dual->patience) {
            theta *= 0.7;
            idle = 0;
            if (theta < 0.05 && dual->patience < PATIENCE_MOST) { /* stuck: start anew */
                theta = 0.6;
                dual->patience *= 2;
            }
            copy_multipliers(net, w.now, w.row_now, dual->u, dual->pi);
            bound = serve_relax_evaluate(&w, net);
        }
        project(&w, net);
        deflect(&w, net, metric_row);
        length = product(net, metric_row, w.move, w.row_move, w.move, w.row_move);
        if (!(length > 0)) break; /* the subgradient is 0: this is the best bound */
        step(&w, net, metric_row, theta * (bound - target) / length);
    }
    dual->theta = theta;
    if (!isinf(dual->bound)) spread_tell(&spread, &w, net, dual);
    free(spread.sum);
    free(spread.square);
    serve_relax_clear(&w);
    return ERR_OK;
}
