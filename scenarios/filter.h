/* filter.h - "type = parking | fuel", or "type != fuel": which rows of a CSV file a layer
 * takes.
 */
#ifndef CHARGEPLAN_SCENARIOS_FILTER_H
#define CHARGEPLAN_SCENARIOS_FILTER_H

#include "scenarios/table.h"

struct filter; /* opaque */

/* Understands a filter of the section's setting "filter"; NULL or "" takes every row.
 * Own it: filter_free(*out). Errors: ERR_DATA (no such form or column), ERR_NOMEM. */
enum err filter_create(struct filter **out, const struct table *table, const char *text,
                       struct error *err);
void filter_free(struct filter *filter); /* NULL is fine */

bool filter_takes(const struct filter *filter, const struct table *table, int row);

/* ERR_DATA that lists the values there are where a filter takes no row. */
enum err filter_check(const struct filter *filter, const struct table *table,
                      struct error *err);

#endif
