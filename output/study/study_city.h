/* study_city.h - where things lie, once for each city of a store, so that a study can be drawn
 * without its input files. */
#ifndef CHARGEPLAN_OUTPUT_STUDY_CITY_H
#define CHARGEPLAN_OUTPUT_STUDY_CITY_H

#include <stdint.h>

#include "output/digest.h"
#include "output/study/store.h"

/* Enters sites and zones of a city where the store has them not yet; within the caller's
 * transaction. *number is made from what is entered, so that equal cities have equal numbers in
 * all stores. Errors: ERR_IO, ERR_NOMEM. */
enum err study_city_put(struct store *store, const struct city *city,
                        const struct digest *digest, long *number, struct error *err);

/* A number by which a city is known again, cheaply: of all that a digest and the store's
 * numbers of a city are made from. Within one process only. */
uint64_t study_city_mark(const struct city *city);

#endif
