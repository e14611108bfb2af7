/* curve.c - see curve.h. */
#include "model/fleet/curve.h"

#include <math.h>
#include <string.h>

#include "model/fleet/steffen.h"

enum { SALES_MAX = 300 }; /* sales years looked at, more than any study has */

const char *curve_word(enum curve curve)
{
    static const char *const words[N_CURVES] = {
        [CURVE_POINTS] = "points",   [CURVE_PENETRATION] = "penetration",
        [CURVE_BASS] = "bass",       [CURVE_SHARE] = "share",
        [CURVE_COHORTS] = "cohorts", [CURVE_LOGISTIC] = "logistic",
        [CURVE_TABLE] = "table",     [CURVE_VISITORS] = "visitors"};

    return words[curve];
}

bool curve_complete(const struct fleet_class *c, enum curve curve)
{
    switch (curve) {
    case CURVE_POINTS:
        return c->points.n > 0;
    case CURVE_PENETRATION:
        return c->population.n > 0 && c->cars_per_1000.n > 0 && c->ev_share.n > 0;
    case CURVE_BASS:
        return c->points.n >= 4 || (!isnan(c->market) && !isnan(c->innovation) &&
                                    !isnan(c->imitation) && !isnan(c->launch_year));
    case CURVE_LOGISTIC:
        return c->points.n >= 4 ||
               (!isnan(c->market) && !isnan(c->growth_rate) && !isnan(c->midpoint_year));
    case CURVE_SHARE:
        return c->of.n > 0 && c->part <= c->whole;
    case CURVE_COHORTS:
        return c->registrations.n > 0 && c->registered_ev_share.n > 0 && survival_given(c);
    case CURVE_TABLE:
        return c->table != NULL;
    default:
        return false;
    }
}

/* ---- making ---- */

static enum err make_cars(struct curve_made *m, struct error *err)
{
    const struct fleet_class *c = m->class;

    if (c->cars_join == CARS_LINEAR || c->cars_per_1000.n == 0) return ERR_OK;
    return saturation_fit(&m->cars, c->id, c->cars_join == CARS_GOMPERTZ, c->cars_saturation,
                          &c->cars_per_1000, err);
}

static enum err make_bass(struct curve_made *m, struct error *err)
{
    const struct fleet_class *c = m->class;
    struct bass given = {c->market, c->innovation, c->imitation, c->launch_year};
    struct bass_fit fit;

    TRY(bass_fit_points(&fit, c->id, &given, &c->points, err));
    m->bass = fit.bass;
    m->fit = fit.fit;
    return ERR_OK;
}

static enum err make_logistic(struct curve_made *m, struct error *err)
{
    const struct fleet_class *c = m->class;
    struct logistic given = {c->market, c->growth_rate, c->midpoint_year};
    struct logistic_fit fit;

    TRY(logistic_fit_points(&fit, c->id, &given, &c->points, err));
    m->logistic = fit.logistic;
    m->fit = fit.fit;
    return ERR_OK;
}

/* A plain number (one point without a year) holds for every year. */
static bool is_constant(const struct series *s)
{
    return s->n == 1 && s->year[0] == 0;
}

static bool is_within(const struct series *s, int year)
{
    return is_constant(s) || (s->n > 0 && year >= s->year[0] && year <= s->year[s->n - 1]);
}

/* All vehicles before the first year: as given, else those of constant registrations. */
static double before(const struct fleet_class *c, const struct survival *survival, int first)
{
    double sum = 0;

    if (!isnan(c->stock_before)) return c->stock_before;
    for (int a = 0; a < COHORTS_AGES; a++)
        sum += survival_alive(survival, a);
    return sum * series_at(&c->registrations, first);
}

static enum err make_cohorts(struct curve_made *m, int first, int last, struct error *err)
{
    const struct fleet_class *c = m->class;
    struct survival survival;
    double all[SALES_MAX], ev[SALES_MAX], stock;

    if (!curve_complete(c, CURVE_COHORTS))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the curve cohorts needs registrations, registered_ev_share "
                         "and survival",
                         c->id);
    survival = survival_of(c);
    if (!is_constant(&c->registrations) && c->registrations.year[0] < first)
        first = c->registrations.year[0];
    if (first <= last - SALES_MAX) first = last - SALES_MAX + 1;
    if (!is_within(&c->registrations, first) || !is_within(&c->registrations, last))
        return error_set(
            err, ERR_SCENARIO,
            "fleet.%s.registrations: %d is outside the years of the registrations, "
            "%d to %d; registrations beyond them have no source",
            c->id, is_within(&c->registrations, first) ? last : first, c->registrations.year[0],
            c->registrations.year[c->registrations.n - 1]);
    stock = before(c, &survival, first);
    if (c->ev_stock_before > stock)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.ev_stock_before: %g EVs are more than all vehicles before "
                         "the first registrations, %g",
                         c->id, c->ev_stock_before, stock);
    for (int y = first; y <= last; y++) {
        all[y - first] = series_at(&c->registrations, y);
        ev[y - first] = all[y - first] * series_at(&c->registered_ev_share, y);
    }
    TRY(cohorts_of_sales(&m->all, &survival, first, last, all, stock, err));
    return cohorts_of_sales(&m->ev, &survival, first, last, ev, c->ev_stock_before, err);
}

enum err curve_make(struct curve_made *out, const struct fleet_class *class, enum curve curve,
                    int first, int last, struct error *err)
{
    struct curve_made m = {.class = class, .curve = curve};
    enum err code = make_cars(&m, err);

    if (code == ERR_OK && curve == CURVE_BASS) code = make_bass(&m, err);
    if (code == ERR_OK && curve == CURVE_LOGISTIC) code = make_logistic(&m, err);
    if (code == ERR_OK && curve == CURVE_COHORTS) code = make_cohorts(&m, first, last, err);
    if (code == ERR_OK && curve == CURVE_TABLE)
        code = stock_table_read(&m.table, class->table, err);
    if (code != ERR_OK)
        curve_clear(&m);
    else
        *out = m;
    return code;
}

void curve_clear(struct curve_made *m)
{
    cohorts_free(m->all);
    cohorts_free(m->ev);
    stock_table_clear(&m->table);
    memset(m, 0, sizeof *m);
}

/* ---- telling ---- */

/* A series that is set, in one of its years. */
static enum err joined(double *out, const struct curve_made *m, const struct series *points,
                       int year, struct error *err)
{
    *out = m->class->join == JOIN_CUBIC ? steffen_at(points, year) : series_at(points, year);
    return isnan(*out) ? error_nomem(err, "the points of the fleet") : ERR_OK;
}

/* The points joined. Outside their years nothing stands behind a figure. */
static enum err by_points(double *out, const struct curve_made *m, int year, struct error *err)
{
    const struct series *p = &m->class->points;

    if (p->n == 0)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.points: the curve points needs the stock by year",
                         m->class->id);
    if (!is_within(p, year))
        return error_set(
            err, ERR_SCENARIO,
            "fleet.%s.points: %d is outside the years of the points, %d to %d; add "
            "a point, or choose the curve bass to extrapolate",
            m->class->id, year, p->year[0], p->year[p->n - 1]);
    return joined(out, m, p, year, err);
}

/* A larger region's stock by the share of its residents; not rounded. */
static enum err by_share(double *out, const struct curve_made *m, int year, struct error *err)
{
    const struct fleet_class *c = m->class;
    const struct series *of = &c->of;

    if (of->n == 0 || !(c->part >= 0) || !(c->whole >= c->part))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the curve share needs of, part and whole, the part not "
                         "above the whole",
                         c->id);
    if (!is_within(of, year))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.of: %d is outside the years of the region's stock, %d to "
                         "%d; a stock beyond them has no source",
                         c->id, year, of->year[0], of->year[of->n - 1]);
    TRY(joined(out, m, of, year, err));
    *out *= c->part / c->whole;
    return ERR_OK;
}

static enum err by_penetration(double *out, const struct curve_made *m, int year,
                               struct error *err)
{
    if (!curve_complete(m->class, CURVE_PENETRATION))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the curve penetration needs population, cars_per_1000 and "
                         "ev_share",
                         m->class->id);
    *out = curve_all_vehicles(m, year) * series_at(&m->class->ev_share, year);
    return ERR_OK;
}

static enum err by_table(double *out, const struct curve_made *m, int year, struct error *err)
{
    const struct series *p = &m->table.vehicles;

    if (!is_within(p, year))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.table: %d is outside the years of %s, %d to %d; a stock "
                         "beyond them has no source",
                         m->class->id, year, m->class->table, p->year[0], p->year[p->n - 1]);
    return joined(out, m, p, year, err);
}

enum err curve_stock(double *out, const struct curve_made *m, int year, struct error *err)
{
    switch (m->curve) {
    case CURVE_POINTS:
        return by_points(out, m, year, err);
    case CURVE_PENETRATION:
        return by_penetration(out, m, year, err);
    case CURVE_SHARE:
        return by_share(out, m, year, err);
    case CURVE_TABLE:
        return by_table(out, m, year, err);
    case CURVE_COHORTS:
        *out = cohorts_stock(m->ev, year);
        return ERR_OK;
    case CURVE_LOGISTIC:
        *out = logistic_stock(&m->logistic, year);
        return ERR_OK;
    default:
        *out = bass_stock(&m->bass, year);
        return ERR_OK;
    }
}

double curve_all_vehicles(const struct curve_made *m, int year)
{
    const struct fleet_class *c = m->class;
    double cars;

    if (c->population.n == 0 || c->cars_per_1000.n == 0)
        return m->all != NULL ? cohorts_stock(m->all, year) : (double)NAN;
    cars =
        m->cars.level > 0 ? saturation_at(&m->cars, year) : series_at(&c->cars_per_1000, year);
    return series_at(&c->population, year) * cars / 1000;
}

int curve_first_year(const struct curve_made *m, int first)
{
    const struct fleet_class *c = m->class;
    const struct series *s = &c->points;

    if (m->curve == CURVE_COHORTS) return m->ev->first;
    if (m->curve == CURVE_SHARE) s = &c->of;
    if (m->curve == CURVE_TABLE) s = &m->table.vehicles;
    if (m->curve == CURVE_PENETRATION || s->n == 0 || is_constant(s)) return first;
    return s->year[0] < first && s->year[0] > first - 100 ? s->year[0] : first;
}
