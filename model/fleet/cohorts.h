/* cohorts.h - vehicles by the year in which they were registered.
 *
 *   stock(t) = sum over v <= t of sold(v) alive(t - v)                          (1)
 *
 * The stock at the end of the year before the first is spread over earlier sales years as if
 * their registrations had been constant (assumed): sold(v) the same for AGES years, such that
 * (1) gives that stock. Conservation, for every year t from the first one on:
 *
 *   stock before + registered in first .. t = stock(t) + scrapped in first .. t  (2)
 *
 * Source: survival.h; the perpetual inventory of vehicle stock models such as H. Huo and M.
 *   Wang, Modeling future vehicle sales and stock in China, Energy Policy 43 (2012) 17-29,
 *   doi:10.1016/j.enpol.2011.09.063. */
#ifndef CHARGEPLAN_MODEL_FLEET_COHORTS_H
#define CHARGEPLAN_MODEL_FLEET_COHORTS_H

#include "model/fleet/survival.h"

enum { COHORTS_AGES = 100 }; /* sales years behind the stock before the first year */

struct cohorts {
    struct survival survival;
    int first, last;     /* calendar years; figures are told for these */
    int n_sales;         /* sales years, the k-th is first - COHORTS_AGES + k */
    double *sold;        /* owned [n_sales] vehicles registered in each sales year */
    double stock_before; /* vehicles at the end of the year before the first */
};

/* From registrations.
 *
 *   sold     [last - first + 1] vehicles registered in each year, >= 0
 *   out      own it: cohorts_free(*out)
 * Errors: ERR_NOMEM. */
enum err cohorts_of_sales(struct cohorts **out, const struct survival *survival, int first,
                          int last, const double sold[], double stock_before,
                          struct error *err);

/* From the stock at the end of each year: registrations are what (1) leaves to be added. The
 * stock of the first year is as old as if registrations had been constant (assumed).
 *
 *   stock    [last - first + 1] vehicles at the end of each year, >= 0
 *   short_of year in which the stock falls faster than vehicles can retire, 0: none; *out is
 *            then NULL and `least` the stock that would be left without any registration;
 *            NULL: such years have no registration and the cohorts hold what survives
 * Errors: ERR_NOMEM. */
enum err cohorts_of_stock(struct cohorts **out, const struct survival *survival, int first,
                          int last, const double stock[], int *short_of, double *least,
                          struct error *err);
void cohorts_free(struct cohorts *c); /* NULL is fine */

/* Sales year of an index of sold. */
int cohorts_sale_year(const struct cohorts *c, int k);
/* Vehicles of a sales year (index of sold) still in stock at a year's end; 0 before it. */
double cohorts_alive(const struct cohorts *c, int k, int year);
double cohorts_stock(const struct cohorts *c, int year); /* (1) */
/* Vehicles that came, stock before included, and those scrapped, from first to the year's end;
 * the latter from the deaths of each year, not from (2). */
double cohorts_registered(const struct cohorts *c, int year);
double cohorts_scrapped(const struct cohorts *c, int year);
/* Mean over the vehicles in stock of a series by sales year; its end values outside its years.
 * NAN where the series is not set or there is no vehicle. */
double cohorts_mean(const struct cohorts *c, const struct series *by_sale, int year);

#endif
