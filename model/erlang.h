/* erlang.h - closed-form queues: Erlang B, Erlang C, and the loads a station can carry.
 *
 * The planner sizes stations with it; the tests of the simulation are held to it.
 *
 * Source: A. K. Erlang (1917). Notation and formulas follow Gross, Shortle, Thompson and
 *   Harris, Fundamentals of Queueing Theory, 4th ed. (2008), sections 2.3 and 2.6. */
#ifndef CHARGEPLAN_MODEL_ERLANG_H
#define CHARGEPLAN_MODEL_ERLANG_H

/* Share of arrivals lost when all outlets are taken (Erlang B, M/G/c/c).
 *   servers >= 0, load in erlangs >= 0; returns a probability in [0, 1]. */
double erlang_b(int servers, double load);

/* Probability that an arriving car must wait (Erlang C, M/M/c). 1 when load >= servers. */
double erlang_p_wait(int servers, double load);

/* Probability that it waits longer than t, in units of the mean session:
 * C(c, a) exp(-(c - a) t). 1 when load >= servers. */
double erlang_p_wait_over(int servers, double load, double t_sessions);

/* A pool of outlets of which each works with a probability, independently of the others. How
 * many work is binomial and taken to hold for a driver's whole visit, since repairs take longer
 * than visits; the shares are those of Erlang's formulas over that number, with 1 where it does
 * not exceed the load (fast) or is 0. outlets >= 0, availability in (0, 1]. */
struct erlang_pool {
    int outlets;
    double availability;
};

/* Share of drivers that wait longer than t mean sessions; 1 without outlets. */
double erlang_pool_wait_over(struct erlang_pool pool, double load, double t_sessions);
/* Share of arrivals that find every working outlet taken. */
double erlang_pool_blocked(struct erlang_pool pool, double load);

/* Largest load (erlangs) at which the share stays within `share`; by bisection to 1e-12
 * relative, rounded down. 0 without outlets, and where the outlets fail more often than
 * `share`. */
double erlang_load_for_wait(struct erlang_pool pool, double t_sessions, double share);
double erlang_load_for_blocking(struct erlang_pool pool, double share);

#endif
