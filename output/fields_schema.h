/* fields_schema.h - the table of settings as a JSON Schema, for editors that complete and check
 * scenario files while they are written.
 *
 * Source: JSON Schema, draft 2020-12, https://json-schema.org/draft/2020-12/schema. */
#ifndef CHARGEPLAN_OUTPUT_FIELDS_SCHEMA_H
#define CHARGEPLAN_OUTPUT_FIELDS_SCHEMA_H

#include "scenarios/text.h"

void fields_schema_put(struct text *to);

#endif
