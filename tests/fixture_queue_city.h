/* fixture_queue_city.h - a small city made up at random for the simulation's tests: zones, fast
 * and slow pools, every choice, failures, shared power, taper. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_QUEUE_CITY_H
#define CHARGEPLAN_TESTS_FIXTURE_QUEUE_CITY_H

#include "fixture_queue.h"

/* What the numbers may not throw up. */
struct queue_city_without {
    bool failures, taper, shared_power, warmup;
    bool end;  /* drivers in the last two days of the window, so that it is empty then */
    bool far;  /* the pools and zones of a second city beside it that reach each other alone */
    bool idle; /* hours without drivers */
};

/* Own it: queue_free(). The same number makes the same city. The second city comes after the
 * first one, whose parts do not depend on it. */
struct operation_input *queue_city(unsigned number, const struct queue_city_without *without);

#endif
