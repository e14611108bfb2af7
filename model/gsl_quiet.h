/* gsl_quiet.h - GSL's functions return what they have, and never end the program.
 *
 * GSL stops the program at an error by default, also where a result is merely less exact than
 * it would like. The handler is one of the whole program: it is set once, before the first call
 * of a function that may fail, and never set back, since other threads are in GSL too. */
#ifndef CHARGEPLAN_MODEL_GSL_QUIET_H
#define CHARGEPLAN_MODEL_GSL_QUIET_H

void gsl_quiet(void);

#endif
