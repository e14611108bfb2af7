/* energy.c - what one class asks for in one year; see energy.h. */
#include "model/demand/energy.h"

/* How a user group splits its energy over places. */
struct split {
    double home, work, public_share[N_SERVICES];
};

/* A plug-in hybrid cannot charge fast: what a battery car would charge fast it charges slow. */
static struct split split_of(const struct fleet_class *class, bool with_home, bool phev)
{
    struct split s = {0, class->without_home_work, {0, 0}};

    s.public_share[FAST] = class->without_home_fast;
    s.public_share[SLOW] = class->without_home_slow;
    if (with_home) {
        s.home = class->with_home_home;
        s.work = class->with_home_work;
        s.public_share[FAST] = class->with_home_fast;
        s.public_share[SLOW] = class->with_home_slow;
    }
    if (phev) {
        s.public_share[SLOW] += s.public_share[FAST];
        s.public_share[FAST] = 0;
    }
    return s;
}

/* Adds a user group: `share` of the energy of a powertrain belongs to it, of (1). */
static void add_group(struct class_energy *out, const struct scenario *s,
                      const struct fleet_class *class, double energy, struct energy_part share,
                      double share_sum, const struct split *split)
{
    const double efficiency[N_SERVICES] = {
        [FAST] = s->demand.efficiency_fast, [SLOW] = s->demand.efficiency_slow};
    const double of[N_SERVICES][N_LAYERS] = {
        [FAST] = {[NIGHT] = class->night_share_fast, [ROAMING] = class->roaming_share_fast},
        [SLOW] = {[NIGHT] = class->night_share_slow, [ROAMING] = class->roaming_share_slow}};

    /* Homes, work places and depots charge by alternating current as slow chargers do. */
    out->home += energy * share_sum * split->home / efficiency[SLOW];
    out->work += energy * share_sum * split->work / efficiency[SLOW];
    for (enum service v = FAST; v < N_SERVICES; v++) {
        double kwh = energy * split->public_share[v] / efficiency[v];

        for (enum layer l = NIGHT; l < N_LAYERS; l++) {
            double part = l == DAY ? 1 - of[v][NIGHT] - of[v][ROAMING] : of[v][l];

            out->public_kwh[v][l].plain += kwh * part * share.plain;
            out->public_kwh[v][l].home += kwh * part * share.home;
        }
    }
}

/* Public slow energy so far, all layers. */
static struct energy_part slow_of(const struct class_energy *e)
{
    struct energy_part sum = {0, 0};

    for (enum layer l = NIGHT; l < N_LAYERS; l++) {
        sum.plain += e->public_kwh[SLOW][l].plain;
        sum.home += e->public_kwh[SLOW][l].home;
    }
    return sum;
}

void energy_of_class(struct class_energy *out, const struct scenario *s,
                     const struct fleet *fleet, int class_index, int year_index, bool by_zone,
                     double home_mean)
{
    const struct fleet_class *class = &s->fleet[class_index];
    int at = class_index * fleet->n_years + year_index;
    double stock = fleet->stock[at], bev_share = fleet->bev_share[at];
    double per_car = series_at(&class->km_per_day, fleet->years[year_index]) *
                     fleet->kwh_per_km[at] * class->on_road_factor * class->season_factor;
    const double energy[] = {stock * per_car * bev_share,
                             stock * per_car * (1 - bev_share) * class->phev_electric_share};

    struct energy_part battery = {0, 0};

    by_zone = by_zone && class->home_by_zone;
    if (!by_zone) home_mean = class->home_access;
    *out = (struct class_energy){.driven = energy[0] + energy[1]};
    out->depot = out->driven * class->depot_share / s->demand.efficiency_slow;
    for (int phev = 0; phev < 2; phev++) {
        for (int with_home = 0; with_home < 2; with_home++) {
            struct split split = split_of(class, with_home, phev);
            double sum = with_home ? home_mean : 1 - home_mean;
            struct energy_part share = {sum, 0};

            if (by_zone)
                share = with_home ? (struct energy_part){0, 1} : (struct energy_part){1, -1};
            add_group(out, s, class, energy[phev] * (1 - class->depot_share), share, sum,
                      &split);
        }
        if (phev == 0) battery = slow_of(out);
    }
    out->phev_slow = slow_of(out);
    out->phev_slow.plain -= battery.plain;
    out->phev_slow.home -= battery.home;
}

double energy_public(const struct class_energy *e, enum service v, double home_mean)
{
    double sum = 0;

    for (enum layer l = NIGHT; l < N_LAYERS; l++) {
        sum += e->public_kwh[v][l].plain;
        if (e->public_kwh[v][l].home != 0) sum += e->public_kwh[v][l].home * home_mean;
    }
    return sum;
}

double energy_public_bev(const struct class_energy *e, enum service v, double home_mean)
{
    double sum = energy_public(e, v, home_mean);

    if (v == FAST) return sum;
    if (e->phev_slow.home != 0) sum -= e->phev_slow.home * home_mean;
    return sum - e->phev_slow.plain;
}
