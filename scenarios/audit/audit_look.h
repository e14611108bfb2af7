/* audit_look.h - looks where places lie, for the audit of the datums. Used by city_audit.c. */
#ifndef CHARGEPLAN_SCENARIOS_AUDIT_LOOK_H
#define CHARGEPLAN_SCENARIOS_AUDIT_LOOK_H

#include "scenarios/areas/polygon_index.h"
#include "scenarios/audit/audit_place.h"
#include "scenarios/audit/city_audit.h"
#include "scenarios/names.h"

/* What is asked while looking: the first three are set, the others start as 0. */
struct audit_look {
    const struct city *city; /* Borrowed, as the scenario */
    const struct scenario *scenario;
    struct city_audit *audit;
    struct polygons made;                   /* owned: cells of the zones */
    struct polygon_index *areas, *boundary; /* owned; NULL: none */
    struct names *zone_ids;                 /* owned; NULL: nobody names a zone */
};

/* A place of a source. */
struct audit_seen {
    struct lonlat at; /* as declared */
    double block_x, block_y;
    int layer;
    const char *zone; /* borrowed; NULL: none is named */
    unsigned outside; /* as in struct audit_place */
};

/* Finds the areas and fills what audit->areas .. areas_readings say of them. Close it, after a
 * failure too. Errors: ERR_NOMEM. */
enum err audit_look_open(struct audit_look *look, struct error *err);
void audit_look_close(struct audit_look *look);

struct audit_declared audit_look_readings(const struct audit_look *look,
                                          const struct audit_source *source);

/* Counts the source->n places of a source as declared, with all that is counted only so; and
 * under all other pairs of readings. There are areas. */
void audit_look_declared(const struct audit_look *look, struct audit_source *source,
                         struct audit_seen *seen);
void audit_look_other(const struct audit_look *look, struct audit_source *source,
                      struct audit_seen *seen);

#endif
