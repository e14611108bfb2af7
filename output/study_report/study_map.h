/* study_map.h - how often each site is chosen, on a map, from the store alone. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_MAP_H
#define CHARGEPLAN_OUTPUT_STUDY_MAP_H

#include <stdio.h>

#include "output/study_report/study_data.h"

/* Shares of the cases used from which a site counts to a class; the first one is no-regret. */
enum { STUDY_MAP_CLASSES = 4 };
extern const double study_map_from[STUDY_MAP_CLASSES];
/* Class of a site that was chosen at least once. */
int study_map_class(const struct study_data *d, const struct study_site *site);

/* Is there a place to draw? */
bool study_map_wanted(const struct study_data *d);
/* A PNG of 150 dpi. Errors: ERR_NOMEM, ERR_IO. */
enum err study_map_write(const struct study_data *d, enum language language, FILE *stream,
                         struct error *err);

#endif
