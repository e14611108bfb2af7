/* osm_tags.h - the tags of an object of OpenStreetMap, as far as streets ask for them. */
#ifndef CHARGEPLAN_SCENARIOS_ROADS_OSM_TAGS_H
#define CHARGEPLAN_SCENARIOS_ROADS_OSM_TAGS_H

#include <stdbool.h>

/* X(NAME, key), in the order of strcmp(). */
#define OSM_KEY_LIST(X)                                                                        \
    X(ACCESS, "access")                                                                        \
    X(AREA, "area")                                                                            \
    X(BARRIER, "barrier")                                                                      \
    X(BOLLARD, "bollard")                                                                      \
    X(BRIDGE, "bridge")                                                                        \
    X(END_DATE, "end_date")                                                                    \
    X(EXCEPT, "except")                                                                        \
    X(FOOT, "foot")                                                                            \
    X(HIGHWAY, "highway")                                                                      \
    X(JUNCTION, "junction")                                                                    \
    X(KERB, "kerb")                                                                            \
    X(MAXSPEED, "maxspeed")                                                                    \
    X(MAXSPEED_BACKWARD, "maxspeed:backward")                                                  \
    X(MAXSPEED_FORWARD, "maxspeed:forward")                                                    \
    X(MOTOR_VEHICLE, "motor_vehicle")                                                          \
    X(MOTORCAR, "motorcar")                                                                    \
    X(ONEWAY, "oneway")                                                                        \
    X(ONEWAY_FOOT, "oneway:foot")                                                              \
    X(OPENING_DATE, "opening_date")                                                            \
    X(RESTRICTION, "restriction")                                                              \
    X(RESTRICTION_MOTOR_VEHICLE, "restriction:motor_vehicle")                                  \
    X(RESTRICTION_MOTORCAR, "restriction:motorcar")                                            \
    X(ROUTE, "route")                                                                          \
    X(SERVICE, "service")                                                                      \
    X(SIDEWALK, "sidewalk")                                                                    \
    X(SIDEWALK_BOTH, "sidewalk:both")                                                          \
    X(SIDEWALK_LEFT, "sidewalk:left")                                                          \
    X(SIDEWALK_RIGHT, "sidewalk:right")                                                        \
    X(START_DATE, "start_date")                                                                \
    X(TUNNEL, "tunnel")                                                                        \
    X(TYPE, "type")                                                                            \
    X(VEHICLE, "vehicle")

#define OSM_KEY_NAME(NAME, key) OSM_##NAME,
enum osm_key { OSM_KEY_LIST(OSM_KEY_NAME) N_OSM_KEYS };

struct osm_tags {
    const char *value[N_OSM_KEYS]; /* borrowed; NULL: the object has no such tag */
};

/* Which key a text is; N_OSM_KEYS: one that nobody asks for. */
enum osm_key osm_key_of(const char *text);

/* "a;b ; c" is a list. Takes the next word, without blanks about it, off *list; false: none is
 * left. *n is its length. */
bool osm_next_word(const char **list, const char **word, int *n);
/* Is this word (of n bytes) one of the words, separated by one blank each? */
bool osm_word_among(const char *word, int n, const char *words);

#endif
