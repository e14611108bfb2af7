/* erlang.h - closed-form queues: Erlang B, Erlang C, and the loads a station can carry.
 *
 * The planner sizes stations with it; the tests of the simulation are held to it.
 *
 * Source: A. K. Erlang (1917). Notation and formulas follow Gross, Shortle, Thompson and
 *   Harris, Fundamentals of Queueing Theory, 4th ed. (2008), sections 2.3 and 2.5. */
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

/* Largest load (erlangs) at which erlang_p_wait_over(servers, load, t) <= share; by bisection
 * to 1e-12 relative, rounded down. 0 where servers is 0. */
double erlang_load_for_wait(int servers, double t_sessions, double share);

/* Largest load at which erlang_b(servers, load) <= share. */
double erlang_load_for_blocking(int servers, double share);

/* Fewest outlets that meet the target at a load; 0 for load 0; -1 above max_servers. */
int erlang_servers_for_wait(double load, double t_sessions, double share, int max_servers);
int erlang_servers_for_blocking(double load, double share, int max_servers);

#endif
