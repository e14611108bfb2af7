/* scenario.h - what the planner asked: every setting, typed and checked.
 *
 * A plain record: filled once by scenario_read(), changed by nobody afterwards. */
#ifndef CHARGEPLAN_SCENARIOS_SCENARIO_H
#define CHARGEPLAN_SCENARIOS_SCENARIO_H

#include <sys/stat.h>

#include "scenarios/error.h"
#include "scenarios/fields.h"
#include "scenarios/messages.h"

struct plans;
struct fact;
struct sweep;

/* The two service systems, kept apart through the whole chain. The order is that of the
 * choices in fields.h. */
enum service { FAST, SLOW, N_SERVICES };
/* Where public demand arises: near home; near jobs, shops and parking; on the road between
 * trips (taxis, ride-hailing). */
enum layer { NIGHT, DAY, ROAMING, N_LAYERS };
enum { DAY_HOURS = 24, N_DAYS = 7, N_HOURS = 168 }; /* of a week, Monday 0:00 first */
enum tariff { TARIFF_FLAT, TARIFF_PEAK_VALLEY, TARIFF_OWN };
enum calibrate { CALIBRATE_NONE, CALIBRATE_MIX, CALIBRATE_ZONES };
/* How drivers choose a station; as the choices in fields.h. */
enum choice { CHOICE_AUTO, CHOICE_PLAN, CHOICE_NEAREST, CHOICE_LOGIT };
enum patience { PATIENCE_FIXED, PATIENCE_EXPONENTIAL };
enum observed_by { OBSERVED_BY_SITE, OBSERVED_BY_ZONE };
enum observed { OBSERVED_FAST, OBSERVED_SLOW, OBSERVED_BOTH };

enum curve {
    CURVE_POINTS,
    CURVE_PENETRATION,
    CURVE_BASS,
    CURVE_SHARE,
    CURVE_COHORTS,
    CURVE_LOGISTIC,
    CURVE_TABLE,
    CURVE_VISITORS,
    N_CURVES
};
enum path { PATH_LOW, PATH_BASE, PATH_HIGH };
enum join { JOIN_LINEAR, JOIN_CUBIC };
enum cars_join { CARS_LINEAR, CARS_GOMPERTZ, CARS_LOGISTIC };
enum coordinates {
    COORD_METRES,
    COORD_WGS84,
    COORD_GCJ02,
    COORD_BD09,
    COORD_CGCS2000,
    COORD_FILE
};
enum distance { DISTANCE_AUTO, DISTANCE_STRAIGHT, DISTANCE_ROAD, DISTANCE_MATRIX };
enum ways { WAYS_TO_SITE, WAYS_FROM_SITE };
/* How the ways of a service are measured. */
enum access_by { ACCESS_BY_STRAIGHT, ACCESS_BY_ROAD, ACCESS_BY_MATRIX };
enum grid_shape { GRID_SQUARE, GRID_HEXAGON };
enum site_status {
    SITE_EXISTING,
    SITE_REQUIRED,
    SITE_CANDIDATE,
    SITE_FORBIDDEN,
    SITE_BY_RULE, /* of no file of sites: a car park whose chargers come by building rule */
    N_STATUSES
};
enum site_access { ACCESS_PUBLIC, ACCESS_OPENED, ACCESS_DEDICATED, ACCESS_PRIVATE, N_ACCESSES };
enum rule_kind {
    RULE_CORE_RADIUS,
    RULE_EV_PER_CHARGER,
    RULE_EV_PER_STATION,
    RULE_WAIT,
    RULE_KW_PER_EV,
    RULE_BUDGET,
    RULE_DECLARED, /* of a fact only: the planner gives the figure reached */
    N_RULE_KINDS
};
enum strength {
    STRENGTH_BINDING,
    STRENGTH_IN_PRINCIPLE,
    STRENGTH_AIM,
    STRENGTH_FORECAST,
    STRENGTH_BASE,
    STRENGTH_INFO,
    N_STRENGTHS
};
/* The order is that of the choices in fields.h. */
enum shape { SHAPE_NORMAL, SHAPE_LOGNORMAL, SHAPE_UNIFORM, SHAPE_TRIANGULAR, N_SHAPES };
enum draw_points { POINTS_LATIN, POINTS_SOBOL };
enum lscp_objective { OBJECTIVE_COUNT, OBJECTIVE_COST };

struct series {
    int n;         /* 0: not set */
    int *year;     /* owned [n], rising; a plain number is one point */
    double *value; /* owned [n] */
};
struct numbers {
    int n;
    double *value;
}; /* owned [n] */
struct texts {
    int n;
    char **text;
}; /* owned [n] */
struct years {
    int n;
    int *year;
}; /* owned [n], rising */
struct map_number {
    int n;
    char **key;
    double *value;
}; /* owned, in the order of the file */
struct map_text {
    int n;
    char **key;
    char **value;
};
struct number_or_column {
    double number;
    char *column;
}; /* number is NAN where column is set;
     both unset: NAN and NULL */

#define FIELD_TYPE_NUMBER double
#define FIELD_TYPE_INTEGER int
#define FIELD_TYPE_FLAG bool
#define FIELD_TYPE_WORD int
#define FIELD_TYPE_TEXT char *
#define FIELD_TYPE_FILE char *
#define FIELD_TYPE_FOLDER char *
#define FIELD_TYPE_COLUMN char *
#define FIELD_TYPE_SERIES struct series
#define FIELD_TYPE_NUMBERS struct numbers
#define FIELD_TYPE_TEXTS struct texts
#define FIELD_TYPE_YEARS struct years
#define FIELD_TYPE_MAP_NUMBER struct map_number
#define FIELD_TYPE_MAP_TEXT struct map_text
#define FIELD_TYPE_NUMBER_OR_COLUMN struct number_or_column
#define FIELD_MEMBER(kind, member, key, initial, min, max, unit, choices, source, help)        \
    FIELD_TYPE_##kind member;

struct head {
    HEAD_FIELDS(FIELD_MEMBER)
};
struct study {
    STUDY_FIELDS(FIELD_MEMBER)
};
struct data_params {
    DATA_FIELDS(FIELD_MEMBER)
};
struct fleet_class {
    char *id;
    FLEET_FIELDS(FIELD_MEMBER)
};
struct zones_params {
    ZONES_FIELDS(FIELD_MEMBER)
};
struct boundary_params {
    BOUNDARY_FIELDS(FIELD_MEMBER)
};
struct sites_layer {
    char *id;
    SITES_FIELDS(FIELD_MEMBER)
};
struct parking_params {
    PARKING_FIELDS(FIELD_MEMBER)
};
struct building_type { /* a type of building */
    char *id;
    BUILDING_FIELDS(FIELD_MEMBER)
};
struct access_params {
    ACCESS_FIELDS(FIELD_MEMBER)
};
struct roads_params {
    ROADS_FIELDS(FIELD_MEMBER)
};
struct matrix_params {
    MATRIX_FIELDS(FIELD_MEMBER)
};
struct demand_params {
    DEMAND_FIELDS(FIELD_MEMBER)
};
struct uncertain {
    char *id;
    UNCERTAIN_FIELDS(FIELD_MEMBER)
};
struct simulation_params {
    SIMULATION_FIELDS(FIELD_MEMBER)
};
struct monte_carlo_params {
    MONTE_CARLO_FIELDS(FIELD_MEMBER)
};
struct kind {
    char *id;
    KINDS_FIELDS(FIELD_MEMBER)
};
struct sizing_params {
    SIZING_FIELDS(FIELD_MEMBER)
};
struct placement_params {
    PLACEMENT_FIELDS(FIELD_MEMBER)
};
struct report_params {
    REPORT_FIELDS(FIELD_MEMBER)
};
/* `fact` is the id of a plan fact, or NULL: an own rule described by the other fields. */
struct rule_request {
    RULE_FIELDS(FIELD_MEMBER)
};

/* The order is that of the choices in fields.h. */
enum beside_figure {
    BESIDE_EV_STOCK,
    BESIDE_CHARGERS_REQUIRED,
    BESIDE_STATIONS_REQUIRED,
    BESIDE_CHARGERS,
    BESIDE_STATIONS,
    N_BESIDE_FIGURES
};
struct beside_request {
    BESIDE_FIELDS(FIELD_MEMBER)
};

/* One setting as it was resolved, for the record of a run and its hash. */
struct setting {
    char *path;   /* "fleet.private.km_per_day" */
    char *value;  /* as YAML flow text that the same parser reads back */
    char *origin; /* "shenzhen.yaml:12", "default", "--set"; of a re-run: as recorded */
};

/* Where a setting was written, for messages. */
struct setting_place {
    char *file;       /* as opened; NULL where the value is a default */
    int line, column; /* 0: an option of the command line */
};

/* A plan's fact that stands for a figure of a setting. */
struct fact_use {
    int setting; /* index into scenario->setting */
    const struct fact *fact;
};

struct input_file {
    char *setting;    /* "zones.file" */
    char *path;       /* as opened */
    char *name;       /* as written in the scenario, for records */
    char sha256[65];  /* lower-case hex */
    struct stat look; /* of the file when it was hashed; st_ino 0: not looked at */
};

struct scenario {
    char *file; /* path of the scenario file as it was opened */
    char *text; /* the file verbatim, for the report's annex */
    struct head head;
    struct study study;
    struct data_params data;
    int n_classes;
    struct fleet_class *fleet; /* [n_classes] in the order of the file */
    struct zones_params zones;
    struct boundary_params boundary;
    int n_layers;
    struct sites_layer *sites; /* [n_layers] */
    struct parking_params parking;
    int n_buildings;
    struct building_type *building; /* [n_buildings] types */
    struct access_params access;
    struct roads_params roads;
    struct matrix_params matrix;
    struct demand_params demand;
    int n_uncertain;
    struct uncertain *uncertain; /* [n_uncertain] in the order of the file */
    struct simulation_params simulation;
    struct monte_carlo_params monte_carlo;
    int n_kinds;
    struct kind *kind; /* [n_kinds] */
    struct sizing_params sizing;
    int n_rules;
    struct rule_request *rule; /* [n_rules] */
    int n_besides;
    struct beside_request *beside; /* [n_besides] */
    struct placement_params placement;
    struct report_params report;

    int n_settings;
    struct setting *setting;     /* [n_settings] every setting, defaults too, in schema order */
    struct setting_place *place; /* [n_settings]; NULL where nothing was read from a file */
    struct plans *plans; /* owned: the built-in catalogue and the one that `plans` names */
    int n_uses;
    struct fact_use *use; /* [n_uses] in schema order */
    struct sweep *sweep;  /* owned; the design of a sweep, no part of the hash; NULL: none */
    int n_inputs;
    struct input_file
        *input;    /* [n_inputs] data files that the scenario names, in schema order */
    char hash[65]; /* SHA-256 over resolved settings (paths of files apart), input hashes and
                      the figures of the facts that are named */
};

/* Reads, merges (extends), overrides (`--set`), checks and types a scenario.
 *
 *   path     scenario file, or the record.yaml of an earlier run
 *   sets     [n_sets] texts "path=value"
 *   problems receives every mistake in the content; the function then returns ERR_SCENARIO and
 *            err names their number. Syntax errors and unreadable files are a single problem.
 *   out      own it: scenario_free(*out)
 * Errors: ERR_SCENARIO, ERR_USAGE (a bad `--set`), ERR_NOMEM. */
enum err scenario_read(struct scenario **out, const char *path, int n_sets,
                       const char *const sets[], struct problems *problems, struct error *err);
void scenario_free(struct scenario *s); /* NULL is fine */

/* The same for whom wants to look for more mistakes: where the files could be read, but their
 * content has problems, it returns ERR_SCENARIO or ERR_USAGE and gives the scenario all the
 * same (own it), NULL where they could not. A setting with a problem is then without a value
 * (NULL, NAN, n = 0, -1 for a word), whatever its default and even where it is required; look
 * with problems_about() before reading it. Not fit for a run. */
enum err scenario_try(struct scenario **out, const char *path, int n_sets,
                      const char *const sets[], struct problems *problems, struct error *err);

/* Adds a problem at the place of a setting, else of the first one below it ("rules[2]" means
 * "rules[2].rule"), else of the group it belongs to, else of the scenario's file. */
void scenario_problem(const struct scenario *s, struct problems *problems, const char *path,
                      const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Value of a series in a year: straight lines between its points, the end values outside them.
 * NAN where the series is not set. */
double series_at(const struct series *s, int year);

/* How a service's ways are measured, by access.distance and the files that are given; reach in
 * minutes, not metres, where access.service.fast.minutes is set. */
enum access_by scenario_access_by(const struct scenario *s, enum service v);
bool scenario_in_minutes(const struct scenario *s, enum service v);
/* The file of the ways of a service, or NULL. Borrowed. */
const char *scenario_matrix(const struct scenario *s, enum service v);
/* The radius of the circle that stands for a reach, metres: the reach itself, or minutes at
 * access.circle_kmh. */
double scenario_circle_m(const struct scenario *s, enum service v, double reach);

/* "night", "day", "roaming"; "fast", "slow": as in settings and tables. */
const char *scenario_layer_word(enum layer layer);
const char *scenario_service_word(enum service service);

/* The words of a site's status and access, as in files and tables: "candidate", "public". */
const char *scenario_status_word(enum site_status status);
const char *scenario_access_word(enum site_access access);

/* False with placement.model: none: nothing is built, what stands today is judged. */
bool scenario_builds(const struct scenario *s);

/* The planner's own words in a language, else in the other one; NULL where there are none. */
const char *scenario_words(enum language language, const char *english, const char *chinese);
/* Names of a vehicle class and of a kind of charger for people; the id where none is set. */
const char *scenario_class_title(const struct fleet_class *c, enum language language);
const char *scenario_kind_title(const struct kind *k, enum language language);
/* Title in the report's language, else that of the other one, else the name of the scenario.
 * Borrowed. */
const char *scenario_title(const struct scenario *s, enum language language);
/* Language of maps, reports and tables. */
enum language scenario_language(const struct scenario *s);

/* Index of a kind by its id; -1 where there is none. */
int scenario_kind(const struct scenario *s, const char *id);
/* Index of a type of building by its id; -1 where there is none. */
int scenario_building(const struct scenario *s, const char *id);
const char *scenario_building_title(const struct building_type *b, enum language language);
/* Id of the layer of a site (city.h), as in tables: "parking" where it comes of no layer. */
const char *scenario_layer_id(const struct scenario *s, int layer);

#endif
