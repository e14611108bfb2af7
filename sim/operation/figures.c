/* figures.c - see figures.h; each figure is defined in replications.h */
#include "sim/operation/figures.h"

#include <math.h>
#include <stdlib.h>

#include "sim/operation/student.h"

struct pool_figures {
    struct student wait_min, missed_share, utilisation;
};

struct figures {
    const struct operation_input *in; /* borrowed */
    struct student area[N_SERVICES][N_OPERATION_FIGURES];
    struct pool_figures *pool; /* owned [n_pools] */
};

/* A service of one replication, in all. */
struct service_sums {
    struct tally_zone zones;
    struct tally_hour pools;
    double outlets, busy_h, down_h, late;
    double kwh[N_HOURS];
    uint32_t wait[WAIT_FINE_BINS];
};

enum err figures_create(struct figures **out, const struct operation_input *in,
                        struct error *err)
{
    struct figures *f = calloc(1, sizeof *f);

    if (f == NULL) goto nomem;
    f->in = in;
    f->pool = calloc((size_t)in->n_pools + 1, sizeof *f->pool);
    if (f->pool == NULL) goto nomem;
    *out = f;
    return ERR_OK;
nomem:
    figures_free(f);
    return error_nomem(err, "the figures of the station simulation");
}

void figures_free(struct figures *f)
{
    if (f == NULL) return;
    free(f->pool);
    free(f);
}

/* ---- sums of one replication ---- */

static double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

/* Who came before the window may miss in it: where all do, not more than all. */
static double missed_of(const struct tally_hour *sum, double late)
{
    return ratio(fmin(sum->missed + late, sum->arrivals), sum->arrivals);
}

static void add_hour(struct tally_hour *sum, const struct tally_hour *h)
{
    sum->arrivals += h->arrivals;
    sum->starts += h->starts;
    sum->moved_on += h->moved_on;
    sum->gave_up += h->gave_up;
    sum->missed += h->missed;
    sum->wait_h += h->wait_h;
    sum->queue_h += h->queue_h;
    sum->kwh += h->kwh;
}

static struct tally_zone sum_zones(const struct tally_zone zone[], int n_zones)
{
    struct tally_zone sum = {0};

    for (int z = 0; z < n_zones; z++) {
        sum.drivers += zone[z].drivers;
        sum.out += zone[z].out;
        sum.no_place += zone[z].no_place;
        sum.gave_up += zone[z].gave_up;
        sum.served += zone[z].served;
        sum.wait_h += zone[z].wait_h;
        sum.way_km += zone[z].way_km;
        sum.detour_km += zone[z].detour_km;
    }
    return sum;
}

static double pool_busy(const struct operation_pool *pool, const struct tally *t)
{
    const double *busy = t->busy_h + (size_t)pool->first_group * N_HOURS;
    double sum = 0;

    for (int k = 0; k < pool->n_groups * N_HOURS; k++)
        sum += busy[k];
    return sum;
}

/* What a pool adds to its service, and its own figures. */
static void add_pool(struct figures *f, struct service_sums *sums, const struct tally *t, int p)
{
    const struct operation_pool *pool = &f->in->pool[p];
    const struct tally_hour *hour = t->hour + (size_t)p * N_HOURS;
    struct tally_hour all = {0};
    double busy_h = pool_busy(pool, t);

    for (int h = 0; h < N_HOURS; h++) {
        add_hour(&all, &hour[h]);
        sums->kwh[h] += hour[h].kwh;
    }
    add_hour(&sums->pools, &all);
    sums->outlets += pool->n_outlets;
    sums->busy_h += busy_h;
    sums->late += t->late_end[p];
    for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++)
        sums->down_h += t->down_h[g];
    if (t->wait_row[p] >= 0) {
        const uint32_t *wait = t->wait_fine + (size_t)t->wait_row[p] * WAIT_FINE_BINS;

        for (int b = 0; b < WAIT_FINE_BINS; b++)
            sums->wait[b] += wait[b];
    }
    if (pool->service == FAST)
        student_add(&f->pool[p].wait_min, 60 * ratio(all.wait_h, all.starts));
    student_add(&f->pool[p].missed_share, missed_of(&all, t->late_end[p]));
    student_add(&f->pool[p].utilisation, ratio(busy_h, pool->n_outlets * t->window_h));
}

/* ---- figures of one replication ---- */

static void fill_drivers(double figure[], const struct service_sums *s, double days)
{
    const struct tally_zone *z = &s->zones;

    figure[OPERATION_DRIVERS] = z->drivers / days;
    figure[OPERATION_SERVED] = ratio(z->served, z->drivers);
    figure[OPERATION_FULL] = ratio(z->no_place + z->gave_up, z->drivers);
    figure[OPERATION_NO_PLACE] = ratio(z->no_place, z->drivers);
    figure[OPERATION_GAVE_UP] = ratio(z->gave_up, z->drivers);
    figure[OPERATION_OUT] = ratio(z->out, z->drivers);
    figure[OPERATION_UNDER_WAY] =
        ratio(z->drivers - z->served - z->no_place - z->gave_up - z->out, z->drivers);
    figure[OPERATION_MOVED_ON] = ratio(s->pools.moved_on, z->drivers);
    figure[OPERATION_WAY] = ratio(z->way_km, z->served);
    figure[OPERATION_DETOUR] = ratio(z->detour_km, z->served);
}

static void fill_waits(double figure[], const struct service_sums *s)
{
    figure[OPERATION_WAIT] = 60 * ratio(s->pools.wait_h, s->pools.starts);
    figure[OPERATION_WAIT_P50] = 60 * tally_wait_fine_percentile(s->wait, 0.50);
    figure[OPERATION_WAIT_P90] = 60 * tally_wait_fine_percentile(s->wait, 0.90);
    figure[OPERATION_WAIT_P95] = 60 * tally_wait_fine_percentile(s->wait, 0.95);
}

static void fill_outlets(double figure[], const struct service_sums *s, const struct tally *t)
{
    double peak = 0;

    for (int h = 0; h < N_HOURS; h++)
        if (t->n_weeks[h] > 0) peak = fmax(peak, s->kwh[h] / t->n_weeks[h]);
    figure[OPERATION_MISSED] = missed_of(&s->pools, s->late);
    figure[OPERATION_UTILISATION] = ratio(s->busy_h, s->outlets * t->window_h);
    figure[OPERATION_DOWN] = ratio(s->down_h, s->outlets * t->window_h);
    figure[OPERATION_ENERGY] = s->pools.kwh / (t->window_h / DAY_HOURS);
    figure[OPERATION_PEAK] = peak;
}

void figures_add(struct figures *f, const struct tally *t)
{
    struct service_sums sums[N_SERVICES] = {0};

    for (int p = 0; p < t->n_pools; p++)
        add_pool(f, &sums[f->in->pool[p].service], t, p);
    for (int v = 0; v < N_SERVICES; v++) {
        double figure[N_OPERATION_FIGURES];

        for (int k = 0; k < N_OPERATION_FIGURES; k++)
            figure[k] = NAN;
        sums[v].zones = sum_zones(t->zone[v], t->n_zones);
        fill_drivers(figure, &sums[v], t->window_h / DAY_HOURS);
        if (v == FAST) fill_waits(figure, &sums[v]); /* SLOW do not wait */
        fill_outlets(figure, &sums[v], t);
        for (int k = 0; k < N_OPERATION_FIGURES; k++)
            student_add(&f->area[v][k], figure[k]);
    }
}

/* ---- all together ---- */

bool figures_within(const struct figures *f, double half_width)
{
    for (int v = 0; v < N_SERVICES; v++) {
        const struct student *missed = &f->area[v][OPERATION_MISSED];

        if (missed->n > 0 && !(student_half_width(missed) <= half_width)) return false;
    }
    return true;
}

static struct operation_figure figure_of(const struct student *s)
{
    return (struct operation_figure){student_mean(s), student_half_width(s)};
}

static void fill_pool(const struct figures *f, struct operation *out, int p)
{
    const struct operation_pool *pool = &f->in->pool[p];
    const struct tally_hour *hour = out->sum->hour + (size_t)p * N_HOURS;
    struct operation_pool_result *r = &out->pool[p];
    double arrivals = 0, hours = out->n_replications * out->sum->window_h;

    for (int h = 0; h < N_HOURS; h++)
        arrivals += hour[h].arrivals;
    r->wait_min = figure_of(&f->pool[p].wait_min);
    r->missed_share = figure_of(&f->pool[p].missed_share);
    r->utilisation = figure_of(&f->pool[p].utilisation);
    r->offered = arrivals / hours * pool->session_h;
    r->working = 0;
    for (int g = pool->first_group; g < pool->first_group + pool->n_groups; g++)
        r->working += f->in->group[g].n_outlets * f->in->group[g].availability;
    r->grows = pool->service == FAST && r->offered >= r->working;
    r->queue_end = out->sum->queue_end[p] / out->n_replications;
}

void figures_fill(const struct figures *f, struct operation *out)
{
    for (int v = 0; v < N_SERVICES; v++) {
        for (int k = 0; k < N_OPERATION_FIGURES; k++)
            out->figure[v][k] = figure_of(&f->area[v][k]);
        out->half_width[v] = out->figure[v][OPERATION_MISSED].half_width;
    }
    for (int p = 0; p < f->in->n_pools; p++)
        fill_pool(f, out, p);
}
