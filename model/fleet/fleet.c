/* fleet.c - EV stock per class and year; see fleet.h. */
#include "model/fleet/fleet.h"

#include <assert.h>
#include <math.h>
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
        if (!fleet->visitor[c]) total += fleet_stock(fleet, c, year_index);
    return total;
}

double fleet_method(const struct fleet *fleet, int class_index, int year_index,
                    enum curve curve)
{
    int at = class_index * fleet->n_years + year_index;

    return fleet->method[at * N_CURVES + (int)curve];
}

double fleet_spread(const struct fleet *fleet, int class_index, int year_index)
{
    double low = INFINITY, high = -INFINITY;
    int n = 0;

    for (int m = 0; m < N_CURVES; m++) {
        double stock = fleet_method(fleet, class_index, year_index, (enum curve)m);

        if (isnan(stock)) continue;
        n++;
        low = fmin(low, stock);
        high = fmax(high, stock);
    }
    return n < 2 ? (double)NAN : high - low;
}

/* The stock by a curve, cut at all vehicles of the class where they are known. */
static enum err cut_stock(double *out, bool *capped, const struct curve_made *made, int year,
                          struct error *err)
{
    double stock, all = curve_all_vehicles(made, year);

    TRY(curve_stock(&stock, made, year, err));
    *capped = !isnan(all) && stock > all;
    *out = *capped ? all : stock;
    return ERR_OK;
}

/* The setting that a curve's stock is given by; "" where it is not given but made of others. */
static const char *given_by(enum curve curve)
{
    static const char *const keys[N_CURVES] = {
        [CURVE_POINTS] = ".points", [CURVE_SHARE] = ".of", [CURVE_TABLE] = ".table"};

    return keys[curve] != NULL ? keys[curve] : "";
}

/* A given figure above all vehicles is a mistake in one of the two; a growth curve may well
 * overshoot, and is cut. */
static enum err refuse_above(const struct fleet *f, int c, const struct curve_made *made,
                             struct error *err)
{
    if (f->drawn || given_by(made->curve)[0] == '\0') return ERR_OK;
    for (int y = 0; y < f->n_years; y++) {
        double stock, all = f->all_vehicles[c * f->n_years + y];

        TRY(curve_stock(&stock, made, f->years[y], err));
        if (stock > all * (1 + 1e-9)) /* false where all vehicles are not known */
            return error_set(err, ERR_SCENARIO,
                             "fleet.%s%s: %.10g EVs in %d are more than all vehicles of the "
                             "class, %.10g by population and cars_per_1000",
                             made->class->id, given_by(made->curve), stock, f->years[y], all);
    }
    return ERR_OK;
}

/* ---- cohorts of what no registrations were given for ---- */

static enum err fell(const struct curve_made *made, int year, double before, double stock,
                     double least, struct error *err)
{
    const char *from = made->curve == CURVE_PENETRATION ? ".ev_share" : given_by(made->curve);

    return error_set(err, ERR_SCENARIO,
                     "fleet.%s%s: the stock falls from %.10g to %.10g in %d, faster than "
                     "vehicles retire: by survival %.10g are left without a single "
                     "registration",
                     made->class->id, from, before, stock, year, least);
}

static enum err keep_cohorts(struct cohorts **out, const struct curve_made *made,
                             const struct fleet *f, struct error *err)
{
    struct survival survival = survival_of(made->class);
    int first = curve_first_year(made, f->years[0]), last = f->years[f->n_years - 1];
    int short_of = 0;
    double *stock = calloc((size_t)(last - first) + 1, sizeof *stock), least = 0;
    enum err code = stock == NULL ? error_nomem(err, "the fleet") : ERR_OK;

    for (int y = first; y <= last && code == ERR_OK; y++) {
        bool capped;

        code = cut_stock(&stock[y - first], &capped, made, y, err);
    }
    if (code == ERR_OK)
        code = cohorts_of_stock(out, &survival, first, last, stock, f->drawn ? NULL : &short_of,
                                &least, err);
    if (code == ERR_OK && short_of != 0)
        code = fell(made, short_of, stock[short_of - first - 1], stock[short_of - first], least,
                    err);
    free(stock);
    return code;
}

/* What came is in stock or scrapped; a programmer's mistake otherwise. */
static void check_balance(const struct cohorts *c, const struct fleet *f)
{
    for (int y = 0; y < f->n_years; y++) {
        double came = cohorts_registered(c, f->years[y]);
        double there = cohorts_stock(c, f->years[y]) + cohorts_scrapped(c, f->years[y]);

        assert(fabs(came - there) <= 1e-9 * fmax(came, 1));
        (void)came;
        (void)there;
    }
}

/* ---- one class ---- */

static void fill_method(struct fleet *f, int c, const struct curve_made *made)
{
    for (int y = 0; y < f->n_years; y++) {
        int at = c * f->n_years + y;
        struct error ignored;
        double stock;
        bool capped;

        if (cut_stock(&stock, &capped, made, f->years[y], &ignored) != ERR_OK) continue;
        /* all vehicles may be known to the chosen curve alone */
        if (stock > f->all_vehicles[at]) stock = f->all_vehicles[at];
        f->method[at * N_CURVES + (int)made->curve] = stock;
    }
}

/* The curves that were not chosen; one that fails, or that its points cannot fix, tells
 * nothing. */
static void cross_check(struct fleet *f, const struct fleet_class *class, int c)
{
    for (int k = 0; k < N_CURVES; k++) {
        struct curve_made made;
        struct error ignored;

        if (k == class->curve || !curve_complete(class, (enum curve)k)) continue;
        if (curve_make(&made, class, (enum curve)k, f->years[0], f->years[f->n_years - 1],
                       &ignored) != ERR_OK)
            continue;
        if (!made.fit.weak) fill_method(f, c, &made);
        curve_clear(&made);
    }
}

static void fill_energy(struct fleet *f, const struct fleet_class *class, int c)
{
    for (int y = 0; y < f->n_years; y++) {
        double *out = &f->kwh_per_km[c * f->n_years + y];

        *out = f->ev[c] == NULL ? (double)NAN
                                : cohorts_mean(f->ev[c], &class->sold_kwh_per_km, f->years[y]);
        if (isnan(*out)) *out = series_at(&class->kwh_per_km, f->years[y]);
    }
}

static enum err fill_made(struct fleet *f, int c, struct curve_made *made, struct error *err)
{
    const struct fleet_class *class = made->class;

    f->fit[c] = made->fit;
    for (int y = 0; y < f->n_years; y++) {
        int at = c * f->n_years + y;

        TRY(cut_stock(&f->stock[at], &f->capped[at], made, f->years[y], err));
        f->all_vehicles[at] = curve_all_vehicles(made, f->years[y]);
        f->method[at * N_CURVES + (int)made->curve] = f->stock[at];
    }
    TRY(refuse_above(f, c, made, err));
    if (made->curve == CURVE_COHORTS) {
        f->ev[c] = made->ev;
        made->ev = NULL;
    } else if (survival_given(class)) {
        TRY(keep_cohorts(&f->ev[c], made, f, err));
    }
    if (f->ev[c] != NULL) check_balance(f->ev[c], f);
    cross_check(f, class, c);
    return ERR_OK;
}

static enum err fill_visitors(struct fleet *f, const struct scenario *s, int c,
                              struct error *err)
{
    const struct fleet_class *class = &s->fleet[c];
    struct curve_made points = {.class = class, .curve = CURVE_POINTS};
    int of = -1;

    for (int k = 0; k < s->n_classes && class->visitors_of != NULL; k++)
        if (strcmp(s->fleet[k].id, class->visitors_of) == 0 &&
            s->fleet[k].curve != CURVE_VISITORS)
            of = k;
    if (class->visitors_of != NULL && (of < 0 || class->visitors_share.n == 0))
        return error_set(err, ERR_SCENARIO,
                         "fleet.%s.visitors: visitors of a class need its id, of, and their "
                         "share; visitors of visitors there are none",
                         class->id);
    for (int y = 0; y < f->n_years; y++) {
        int at = c * f->n_years + y;

        f->all_vehicles[at] = NAN;
        if (of >= 0)
            f->stock[at] =
                fleet_stock(f, of, y) * series_at(&class->visitors_share, f->years[y]);
        else
            TRY(curve_stock(&f->stock[at], &points, f->years[y], err));
        f->method[at * N_CURVES + CURVE_VISITORS] = f->stock[at];
    }
    return ERR_OK;
}

static enum err fill_class(struct fleet *f, const struct scenario *s, int c, struct error *err)
{
    const struct fleet_class *class = &s->fleet[c];
    struct curve_made made;
    enum err code;

    f->visitor[c] = class->curve == CURVE_VISITORS;
    for (int y = 0; y < f->n_years; y++)
        f->bev_share[c * f->n_years + y] = series_at(&class->bev_share, f->years[y]);
    if (f->visitor[c]) {
        code = fill_visitors(f, s, c, err);
    } else {
        TRY(curve_make(&made, class, (enum curve) class->curve, f->years[0],
                       f->years[f->n_years - 1], err));
        stock_table_choose(&made.table, (enum path)s->study.path);
        code = fill_made(f, c, &made, err);
        curve_clear(&made);
    }
    if (code == ERR_OK) fill_energy(f, class, c);
    if (code == ERR_OK && f->ev[c] != NULL && batteries_given(class))
        code = batteries_create(&f->batteries[c], class, f->ev[c], f->years[0],
                                f->years[f->n_years - 1], err);
    return code;
}

/* ---- all ---- */

static bool allocate(struct fleet *f)
{
    size_t n_classes = (size_t)f->n_classes, n = n_classes * (size_t)f->n_years;

    f->stock = calloc(n + 1, sizeof *f->stock);
    f->bev_share = calloc(n + 1, sizeof *f->bev_share);
    f->all_vehicles = calloc(n + 1, sizeof *f->all_vehicles);
    f->kwh_per_km = calloc(n + 1, sizeof *f->kwh_per_km);
    f->method = calloc(n * N_CURVES + 1, sizeof *f->method);
    f->capped = calloc(n + 1, sizeof *f->capped);
    f->visitor = calloc(n_classes + 1, sizeof *f->visitor);
    f->fit = calloc(n_classes + 1, sizeof *f->fit);
    f->ev = calloc(n_classes + 1, sizeof *f->ev);
    f->batteries = calloc(n_classes + 1, sizeof *f->batteries);
    for (size_t k = 0; f->method != NULL && k < n * N_CURVES; k++)
        f->method[k] = NAN;
    return f->stock && f->bev_share && f->all_vehicles && f->kwh_per_km && f->method &&
           f->capped && f->visitor && f->fit && f->ev && f->batteries;
}

static enum err create(struct fleet **out, const struct scenario *s, bool drawn,
                       struct error *err)
{
    struct fleet *f = calloc(1, sizeof(*f));
    enum err code = ERR_OK;

    if (f == NULL) return error_nomem(err, "the fleet");
    f->drawn = drawn;
    f->n_classes = s->n_classes;
    f->n_years = s->study.years.n;
    f->years = s->study.years.year;
    if (!allocate(f)) code = error_nomem(err, "the fleet");
    for (int visitors = 0; visitors < 2; visitors++) /* whom they visit comes first */
        for (int c = 0; c < s->n_classes && code == ERR_OK; c++)
            if ((s->fleet[c].curve == CURVE_VISITORS) == visitors)
                code = fill_class(f, s, c, err);
    if (code != ERR_OK) {
        fleet_free(f);
        return code;
    }
    *out = f;
    return ERR_OK;
}

enum err fleet_create(struct fleet **out, const struct scenario *s, struct error *err)
{
    return create(out, s, false, err);
}

enum err fleet_create_drawn(struct fleet **out, const struct scenario *s, struct error *err)
{
    return create(out, s, true, err);
}

void fleet_free(struct fleet *f)
{
    if (f == NULL) return;
    for (int c = 0; f->ev != NULL && c < f->n_classes; c++)
        cohorts_free(f->ev[c]);
    for (int c = 0; f->batteries != NULL && c < f->n_classes; c++)
        batteries_free(f->batteries[c]);
    free(f->ev);
    free(f->batteries);
    free(f->stock);
    free(f->bev_share);
    free(f->all_vehicles);
    free(f->kwh_per_km);
    free(f->method);
    free(f->capped);
    free(f->visitor);
    free(f->fit);
    free(f);
}
