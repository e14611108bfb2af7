/* cohorts.c - see cohorts.h. */
#include "model/fleet/cohorts.h"

#include <math.h>
#include <stdlib.h>

int cohorts_sale_year(const struct cohorts *c, int k)
{
    return c->first - COHORTS_AGES + k;
}

double cohorts_alive(const struct cohorts *c, int k, int year)
{
    int age = year - cohorts_sale_year(c, k);

    return age < 0 ? 0 : c->sold[k] * survival_alive(&c->survival, age);
}

double cohorts_stock(const struct cohorts *c, int year)
{
    double sum = 0;

    for (int k = 0; k < c->n_sales; k++)
        sum += cohorts_alive(c, k, year);
    return sum;
}

double cohorts_registered(const struct cohorts *c, int year)
{
    double sum = c->stock_before;

    for (int k = COHORTS_AGES; k < c->n_sales && cohorts_sale_year(c, k) <= year; k++)
        sum += c->sold[k];
    return sum;
}

double cohorts_scrapped(const struct cohorts *c, int year)
{
    double sum = 0;

    for (int t = c->first; t <= year; t++)
        for (int k = 0; k < c->n_sales; k++) {
            int age = t - cohorts_sale_year(c, k);

            if (age <= 0) break;
            sum += c->sold[k] *
                   (survival_alive(&c->survival, age - 1) - survival_alive(&c->survival, age));
        }
    return sum;
}

double cohorts_mean(const struct cohorts *c, const struct series *by_sale, int year)
{
    double sum = 0, stock = 0;

    if (by_sale->n == 0) return NAN;
    for (int k = 0; k < c->n_sales; k++) {
        double alive = cohorts_alive(c, k, year);

        stock += alive;
        sum += alive * series_at(by_sale, cohorts_sale_year(c, k));
    }
    return stock > 0 ? sum / stock : (double)NAN;
}

/* Constant registrations in the sales years up to the last_k-th that leave the stock at its
 * end.
 */
static void spread(struct cohorts *c, double stock, int last_k)
{
    double sum = 0;

    for (int a = 0; a <= last_k; a++)
        sum += survival_alive(&c->survival, a);
    for (int k = 0; k <= last_k; k++)
        c->sold[k] = stock / sum;
}

static enum err make(struct cohorts **out, const struct survival *survival, int first, int last,
                     struct error *err)
{
    struct cohorts *c = calloc(1, sizeof *c);

    if (c == NULL) return error_nomem(err, "the cohorts of a fleet");
    c->survival = *survival;
    c->first = first;
    c->last = last;
    c->n_sales = COHORTS_AGES + last - first + 1;
    c->sold = calloc((size_t)c->n_sales, sizeof *c->sold);
    if (c->sold == NULL) {
        free(c);
        return error_nomem(err, "the cohorts of a fleet");
    }
    *out = c;
    return ERR_OK;
}

enum err cohorts_of_sales(struct cohorts **out, const struct survival *survival, int first,
                          int last, const double sold[], double stock_before, struct error *err)
{
    TRY(make(out, survival, first, last, err));
    (*out)->stock_before = stock_before;
    spread(*out, stock_before, COHORTS_AGES - 1);
    for (int y = first; y <= last; y++)
        (*out)->sold[COHORTS_AGES + y - first] = sold[y - first];
    return ERR_OK;
}

enum err cohorts_of_stock(struct cohorts **out, const struct survival *survival, int first,
                          int last, const double stock[], int *short_of, double *least,
                          struct error *err)
{
    struct cohorts *c = NULL;

    bool falls = false;

    if (short_of != NULL) *short_of = 0;
    TRY(make(&c, survival, first, last, err));
    spread(c, stock[0], COHORTS_AGES);
    for (int k = 0; k < COHORTS_AGES; k++)
        c->stock_before += cohorts_alive(c, k, first - 1);
    for (int y = first + 1; y <= last && !falls; y++) {
        double left = cohorts_stock(c, y), added = stock[y - first] - left;

        if (short_of != NULL && added < -1e-9 * left) { /* less is rounding */
            falls = true;
            *short_of = y;
            *least = left;
        }
        c->sold[COHORTS_AGES + y - first] = fmax(added, 0);
    }
    if (falls) {
        cohorts_free(c);
        c = NULL;
    }
    *out = c;
    return ERR_OK;
}

void cohorts_free(struct cohorts *c)
{
    if (c == NULL) return;
    free(c->sold);
    free(c);
}
