/* use.c - see use.h. */
#include "output/use.h"

#include <math.h>
#include <string.h>

static const double wait_shares[N_USE_WAITS] = {0.5, 0.9, 0.95};

const struct operation *use_of(const struct run *run, int k)
{
    return run->operation != NULL ? run->operation[k] : NULL;
}

int use_last(const struct run *run)
{
    for (int k = run->n_networks - 1; k >= 0; k--)
        if (use_of(run, k) != NULL) return k;
    return -1;
}

double use_days(const struct operation *o)
{
    return o->sum->window_h / DAY_HOURS * o->n_replications;
}

/* How often an hour of the week was simulated. */
static double occurrences(const struct operation *o, int hour)
{
    return o->sum->n_weeks[hour] * o->n_replications;
}

/* Outlet-hours taken; of all groups of a pool, or of those of one kind. */
static double busy_h(const struct operation *o, int pool, int hour, int kind, int *n_outlets)
{
    const struct operation_pool *p = &o->input->pool[pool];
    double sum = 0;

    *n_outlets = 0;
    for (int g = p->first_group; g < p->first_group + p->n_groups; g++) {
        if (kind >= 0 && o->input->group[g].kind != kind) continue;
        sum += o->sum->busy_h[(size_t)g * N_HOURS + (size_t)hour];
        *n_outlets += o->input->group[g].n_outlets;
    }
    return sum;
}

/* Sums over hours, before they are divided. */
struct adding {
    struct tally_hour sum;
    double busy_h, outlet_h, times;
    uint32_t waits[WAIT_BINS];
};

static void add_hour(struct adding *a, const struct operation *o, int pool, int hour)
{
    const struct tally_hour *h = &o->sum->hour[(size_t)pool * N_HOURS + (size_t)hour];
    int row = o->sum->wait_row[pool], n_outlets;
    const uint32_t *bins;

    a->sum.arrivals += h->arrivals;
    a->sum.starts += h->starts;
    a->sum.moved_on += h->moved_on;
    a->sum.gave_up += h->gave_up;
    a->sum.missed += h->missed;
    a->sum.wait_h += h->wait_h;
    a->sum.kwh += h->kwh;
    a->busy_h += busy_h(o, pool, hour, -1, &n_outlets);
    a->outlet_h += n_outlets * occurrences(o, hour);
    if (row < 0) return;
    bins = &o->sum->wait[((size_t)row * N_HOURS + (size_t)hour) * WAIT_BINS];
    for (int k = 0; k < WAIT_BINS; k++)
        a->waits[k] += bins[k];
}

/* Over `times` occurrences; without waits' percentiles. */
static struct use_rates rates_of(const struct adding *a, double times)
{
    const struct tally_hour *s = &a->sum;
    double each = times > 0 ? 1 / times : NAN, done = s->starts + s->moved_on + s->gave_up;
    struct use_rates r = {.arrivals = s->arrivals * each,
                          .starts = s->starts * each,
                          .moved_on = s->moved_on * each,
                          .gave_up = s->gave_up * each,
                          .missed = s->missed * each,
                          .kwh = s->kwh * each,
                          .missed_share = done > 0 ? s->missed / done : NAN,
                          .wait_min = s->starts > 0 ? 60 * s->wait_h / s->starts : NAN,
                          .utilisation = a->outlet_h > 0 ? a->busy_h / a->outlet_h : NAN};

    for (int k = 0; k < N_USE_WAITS; k++)
        r.wait_p_min[k] = NAN;
    return r;
}

struct use_rates use_in_hour(const struct operation *o, int pool, int hour, int n_hours)
{
    struct adding a = {0};
    struct use_rates r;
    double times = 0;

    for (int h = hour; h < N_HOURS; h += n_hours) {
        add_hour(&a, o, pool, h);
        times += occurrences(o, h);
    }
    r = rates_of(&a, times);
    for (int k = 0; k < N_USE_WAITS && o->sum->wait_row[pool] >= 0; k++)
        r.wait_p_min[k] = 60 * tally_wait_percentile(a.waits, wait_shares[k]);
    return r;
}

struct use_rates use_a_day(const struct operation *o, int pool)
{
    struct adding a = {0};
    int row = o->sum->wait_row[pool];
    struct use_rates r;

    for (int h = 0; h < N_HOURS; h++)
        add_hour(&a, o, pool, h);
    r = rates_of(&a, use_days(o));
    for (int k = 0; k < N_USE_WAITS && row >= 0; k++)
        r.wait_p_min[k] =
            60 * tally_wait_fine_percentile(&o->sum->wait_fine[(size_t)row * WAIT_FINE_BINS],
                                            wait_shares[k]);
    return r;
}

struct use_rates use_all_in_hour(const struct operation *o, enum service v, int hour,
                                 int n_hours)
{
    struct adding a = {0};
    double times = 0;

    for (int h = hour; h < N_HOURS; h += n_hours) {
        times += occurrences(o, h);
        for (int p = 0; p < o->input->n_pools; p++)
            if (o->input->pool[p].service == v) add_hour(&a, o, p, h);
    }
    return rates_of(&a, times);
}

double use_of_kind(const struct operation *o, int pool, int kind)
{
    double sum = 0;
    int n_outlets = 0;

    for (int h = 0; h < N_HOURS; h++)
        sum += busy_h(o, pool, h, kind, &n_outlets);
    return n_outlets > 0 ? sum / (n_outlets * DAY_HOURS * use_days(o)) : NAN;
}

double use_peak_in_hour(const struct operation *o, int place, int hour, int n_hours)
{
    double sum = 0, times = 0;

    for (int h = hour; h < N_HOURS; h += n_hours) {
        sum += o->sum->peak_kw[(size_t)place * N_HOURS + (size_t)h];
        times += occurrences(o, h);
    }
    return times > 0 ? sum / times : NAN;
}

double use_peak_kw(const struct operation *o, int place)
{
    double most = 0;

    for (int h = 0; h < N_HOURS; h++)
        most = fmax(most, use_peak_in_hour(o, place, h, N_HOURS)); /* not of NAN */
    return most;
}

int use_n_hours(const struct operation *o)
{
    for (int h = 0; h < N_HOURS; h++)
        if (!(o->sum->n_weeks[h] > 0)) return DAY_HOURS;
    return o->input->n_profile;
}

int use_busiest(const struct operation *o, int pool, double *taken)
{
    int best = 0;

    *taken = 0;
    for (int h = 0; h < DAY_HOURS; h++) {
        double share = use_in_hour(o, pool, h, DAY_HOURS).utilisation;

        if (!(share > *taken)) continue;
        *taken = share;
        best = h;
    }
    return best;
}

double use_at_once_share(const struct operation *o, enum service v)
{
    double at_once = 0, drivers = 0, served = 0;

    for (int p = 0; p < o->input->n_pools; p++) {
        int row = o->sum->wait_row[p];

        if (o->input->pool[p].service != v) continue;
        if (row >= 0) {
            at_once += o->sum->wait_fine[(size_t)row * WAIT_FINE_BINS];
            continue;
        }
        for (int h = 0; h < N_HOURS; h++) /* nobody waits there */
            at_once += o->sum->hour[(size_t)p * N_HOURS + (size_t)h].starts;
    }
    for (int z = 0; z < o->sum->n_zones; z++) {
        drivers += o->sum->zone[v][z].drivers;
        served += o->sum->zone[v][z].served;
    }
    return drivers > 0 ? fmin(at_once, served) / drivers : NAN;
}

bool use_assigns_none(const struct operation *o, enum service v)
{
    return o->input->params.choice == CHOICE_PLAN &&
           o->figure[v][OPERATION_NO_PLACE].mean >= 0.01;
}

struct use_zone use_of_zone(const struct operation *o, enum service v, int zone)
{
    const struct tally_zone *t = &o->sum->zone[v][zone];
    double of = t->drivers > 0 ? t->drivers : NAN, of_served = t->served > 0 ? t->served : NAN;

    return (struct use_zone){
        .drivers_per_day = t->drivers / use_days(o),
        .served = t->served / of,
        .no_place = t->no_place / of,
        .gave_up = t->gave_up / of,
        .out = t->out / of,
        .rest = (t->drivers - t->served - t->no_place - t->gave_up - t->out) / of,
        .wait_min = 60 * t->wait_h / of_served,
        .way_km = t->way_km / of_served,
        .detour_km = t->detour_km / of_served};
}

double use_rounded(double value, int decimals)
{
    static const double ten[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};

    return round(value * ten[decimals]) / ten[decimals];
}

void use_cell(struct cells *row, double value, int decimals)
{
    char text[CELLS_NUMBER_MAX];
    double rounded = use_rounded(value, decimals);

    if (row->taker != NULL || !isfinite(rounded) || rounded <= 0) {
        cells_number(row, rounded);
        return;
    }
    if (row->inside) putc_unlocked(',', row->stream); /* tables of a million lines */
    row->inside = true;
    fwrite_unlocked(text, 1, cells_twelve(text, rounded), row->stream);
}

int use_decimals(int what)
{
    const char *unit = operation_figure_unit(what);

    if (strcmp(unit, "share") == 0) return 5;
    return strcmp(unit, "kWh/day") == 0 || strcmp(unit, "kW") == 0 ? 1 : 3;
}

void use_cells_service(struct cells *row, enum language language, enum service v)
{
    cells_word(row, language, scenario_service_word(v),
               v == FAST ? MSG_MAP_FAST : MSG_MAP_SLOW);
    cells_integer(row, v == FAST);
}
