/* road_tags.c - see road_tags.h */
#include "scenarios/roads/road_tags.h"

#include <string.h>

#define ROAD_CLASS_TEXT(NAME, word) #word,
static const char *const class_word[] = {ROAD_CAR_CLASS_LIST(ROAD_CLASS_TEXT)
                                             ROAD_FOOT_CLASS_LIST(ROAD_CLASS_TEXT)};

enum road_class road_class_of(const char *word)
{
    for (int k = 0; k < N_ROAD_CLASSES; k++)
        if (strcmp(word, class_word[k]) == 0) return (enum road_class)k;
    return N_ROAD_CLASSES;
}

const char *road_class_word(enum road_class road_class)
{
    return class_word[road_class];
}

static bool is(const struct osm_tags *tags, enum osm_key key, const char *words)
{
    const char *value = tags->value[key];

    return value != NULL && osm_word_among(value, (int)strlen(value), words);
}

/* A tag such as bridge or tunnel: whatever is not "no". */
static bool has(const struct osm_tags *tags, enum osm_key key)
{
    return tags->value[key] != NULL && !is(tags, key, "no");
}

/* ---- access ---- */

/* Does the value close a way? Of several the most open one counts. */
static bool closes(const char *value, const struct road_rules *rules)
{
    static const char nobody[] = "no agricultural forestry emergency psv bus military";
    static const char owners[] = "private permit residents";
    const char *word;
    int n, n_words = 0;

    while (osm_next_word(&value, &word, &n)) {
        n_words++;
        if (osm_word_among(word, n, nobody)) continue;
        if (osm_word_among(word, n, owners) && !rules->private_ways) continue;
        return false;
    }
    return n_words > 0;
}

/* By the first of these keys that the object has. */
static bool car_closed(const struct osm_tags *tags, const struct road_rules *rules)
{
    static const enum osm_key order[] = {OSM_MOTORCAR, OSM_MOTOR_VEHICLE, OSM_VEHICLE,
                                         OSM_ACCESS};

    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
        if (tags->value[order[k]] != NULL) return closes(tags->value[order[k]], rules);
    return false;
}

static bool foot_closed(const struct osm_tags *tags, const struct road_rules *rules)
{
    enum osm_key key = tags->value[OSM_FOOT] != NULL ? OSM_FOOT : OSM_ACCESS;

    return tags->value[key] != NULL && closes(tags->value[key], rules);
}

static bool foot_invited(const struct osm_tags *tags)
{
    return is(tags, OSM_FOOT, "yes designated permissive");
}

static bool has_sidewalk(const struct osm_tags *tags)
{
    static const char yes[] = "yes both left right";

    return is(tags, OSM_SIDEWALK, yes) || is(tags, OSM_SIDEWALK_BOTH, yes) ||
           is(tags, OSM_SIDEWALK_LEFT, yes) || is(tags, OSM_SIDEWALK_RIGHT, yes);
}

/* ---- directions ---- */

/* "yes", "-1" as directions; 0: the value says nothing of them. */
static int one_way(const struct osm_tags *tags, enum osm_key key)
{
    if (is(tags, key, "yes true 1")) return ROAD_OPEN_ALONG;
    if (is(tags, key, "-1 reverse")) return ROAD_OPEN_AGAINST;
    return 0;
}

static int car_open(const struct osm_tags *tags, enum road_class road_class,
                    const struct road_rules *rules)
{
    int one = one_way(tags, OSM_ONEWAY);
    bool implied = road_class == ROAD_MOTORWAY || is(tags, OSM_JUNCTION, "roundabout circular");

    if (road_class >= N_ROAD_CAR_CLASSES || car_closed(tags, rules)) return 0;
    if (is(tags, OSM_SERVICE, "emergency_access")) return 0;
    if (is(tags, OSM_ONEWAY, "reversible")) return 0; /* which hours is not known */
    if (one != 0) return one;
    if (implied && !is(tags, OSM_ONEWAY, "no false 0 alternating")) return ROAD_OPEN_ALONG;
    return ROAD_OPEN_ALONG | ROAD_OPEN_AGAINST;
}

static int foot_open(const struct osm_tags *tags, enum road_class road_class,
                     const struct road_rules *rules)
{
    int one = one_way(tags, OSM_ONEWAY_FOOT);

    if (road_class == ROAD_MOTORWAY || road_class == ROAD_MOTORWAY_LINK) return 0;
    if ((road_class == ROAD_TRUNK || road_class == ROAD_TRUNK_LINK) && !foot_invited(tags) &&
        !has_sidewalk(tags))
        return 0;
    if (road_class == ROAD_CYCLEWAY && !foot_invited(tags)) return 0;
    if (foot_closed(tags, rules)) return 0;
    return one != 0 ? one : ROAD_OPEN_ALONG | ROAD_OPEN_AGAINST;
}

/* ---- ways ---- */

/* The year of "2027", "2027-05", "2027-05-01"; 0 where a text is not of that form ("~1920"). */
static int year_of(const char *date)
{
    int year = 0;

    if (date == NULL) return 0;
    for (int k = 0; k < 4; k++) {
        if (date[k] < '0' || date[k] > '9') return 0;
        year = year * 10 + (date[k] - '0');
    }
    return date[4] == '\0' || date[4] == '-' ? year : 0;
}

static bool unopened(const struct osm_tags *tags, int year)
{
    int end = year_of(tags->value[OSM_END_DATE]);

    return is(tags, OSM_HIGHWAY, "construction proposed") ||
           year_of(tags->value[OSM_OPENING_DATE]) > year ||
           year_of(tags->value[OSM_START_DATE]) > year || (end != 0 && end < year);
}

static void put_speeds(struct road_way *out, const struct osm_tags *tags, int *n_bad_kmh)
{
    static const enum osm_key own[] = {
        [ROAD_ALONG] = OSM_MAXSPEED_FORWARD, [ROAD_AGAINST] = OSM_MAXSPEED_BACKWARD};
    double both = 0;

    if (tags->value[OSM_MAXSPEED] != NULL) both = road_tags_kmh(tags->value[OSM_MAXSPEED]);
    if (both != both) (*n_bad_kmh)++;
    for (int d = 0; d < N_ROAD_DIRECTIONS; d++) {
        double kmh = 0;

        if (tags->value[own[d]] != NULL) kmh = road_tags_kmh(tags->value[own[d]]);
        if (kmh != kmh) (*n_bad_kmh)++;
        if (!(kmh > 0)) kmh = both;
        out->kmh[d] = kmh > 0 ? (float)kmh : 0;
    }
}

enum road_kind road_tags_way(struct road_way *out, const struct osm_tags *tags,
                             const struct road_rules *rules, int *n_bad_kmh)
{
    enum road_class road_class;

    if (is(tags, OSM_ROUTE, "ferry")) return ROAD_FERRY;
    if (tags->value[OSM_HIGHWAY] == NULL || is(tags, OSM_AREA, "yes")) return ROAD_NONE;
    road_class = road_class_of(tags->value[OSM_HIGHWAY]);
    if (road_class == N_ROAD_CLASSES && !is(tags, OSM_HIGHWAY, "construction proposed"))
        return ROAD_NONE;
    if (unopened(tags, rules->year)) return ROAD_UNOPENED;
    out->road_class = (unsigned char)road_class;
    out->open[ROAD_CAR] = (unsigned char)car_open(tags, road_class, rules);
    out->open[ROAD_FOOT] = (unsigned char)foot_open(tags, road_class, rules);
    out->takes = road_class != ROAD_MOTORWAY && road_class != ROAD_MOTORWAY_LINK &&
                 !has(tags, OSM_BRIDGE) && !has(tags, OSM_TUNNEL);
    if (out->open[ROAD_CAR] == 0 && out->open[ROAD_FOOT] == 0) return ROAD_CLOSED;
    put_speeds(out, tags, n_bad_kmh);
    return ROAD_OPEN;
}

/* ---- nodes ---- */

/* Cars pass gates, not bollards, where nothing else is said. */
static bool stops_cars(const struct osm_tags *tags)
{
    static const char passed[] = "cattle_grid border_control toll_booth sally_port gate "
                                 "lift_gate no entrance height_restrictor arch";

    if (tags->value[OSM_BARRIER] == NULL || is(tags, OSM_BARRIER, passed)) return false;
    if (is(tags, OSM_BOLLARD, "rising") || is(tags, OSM_KERB, "flush lowered no")) return false;
    return !is(tags, OSM_HIGHWAY, "crossing"); /* a kerb beside the street */
}

static bool has_access(const struct osm_tags *tags)
{
    return tags->value[OSM_MOTORCAR] != NULL || tags->value[OSM_MOTOR_VEHICLE] != NULL ||
           tags->value[OSM_VEHICLE] != NULL || tags->value[OSM_ACCESS] != NULL;
}

unsigned char road_tags_barred(const struct osm_tags *tags, const struct road_rules *rules)
{
    bool car = has_access(tags) ? car_closed(tags, rules) : stops_cars(tags);
    bool foot = tags->value[OSM_BARRIER] != NULL && foot_closed(tags, rules);

    if (is(tags, OSM_BARRIER, "yes wall fence") && tags->value[OSM_FOOT] == NULL &&
        tags->value[OSM_ACCESS] == NULL)
        foot = true;
    return (unsigned char)(car << ROAD_CAR | foot << ROAD_FOOT);
}

/* ---- turn bans ---- */

enum road_turn road_tags_turn(const struct osm_tags *tags)
{
    static const enum osm_key order[] = {OSM_RESTRICTION_MOTORCAR,
                                         OSM_RESTRICTION_MOTOR_VEHICLE, OSM_RESTRICTION};
    const char *except = tags->value[OSM_EXCEPT], *word;
    int n;

    if (!is(tags, OSM_TYPE, "restriction")) return ROAD_TURN_FREE;
    while (except != NULL && osm_next_word(&except, &word, &n))
        if (osm_word_among(word, n, "motorcar motor_vehicle vehicle")) return ROAD_TURN_FREE;
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        if (is(tags, order[k],
               "no_left_turn no_right_turn no_straight_on no_u_turn no_entry "
               "no_exit"))
            return ROAD_TURN_BANNED;
        if (is(tags, order[k], "only_left_turn only_right_turn only_straight_on only_u_turn"))
            return ROAD_TURN_ONLY;
    }
    return ROAD_TURN_FREE;
}
