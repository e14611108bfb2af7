/* batteries.c - see batteries.h. */
#include "model/fleet/batteries.h"

#include <math.h>
#include <stdlib.h>

static const double days_per_year = 365;

bool batteries_given(const struct fleet_class *class)
{
    return class->battery_kwh.n > 0 && survival_given(class);
}

/* What is the same for all batteries of a sales year. */
struct kind_of {
    double scale, shape, floor, fade_per_year;
    double kwh, tonnes;
    bool replaced;
};

static struct kind_of kind_of_year(const struct fleet_class *c, int sale)
{
    double km_per_year = series_at(&c->km_per_day, sale) * days_per_year;
    struct kind_of k = {.shape = c->battery_shape, .replaced = c->battery_replaced};

    k.scale = survival_scale_of_mean(c->battery_mean, k.shape);
    k.floor = km_per_year > 0 ? fmin(c->warranty_years, c->warranty_km / km_per_year)
                              : c->warranty_years;
    k.fade_per_year = k.floor > 0 ? c->battery_fade / k.floor : 0;
    k.kwh = series_at(&c->battery_kwh, sale);
    k.tonnes = k.kwh / series_at(&c->battery_wh_per_kg, sale); /* kWh / (Wh/kg) = t */
    return k;
}

/* Of those that work at the end of the warranty, which may be none by the curve alone: the
 * quotient of two such shares, in one power of e. */
static double battery_alive(const struct kind_of *k, double age)
{
    if (age <= k->floor) return 1;
    return exp(pow(k->floor / k->scale, k->shape) - pow(age / k->scale, k->shape));
}

/* Share of the batteries of an age that wear out before the next. */
static double wears_out(const struct kind_of *k, int age)
{
    double before = battery_alive(k, age);

    return before > 0 ? 1 - battery_alive(k, age + 1) / before : 1;
}

static void retire(struct retired *to, const struct kind_of *k, double with_vehicle,
                   double worn_out, int age)
{
    double all = with_vehicle + worn_out;

    to->with_vehicle += with_vehicle;
    to->worn_out += worn_out;
    to->kwh += all * k->kwh;
    to->kwh_left += all * k->kwh * fmax(1 - k->fade_per_year * age, 0);
    to->tonnes += all * k->tonnes;
}

/* One sales year. in_use[a] are the batteries of age a in its vehicles; a year on, the share
 * `dies` of the vehicles is scrapped, whatever their battery's age. */
static void follow(struct batteries *b, const struct fleet_class *class,
                   const struct cohorts *ev, int cohort, double in_use[])
{
    int sale = cohorts_sale_year(ev, cohort);
    struct kind_of kind = kind_of_year(class, sale);

    for (int a = 0; a <= b->last - sale; a++)
        in_use[a] = 0;
    in_use[0] = ev->sold[cohort];
    for (int y = sale; y <= b->last; y++) {
        struct retired nothing = {0}, *to = y < b->first ? &nothing : &b->year[y - b->first];
        double before = survival_alive(&ev->survival, y - 1 - sale);
        double lives = before > 0 ? survival_alive(&ev->survival, y - sale) / before : 0;
        double fresh = 0;

        if (y == sale) {
            to->installed += ev->sold[cohort];
            to->in_use += ev->sold[cohort];
            continue;
        }
        for (int a = y - sale - 1; a >= 0; a--) {
            double worn = in_use[a] * lives * wears_out(&kind, a);

            retire(to, &kind, in_use[a] * (1 - lives), worn, a + 1);
            in_use[a + 1] = in_use[a] * lives - worn;
            to->in_use += in_use[a + 1];
            fresh += worn;
        }
        in_use[0] = kind.replaced ? fresh : 0;
        to->installed += in_use[0];
        to->in_use += in_use[0];
    }
}

enum err batteries_create(struct batteries **out, const struct fleet_class *class,
                          const struct cohorts *ev, int first, int last, struct error *err)
{
    struct batteries *b = calloc(1, sizeof *b);
    double *in_use = calloc((size_t)(last - ev->first + COHORTS_AGES) + 2, sizeof *in_use);

    if (b != NULL) b->year = calloc((size_t)(last - first) + 1, sizeof *b->year);
    if (b == NULL || in_use == NULL || b->year == NULL) {
        free(in_use);
        batteries_free(b);
        return error_nomem(err, "the batteries of a fleet");
    }
    b->first = first;
    b->last = last;
    for (int k = 0; k < ev->n_sales && cohorts_sale_year(ev, k) <= last; k++)
        if (ev->sold[k] > 0) follow(b, class, ev, k, in_use);
    free(in_use);
    *out = b;
    return ERR_OK;
}

void batteries_free(struct batteries *b)
{
    if (b == NULL) return;
    free(b->year);
    free(b);
}
