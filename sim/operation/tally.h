/* tally.h - what is counted while stations are used: sums by pool and hour of the week, by
 * group, place, zone and in all. Sums only; means, percentiles and intervals follow from them.
 *
 * What happens at a moment counts in its hour where the moment lies in the window; what lasts
 * counts in each hour that it touches, cut at the window's ends. */
#ifndef CHARGEPLAN_SIM_OPERATION_TALLY_H
#define CHARGEPLAN_SIM_OPERATION_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "scenarios/scenario.h"

enum {
    WAIT_BINS = 32,       /* by pool and hour: no wait, below 1 min, then 25 % wider each */
    WAIT_FINE_BINS = 384, /* by pool and in all: the same from 1 s, 3 % wider each */
};

/* One pool in one hour of the week, all its occurrences in the window together. */
struct tally_hour {
    double arrivals; /* of drivers at the pool */
    double starts;   /* of sessions; one that goes on after a failure counts once */
    double moved_on; /* left for another pool */
    double gave_up;  /* left for good */
    double missed;   /* FAST did not start within the wait target: waited longer, or left;
                        SLOW found no free outlet. Counted when they start or leave */
    double wait_h;   /* of the sessions that start in the hour, in this pool's queue */
    double queue_h;  /* driver-hours in the queue */
    double kwh;      /* given in the hour */
};

/* One zone and service, drivers that appear in the window. */
struct tally_zone {
    double drivers;
    double out;      /* nothing in reach */
    double no_place; /* choice plan: assigned to none */
    double gave_up;
    double served;         /* sessions begun */
    double wait_h, way_km; /* of the served: all waits, all that was driven */
    double detour_km;      /* of the served: driven beyond the way to the nearest pool */
};

/* All drivers of a service from the start of the warm-up to the end of the window: a balance,
 * appeared = out + no_place + gave_up + finished + inside. */
struct tally_balance {
    double appeared, out, no_place, gave_up, finished;
    double inside;                /* on the way, waiting or charging at the end */
    double wanted_kwh, given_kwh; /* of the finished */
};

struct tally {
    int n_pools, n_groups, n_places, n_zones;
    double window_h;
    struct tally_hour *hour; /* owned [n_pools x N_HOURS] pool by pool */
    uint32_t *wait;          /* owned [n_pools x N_HOURS x WAIT_BINS] sessions by wait; slow
                                pools have no rows: wait_row */
    int *wait_row;           /* owned [n_pools] row of a fast pool, in units of N_HOURS x
                                WAIT_BINS; -1: slow */
    int n_wait_rows;
    uint32_t *wait_fine; /* owned [n_wait_rows x WAIT_FINE_BINS] */
    double *busy_h;      /* owned [n_groups x N_HOURS] outlet-hours taken */
    double *down_h;      /* owned [n_groups] outlet-hours out of order */
    double *peak_kw;     /* owned [n_places x N_HOURS] largest load in the hour; of several
                            weeks and replications the sum of theirs */
    double *largest_kw;  /* owned [n_places] largest of all */
    double *city_kw;     /* owned [N_HOURS] the largest load of all places together, by
                            hour; summed as peak_kw */
    double *queue_end;   /* owned [n_pools] drivers waiting at the end of the window */
    double *late_end;    /* owned [n_pools] of them who came in the window and wait longer than
                            the wait target: they miss it, in no hour of their own */
    struct tally_zone *zone[N_SERVICES]; /* owned [n_zones] */
    struct tally_balance balance[N_SERVICES];
    double n_events;         /* of the clock, the warm-up's too */
    double n_weeks[N_HOURS]; /* how often each hour of the week lies in the window of one
                                replication: of the window, as window_h is, and not summed */
};

struct operation_input;
/* Empty, of the sizes of an input. Own it: tally_free(*out). Errors: ERR_NOMEM. */
enum err tally_create(struct tally **out, const struct operation_input *in, struct error *err);
void tally_free(struct tally *tally);  /* NULL is fine */
void tally_reset(struct tally *tally); /* empty again */
/* Adds what another tally of the same input has counted; of largest_kw the larger stays. */
void tally_add(struct tally *sum, const struct tally *more);

/* Hour of the week of a time, 0 .. N_HOURS - 1; of times before the window too. */
static inline int tally_hour_of(double t_h)
{
    int h = (int)(t_h + 52.0 * N_HOURS); /* not below 0 in a year of warm-up */

    return h % N_HOURS;
}

static inline bool tally_counts(const struct tally *t, double t_h)
{
    return t_h >= 0 && t_h < t->window_h;
}

/* Bins of waits: 0 holds those that did not wait, the last one all that are longer than the
 * others hold. A wait that equals an edge lies in the lower bin. The wait is not NAN. */
int tally_wait_bin(double wait_h);
int tally_wait_fine_bin(double wait_h);
/* Wait in hours that a share (0 to 1) of the sessions of a histogram stays at or below: 0 where
 * they did not wait, else between the edges of its bin by the logarithm (in bin 1, which begins
 * at 0, by a straight line). Right to the width of a bin; never above the last edge, 13.5 h or
 * 22 h, whatever lies in the last bin. NAN without sessions. */
double tally_wait_percentile(const uint32_t bins[], double share);
double tally_wait_fine_percentile(const uint32_t bins[], double share);
/* Edge between two bins, hours: the largest wait of bin k; 0 for bin 0. */
double tally_wait_edge(int bin);
double tally_wait_fine_edge(int bin);

/* Adds `per_h` for each hour between two times to by_hour[N_HOURS], cut at the window's ends;
 * nothing where they are in the wrong order. */
void tally_spread(const struct tally *t, double by_hour[N_HOURS], double from_h, double to_h,
                  double per_h);
/* The same into the field of a pool's hours, `step` doubles apart. */
void tally_spread_step(const struct tally *t, double *field, int step, double from_h,
                       double to_h, double per_h);

#endif
