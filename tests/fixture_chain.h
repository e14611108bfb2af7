/* fixture_chain.h - exact queues for the simulation's tests: Markov chains solved directly.
 *
 * Waits are in units of the mean session; load is arrivals x mean session, below the outlets
 * unless drivers leave. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_CHAIN_H
#define CHARGEPLAN_TESTS_FIXTURE_CHAIN_H

/* Steady state p[n] of a chain with rates (or probabilities) [n x n], row by row from a state
 * to another; the diagonal is not looked at. The rates are used up. No subtraction, so that
 * small probabilities are exact too.
 *
 * Source: W. Grassmann, M. Taksar and D. Heyman, Regenerative analysis and steady state
 *   distributions for Markov chains, Operations Research 33 (1985) 1107-1116. */
void chain_solve(int n, double rate[], double p[]);

/* Mean wait of M/D/c: how many are there a session later follows from how many are there now
 * and a Poisson number.
 *
 * Source: C. D. Crommelin, Delay probability formulae when the holding times are constant,
 *   Post Office Electrical Engineers' Journal 25 (1932) 41-50. */
double chain_mdc_wait(int outlets, double load);

/* Mean wait and probability of a wait of M/E2/c: sessions of two exponential halves, a gamma
 * distribution with cv 1 / sqrt(2). */
double chain_me2c_wait(int outlets, double load, double *p_wait);

/* M/M/c whose drivers leave the queue after an exponential patience (Erlang A).
 *
 * Source: C. Palm (1957), after A. Mandelbaum and S. Zeltyn, Service engineering in action: the
 *   Palm/Erlang-A queue (2007), doi:10.1007/978-3-540-29860-1_2. */
struct chain_left {
    double p_leave;     /* share of the drivers that leave */
    double queue;       /* mean number that waits */
    double wait_served; /* mean wait of the others */
    double p_wait;      /* of all drivers: probability that they must wait */
    double p_missed;    /* not started within `target` */
};
struct chain_left chain_erlang_a(int outlets, double load, double patience);

/* The same, with a patience that all share.
 *
 * Source: D. Y. Barrer, Queuing with impatient customers and ordered service, Operations
 *   Research 5 (1957) 650-656; S. Zeltyn and A. Mandelbaum, Call centers with impatient
 *   customers: many-server asymptotics of the M/M/n + G queue, Queueing Systems 51 (2005)
 *   361-402, doi:10.1007/s11134-005-3699-8. */
struct chain_left chain_fixed_patience(int outlets, double load, double patience,
                                       double target);

/* Mean number of drivers at M/M/c whose outlets fail at a rate of their own, taken or not, and
 * are repaired at another (per mean session); who is interrupted goes on with what is left.
 *
 * Source: H. White and L. S. Christie, Queuing with preemptive priorities or with breakdown,
 *   Operations Research 6 (1958) 79-95. */
double chain_breakdowns(int outlets, double load, double fail, double repair);

#endif
