/* parking.h - bays and chargers by building rule, of every car park in every year of the study.
 *
 * A bay is plain, prepared or built: bays = plain + prepared + built in every year. A building
 * that has not opened yet has no bays. Chargers are whole, never more than fit on the bays, and
 * never fall from year to year. */
#ifndef CHARGEPLAN_MODEL_PARKING_PARKING_H
#define CHARGEPLAN_MODEL_PARKING_PARKING_H

#include "model/network.h"

struct parking_count {
    int bays, built, prepared, plain; /* bays */
    int chargers;                     /* on the built ones */
};

struct parking {
    int n, n_years;
    int *zone; /* owned [n] zone that holds the car park, else the nearest one */
    int *kind; /* owned [n] of its chargers: index into scenario->kind */
    struct parking_count *count; /* owned [n_years x n], year by year */
};

/* Own it: parking_free(*out). NULL in *out where the scenario has no parking.file.
 * Errors: ERR_NOMEM. */
enum err parking_create(struct parking **out, const struct scenario *s, const struct city *city,
                        struct error *err);
void parking_free(struct parking *parking); /* NULL is fine */

/* Index of the kind of charger of a type of building. */
int parking_kind(const struct scenario *s, const struct building_type *b);

const struct parking_count *parking_at(const struct parking *p, int year_index, int row);
/* May the public use the chargers: access public or opened? */
bool parking_is_open(const struct building_type *b);
/* Plain bays of a row that the plan may use (candidate_share), whole ones. */
int parking_offered(const struct building_type *b, const struct parking_count *c);

/* Sum of the rows of a type of building (-1: all) in a district (-1: all); `of_new`: of new
 * buildings alone. */
struct parking_count parking_sum(const struct parking *p, const struct city *city,
                                 int year_index, int building, int district, bool of_new);

/* Puts the chargers by rule of the network's year, that the public may use, into a network in
 * which those of an earlier year stand at most; opens their sites; and keeps the bays that the
 * plan is not offered. NULL does nothing. Errors: ERR_NOMEM. */
enum err parking_equip(struct network *n, const struct parking *p, const struct scenario *s,
                       const struct city *city, struct error *err);

#endif
