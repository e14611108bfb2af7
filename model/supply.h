/* supply.h - the supply ledger: stations, chargers, outlets and kW by year, district, kind,
 * access and origin, in columns of their own. Every ratio rule is computed from it. */
#ifndef CHARGEPLAN_MODEL_SUPPLY_H
#define CHARGEPLAN_MODEL_SUPPLY_H

#include "model/parking/parking.h"

/* By rule: of the car parks of parking.file, all accesses; private and dedicated ones are not
 * in any network. Home chargers that the fleet implies are no part of the ledger, since those
 * by rule are among them (model/parking/homes.h). */
enum origin { ORIGIN_EXISTING, ORIGIN_PLANNED, ORIGIN_BY_RULE, N_ORIGINS };

struct supply_row {
    int year, district, kind;
    enum site_access access;
    enum origin origin;
    int sites; /* sites with at least one charger of this kind (a site with two kinds stands
                  in two rows: sites of different kinds are not to be summed) */
    int chargers, outlets;
    double kw;
};

struct supply {
    int n_rows;
    struct supply_row *row; /* owned, sorted by year, district, kind, access, origin */
};

/* What the rules count, city-wide, of one network. */
struct supply_count {
    int public_stations; /* stations (station_min, one fast), public */
    int public_dispersed_sites;
    int public_chargers, public_outlets;
    double public_kw;
    int all_stations, all_chargers;
};

/* parking may be NULL. Own it: supply_free(*out). Errors: ERR_NOMEM. */
enum err supply_create(struct supply **out, const struct scenario *s, const struct city *city,
                       const struct parking *parking, int n_networks,
                       struct network *const networks[], struct error *err);
void supply_free(struct supply *supply);
struct supply_count supply_count(const struct scenario *s, const struct city *city,
                                 const struct network *n);

#endif
