/* osm_take.h - takes from a file of OpenStreetMap what streets need, whatever its form.
 *
 * A file is gone through twice: first the ways and relations, then, of the nodes, those that
 * streets run through; so memory grows with the streets and not with the buildings. A reader
 * calls osm_take_way() and osm_take_relation(), then osm_take_sort(), then osm_take_find() and
 * osm_take_node(), then osm_take_end(). "Out of memory" sticks: osm_take_sort() and _end()
 * tell.
 */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_OSM_TAKE_H
#define CHARGEPLAN_SCENARIOS_ROADS_OSM_TAKE_H

#include "scenarios/roads/road_draft.h"
#include "scenarios/roads/road_tags.h"

struct osm_taker; /* opaque */

enum osm_role { OSM_FROM, OSM_VIA, OSM_TO, OSM_OTHER_ROLE };
enum osm_kind { OSM_NODE, OSM_WAY, OSM_RELATION };
struct osm_member {
    enum osm_kind kind;
    enum osm_role role;
    int64_t id;
};
enum osm_role osm_role_of(const char *text);

/* `path` is borrowed. Own it: osm_take_free(). ERR_NOMEM. */
enum err osm_take_create(struct osm_taker **out, const char *path,
                         const struct road_rules *rules, struct error *err);
void osm_take_free(struct osm_taker *taker); /* NULL is fine */

/* One way; tags without highway and route may be NULL, and then refs are not looked at. */
void osm_take_way(struct osm_taker *taker, int64_t id, size_t n_refs, const int64_t ref[],
                  const struct osm_tags *tags);
void osm_take_relation(struct osm_taker *taker, size_t n, const struct osm_member member[],
                       const struct osm_tags *tags);
/* Seconds since 1970 to the date of the file's data. */
void osm_take_seconds(struct osm_taker *taker, int64_t seconds);
void osm_take_date(struct osm_taker *taker, const char *text); /* "2024-05-01T20:00:00Z" */

/* The ways are all there. ERR_DATA (more points than the program can number), ERR_NOMEM. */
enum err osm_take_sort(struct osm_taker *taker, struct error *err);

/* Number of a node that streets run through; -1: none does. Quick where ids rise. */
int osm_take_find(struct osm_taker *taker, int64_t id);
/* Its place in degrees; tags NULL: it has none. ERR_DATA where that is not on Earth. */
enum err osm_take_node(struct osm_taker *taker, int number, double lon, double lat,
                       const struct osm_tags *tags, struct error *err);

/* The streets. Own it: road_draft_clear(). ERR_NOMEM. */
enum err osm_take_end(struct osm_taker *taker, struct road_draft *out, struct error *err);

#endif
