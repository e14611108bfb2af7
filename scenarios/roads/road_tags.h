/* road_tags.h - what the tags of OpenStreetMap mean for cars and for people on foot.
 *
 * Sources: the wiki of OpenStreetMap, pages Key:highway, Key:access, Key:oneway, Key:maxspeed,
 *   Key:barrier, Key:junction, Key:sidewalk, Relation:restriction
 * (https://wiki.openstreetmap.org); which values close a street, and which barriers cars pass,
 * after the profiles car.lua and foot.lua of the Open Source Routing Machine
 * (github.com/Project-OSRM/osrm-backend). */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_ROAD_TAGS_H
#define CHARGEPLAN_SCENARIOS_ROADS_ROAD_TAGS_H

#include "scenarios/roads/osm_tags.h"
#include "scenarios/roads/road_ways.h"

struct road_rules {
    bool private_ways; /* roads.private */
    int year;          /* first of the study */
};

enum road_kind {
    ROAD_NONE,     /* no street: a river, a building, an area, a street for nobody we know */
    ROAD_OPEN,     /* cars or people may use it */
    ROAD_CLOSED,   /* a street by its class, but neither may */
    ROAD_UNOPENED, /* not yet or no more there in the year */
    ROAD_FERRY
};

/* Class, openness, speeds and `takes` of a way; the rest of *out is left alone. A speed that is
 * none is passed over and counted. */
enum road_kind road_tags_way(struct road_way *out, const struct osm_tags *tags,
                             const struct road_rules *rules, int *n_bad_kmh);

/* Bits 1 << mode of those who cannot pass a node. */
unsigned char road_tags_barred(const struct osm_tags *tags, const struct road_rules *rules);

enum road_turn { ROAD_TURN_FREE, ROAD_TURN_BANNED, ROAD_TURN_ONLY };
/* What a relation says to cars; free: it is no turn ban, or not one for all cars always. */
enum road_turn road_tags_turn(const struct osm_tags *tags);

/* A speed as maxspeed has it, km/h: the least of a list. 0: none is said ("none", "CN:urban").
 * NAN: the text is no speed. */
double road_tags_kmh(const char *text);

/* Class of street by its word; N_ROAD_CLASSES: none of ours. */
enum road_class road_class_of(const char *word);
const char *road_class_word(enum road_class road_class);

#endif
