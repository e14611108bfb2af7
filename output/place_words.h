/* place_words.h - kinds of places, as a report says them. */
#ifndef CHARGEPLAN_OUTPUT_PLACE_WORDS_H
#define CHARGEPLAN_OUTPUT_PLACE_WORDS_H

#include "scenarios/messages.h"

/* "parking", 停车场: the usual words of OpenStreetMap (key amenity, and some of shop and
 * tourism) and those of the made-up cities; any other kind stays as its file has it. */
const char *place_words(enum language language, const char *type);

#endif
