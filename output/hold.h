/* hold.h - signals that end the program wait while files get their names. */
#ifndef CHARGEPLAN_OUTPUT_HOLD_H
#define CHARGEPLAN_OUTPUT_HOLD_H

#include <signal.h>
#include <stdbool.h>

struct hold {
    sigset_t before;
    struct sigaction size_limit;
};

/* From now on Ctrl-C, TERM and HUP wait, and a limit of the size of files is an error of the
 * write, not a signal. One hold may stand within another. */
void hold_signals(struct hold *hold);
void hold_release(const struct hold *hold);

/* Does a signal wait? */
bool hold_stop_asked(void);

#endif
