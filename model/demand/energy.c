/* energy.c - what one class asks for in one year; see energy.h. */
#include "model/demand/energy.h"

#include <math.h>

#include "model/demand/climate.h"
#include "model/demand/distance.h"

static double efficiency_of(const struct scenario *s, enum service v)
{
    return v == FAST ? s->demand.efficiency_fast : s->demand.efficiency_slow;
}

/* What a unit of energy per way adds to the way shortens the range. */
static double beyond(const struct fleet_class *class, const struct series *range_km,
                     double season, int year)
{
    if (range_km->n == 0) return 0;
    return distance_beyond(series_at(&class->km_per_day, year), class->km_cv,
                           series_at(range_km, year) / season);
}

/* Public energy at the battery of a service, over the layers. */
static void add_public(struct class_energy *out, const struct scenario *s,
                       const struct fleet_class *class, enum service v,
                       const struct energy_part *energy)
{
    const double of[N_SERVICES][N_LAYERS] = {
        [FAST] = {[NIGHT] = class->night_share_fast, [ROAMING] = class->roaming_share_fast},
        [SLOW] = {[NIGHT] = class->night_share_slow, [ROAMING] = class->roaming_share_slow}};

    for (enum layer l = NIGHT; l < N_LAYERS; l++) {
        double part = l == DAY ? 1 - of[v][NIGHT] - of[v][ROAMING] : of[v][l];

        part = fmax(0, part) / efficiency_of(s, v);
        out->public_kwh[v][l].plain += energy->plain * part;
        out->public_kwh[v][l].home += energy->home * part;
    }
}

static void add_group(struct class_energy *out, const struct scenario *s,
                      const struct fleet_class *class, double energy, const struct group *g,
                      const struct split *split)
{
    /* Homes, work places and depots charge by alternating current as slow chargers do. */
    out->home += energy * g->sum * split->home / s->demand.efficiency_slow;
    out->work += energy * g->sum * split->work / s->demand.efficiency_slow;
    out->depot += energy * g->sum * split->depot / s->demand.efficiency_slow;
    for (enum service v = FAST; v < N_SERVICES; v++) {
        double kwh = energy * split->public_share[v];
        struct energy_part part = {kwh * g->share.plain, kwh * g->share.home};

        add_public(out, s, class, v, &part);
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

static void scale(struct energy_part *part, double factor)
{
    part->plain *= factor;
    part->home *= factor;
}

/* The public share as it came out; or the control total, and everything scaled to it. */
static void settle_share(struct class_energy *e, const struct scenario *s, double share,
                         double home_mean)
{
    double elsewhere = (e->home + e->work + e->depot) * s->demand.efficiency_slow;
    double in_public = 0, up, down;

    for (enum service v = FAST; v < N_SERVICES; v++)
        in_public += energy_public(e, v, home_mean) * efficiency_of(s, v);
    e->public_share = e->driven > 0 ? in_public / e->driven : 0;
    e->share_given =
        !isnan(share) && (in_public > 0 || share == 0) && (elsewhere > 0 || share == 1);
    if (!e->share_given) return;
    up = in_public > 0 ? share * e->driven / in_public : 0;
    down = elsewhere > 0 ? (1 - share) * e->driven / elsewhere : 0;
    e->public_share = share;
    e->home *= down;
    e->work *= down;
    e->depot *= down;
    scale(&e->phev_slow, up);
    for (int v = 0; v < N_SERVICES; v++)
        for (int l = 0; l < N_LAYERS; l++)
            scale(&e->public_kwh[v][l], up);
}

void energy_of_class(struct class_energy *out, const struct scenario *s,
                     const struct fleet *fleet, int class_index, int year_index, bool by_zone,
                     double home_mean)
{
    const struct fleet_class *class = &s->fleet[class_index];
    int at = class_index * fleet->n_years + year_index, year = fleet->years[year_index];
    double season = class->season_factor * climate_factor(&s->demand);
    double each = series_at(&class->km_per_day, year) * fleet->kwh_per_km[at] *
                  class->on_road_factor * season;
    double battery_cars, hybrids;
    struct group group[GROUPS_MAX];
    int n;

    *out = (struct class_energy){.season = season,
                                 .phev_electric_share = class->phev_electric_share,
                                 .beyond_share = beyond(class, &class->range_km, season, year)};
    if (class->phev_range_km.n > 0)
        out->phev_electric_share = 1 - beyond(class, &class->phev_range_km, season, year);
    battery_cars = fleet->stock[at] * each * fleet->bev_share[at];
    hybrids = fleet->stock[at] * each * (1 - fleet->bev_share[at]) * out->phev_electric_share;
    out->driven = battery_cars + hybrids;

    by_zone = by_zone && class->home_by_zone;
    if (!by_zone) home_mean = class->home_access;
    n = groups_of(group, class, by_zone, home_mean);
    for (int k = 0; k < n; k++) {
        struct split split = groups_phev(&group[k].split);

        add_group(out, s, class, hybrids, &group[k], &split);
    }
    out->phev_slow = slow_of(out);
    for (int k = 0; k < n; k++)
        add_group(out, s, class, battery_cars * (1 - out->beyond_share), &group[k],
                  &group[k].split);
    add_public(out, s, class, FAST, &(struct energy_part){battery_cars * out->beyond_share, 0});
    settle_share(out, s, series_at(&class->public_share, year), home_mean);
}

enum err energy_check(const struct scenario *s, int class_index, bool by_zone, double home_mean,
                      struct error *err)
{
    const struct fleet_class *class = &s->fleet[class_index];
    double season = class->season_factor * climate_factor(&s->demand);
    struct group group[GROUPS_MAX];
    double groups = 0;
    int n;

    if (class->public_share.n == 0) return ERR_OK;
    by_zone = by_zone && class->home_by_zone;
    n = groups_of(group, class, by_zone, by_zone ? home_mean : class->home_access);
    for (int k = 0; k < n; k++)
        groups += group[k].sum *
                  (group[k].split.public_share[FAST] + group[k].split.public_share[SLOW]);
    for (int y = 0; y < s->study.years.n; y++) {
        int year = s->study.years.year[y];
        double share = series_at(&class->public_share, year);
        double far =
            series_at(&class->bev_share, year) * beyond(class, &class->range_km, season, year);
        double in_public = far + (1 - far) * groups;

        if (share > 0 && in_public <= 1e-9)
            return error_set(err, ERR_SCENARIO,
                             "fleet.%s.public_share: %.10g of the energy is public in %d, but "
                             "no user group of the class charges in public; with_home, "
                             "without_home and at_depot say where they do",
                             class->id, share, year);
        if (share < 1 && in_public >= 1 - 1e-9)
            return error_set(err, ERR_SCENARIO,
                             "fleet.%s.public_share: %.10g of the energy is public in %d, but "
                             "all user groups of the class charge in public alone; with_home, "
                             "without_home and at_depot say where the rest is charged",
                             class->id, share, year);
    }
    return ERR_OK;
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
