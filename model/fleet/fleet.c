/* fleet.c - EV stock per class and year; see fleet.h. */
#include "model/fleet/fleet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double fleet_stock(const struct fleet *fleet, int class_index, int year_index)
{
    return fleet->stock[class_index * fleet->n_years + year_index];
}

double fleet_total(const struct fleet *fleet, int year_index)
{
    double total = 0;

    for (int c = 0; c < fleet->n_classes; c++)
        total += fleet_stock(fleet, c, year_index);
    return total;
}

/* A plain number (one point without a year) holds for every year. */
static bool is_constant(const struct series *s)
{
    return s->n == 1 && s->year[0] == 0;
}

/* The points joined. Outside their years nothing stands behind a figure. */
static enum err stock_by_points(double *out, const struct fleet_class *class, int year,
                                struct error *err)
{
    const struct series *p = &class->points;

    if (p->n == 0)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.points: the curve points needs the stock by year",
                         class->id);
    if (!is_constant(p) && (year < p->year[0] || year > p->year[p->n - 1]))
        return error_set(
            err, ERR_SCENARIO,
            "fleet.%s.points: %d is outside the years of the points, %d to %d; add "
            "a point, or choose the curve bass to extrapolate",
            class->id, year, p->year[0], p->year[p->n - 1]);
    *out = series_at(p, year);
    return ERR_OK;
}

/* A larger region's stock by the share of its residents; not rounded. */
static enum err stock_by_share(double *out, const struct fleet_class *class, int year,
                               struct error *err)
{
    const struct series *of = &class->of;

    if (of->n == 0 || !(class->part >= 0) || !(class->whole >= class->part))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the curve share needs of, part and whole, the part not "
                         "above the whole",
                         class->id);
    if (!is_constant(of) && (year < of->year[0] || year > of->year[of->n - 1]))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.of: %d is outside the years of the region's stock, %d to "
                         "%d; a stock beyond them has no source",
                         class->id, year, of->year[0], of->year[of->n - 1]);
    *out = series_at(of, year) * class->part / class->whole;
    return ERR_OK;
}

static enum err stock_by_penetration(double *out, const struct fleet_class *class, int year,
                                     double all, struct error *err)
{
    if (isnan(all) || class->ev_share.n == 0)
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s: the curve penetration needs population, cars_per_1000 and "
                         "ev_share",
                         class->id);
    *out = all * series_at(&class->ev_share, year);
    return ERR_OK;
}

static double all_vehicles(const struct fleet_class *class, int year)
{
    if (class->population.n == 0 || class->cars_per_1000.n == 0) return NAN;
    return series_at(&class->population, year) * series_at(&class->cars_per_1000, year) / 1000;
}

static enum err fit_class(struct bass_fit *fit, const struct fleet_class *class,
                          struct error *err)
{
    struct bass given = {class->market, class->innovation, class->imitation,
                         class->launch_year};

    if (class->curve != CURVE_BASS) {
        *fit = (struct bass_fit){.n_fitted = 0};
        return ERR_OK;
    }
    return bass_fit_points(fit, class->id, &given, &class->points, err);
}

static enum err fill_class(struct fleet *f, const struct fleet_class *class, int c,
                           struct error *err)
{
    TRY(fit_class(&f->fit[c], class, err));
    for (int y = 0; y < f->n_years; y++) {
        int at = c * f->n_years + y, year = f->years[y];
        double all = all_vehicles(class, year), stock = 0;

        if (class->curve == CURVE_POINTS)
            TRY(stock_by_points(&stock, class, year, err));
        else if (class->curve == CURVE_PENETRATION)
            TRY(stock_by_penetration(&stock, class, year, all, err));
        else if (class->curve == CURVE_SHARE)
            TRY(stock_by_share(&stock, class, year, err));
        else
            stock = bass_stock(&f->fit[c].bass, year);
        f->capped[at] = !isnan(all) && stock > all;
        f->stock[at] = f->capped[at] ? all : stock;
        f->all_vehicles[at] = all;
        f->bev_share[at] = series_at(&class->bev_share, year);
    }
    return ERR_OK;
}

enum err fleet_create(struct fleet **out, const struct scenario *s, struct error *err)
{
    size_t n_classes = (size_t)s->n_classes, n = n_classes * (size_t)s->study.years.n;
    struct fleet *f = calloc(1, sizeof(*f));
    enum err code = ERR_OK;

    if (f == NULL) return error_nomem(err, "the fleet");
    f->n_classes = s->n_classes;
    f->n_years = s->study.years.n;
    f->years = s->study.years.year;
    f->stock = calloc(n + 1, sizeof(double));
    f->bev_share = calloc(n + 1, sizeof(double));
    f->all_vehicles = calloc(n + 1, sizeof(double));
    f->capped = calloc(n + 1, sizeof(bool));
    f->fit = calloc(n_classes + 1, sizeof(*f->fit));
    if (f->stock == NULL || f->bev_share == NULL || f->all_vehicles == NULL ||
        f->capped == NULL || f->fit == NULL)
        code = error_nomem(err, "the fleet");
    for (int c = 0; c < s->n_classes && code == ERR_OK; c++)
        code = fill_class(f, &s->fleet[c], c, err);
    if (code != ERR_OK) {
        fleet_free(f);
        return code;
    }
    *out = f;
    return ERR_OK;
}

/* The sentence begins with the path of the setting at fault, whose place is known. */
static void add_problem(const struct scenario *s, struct problems *problems, char *sentence)
{
    char *colon = strstr(sentence, ": ");

    if (colon == NULL || strncmp(sentence, "fleet.", 6) != 0) {
        problems_add(problems, s->file, 0, 0, NULL, "%s", sentence);
        return;
    }
    *colon = '\0';
    scenario_problem(s, problems, sentence, "%s", colon + 2);
}

/* Where what a curve is made of has a problem already, a second sentence would say the same. A
 * Bass curve is fitted by what is not given, so that a misspelt setting matters too. */
static bool has_problem(const struct fleet_class *class, const struct problems *problems)
{
    static const char *const keys[] = {
        "",          ".curve", ".points", ".population", ".cars_per_1000",
        ".ev_share", ".of",    ".part",   ".whole",      ".bev_share"};
    char path[2 * PROBLEMS_PATH_ROOM];

    for (size_t k = class->curve == CURVE_BASS ? 0 : 1; k < sizeof keys / sizeof keys[0]; k++) {
        snprintf(path, sizeof path, "fleet.%.*s%s", PROBLEMS_PATH_ROOM, class->id, keys[k]);
        if (problems_about(problems, path)) return true;
    }
    return problems_about(problems, "study.years");
}

void fleet_check(const struct scenario *s, struct problems *problems)
{
    for (int c = 0; c < s->n_classes; c++) {
        struct scenario one = *s; /* the same with this class alone */
        struct fleet *f = NULL;
        struct error err;

        if (has_problem(&s->fleet[c], problems)) continue;
        one.n_classes = 1;
        one.fleet = &s->fleet[c];
        if (fleet_create(&f, &one, &err) != ERR_OK) add_problem(s, problems, err.text);
        fleet_free(f);
    }
}

void fleet_free(struct fleet *f)
{
    if (f == NULL) return;
    free(f->stock);
    free(f->bev_share);
    free(f->all_vehicles);
    free(f->capped);
    free(f->fit);
    free(f);
}
