/* field_words.h - units and sources of the settings (fields.h), as a report says them. */
#ifndef CHARGEPLAN_OUTPUT_FIELD_WORDS_H
#define CHARGEPLAN_OUTPUT_FIELD_WORDS_H

#include "scenarios/messages.h"

/* "share", "vehicles"; symbols such as kWh/km are the same in every language. */
const char *field_unit_words(enum language language, const char *unit);
/* "assumed"; a reference stays as it is. */
const char *field_source_words(enum language language, const char *source);

#endif
