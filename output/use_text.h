/* use_text.h - the simulated use of networks in a few lines, for the terminal. */
#ifndef CHARGEPLAN_OUTPUT_USE_TEXT_H
#define CHARGEPLAN_OUTPUT_USE_TEXT_H

#include <stdio.h>

#include "sim/run.h"

/* A paragraph for each network: replications, and of each service the drivers, who is served,
 * waits and use, with half the widths of their 95 % intervals; in English. */
void use_text_print(const struct run *run, FILE *stream);

#endif
