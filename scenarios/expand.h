/* expand.h - ${VARIABLE} and ${VARIABLE:-default} in the paths of a scenario, of the file that
 * it extends too.
 *
 * The meaning is the shell's: after :- stands what is taken where the variable is not set or
 * empty. A $ without { stands for itself. Names hold letters, digits and _ and do not begin
 * with a digit; a default ends at the first } and
 * holds no other variable. */
#ifndef CHARGEPLAN_SCENARIOS_EXPAND_H
#define CHARGEPLAN_SCENARIOS_EXPAND_H

#include "scenarios/error.h"
#include "scenarios/text.h"

/* Adds `written` to a text with every variable filled from the environment. On failure *to is
 * cleared and err holds a sentence without the setting's name: a variable without value and
 * default, a ${ that is not closed, a name that is none. Errors: ERR_SCENARIO, ERR_NOMEM. */
enum err expand_variables(const char *written, struct text *to, struct error *err);

/* The first variable that `written` names, for hints. Own it; NULL: none, or no memory. */
char *expand_first_name(const char *written);

#endif
