/* bands_words.h - bands of the draws for programs: keys of their rows, and plan.json's part. */
#ifndef CHARGEPLAN_OUTPUT_BANDS_WORDS_H
#define CHARGEPLAN_OUTPUT_BANDS_WORDS_H

#include "output/json.h"
#include "output/map/cells.h"
#include "scenarios/text.h"
#include "sim/run.h"

enum { BANDS_KEY_MAX = 16 };

const char *bands_words_what(enum band_what what);        /* "stock", "energy" ... */
const char *bands_words_unit(const struct band_row *row); /* "vehicles", "kWh/day" ... */
/* What of it: the id of a class or "all", a place, a service, a rule's id; "" where there is
 * one alone. Borrowed. */
const char *bands_words_of(const struct run *run, const struct band_row *row);
/* "p10" of a level. Returns buffer. */
const char *bands_words_level(char buffer[BANDS_KEY_MAX], int level);

/* Adds ",p10_UNIT,p50_UNIT,p90_UNIT,mean_UNIT,plan_UNIT", without "_" where the unit is "". */
void bands_words_head(struct text *to, const char *unit);
void bands_words_cells(struct cells *row, const struct band *band);

/* Adds "monte_carlo": {...} to an open object; nothing without draws. */
void bands_json(const struct run *run, struct json *j);

#endif
