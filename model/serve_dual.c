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
#include "model/serve_net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    double density; /* profit per unit of load */
    int pair;
};

/* A corner of a site's hull: a size, or closed (-1). */
struct corner {
    double cost, worth;
    int size;
};

/* A piece of a hull: from corner k to corner k + 1. */
struct piece {
    double slope, cost;
    int site, corner;
};

struct dual_work {
    struct entry *entry[N_SERVICES]; /* [n_pairs] sorted within a site's row */
    int *n_entries[N_SERVICES];      /* [n_sites] with profit */
    double *gain;      /* [levels of one site] both services one after the other */
    int *by_cost;      /* [n sizes] sizes of a site in rising cost */
    int *corner_start; /* [n_sites + 1] */
    struct corner *corner;
    struct piece *piece;
    int *taken;                /* [n_sites] corner chosen */
    double *slack[N_SERVICES]; /* [n_items] 1 - sum a: the subgradient */
    double *row_slack;         /* [n_rows] sum x - 1 */
    double *move[N_SERVICES];  /* deflected direction */
    double *row_move;
    double *now[N_SERVICES], *row_now; /* the multipliers of the current step */
    double price;                      /* of the current step */
    int part_site;                     /* the site bought in part, -1: none */
    double part;                       /* the share of its piece that is bought */
};

static void sort_entries(struct entry *e, int n)
{
    while (n > 16) {
        double pivot = e[n / 2].density;
        int i = 0, j = n - 1;

        while (i <= j) {
            while (e[i].density > pivot)
                i++;
            while (e[j].density < pivot)
                j--;
            if (i <= j) {
                struct entry swap = e[i];

                e[i++] = e[j];
                e[j--] = swap;
            }
        }
        if (j + 1 < n - i) {
            sort_entries(e, j + 1);
            e += i;
            n -= i;
        } else {
            sort_entries(e + i, n - i);
            n = j + 1;
        }
    }
    for (int k = 1; k < n; k++) {
        struct entry x = e[k];
        int j = k;

        for (; j > 0 && e[j - 1].density < x.density; j--)
            e[j] = e[j - 1];
        e[j] = x;
    }
}

/* Worth of each capacity level of site s for service v at prices u. */
static void site_gains(struct dual_work *w, const struct serve_net *net, enum service v, int s,
                       double *gain)
{
    const struct serve_side *d = &net->side[v];
    struct entry *e = w->entry[v] + d->site_start[s];
    const double *level = d->level + d->level_start[s];
    int n = 0, n_levels = d->level_start[s + 1] - d->level_start[s], at = 0;
    double used = 0, worth = 0;

    for (int pair = d->site_start[s]; pair < d->site_start[s + 1]; pair++) {
        int i = d->site_item[pair];
        double profit = d->kwh[i] - w->now[v][i];

        if (profit > 0) e[n++] = (struct entry){profit / d->load[i], pair};
    }
    sort_entries(e, n);
    w->n_entries[v][s] = n;
    for (int k = 0; k < n_levels; k++) {
        while (at < n && used + d->load[d->site_item[e[at].pair]] <= level[k]) {
            double load = d->load[d->site_item[e[at].pair]];

            used += load;
            worth += load * e[at++].density;
        }
        gain[k] = worth + (at < n ? (level[k] - used) * e[at].density : 0);
    }
}

/* Adds a corner, keeping worth concave over cost. */
static int hull_add(struct corner *hull, int n, struct corner c)
{
    if (n > 0 && c.worth <= hull[n - 1].worth) return n;
    while (n > 0 && c.cost <= hull[n - 1].cost)
        n--; /* same money, more worth */
    while (n > 1 && (c.worth - hull[n - 1].worth) * (hull[n - 1].cost - hull[n - 2].cost) >=
                        (hull[n - 1].worth - hull[n - 2].worth) * (c.cost - hull[n - 1].cost))
        n--;
    hull[n] = c;
    return n + 1;
}

static int site_hull(struct dual_work *w, const struct serve_net *net, int s,
                     struct corner *hull)
{
    const struct serve_input *in = net->in;
    const struct serve_side *d = net->side;
    int n_fast = d[FAST].level_start[s + 1] - d[FAST].level_start[s], n = 0;
    const double *gain[N_SERVICES] = {w->gain, w->gain + n_fast};
    double rule = 0;

    site_gains(w, net, FAST, s, w->gain);
    site_gains(w, net, SLOW, s, w->gain + n_fast);
    for (int k = net->site_row_start[s]; k < net->site_row_start[s + 1]; k++)
        rule += w->row_now[net->site_row[k]];
    if (!net->must_open[s]) hull[n++] = (struct corner){0, 0, -1};
    for (int j = in->size_start[s]; j < in->size_start[s + 1]; j++) {
        int k = w->by_cost[j];
        double worth =
            gain[FAST][net->size_level[FAST][k]] + gain[SLOW][net->size_level[SLOW][k]] + rule;

        n = hull_add(hull, n, (struct corner){in->size[k].cost, worth, k});
    }
    return n;
}

static int by_slope(const void *pa, const void *pb)
{
    const struct piece *a = pa, *b = pb;

    if (a->slope != b->slope) return a->slope > b->slope ? -1 : 1;
    if (a->site != b->site) return a->site < b->site ? -1 : 1;
    return (a->corner > b->corner) - (a->corner < b->corner);
}

/* Buys the steepest pieces within the budget; returns the worth bought. */
static double buy(struct dual_work *w, const struct serve_net *net)
{
    const struct serve_input *in = net->in;
    double money = in->budget, worth = 0;
    int n = 0;

    for (int s = 0; s < in->n_sites; s++) {
        const struct corner *hull = w->corner + w->corner_start[s];
        int corners = w->corner_start[s + 1] - w->corner_start[s];

        w->taken[s] = corners ? 0 : -1;
        if (!corners) continue;
        worth += hull[0].worth;
        money -= hull[0].cost;
        for (int k = 0; k + 1 < corners; k++) {
            double cost = hull[k + 1].cost - hull[k].cost;

            w->piece[n++] =
                (struct piece){(hull[k + 1].worth - hull[k].worth) / cost, cost, s, k};
        }
    }
    qsort(w->piece, (size_t)n, sizeof *w->piece, by_slope);
    w->part_site = -1;
    w->price = 0;
    for (int k = 0; k < n; k++) {
        const struct piece *p = &w->piece[k];

        if (p->cost > money) {
            w->part_site = p->site;
            w->part = money > 0 ? money / p->cost : 0;
            w->price = p->slope;
            return worth + w->part * p->slope * p->cost;
        }
        money -= p->cost;
        worth += p->slope * p->cost;
        w->taken[p->site] = p->corner + 1;
    }
    return worth;
}

/* Takes `share` of what site s serves at a corner off the slack of items and rows. */
static void serve_corner(struct dual_work *w, const struct serve_net *net, int s, int corner,
                         double share)
{
    int size = w->corner[w->corner_start[s] + corner].size;

    if (size < 0 || share <= 0) return;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        const struct serve_side *d = &net->side[v];
        const struct entry *e = w->entry[v] + d->site_start[s];
        double room = net->in->size[size].capacity[v];

        for (int k = 0; k < w->n_entries[v][s] && room > 0; k++) {
            int i = d->site_item[e[k].pair];
            double load = d->load[i] < room ? d->load[i] : room;

            w->slack[v][i] -= share * load / d->load[i];
            room -= load;
        }
    }
    for (int k = net->site_row_start[s]; k < net->site_row_start[s + 1]; k++)
        w->row_slack[net->site_row[k]] += share;
}

/* L(u, pi) at the current multipliers, (7); fills the subgradient. */
static double evaluate(struct dual_work *w, const struct serve_net *net)
{
    const struct serve_input *in = net->in;
    double bound = 0;
    int used = 0;

    for (int s = 0; s < in->n_sites; s++) {
        w->corner_start[s] = used;
        if (in->size_start[s] < in->size_start[s + 1])
            used += site_hull(w, net, s, w->corner + used);
    }
    w->corner_start[in->n_sites] = used;
    bound = buy(w, net);
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int i = 0; i < net->side[v].n_items; i++) {
            bound += w->now[v][i];
            w->slack[v][i] = 1;
        }
    for (int r = 0; r < net->n_rows; r++) {
        bound -= w->row_now[r];
        w->row_slack[r] = -1;
    }
    for (int s = 0; s < in->n_sites; s++) {
        double part = s == w->part_site ? w->part : 0;

        if (w->taken[s] < 0) continue;
        serve_corner(w, net, s, w->taken[s], 1 - part);
        if (part > 0) serve_corner(w, net, s, w->taken[s] + 1, part);
    }
    return bound;
}

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
static void project(struct dual_work *w, const struct serve_net *net)
{
    for (enum service v = FAST; v < N_SERVICES; v++)
        for (int i = 0; i < net->side[v].n_items; i++)
            if (w->slack[v][i] > 0 && w->now[v][i] <= 0) w->slack[v][i] = 0;
    for (int r = 0; r < net->n_rows; r++)
        if (w->row_slack[r] > 0 && w->row_now[r] <= 0) w->row_slack[r] = 0;
}

static void deflect(struct dual_work *w, const struct serve_net *net, double metric_row)
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

static void step(struct dual_work *w, const struct serve_net *net, double metric_row,
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

struct cost_key {
    double cost;
    int size;
};

static int by_cost_then_size(const void *pa, const void *pb)
{
    const struct cost_key *a = pa, *b = pb;

    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return (a->size > b->size) - (a->size < b->size);
}

static bool sort_sizes(struct dual_work *w, const struct serve_net *net)
{
    const struct serve_input *in = net->in;
    struct cost_key *key = malloc(((size_t)in->size_start[in->n_sites] + 1) * sizeof *key);

    if (!key) return false;
    for (int s = 0; s < in->n_sites; s++) {
        int first = in->size_start[s], n = in->size_start[s + 1] - first;

        for (int k = 0; k < n; k++)
            key[k] = (struct cost_key){in->size[first + k].cost, first + k};
        qsort(key, (size_t)n, sizeof *key, by_cost_then_size);
        for (int k = 0; k < n; k++)
            w->by_cost[first + k] = key[k].size;
    }
    free(key);
    return true;
}

static void work_clear(struct dual_work *w)
{
    for (enum service v = FAST; v < N_SERVICES; v++) {
        free(w->entry[v]);
        free(w->n_entries[v]);
        free(w->slack[v]);
        free(w->move[v]);
        free(w->now[v]);
    }
    free(w->gain);
    free(w->by_cost);
    free(w->corner_start);
    free(w->corner);
    free(w->piece);
    free(w->taken);
    free(w->row_slack);
    free(w->row_move);
    free(w->row_now);
}

static enum err work_create(struct dual_work *w, const struct serve_net *net, struct error *err)
{
    const struct serve_input *in = net->in;
    size_t sites = (size_t)in->n_sites + 1, rows = (size_t)net->n_rows + 1;
    size_t sizes = (size_t)in->size_start[in->n_sites] + 1;
    bool ok = true;

    memset(w, 0, sizeof *w);
    for (enum service v = FAST; v < N_SERVICES; v++) {
        size_t items = (size_t)net->side[v].n_items + 1;

        w->entry[v] = malloc(((size_t)net->side[v].n_pairs + 1) * sizeof *w->entry[v]);
        w->n_entries[v] = calloc(sites, sizeof *w->n_entries[v]);
        w->slack[v] = calloc(items, sizeof *w->slack[v]);
        w->move[v] = calloc(items, sizeof *w->move[v]);
        w->now[v] = calloc(items, sizeof *w->now[v]);
        ok = ok && w->entry[v] && w->n_entries[v] && w->slack[v] && w->move[v] && w->now[v];
    }
    w->gain = malloc(2 * sizes * sizeof *w->gain);
    w->by_cost = calloc(sizes, sizeof *w->by_cost);
    w->corner_start = calloc(sites, sizeof *w->corner_start);
    w->corner = malloc((sizes + sites) * sizeof *w->corner);
    w->piece = malloc((sizes + sites) * sizeof *w->piece);
    w->taken = calloc(sites, sizeof *w->taken);
    w->row_slack = calloc(rows, sizeof *w->row_slack);
    w->row_move = calloc(rows, sizeof *w->row_move);
    w->row_now = calloc(rows, sizeof *w->row_now);
    ok = ok && w->gain && w->by_cost && w->corner_start && w->corner && w->piece && w->taken &&
         w->row_slack && w->row_move && w->row_now && sort_sizes(w, net);
    if (ok) return ERR_OK;
    work_clear(w);
    return error_nomem(err, "the bound of rule_then_serve");
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

enum err serve_dual_improve(struct serve_dual *dual, const struct serve_net *net, double target,
                            double gap, long n_steps, struct error *err)
{
    enum { PATIENCE = 10 };
    struct dual_work w;
    double metric_row, theta = dual->theta;
    int idle = 0;

    TRY(work_create(&w, net, err));
    copy_multipliers(net, w.now, w.row_now, dual->u, dual->pi);
    metric_row = row_metric(net, dual->price);
    for (long k = 0; k < n_steps && theta > 0.002; k++, dual->steps++) {
        double bound = evaluate(&w, net), length;

        if (bound < dual->bound) {
            if (dual->bound - bound > 1e-4 * fabs(bound)) idle = 0;
            dual->bound = bound;
            dual->price = w.price;
            copy_multipliers(net, dual->u, dual->pi, w.now, w.row_now);
        } else {
            idle++;
        }
        if (dual->bound - target <= gap * fabs(target)) break;
        if (idle >= PATIENCE) {
            theta *= 0.7;
            idle = 0;
            copy_multipliers(net, w.now, w.row_now, dual->u, dual->pi);
            bound = evaluate(&w, net);
        }
        project(&w, net);
        deflect(&w, net, metric_row);
        length = product(net, metric_row, w.move, w.row_move, w.move, w.row_move);
        if (!(length > 0)) break; /* the subgradient is 0: this is the best bound */
        step(&w, net, metric_row, theta * (bound - target) / length);
    }
    dual->theta = theta;
    work_clear(&w);
    return ERR_OK;
}
