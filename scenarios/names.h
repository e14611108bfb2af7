/* names.h - finds a text among many: ids of zones and sites, districts, columns.
 *
 * Answers never depend on the order inside the table. */
#ifndef CHARGEPLAN_SCENARIOS_NAMES_H
#define CHARGEPLAN_SCENARIOS_NAMES_H

#include "scenarios/error.h"

struct names; /* opaque: a map from text to a number >= 0 */

/* Room for `most` texts. Own it: names_free(*out). Errors: ERR_NOMEM. */
enum err names_create(struct names **out, int most, struct error *err);
void names_free(struct names *names); /* NULL is fine */

/* Adds a text, borrowed until names_free, and returns -1; where it is there already, the number
 * it was added with, and nothing changes. */
int names_add(struct names *names, const char *text, int number);
/* Number of a text; -1 where it is not there. */
int names_find(const struct names *names, const char *text);

#endif
