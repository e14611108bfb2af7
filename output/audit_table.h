/* audit_table.h - the audit of the datums as a table for people, and as JSON. */
#ifndef CHARGEPLAN_OUTPUT_AUDIT_TABLE_H
#define CHARGEPLAN_OUTPUT_AUDIT_TABLE_H

#include <stdio.h>

#include "scenarios/audit/city_audit.h"

/* One row for each layer of sites, then what follows for each file and for the zones. False
 * when out of memory. */
bool audit_table_print(const struct city_audit *audit, const struct scenario *scenario,
                       FILE *stream);

/* Adds `"audit": {...}` without a line end. */
void audit_table_json(const struct city_audit *audit, const struct scenario *scenario,
                      struct text *to);

#endif
