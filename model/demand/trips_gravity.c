/* trips_gravity.c - day weights by a gravity model; see (2) of trips.h.
 *
 * Every pair of zones is looked at once: the row of an origin is made, summed and given to the
 * destinations. Rows are dealt to a fixed number of tasks, each with sums of its own. */
#include <math.h>
#include <stdlib.h>

#include "model/demand/trips.h"
#include "model/parallel.h"

enum { TASKS = 16, STEPS = 64, FARTHEST = 700 }; /* in gravity_km */

struct gravity {
    const struct trips_weights *w;
    int n_from, n_to;
    int *from, *to;      /* owned: zones with a weight night, day */
    double *x, *y;       /* owned [n_zones] place over gravity_km */
    double *to_x, *to_y; /* owned [n_to] the same of destinations */
    double *to_weight;   /* owned [n_to] */
    double *table;       /* owned: exp(-k / STEPS) */
    double *row[TASKS];  /* owned [n_to] */
    double *sum[TASKS];  /* owned [w->n x n_to] */
};

/* exp(-x), x >= 0, to 1e-12 relative: from the nearest entry a step of at most 1/128; beyond
 * FARTHEST that of FARTHEST. */
static inline double decay(const double table[], double x)
{
    double near = x < FARTHEST ? x : FARTHEST, r;
    int k = (int)(near * STEPS + 0.5);

    r = k * (1.0 / STEPS) - near;
    return table[k] * (1 + r * (1 + r * (0.5 + r * (1.0 / 6 + r * (1.0 / 24)))));
}

/* Fills the row of an origin with W(d) exp(-(c - least)); returns its sum. */
static double fill_row(const struct gravity *g, int origin, double row[], double least)
{
    double x = g->x[origin], y = g->y[origin], sum = 0;

    for (int k = 0; k < g->n_to; k++) {
        double dx = g->to_x[k] - x, dy = g->to_y[k] - y;
        double way = sqrt(dx * dx + dy * dy) - least;

        row[k] = g->to_weight[k] * decay(g->table, way > 0 ? way : 0);
        sum += row[k];
    }
    return sum;
}

static double least_way(const struct gravity *g, int origin)
{
    double least = INFINITY;

    for (int k = 0; k < g->n_to; k++)
        least = fmin(least, hypot(g->to_x[k] - g->x[origin], g->to_y[k] - g->y[origin]));
    return least;
}

static void give_row(const struct gravity *g, int origin, int task)
{
    double *row = g->row[task];
    double least = 0, sum = fill_row(g, origin, row, 0);

    if (!(sum > 1e-200)) { /* all are far away: shares are by what is farther than the least */
        least = least_way(g, origin);
        sum = fill_row(g, origin, row, least);
    }
    for (int i = 0; i < g->w->n; i++) {
        double share = g->w->night[i][origin] / sum;
        double *to = g->sum[task] + (size_t)i * (size_t)g->n_to;

        for (int k = 0; k < g->n_to; k++)
            to[k] += share * row[k];
    }
}

static void give(void *context, int task)
{
    const struct gravity *g = context;

    for (int k = task; k < g->n_from; k += TASKS)
        give_row(g, g->from[k], task);
}

static bool allocate(struct gravity *g, size_t n)
{
    bool fine;

    g->from = malloc(n * sizeof *g->from);
    g->to = malloc(n * sizeof *g->to);
    g->x = malloc(n * sizeof *g->x);
    g->y = malloc(n * sizeof *g->y);
    g->to_x = malloc(n * sizeof *g->to_x);
    g->to_y = malloc(n * sizeof *g->to_y);
    g->to_weight = malloc(n * sizeof *g->to_weight);
    g->table = malloc((FARTHEST * STEPS + 1) * sizeof *g->table);
    fine = g->from && g->to && g->x && g->y && g->to_x && g->to_y && g->to_weight && g->table;
    for (int t = 0; t < TASKS; t++) {
        g->row[t] = malloc(n * sizeof(double));
        g->sum[t] = calloc(n * (size_t)g->w->n, sizeof(double));
        fine = fine && g->row[t] && g->sum[t];
    }
    return fine;
}

static void prepare(struct gravity *g, const struct city *city, double gravity_km)
{
    struct points points = city_zones(city);
    struct geo_plane plane = geo_plane_of(&points);
    double to_m = 1000 * gravity_km;

    for (int z = 0; z < city->n_zones; z++) {
        geo_to_plane(&plane, city->zone_x[z], city->zone_y[z], &g->x[z], &g->y[z]);
        g->x[z] /= to_m;
        g->y[z] /= to_m;
        if (g->w->night[0][z] > 0) g->from[g->n_from++] = z;
        if (!(city->weight[DAY][z] > 0)) continue;
        g->to_x[g->n_to] = g->x[z];
        g->to_y[g->n_to] = g->y[z];
        g->to_weight[g->n_to] = city->weight[DAY][z];
        g->to[g->n_to++] = z;
    }
    for (int k = 0; k <= FARTHEST * STEPS; k++)
        g->table[k] = exp(-(double)k / STEPS);
}

/* The sums of the tasks, in their order. */
static void take(const struct gravity *g, int n_zones)
{
    for (int i = 0; i < g->w->n; i++) {
        for (int z = 0; z < n_zones; z++)
            g->w->day[i][z] = 0;
        for (int t = 0; t < TASKS; t++)
            for (int k = 0; k < g->n_to; k++)
                g->w->day[i][g->to[k]] += g->sum[t][(size_t)i * (size_t)g->n_to + (size_t)k];
    }
}

static void clear(struct gravity *g)
{
    free(g->from);
    free(g->to);
    free(g->x);
    free(g->y);
    free(g->to_x);
    free(g->to_y);
    free(g->to_weight);
    free(g->table);
    for (int t = 0; t < TASKS; t++) {
        free(g->row[t]);
        free(g->sum[t]);
    }
}

enum err trips_by_gravity(const struct city *city, double gravity_km, struct trips_weights *w,
                          int n_threads, struct error *err)
{
    struct gravity g = {.w = w};
    enum err code = ERR_OK;

    if (city->n_zones > TRIPS_MOST_ZONES)
        return error_set(err, ERR_DATA,
                         "demand.gravity_km: a gravity model looks at every pair of zones, and "
                         "there are %d zones; at most %d are allowed, so divide them less "
                         "finely or take od.file",
                         city->n_zones, TRIPS_MOST_ZONES);
    if (!allocate(&g, (size_t)city->n_zones + 1)) code = error_nomem(err, "the gravity model");
    if (code == ERR_OK) {
        prepare(&g, city, gravity_km);
        parallel_run(n_threads, TASKS, give, &g);
        take(&g, city->n_zones);
    }
    clear(&g);
    return code;
}
