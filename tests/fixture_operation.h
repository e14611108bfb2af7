/* fixture_operation.h - the made-up use of a network of the made-up run: counts by plain rules
 * that tests repeat; nothing is simulated. */
#ifndef CHARGEPLAN_TESTS_FIXTURE_OPERATION_H
#define CHARGEPLAN_TESTS_FIXTURE_OPERATION_H

#include "tests/fixture_run.h"

enum { USE_REPLICATIONS = 5, USE_WAIT_BIN = 14, USE_FINE_BIN = 230 };

/* Gives f->run the use of today's network and of the last one, to be taken away before f is
 * freed. The week is simulated once in each replication. */
void fixture_operation_add(struct fixture *f);
void fixture_operation_remove(struct fixture *f);

/* Each time hour h (0 to 167) comes round, at pool p. */
int fixture_operation_arrivals(int p, int h);
int fixture_operation_moved_on(int h);
int fixture_operation_gave_up(int h);
/* Sessions that begin after a wait, in the bins above: in the evenings of working days. */
int fixture_operation_waiting(int p, int h);

#endif
